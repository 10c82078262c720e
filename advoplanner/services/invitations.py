"""Waves of invitations and the outbox: every message can be read, changed, held and removed before anything leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from advoplanner.core.changes import NOTHING, ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.text import clean, plural, whole
from advoplanner.domain.invitations import Standing, check_organiser
from advoplanner.domain.letters import (
    HELD_BY_HAND,
    WAVE_WORDS,
    LeftOut,
    Letter,
    LetterPreview,
    MessageDetails,
    MessageRow,
    WaveKind,
    WavePreview,
    WaveRow,
    letter,
    not_addressed,
    value_line,
)
from advoplanner.services import letters
from advoplanner.services.context import Workspace
from advoplanner.services.letters import Occasion, Written
from advoplanner.store.models import Event, Guest, Message, SentMail, Venue, Wave
from advoplanner.store.queries import invitations as queries
from advoplanner.store.queries.invitations import Addressee
from advoplanner.store.session import UnitOfWork

WAITING = ("draft", "held", "stale")
"""States in which a message can still be changed and removed."""

CANCELLATION = "Cancellation"


@dataclass(frozen=True, slots=True)
class Drafted:
    """What drafting came to: messages ready and held, guests who hold the same already, guests left out with the reason."""

    ready: int = 0
    held: int = 0
    unchanged: int = 0
    left_out: tuple[LeftOut, ...] = ()
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
            raise _unknown()
        row = queries.messages(session, ids=[message_id])[0]
        name = session.scalar(select(SentMail.file_name).where(SentMail.message_id == message_id)) or ""
        return MessageDetails(row, found.body, found.edited, letters.in_words(letters.facts_of(found.calendar)), name)


def preview(ws: Workspace, wave_id: str) -> WavePreview:
    """A wave as it would be drafted now: what each guest gets, and who is left out. Writes nothing."""
    with ws.reading() as session:
        wave = session.get(Wave, wave_id)
        if wave is None:
            raise RuleBroken("waves.unknown", "This wave is no longer there.", "Undo brings it back.")
        event = session.get_one(Event, wave.event_id)
        occasion = Occasion(event, session.get(Venue, event.venue_id) if event.venue_id else None, ws.clock())
        people = queries.addressees(session, event.id)
        known, sent = queries.by_guest(session, wave_id), queries.last_requests(session, event.id)
        left_out = {a.guest.id: _left_out(wave, a) for a in people}
        shown = [_preview(wave, occasion, a, known.get(a.guest.id, []), sent) for a in people if left_out[a.guest.id] is None]
    return WavePreview(tuple(shown), tuple(found for found in left_out.values() if found))


def new_wave(ws: Workspace, event_id: str, kind: str = WaveKind.INVITATION, name: str = "", *, gives: bool = True, planned: str = "") -> ChangeSet:
    """A wave with the words of its kind; raises RuleBroken where the event has one of this name."""
    with ws.action("") as work:
        event = work.session.get_one(Event, event_id)
        words = letter(kind, event.kind)
        name = _free_name(work, event_id, name) if clean(name) else _next_name(work, event_id, WAVE_WORDS[kind])
        work.label = f"Add wave {name}"
        work.add(Wave(event_id=event_id, name=name, kind=kind, gives=gives, subject=words.subject, body=words.body, planned=_day(planned)))
    return work.changes


def edit_wave(ws: Workspace, wave_id: str, **fields: Any) -> ChangeSet:
    """Change a wave's name, subject, body, planned day or whether it gives; drafts in its words become stale, those edited by hand stay."""
    limits = {"name": 120, "subject": 300, "body": 20000, "planned": 10}
    with ws.action("", merge_key=f"wave.{wave_id}.{'.'.join(sorted(fields))}") as work:
        wave = work.session.get_one(Wave, wave_id)
        for name, value in fields.items():
            if name not in limits and name != "gives":
                raise RuleBroken("waves.field", f"A wave has no field “{name}”.", field=name)
            text = bool(value) if name == "gives" else whole(value, limits[name], name, lines=name == "body")
            if text == "" and name in ("subject", "body"):
                raise RuleBroken("waves.blank", f"The {name} cannot be empty.", "Write it, or take the field {{event}} from the menu.", field=name)
            if name == "planned":
                text = _day(str(text))
            setattr(wave, name, _free_name(work, wave.event_id, str(text), wave_id) if name == "name" else text)
        work.label = f"Change wave {wave.name}"
        if fields.keys() & {"subject", "body"}:
            _set_stale(work, select(Message).where(Message.wave_id == wave_id, Message.edited.is_(False)), "Its wave changed after this was written.")
    return work.changes


