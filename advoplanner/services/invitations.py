"""Waves of invitations and the outbox: every message can be read, changed, held and removed before anything leaves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from advoplanner.core.changes import NOTHING, ChangeSet
from advoplanner.core.dates import long_date, short_date
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.text import clean, plural
from advoplanner.domain.invitations import CalendarFacts, Standing, called_off, check_organiser, render
from advoplanner.domain.letters import WAVE_WORDS, MessageDetails, MessageRow, WaveKind, WaveRow, letter, not_addressed, value_line
from advoplanner.services.context import Workspace
from advoplanner.store.models import Event, Guest, Message, SentMail, Venue, Wave
from advoplanner.store.queries import invitations as queries
from advoplanner.store.queries.invitations import Addressee
from advoplanner.store.session import UnitOfWork

WAITING = ("draft", "held", "stale")
"""States in which a message can still be changed and removed."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """What drafting a wave came to: messages ready and held, guests left out with the reason."""

    ready: int
    held: int
    unchanged: int
    excluded: tuple[tuple[str, str], ...]
    changes: ChangeSet = NOTHING


def waves(ws: Workspace, event_id: str) -> list[WaveRow]:
    """An event's waves with the states of their messages."""
    with ws.reading() as session:
        return queries.waves(session, event_id)


def messages(ws: Workspace, event_id: str | None = None, states: Iterable[str] | None = None) -> list[MessageRow]:
    """Messages of one event or of all, in some states or in any."""
    with ws.reading() as session:
        return queries.messages(session, event_id, states)


def message(ws: Workspace, message_id: str) -> MessageDetails:
    """One message as its guest will get it; raises RuleBroken `messages.unknown`."""
    with ws.reading() as session:
        found = session.get(Message, message_id)
        if found is None:
            raise RuleBroken("messages.unknown", "This message is no longer in the outbox.", "Undo brings it back.")
        row = queries.messages(session, ids=[message_id])[0]
        name = session.scalar(select(SentMail.file_name).where(SentMail.message_id == message_id)) or ""
        return MessageDetails(row, found.body, found.edited, _calendar_words(facts_of(found.calendar)), name)


