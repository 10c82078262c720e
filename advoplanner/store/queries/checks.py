"""One event as the rules of readiness see it, read at one moment."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advoplanner.core.dates import to_wall
from advoplanner.domain.checks import CheckCase, CheckGuest, CheckWave
from advoplanner.domain.people import level_band
from advoplanner.store.models import (
    WORKSPACE_ID,
    Assignment,
    Competition,
    Event,
    Guest,
    Organisation,
    Person,
    SeatingRound,
    SeatTable,
    Wave,
    WorkspaceInfo,
)
from advoplanner.store.queries import agenda


def case(session: Session, event_id: str, now: datetime) -> CheckCase | None:
    """Everything that rules ask about an event at the instant `now`, or None where there is no such event."""
    event, frame = session.get(Event, event_id), agenda.frame(session, event_id)
    if event is None or frame is None:
        return None
    guests = _guests(session, event_id)
    waves = session.execute(select(Wave.name, Wave.subject, Wave.body).where(Wave.event_id == event_id).order_by(Wave.planned, Wave.name))
    names = session.scalar(select(WorkspaceInfo.product_names).where(WorkspaceInfo.id == WORKSPACE_ID))
    return CheckCase(
        title=event.title, purpose=event.purpose, organiser_email=event.organiser_email, quorum=event.quorum, frame=frame,
        now=to_wall(now, event.zone), sessions=agenda.rows(session, event_id), guests=guests,
        competitors=[(a, b) for a, b in session.execute(select(Competition.a_id, Competition.b_id))],
        waves=[CheckWave(*wave) for wave in waves], product_names=tuple(names or ()),
        tables=session.scalar(select(func.count()).where(SeatTable.event_id == event_id)) or 0,
        rounds=session.scalar(select(func.count()).where(SeatingRound.event_id == event_id)) or 0,
    )  # fmt: skip


def _guests(session: Session, event_id: str) -> list[CheckGuest]:
    seated = (
        select(Assignment.guest_id, func.count().label("rounds"))
        .join(SeatingRound, SeatingRound.id == Assignment.round_id)
        .where(SeatingRound.event_id == event_id, Assignment.seat_id.is_not(None))
        .group_by(Assignment.guest_id)
        .subquery()
    )
    query = (
        select(
            Guest.id, Person.display_name, Organisation.id, Organisation.name, Guest.side, Guest.role, Guest.counts, Guest.decision,
            Guest.reply, Person.level_band, Person.job_title, seated.c.rounds,
        )
        .join(Person, Person.id == Guest.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(seated, seated.c.guest_id == Guest.id)
        .where(Guest.event_id == event_id)
        .order_by(Person.sort_name, Guest.id)
    )  # fmt: skip
    return [
        CheckGuest(r[0], r[1], r[2] or "", r[3] or "", r[4], r[5], r[6], r[7], r[8], r[9] or level_band(r[10]), r[11] or 0)
        for r in session.execute(query)
    ]
