"""What came of events, as rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.domain.guests import Attendance, Decision, Reply, Role
from advoplanner.domain.outcomes import OutcomeRow
from advoplanner.store.models import Event, Guest, Organisation, Outcome, Person

CAME = (Attendance.ARRIVED, Attendance.LEFT_EARLY)


def rows(session: Session, event_ids: Iterable[str]) -> list[OutcomeRow]:
    """Guests who came, by name; where nobody was checked in, those who accepted and are not marked as absent."""
    ids = list(event_ids)
    query = (
        # Columns of the guest, not the guest: an open evening has a thousand, and each list of what came of it asks for them.
        select(Guest.id, Guest.event_id, Guest.side, Guest.attendance, Guest.reply, Person.display_name, Organisation.name.label("company"), Outcome)
        .join(Person, Person.id == Guest.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(Outcome, Outcome.guest_id == Guest.id)
        .where(Guest.event_id.in_(ids), Guest.decision == Decision.APPROVED)
        .order_by(Person.sort_name, Guest.id)
    )
    found = session.execute(query).all()
    counted = {r.event_id for r in found if r.attendance in CAME}
    return [_row(r, r.Outcome) for r in found if _came(r, counted)]


def hosts(session: Session) -> dict[str, list[str]]:
    """The names of those who host, each with the events they hosted."""
    query = select(Person.display_name, Guest.event_id).join(Person, Person.id == Guest.person_id).where(Guest.role == Role.HOST)
    found: dict[str, list[str]] = {}
    for name, event_id in session.execute(query.order_by(Person.sort_name)):
        found.setdefault(name, []).append(event_id)
    return found


def event_days(session: Session, event_ids: Iterable[str]) -> dict[str, date]:
    """The last day of each event."""
    query = select(Event.id, Event.end).where(Event.id.in_(list(event_ids)))
    return {event_id: end.date() for event_id, end in session.execute(query)}


def _came(r: Any, counted: set[str]) -> bool:
    if r.event_id in counted:
        return bool(r.attendance in CAME)
    return bool(r.reply == Reply.ACCEPTED and r.attendance != Attendance.NO_SHOW)


def _row(r: Any, outcome: Outcome | None) -> OutcomeRow:
    who = (r.id, r.event_id, r.display_name, r.company or "", r.side)
    if outcome is None:
        return OutcomeRow(*who, {}, "", False, "", None)
    converted = date.fromisoformat(outcome.converted) if outcome.converted else None
    said = (dict(outcome.scores), outcome.quote, outcome.quote_allowed)
    return OutcomeRow(*who, *said, outcome.next_step, converted)
