"""What belongs to an event, copied to another one or removed with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.store.base import Base
from advoplanner.store.models import Action, Assignment, Guest, Message, ReplyRecord, Seat, SeatingRound, SeatTable, Session, SessionRole, Wave
from advoplanner.store.session import UnitOfWork

_OWN = frozenset({"id", "version", "created_at", "changed_at"})


def copy_agenda(work: UnitOfWork, source_id: str, target_id: str, shift: timedelta) -> None:
    """The sessions of one event for another, shifted; who speaks is not copied."""
    for row in work.session.scalars(select(Session).where(Session.event_id == source_id)).all():
        values = _values(row) | {"event_id": target_id, "start": row.start + shift if row.start else None}
        work.add(Session(id=new_id(), **values))


def copy_tables(work: UnitOfWork, source_id: str, target_id: str) -> None:
    """The tables and seats of one event for another, without their hosts."""
    for table in work.session.scalars(select(SeatTable).where(SeatTable.event_id == source_id)).all():
        copy = SeatTable(id=new_id(), **_values(table) | {"event_id": target_id, "host_guest_id": None})
        work.add(copy)
        work.session.flush()
        for seat in work.session.scalars(select(Seat).where(Seat.table_id == table.id)).all():
            work.add(Seat(id=new_id(), **_values(seat) | {"table_id": copy.id}))


def remove_contents(work: UnitOfWork, event_id: str) -> None:
    """Delete all that only exists within an event, children first; raises RuleBroken where messages have left already."""
    session = work.session
    if session.scalar(select(Message.id).where(Message.event_id == event_id, Message.state.in_(("exported", "sent"))).limit(1)):
        raise RuleBroken("events.invited", "Guests hold invitations to this event.", "Cancel it instead, so that their calendars follow.")
    guests = select(Guest.id).where(Guest.event_id == event_id)
    tables = select(SeatTable.id).where(SeatTable.event_id == event_id)
    rounds = select(SeatingRound.id).where(SeatingRound.event_id == event_id)
    groups: list[Any] = [
        select(Assignment).where(Assignment.round_id.in_(rounds)),
        select(SeatingRound).where(SeatingRound.event_id == event_id),
        select(Seat).where(Seat.table_id.in_(tables)),
        select(SeatTable).where(SeatTable.event_id == event_id),
        select(ReplyRecord).where(ReplyRecord.event_id == event_id),
        select(Message).where(Message.event_id == event_id),
        select(Wave).where(Wave.event_id == event_id),
        select(Action).where(Action.event_id == event_id),
        select(SessionRole).where(SessionRole.guest_id.in_(guests)),
        select(Session).where(Session.event_id == event_id),
    ]
    for query in groups:
        work.delete_all(session.scalars(query).all())
        session.flush()
    people = session.scalars(select(Guest).where(Guest.event_id == event_id)).all()
    for guest in people:
        guest.companion_of = guest.delegate_of = None
    session.flush()
    work.delete_all(people)
    session.flush()


def _values(row: Base) -> dict[str, Any]:
    return {c.name: getattr(row, c.name) for c in row.__table__.columns if c.name not in _OWN}
