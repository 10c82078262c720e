"""Filters of one's own for the directory: kept by a name in the workspace, changed, deleted."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import key
from advoplanner.domain.people_filters import PeopleFilter, checked, read_filter
from advoplanner.services.context import Workspace
from advoplanner.store.models import KeptFilter


def rows(ws: Workspace) -> list[PeopleFilter]:
    """All kept filters, by name."""
    with ws.reading() as session:
        found = session.scalars(select(KeptFilter).order_by(KeptFilter.name_key)).all()
        return [read_filter(row.id, row.name, row.wanted) for row in found]


def keep(ws: Workspace, wanted: PeopleFilter) -> ChangeSet:
    """Keep a filter by its name: a new one where `wanted.id` is "", else changed or renamed.

    Raises RuleBroken at the field: no name, a name that is taken, a filter that shows everybody.
    """
    made = checked(wanted)
    with ws.action(f"Keep the filter {made.name}") as work:
        _refuse_taken(work.session, made)
        row = _filter(work.session, made.id) if made.id else KeptFilter(name="", name_key="")
        row.name, row.name_key, row.wanted = made.name, key(made.name), made.wanted
        if not made.id:
            work.add(row)
    return work.changes


def remove(ws: Workspace, filter_id: str) -> ChangeSet:
    """Delete a filter; the people it shows stay as they are."""
    with ws.action("") as work:
        row = _filter(work.session, filter_id)
        work.label = f"Delete the filter {row.name}"
        work.delete_all([row])
    return work.changes


def _filter(session: Session, filter_id: str) -> KeptFilter:
    row = session.get(KeptFilter, filter_id)
    if row is None:
        raise RuleBroken("filters.unknown", "This filter is no longer in the workspace.", "Undo brings it back.")
    return row


def _refuse_taken(session: Session, wanted: PeopleFilter) -> None:
    other = session.scalar(select(KeptFilter.id).where(KeptFilter.name_key == key(wanted.name), KeptFilter.id != wanted.id))
    if other:
        raise RuleBroken("filters.taken", f"There is a filter “{wanted.name}” already.", "Choose another name, or change that one.", field="name")
