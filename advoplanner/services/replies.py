"""Replies read from files: applied where there is no doubt, put before a person where there is, kept in every case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.changes import NOTHING, ChangeSet
from advoplanner.core.dates import short_date
from advoplanner.core.errors import RuleBroken
from advoplanner.core.paths import check_readable
from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import clean, plural
from advoplanner.domain.calendar_blocks import WHOLE
from advoplanner.domain.guests import WORDS, Channel, Decision, Reply, Role
from advoplanner.domain.invitations import check_address
from advoplanner.domain.people import ContactDraft, split_name
from advoplanner.domain.replies import Answer, MessageKind, Outcome, ReadMessage, Recorded, Verdict, decide, match_uid
from advoplanner.domain.reply_guests import OurEvent
from advoplanner.domain.reply_rows import GuestChoice, ReplyRow, resembles
from advoplanner.domain.worded_replies import MOST_WORDS, own_words, read_details
from advoplanner.imports.replies import read_paths
from advoplanner.services import addresses, guest_ties, guests, people, reply_decisions, sign_ups, waiting_list, worded_replies
from advoplanner.services.context import Workspace
from advoplanner.store.models import Guest, ReplyRecord
from advoplanner.store.queries import replies as queries
from advoplanner.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class ReplyItem:
    """What became of one message."""

    file: str
    kind: str
    uid: str
    attendee: str
    answer: str
    outcome: str
    why: str


@dataclass(frozen=True, slots=True)
class ReplyReport:
    """What a reading came to; `read` is the sum of the three outcomes."""

    read: int
    applied: int
    need_you: int
    ignored: int
    items: tuple[ReplyItem, ...]
    changes: ChangeSet = NOTHING


@dataclass
class _Reading:
    """One reading under way: the events met so far with the answers that stand, and what was read: digest → (attendee, answer).

    `guests` holds the guests of those events, `answered` those of them who answered: what follows from their answers is done once,
    at the end.
    """

    work: UnitOfWork
    uids: dict[str, tuple[str, str]]
    senders: frozenset[str]
    known: dict[str, tuple[str, str]]
    events: dict[tuple[str, str], tuple[OurEvent, dict[str, Recorded]]] = field(default_factory=dict)
    guests: dict[str, Guest] = field(default_factory=dict)
    answered: dict[str, Guest] = field(default_factory=dict)


def rows(ws: Workspace, outcome: str | None = None) -> list[ReplyRow]:
    """Replies, the newest first; those of one outcome (applied, need_you, ignored), or all."""
    with ws.reading() as session:
        return queries.rows(session, outcome)


def read_files(ws: Workspace, paths: Sequence[Path], progress: Progress = QUIET) -> ReplyReport:
    """Read .ics, .eml and .mbox files and folders; a message read before is passed over. One action.

    Raises KnownProblem where a path does not exist; a file that cannot be read is listed with the reason.
    """
    for path in paths:
        check_readable(path)
    found = []
    for count, (name, message) in enumerate(read_paths(paths)):
        # The number of messages is not known before they are read.
        progress.step(0.8 * count / (count + 50), f"Reading {Path(name).name}")
        found.append((name, message))
    return take_messages(ws, found, progress)


def take_messages(ws: Workspace, found: Sequence[tuple[str, ReadMessage]], progress: Progress = QUIET) -> ReplyReport:
    """Match messages that were read, each with the name to list it under; one read before is passed over. One action."""
    with ws.action(f"Read {plural(len(found), 'reply', 'replies')}") as work:
        reading = _Reading(work, queries.uids(work.session), queries.all_addresses(work.session), queries.read_before(work.session))
        items = []
        for count, (name, message) in enumerate(found):
            progress.step(0.8 + 0.2 * count / len(found), f"Matching {Path(name).name}")
            items.append(_take(ws, reading, name, message))
        guest_ties.follow(work, list(reading.answered.values()))
        work.label += waiting_list.after(work, reading.answered.values())
    counts = {v: sum(i.outcome == v for i in items) for v in Verdict}
    return ReplyReport(len(items), counts[Verdict.APPLIED], counts[Verdict.NEED_YOU], counts[Verdict.IGNORED], tuple(items), work.changes)


def row(ws: Workspace, reply_id: str) -> ReplyRow:
    """One reply; raises RuleBroken `replies.unknown`."""
    with ws.reading() as session:
        _record(session, reply_id)
        return queries.rows(session, ids=[reply_id])[0]


def choices(ws: Workspace, reply_id: str) -> list[GuestChoice]:
    """The guests of the event a reply is about (of all events to come where it names none), the likely ones first."""
    with ws.reading() as session:
        record = _record(session, reply_id)
        found = queries.guests_to_choose(session, record.event_id, ws.clock())
    said = f"{record.attendee_name} {record.attendee.partition('@')[0]}"
    return sorted((replace(g, likely=resembles(said, record.attendee, g)) for g in found), key=lambda g: not g.likely)


def apply(ws: Workspace, reply_id: str) -> ChangeSet:
    """Take over an answer that waited for a person, for the guest it names."""
    with ws.action("Apply a reply") as work:
        record = _record(work.session, reply_id)
        if record.guest_id is None:
            raise RuleBroken("replies.no_guest", "It is not known whose answer this is.", "Choose the guest first.")
        if record.answer not in list(Reply) and not record.details:
            raise RuleBroken("replies.no_answer", "This message holds no answer to take over.", "Mark the reply by hand.")
        if record.details:
            worded_replies.apply_details(work, record)
            work.label, record.outcome, record.why = "Take details over", Verdict.APPLIED, "Details taken over by hand."
        if record.answer in list(Reply):
            _settle(ws, work, record, record.guest_id)
    return work.changes


def assign(ws: Workspace, reply_id: str, guest_id: str) -> ChangeSet:
    """Say whose answer it is, and take it over."""
    with ws.action("Assign a reply") as work:
        record = _record(work.session, reply_id)
        guest = work.session.get_one(Guest, guest_id)
        record.guest_id, record.event_id = guest_id, guest.event_id
        record.why = "Assigned by hand."
        work.session.flush()
        if record.answer in list(Reply):
            _settle(ws, work, record, guest_id)
    return work.changes


def admit(ws: Workspace, reply_id: str, *, as_delegate_of: str | None = None) -> ChangeSet:
    """Let somebody who was not invited in: as a guest of their own, or as the delegate of a guest, whose reply becomes "delegated"."""
    with ws.action("Admit a stranger") as work:
        record = _record(work.session, reply_id)
        if record.event_id is None or not record.attendee:
            raise RuleBroken("replies.no_event", "This message names no event or no address.", "Add the guest by hand.")
        work.label = f"Admit {record.attendee_name or record.attendee}"
        check_address(record.attendee)
        guest_id = _guest_at(ws, work, record.event_id, record.attendee, record.attendee_name, Decision.APPROVED)
        guest = work.session.get_one(Guest, guest_id)
        guest.decision = Decision.APPROVED
        if as_delegate_of:
            if as_delegate_of == guest_id:
                raise RuleBroken("replies.own_delegate", "Nobody can be their own delegate.", "Choose the guest who sends them.")
            guests.set_reply(ws, [as_delegate_of], Reply.DELEGATED, channel=Channel.MAIL, comment=f"Sends {record.attendee_name or record.attendee}")
            guest.delegate_of = as_delegate_of
        record.guest_id, record.outcome, record.why = guest_id, Verdict.APPLIED, "Admitted by hand."
        label = work.label
        work.session.flush()
        if record.answer in list(Reply):
            _settle(ws, work, record, guest_id)
        work.label = label
    return work.changes


def ignore(ws: Workspace, reply_id: str) -> ChangeSet:
    """Set a message aside; it stays in the list."""
    with ws.action("Set a reply aside") as work:
        record = _record(work.session, reply_id)
        record.outcome, record.why = Verdict.IGNORED, "Set aside by hand."
    return work.changes


def _take(ws: Workspace, reading: _Reading, name: str, message: ReadMessage) -> ReplyItem:
    """Decide on one message, keep the record, and take its answer over where there is no doubt."""
    session = reading.work.session
    if not message.digest:
        # The file could not even be opened: nothing was read that could be kept, and the next try may succeed.
        return ReplyItem(name, message.kind, "", "", "", Verdict.IGNORED, message.why)
    if message.digest in reading.known:
        return ReplyItem(name, message.kind, message.uid, *reading.known[message.digest], Verdict.IGNORED, "This message was read before.")
    uid = match_uid(message.uid, reading.uids)
    event_id, part = reading.uids[uid] if uid else (None, WHOLE)
    event, standing = _event(reading, event_id, part)
    outcome = decide(message, event, standing, reading.senders)
    answer = outcome.answer or (message.events[0] if message.events else Answer(message.from_address))
    answer = replace(answer, attendee=answer.attendee or message.from_address, dtstamp=answer.dtstamp or message.date)
    in_words = worded_replies.interpret(session, message, ws.clock()) if _has_words(message) else None
    if in_words is not None and message.kind == MessageKind.NONE and outcome.answer is None:
        event_id, outcome, answer = in_words.event_id, Outcome(Verdict.NEED_YOU, in_words.why, in_words.guest_id), _worded(answer, in_words.reply)
    signed = sign_ups.by_mail(ws, session, message) if in_words is None and event is None and outcome.answer is None else None
    if signed is not None:
        event_id, guest_id, stands = signed
        answer, outcome = _worded(answer, Reply.ACCEPTED), Outcome(Verdict.APPLIED, f"Signed up to the event: {stands}.", guest_id)
    record = _keep(ws, reading.work, name, message, event_id, part, outcome, answer)
    reading.known[message.digest] = (record.attendee, record.answer)
    if in_words is not None and in_words.guest_id == record.guest_id:
        record.details = in_words.details
    if message.kind == MessageKind.BOUNCE:
        reply_decisions.mark_undeliverable(reading.work, record, short_date(ws.clock().date()))
    if outcome.verdict == Verdict.APPLIED and outcome.reply is not None:
        standing[outcome.guest_id] = Recorded(outcome.reply, answer.sequence, answer.dtstamp, message.date, message.message_id)
        guest = reading.guests[outcome.guest_id]
        _note(guest, outcome.reply, answer.comment, answer.sequence, answer.dtstamp, part, ws.clock())
        if part == WHOLE:
            reading.answered[guest.id] = guest
        if outcome.reply == Reply.DELEGATED and event_id:
            _suggest_deputy(ws, reading.work, event_id, outcome.guest_id, answer.delegated_to)
    if record.details and outcome.verdict == Verdict.APPLIED:
        # The answer stands; what else came with it is for a person to look at.
        record.outcome, record.why = Verdict.NEED_YOU, f"{outcome.why} Details came with it: look at them, and apply."
    return ReplyItem(name, message.kind, message.uid, record.attendee, record.answer, Verdict(record.outcome), record.why)


def _has_words(message: ReadMessage) -> bool:
    """Whether what is written has to be looked at: where there is no other answer, or a form of details beside it."""
    return message.kind == MessageKind.NONE or (message.kind == MessageKind.REPLY and bool(read_details(message.text)))


def _worded(answer: Answer, reply: Reply | None) -> Answer:
    """The answer that words seem to give, as an attendee's."""
    return replace(answer, partstat=reply.value.upper() if reply else "")


