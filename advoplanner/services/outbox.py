"""What leaves: messages written as .eml files, once each, with the octets kept; a run that was cut off is finished, never repeated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from advoplanner.core.changes import NOTHING, ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.paths import safe_name, write_bytes
from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import plural
from advoplanner.domain.invitations import Recipient
from advoplanner.domain.letters import WAVE_WORDS, WaveKind
from advoplanner.domain.people import email_key
from advoplanner.exports import calendar
from advoplanner.mail.compose import Sender, invitation, new_message_id
from advoplanner.services import invitations
from advoplanner.services.context import Workspace
from advoplanner.store.models import Counter, Event, Guest, Message, SentMail
from advoplanner.store.queries import invitations as queries
from advoplanner.store.session import UnitOfWork

COUNTER = "message"


@dataclass(frozen=True, slots=True)
class ExportedMail:
    """The files written, in the order of sending, and who is held: (address or name, why)."""

    written: tuple[Path, ...]
    held: tuple[tuple[str, str], ...]
    changes: ChangeSet = NOTHING


def invite(ws: Workspace, event_id: str, folder: Path, wave: str = "", progress: Progress = QUIET) -> ExportedMail:
    """Draft and export one wave ("Invitation" where none is named): a message to every approved guest who does not hold it yet."""
    name = wave or "Invitation"
    found = next((w for w in invitations.waves(ws, event_id) if w.name == name), None)
    if found is None:
        kind = next((k for k, words in WAVE_WORDS.items() if words.casefold() == name.casefold()), WaveKind.INVITATION)
        wave_id = invitations.new_wave(ws, event_id, kind, name).created("wave")[0]
    else:
        wave_id = found.id
    invitations.draft(ws, wave_id)
    waiting = [m for m in invitations.messages(ws, event_id, ("draft", "held", "exporting")) if m.wave == name]
    done = export(ws, [m.id for m in waiting if m.state != "held"], folder, progress)
    held = tuple((m.to_address or m.to_name, m.reason) for m in waiting if m.state == "held")
    return ExportedMail(done.written, held, done.changes)


def cancel(ws: Workspace, event_id: str, folder: Path, addresses: Iterable[str] | None = None, progress: Progress = QUIET) -> ExportedMail:
    """Take invitations back: from the guests with these addresses, or from all and so the event itself.

    Only who holds an invitation gets a cancellation. Raises RuleBroken for an address that is not on the list.
    """
    wanted = None if addresses is None else {email_key(a) for a in addresses}
    with ws.action("Cancel invitations") as work:
        event = work.session.get_one(Event, event_id)
        people = queries.addressees(work.session, event_id)
        unknown = (wanted or set()) - {email_key(a.address) for a in people}
        if unknown:
            raise RuleBroken("guests.no_address", f"No guest has the address {min(unknown)}.", "List them with: guests list.")
        chosen = [a for a in people if wanted is None or email_key(a.address) in wanted]
        holders = [a for a in chosen if a.guest.invite_state == "sent"]
        work.label = f"Cancel {event.title}" if wanted is None else f"Cancel {plural(len(chosen), 'invitation')}"
        if wanted is None:
            event.status = "cancelled"
        else:
            _not_now(work, [a.guest for a in chosen])
        ids = invitations.draft_cancellations(work, event, holders, ws.clock())
    done = export(ws, ids, folder, progress)
    nobody = tuple((a.address or a.person.display_name, "Holds no invitation, so there is nothing to cancel.") for a in chosen if a not in holders)
    return ExportedMail(done.written, nobody, done.changes or work.changes)


def export(ws: Workspace, message_ids: Iterable[str], folder: Path, progress: Progress = QUIET) -> ExportedMail:
    """Write messages as .eml files into `folder`; each is marked before it is written and can never be written anew.

    Raises KnownProblem where the folder may not be written; what was written stays marked, the rest can be exported again.
    """
    ids = list(message_ids)
    _check_folder(folder)
    marked = _mark(ws, ids, progress)
    written: list[Path] = []
    finished: list[str] = []
    try:
        for count, message_id in enumerate(ids):
            progress.step(0.5 + count / len(ids) / 2, "Writing messages")
            with ws.reading() as session:
                kept = session.get_one(SentMail, message_id)
            written.append(write_bytes(folder / kept.file_name, kept.data))
            finished.append(message_id)
    finally:
        done = _finish(ws, finished)
    return ExportedMail(tuple(written), (), done or marked)


def _mark(ws: Workspace, ids: list[str], progress: Progress) -> ChangeSet:
    """Number the messages, keep their octets, and mark them and their guests: final, since they are about to leave."""
    with ws.action(f"Export {plural(len(ids), 'message')}", final=True) as work:
        found = {m.id: m for m in work.session.scalars(select(Message).where(Message.id.in_(ids)))}
        for count, message in enumerate(found[i] for i in ids):
            progress.step(count / len(ids) / 2, f"Preparing {message.to_name}")
            if message.state == "exporting":
                continue
            if message.state != "draft":
                raise RuleBroken(
                    "messages.not_ready", f"The message to {message.to_name} is not ready: {message.reason}", "Complete or renew it first."
                )
            _prepare(ws, work, message)
    return work.changes


def _prepare(ws: Workspace, work: UnitOfWork, message: Message) -> None:
    entry = invitations.facts_of(message.calendar)
    recipient = Recipient(message.to_name, message.to_address)
    octets = (calendar.request if message.method == "REQUEST" else calendar.cancel)(entry, recipient)
    sender = Sender(entry.organiser_name, entry.organiser_email)
    mail = invitation(sender, recipient, message.subject, message.body, None, octets, message.method, new_message_id(sender), ws.clock(), draft=True)
    message.number = _next_number(work)
    message.state, message.exported_at = "exporting", ws.clock()
    name = f"{message.number:04d}-{message.method.lower()}-{safe_name(message.to_address)}.eml"
    work.add(SentMail(message_id=message.id, file_name=name, data=mail))
    guest = work.session.get_one(Guest, message.guest_id)
    guest.sequence_sent, guest.dtstamp_sent = entry.sequence, entry.dtstamp
    guest.invite_state = "sent" if message.method == "REQUEST" else "cancelled"
    event = work.session.get_one(Event, message.event_id)
    if event.status == "planned" and message.method == "REQUEST":
        event.status = "inviting"


def _finish(ws: Workspace, ids: list[str]) -> ChangeSet:
    with ws.action(f"Export {plural(len(ids), 'message')}", final=True) as work:
        for message in work.session.scalars(select(Message).where(Message.id.in_(ids))):
            message.state = "exported"
    return work.changes


def _next_number(work: UnitOfWork) -> int:
    counter = work.session.get(Counter, COUNTER)
    if counter is None:
        counter = Counter(name=COUNTER, value=0)
        work.session.add(counter)
        work.session.flush()
    counter.value += 1
    return counter.value


def _not_now(work: UnitOfWork, guests: list[Guest]) -> None:
    from advoplanner.services.guests import free_seats_of

    for guest in guests:
        guest.decision = "notnow"
    work.session.flush()
    free_seats_of(work, [g.id for g in guests])


def _check_folder(folder: Path) -> None:
    """Refuse a folder that cannot be written before anything is marked."""
    probe = folder / ".advoplanner-check"
    write_bytes(probe, b"")
    probe.unlink()
