"""The outbox: messages changed, held and released, then written as .eml files, once each, with the octets kept.

A run that was cut off is finished with the same octets, never repeated; what could not be written is ready again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from advoplanner.core.changes import NOTHING, ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.paths import check_folder, write_bytes
from advoplanner.core.progress import QUIET, Part, Progress
from advoplanner.core.text import clean, plural, whole
from advoplanner.domain.audiences import EVERYBODY
from advoplanner.domain.letters import HELD_BY_HAND, HOLD_LIMIT, WAVE_WORDS, WaveKind
from advoplanner.domain.people import email_key
from advoplanner.mail.transport import DraftFolder
from advoplanner.services import departures, drafts, invitations, letters
from advoplanner.services.context import Workspace
from advoplanner.services.departures import in_order
from advoplanner.services.drafts import WAITING, held_by_hand
from advoplanner.store.models import Message, SentMail
from advoplanner.store.queries import invitations as queries
from advoplanner.store.session import UnitOfWork


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


def octets(ws: Workspace, message_id: str) -> bytes:
    """The exact octets of a message that has left or is leaving; raises RuleBroken where none are kept yet."""
    with ws.reading() as session:
        kept = session.get(SentMail, message_id)
    if kept is None:
        raise RuleBroken("messages.no_octets", "This message has not left, so there are no octets of it.", "Read it as it stands in the outbox.")
    return kept.data


def save_octets(ws: Workspace, message_id: str, path: Path) -> Path:
    """Write the exact octets of a message that has left to `path`; raises RuleBroken, KnownProblem."""
    return write_bytes(path, octets(ws, message_id))


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
    """Keep messages back until somebody releases them; a reason that is too long is refused rather than cut off."""
    ids, reason = list(message_ids), clean(reason)
    if len(reason) > HOLD_LIMIT:
        sentence = f"A reason takes {HOLD_LIMIT} characters at most; this one has {len(reason):,}."
        raise RuleBroken("messages.hold_reason", sentence, "Say it more briefly.", field="reason")
    with ws.action(f"Hold {plural(len(ids), 'message')}") as work:
        for found in _waiting(work, ids):
            found.state = "held"
            found.reason = f"{HELD_BY_HAND}: {reason}" if reason else f"{HELD_BY_HAND}."
    return work.changes


def release(ws: Workspace, message_ids: Iterable[str], *, progress: Progress = QUIET) -> ChangeSet:
    """Let held messages go again, as they read today; raises RuleBroken where an address or a field is still missing."""
    ids = list(message_ids)
    with ws.action(f"Release {plural(len(ids), 'message')}") as work:
        found = _waiting(work, ids)
        for message in found:
            message.state, message.reason = "draft", ""
        work.session.flush()
        waves = list(dict.fromkeys(m.wave_id for m in found if m.method == "REQUEST"))
        for number, wave_id in enumerate(waves):
            part = Part(progress, number / len(waves), 1 / len(waves))
            invitations.draft(ws, wave_id, [m.guest_id for m in found if m.wave_id == wave_id], progress=part)
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
    check_folder(folder)
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
    check_folder(folder)
    guest_ids = None if addresses is None else _guests_at(ws, event_id, addresses)
    finished = export(ws, _interrupted(ws, event_id), folder, progress)
    drafted = invitations.call_off(ws, event_id, guest_ids)
    wanted = None if guest_ids is None else set(guest_ids)
    waiting = [m for m in invitations.messages(ws, event_id, ("draft", "held")) if m.method == "CANCEL" and (wanted is None or m.guest_id in wanted)]
    done = export(ws, [m.id for m in waiting if m.state == "draft"], folder, progress)
    held = [(m.to_address or m.to_name, m.reason) for m in waiting if m.state == "held"]
    nobody = [(x.address or x.name, x.why) for x in drafted.left_out]
    return ExportedMail(finished.written + done.written, (*held, *done.held, *nobody), done.changes or drafted.changes)


def export(ws: Workspace, message_ids: Iterable[str], folder: Path, progress: Progress = QUIET, *, entries: bool = False) -> ExportedMail:
    """Write messages as .eml files into `folder`, with `entries` each with its .ics; numbered, and the octets kept, before it is written.

    Where writing stops (folder, disk, Cancel) what was written is exported, and the rest is ready again. Raises KnownProblem
    for the folder, RuleBroken for a message that is not ready; a guest who may not be written to is held and listed.
    """
    ids = list(dict.fromkeys(message_ids))
    if not ids:
        return ExportedMail()
    check_folder(folder)
    files = DraftFolder(folder, entries=entries)
    marked = departures.mark(ws, ids, progress)
    going = [i for i in ids if i in marked.fresh or i in marked.begun]
    written: list[Path] = []
    try:
        for count, parcel in enumerate(departures.parcels(ws, going, entries=entries)):
            progress.step(0.5 + count / len(going) / 2, f"Writing message {count + 1} of {len(going)}")
            written.append(Path(files.deliver(parcel)))
    finally:
        left = going[len(written) :]
        done = departures.finish(ws, going[: len(written)], [i for i in left if i in marked.fresh])
    return ExportedMail(tuple(written), tuple(marked.held), done or marked.changes)


def _why_held(work: UnitOfWork, message: Message) -> str:
    a = queries.addressees(work.session, message.event_id, [message.guest_id])[0]
    problem = a.problem if a.address == message.to_address else ""
    return letters.unreachable(message.to_address, problem) or letters.incomplete(message.subject, message.body)


def _waiting(work: UnitOfWork, ids: list[str]) -> list[Message]:
    found = in_order(work, ids)
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