def _event(reading: _Reading, event_id: str | None, part: str) -> tuple[OurEvent | None, dict[str, Recorded]]:
    if event_id is None:
        return None, {}
    if (event_id, part) not in reading.events:
        # Kept, so that each is read once however many answers there are.
        reading.guests |= {g.id: g for g in reading.work.session.scalars(select(Guest).where(Guest.event_id == event_id))}
        reading.events[event_id, part] = queries.our_event(reading.work.session, event_id, part)
    return reading.events[event_id, part]


def _keep(
    ws: Workspace, work: UnitOfWork, name: str, message: ReadMessage, event_id: str | None, part: str, outcome: Outcome, answer: Answer
) -> ReplyRecord:
    record = ReplyRecord(
        digest=message.digest, message_id=message.message_id[:255], file_name=Path(name).name[:300], read_at=ws.clock(), kind=message.kind.value,
        uid=message.uid[:255], event_id=event_id, part=part,
        guest_id=outcome.guest_id or None, attendee=answer.attendee[:254], attendee_name=answer.name,
        answer=(answer.reply or "") and str(answer.reply), comment=clean(answer.comment, lines=True, limit=2000),
        words=own_words(message.text)[:MOST_WORDS],
        sequence=-1 if answer.sequence is None else min(answer.sequence, 2**31 - 1), dtstamp=answer.dtstamp[:32],
        proposed=list(message.proposed or ()), outcome=outcome.verdict.value, why=outcome.why[:300],
    )  # fmt: skip
    work.add(record)
    return record