def remove_wave(ws: Workspace, wave_id: str) -> ChangeSet:
    """Remove a wave with its waiting messages; raises RuleBroken where messages of it have left."""
    with ws.action("") as work:
        wave = work.session.get_one(Wave, wave_id)
        work.label = f"Remove wave {wave.name}"
        found = [m for known in queries.by_guest(work.session, wave_id).values() for m in known]
        if any(m.state not in WAITING for m in found):
            raise RuleBroken("waves.sent", f"Messages of “{wave.name}” have left, so it stays.", "Remove its waiting messages instead.")
        _drop(work, found)
        work.session.flush()
        work.session.delete(wave)
    return work.changes


def draft(ws: Workspace, wave_id: str, guest_ids: Iterable[str] | None = None) -> Drafted:
    """Write or renew a wave's messages in the outbox: to the guests named, else to all it addresses.

    A guest who holds this message already gets none unless the calendar entry or the address changed. A text edited by hand
    stays, only its calendar entry follows; what a person holds stays held. Raises RuleBroken without an organiser's address.
    """
    with ws.action("") as work:
        wave = work.session.get_one(Wave, wave_id)
        event = work.session.get_one(Event, wave.event_id)
        check_organiser(event.organiser_email)
        occasion = _occasion(ws, work, event)
        known, sent = queries.by_guest(work.session, wave_id), queries.last_requests(work.session, event.id)
        left_out, states = [], []
        for a in queries.addressees(work.session, event.id, guest_ids):
            reason = _left_out(wave, a)
            if reason is not None:
                left_out.append(reason)
                _keep_back(known.get(a.guest.id, []), reason)
                continue
            mine = known.get(a.guest.id, [])
            states.append(_put(work, wave, a, mine, _request(wave, occasion, a, mine, sent)))
        work.label = f"Draft {plural(len(states) - states.count(''), 'message')}: {wave.name}"
    return Drafted(states.count("draft"), states.count("held"), states.count(""), tuple(left_out), work.changes)


def refresh(ws: Workspace, event_id: str) -> Drafted:
    """Write all waiting invitations of an event again from what is true now; cancellations stay as they are."""
    waiting = select(Message.wave_id, Message.guest_id)
    waiting = waiting.where(Message.event_id == event_id, Message.state.in_(WAITING), Message.method == "REQUEST")
    with ws.action("Refresh the outbox") as work:
        found = work.session.execute(waiting).all()
        done = [draft(ws, wave_id, [g for w, g in found if w == wave_id]) for wave_id in dict.fromkeys(w for w, _ in found)]
    left_out = tuple(each for d in done for each in d.left_out)
    return Drafted(sum(d.ready for d in done), sum(d.held for d in done), sum(d.unchanged for d in done), left_out, work.changes)


def call_off(ws: Workspace, event_id: str, guest_ids: Iterable[str] | None = None) -> Drafted:
    """Draft cancellations: for the guests named, who are then not invited any more, or for all and so the event itself.

    Only who holds an invitation gets one; drafts of invitations that have not left are removed.
    """
    from advoplanner.services.guests import free_seats_of

    with ws.action("") as work:
        event = work.session.get_one(Event, event_id)
        people = queries.addressees(work.session, event_id, guest_ids)
        ids = [a.guest.id for a in people]
        work.label = f"Cancel {event.title}" if guest_ids is None else f"Cancel {plural(len(ids), 'invitation')}"
        unsent = select(Message).where(Message.event_id == event_id, Message.guest_id.in_(ids), Message.method == "REQUEST")
        _drop(work, work.session.scalars(unsent.where(Message.state.in_(WAITING))).all())
        if guest_ids is None:
            event.status = "cancelled"
        for guest in (a.guest for a in people if guest_ids is not None):
            guest.decision = "notnow"
        work.session.flush()
        if guest_ids is not None:
            free_seats_of(work, ids)
        return _call_off(ws, work, event, people)


