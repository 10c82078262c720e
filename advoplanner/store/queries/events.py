"""Events as rows with their counts, and one event with its venue."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Label, Subquery, case, func, select
from sqlalchemy.orm import Session

from advoplanner.domain.event_details import EventDetails
from advoplanner.domain.events import EventRow
from advoplanner.domain.guests import Decision, Reply
from advoplanner.store.models import Assignment, Event, Guest, Programme, SeatingRound, SeatTable, Venue


def rows(session: Session, ids: Iterable[str] | None = None) -> list[EventRow]:
    """Events by start with their counts; `seated` counts the guests who have a seat in any round."""
    guests = _guest_counts()
    seated = (
        select(SeatingRound.event_id, func.count(func.distinct(Assignment.guest_id)).label("seated"))
        .join(Assignment, Assignment.round_id == SeatingRound.id)
        .group_by(SeatingRound.event_id)
        .subquery()
    )
    seats = select(SeatTable.event_id, func.sum(SeatTable.seats).label("seats")).group_by(SeatTable.event_id).subquery()
    query = (
        select(
            Event.id, Event.kind, Event.title, Event.start, Event.end, Event.zone, Venue.name, Venue.city, Event.status, Event.purpose,
            Programme.id, Programme.name,
            guests.c.total, guests.c.accepted, guests.c.declined, guests.c.tentative, guests.c.silent, seated.c.seated, seats.c.seats,
        )
        .outerjoin(Venue, Venue.id == Event.venue_id)
        .outerjoin(Programme, Programme.id == Event.programme_id)
        .outerjoin(guests, guests.c.event_id == Event.id)
        .outerjoin(seated, seated.c.event_id == Event.id)
        .outerjoin(seats, seats.c.event_id == Event.id)
        .order_by(Event.start_utc, Event.title, Event.id)
    )  # fmt: skip
    if ids is not None:
        query = query.where(Event.id.in_(list(ids)))
    return [_row(*r) for r in session.execute(query)]


def _row(*read: Any) -> EventRow:
    """Texts are "" and counts 0 where nothing is joined."""
    values = [*read[:6], *(text or "" for text in read[6:12]), *(count or 0 for count in read[12:])]
    return EventRow(*values)


def details(session: Session, event_id: str) -> EventDetails | None:
    """One event, or None."""
    query = select(Event, Venue, Programme.name).outerjoin(Venue, Venue.id == Event.venue_id).outerjoin(Programme, Programme.id == Event.programme_id)
    found = session.execute(query.where(Event.id == event_id)).first()
    if found is None:
        return None
    e, venue, programme = found
    return EventDetails(
        e.id, e.kind, e.title, e.uid, e.purpose, e.topic, e.learn_goal, tuple(e.objectives), e.status, e.zone, e.start, e.end,
        e.venue_id or "", venue.name if venue else "", venue.address if venue else "", venue.city if venue else "",
        e.room, e.room_width, e.room_length, e.capacity, e.quorum, e.host_company, e.sponsor, e.organiser_name, e.organiser_email,
        e.day_contact, e.join_link, e.logistics, e.notes, e.sequence, e.version, e.calendar_form, e.ownership,
        e.text_mark, e.logo_id or "", tuple(e.stages), e.programme_id or "", programme or "",
    )  # fmt: skip


def _guest_counts() -> Subquery:
    def counted(reply: Reply) -> Label[int]:
        return func.sum(case((Guest.reply == reply, 1), else_=0)).label(reply.value)

    silent = func.sum(case(((Guest.reply == Reply.NONE) & (Guest.decision == Decision.APPROVED), 1), else_=0)).label("silent")
    counts = (func.count().label("total"), counted(Reply.ACCEPTED), counted(Reply.DECLINED), counted(Reply.TENTATIVE), silent)
    return select(Guest.event_id, *counts).group_by(Guest.event_id).subquery()