def _note(guest: Guest, reply: Reply, comment: str, sequence: int | None, dtstamp: str, part: str, now: datetime) -> None:
    """Write an answer down: to the event, or to one day or session of it, which leaves the answer to the event as it is."""
    words = clean(comment, lines=True, limit=2000)
    if part != WHOLE:
        answer = {"reply": str(reply), "sequence": sequence, "dtstamp": dtstamp[:32], "comment": words}
        guest.part_replies = {**guest.part_replies, part: answer}
        return
    guest_ties.note_reply(guest, reply, Channel.MAIL, words, now)
    guest.reply_dtstamp = dtstamp[:32]
    if sequence is not None:
        guest.reply_sequence = min(sequence, 2**31 - 1)


def _settle(ws: Workspace, work: UnitOfWork, record: ReplyRecord, guest_id: str) -> None:
    reply = Reply(record.answer)
    work.label = f"Apply a reply: {WORDS[reply].lower()}"
    guest = work.session.get_one(Guest, guest_id)
    _note(guest, reply, record.comment, record.sequence if record.sequence >= 0 else None, record.dtstamp, record.part, ws.clock())
    if record.part == WHOLE:
        guest_ties.follow(work, [guest])
        work.label += waiting_list.after(work, [guest])
    record.outcome, record.why = Verdict.APPLIED, "Confirmed by hand."


