"""Replies written in words rather than by a calendar: whose they are, what they seem to say, and the details form sent back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.text import fold, listed
from advoplanner.domain.guests import WORDS, Decision, InviteState, Reply
from advoplanner.domain.people import email_key
from advoplanner.domain.replies import MessageKind, ReadMessage
from advoplanner.domain.worded_replies import DETAIL_WORDS, read_details, said, told_anew, topics_of
from advoplanner.services import addresses
from advoplanner.services.letters import known_details
from advoplanner.store.models import Event, Guest, Message, Person, ReplyRecord, SentMail
from advoplanner.store.queries import people
from advoplanner.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class InWords:
    """What a message seems to say, to be confirmed by a person."""

    event_id: str
    guest_id: str
    name: str
    reply: Reply | None = None
    details: dict[str, str] = field(default_factory=dict)

    @property
    def why(self) -> str:
        """What is to be looked at, in a sentence."""
        brought = listed([DETAIL_WORDS[name].lower() for name in self.details])
        if self.reply and self.details:
            return f"{self.name} writes what reads as “{WORDS[self.reply].lower()}”, and sends details ({brought}): confirm both."
        if self.details:
            return f"{self.name} sends details back ({brought}): look at them, and apply."
        if self.reply:
            return f"{self.name} writes what reads as “{WORDS[self.reply].lower()}”: confirm it."
        return f"{self.name} writes without a readable answer: read it, and mark the answer by hand."


def interpret(session: Session, message: ReadMessage, now: datetime) -> InWords | None:
    """What a message in words says, from a guest of an event to come; None where it is nobody's, or it is not clear which event it means."""
    if not message.from_address or not message.text:
        return None
    told = read_details(message.text)
    if message.kind == MessageKind.REPLY and not told:
        # The calendar has said it all.
        return None
    found = _meant(session, message, now)
    if found is None:
        return None
    guest, person = found
    details = told_anew(told, known_details(guest, person))
    return InWords(guest.event_id, guest.id, person.display_name, said(message.text), details)


def apply_details(work: UnitOfWork, record: ReplyRecord) -> None:
    """Write the details of a form where they belong: diet, needs and travel on the guest, name and topics on the person."""
    if not record.guest_id:
        return
    guest = work.session.get_one(Guest, record.guest_id)
    person = work.session.get_one(Person, guest.person_id)
    told = record.details
    for line, column in (("diet", "diet"), ("access", "access_needs"), ("travel", "travel")):
        if line in told:
            setattr(guest, column, told[line][:200])
    if "badge" in told:
        person.display_name = told["badge"][:160]
    if "topics" in told:
        known = {fold(topic) for topic in person.topics}
        person.topics = [*person.topics, *(t for t in topics_of(told["topics"]) if fold(t) not in known)]


def _meant(session: Session, message: ReadMessage, now: datetime) -> tuple[Guest, Person] | None:
    """The one guest who wrote: by the message answered, else by the event named in the subject, else the only event there is."""
    ids = people.by_address(session, [email_key(message.from_address)]).get(email_key(message.from_address), [])
    query = select(Guest, Person, Event.title).join(Person, Person.id == Guest.person_id).join(Event, Event.id == Guest.event_id)
    query = query.where(Guest.person_id.in_(ids), Guest.decision == Decision.APPROVED, Event.end_utc > now)
    found = [(guest, person, title) for guest, person, title in session.execute(query)]
    answered = _answered(session, [guest.id for guest, _, _ in found], message.references)
    subject = fold(message.subject)
    for wanted in (
        [each for each in found if each[0].id in answered],
        [each for each in found if fold(each[2]) in subject],
        [each for each in found if each[0].invite_state == InviteState.SENT],
    ):
        if len({guest.id for guest, _, _ in wanted}) == 1:
            return wanted[0][0], wanted[0][1]
        if wanted:
            return _of_mailbox(session, message, wanted)
    return None


def _of_mailbox(session: Session, message: ReadMessage, wanted: list[tuple[Guest, Person, str]]) -> tuple[Guest, Person] | None:
    """Where several guests of one event share the address: the one of the name it came with, else whose mailbox it is."""
    meant = addresses.holder(session, message.from_address, message.from_name)
    found = [(guest, person) for guest, person, _ in wanted if person.id == meant]
    return found[0] if len(found) == 1 else None


def _answered(session: Session, guest_ids: list[str], references: Iterable[str]) -> set[str]:
    """The guests to whom a message with one of these Message-IDs went."""
    wanted = [f"\r\nMessage-ID: {each}\r\n".encode() for each in references]
    if not wanted or not guest_ids:
        return set()
    query = select(Message.guest_id, SentMail.data).join(SentMail, SentMail.message_id == Message.id).where(Message.guest_id.in_(guest_ids))
    return {guest_id for guest_id, data in session.execute(query) if any(each in data[:4000] for each in wanted)}
