"""Messages handed to a mail server one by one: what is tried is written before, what was answered after, nothing is sent twice.

A run that is cut off leaves every message as it is known to be: sent, ready again, or, for the one that was being handed over,
in doubt until a person has looked. What the server puts off is tried again, later and later; what it refuses is held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from advoplanner.core.changes import NOTHING, ChangeSet
from advoplanner.core.errors import Cancelled, KnownProblem, RuleBroken
from advoplanner.core.progress import QUIET, Progress, pause
from advoplanner.core.text import plural
from advoplanner.domain.invitations import CalendarFacts, Recipient, same_address
from advoplanner.domain.mail_accounts import MailAccount, check_ready
from advoplanner.mail.connection import Credentials
from advoplanner.mail.smtp import Smtp
from advoplanner.mail.transport import InDoubt, NotNow, Parcel, Refused, Undelivered
from advoplanner.services import accounts, departures, interrupted, letters
from advoplanner.services.context import Workspace
from advoplanner.store.models import Delivery, Message

BATCH = 20
"""Messages that are marked at once: what is marked cannot be changed any more, so few are marked early."""

WAITS = (15.0, 60.0, 300.0)
"""Seconds before what was put off is tried again: servers that put off strangers want some minutes."""

RECONNECTS = (2.0, 15.0, 60.0)
"""Seconds before a lost connection is made again."""

Wait = Callable[[float, Progress, str], None]


@dataclass(slots=True)
class SendReport:
    """What a run came to: how many were sent, then (address, why) of those held, put off and in doubt.

    `problem` is what ended the run before its end, `stopped` that a person did.
    """

    sent: int = 0
    held: list[tuple[str, str]] = field(default_factory=list)
    later: list[tuple[str, str]] = field(default_factory=list)
    unsure: list[tuple[str, str]] = field(default_factory=list)
    left: int = 0
    stopped: bool = False
    problem: KnownProblem | None = None
    changes: ChangeSet = NOTHING


@dataclass
class _Run:
    """One run over one account."""

    ws: Workspace
    account: MailAccount
    credentials: Credentials | None
    progress: Progress
    wait: Wait
    report: SendReport
    total: int
    transport: Smtp
    done: int = 0

    def say(self, what: str) -> None:
        self.progress.step(min(self.done / self.total, 1.0), what)


def senders(ws: Workspace, message_ids: Iterable[str]) -> dict[str, str]:
    """Message → its organiser's address: whom it will be from. Raises RuleBroken for one that is not ready."""
    with ws.reading() as session:
        found = list(session.scalars(select(Message).where(Message.id.in_(list(message_ids)))))
    for message in found:
        departures.check_ready(message)
    return {m.id: str(m.calendar["organiser_email"]) for m in found}


def accounts_for(ws: Workspace, message_ids: Iterable[str]) -> list[MailAccount]:
    """The accounts by which messages would be sent; raises RuleBroken where one is lacking or not complete, or a message not ready."""
    return accounts_as(ws, senders(ws, message_ids).values())


def accounts_as(ws: Workspace, organisers: Iterable[str]) -> list[MailAccount]:
    """The accounts that send as these addresses; raises RuleBroken where one is lacking or not complete."""
    addresses = {address.lower(): address for address in organisers}
    why = accounts.without_account(ws, addresses.values())
    if why:
        raise RuleBroken("accounts.none", why, "Add it in Settings and turn sending on, or export the messages as files.")
    found = [a for a in (accounts.sending_as(ws, address) for address in addresses.values()) if a]
    for each in found:
        check_ready(each, sending=True)
    return found


def send(ws: Workspace, message_ids: Iterable[str], progress: Progress = QUIET, wait: Wait = pause) -> SendReport:
    """Send messages that are ready, each by the account of its organiser.

    Raises RuleBroken and KnownProblem before anything is marked: no account, no password, no network, wrong certificate,
    refused sign-in. What happens later is in the report; what was not sent stays ready.
    """
    ids = list(dict.fromkeys(message_ids))
    report = SendReport()
    if not ids:
        return report
    if not ws.leaving.acquire(blocking=False):
        raise RuleBroken("messages.leaving", "Messages are leaving already.", "Wait until they have, or cancel it in the bar below.")
    try:
        interrupted.sort_out(ws)
        whose = senders(ws, ids)
        for found in accounts_for(ws, ids):
            _send_by(ws, found, [i for i in ids if same_address(whose.get(i, ""), found.address)], report, progress, wait)
            if report.problem or report.stopped:
                break
    finally:
        ws.leaving.release()
    report.left = len(ids) - report.sent - len(report.held) - len(report.later) - len(report.unsure)
    return report


