"""What one message to one guest says: its words filled in, and the version of the calendar entry that goes with it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from advoplanner.core.dates import in_gap, long_date, short_date, to_utc, to_wall
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import clean
from advoplanner.domain import markup, motive_blocks
from advoplanner.domain.calendar_blocks import WHOLE, Block, blocks, seat_part, session_part, slot_part, uid_of
from advoplanner.domain.guru_slots import SlotRow
from advoplanner.domain.invitations import CalendarFacts, Rendered, Standing, called_off, check_address, differences, next_sequence, render
from advoplanner.domain.letters import EVERY_PART, Letter, WaveKind, answer_by, letter, offer, value_line
from advoplanner.domain.reserved_seats import ReservedRow
from advoplanner.domain.worded_replies import details_form
from advoplanner.store.models import Event, Guest, Message, Person, Venue
from advoplanner.store.models import Session as AgendaSession
from advoplanner.store.queries import invitations as queries
from advoplanner.store.queries import reserved_seats
from advoplanner.store.queries.invitations import Addressee

_EMPTY_LINES = re.compile(r"\n{3,}")
"""What an empty field on a line of its own leaves behind."""


@dataclass(frozen=True, slots=True)
class Written:
    """One message filled in; `why` says what holds it back, "" where it may go."""

    method: str
    address: str
    subject: str
    body: str
    why: str
    entry: CalendarFacts
    part: str = WHOLE
    label: str = ""

    @property
    def fingerprint(self) -> str:
        """What makes two messages the same to a guest: address and calendar entry, not the wording nor the time of sending."""
        entry = {name: value for name, value in kept(self.entry).items() if name not in ("dtstamp", "instant")}
        text = json.dumps([self.method, self.address, entry], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Piece:
    """One calendar entry that a guest is to hold: the event, one of its days, a session or one-to-one of theirs; wall time in the event's zone."""

    part: str
    title: str
    start: datetime
    end: datetime
    location: str
    description: str
    all_day: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event with its place, its days, who speaks when, who meets whom and for whom a seat is kept, at the time of writing."""

    event: Event
    venue: Venue | None
    now: datetime
    days: tuple[Block, ...]
    sessions: Mapping[str, Sequence[tuple[AgendaSession, str]]]
    meetings: Mapping[str, Sequence[SlotRow]]
    seats: Mapping[str, Sequence[ReservedRow]]

    @property
    def where(self) -> str:
        return self.place(self.event.room)

    def place(self, room: str) -> str:
        """A room at the event's venue, as invitations say it."""
        venue = self.venue
        parts = [room, venue.name, venue.address, venue.city] if venue else [room]
        return ", ".join(part for part in parts if part)

    def pieces(self, wave: str, guest: Guest) -> list[Piece]:
        """The calendar entries that a wave of this kind brings a guest, the event's own first."""
        if wave == WaveKind.SPEAKERS:
            own = [self._of_session(row) for row, _ in self.sessions.get(guest.id, ())]
            own += [self._of_meeting(slot) for slot in self.meetings.get(guest.id, ())]
            return sorted([*own, *map(self._of_seat, self.seats.get(guest.id, ()))], key=lambda piece: piece.start)
        return [self._of_day(day) for day in self.days[: None if wave in EVERY_PART else 1]]

    def _of_day(self, day: Block) -> Piece:
        event = self.event
        title = f"{event.title}, {day.label.lower()}" if day.label else event.title
        text = [event.purpose, event.topic and f"Topic: {event.topic}", event.join_link and f"Join: {event.join_link}"]
        return Piece(day.part, title, day.start, day.end, self.where, "\n\n".join(t for t in text if t), day.all_day, day.label)

    def _of_session(self, row: AgendaSession) -> Piece:
        start = row.start or self.event.start
        text = [f"Part of {self.event.title}.", row.member_benefit, row.input_sought and f"To discuss: {row.input_sought}"]
        text.append(self.event.join_link and f"Join: {self.event.join_link}")
        place = self.place(row.room or self.event.room)
        end = start + timedelta(minutes=row.minutes)
        return Piece(session_part(row.id), row.title, start, end, place, "\n\n".join(t for t in text if t), label=row.title)

    def _of_meeting(self, slot: SlotRow) -> Piece:
        # The same words for both: it is one entry, and why they meet is not for their calendars.
        title = f"One-to-one: {slot.expert} and {slot.guest}"
        text = [f"Part of {self.event.title}.", self.event.join_link and f"Join: {self.event.join_link}"]
        place = self.place(slot.room or self.event.room)
        return Piece(slot_part(slot.id), title, slot.start, slot.end, place, "\n\n".join(t for t in text if t), label=title)

    def _of_seat(self, seat: ReservedRow) -> Piece:
        terms = seat.terms
        start, title = terms.start or self.event.start, f"Seat kept: {terms.title}"
        text = [f"Part of {self.event.title}.", terms.release and f"Kept until {terms.release:%H:%M}."]
        place = self.place(terms.room or self.event.room)
        end = start + timedelta(minutes=terms.minutes)
        return Piece(seat_part(seat.id), title, start, end, place, "\n\n".join(t for t in text if t), label=title)


