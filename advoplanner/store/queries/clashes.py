"""What guests were promised twice for one time: seats kept in sessions and time with experts, beside each other and the agenda."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import combinations

from sqlalchemy.orm import Session

from advoplanner.domain.checks import CheckClash
from advoplanner.domain.guru_slots import SlotRow, SlotState, clash
from advoplanner.domain.reserved_seats import ReservedRow
from advoplanner.store.queries import agenda, guru_slots, reserved_seats

Span = tuple[datetime, datetime]


def clashes(session: Session, event_id: str) -> list[CheckClash]:
    """Everything of an event that cannot be kept as it was promised, by time."""
    seats = reserved_seats.kept(session, event_id)
    slots = [row for row in guru_slots.slots(session, event_id) if row.state == SlotState.PLANNED]
    own = _parts(session, event_id) if seats else {}
    found = [each for guest_id, rows in seats.items() for each in _of_seats(rows, own.get(guest_id, {}), slots)]
    if slots:
        busy = {seeker.guest_id: seeker for seeker in guru_slots.seekers(session, event_id, [row.guest_id for row in slots])}
        for row in slots:
            title = clash(busy[row.guest_id], row.start, round((row.end - row.start).total_seconds() / 60))
            if title:
                found.append(CheckClash("slot", row.guest_id, row.guest, f"time with {row.expert} on {row.start:%a %H:%M}", f"“{title}”"))
    return found


def _of_seats(rows: list[ReservedRow], own: dict[str, Span], slots: list[SlotRow]) -> list[CheckClash]:
    """The clashes of one guest's kept seats with parts of their own, with one another, and with time among experts."""
    first = rows[0]
    held = {row.id: f"a seat kept in “{row.terms.title}”" for row in rows}
    found = [(held[row.id], f"a part in “{title}”") for row in rows for title, span in own.items() if _meet(_span(row), span)]
    found += [(held[one.id], f"one in “{other.terms.title}”") for one, other in combinations(rows, 2) if _meet(_span(one), _span(other))]
    mine = [slot for slot in slots if slot.guest_id == first.guest_id]
    found += [(held[row.id], f"time with {slot.expert}") for row in rows for slot in mine if _meet(_span(row), (slot.start, slot.end))]
    return [CheckClash("seat", first.guest_id, first.guest, one, other) for one, other in found]


def _parts(session: Session, event_id: str) -> dict[str, dict[str, Span]]:
    """Guest → the sessions in which they have a part, each with its time."""
    found: dict[str, dict[str, Span]] = {}
    for row in agenda.rows(session, event_id):
        if row.start is not None:
            for person in row.people:
                found.setdefault(person.guest_id, {})[row.title] = (row.start, row.start + timedelta(minutes=row.minutes))
    return found


def _span(row: ReservedRow) -> Span:
    start = row.terms.start or datetime.min
    return start, start + timedelta(minutes=row.terms.minutes)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
