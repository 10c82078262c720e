"""What belongs to an event: copied to another one, moved with it, or removed with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.domain.events import EventStatus
from advoplanner.domain.guests import Decision
from advoplanner.store.base import Base
from advoplanner.store.models import (
    AccountOutcome,
    Action,
    AgendaApproval,
    AgendaVersion,
    Assignment,
    Breakout,
    BudgetLine,
    Event,
    EventKit,
    Expert,
    Fixture,
    Guest,
    GuruSlot,
    HostRequest,
    Introduction,
    KeptPlan,
    LedgerEntry,
    MemberRank,
    Message,
    NormOverride,
    Outcome,
    ReplyRecord,
    ReservedSeat,
    Seat,
    SeatingRound,
    SeatTable,
    Session,
    SessionRole,
    SignUp,
    Stay,
    Story,
    Talk,
    Task,
    Topic,
    TopicVote,
    Waiver,
    Wave,
)
from advoplanner.store.queries.invitations import LEFT
from advoplanner.store.session import UnitOfWork

_OWN = frozenset({"id", "version", "created_at", "changed_at"})


def copy_agenda(work: UnitOfWork, source_id: str, target_id: str, shift: timedelta) -> None:
    """The sessions of one event for another, shifted; who speaks and by when input is decided are not copied."""
    for row in work.session.scalars(select(Session).where(Session.event_id == source_id)).all():
        values = _values(row) | {"event_id": target_id, "start": row.start + shift if row.start else None, "decision_due": ""}
        work.add(Session(id=new_id(), **values))


def copy_tables(work: UnitOfWork, source_id: str, target_id: str) -> None:
    """The tables, seats and fixtures of one event for another, without their hosts."""
    for fixture in work.session.scalars(select(Fixture).where(Fixture.event_id == source_id)).all():
        work.add(Fixture(id=new_id(), **_values(fixture) | {"event_id": target_id}))
    for table in work.session.scalars(select(SeatTable).where(SeatTable.event_id == source_id)).all():
        copy = SeatTable(id=new_id(), **_values(table) | {"event_id": target_id, "host_guest_id": None})
        work.add(copy)
        work.session.flush()
        for seat in work.session.scalars(select(Seat).where(Seat.table_id == table.id)).all():
            work.add(Seat(id=new_id(), **_values(seat) | {"table_id": copy.id}))


def copy_kit(work: UnitOfWork, source_id: str, target_id: str) -> None:
    """Limits, questions and the form of one event for another; what was planned and spent, and the series, stay behind."""
    kit = work.session.scalar(select(EventKit).where(EventKit.event_id == source_id))
    if kit is not None:
        work.add(EventKit(id=new_id(), **_values(kit) | {"event_id": target_id, "series": "", "planned": 0, "spent": 0}))


def copy_roster(work: UnitOfWork, source_id: str, target_id: str) -> None:
    """The guests of one event for another, with side and role and nothing they answered; those decided against, and companions, stay behind."""
    wanted = select(Guest).where(Guest.event_id == source_id, Guest.decision != Decision.NOT_NOW, Guest.companion_of.is_(None))
    there = set(work.session.scalars(select(Guest.person_id).where(Guest.event_id == target_id)))
    for guest in work.session.scalars(wanted).all():
        if guest.person_id not in there:
            values = {
                name: getattr(guest, name) for name in ("person_id", "side", "role", "counts", "decision", "diet", "access_needs", "bench_rank")
            }
            work.add(Guest(id=new_id(), event_id=target_id, **values))
    work.session.flush()


def move_agenda(work: UnitOfWork, event_id: str, shift: timedelta) -> None:
    """Every session that has a time goes along with its event."""
    for row in work.session.scalars(select(Session).where(Session.event_id == event_id, Session.start.is_not(None))):
        row.start = row.start + shift if row.start else None


def remove_contents(work: UnitOfWork, event_id: str) -> None:
    """Delete all that only exists within an event, children first; raises RuleBroken where messages have left already."""
    session = work.session
    _refuse_invited(session, event_id)
    for query in _contents(event_id):
        work.delete_all(session.scalars(query).all())
        session.flush()
    _let_go_of(session, event_id)
    people = session.scalars(select(Guest).where(Guest.event_id == event_id)).all()
    for guest in people:
        guest.companion_of = guest.delegate_of = None
    session.flush()
    work.delete_all(people)
    session.flush()


def _contents(event_id: str) -> list[Any]:
    """Queries for all that only exists within an event, in the order in which it can go."""
    guests = select(Guest.id).where(Guest.event_id == event_id)
    tables = select(SeatTable.id).where(SeatTable.event_id == event_id)
    rounds = select(SeatingRound.id).where(SeatingRound.event_id == event_id)
    return [
        select(Assignment).where(Assignment.round_id.in_(rounds)),
        select(KeptPlan).where(KeptPlan.round_id.in_(rounds)),
        select(SeatingRound).where(SeatingRound.event_id == event_id),
        select(Seat).where(Seat.table_id.in_(tables)),
        select(SeatTable).where(SeatTable.event_id == event_id),
        select(ReplyRecord).where(ReplyRecord.event_id == event_id),
        select(Message).where(Message.event_id == event_id),
        select(Wave).where(Wave.event_id == event_id),
        select(AgendaApproval).where(AgendaApproval.guest_id.in_(guests)),
        select(TopicVote).where(TopicVote.guest_id.in_(guests)),
        *(
            select(model).where(model.event_id == event_id)
            for model in (
                AccountOutcome,
                Action,
                Topic,
                AgendaVersion,
                Breakout,
                BudgetLine,
                EventKit,
                Fixture,
                Introduction,
                GuruSlot,
                Expert,
                Task,
                Waiver,
                NormOverride,
            )
        ),
        *(select(model).where(model.guest_id.in_(guests)) for model in (SessionRole, Outcome, Talk, SignUp, Stay, MemberRank, ReservedSeat)),
        select(Session).where(Session.event_id == event_id),
    ]


def _let_go_of(session: DbSession, event_id: str) -> None:
    """What outlives an event and only names it."""
    for request in session.scalars(select(HostRequest).where(HostRequest.event_id == event_id)):
        request.event_id = None
    for entry in session.scalars(select(LedgerEntry).where(LedgerEntry.event_id == event_id)):
        entry.event_id = None
    for story in session.scalars(select(Story).where(Story.event_id == event_id)):
        story.event_id = None


def _refuse_invited(session: DbSession, event_id: str) -> None:
    if session.scalar(select(Message.id).where(Message.event_id == event_id, Message.state.in_(LEFT)).limit(1)) is None:
        return
    event = session.get_one(Event, event_id)
    if event.status in (EventStatus.CANCELLED, EventStatus.CLOSED):
        raise RuleBroken("events.invited", f"Messages about “{event.title}” have left.", "It stays, as the record of what was sent.")
    raise RuleBroken("events.invited", f"Guests hold invitations to “{event.title}”.", "Cancel it instead, so that their calendars follow.")


def _values(row: Base) -> dict[str, Any]:
    return {c.name: getattr(row, c.name) for c in row.__table__.columns if c.name not in _OWN}