def mark_stale(work: UnitOfWork, event_id: str) -> None:
    """Mark an event's drafts out of date, as part of the action that changed the event."""
    _set_stale(work, select(Message).where(Message.event_id == event_id), "The event changed after this was written.")


def _call_off(ws: Workspace, work: UnitOfWork, event: Event, people: list[Addressee]) -> Drafted:
    sent, occasion = queries.last_requests(work.session, event.id), _occasion(ws, work, event)
    holders = [a for a in people if a.guest.invite_state == "sent" and a.guest.id in sent]
    states: list[str] = []
    if holders:
        wave = _cancellations(work, event)
        known = queries.by_guest(work.session, wave.id)
        states = [_put(work, wave, a, known.get(a.guest.id, []), letters.cancellation(occasion, a, sent[a.guest.id])) for a in holders]
    nothing = "Holds no invitation, so there is nothing to cancel."
    left_out = tuple(LeftOut(a.guest.id, a.person.display_name, a.address, nothing) for a in people if a not in holders)
    work.session.flush()
    return Drafted(states.count("draft"), states.count("held"), states.count(""), left_out, work.changes)


def _request(wave: Wave, occasion: Occasion, a: Addressee, known: list[Message], sent: dict[str, Message]) -> Written:
    before = next((m for m in known if m.state not in WAITING), None)
    standing = Standing.TENTATIVE if wave.kind == WaveKind.SAVE_THE_DATE else Standing.CONFIRMED
    return letters.request(occasion, a, Letter(wave.subject, wave.body), standing, before, sent.get(a.guest.id))


def _preview(wave: Wave, occasion: Occasion, a: Addressee, known: list[Message], sent: dict[str, Message]) -> LetterPreview:
    made = _request(wave, occasion, a, known, sent)
    waiting = next((m for m in known if m.state in WAITING), None)
    by_hand = waiting if waiting is not None and waiting.edited else None
    subject, body = (by_hand.subject, by_hand.body) if by_hand else (made.subject, made.body)
    why = letters.incomplete(subject, body) if by_hand else made.why
    return LetterPreview(
        a.guest.id, a.person.display_name, made.address, subject, body, why, _holds(known, made), waiting is not None,
        value_line(occasion.event.kind, a.motives), a.guest.value_sentence,
    )  # fmt: skip


def _holds(known: list[Message], made: Written) -> bool:
    """Whether the newest of the messages that left says the same, or is still leaving."""
    gone = next((m for m in known if m.state not in WAITING), None)
    return gone is not None and (gone.state == "exporting" or gone.fingerprint == made.fingerprint)


def _put(work: UnitOfWork, wave: Wave, a: Addressee, known: list[Message], made: Written) -> str:
    """Write or renew one message; returns its state, "" where the guest holds the same already."""
    found = next((m for m in known if m.state in WAITING), None)
    if _holds(known, made):
        _drop(work, [found] if found else [])
        return ""
    new = found or Message(id=new_id(), wave_id=wave.id, guest_id=a.guest.id, event_id=wave.event_id, edited=False, state="draft", reason="")
    if not new.edited:
        new.subject, new.body = made.subject, made.body
    new.method, new.to_name, new.to_address = made.method, a.person.display_name, made.address
    new.calendar, new.sequence, new.fingerprint = letters.kept(made.entry), made.entry.sequence, made.fingerprint
    if not held_by_hand(new):
        new.reason = letters.unreachable(made.address, a.problem) or letters.incomplete(new.subject, new.body) if new.edited else made.why
        new.state = "held" if new.reason else "draft"
    if found is None:
        work.add(new)
    if a.guest.invite_state == "not_sent":
        a.guest.invite_state = "in_outbox"
    return new.state


