"""Seats kept in sessions, as rows."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.domain.agenda import PAUSES, Visibility
from advoplanner.domain.reserved_seats import OCCUPIED, ReservedRow, SeatState, Terms
from advoplanner.store.models import EmailAddress, Guest, Organisation, Person, ReservedSeat, SessionRole
from advoplanner.store.models import Session as AgendaSession

Bound = tuple[str, str]
"""The title of what a guest is at, and how they are bound: a seat that is kept, or a part of their own."""


def terms(session: Session, event_id: str) -> list[Terms]:
    """The sessions of an event that members attend, by time."""
    query = (
        select(AgendaSession)
        .where(AgendaSession.event_id == event_id, AgendaSession.visibility == Visibility.MEMBER, AgendaSession.type.not_in(PAUSES))
        .order_by(AgendaSession.start.is_(None), AgendaSession.start, AgendaSession.title, AgendaSession.id)
    )
    return [terms_of(row) for row in session.scalars(query)]


def terms_of(row: AgendaSession) -> Terms:
    return Terms(row.id, row.title, row.start, row.minutes, row.room, row.kept_seats, row.release_minutes)


def rows(session: Session, event_id: str) -> list[ReservedRow]:
    """Everybody with a kept seat or waiting for one: sessions by time, holders before those who stand by."""
    primary = select(EmailAddress.address).where(EmailAddress.person_id == Person.id, EmailAddress.primary).limit(1).scalar_subquery()
    query = (
        select(ReservedSeat, AgendaSession, Person.display_name, Organisation.name, primary)
        .join(AgendaSession, AgendaSession.id == ReservedSeat.session_id)
        .join(Guest, Guest.id == ReservedSeat.guest_id)
        .join(Person, Person.id == Guest.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(AgendaSession.event_id == event_id)
        .order_by(AgendaSession.start.is_(None), AgendaSession.start, AgendaSession.title, AgendaSession.id, ReservedSeat.place)
    )
    made, waiting = [], Counter[str]()
    for seat, row, name, company, email in session.execute(query):
        stands_by = seat.state == SeatState.STANDBY
        waiting[row.id] += stands_by
        number = waiting[row.id] if stands_by else 0
        made.append(ReservedRow(seat.id, terms_of(row), seat.guest_id, name, company or "", email or "", seat.state, seat.told, number, seat.version))
    return made


def kept(session: Session, event_id: str) -> dict[str, list[ReservedRow]]:
    """Guest → the seats that are kept for them, by time."""
    found: dict[str, list[ReservedRow]] = {}
    for row in rows(session, event_id):
        if row.state in OCCUPIED and row.terms.start is not None:
            found.setdefault(row.guest_id, []).append(row)
    return found


def bound(session: Session, guest_id: str, wanted: AgendaSession) -> Bound | None:
    """What the guest has at the session's time: a part in it or in another one, or a seat kept elsewhere."""
    parts = select(AgendaSession).join(SessionRole, SessionRole.session_id == AgendaSession.id).where(SessionRole.guest_id == guest_id)
    for row in session.scalars(parts):
        if row.id == wanted.id or _overlap(row, wanted):
            return row.title, "part"
    seats = (
        select(AgendaSession)
        .join(ReservedSeat, ReservedSeat.session_id == AgendaSession.id)
        .where(ReservedSeat.guest_id == guest_id, ReservedSeat.state.in_(OCCUPIED), AgendaSession.id != wanted.id)
    )
    return next(((row.title, "seat") for row in session.scalars(seats) if _overlap(row, wanted)), None)


def _overlap(one: AgendaSession, other: AgendaSession) -> bool:
    if one.start is None or other.start is None:
        return False
    return one.start < other.start + timedelta(minutes=other.minutes) and other.start < one.start + timedelta(minutes=one.minutes)
