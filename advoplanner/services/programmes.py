"""Programmes: made, chartered, archived, and which events belong to them. Their members: `services/memberships.py`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import clean, key, plural
from advoplanner.domain.event_details import ownership_words
from advoplanner.domain.events import EventKind
from advoplanner.domain.programmes import ENDING_DAYS, MemberStatus, ProgrammeDetails, ProgrammeRow, check_part, checked
from advoplanner.services.context import Workspace
from advoplanner.store.models import Event, Membership, NormOverride, Programme
from advoplanner.store.queries import programmes as queries
from advoplanner.store.session import remove_where


def rows(ws: Workspace, *, archived: bool = False) -> list[ProgrammeRow]:
    """Programmes by name: those in use, or the archived ones."""
    now = ws.clock()
    with ws.reading() as session:
        return queries.rows(session, now, (now + timedelta(days=ENDING_DAYS)).date(), archived=archived)


def read(ws: Workspace, programme_id: str) -> ProgrammeDetails:
    """One programme with its charter; raises RuleBroken `programmes.unknown`."""
    with ws.reading() as session:
        found = queries.details(session, programme_id)
    if found is None:
        raise _unknown()
    return found


def meetings(ws: Workspace, programme_id: str) -> list[str]:
    """Ids of its events, the newest first."""
    with ws.reading() as session:
        return queries.meetings(session, programme_id)


def ownership_share(ws: Workspace) -> str:
    """Who runs the programmes in use, as one line; "" where it is said of none (seeds 004-09)."""
    with ws.reading() as session:
        query = select(Programme.ownership, func.count()).where(Programme.archived.is_(False)).group_by(Programme.ownership)
        return ownership_words({row[0]: row[1] for row in session.execute(query)})


def create(ws: Workspace, kind: str, name: str, purpose: str, **fields: Any) -> ChangeSet:
    """A new programme; `fields` as `domain.programmes.TEXT_FIELDS`, figures of its charter, and `ownership`, usual for its kind unless given.

    Its id is `created("programme")[0]`. Raises RuleBroken at the field.
    """
    usual = {"ownership": "customer" if kind == EventKind.COUNCIL else "host"}
    values = checked(usual | fields | {"kind": kind, "name": name, "purpose": purpose})
    with ws.action(f"Create {clean(values['name'], limit=80)}") as work:
        _refuse_twin(work.session, "", values["name"])
        work.add(Programme(**values))
    return work.changes


def edit(ws: Workspace, programme_id: str, *, merge_key: str = "", **fields: Any) -> ChangeSet:
    """Change fields of a programme; `merge_key` names a field while somebody types in it. Raises RuleBroken at the field."""
    values = checked(fields)
    with ws.action("", merge_key=merge_key) as work:
        programme = known_programme(work.session, programme_id)
        work.label = f"Change {programme.name}"
        if "name" in values:
            _refuse_twin(work.session, programme_id, values["name"])
        if values.get("kind", programme.kind) != programme.kind:
            _refuse_events(work.session, programme_id)
            _refuse_members(work.session, programme_id, values["kind"])
        for name, value in values.items():
            setattr(programme, name, value)
    return work.changes


def archive(ws: Workspace, programme_ids: Iterable[str], archived: bool = True) -> ChangeSet:
    """Put programmes away, or take them up again; members and meetings stay as they are."""
    ids = list(programme_ids)
    with ws.action("") as work:
        found = [known_programme(work.session, each) for each in ids]
        work.label = f"{'Archive' if archived else 'Take up again'} {_called(found)}"
        for programme in found:
            programme.archived = archived
    return work.changes


def remove(ws: Workspace, programme_ids: Iterable[str]) -> tuple[ChangeSet, str]:
    """Remove programmes with their rosters; those with events are archived instead. Returns a sentence on those, "" for none."""
    ids = list(programme_ids)
    with ws.action("") as work:
        found = [known_programme(work.session, each) for each in ids]
        used = set(work.session.scalars(select(Event.programme_id).where(Event.programme_id.in_(ids))))
        kept, gone = [p for p in found if p.id in used], [p.id for p in found if p.id not in used]
        work.label = f"{'Remove' if gone else 'Archive'} {_called(found)}"
        for programme in kept:
            programme.archived = True
        for model in (Membership, NormOverride):
            remove_where(work, model, work.session.scalars(select(model.id).where(model.programme_id.in_(gone))).all())
        remove_where(work, Programme, gone)
    if not kept:
        return work.changes, ""
    have = "it has" if len(kept) == 1 else "they have"
    return work.changes, f"{_called(kept)}: archived instead of removed, because {have} events. Members and meetings are kept."


def check_known(session: Session, programme_id: str, kind: str) -> str | None:
    """The id as an event keeps it, None for ""; raises RuleBroken at `programme_id` where it is gone or of another kind than the event."""
    if not programme_id:
        return None
    programme = session.get(Programme, programme_id)
    if programme is None:
        raise RuleBroken("programmes.unknown", "This programme is no longer in the workspace.", "Undo brings it back.", field="programme_id")
    if programme.kind != kind:
        raise RuleBroken("programmes.other_kind", f"{programme.name} holds events of another kind.", "Choose one of this kind.", field="programme_id")
    return programme_id


def _called(programmes: list[Programme]) -> str:
    return programmes[0].name if len(programmes) == 1 else plural(len(programmes), "programme")


def known_programme(session: Session, programme_id: str) -> Programme:
    """The row of a programme; raises RuleBroken `programmes.unknown`."""
    found = session.get(Programme, programme_id)
    if found is None:
        raise _unknown()
    return found


def _refuse_twin(session: Session, programme_id: str, name: str) -> None:
    known = session.execute(select(Programme.id, Programme.name, Programme.archived))
    for other, called, archived in known:
        if other != programme_id and key(called) == key(name):
            where = "is archived already" if archived else "is in the list already"
            raise RuleBroken("programmes.already", f"“{called}” {where}.", "Open that one, or give this a name of its own.", field="name")


def _refuse_events(session: Session, programme_id: str) -> None:
    events = session.scalar(select(func.count()).select_from(Event).where(Event.programme_id == programme_id)) or 0
    if events:
        sentence = f"Its kind stays: {plural(events, 'event')} of that kind belong{'s' if events == 1 else ''} to it."
        raise RuleBroken("programmes.kind_used", sentence, "Make another programme for another kind.", field="kind")


def _refuse_members(session: Session, programme_id: str, kind: str) -> None:
    """Raises RuleBroken at `kind` where somebody on the roster has a part that the new kind does not give them."""
    going_on = Membership.programme_id == programme_id, Membership.status != MemberStatus.ALUMNI
    parts = session.execute(select(Membership.person_id, Membership.role).where(*going_on)).all()
    people = queries.known(session, [person_id for person_id, _ in parts])
    for person_id, role in parts:
        try:
            check_part(kind, people[person_id].side, role, people[person_id].name)
        except RuleBroken as broken:
            raise RuleBroken(broken.code, broken.sentence, broken.hint, field="kind") from broken


def _unknown() -> RuleBroken:
    return RuleBroken("programmes.unknown", "This programme is no longer in the workspace.", "Undo brings it back.")