def send_test(ws: Workspace, message_id: str, progress: Progress = QUIET) -> str:
    """Send one message to its own sender, marked as a test and with a calendar entry of its own; where it went. Nothing is recorded."""
    found = accounts_for(ws, [message_id])[0]
    with ws.reading() as session:
        message = session.get_one(Message, message_id)
    return trial(ws, found, message.method, message.subject, message.body, letters.facts_of(message.calendar), progress)


def trial(ws: Workspace, found: MailAccount, method: str, subject: str, body: str, facts: CalendarFacts, progress: Progress) -> str:
    """Send words and an entry by an account to itself, marked as a test; where it went. Nothing is recorded."""
    message = Message(method=method, subject=subject, body=body)
    own = replace(facts, uid=f"test-{facts.uid}", title=f"[Test] {facts.title}", dtstamp=letters.later(ws.clock(), None))
    parcel = Parcel(facts.organiser_email, found.address, _test_octets(ws, message, own, found.address), "")
    progress.step(0.2, f"Signing in at {found.smtp_host}")
    with closing(Smtp(found.smtp, accounts.credentials(ws, found))) as transport:
        progress.step(0.6, f"Sending a test to {found.address}")
        try:
            transport.deliver(parcel)
        except Undelivered as error:
            raise KnownProblem("mail.test", error.sentence, "Nothing was recorded; try again.") from error
    return found.address


def settle(ws: Workspace, message_ids: Iterable[str], *, sent: bool) -> ChangeSet:
    """Say of messages in doubt that they were sent, or that they were not and are ready again."""
    ids = list(message_ids)
    with ws.reading() as session:
        unsure = set(session.scalars(select(Message.id).where(Message.id.in_(ids), Message.state == "unsure")))
    if unsure != set(ids):
        raise RuleBroken("messages.settled", "It is known what became of this message.", "Only those that may have been sent are in doubt.")
    changes = departures.finish(ws, ids if sent else [], [] if sent else ids, verb="Settle")
    with ws.action("") as work:
        for each in work.session.scalars(select(Delivery).where(Delivery.message_id.in_(ids))):
            if sent:
                each.state, each.answer = "sent", "A person found that it was sent."
            else:
                work.session.delete(each)
    return changes


def _send_by(ws: Workspace, found: MailAccount, ids: list[str], report: SendReport, progress: Progress, wait: Wait) -> None:
    """Send messages by one account over one connection."""
    progress.step(0.0, f"Signing in at {found.smtp_host}")
    signed = accounts.credentials(ws, found)
    run = _Run(ws, found, signed, progress, wait, report, len(ids), Smtp(found.smtp, signed))
    try:
        _send_all(run, ids)
    finally:
        run.transport.close()


def _send_all(run: _Run, ids: list[str]) -> None:
    """Batch after batch, then those that were put off."""
    put_off: list[str] = []
    why: dict[str, str] = {}
    for start in range(0, len(ids), BATCH):
        put_off += _batch(run, ids[start : start + BATCH], why)
        if run.report.problem or run.report.stopped:
            break
    for seconds in WAITS:
        if not put_off or run.report.problem or run.report.stopped:
            break
        try:
            run.wait(seconds, run.progress, f"Waiting to try {plural(len(put_off), 'message')} again")
        except Cancelled:
            run.report.stopped = True
            break
        put_off = _batch(run, put_off, why)
    run.report.later += [(_address(run.ws, i), why[i]) for i in put_off]


