"""Replies as rows, and an event's guests as matching a reply needs them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.domain.guests import Reply
from advoplanner.domain.replies import KnownGuest, OurEvent, Recorded
from advoplanner.domain.reply_rows import ReplyRow
from advoplanner.store.models import Event, Guest, Person, ReplyRecord
from advoplanner.store.queries import people


def rows(session: Session, outcome: str | None = None, ids: Iterable[str] | None = None) -> list[ReplyRow]:
    """Replies, the newest first; those of one outcome, or all."""
    query = (
        select(ReplyRecord, Event.title, Person.display_name)
        .outerjoin(Event, Event.id == ReplyRecord.event_id)
        .outerjoin(Guest, Guest.id == ReplyRecord.guest_id)
        .outerjoin(Person, Person.id == Guest.person_id)
        .order_by(ReplyRecord.read_at.desc(), ReplyRecord.file_name, ReplyRecord.id)
    )
    if outcome is not None:
        query = query.where(ReplyRecord.outcome == outcome)
    if ids is not None:
        query = query.where(ReplyRecord.id.in_(list(ids)))
    return [
        ReplyRow(
            r.id, r.file_name, r.read_at, r.kind, r.uid, r.event_id or "", title or "", r.guest_id or "", name or "", r.attendee, r.answer,
            r.comment, tuple(r.proposed), r.outcome, r.why, r.version,
        )
        for r, title, name in session.execute(query)
    ]  # fmt: skip


def uids(session: Session) -> dict[str, str]:
    """Calendar identity → event id."""
    return dict(session.execute(select(Event.uid, Event.id)).all())


def our_event(session: Session, event_id: str) -> tuple[OurEvent, dict[str, Recorded]]:
    """An event with its guests, and the answer that stands for each of them."""
    event = session.get_one(Event, event_id)
    found = session.execute(select(Guest, Person.display_name).join(Person, Person.id == Guest.person_id).where(Guest.event_id == event_id)).all()
    addresses = people.addresses(session, [g.person_id for g, _ in found])
    guests, standing = [], {}
    for guest, name in found:
        known = addresses.get(guest.person_id) or [""]
        guests.append(KnownGuest(guest.id, name, known[0], tuple(known[1:]), guest.invite_state == "cancelled" or guest.decision == "notnow"))
        if guest.reply != Reply.NONE and guest.reply_dtstamp:
            sequence = guest.reply_sequence if guest.reply_sequence >= 0 else None
            standing[guest.id] = Recorded(Reply(guest.reply), sequence, guest.reply_dtstamp)
    sequence = max([event.sequence, *(g.sequence_sent for g, _ in found)])
    start = event.start_utc.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return OurEvent(event.uid, sequence, tuple(guests), start, event.status == "cancelled"), standing


def all_addresses(session: Session) -> frozenset[str]:
    """Every address of everybody, lower case."""
    ids = session.scalars(select(Person.id)).all()
    return frozenset(a.lower() for found in people.addresses(session, ids).values() for a in found)