def occasion(session: Session, event: Event, now: datetime) -> Occasion:
    """An event as letters need it."""
    days = blocks(event.calendar_form, event.start, event.end, queries.hours(session, event.id))
    venue = session.get(Venue, event.venue_id) if event.venue_id else None
    return Occasion(
        event, venue, now, days, queries.speaking(session, event.id), queries.meeting(session, event.id), reserved_seats.kept(session, event.id),
    )  # fmt: skip


def request(now: Occasion, a: Addressee, piece: Piece, words: Letter, standing: Standing, *, again: bool, sent: Message | None) -> Written:
    """An invitation; an update in our own words where this wave reached the guest before (`again`).

    `sent` is what left last for this guest and part, of any wave.
    """
    entry = facts(now, a.guest, piece, standing, sent)
    if again and sent is not None and sent.method == "REQUEST":
        words = letter("update", now.event.kind)
    return _filled("REQUEST", words, now, a, entry, a.address, piece)


def refusal(now: Occasion, a: Addressee, sent: Message) -> Written:
    """The no to a time that a guest proposed, with the facts that they hold."""
    entry = replace(facts_of(sent.calendar), dtstamp=later(now.now, a.guest.dtstamp_sent))
    return _filled("DECLINECOUNTER", letter("time_stays", now.event.kind), now, a, entry, sent.to_address, _as_sent(sent, entry))


def cancellation(now: Occasion, a: Addressee, sent: Message) -> Written:
    """The end of a calendar entry, with the facts as they were sent last, to the address they were sent to."""
    # One above anything sent, so that no client takes the cancellation for an older version.
    newest = max(a.guest.sequence_sent, sent.sequence) if sent.part == WHOLE else sent.sequence
    last = replace(facts_of(sent.calendar), sequence=newest)
    entry = called_off(last, later(now.now, a.guest.dtstamp_sent))
    return _filled("CANCEL", letter("cancellation", now.event.kind), now, a, entry, sent.to_address, _as_sent(sent, entry))


def _as_sent(sent: Message, entry: CalendarFacts) -> Piece:
    label = "" if sent.part == WHOLE else entry.title
    return Piece(sent.part, entry.title, entry.start, entry.end, entry.location, entry.description, entry.all_day, label)


def facts(now: Occasion, guest: Guest, piece: Piece, standing: Standing, sent: Message | None) -> CalendarFacts:
    """The calendar entry of one guest, its version told by what that guest holds.

    The organiser stays the one of the first sending: programs take another one for a forgery.
    """
    event = now.event
    whole = piece.part == WHOLE
    least = max(event.sequence, guest.sequence_sent) if whole else 0
    entry = CalendarFacts(
        uid=uid_of(event.uid, piece.part), title=piece.title, start=piece.start, end=piece.end, zone=event.zone,
        organiser_name=event.organiser_name or event.host_company, organiser_email=event.organiser_email,
        dtstamp=later(now.now, guest.dtstamp_sent), sequence=least, description=piece.description, location=piece.location,
        url=event.join_link, all_day=piece.all_day, status=standing, instant=_instant(piece, event.zone),
    )  # fmt: skip
    if sent is None:
        return entry
    last = replace(facts_of(sent.calendar), sequence=max(guest.sequence_sent, sent.sequence) if whole else sent.sequence)
    if sent.method == "CANCEL":
        return replace(entry, organiser_email=last.organiser_email, sequence=max(least, last.sequence + 1))
    entry = replace(entry, organiser_email=last.organiser_email, sequence=next_sequence(last, entry))
    return replace(entry, sequence=max(least, entry.sequence)) if entry.sequence > last.sequence else entry


def _instant(piece: Piece, zone: str) -> str:
    """The start in UTC by the clock rules of today, "" for whole days, and for a time that the clocks skip: sending refuses it."""
    if piece.all_day or in_gap(piece.start, zone):
        return ""
    return f"{to_utc(piece.start, zone, piece.start.fold):%Y%m%dT%H%M%SZ}"


def changed_since(sent: Message | None, made: Written) -> tuple[str, ...]:
    """What a guest's calendar does not know yet: "the time" and the like; empty where it holds nothing, or all of it."""
    if sent is None or sent.method != "REQUEST":
        return ()
    return differences(facts_of(sent.calendar), made.entry)


def facts_of(stored: dict[str, Any]) -> CalendarFacts:
    """The calendar facts that a message keeps as JSON."""
    times = {name: datetime.fromisoformat(stored[name]) for name in ("start", "end", "dtstamp")}
    return CalendarFacts(**{**stored, **times, "status": Standing(stored["status"])})


def kept(entry: CalendarFacts) -> dict[str, Any]:
    """Calendar facts as a message keeps them."""
    values = {name: getattr(entry, name) for name in CalendarFacts.__slots__}
    return {n: v.isoformat() if isinstance(v, datetime) else v for n, v in values.items()}


