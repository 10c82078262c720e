"""Answers fetched from a mailbox: only what concerns our invitations is taken, how far was read is remembered, nothing there changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from email.message import Message as Mail

from sqlalchemy import func, select

from advoplanner.core.errors import KnownProblem
from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import fold
from advoplanner.domain.mail_accounts import MailAccount, check_ready
from advoplanner.domain.replies import MessageKind, ReadMessage
from advoplanner.imports import mail_parts
from advoplanner.imports.replies import MAX_OCTETS, read
from advoplanner.mail.imap import Imap
from advoplanner.services import accounts, replies
from advoplanner.services.context import Workspace
from advoplanner.services.replies import ReplyReport
from advoplanner.store.models import MailboxMark, Message, SentMail
from advoplanner.store.queries import replies as queries

LOOK_BACK = timedelta(days=30)
"""How far the first reading goes back where nothing has been sent from here yet."""

_HEAD = 1500
"""Octets of a kept message in which its Message-ID stands."""


@dataclass(frozen=True, slots=True)
class _Ours:
    """By what mail is known to concern us: who could write, and what we wrote."""

    people: frozenset[str]
    message_ids: frozenset[str]
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one mailbox held since the last time, and what came of the part that concerns us."""

    looked_at: int
    too_large: int
    report: ReplyReport


@dataclass(frozen=True, slots=True)
class Round:
    """What several mailboxes held, which accounts have no password here, and the problems of those that did not answer."""

    lacking: tuple[MailAccount, ...]
    fetched: tuple[Fetched, ...]
    problems: tuple[KnownProblem, ...]


def fetch_all(ws: Workspace, wanted: Iterable[MailAccount], progress: Progress = QUIET) -> Round:
    """`fetch` for each of these accounts: one that fails keeps no other from being read. Raises RuleBroken, Cancelled."""
    lacking, done, problems = [], [], []
    for account in wanted:
        if accounts.lacks_secret(ws, account):
            lacking.append(account)
            continue
        try:
            done.append(fetch(ws, account.id, progress))
        except KnownProblem as problem:
            problems.append(problem)
    return Round(tuple(lacking), tuple(done), tuple(problems))


def fetch(ws: Workspace, account_id: str, progress: Progress = QUIET) -> Fetched:
    """Read what is new in an account's folder and match it as one action; a second run reads nothing twice.

    Raises KnownProblem for the connection, RuleBroken for the account, Cancelled; then nothing is remembered as read.
    """
    found = accounts.account(ws, account_id)
    check_ready(found, sending=False)
    progress.step(0.0, f"Signing in at {found.imap_host}")
    ours = _ours(ws)
    taken: list[tuple[str, ReadMessage]] = []
    large = 0
    with closing(Imap(found.imap, accounts.credentials(ws, found), found.folder)) as imap:
        uids = imap.uids(_read_up_to(ws, found, imap.uidvalidity), _since(ws))
        for count, (uid, data) in enumerate(imap.messages(uids, MAX_OCTETS)):
            progress.step(0.8 * count / len(uids), f"Reading message {count + 1:,} of {len(uids):,}")
            large += not data
            message = read(data, "") if data else None
            if message is not None and _concerns_us(message, data, ours):
                taken.append((f"{found.folder}#{uid}", message))
        validity = imap.uidvalidity
    with ws.action("Read the mailbox") as work:
        report = replies.take_messages(ws, taken, progress)
        work.label = f"Read {found.address}"
        if uids:
            work.session.merge(MailboxMark(account_id=found.id, folder=found.folder, uidvalidity=validity, last_uid=uids[-1], at=ws.clock()))
    return Fetched(len(uids), large, ReplyReport(report.read, report.applied, report.need_you, report.ignored, report.items, work.changes))


def read_again(ws: Workspace, account_id: str) -> None:
    """Forget how far a mailbox was read: the next time looks at everything, and passes over the answers it knows."""
    with ws.action("") as work:
        work.delete_all(work.session.scalars(select(MailboxMark).where(MailboxMark.account_id == account_id)))


def _ours(ws: Workspace) -> _Ours:
    with ws.reading() as session:
        people = queries.all_addresses(session)
        heads = session.scalars(select(func.substr(SentMail.data, 1, _HEAD)))
        ids = frozenset(i for i in (_message_id(bytes(head)) for head in heads) if i)
        subjects = {fold(subject) for subject in session.scalars(select(Message.subject).where(Message.state == "exported").distinct())}
    return _Ours(people, ids, tuple(s for s in subjects if s))


def _concerns_us(message: ReadMessage, data: bytes, ours: _Ours) -> bool:
    """Whether mail is about an invitation: it holds a calendar object, or answers one of our messages in words."""
    if message.kind != MessageKind.NONE or message.events:
        return True
    if message.from_address.lower() not in ours.people:
        return False
    return _answers(mail_parts.parsed(data), ours.message_ids) or any(s in fold(message.subject) for s in ours.subjects)


def _answers(mail: Mail, message_ids: Collection[str]) -> bool:
    named = f"{mail_parts.header(mail, 'In-Reply-To')} {mail_parts.header(mail, 'References')}"
    return any(word in message_ids for word in named.split())


def _message_id(head: bytes) -> str:
    for line in head.splitlines():
        if line.lower().startswith(b"message-id:"):
            return line[11:].strip().decode("ascii", "replace")
    return ""


def _read_up_to(ws: Workspace, found: MailAccount, validity: int) -> int:
    """The last UID that was read; 0 where the server has numbered the folder anew since."""
    with ws.reading() as session:
        mark = session.get(MailboxMark, (found.id, found.folder))
    return mark.last_uid if mark is not None and mark.uidvalidity == validity else 0


def _since(ws: Workspace) -> date:
    """The day before the first message left: nobody can have answered earlier."""
    with ws.reading() as session:
        first = session.scalar(select(func.min(Message.exported_at)))
    return (first - timedelta(days=1) if first else ws.clock() - LOOK_BACK).date()