def held_by_hand(found: Message) -> bool:
    """Whether a person, not a rule, holds a message back."""
    return found.state == "held" and found.reason.startswith(HELD_BY_HAND)


def drop(work: UnitOfWork, found: Iterable[Message]) -> None:
    """Take waiting messages out of the outbox, and their guests' mark with them, as part of an action."""
    _drop(work, found)


def _drop(work: UnitOfWork, found: Iterable[Message]) -> None:
    gone = list(found)
    ids = {m.id for m in gone}
    for guest in work.session.scalars(select(Guest).where(Guest.id.in_([m.guest_id for m in gone]), Guest.invite_state == "in_outbox")):
        others = select(Message.id).where(Message.guest_id == guest.id, Message.id.not_in(ids)).limit(1)
        if work.session.scalar(others) is None:
            guest.invite_state = "not_sent"
    work.delete_all(gone)


def _keep_back(known: list[Message], reason: LeftOut) -> None:
    """Hold what waits for a guest whom its wave does not address any more."""
    for found in known:
        if found.state in WAITING and not held_by_hand(found):
            found.state, found.reason = "held", f"{reason.why[0].upper()}{reason.why[1:]}."


def _left_out(wave: Wave, a: Addressee) -> LeftOut | None:
    guest, person = a.guest, a.person
    is_old = 0 <= guest.reply_sequence < guest.sequence_sent
    why = not_addressed(wave.kind, guest.decision, guest.reply, guest.invite_state, answer_is_old=is_old)
    refused = ""
    if person.do_not_contact:
        refused = f"do not contact{': ' + person.do_not_contact_why if person.do_not_contact_why else ''}"
    elif guest.companion_of and not a.address:
        refused = "comes with another guest and has no address"
    return LeftOut(guest.id, person.display_name, a.address, why or refused, refused=not why) if why or refused else None


def _occasion(ws: Workspace, work: UnitOfWork, event: Event) -> Occasion:
    return Occasion(event, work.session.get(Venue, event.venue_id) if event.venue_id else None, ws.clock())


def _cancellations(work: UnitOfWork, event: Event) -> Wave:
    found = work.session.scalar(select(Wave).where(Wave.event_id == event.id, Wave.name == CANCELLATION))
    if found is None:
        words = letter("cancellation", event.kind)
        found = Wave(id=new_id(), event_id=event.id, name=CANCELLATION, kind="cancellation", subject=words.subject, body=words.body)
        work.add(found)
        work.session.flush()
    return found


def _free_name(work: UnitOfWork, event_id: str, name: str, besides: str = "") -> str:
    name = whole(name, 120, "name")
    if not name:
        raise RuleBroken("waves.name", "A wave needs a name.", "Say what it is, such as “Invitation”.", field="name")
    taken = select(Wave.id).where(Wave.event_id == event_id, Wave.name == name, Wave.id != besides)
    if work.session.scalar(taken):
        raise RuleBroken("waves.name", f"There is a wave “{name}” already.", "Choose another name.", field="name")
    return name


def _day(text: str) -> str:
    """The day on which a wave is to leave, "" for none yet."""
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise RuleBroken("waves.planned", f"“{text}” is not a day.", "Write it as 2027-03-10.", field="planned") from error


def _next_name(work: UnitOfWork, event_id: str, name: str) -> str:
    """`name`, or with the next free number where the event has such a wave: "Reminder 2"."""
    taken = set(work.session.scalars(select(Wave.name).where(Wave.event_id == event_id)))
    return next(n for n in (name, *(f"{name} {i}" for i in range(2, len(taken) + 3))) if n not in taken)


def _set_stale(work: UnitOfWork, query: Select[Any], why: str) -> None:
    for found in work.session.scalars(query.where(Message.state.in_(("draft", "held")), Message.method == "REQUEST")):
        if not held_by_hand(found):
            found.state, found.reason = "stale", why


def _unknown() -> RuleBroken:
    return RuleBroken("messages.unknown", "This message is no longer in the outbox.", "Undo brings it back.")