def later(now: datetime, before: datetime | None) -> datetime:
    """A stamp in whole seconds, newer than the one before."""
    now = now.replace(microsecond=0)
    return now if before is None or now > before else before.replace(microsecond=0) + timedelta(seconds=1)


def incomplete(subject: str, body: str) -> str:
    """What a finished text still lacks: a field in braces that nothing was filled in for."""
    return _join(render(subject, {}), render(body, {})).why_held()


def unreachable(address: str, problem: str) -> str:
    """Why no mail can go to `address`, "" where it can; `problem` is what is known to be wrong with it."""
    if not address:
        return "There is no address to send to."
    try:
        check_address(address)
    except RuleBroken as broken:
        return broken.sentence
    return problem


def in_words(entry: CalendarFacts) -> tuple[tuple[str, str], ...]:
    """A calendar entry as a person reads it: (field, words)."""
    return (
        ("Title", entry.title),
        ("Starts", short_date(entry.start.date()) if entry.all_day else f"{short_date(entry.start.date())}, {entry.start:%H:%M}"),
        ("Ends", short_date(entry.end.date()) if entry.all_day else f"{short_date(entry.end.date())}, {entry.end:%H:%M}"),
        ("Time zone", entry.zone),
        ("Where", entry.location or "Not known yet"),
        ("Join online", entry.url),
        ("Organiser", f"{entry.organiser_name} <{entry.organiser_email}>" if entry.organiser_name else entry.organiser_email),
        ("Standing", _STANDING[entry.status]),
        ("Version", "First" if entry.sequence == 0 else f"{entry.sequence + 1}, replaces all before"),
    )


_STANDING = {Standing.CONFIRMED: "Confirmed", Standing.TENTATIVE: "Date kept free", Standing.CANCELLED: "Called off"}


def _filled(method: str, words: Letter, now: Occasion, a: Addressee, entry: CalendarFacts, address: str, piece: Piece) -> Written:
    values = _values(now, a, entry, piece)
    mistake = motive_blocks.mistake(words.body)
    subject, body = render(words.subject, values), render(motive_blocks.chosen(words.body, a.motives), values, markup.escaped)
    why = unreachable(address, a.problem if address == a.address else "") or mistake or _join(subject, body).why_held()
    return Written(method, address, clean(subject.text, limit=300), _EMPTY_LINES.sub("\n\n", body.text), why, entry, piece.part, piece.label)


def _join(one: Rendered, other: Rendered) -> Rendered:
    return Rendered("", tuple(dict.fromkeys(one.missing + other.missing)), tuple(dict.fromkeys(one.unknown + other.unknown)))


def _values(now: Occasion, a: Addressee, entry: CalendarFacts, piece: Piece) -> dict[str, str]:
    """The merge fields of one message."""
    event, start = now.event, entry.start
    when, times = _when(entry)
    asked_by = answer_by(start.date(), to_wall(now.now, event.zone).date())
    host = event.organiser_name or event.host_company or event.organiser_email
    return {
        "name": a.person.display_name, "first_name": a.person.preferred_name or a.person.given or a.person.display_name,
        "last_name": a.person.family, "job_title": a.person.job_title, "organisation": a.organisation,
        "event": entry.title if piece.part == WHOLE and not piece.label else event.title, "session": piece.label or entry.title,
        "purpose": event.purpose, "date": long_date(start.date()), "time": times, "when": when, "zone": entry.zone,
        "place": entry.location or (event.join_link and "Online"), "join_link": event.join_link,
        "join_line": event.join_link and f"Join online: {event.join_link}", "host": host, "host_email": entry.organiser_email,
        "answer_by": long_date(asked_by) if asked_by else "", "offer": offer(a.motives),
        "details_form": details_form(known_details(a.guest, a.person)), "value_line": a.guest.value_sentence or value_line(event.kind, a.motives),
    }  # fmt: skip


def known_details(guest: Guest, person: Person) -> dict[str, str]:
    """What is known of a guest, by the lines of the details form."""
    return {
        "diet": guest.diet or person.diet, "access": guest.access_needs or person.access_needs, "travel": guest.travel,
        "badge": person.display_name, "topics": ", ".join(person.topics),
    }  # fmt: skip


def _when(entry: CalendarFacts) -> tuple[str, str]:
    """Day and time, and the time alone, in words."""
    start, end = entry.start, entry.end
    one_day = start.date() == end.date()
    if entry.all_day:
        when = long_date(start.date()) if one_day else f"{long_date(start.date())} to {long_date(end.date())}"
        return when, "all day"
    if one_day:
        return f"{long_date(start.date())}, {start:%H:%M} to {end:%H:%M}", f"{start:%H:%M} to {end:%H:%M}"
    when = f"{short_date(start.date())}, {start:%H:%M} to {short_date(end.date())}, {end:%H:%M}"
    return when, when