def audience(ws: Workspace, wave_id: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Whom a wave would go to (guest ids), and who is left out: (name, why)."""
    with ws.reading() as session:
        wave = session.get_one(Wave, wave_id)
        found = [(a, _left_out(wave, a)) for a in queries.addressees(session, wave.event_id)]
        return [a.guest.id for a, why in found if not why], [(a.person.display_name, why) for a, why in found if why]


def new_wave(ws: Workspace, event_id: str, kind: str = WaveKind.INVITATION, name: str = "", *, gives: bool = True, planned: str = "") -> ChangeSet:
    """A wave with the words of its kind; raises RuleBroken where the event has one of this name."""
    with ws.action("") as work:
        event = work.session.get_one(Event, event_id)
        words = letter(kind, event.kind)
        name = clean(name, limit=120) or WAVE_WORDS[kind]
        work.label = f"Add wave {name}"
        if work.session.scalar(select(Wave.id).where(Wave.event_id == event_id, Wave.name == name)):
            raise RuleBroken("waves.name", f"There is a wave “{name}” already.", "Choose another name.", field="name")
        work.add(Wave(event_id=event_id, name=name, kind=kind, gives=gives, subject=words.subject, body=words.body, planned=planned))
    return work.changes


def edit_wave(ws: Workspace, wave_id: str, **fields: Any) -> ChangeSet:
    """Change a wave's name, subject, body, planned day or whether it gives; its drafts become stale."""
    limits = {"name": 120, "subject": 300, "body": 20000, "planned": 10}
    with ws.action("", merge_key=f"wave.{wave_id}.{'.'.join(sorted(fields))}") as work:
        wave = work.session.get_one(Wave, wave_id)
        for name, value in fields.items():
            if name not in limits and name != "gives":
                raise RuleBroken("waves.field", f"A wave has no field “{name}”.", field=name)
            setattr(wave, name, bool(value) if name == "gives" else clean(value, lines=name == "body", limit=limits[name]))
        work.label = f"Change wave {wave.name}"
        if fields.keys() & {"subject", "body"}:
            _set_stale(work, select(Message).where(Message.wave_id == wave_id))
    return work.changes


def draft(ws: Workspace, wave_id: str, guest_ids: Iterable[str] | None = None) -> Drafted:
    """Write or renew a wave's messages in the outbox: to the guests named, else to all it addresses.

    A guest who already holds exactly this message gets none; a text edited by hand stays, only its calendar entry follows.
    """
    with ws.action("") as work:
        wave = work.session.get_one(Wave, wave_id)
        event = work.session.get_one(Event, wave.event_id)
        check_organiser(event.organiser_email)
        people = queries.addressees(work.session, event.id, guest_ids)
        left_out = {a.guest.id: _left_out(wave, a) for a in people}
        chosen = [a for a in people if not left_out[a.guest.id]]
        work.label = f"Draft {plural(len(chosen), 'message')}: {wave.name}"
        standing = Standing.TENTATIVE if wave.kind == WaveKind.SAVE_THE_DATE else Standing.CONFIRMED
        states = [_write(work, wave, event, a, "REQUEST", facts(work, event, a.guest, ws.clock(), standing), wave) for a in chosen]
    excluded = tuple((a.person.display_name, left_out[a.guest.id]) for a in people if left_out[a.guest.id])
    return Drafted(states.count("draft"), states.count("held"), states.count(""), excluded, work.changes)


def edit_message(ws: Workspace, message_id: str, *, subject: str | None = None, body: str | None = None) -> ChangeSet:
    """Change one message by hand; it is ready then, whatever held it. Raises RuleBroken once it has left."""
    with ws.action("Edit a message", merge_key=f"message.{message_id}") as work:
        found = _waiting(work, [message_id])[0]
        work.label = f"Edit the message to {found.to_name}"
        found.subject = clean(subject, limit=300) if subject is not None else found.subject
        found.body = clean(body, lines=True, limit=20000) if body is not None else found.body
        found.edited, found.fingerprint = True, _fingerprint(found)
        if "{{" not in found.body + found.subject and found.to_address:
            found.state, found.reason = "draft", ""
    return work.changes


def hold(ws: Workspace, message_ids: Iterable[str], reason: str) -> ChangeSet:
    """Keep messages back until somebody releases them."""
    ids = list(message_ids)
    with ws.action(f"Hold {plural(len(ids), 'message')}") as work:
        for found in _waiting(work, ids):
            found.state, found.reason = "held", clean(reason, limit=300) or "Held by hand"
    return work.changes


def release(ws: Workspace, message_ids: Iterable[str]) -> ChangeSet:
    """Let held messages go again; raises RuleBroken where an address or a field is still missing."""
    ids = list(message_ids)
    with ws.action(f"Release {plural(len(ids), 'message')}") as work:
        for found in _waiting(work, ids):
            if not found.to_address or "{{" in found.body + found.subject:
                raise RuleBroken("messages.incomplete", f"The message to {found.to_name} is not complete: {found.reason}", "Complete it first.")
            found.state, found.reason = "draft", ""
    return work.changes


def remove(ws: Workspace, message_ids: Iterable[str]) -> ChangeSet:
    """Delete messages that have not left."""
    ids = list(message_ids)
    with ws.action(f"Delete {plural(len(ids), 'message')}") as work:
        work.delete_all(_waiting(work, ids))
    return work.changes


def refresh(ws: Workspace, event_id: str) -> Drafted:
    """Write all waiting messages of an event again from what is true now."""
    total = Drafted(0, 0, 0, ())
    with ws.action("Renew the outbox") as work:
        waiting = work.session.execute(
            select(Message.wave_id, Message.guest_id).where(Message.event_id == event_id, Message.state.in_(WAITING))
        ).all()
        for wave_id in dict.fromkeys(w for w, _ in waiting):
            done = draft(ws, wave_id, [g for w, g in waiting if w == wave_id])
            total = replace(total, ready=total.ready + done.ready, held=total.held + done.held)
    return replace(total, changes=work.changes)


def mark_stale(work: UnitOfWork, event_id: str) -> None:
    """Mark an event's drafts out of date, as part of the action that changed the event."""
    _set_stale(work, select(Message).where(Message.event_id == event_id))


def draft_cancellations(work: UnitOfWork, event: Event, people: Iterable[Addressee], now: datetime) -> list[str]:
    """Write CANCEL messages to guests who hold an invitation, with the facts as they were last sent; returns the ids."""
    last = queries.last_exported(work.session, event.id)
    wave = _wave(work, event, "Cancellation", "cancellation")
    words = letter("cancellation", event.kind)
    for a in people:
        found = last[a.guest.id]
        # One above anything sent, so that no client takes the cancellation for an older version.
        gone = called_off(replace(facts_of(found.calendar), sequence=a.guest.sequence_sent), _later(now, a.guest.dtstamp_sent))
        _write(work, wave, event, a, "CANCEL", gone, words, found.to_address)
    work.session.flush()
    return list(work.session.scalars(select(Message.id).where(Message.wave_id == wave.id, Message.state == "draft")))


def facts(work: UnitOfWork, event: Event, guest: Guest, now: datetime, standing: Standing) -> CalendarFacts:
    """The calendar entry of one guest: the event's, with a version above what that guest holds after a cancellation."""
    venue = work.session.get(Venue, event.venue_id) if event.venue_id else None
    where = [event.room, venue.name, venue.address, venue.city] if venue else [event.room]
    text = [event.purpose, event.topic and f"Topic: {event.topic}", event.join_link and f"Join: {event.join_link}"]
    return CalendarFacts(
        uid=event.uid, title=event.title, start=event.start, end=event.end, zone=event.zone,
        organiser_name=event.organiser_name or event.host_company, organiser_email=event.organiser_email,
        dtstamp=_later(now, guest.dtstamp_sent),
        sequence=guest.sequence_sent + 1 if guest.invite_state == "cancelled" else max(event.sequence, guest.sequence_sent),
        description="\n\n".join(t for t in text if t), location=", ".join(w for w in where if w), url=event.join_link, status=standing,
    )  # fmt: skip


def facts_of(kept: dict[str, Any]) -> CalendarFacts:
    """The calendar facts that a message keeps as JSON."""
    times = {name: datetime.fromisoformat(kept[name]) for name in ("start", "end", "dtstamp")}
    return CalendarFacts(**{**kept, **times, "status": Standing(kept["status"])})


def _kept(entry: CalendarFacts) -> dict[str, Any]:
    values = {name: getattr(entry, name) for name in CalendarFacts.__slots__}
    return {n: v.isoformat() if isinstance(v, datetime) else v for n, v in values.items()}


def _later(now: datetime, before: datetime | None) -> datetime:
    """A stamp in whole seconds, newer than the one before."""
    now = now.replace(microsecond=0)
    return now if before is None or now > before else before.replace(microsecond=0) + timedelta(seconds=1)


def _left_out(wave: Wave, a: Addressee) -> str:
    why = not_addressed(wave.kind, a.guest.decision, a.guest.reply)
    if not why and a.person.do_not_contact:
        why = f"do not contact{': ' + a.person.do_not_contact_why if a.person.do_not_contact_why else ''}"
    return why


def _write(work: UnitOfWork, wave: Wave, event: Event, a: Addressee, method: str, entry: CalendarFacts, words: Any, address: str = "") -> str:
    """Write or renew one message; returns its state, "" where the guest holds the same already."""
    session = work.session
    query = select(Message).where(Message.wave_id == wave.id, Message.guest_id == a.guest.id).order_by(Message.number.desc())
    known = list(session.scalars(query))
    found = next((m for m in known if m.state in WAITING), None)
    sent = next((m for m in known if m.state not in WAITING), None)
    new = found or Message(id=new_id(), wave_id=wave.id, guest_id=a.guest.id, event_id=event.id, subject="", body="", to_name="")
    values = _values(event, a, entry)
    held = ""
    if not new.edited:
        subject, body = render(words.subject, values), render(words.body, values)
        new.subject, new.body = clean(subject.text, limit=300), body.text
        held = replace(body, missing=subject.missing + body.missing, unknown=subject.unknown + body.unknown).why_held()
    new.method, new.to_name, new.to_address = method, a.person.display_name, address or a.address
    new.calendar, new.sequence = _kept(entry), entry.sequence
    new.fingerprint = _fingerprint(new)
    if sent is not None and sent.fingerprint == new.fingerprint and a.guest.invite_state != "cancelled":
        if found is not None:
            session.delete(found)
        return ""
    new.reason = a.problem or held or ("" if new.to_address else "There is no address to send to.")
    new.state = "held" if new.reason else "draft"
    if found is None:
        session.add(new)
    if a.guest.invite_state == "not_sent":
        a.guest.invite_state = "in_outbox"
    return new.state


def _values(event: Event, a: Addressee, entry: CalendarFacts) -> dict[str, str]:
    """The merge fields of one message."""
    same_day = event.start.date() == event.end.date()
    times = f"{event.start:%H:%M} to {event.end:%H:%M}"
    when = (
        f"{long_date(event.start.date())}, {times}"
        if same_day
        else f"{short_date(event.start.date())}, {event.start:%H:%M} to {short_date(event.end.date())}, {event.end:%H:%M}"
    )
    return {
        "name": a.person.display_name,
        "first_name": a.person.preferred_name or a.person.given or a.person.display_name,
        "last_name": a.person.family,
        "job_title": a.person.job_title,
        "organisation": a.organisation,
        "event": event.title,
        "purpose": event.purpose,
        "date": long_date(event.start.date()),
        "time": times,
        "when": when,
        "zone": event.zone,
        "place": entry.location or (event.join_link and "Online"),
        "join_link": event.join_link,
        "host": event.organiser_name or event.host_company or event.organiser_email,
        "host_email": event.organiser_email,
        "value_line": a.guest.value_sentence or value_line(event.kind, a.motives),
    }


def _fingerprint(found: Message) -> str:
    """What makes two messages the same: everything but the stamp of sending."""
    entry = {name: value for name, value in found.calendar.items() if name != "dtstamp"}
    text = json.dumps([found.method, found.to_address, found.subject, found.body, entry], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _wave(work: UnitOfWork, event: Event, name: str, kind: str) -> Wave:
    found = work.session.scalar(select(Wave).where(Wave.event_id == event.id, Wave.name == name))
    if found is None:
        words = letter(kind, event.kind)
        found = Wave(id=new_id(), event_id=event.id, name=name, kind=kind, subject=words.subject, body=words.body)
        work.add(found)
        work.session.flush()
    return found


def _waiting(work: UnitOfWork, ids: list[str]) -> list[Message]:
    found = list(work.session.scalars(select(Message).where(Message.id.in_(ids))))
    if any(m.state not in WAITING for m in found):
        raise RuleBroken(
            "messages.gone", "This message has left already; it cannot be changed any more.", "Send an update or a cancellation instead."
        )
    return found


def _set_stale(work: UnitOfWork, query: Any) -> None:
    for found in work.session.scalars(query.where(Message.state == "draft")):
        found.state, found.reason = "stale", "The event changed after this was written."


def _calendar_words(entry: CalendarFacts) -> tuple[tuple[str, str], ...]:
    return (
        ("Title", entry.title),
        ("Starts", f"{long_date(entry.start.date())}, {entry.start:%H:%M} ({entry.zone})"),
        ("Ends", f"{long_date(entry.end.date())}, {entry.end:%H:%M}"),
        ("Where", entry.location or "–"),
        ("Organiser", f"{entry.organiser_name} <{entry.organiser_email}>"),
        ("Version", str(entry.sequence)),
        ("Standing", entry.status.value.capitalize()),
    )
