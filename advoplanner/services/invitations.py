"""Waves of invitations and the outbox: every message can be read, changed, held and removed before anything leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, not_, or_, select
from sqlalchemy.orm import Session

from advoplanner.core.changes import NOTHING, ChangeSet
from advoplanner.core.dates import to_wall, zone
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.progress import QUIET, Part, Progress
from advoplanner.core.text import clean, plural, whole
from advoplanner.domain.audiences import EVERYBODY, NOBODY, Audience, Mode, kept_audience
from advoplanner.domain.calendar_blocks import OWN, CalendarForm, seat_part, session_part
from advoplanner.domain.invitations import Standing, check_organiser
from advoplanner.domain.lead_times import planned_day
from advoplanner.domain.letters import DEFAULT_NOBODY, LETTER, WAVE_WORDS, LeftOut, MessageDetails, MessageRow, WaveKind, WavePreview, WaveRow, letter
from advoplanner.domain.people import email_key
from advoplanner.services import drafts, letters
from advoplanner.services.context import Workspace
from advoplanner.services.drafts import WAITING
from advoplanner.services.letters import Written
from advoplanner.services.wave_looks import look_at
from advoplanner.store.models import Delivery, Event, Guest, Message, ReservedSeat, SentMail, Wave
from advoplanner.store.queries import invitations as queries
from advoplanner.store.queries.invitations import Addressee
from advoplanner.store.queries.shared_addresses import sharing
from advoplanner.store.session import UnitOfWork

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


def messages(ws: Workspace, event_id: str | None = None, states: Iterable[str] | None = None, ids: Iterable[str] | None = None) -> list[MessageRow]:
    """Messages of one event or of all, in some states or in any, or only those with `ids`."""
    with ws.reading() as session:
        return queries.messages(session, event_id, states, ids)


def message(ws: Workspace, message_id: str) -> MessageDetails:
    """One message as its guest will get it; raises RuleBroken `messages.unknown`."""
    with ws.reading() as session:
        found = session.get(Message, message_id)
        if found is None:
            raise _unknown()
        row = queries.messages(session, ids=[message_id])[0]
        name = session.scalar(select(SentMail.file_name).where(SentMail.message_id == message_id)) or ""
        way = session.get(Delivery, message_id)
        by = (way.account, way.answer) if way is not None and way.state == "sent" else ("", "")
        entry = () if found.method == LETTER else letters.in_words(letters.facts_of(found.calendar))
        others = sharing(session, email_key(row.to_address), session.get_one(Guest, found.guest_id).person_id) if row.to_address else []
        return MessageDetails(row, found.body, found.edited, entry, name, *by, tuple(others))


def preview(ws: Workspace, wave_id: str) -> WavePreview:
    """A wave as it would be drafted now: what each guest gets, and who is left out. Writes nothing."""
    with ws.reading() as session:
        wave = session.get(Wave, wave_id)
        if wave is None:
            raise RuleBroken("waves.unknown", "This wave is no longer there.", "Undo brings it back.")
        event = session.get_one(Event, wave.event_id)
        look = look_at(session, wave, event, ws.clock())
        known = queries.of_wave(session, wave_id)
        shown, left_out = [], []
        for a in queries.addressees(session, event.id):
            reason = look.left_out(a)
            if reason is not None:
                left_out.append(reason)
                continue
            shown += [look.preview(a, piece, known.get((a.guest.id, piece.part), [])) for piece in look.pieces(a)]
    return WavePreview(tuple(shown), tuple(left_out))


def new_wave(
    ws: Workspace, event_id: str, kind: str = WaveKind.INVITATION, name: str = "", *,
    gives: bool = True, planned: str = "", audience: Audience | None = None, mode: str = Mode.TEMPLATE,
) -> ChangeSet:  # fmt: skip
    """A wave with the words of its kind, planned for the day that the norms say unless given.

    Without an audience an invitation or a save-the-date is for nobody until somebody chooses; other waves find theirs by how
    the guests stand. Raises RuleBroken where the event has a wave of this name, or is gone.
    """
    audience = audience or (NOBODY if kind in DEFAULT_NOBODY else EVERYBODY)
    with ws.action("") as work:
        event = work.session.get(Event, event_id)
        if event is None:
            raise RuleBroken("waves.no_event", "This event is no longer in the workspace.", "Undo brings it back.")
        words = letter(kind, event.kind)
        name = _free_name(work, event_id, name) if clean(name) else _next_name(work, event_id, WAVE_WORDS[kind])
        work.label = f"Add wave {name}"
        day = _day(planned) or planned_day(kind, event.kind, event.start.date(), to_wall(ws.clock(), event.zone).date()).isoformat()
        work.add(
            Wave(
                event_id=event_id, name=name, kind=kind, gives=gives, subject=words.subject, body=words.body, planned=day,
                audience=kept_audience(audience), mode=_mode(mode),
            )
        )  # fmt: skip
    return work.changes


def edit_wave(ws: Workspace, wave_id: str, **fields: Any) -> ChangeSet:
    """Change a wave's name, subject, body, planned day, audience, mode, or whether it gives.

    Drafts in its words become stale, those edited by hand stay.
    """
    limits = {"name": 120, "subject": 300, "body": 20000, "planned": 10}
    typing = not fields.keys() & _CHOICES.keys()
    with ws.action("", merge_key=f"wave.{wave_id}.{'.'.join(sorted(fields))}" if typing else "") as work:
        wave = work.session.get_one(Wave, wave_id)
        for name, value in fields.items():
            if name in _CHOICES:
                setattr(wave, name, _CHOICES[name](value))
                continue
            if name not in limits:
                raise RuleBroken("waves.field", f"A wave has no field “{name}”.", field=name)
            text = whole(value, limits[name], name, lines=name == "body")
            if not text and name in ("subject", "body"):
                raise RuleBroken("waves.blank", f"The {name} cannot be empty.", "Write it, or take the field {{event}} from the menu.", field=name)
            if name == "planned":
                text = _day(text)
            setattr(wave, name, _free_name(work, wave.event_id, text, wave_id) if name == "name" else text)
        work.label = f"Change wave {wave.name}"
        if fields.keys() & {"subject", "body"}:
            its_words = select(Message).where(Message.wave_id == wave_id, Message.edited.is_(False))
            drafts.set_stale(work, its_words, "Its wave changed after this was written.")
    return work.changes


def remove_wave(ws: Workspace, wave_id: str) -> ChangeSet:
    """Remove a wave with its waiting messages; raises RuleBroken where messages of it have left."""
    with ws.action("") as work:
        wave = work.session.get_one(Wave, wave_id)
        work.label = f"Remove wave {wave.name}"
        found = [m for known in queries.of_wave(work.session, wave_id).values() for m in known]
        if any(m.state not in WAITING for m in found):
            raise RuleBroken("waves.sent", f"Messages of “{wave.name}” have left, so it stays.", "Remove its waiting messages instead.")
        drafts.drop(work, found)
        work.session.flush()
        work.session.delete(wave)
    return work.changes


def draft(ws: Workspace, wave_id: str, guest_ids: Iterable[str] | None = None, *, progress: Progress = QUIET) -> Drafted:
    """Write or renew a wave's messages in the outbox: to the guests named, else to all it addresses.

    A guest who holds this message already gets none unless the calendar entry or the address changed. A text edited by hand
    stays, only its calendar entry follows; what a person holds stays held. Raises RuleBroken without an organiser's address or a known zone.
    """
    with ws.action("") as work:
        wave = work.session.get_one(Wave, wave_id)
        event = work.session.get_one(Event, wave.event_id)
        check_organiser(event.organiser_email)
        zone(event.zone)
        look = look_at(work.session, wave, event, ws.clock())
        known = queries.by_guest(queries.of_wave(work.session, wave_id))
        left_out: list[LeftOut] = []
        states: list[str] = []
        people = queries.addressees(work.session, event.id, guest_ids)
        for number, a in enumerate(people):
            progress.step(number / len(people))
            states += look.put_all(work, a, known, left_out)
        work.label = f"Draft {plural(len(states) - states.count(''), 'message')}: {wave.name}"
    return Drafted(states.count("draft"), states.count("held"), states.count(""), tuple(left_out), work.changes)


def refresh(ws: Workspace, event_id: str, *, progress: Progress = QUIET) -> Drafted:
    """Write all waiting invitations of an event again from what is true now; cancellations stay as they are."""
    waiting = select(Message.wave_id, Message.guest_id)
    waiting = waiting.where(Message.event_id == event_id, Message.state.in_(WAITING), Message.method == "REQUEST")
    with ws.action("Refresh the outbox") as work:
        found = work.session.execute(waiting).all()
        waves = list(dict.fromkeys(w for w, _ in found))
        parts = [Part(progress, number / len(waves), 1 / len(waves)) for number in range(len(waves))]
        done = [draft(ws, wave_id, [g for w, g in found if w == wave_id], progress=part) for wave_id, part in zip(waves, parts, strict=True)]
    left_out = tuple(each for d in done for each in d.left_out)
    return Drafted(sum(d.ready for d in done), sum(d.held for d in done), sum(d.unchanged for d in done), left_out, work.changes)


def update_holders(ws: Workspace, event_id: str, *, progress: Progress = QUIET) -> Drafted:
    """Draft what everybody needs whose calendar holds a version that is not true any more, each in the wave that reached them last."""
    with ws.action("Draft updates") as work:
        event = work.session.get_one(Event, event_id)
        waves: dict[str, list[str]] = {}
        for (guest_id, _), message in queries.last_sent(work.session, event_id).items():
            if message.method == "REQUEST":
                waves.setdefault(message.wave_id, []).append(guest_id)
        done = []
        for number, (wave_id, ids) in enumerate(waves.items()):
            part = Part(progress, number / len(waves), 1 / len(waves))
            part.step(0.0)
            wave = work.session.get_one(Wave, wave_id)
            if wave.kind in list(WaveKind):
                outdated = {a.guest_id for a in preview(ws, wave_id).letters if a.outdated}
                done.append(draft(ws, wave_id, [i for i in dict.fromkeys(ids) if i in outdated], progress=part))
        work.label = f"Draft updates: {event.title}"
    return Drafted(sum(d.ready for d in done), sum(d.held for d in done), sum(d.unchanged for d in done), changes=work.changes)


def as_of_now(session: Session, sent: Message, event: Event, a: Addressee, now: datetime) -> Written:
    """The entry that a guest holds, as it stands now, in an invitation's words; raises RuleBroken where it is no more."""
    wave = session.get_one(Wave, sent.wave_id)
    look = look_at(session, wave, event, now)
    piece = next((p for kind in (wave.kind, WaveKind.INVITATION) for p in look.now.pieces(kind, a.guest) if p.part == sent.part), None)
    if piece is None:
        raise RuleBroken("replies.no_entry", "The session or day that they ask for is no more.", "Draft the wave again to tell them.")
    standing = Standing(sent.calendar["status"])
    return letters.request(look.now, a, piece, letter(WaveKind.INVITATION, event.kind), standing, again=False, sent=sent)


