"""What checks ask beyond the event itself: other meetings of its members, what is asked of all advocates, what else guests received, the room."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advoplanner.domain.asks import QUARTER
from advoplanner.domain.checks.case import CheckMeeting
from advoplanner.domain.fixtures import FixtureKind
from advoplanner.domain.guests import Decision, Side
from advoplanner.store.models import Event, EventKit, Fixture, Guest, Organisation, Person
from advoplanner.store.queries import asks, kits
from advoplanner.store.queries.boards import together

YEAR = timedelta(days=365)
CURRENCY = "USD"
"""The only currency in which a limit for the public sector is known."""


def surroundings(session: Session, event: Event, now: datetime) -> dict[str, Any]:
    """Fields of `CheckCase` by name."""
    return {
        "virtual": is_virtual(event), "questions": _questions(session, event), "meetings": meetings(session, event),
        "pool": pool(session, now), "received": received(session, event), "front": front(session, event.id), "stages": tuple(event.stages),
    }  # fmt: skip


def is_virtual(event: Event) -> bool:
    """Whether an event takes place on screens alone: it has a link and no place."""
    return bool(event.join_link) and not event.venue_id and not event.room


def meetings(session: Session, event: Event) -> list[CheckMeeting]:
    """Other boards within a year of this one that at least half of its members belong to, in order of time."""
    if event.kind != "cab":
        return []
    mine = select(Guest.person_id).where(Guest.event_id == event.id, Guest.decision == Decision.APPROVED, Guest.side != Side.HOST)
    size = session.scalar(select(func.count()).select_from(mine.subquery())) or 0
    query = (
        select(Event)
        .join(Guest, Guest.event_id == Event.id)
        .where(together(event), Event.id != event.id, Event.status != "cancelled")
        .where(Event.start_utc > event.start_utc - YEAR, Event.start_utc < event.start_utc + YEAR)
        .where(Guest.decision == Decision.APPROVED, Guest.person_id.in_(mine))
        .group_by(Event.id)
        .having(func.count() * 2 >= max(size, 1))
        .order_by(Event.start_utc)
    )
    near = [CheckMeeting(row.start.date(), is_virtual(row)) for row in session.scalars(query)]
    # A year is any twelve months with this event in them: the fuller side counts, not both.
    before = [m for m in near if m.day <= event.start.date()]
    after = [m for m in near if m.day > event.start.date()]
    return max(before, after, key=len)


def pool(session: Session, now: datetime) -> tuple[int, int]:
    """How often advocates were asked in the last quarter, and how many may be written to."""
    advocates = (Person.side == Side.ADVOCATE) & Person.do_not_contact.is_(False)
    count = session.scalar(select(func.count()).where(advocates)) or 0
    today = now.date()
    return asks.made(session, advocates, today - QUARTER, today) if count else 0, count


def received(session: Session, event: Event) -> dict[str, float]:
    """Guest of the public sector → what other events of the calendar year at which they were there cost for each head, in dollars."""
    public = (
        select(Guest.id, Guest.person_id)
        .join(Person, Person.id == Guest.person_id)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(Guest.event_id == event.id, Organisation.public_sector)
    )
    guest_of = {person_id: guest_id for guest_id, person_id in session.execute(public)}
    if not guest_of:
        return {}
    others = (
        select(Guest.event_id, Guest.person_id)
        .join(Event, Event.id == Guest.event_id)
        .join(EventKit, EventKit.event_id == Event.id)
        .where(Guest.person_id.in_(guest_of), Event.id != event.id, EventKit.currency == CURRENCY)
        .where(Event.start >= datetime(event.start.year, 1, 1), Event.start < datetime(event.start.year + 1, 1, 1))
        .where(Guest.attendance.in_(("arrived", "left_early")))
    )
    costs: dict[str, float] = {}
    found: dict[str, float] = {}
    for other, person_id in session.execute(others):
        if other not in costs:
            costs[other] = kits.money(session, other).for_each or 0.0
        found[guest_of[person_id]] = found.get(guest_of[person_id], 0.0) + costs[other]
    return found


def front(session: Session, event_id: str) -> tuple[float, float] | None:
    """Where the stage stands, or else the screen, in cm; None where neither does."""
    wanted = (FixtureKind.STAGE, FixtureKind.SCREEN)
    found = session.execute(select(Fixture.kind, Fixture.x, Fixture.y).where(Fixture.event_id == event_id, Fixture.kind.in_(wanted))).all()
    first = min(found, key=lambda row: (wanted.index(FixtureKind(row[0])), row[1], row[2]), default=None)
    return (first[1], first[2]) if first else None


def _questions(session: Session, event: Event) -> int:
    return len(session.scalar(select(EventKit.questions).where(EventKit.event_id == event.id)) or ())
