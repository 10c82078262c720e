"""The outbox: messages changed, held and released, then written as .eml files, once each, with the octets kept.

A run that was cut off is finished with the same octets, never repeated; what could not be written is ready again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import func, select

from advoplanner.core.changes import NOTHING, ChangeSet
from advoplanner.core.errors import KnownProblem, RuleBroken
from advoplanner.core.paths import safe_name, write_bytes
from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import clean, plural, whole
from advoplanner.domain import markup
from advoplanner.domain.audiences import EVERYBODY
from advoplanner.domain.calendar_blocks import WHOLE
from advoplanner.domain.guests import Decision, InviteState
from advoplanner.domain.invitations import Recipient
from advoplanner.domain.letters import HELD_BY_HAND, WAVE_WORDS, WaveKind
from advoplanner.domain.people import email_key
from advoplanner.exports import calendar
from advoplanner.mail.compose import Sender, invitation, new_message_id
from advoplanner.services import drafts, invitations, letters
from advoplanner.services.context import Workspace
from advoplanner.services.drafts import WAITING, held_by_hand
from advoplanner.store.models import Counter, Event, Guest, Message, Person, SentMail
from advoplanner.store.queries import invitations as queries
from advoplanner.store.session import UnitOfWork

COUNTER = "message"

BEFORE_INVITING = ("idea", "planned", "cancelled")
"""Event states that end when an invitation leaves; who invites to a cancelled event holds it after all."""


@dataclass(frozen=True, slots=True)
class ExportedMail:
    """The files written, in the order of sending, and who is held: (address or name, why)."""

    written: tuple[Path, ...] = ()
    held: tuple[tuple[str, str], ...] = ()
    changes: ChangeSet = NOTHING


def waiting(ws: Workspace) -> int:
    """How many messages have not left."""
    with ws.reading() as session:
        return session.scalar(select(func.count()).select_from(Message).where(Message.state != "exported")) or 0


def edit_message(ws: Workspace, message_id: str, *, subject: str | None = None, body: str | None = None) -> ChangeSet:
    """Change one message by hand; what was missing in it holds it no longer. Raises RuleBroken once it has left, or where it is empty."""
    with ws.action("Edit a message", merge_key=f"message.{message_id}") as work:
        found = _waiting(work, [message_id])[0]
        work.label = f"Edit the message to {found.to_name}"
        for name, typed, limit in (("subject", subject, 300), ("body", body, 20000)):
            if typed is None:
                continue
            text = whole(typed, limit, name, lines=name == "body")
            if not text:
                raise RuleBroken("messages.blank", f"A message needs a {name}.", "Write it, or delete the message.", field=name)
            setattr(found, name, text)
        found.edited = True
        if found.state != "stale" and not held_by_hand(found):
            found.reason = _why_held(work, found)
            found.state = "held" if found.reason else "draft"
    return work.changes


def hold(ws: Workspace, message_ids: Iterable[str], reason: str = "") -> ChangeSet:
    """Keep messages back until somebody releases them."""
    ids = list(message_ids)
    with ws.action(f"Hold {plural(len(ids), 'message')}") as work:
        for found in _waiting(work, ids):
            found.state = "held"
            found.reason = f"{HELD_BY_HAND}: {clean(reason, limit=250)}" if clean(reason) else f"{HELD_BY_HAND}."
    return work.changes


def release(ws: Workspace, message_ids: Iterable[str]) -> ChangeSet:
    """Let held messages go again, as they read today; raises RuleBroken where an address or a field is still missing."""
    ids = list(message_ids)
    with ws.action(f"Release {plural(len(ids), 'message')}") as work:
        found = _waiting(work, ids)
        for message in found:
            message.state, message.reason = "draft", ""
        work.session.flush()
        for wave_id in dict.fromkeys(m.wave_id for m in found if m.method == "REQUEST"):
            invitations.draft(ws, wave_id, [m.guest_id for m in found if m.wave_id == wave_id])
        still = next((m for m in found if m.state == "held"), None)
        if still is not None:
            raise RuleBroken("messages.incomplete", f"The message to {still.to_name} cannot be released. {still.reason}", "Put that right first.")
    return work.changes


def remove(ws: Workspace, message_ids: Iterable[str]) -> ChangeSet:
    """Delete messages that have not left."""
    ids = list(message_ids)
    with ws.action(f"Delete {plural(len(ids), 'message')}") as work:
        drafts.drop(work, _waiting(work, ids))
    return work.changes


def invite(ws: Workspace, event_id: str, folder: Path, wave: str = "", progress: Progress = QUIET) -> ExportedMail:
    """Draft and export one wave ("Invitation" where none is named): a message to every approved guest who does not hold it yet.

    A message that a run before left unfinished is finished first, with the octets it was given then.
    """
    name = clean(wave, limit=120) or WAVE_WORDS[WaveKind.INVITATION]
    _check_folder(folder)
    finished = export(ws, _interrupted(ws, event_id), folder, progress)
    with ws.action(f"Draft {name}"):
        drafted = invitations.draft(ws, _wave_id(ws, event_id, name))
    waiting = [m for m in invitations.messages(ws, event_id, ("draft", "held")) if m.wave == name]
    done = export(ws, [m.id for m in waiting if m.state == "draft"], folder, progress)
    held = [(m.to_address or m.to_name, m.reason) for m in waiting if m.state == "held"]
    told = {who for who, _ in held}
    refused = [(x.address or x.name, x.why) for x in drafted.left_out if x.refused and (x.address or x.name) not in told]
    return ExportedMail(finished.written + done.written, (*held, *done.held, *refused), done.changes or drafted.changes or finished.changes)


def cancel(ws: Workspace, event_id: str, folder: Path, addresses: Iterable[str] | None = None, progress: Progress = QUIET) -> ExportedMail:
    """Take invitations back: from the guests with these addresses, or from all and so the event itself.

    Only who holds an invitation gets a cancellation. Raises RuleBroken for an address that is not on the list.
    """
    _check_folder(folder)
    guest_ids = None if addresses is None else _guests_at(ws, event_id, addresses)
    finished = export(ws, _interrupted(ws, event_id), folder, progress)
    drafted = invitations.call_off(ws, event_id, guest_ids)
    wanted = None if guest_ids is None else set(guest_ids)
    waiting = [m for m in invitations.messages(ws, event_id, ("draft", "held")) if m.method == "CANCEL" and (wanted is None or m.guest_id in wanted)]
    done = export(ws, [m.id for m in waiting if m.state == "draft"], folder, progress)
    held = [(m.to_address or m.to_name, m.reason) for m in waiting if m.state == "held"]
    nobody = [(x.address or x.name, x.why) for x in drafted.left_out]
    return ExportedMail(finished.written + done.written, (*held, *done.held, *nobody), done.changes or drafted.changes)


def export(ws: Workspace, message_ids: Iterable[str], folder: Path, progress: Progress = QUIET) -> ExportedMail:
    """Write messages as .eml files into `folder`; each is numbered and its octets kept before it is written.

    Where writing stops (folder, disk, Cancel) what was written is exported, and the rest is ready again. Raises KnownProblem
    for the folder, RuleBroken for a message that is not ready; a guest who may not be written to is held and listed.
    """
    ids = list(dict.fromkeys(message_ids))
    if not ids:
        return ExportedMail()
    _check_folder(folder)
    fresh, begun, held, marked = _mark(ws, ids, progress)
    going = [i for i in ids if i in fresh or i in begun]
    written: list[Path] = []
    try:
        for count, message_id in enumerate(going):
            progress.step(0.5 + count / len(going) / 2, f"Writing message {count + 1} of {len(going)}")
            with ws.reading() as session:
                kept = session.get_one(SentMail, message_id)
            written.append(write_bytes(folder / kept.file_name, kept.data))
    finally:
        left = going[len(written) :]
        done = _finish(ws, going[: len(written)], [i for i in left if i in fresh])
    return ExportedMail(tuple(written), tuple(held), done or marked)


def _mark(ws: Workspace, ids: list[str], progress: Progress) -> tuple[set[str], set[str], list[tuple[str, str]], ChangeSet]:
    """Number the messages and keep their octets: ids marked now, ids marked by a run before, who is held, and the changes."""
    fresh, begun, held = set(), set(), []
    with ws.action(f"Prepare {plural(len(ids), 'message')}", final=True) as work:
        found = _in_order(work, ids)
        people = _people(work, found)
        for count, message in enumerate(found):
            progress.step(count / len(found) / 2, f"Preparing {message.to_name}")
            if message.state == "exporting":
                begun.add(message.id)
                continue
            _check_ready(message)
            guest, person = people[message.guest_id]
            why = _why_not_now(work, message, guest, person)
            if why:
                message.state, message.reason = "held", why
                held.append((message.to_address, why))
            else:
                _prepare(ws, work, message, guest)
                fresh.add(message.id)
    return fresh, begun, held, work.changes


def _prepare(ws: Workspace, work: UnitOfWork, message: Message, guest: Guest) -> None:
    stored = letters.facts_of(message.calendar)
    entry = replace(stored, dtstamp=letters.later(ws.clock(), guest.dtstamp_sent))
    recipient = Recipient(message.to_name, message.to_address)
    octets = (calendar.request if message.method == "REQUEST" else calendar.cancel)(entry, recipient)
    sender = Sender(entry.organiser_name, entry.organiser_email)
    text, page = markup.plain(message.body), markup.html(message.body, message.subject)
    mail = invitation(sender, recipient, message.subject, text, page, octets, message.method, new_message_id(sender), ws.clock(), draft=True)
    message.calendar, message.number, message.state = letters.kept(entry), _next_number(work), "exporting"
    guest.dtstamp_sent = entry.dtstamp
    name = f"{message.number:04d}-{message.method.lower()}-{safe_name(message.to_address)}.eml"
    work.add(SentMail(message_id=message.id, file_name=name, data=mail))


def _finish(ws: Workspace, written: list[str], not_written: list[str]) -> ChangeSet:
    """Say of guests what their files say, and make ready again what has no file."""
    with ws.action(f"Export {plural(len(written), 'message')}", final=True) as work:
        found = _in_order(work, written)
        people = _people(work, found)
        for message in found:
            message.state, message.reason, message.exported_at = "exported", "", ws.clock()
            guest = people[message.guest_id][0]
            if message.part == WHOLE:
                guest.sequence_sent = message.sequence
                guest.invite_state = InviteState.SENT if message.method == "REQUEST" else InviteState.CANCELLED
            event = work.session.get_one(Event, message.event_id)
            if event.status in BEFORE_INVITING and message.method == "REQUEST":
                event.status = "inviting"
        for message in _in_order(work, not_written):
            message.state, message.number = "draft", 0
            work.delete_all([work.session.get_one(SentMail, message.id)])
    return work.changes


def _in_order(work: UnitOfWork, ids: list[str]) -> list[Message]:
    found = {m.id: m for m in work.session.scalars(select(Message).where(Message.id.in_(ids)))}
    if len(found) != len(ids):
        raise RuleBroken("messages.unknown", "A message is no longer in the outbox.", "Look at the outbox again.")
    return [found[i] for i in ids]


def _people(work: UnitOfWork, found: list[Message]) -> dict[str, tuple[Guest, Person]]:
    """The guests of some messages with their people, read at once."""
    query = select(Guest, Person).join(Person, Person.id == Guest.person_id).where(Guest.id.in_([m.guest_id for m in found]))
    return {guest.id: (guest, person) for guest, person in work.session.execute(query).all()}


def _check_ready(message: Message) -> None:
    if message.state == "exported":
        raise RuleBroken("messages.gone", f"The message to {message.to_name} has left already.", "Send an update or a cancellation instead.")
    if message.state != "draft":
        raise RuleBroken("messages.not_ready", f"The message to {message.to_name} is not ready. {message.reason}", "Complete or refresh it first.")


def _why_not_now(work: UnitOfWork, message: Message, guest: Guest, person: Person) -> str:
    """What has changed about the guest since the draft, so that it may not leave; "" where nothing has."""
    event = work.session.get_one(Event, message.event_id)
    if message.method == "CANCEL":
        stays = message.part == WHOLE and guest.decision == Decision.APPROVED and event.status != "cancelled"
        return "They are on the list again, so nothing is to be cancelled." if stays else ""
    if person.do_not_contact:
        return f"Do not contact{': ' + person.do_not_contact_why if person.do_not_contact_why else '.'}"
    return "" if guest.decision == Decision.APPROVED else "They are not approved any more."


def _why_held(work: UnitOfWork, message: Message) -> str:
    a = queries.addressees(work.session, message.event_id, [message.guest_id])[0]
    problem = a.problem if a.address == message.to_address else ""
    return letters.unreachable(message.to_address, problem) or letters.incomplete(message.subject, message.body)


def _waiting(work: UnitOfWork, ids: list[str]) -> list[Message]:
    found = _in_order(work, ids)
    if any(m.state not in WAITING for m in found):
        sentence = "This message has left already; it cannot be changed any more."
        raise RuleBroken("messages.gone", sentence, "Send an update or a cancellation instead.")
    return found


def _wave_id(ws: Workspace, event_id: str, name: str) -> str:
    """The event's wave of this name, made where there is none: of the kind that the name says, else an invitation."""
    found = next((w for w in invitations.waves(ws, event_id) if w.name == name), None)
    if found is not None:
        return found.id
    kind = next((k for k, words in WAVE_WORDS.items() if words.casefold() == name.casefold()), WaveKind.INVITATION)
    return invitations.new_wave(ws, event_id, kind, name, audience=EVERYBODY).created("wave")[-1]


def _interrupted(ws: Workspace, event_id: str) -> list[str]:
    with ws.reading() as session:
        return queries.interrupted(session, event_id)


def _guests_at(ws: Workspace, event_id: str, addresses: Iterable[str]) -> list[str]:
    wanted = {email_key(a) for a in addresses}
    with ws.reading() as session:
        found = {email_key(a.address): a.guest.id for a in queries.addressees(session, event_id) if email_key(a.address) in wanted}
    if wanted - found.keys():
        raise RuleBroken("guests.no_address", f"No guest has the address {min(wanted - found.keys())}.", "List them with: guests list.")
    return list(found.values())


def _next_number(work: UnitOfWork) -> int:
    counter = work.session.get(Counter, COUNTER)
    if counter is None:
        counter = Counter(name=COUNTER, value=0)
        work.session.add(counter)
        work.session.flush()
    counter.value += 1
    return counter.value


def _check_folder(folder: Path) -> None:
    """Refuse a folder that cannot be written before anything is marked."""
    if folder.exists() and not folder.is_dir():
        raise KnownProblem("files.kind", f"“{folder}” is a file, and messages need a folder.", "Choose another path.")
    probe = folder / ".advoplanner-check"
    write_bytes(probe, b"")
    probe.unlink()