def call_off(ws: Workspace, event_id: str, guest_ids: Iterable[str] | None = None, *, progress: Progress = QUIET) -> Drafted:
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
        drafts.drop(work, work.session.scalars(unsent.where(Message.state.in_(WAITING))).all())
        if guest_ids is None:
            event.status = "cancelled"
        for guest in (a.guest for a in people if guest_ids is not None):
            guest.decision = "notnow"
        work.session.flush()
        if guest_ids is not None:
            free_seats_of(work, ids)
        return _call_off(ws, work, event, people, progress)


def mark_stale(work: UnitOfWork, event_id: str) -> None:
    """Mark an event's drafts out of date, as part of the action that changed the event."""
    drafts.set_stale(work, select(Message).where(Message.event_id == event_id), "The event changed after this was written.")


def mark_agenda_changed(work: UnitOfWork, event_id: str, session_ids: Iterable[str] = ()) -> None:
    """The same for what depends on the agenda: entries for these sessions, and for days, which last as long as their agenda."""
    event = work.session.get_one(Event, event_id)
    moved = list(session_ids)
    seats = work.session.scalars(select(ReservedSeat.id).where(ReservedSeat.session_id.in_(moved)))
    concerned: ColumnElement[bool] = Message.part.in_([*map(session_part, moved), *map(seat_part, seats)])
    if event.calendar_form == CalendarForm.DAYS:
        concerned = or_(concerned, not_(or_(*(Message.part.startswith(prefix) for prefix in OWN))))
    drafts.set_stale(work, select(Message).where(Message.event_id == event_id, concerned), "The agenda changed after this was written.")


