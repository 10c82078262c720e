"""The answers that a person gave to invitations: messages that were read, and what was marked by hand."""

from __future__ import annotations

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from advoplanner.domain.guests import Channel, Reply
from advoplanner.domain.replies import Verdict
from advoplanner.domain.timeline import GivenAnswer
from advoplanner.store.models import Event, Guest, ReplyRecord

_KEPT = {Verdict.NEED_YOU: "waits for your decision", Verdict.IGNORED: "kept, but not counted"}


def answers(session: Session, person_id: str) -> list[GivenAnswer]:
    """Every message of this person about an event, and each answer that a person marked for them."""
    record = ReplyRecord
    read = (
        select(record.read_at, record.answer, record.kind, Event.id, Event.title, record.comment, record.outcome)
        .join(Guest, Guest.id == record.guest_id)
        .join(Event, Event.id == Guest.event_id)
        .where(Guest.person_id == person_id)
        .order_by(record.read_at, record.id)
    )
    found = [
        GivenAnswer(at, answer, kind, event_id, title, Channel.MAIL, comment, _KEPT.get(Verdict(outcome), ""))
        for at, answer, kind, event_id, title, comment, outcome in session.execute(read)
    ]
    told = exists().where(record.guest_id == Guest.id, record.outcome == Verdict.APPLIED, record.answer == Guest.reply)
    marked = (
        select(Guest.reply_at, Guest.reply, Event.id, Event.title, Guest.reply_channel, Guest.reply_comment, Guest.decline_reason)
        .join(Event, Event.id == Guest.event_id)
        .where(Guest.person_id == person_id, Guest.reply != Reply.NONE, Guest.reply_at.is_not(None))
        # An answer by mail may have been marked by hand or come with a list: then no message tells of it.
        .where(or_(Guest.reply_channel != Channel.MAIL, ~told))
        .order_by(Guest.reply_at, Guest.id)
    )
    for at, answer, event_id, title, channel, comment, reason in session.execute(marked):
        if at is not None:
            found.append(GivenAnswer(at, answer, "reply", event_id, title, channel, comment or reason))
    return found
