"""What one message to one guest says: its words filled in, and the version of the calendar entry that goes with it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from advoplanner.core.dates import long_date, short_date, to_wall
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import clean
from advoplanner.domain.invitations import CalendarFacts, Rendered, Standing, called_off, check_address, next_sequence, render
from advoplanner.domain.letters import Letter, answer_by, letter, offer, value_line
from advoplanner.store.models import Event, Guest, Message, Venue
from advoplanner.store.queries.invitations import Addressee


@dataclass(frozen=True, slots=True)
class Written:
    """One message filled in; `why` says what holds it back, "" where it may go."""

    method: str
    address: str
    subject: str
    body: str
    why: str
    entry: CalendarFacts

    @property
    def fingerprint(self) -> str:
        """What makes two messages the same to a guest: address and calendar entry, not the wording nor the time of sending."""
        entry = {name: value for name, value in kept(self.entry).items() if name != "dtstamp"}
        text = json.dumps([self.method, self.address, entry], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event with its place, at the time of writing."""

    event: Event
    venue: Venue | None
    now: datetime

    @property
    def where(self) -> str:
        venue = self.venue
        parts = [self.event.room, venue.name, venue.address, venue.city] if venue else [self.event.room]
        return ", ".join(part for part in parts if part)


def request(occasion: Occasion, a: Addressee, words: Letter, standing: Standing, before: Message | None, sent: Message | None) -> Written:
    """An invitation; an update in our own words where this wave reached the guest `before`. `sent` is the last REQUEST of any wave."""
    entry = facts(occasion, a.guest, standing, sent)
    if before is not None and a.guest.invite_state == "sent":
        words = letter("update", occasion.event.kind)
    return _filled("REQUEST", words, occasion, a, entry, a.address)


def cancellation(occasion: Occasion, a: Addressee, sent: Message) -> Written:
    """The end of an invitation, with the facts as they were sent last, to the address they were sent to."""
    # One above anything sent, so that no client takes the cancellation for an older version.
    last = replace(facts_of(sent.calendar), sequence=max(a.guest.sequence_sent, sent.sequence))
    entry = called_off(last, later(occasion.now, a.guest.dtstamp_sent))
    return _filled("CANCEL", letter("cancellation", occasion.event.kind), occasion, a, entry, sent.to_address)


def facts(occasion: Occasion, guest: Guest, standing: Standing, sent: Message | None) -> CalendarFacts:
    """The calendar entry of one guest, its version told by what that guest holds.

    The organiser stays the one of the first sending: programs take another one for a forgery.
    """
    event = occasion.event
    text = [event.purpose, event.topic and f"Topic: {event.topic}", event.join_link and f"Join: {event.join_link}"]
    entry = CalendarFacts(
        uid=event.uid, title=event.title, start=event.start, end=event.end, zone=event.zone,
        organiser_name=event.organiser_name or event.host_company, organiser_email=event.organiser_email,
        dtstamp=later(occasion.now, guest.dtstamp_sent), sequence=max(event.sequence, guest.sequence_sent),
        description="\n\n".join(t for t in text if t), location=occasion.where, url=event.join_link, status=standing,
    )  # fmt: skip
    if guest.invite_state == "cancelled":
        return replace(entry, sequence=max(event.sequence, guest.sequence_sent + 1))
    if sent is None:
        return entry
    last = replace(facts_of(sent.calendar), sequence=max(guest.sequence_sent, sent.sequence))
    entry = replace(entry, organiser_email=last.organiser_email, sequence=next_sequence(last, entry))
    return replace(entry, sequence=max(event.sequence, entry.sequence)) if entry.sequence > last.sequence else entry


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
        ("Starts", f"{short_date(entry.start.date())}, {entry.start:%H:%M}"),
        ("Ends", f"{short_date(entry.end.date())}, {entry.end:%H:%M}"),
        ("Time zone", entry.zone),
        ("Where", entry.location or "Not known yet"),
        ("Organiser", f"{entry.organiser_name} <{entry.organiser_email}>" if entry.organiser_name else entry.organiser_email),
        ("Standing", _STANDING[entry.status]),
        ("Version", "First" if entry.sequence == 0 else f"{entry.sequence + 1}, replaces all before"),
    )


_STANDING = {Standing.CONFIRMED: "Confirmed", Standing.TENTATIVE: "Date kept free", Standing.CANCELLED: "Called off"}


def _filled(method: str, words: Letter, occasion: Occasion, a: Addressee, entry: CalendarFacts, address: str) -> Written:
    values = _values(occasion, a, entry)
    subject, body = render(words.subject, values), render(words.body, values)
    why = unreachable(address, a.problem if address == a.address else "") or _join(subject, body).why_held()
    return Written(method, address, clean(subject.text, limit=300), body.text, why, entry)


def _join(one: Rendered, other: Rendered) -> Rendered:
    return Rendered("", tuple(dict.fromkeys(one.missing + other.missing)), tuple(dict.fromkeys(one.unknown + other.unknown)))


def _values(occasion: Occasion, a: Addressee, entry: CalendarFacts) -> dict[str, str]:
    """The merge fields of one message."""
    event, start, end = occasion.event, entry.start, entry.end
    if start.date() == end.date():
        when, times = f"{long_date(start.date())}, {start:%H:%M} to {end:%H:%M}", f"{start:%H:%M} to {end:%H:%M}"
    else:
        when = f"{short_date(start.date())}, {start:%H:%M} to {short_date(end.date())}, {end:%H:%M}"
        times = when
    asked_by = answer_by(start.date(), to_wall(occasion.now, event.zone).date())
    host = event.organiser_name or event.host_company or event.organiser_email
    return {
        "name": a.person.display_name, "first_name": a.person.preferred_name or a.person.given or a.person.display_name,
        "last_name": a.person.family, "job_title": a.person.job_title, "organisation": a.organisation,
        "event": entry.title, "purpose": event.purpose, "date": long_date(start.date()), "time": times, "when": when, "zone": entry.zone,
        "place": entry.location or (event.join_link and "Online"), "join_link": event.join_link, "host": host, "host_email": entry.organiser_email,
        "answer_by": long_date(asked_by) if asked_by else "", "offer": offer(a.motives),
        "value_line": a.guest.value_sentence or value_line(event.kind, a.motives),
    }  # fmt: skip
