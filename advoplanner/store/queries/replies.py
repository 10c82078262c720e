"""Replies as rows, and an event's guests as matching a reply needs them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advoplanner.domain.calendar_blocks import WHOLE, Block, blocks, uid_of
from advoplanner.domain.guests import Channel, Reply
from advoplanner.domain.replies import Recorded
from advoplanner.domain.reply_guests import KnownGuest, OurEvent
from advoplanner.domain.reply_rows import GuestChoice, ReplyRow
from advoplanner.domain.worded_replies import detail_lines
from advoplanner.store.models import Event, Guest, Message, Organisation, Person, ReplyRecord
from advoplanner.store.queries import people
from advoplanner.store.queries.invitations import hours, last_sent
from advoplanner.store.queries.shared_addresses import assistants_of, owned

_R = ReplyRecord
_SHOWN = (
    _R.id, _R.file_name, _R.read_at, _R.kind, _R.uid, _R.event_id, _R.guest_id, _R.attendee, _R.answer, _R.comment, _R.proposed, _R.outcome, _R.why,
    _R.version, _R.sequence, _R.dtstamp, _R.part, _R.words, _R.details,
)  # fmt: skip


def rows(session: Session, outcome: str | None = None, ids: Iterable[str] | None = None) -> list[ReplyRow]:
    """Replies, the newest first; those of one outcome, or all."""
    query = (
        # Columns, not records: a mailbox of a thousand is read again after each decision.
        select(*_SHOWN, Event.title, Person.display_name, Event.start_utc, Event.end_utc)
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
            r.id, r.file_name, r.read_at, r.kind, r.uid, r.event_id or "", r.title or "", r.guest_id or "", r.display_name or "", r.attendee,
            r.answer, r.comment, tuple(r.proposed), r.outcome, r.why, r.version, r.sequence, r.dtstamp, r.part, r.words,
            tuple(detail_lines(r.details)),
            (_stamp(r.start_utc), _stamp(r.end_utc)) if r.start_utc and r.proposed and not r.part else (),
        )
        for r in session.execute(query)
    ]  # fmt: skip


def count(session: Session, outcome: str) -> int:
    """How many replies have this outcome."""
    return session.scalar(select(func.count()).select_from(ReplyRecord).where(ReplyRecord.outcome == outcome)) or 0


def _stamp(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def read_before(session: Session) -> dict[str, tuple[str, str]]:
    """Digest of each message that was read → (attendee, answer)."""
    query = select(ReplyRecord.digest, ReplyRecord.attendee, ReplyRecord.answer)
    return {digest: (attendee, answer) for digest, attendee, answer in session.execute(query)}


def uids(session: Session) -> dict[str, tuple[str, str]]:
    """Calendar identity → (event id, part), for events and for every part of one that was ever drafted."""
    own = {uid: (event_id, WHOLE) for uid, event_id in session.execute(select(Event.uid, Event.id))}
    parts = select(Event.uid, Event.id, Message.part).join(Message, Message.event_id == Event.id).where(Message.part != WHOLE).distinct()
    return own | {uid_of(uid, part): (event_id, part) for uid, event_id, part in session.execute(parts)}


def our_event(session: Session, event_id: str, part: str = WHOLE) -> tuple[OurEvent, dict[str, Recorded]]:
    """An event, or one part of it, with its guests, and the answer that stands for each of them."""
    event = session.get_one(Event, event_id)
    found = session.execute(select(Guest, Person.display_name).join(Person, Person.id == Guest.person_id).where(Guest.event_id == event_id)).all()
    addresses = people.addresses(session, [g.person_id for g, _ in found])
    owns = owned(session, [g.person_id for g, _ in found])
    assisted = assistants_of(session, [g.person_id for g, _ in found])
    sent = last_sent(session, event_id)
    first = blocks(event.calendar_form, event.start, event.end, hours(session, event_id))[0]
    cancelled = event.status == "cancelled"
    guests, standing = [], {}
    for guest, name in found:
        known = addresses.get(guest.person_id) or [""]
        last = sent.get((guest.id, part))
        # Who was written to under an address that has changed since still answers from it.
        aliases = [*known[1:], *([last.to_address] if last and last.to_address not in known else [])]
        current = _current(event, guest, last, first) if part == WHOLE else last.sequence if last else 0
        guests.append(
            KnownGuest(
                guest.id,
                name,
                known[0],
                tuple(aliases),
                not cancelled and _uninvited(guest, last, part),
                current,
                owns.get(guest.person_id, frozenset()),
                assisted.get(guest.person_id, frozenset()),
            )
        )
        answer = _standing(guest) if part == WHOLE else _part_standing(guest, part)
        if answer is not None:
            standing[guest.id] = answer
    start = event.start_utc.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ") if part == WHOLE else ""
    return OurEvent(uid_of(event.uid, part), event.sequence, tuple(guests), start, cancelled), standing


def _uninvited(guest: Guest, last: Message | None, part: str) -> bool:
    """Whether the invitation was taken back, to the event or to this part of it."""
    if guest.decision == "notnow":
        return True
    return guest.invite_state == "cancelled" if part == WHOLE else last is not None and last.method == "CANCEL"


def _current(event: Event, guest: Guest, last: Message | None, first: Block) -> int:
    """The version that an answer of this guest must refer to to count: what was sent, or the next where the event moved since."""
    if last is None or last.method != "REQUEST":
        return max(event.sequence, guest.sequence_sent)
    was = (last.calendar["start"], last.calendar["end"], last.calendar["zone"], last.calendar["all_day"])
    moved = was != (first.start.isoformat(), first.end.isoformat(), event.zone, first.all_day)
    return guest.sequence_sent + moved


def _part_standing(guest: Guest, part: str) -> Recorded | None:
    known = guest.part_replies.get(part)
    return Recorded(Reply(known["reply"]), known.get("sequence"), known.get("dtstamp", "")) if known else None


def _standing(guest: Guest) -> Recorded | None:
    """The answer that holds, dated by its message, or where a person marked it by the moment of that; None while silent."""
    if guest.reply == Reply.NONE:
        return None
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