def _call_off(ws: Workspace, work: UnitOfWork, event: Event, people: list[Addressee], progress: Progress) -> Drafted:
    sent, now = queries.last_sent(work.session, event.id), letters.occasion(work.session, event, ws.clock())
    held: dict[str, list[Message]] = {}
    for (guest_id, _), message in sent.items():
        if message.method == "REQUEST":
            held.setdefault(guest_id, []).append(message)
    states: list[str] = []
    if held:
        wave = _cancellations(work, event)
        known = queries.of_wave(work.session, wave.id)
        for number, a in enumerate(people):
            progress.step(number / len(people))
            for last in held.get(a.guest.id, ()):
                states.append(drafts.put(work, wave, a, known.get((a.guest.id, last.part), []), letters.cancellation(now, a, last)))
    nothing = "Holds no invitation, so there is nothing to cancel."
    left_out = tuple(LeftOut(a.guest.id, a.person.display_name, a.address, nothing) for a in people if a.guest.id not in held)
    work.session.flush()
    return Drafted(states.count("draft"), states.count("held"), states.count(""), left_out, work.changes)


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


def _mode(value: str) -> str:
    if value not in list(Mode):
        raise RuleBroken("waves.mode", f"“{value}” is no way to write to people.", f"Choose one of: {', '.join(Mode)}.", field="mode")
    return str(value)


_CHOICES: dict[str, Callable[[Any], Any]] = {"gives": bool, "audience": kept_audience, "mode": _mode}


def _unknown() -> RuleBroken:
    return RuleBroken("messages.unknown", "This message is no longer in the outbox.", "Undo brings it back.")
