"""Replies as rows, and an event's guests as matching a reply needs them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.domain.guests import Channel, Reply
from advoplanner.domain.replies import KnownGuest, OurEvent, Recorded
from advoplanner.domain.reply_rows import GuestChoice, ReplyRow
from advoplanner.store.models import Event, Guest, Message, Organisation, Person, ReplyRecord
from advoplanner.store.queries import people
from advoplanner.store.queries.invitations import last_requests


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
            r.comment, tuple(r.proposed), r.outcome, r.why, r.version, r.sequence, r.dtstamp,
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
    sent = last_requests(session, event_id)
    cancelled = event.status == "cancelled"
    guests, standing = [], {}
    for guest, name in found:
        known = addresses.get(guest.person_id) or [""]
        uninvited = not cancelled and (guest.invite_state == "cancelled" or guest.decision == "notnow")
        # Who was written to under an address that has changed since still answers from it.
        last = sent.get(guest.id)
        aliases = [*known[1:], *([last.to_address] if last and last.to_address not in known else [])]
        guests.append(KnownGuest(guest.id, name, known[0], tuple(aliases), uninvited, _current(event, guest, last)))
        if guest.reply != Reply.NONE:
            standing[guest.id] = _standing(guest)
    start = event.start_utc.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return OurEvent(event.uid, event.sequence, tuple(guests), start, cancelled), standing


def _current(event: Event, guest: Guest, last: Message | None) -> int:
    """The version that an answer of this guest must refer to to count: what was sent, or the next where the event moved since."""
    if last is None:
        return max(event.sequence, guest.sequence_sent)
    was = (last.calendar["start"], last.calendar["end"], last.calendar["zone"])
    moved = was != (event.start.isoformat(), event.end.isoformat(), event.zone)
    return guest.sequence_sent + moved


def _standing(guest: Guest) -> Recorded:
    """The answer that holds, dated by its message, or where a person marked it by the moment of that."""
    by_mail = guest.reply_channel == Channel.MAIL and guest.reply_dtstamp
    marked = f"{guest.reply_at.astimezone(UTC):%Y%m%dT%H%M%SZ}" if guest.reply_at else ""
    sequence = guest.reply_sequence if guest.reply_sequence >= 0 else None
    return Recorded(Reply(guest.reply), sequence, guest.reply_dtstamp if by_mail else marked)


def guests_to_choose(session: Session, event_id: str | None, now: datetime) -> list[GuestChoice]:
    """Guests by name: of one event, or of all that have not ended."""
    query = (
        select(Guest, Person.display_name, Organisation.name)
        .join(Person, Person.id == Guest.person_id)
        .join(Event, Event.id == Guest.event_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(Guest.event_id == event_id if event_id else Event.end_utc > now)
        .order_by(Person.sort_name, Guest.id)
    )
    found = session.execute(query).all()
    addresses = people.primary_addresses(session, [g.person_id for g, _, _ in found])
    return [GuestChoice(g.id, name, company or "", addresses.get(g.person_id, ("", ""))[0], False) for g, name, company in found]


def all_addresses(session: Session) -> frozenset[str]:
    """Every address of everybody, lower case."""
    return frozenset(a.lower() for found in people.all_addresses(session).values() for a in found)