def _suggest_deputy(ws: Workspace, work: UnitOfWork, event_id: str, guest_id: str, address: str) -> None:
    """Put whom a guest sends instead on the list as a suggestion: a person decides whether they are invited."""
    try:
        check_address(address)
    except RuleBroken:
        return
    deputy = work.session.get_one(Guest, _guest_at(ws, work, event_id, address, "", Decision.SUGGESTED))
    if deputy.id != guest_id and deputy.delegate_of is None:
        deputy.delegate_of = guest_id


def _guest_at(ws: Workspace, work: UnitOfWork, event_id: str, address: str, name: str, decision: Decision) -> str:
    """The guest with an address; person and guest are made where there is none."""
    person_id = addresses.holder(work.session, address, name)
    if not person_id:
        parts = split_name(name or address.partition("@")[0].replace(".", " ").title())
        # The nested action is still open, so its changes are read from the action around it.
        person_id = people.add(ws, ContactDraft(given=parts.given, family=parts.family, emails=(address,))).created("person")[-1]
    guests.add(ws, event_id, [person_id], decision=decision, role=Role.PARTICIPANT)
    work.session.flush()
    return work.session.scalars(select(Guest.id).where(Guest.event_id == event_id, Guest.person_id == person_id)).one()


def _record(session: Session, reply_id: str) -> ReplyRecord:
    record = session.get(ReplyRecord, reply_id)
    if record is None:
        raise RuleBroken("replies.unknown", "This reply is no longer in the workspace.", "Undo brings it back.")
    return record


def waiting(ws: Workspace) -> int:
    """How many replies need a person."""
    with ws.reading() as session:
        return queries.count(session, Verdict.NEED_YOU)


def reply_words(items: Iterable[ReplyItem]) -> str:
    """ "12 read, 9 applied, 2 need you, 1 ignored"."""
    found = list(items)
    counts = [sum(i.outcome == v for i in found) for v in (Verdict.APPLIED, Verdict.NEED_YOU, Verdict.IGNORED)]
    return f"{len(found)} read, {counts[0]} applied, {counts[1]} need you, {counts[2]} ignored"
