"""What waits across events: the next ones, replies, messages and guests without a seat."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, case, distinct, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from advoplanner.core.records import dataclass
from advoplanner.domain.events import EventStatus
from advoplanner.domain.programmes import SITTING, MemberStatus
from advoplanner.domain.today import DueWave, EndingTerm, UnseatedGuests, WaitingMessages, WaitingReply
from advoplanner.store.models import (
    Assignment,
    Event,
    Guest,
    Membership,
    Message,
    Person,
    Programme,
    ReplyRecord,
    SeatingRound,
    SeatTable,
    Wave,
)

LEFT = ("exporting", "exported", "sent")
OVER = (EventStatus.CLOSED, EventStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class EventAhead:
    """An event to come with its guests counted; `start` is wall time in `zone`."""

    id: str
    kind: str
    title: str
    start: datetime
    zone: str
    invited: int
    accepted: int


def events_ahead(session: Session, now: datetime, limit: int) -> list[EventAhead]:
    """The next events that are neither closed nor cancelled nor over, soonest first."""
    approved = Guest.decision == "approved"
    query = (
        select(Event.id, Event.kind, Event.title, Event.start, Event.zone, _count(approved), _count(and_(approved, Guest.reply == "accepted")))
        .outerjoin(Guest, Guest.event_id == Event.id)
        .where(_still_ahead(now))
        .group_by(Event.id)
        .order_by(Event.start_utc, Event.title)
        .limit(limit)
    )
    return [EventAhead(*row) for row in session.execute(query)]


def ended_events(session: Session, now: datetime) -> set[str]:
    """Ids of events whose end has passed."""
    return set(session.scalars(select(Event.id).where(Event.end_utc < now)))


def replies_that_need_you(session: Session) -> list[WaitingReply]:
    """Replies that no rule could decide, oldest first."""
    query = (
        select(ReplyRecord, Event.title)
        .outerjoin(Event, Event.id == ReplyRecord.event_id)
        .where(ReplyRecord.outcome == "need_you")
        .order_by(ReplyRecord.read_at, ReplyRecord.id)
    )
    return [
        WaitingReply(r.id, r.attendee_name or r.attendee or r.file_name, r.event_id or "", title or "", r.why, r.read_at)
        for r, title in session.execute(query)
    ]


def messages_waiting(session: Session) -> list[WaitingMessages]:
    """Messages that have not left, by event, the soonest event first."""
    counts = [_count(Message.state == state) for state in ("draft", "held", "stale")]
    query = (
        select(Event.id, Event.title, *counts)
        .join(Message, Message.event_id == Event.id)
        .where(Message.state.in_(("draft", "held", "stale")))
        .group_by(Event.id)
        .order_by(Event.start_utc, Event.title)
    )
    return [WaitingMessages(r[0], r[1], r[2], r[3], r[4]) for r in session.execute(query)]


def unseated(session: Session, now: datetime) -> list[UnseatedGuests]:
    """Accepted guests without a seat in some round, of events ahead that have tables; the soonest event first."""
    rounds = select(func.count()).where(SeatingRound.event_id == Event.id).correlate(Event).scalar_subquery()
    held = (
        select(func.count(distinct(Assignment.round_id)))
        .where(Assignment.guest_id == Guest.id, Assignment.seat_id.is_not(None))
        .correlate(Guest)
        .scalar_subquery()
    )
    query = (
        select(Event.id, Event.title, func.count())
        .join(Guest, Guest.event_id == Event.id)
        .where(_still_ahead(now), exists().where(SeatTable.event_id == Event.id), Guest.decision == "approved", Guest.reply == "accepted")
        .where(or_(held == 0, held < rounds))
        .group_by(Event.id)
        .order_by(Event.start_utc, Event.title)
    )
    return [UnseatedGuests(*row) for row in session.execute(query)]


def waves_due(session: Session, now: datetime, until: date) -> list[DueWave]:
    """Waves of events ahead that are planned up to a day and of which no message has left, soonest first."""
    left = exists().where(Message.wave_id == Wave.id, Message.state.in_(LEFT))
    query = (
        select(Wave.id, Event.id, Event.title, Wave.name, Wave.planned)
        .join(Event, Event.id == Wave.event_id)
        .where(_still_ahead(now), Wave.planned != "", Wave.planned <= until.isoformat(), ~left)
        .order_by(Wave.planned, Wave.name)
    )
    return [DueWave(r[0], r[1], r[2], r[3], date.fromisoformat(r[4])) for r in session.execute(query)]


def terms_ending(session: Session, since: date, until: date) -> list[EndingTerm]:
    """Terms of programmes in use, and of people of whom no programme in use knows an end, that end between two days; soonest first."""
    between = (since.isoformat(), until.isoformat())
    own = ~exists().where(
        Membership.person_id == Person.id, Membership.programme_id == Programme.id, Programme.archived.is_(False), Membership.end != "",
        Membership.status.in_((*SITTING, MemberStatus.ALUMNI)),
    )  # fmt: skip
    facts = select(Person.id, Person.display_name, Person.term_end, literal(""), literal(""), Person.sort_name)
    seats = select(Person.id, Person.display_name, Membership.end, Programme.id, Programme.name, Person.sort_name)
    seats = seats.join(Membership, Membership.person_id == Person.id).join(Programme, Programme.id == Membership.programme_id)
    found = [
        *session.execute(facts.where(Person.term_end.between(*between), own)),
        *session.execute(seats.where(Membership.end.between(*between), Membership.status.in_(SITTING), Programme.archived.is_(False))),
    ]
    return [EndingTerm(r[0], r[1], date.fromisoformat(r[2]), r[3], r[4]) for r in sorted(found, key=lambda r: (r[2], r[5], r[3]))]


def _still_ahead(now: datetime) -> ColumnElement[bool]:
    return and_(Event.end_utc >= now, Event.status.not_in(OVER))


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))
