"""Messages that a person sends in a mail of their own: what to paste, the calendar entry to attach, and the note that it was done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from advoplanner.core.changes import NOTHING, ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.paths import write_bytes
from advoplanner.core.progress import QUIET
from advoplanner.core.text import whole
from advoplanner.domain import markup
from advoplanner.domain.invitations import Recipient
from advoplanner.domain.letters import BY_HAND, LETTER, RECEIPT_LIMIT
from advoplanner.services import departures, letters
from advoplanner.services.context import Workspace
from advoplanner.store.models import Delivery, Message


@dataclass(frozen=True, slots=True)
class Copied:
    """A message's words for the clipboard, and whether a calendar entry belongs to it."""

    address: str
    subject: str
    plain: str
    html: str
    entry: bool


@dataclass(slots=True)
class Noted:
    """How many were noted as sent, and who is held instead: (address, why)."""

    sent: int = 0
    held: list[tuple[str, str]] = field(default_factory=list)
    changes: ChangeSet = NOTHING


def copied(ws: Workspace, message_id: str) -> Copied:
    """The words of a message that is ready; raises RuleBroken for one that is not."""
    message = _ready(ws, message_id)
    text, page = markup.plain(message.body), markup.html(message.body, message.subject)
    return Copied(message.to_address, message.subject, text, page, message.method != LETTER)


def save_entry(ws: Workspace, message_id: str, path: Path) -> Path:
    """Write the calendar entry of a message that is ready to `path`, for this guest alone; raises RuleBroken, KnownProblem."""
    message = _ready(ws, message_id)
    if message.method == LETTER:
        raise RuleBroken("messages.no_entry", "This letter has no calendar entry.", "Send it as it is.")
    octets = departures.entry_of(message, letters.facts_of(message.calendar), Recipient(message.to_name, message.to_address))
    return write_bytes(path, octets)


def note_sent(ws: Workspace, message_ids: Iterable[str], receipt: str = "") -> Noted:
    """Note that messages were sent by hand, with a `receipt` in words; their octets as they would have left are kept in the log.

    They count as sent like any other, so it cannot be undone. Raises RuleBroken for one that is not ready.
    """
    words = whole(receipt, RECEIPT_LIMIT, "receipt")
    ids = list(dict.fromkeys(message_ids))
    marked = departures.mark(ws, ids, QUIET)
    gone = [i for i in ids if i in marked.fresh or i in marked.begun]
    with ws.action("") as work:
        for message_id in gone:
            work.add(Delivery(message_id=message_id, account=BY_HAND, state="sent", at=ws.clock(), answer=words))
    changes = departures.finish(ws, gone, [], verb="Note as sent")
    return Noted(len(gone), marked.held, changes or marked.changes)


def _ready(ws: Workspace, message_id: str) -> Message:
    with ws.reading() as session:
        message = session.get(Message, message_id)
    if message is None:
        raise RuleBroken("messages.unknown", "This message is no longer in the outbox.", "Undo brings it back.")
    departures.check_ready(message)
    return message
