"""What a person decides about a reply that waits: another time taken or refused, the invitation sent again, an answer marked by hand."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session as DbSession

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import to_wall
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.text import clean
from advoplanner.domain.audiences import Audience, kept_audience
from advoplanner.domain.calendar_blocks import SESSION, SLOT, WHOLE
from advoplanner.domain.guests import WORDS, Channel
from advoplanner.domain.invitations import render
from advoplanner.domain.letters import letter
from advoplanner.domain.people import email_key
from advoplanner.domain.replies import MessageKind, Verdict
from advoplanner.services import agenda, drafts, events, guests, invitations, letters
from advoplanner.services.context import Workspace
from advoplanner.store.models import EmailAddress, Event, Guest, ReplyRecord, Wave
from advoplanner.store.queries import invitations as queries
from advoplanner.store.session import UnitOfWork

ANSWERS = "Answers to guests"
"""The wave of messages that answer one guest: a time that stays, an invitation sent again."""


def accept_time(ws: Workspace, reply_id: str) -> ChangeSet:
    """Move the event (or the session) to the time that a guest proposes, and draft the update for everybody who holds it.

    Raises RuleBroken where no time is proposed, or the event cannot lie there.
    """
    with ws.action("") as work:
        record = _proposal(work, reply_id)
        event = work.session.get_one(Event, record.event_id)
        start, end = _wall(record.proposed, event)
        if record.part.startswith(SESSION):
            session_id = record.part.removeprefix(SESSION)
            agenda.edit(ws, session_id, start=start, minutes=max(5, int((end - start).total_seconds()) // 60))
        elif record.part.startswith(SLOT):
            raise RuleBroken("replies.one_to_one", "A one-to-one moves where both have time.", "Give it another time on the page of one-to-ones.")
        elif record.part != WHOLE:
            raise RuleBroken("replies.one_day", "One day of an event cannot move alone.", "Move its sessions on the agenda.")
        else:
            events.edit(ws, event.id, start=start)
            if end != event.end:
                events.edit(ws, event.id, end=end)
        work.session.flush()
        invitations.update_holders(ws, event.id)
        record.outcome, record.why = Verdict.APPLIED, "The proposed time was taken; updates wait in the outbox."
        work.label = f"Move {event.title} as proposed"
    return work.changes


def refuse_time(ws: Workspace, reply_id: str) -> ChangeSet:
    """Stay with the time there is, and draft the answer to the guest who proposed another one."""
    with ws.action("Keep the time as it is") as work:
        record = _proposal(work, reply_id)
        _answer(ws, work, record, "DECLINECOUNTER")
        record.outcome, record.why = Verdict.APPLIED, "The time stays; the answer waits in the outbox."
    return work.changes


def resend(ws: Workspace, reply_id: str) -> ChangeSet:
    """Draft the invitation again, as it stands now, for the guest who asks for it."""
    with ws.action("Send an invitation again") as work:
        record = _record(work, reply_id)
        _answer(ws, work, record, "REQUEST")
        record.outcome, record.why = Verdict.APPLIED, "The invitation waits in the outbox once more."
    return work.changes


def mark(ws: Workspace, reply_id: str, reply: str, *, reason: str = "", channel: str = Channel.MAIL) -> ChangeSet:
    """Take over what a person reads in a message: an answer, with the reason of a decline; raises RuleBroken where no guest is known."""
    with ws.action("") as work:
        record = _record(work, reply_id)
        if record.guest_id is None:
            raise RuleBroken("replies.no_guest", "It is not known whose answer this is.", "Choose the guest first.")
        guests.set_reply(ws, [record.guest_id], reply, channel=channel, comment=record.comment, reason=reason)
        guest = work.session.get_one(Guest, record.guest_id)
        guest.reply_dtstamp = record.dtstamp
        record.answer, record.outcome, record.why = reply, Verdict.APPLIED, f"Read by hand as {WORDS[reply].lower()}."
        work.label = f"Mark a reply: {WORDS[reply].lower()}"
    return work.changes


def works_after_all(ws: Workspace, reply_id: str) -> ChangeSet:
    """Take back that an address is undeliverable: it is right, and the trouble was a passing one."""
    with ws.action("The address is right") as work:
        record = _record(work, reply_id)
        for found in _addresses(work, record):
            found.problem = ""
        record.outcome, record.why = Verdict.IGNORED, "The address is right; the trouble was a passing one."
    return work.changes


def decline(ws: Workspace, reply_id: str) -> ChangeSet:
    """Turn down somebody who was not invited: the message is set aside, and kept."""
    with ws.action("Turn a stranger down") as work:
        record = _record(work, reply_id)
        record.outcome, record.why = Verdict.IGNORED, "Turned down by hand."
        work.label = f"Turn down {record.attendee_name or record.attendee or 'a stranger'}"
    return work.changes


def kind_words(ws: Workspace, reply_id: str) -> str:
    """The words with which to turn somebody down, to copy into a mail; raises RuleBroken where the reply is gone."""
    with ws.reading() as session:
        record = session.get(ReplyRecord, reply_id)
        if record is None or record.event_id is None:
            raise RuleBroken("replies.unknown", "This reply names no event of yours.", "Write to them from your mail program.")
        event = session.get_one(Event, record.event_id)
        name = record.attendee_name or record.attendee.partition("@")[0].replace(".", " ").title()
        values = {"first_name": name, "event": event.title, "host": event.organiser_name or event.host_company or event.organiser_email}
        return render(letter("stranger", event.kind).body, values).text


def mark_undeliverable(work: UnitOfWork, record: ReplyRecord, day: str) -> None:
    """Note at the address of a bounce that mail does not arrive there, so that nothing more goes to it until somebody looks."""
    for found in _addresses(work, record):
        found.problem = found.problem or f"Mail to {clean(found.address, limit=120)} came back on {day}."


def _addresses(work: UnitOfWork, record: ReplyRecord) -> list[EmailAddress]:
    query = select(EmailAddress).where(EmailAddress.address_key == email_key(record.attendee))
    if record.guest_id:
        # A mailbox that is gone is gone for everybody who shares it.
        meant = EmailAddress.person_id == select(Guest.person_id).where(Guest.id == record.guest_id).scalar_subquery()
        query = query.where(or_(meant, EmailAddress.shared))
    return list(work.session.scalars(query)) if record.attendee and record.kind == MessageKind.BOUNCE else []


def _answer(ws: Workspace, work: UnitOfWork, record: ReplyRecord, method: str) -> None:
    """Draft one message to one guest about the entry they hold."""
    event = work.session.get_one(Event, record.event_id) if record.event_id else None
    sent = queries.last_sent(work.session, event.id).get((record.guest_id or "", record.part)) if event else None
    if event is None or sent is None or sent.method != "REQUEST":
        raise RuleBroken("replies.no_entry", "This guest holds no invitation to answer about.", "Invite them with a wave first.")
    now = letters.occasion(work.session, event, ws.clock())
    a = queries.addressees(work.session, event.id, [sent.guest_id])[0]
    wave = _answers(work, event)
    made = letters.refusal(now, a, sent) if method == "DECLINECOUNTER" else invitations.as_of_now(work.session, sent, event, a, ws.clock())
    waiting = [m for m in queries.of_wave(work.session, wave.id).get((sent.guest_id, record.part), []) if m.state in drafts.WAITING]
    drafts.put(work, wave, a, waiting, made)


def _answers(work: UnitOfWork, event: Event) -> Wave:
    found = work.session.scalar(select(Wave).where(Wave.event_id == event.id, Wave.name == ANSWERS))
    if found is None:
        words = letter("update", event.kind)
        found = Wave(
            id=new_id(), event_id=event.id, name=ANSWERS, kind="answer", subject=words.subject, body=words.body, audience=kept_audience(Audience())
        )
        work.add(found)
        work.session.flush()
    return found


def _proposal(work: UnitOfWork, reply_id: str) -> ReplyRecord:
    record = _record(work, reply_id)
    if record.kind != MessageKind.COUNTER or not record.proposed or record.event_id is None:
        raise RuleBroken("replies.no_proposal", "This message proposes no other time.", "Choose one that does.")
    return record


def _wall(proposed: list[str], event: Event) -> tuple[datetime, datetime]:
    """The proposed time on the event's own clock; a date alone keeps the event's hours."""
    first, last = (proposed[0], proposed[1] if len(proposed) > 1 else "")
    start = _moment(first, event, event.start)
    length = event.end - event.start
    end = _moment(last, event, event.end) if last else start + length
    return start, end if end > start else start + length


def _moment(text: str, event: Event, usual: datetime) -> datetime:
    try:
        if len(text) == 8:
            return datetime.combine(datetime.strptime(text, "%Y%m%d").date(), usual.time())
        return to_wall(datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC), event.zone)
    except ValueError as error:
        raise RuleBroken("replies.time", f"“{clean(text, limit=40)}” is not a time that can be read.", "Move the event by hand.") from error


def _record(work: UnitOfWork, reply_id: str) -> ReplyRecord:
    session: DbSession = work.session
    record = session.get(ReplyRecord, reply_id)
    if record is None:
        raise RuleBroken("replies.unknown", "This reply is no longer in the workspace.", "Undo brings it back.")
    return record
