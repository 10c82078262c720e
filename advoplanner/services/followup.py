"""Actions after an event: kept even where owner or date is missing, and shown as incomplete then."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from sqlalchemy import select

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural, whole
from advoplanner.domain.followup import ActionRow, read_due
from advoplanner.services.context import Workspace
from advoplanner.store.models import Action, Event, Guest
from advoplanner.store.queries import followup as queries
from advoplanner.store.session import UnitOfWork, remove_where

TEXT_LIMIT, OWNER_LIMIT, SAID_LIMIT, STEP_LIMIT = 4000, 160, 1000, 300


def actions(ws: Workspace, event_id: str | None = None) -> list[ActionRow]:
    """Actions of one event, or of all; open ones first, then by date."""
    with ws.reading() as session:
        return queries.rows(session, ws.clock(), event_id)


def add_action(
    ws: Workspace, event_id: str, text: str, owner: str = "", due: str | date | None = "", tell_guest_id: str | None = None, source: str = ""
) -> ChangeSet:
    """Write down what was promised; `due` is a date or "2027-03-31", `source` what the member said.

    Raises RuleBroken without text or with an unreadable date.
    """
    values = _values({"text": text, "owner": owner, "due": due, "tell_guest_id": tell_guest_id, "source": source})
    with ws.action("Add an action") as work:
        work.session.flush()
        if work.session.get(Event, event_id) is None:
            raise RuleBroken("followup.no_event", "This event is no longer in the workspace.", "Undo brings it back.")
        _check_member(work, event_id, values["tell_guest_id"])
        work.add(Action(event_id=event_id, **values))
    return work.changes


def edit_action(ws: Workspace, action_id: str, *, merge_key: str = "", **fields: Any) -> ChangeSet:
    """Change an action's text, owner, due, tell_guest_id, source, outcome, next_step or done; `merge_key` names a field while it is typed."""
    values = _values(fields)
    with ws.action("Edit an action", merge_key=merge_key) as work:
        action = work.session.get(Action, action_id)
        if action is None:
            raise RuleBroken("followup.unknown", "This action is no longer in the list.", "Undo brings it back.")
        _check_member(work, action.event_id, values.get("tell_guest_id"))
        for name, value in values.items():
            setattr(action, name, value)
    return work.changes


def set_done(ws: Workspace, ids: Iterable[str], done: bool = True) -> ChangeSet:
    """Tick actions off, or open them again."""
    wanted = list(ids)
    with ws.action(f"{'Tick off' if done else 'Open again'} {plural(len(wanted), 'action')}") as work:
        for action in work.session.scalars(select(Action).where(Action.id.in_(wanted))):
            action.done = done
    return work.changes


def remove_actions(ws: Workspace, ids: Iterable[str]) -> ChangeSet:
    """Take actions off the list."""
    wanted = list(ids)
    with ws.action(f"Remove {plural(len(wanted), 'action')}") as work:
        remove_where(work, Action, wanted)
    return work.changes


def _values(fields: dict[str, Any]) -> dict[str, Any]:
    """Fields as they are stored."""
    unknown = set(fields) - set(_READERS)
    if unknown:
        raise TypeError(f"an action has no field {sorted(unknown)[0]!r}")
    values = {name: _READERS[name](value) for name, value in fields.items()}
    if values.get("text") == "":
        raise RuleBroken("followup.no_text", "An action needs words.", "Write what was promised.", field="text")
    return values


def _check_member(work: UnitOfWork, event_id: str, guest_id: str | None) -> None:
    if guest_id is None:
        return
    guest = work.session.get(Guest, guest_id)
    if guest is None or guest.event_id != event_id:
        raise RuleBroken(
            "followup.not_a_guest", "The member to tell is not a guest of this event.", "Choose one from its list.", field="tell_guest_id"
        )


_READERS: dict[str, Callable[[Any], Any]] = {
    "text": lambda text: whole(text, TEXT_LIMIT, "text", lines=True),
    "owner": lambda text: whole(text, OWNER_LIMIT, "owner"),
    "due": read_due,
    "tell_guest_id": lambda guest_id: guest_id or None,
    "done": bool,
    "source": lambda text: whole(text, SAID_LIMIT, "source", lines=True),
    "outcome": lambda text: whole(text, SAID_LIMIT, "outcome", lines=True),
    "next_step": lambda text: whole(text, STEP_LIMIT, "next_step"),
}