def _batch(run: _Run, ids: list[str], why: dict[str, str]) -> list[str]:
    """Mark some messages, hand each over, and write down what became of them; those put off, with the reason in `why`."""
    marked = departures.mark(run.ws, _still_ready(run, ids), QUIET, draft=False)
    run.report.held += marked.held
    run.report.changes = marked.changes or run.report.changes
    going = [i for i in ids if i in marked.fresh]
    sent: list[str] = []
    stayed: dict[str, tuple[str, str]] = {}
    put_off: list[str] = []
    try:
        for place, message_id in enumerate(going):
            _one(run, message_id, sent, stayed, put_off)
            if place + 1 < len(going) or run.done < run.total:
                run.wait(60 / run.account.per_minute, run.progress, "")
    except KnownProblem as problem:
        run.report.problem = problem
    except Cancelled:
        run.report.stopped = True
    finally:
        why |= {i: stayed[i][1] for i in put_off}
        left = [i for i in going if i not in sent]
        run.report.changes = departures.finish(run.ws, sent, left, verb="Send", why=stayed) or run.report.changes
    return put_off


def _still_ready(run: _Run, ids: list[str]) -> list[str]:
    """Those of a batch that nobody has changed, held or deleted since the run began."""
    with run.ws.reading() as session:
        found = {m.id: m for m in session.scalars(select(Message).where(Message.id.in_(ids)))}
    run.report.held += [(m.to_address, m.reason or "It was changed meanwhile.") for m in found.values() if m.state != "draft"]
    return [i for i in ids if i in found and found[i].state == "draft"]


def _one(run: _Run, message_id: str, sent: list[str], stayed: dict[str, tuple[str, str]], put_off: list[str]) -> None:
    parcel = departures.parcel(run.ws, message_id)
    run.say(f"Sending to {parcel.recipient} ({run.done + 1:,} of {run.total:,})")
    try:
        answer = _handed_over(run, message_id, parcel)
    except NotNow as error:
        _forget_try(run.ws, message_id)
        stayed[message_id] = ("draft", error.sentence[:300])
        put_off.append(message_id)
        return
    except Refused as error:
        _forget_try(run.ws, message_id)
        stayed[message_id] = ("held", error.sentence[:300])
        run.report.held.append((parcel.recipient, error.sentence))
    except InDoubt as error:
        stayed[message_id] = ("unsure", error.sentence[:300])
        run.report.unsure.append((parcel.recipient, error.sentence))
        run.transport = _connected_again(run)
    except (KnownProblem, Cancelled):
        _forget_try(run.ws, message_id)
        raise
    else:
        _write_try(run, message_id, "sent", answer)
        sent.append(message_id)
        run.report.sent += 1
    run.done += 1


def _handed_over(run: _Run, message_id: str, parcel: Parcel) -> str:
    """The server's answer; a connection that was lost before anything was handed over is made again."""
    _write_try(run, message_id, "trying", "")
    try:
        return run.transport.deliver(parcel)
    except KnownProblem as problem:
        if problem.code not in ("mail.lost", "mail.timeout"):
            raise
        run.transport = _connected_again(run)
        return run.transport.deliver(parcel)


def _connected_again(run: _Run) -> Smtp:
    run.transport.close()
    for seconds in RECONNECTS[:-1]:
        run.wait(seconds, run.progress, f"Connecting to {run.account.smtp_host} again")
        try:
            return Smtp(run.account.smtp, run.credentials)
        except KnownProblem as problem:
            if problem.code in ("mail.login", "mail.certificate"):
                raise
    run.wait(RECONNECTS[-1], run.progress, f"Connecting to {run.account.smtp_host} again")
    return Smtp(run.account.smtp, run.credentials)


def _write_try(run: _Run, message_id: str, state: str, answer: str) -> None:
    with run.ws.action("") as work:
        known = work.session.get(Delivery, message_id)
        if known is None:
            known = Delivery(message_id=message_id, account=run.account.address, state=state, at=run.ws.clock(), answer=answer)
            work.add(known)
        known.account, known.state, known.at, known.answer = run.account.address, state, run.ws.clock(), answer[:300]


def _forget_try(ws: Workspace, message_id: str) -> None:
    with ws.action("") as work:
        work.delete_all(work.session.scalars(select(Delivery).where(Delivery.message_id == message_id)))


def _address(ws: Workspace, message_id: str) -> str:
    with ws.reading() as session:
        return session.get_one(Message, message_id).to_address


def _test_octets(ws: Workspace, message: Message, facts: CalendarFacts, address: str) -> bytes:
    test = Message(method=message.method, subject=f"[Test] {message.subject}", body=message.body)
    return departures.composed(ws, test, facts, Recipient(facts.organiser_name, address), draft=False)
