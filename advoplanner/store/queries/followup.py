"""Actions as rows, across events or of one."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.dates import to_wall
from advoplanner.domain.followup import ActionRow, is_incomplete, is_overdue
from advoplanner.store.models import Action, Event, Guest, Person


def rows(session: Session, now: datetime, event_id: str | None = None) -> list[ActionRow]:
    """Actions, open ones first, then by date (those without one last); overdue by the event's own calendar day at `now`."""
    query = (
        select(Action, Event.title, Event.zone, Person.display_name)
        .join(Event, Event.id == Action.event_id)
        .outerjoin(Guest, Guest.id == Action.tell_guest_id)
        .outerjoin(Person, Person.id == Guest.person_id)
    )
    if event_id is not None:
        query = query.where(Action.event_id == event_id)
    found = [_row(action, title, tell or "", to_wall(now, zone).date()) for action, title, zone, tell in session.execute(query)]
    return sorted(found, key=lambda r: (r.done, r.due or date.max, r.event, r.text, r.id))


def _row(action: Action, event: str, tell: str, today: date) -> ActionRow:
    due = date.fromisoformat(action.due) if action.due else None
    return ActionRow(
        action.id, action.event_id, event, action.text, action.owner, due, action.tell_guest_id or "", tell, action.done,
        is_incomplete(action.owner, due), is_overdue(due, action.done, today), action.version, action.source, action.outcome, action.next_step,
    )  # fmt: skip
