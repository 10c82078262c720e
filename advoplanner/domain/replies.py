"""What a message about an invitation says, and whether its answer may be taken over: never by guessing.

An answer changes one guest only, the one it names, and only where sender, version and order leave no doubt; everything else is
put before a person or kept as a note.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from advoplanner.core.text import listed
from advoplanner.domain.guests import Reply
from advoplanner.domain.invitations import same_address
from advoplanner.domain.people import email_key
from advoplanner.domain.reply_guests import KnownGuest, OurEvent, guest_at


class MessageKind(StrEnum):
    REPLY = "reply"
    COUNTER = "counter"
    REFRESH = "refresh"
    REQUEST = "request"
    CANCEL = "cancel"
    BOUNCE = "bounce"
    NONE = "none"


class Verdict(StrEnum):
    APPLIED = "applied"
    NEED_YOU = "need_you"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Answer:
    """One attendee of one entry in a message. `rid` and `dtstamp` are UTC as 20270318T080000Z (or a date), empty where absent."""

    attendee: str
    partstat: str = ""
    comment: str = ""
    rid: str = ""
    delegated_to: str = ""
    sent_by: str = ""
    sequence: int | None = None
    dtstamp: str = ""
    name: str = ""

    @property
    def reply(self) -> Reply | None:
        """The state this answer sets; None for NEEDS-ACTION and everything unknown."""
        return _REPLIES.get(self.partstat.upper())


@dataclass(frozen=True, slots=True)
class ReadMessage:
    """A file or message after reading. `proposed` is the time a COUNTER asks for; `why` says what could not be read.

    `date` is the Date header in UTC as 20270318T080000Z; `digest` is the SHA-256 of the octets. `text` is what a person reads in
    it, quotes included, and `references` the Message-IDs that it answers. `automatic` says that no person wrote it.
    """

    kind: MessageKind
    why: str = ""
    uid: str = ""
    message_id: str = ""
    date: str = ""
    from_address: str = ""
    subject: str = ""
    events: tuple[Answer, ...] = ()
    proposed: tuple[str, str] | None = None
    digest: str = ""
    text: str = ""
    references: tuple[str, ...] = ()
    from_name: str = ""
    automatic: bool = False

    @property
    def sequence(self) -> int | None:
        return self.events[0].sequence if self.events else None

    @property
    def dtstamp(self) -> str:
        return self.events[0].dtstamp if self.events else ""

    @property
    def sent_by(self) -> str:
        return self.events[0].sent_by if self.events else ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """The answer that stands for a guest; `sequence` None where the message did not say."""

    reply: Reply
    sequence: int | None = None
    dtstamp: str = ""
    date: str = ""
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message. `reply` is set on `guest_id` only where `verdict` is applied; `stale` marks an earlier version."""

    verdict: Verdict
    why: str
    guest_id: str = ""
    answer: Answer | None = None
    reply: Reply | None = None
    stale: bool = False
    proposed: tuple[str, str] | None = None


PUBLIC_MAIL = frozenset([
    "aol.com", "gmail.com", "gmx.at", "gmx.ch", "gmx.com", "gmx.de", "gmx.net", "googlemail.com", "hotmail.com",
    "icloud.com", "live.com", "mac.com", "mail.com", "mail.ru", "me.com", "msn.com", "outlook.com", "pm.me",
    "proton.me", "protonmail.com", "qq.com", "t-online.de", "web.de", "yahoo.co.uk", "yahoo.com", "yahoo.de", "yahoo.fr",
    "yandex.ru", "163.com",
])  # fmt: skip
"""Domains that strangers share, so that a common domain says nothing about who wrote."""

_REPLIES = {"ACCEPTED": Reply.ACCEPTED, "DECLINED": Reply.DECLINED, "TENTATIVE": Reply.TENTATIVE, "DELEGATED": Reply.DELEGATED}


def match_uid(uid: str, known: Iterable[str]) -> str | None:
    """The one of `known` that `uid` means: exactly, else without case where that leaves one."""
    uid, known = uid.strip(), list(known)
    if uid in known:
        return uid
    close = [k for k in known if k.strip().lower() == uid.lower()] if uid else []
    return close[0] if len(close) == 1 else None


def order_of(answer: Answer | Recorded, message: ReadMessage | Recorded, current: int) -> tuple[int, str, str, str]:
    """By what the newest answer is told: SEQUENCE, DTSTAMP, Date, Message-ID.

    No SEQUENCE, or one never sent, counts as current; where there is no DTSTAMP the Date stands for it.
    """
    sequence = current if answer.sequence is None else min(answer.sequence, current)
    return sequence, answer.dtstamp or message.date, message.date, message.message_id


def decide(message: ReadMessage, event: OurEvent | None, previous: Mapping[str, Recorded], known_senders: Collection[str] = frozenset()) -> Outcome:
    """What to do with `message`, given our event of its UID (None where no event has it).

    `previous` is the standing answer by guest id; `known_senders` are lower-case addresses of people, by which messages without
    a readable answer are told from mail that is none of our business.
    """
    if event is None:
        return _without_event(message, known_senders)
    if message.kind in (MessageKind.REQUEST, MessageKind.CANCEL):
        return Outcome(Verdict.IGNORED, "This is an invitation or cancellation itself, not an answer to one.")
    if message.kind == MessageKind.BOUNCE:
        return _bounced(message, event)
    if message.kind == MessageKind.REFRESH:
        return _asked_again(message, event)
    answer, doubt = _chosen(message, event)
    if answer is None:
        verdict = Verdict.NEED_YOU if message.kind == MessageKind.COUNTER or doubt else Verdict.IGNORED
        return Outcome(verdict, doubt or message.why or "It answers neither yes, no nor maybe.", proposed=message.proposed)
    guest, doubt = _guest_of(answer, message, event)
    if guest is None or doubt:
        return Outcome(Verdict.NEED_YOU, doubt, guest.id if guest else "", answer, proposed=message.proposed)
    if event.cancelled:
        return Outcome(Verdict.IGNORED, f"The event is cancelled; the answer of {guest.name} is noted.", guest.id, answer, proposed=message.proposed)
    if message.kind == MessageKind.COUNTER:
        stale = _is_stale(answer, event, guest)
        note = " It refers to an earlier version of the invitation." if stale else ""
        return Outcome(Verdict.NEED_YOU, f"{guest.name} proposes another time.{note}", guest.id, answer, stale=stale, proposed=message.proposed)
    if message.kind == MessageKind.NONE:
        return Outcome(Verdict.NEED_YOU, f"It does not say that it is an answer, but holds one from {guest.name}: confirm it.", guest.id, answer)
    return _weighed(answer, message, event, guest, previous.get(guest.id))


def _without_event(message: ReadMessage, known_senders: Collection[str]) -> Outcome:
    is_known = message.from_address.lower() in known_senders
    if message.kind == MessageKind.NONE:
        if is_known:
            return Outcome(Verdict.NEED_YOU, f"{message.why or 'It holds no answer that can be read.'} Read it, and enter the answer by hand.")
        return Outcome(Verdict.IGNORED, message.why or "It holds no answer to an invitation.")
    if message.kind == MessageKind.BOUNCE and any(a.attendee in known_senders for a in message.events):
        return Outcome(Verdict.NEED_YOU, f"Mail to {message.events[0].attendee} could not be delivered: check the address.")
    if is_known and message.kind in (MessageKind.REPLY, MessageKind.COUNTER):
        return Outcome(Verdict.NEED_YOU, "Somebody you know answers an invitation that is not in this workspace.")
    return Outcome(Verdict.IGNORED, "No event in this workspace has its identity.")


def _bounced(message: ReadMessage, event: OurEvent) -> Outcome:
    answer = message.events[0] if message.events else None
    guest = guest_at(answer.attendee, event) if answer else None
    to = guest.name if guest else (answer.attendee if answer else "somebody")
    return Outcome(Verdict.NEED_YOU, f"The invitation to {to} could not be delivered: check the address.", guest.id if guest else "", answer)


def _asked_again(message: ReadMessage, event: OurEvent) -> Outcome:
    answer = message.events[0] if message.events else Answer(message.from_address)
    address, from_there = answer.attendee, same_address(answer.attendee, message.from_address)
    guest = guest_at(address, event, answer.name, message.from_name if from_there else "")
    if guest is None and not from_there:
        guest = guest_at(message.from_address, event, sender=message.from_name)
    if guest is None:
        if sharing := _sharing(address, event):
            return Outcome(Verdict.NEED_YOU, f"{listed(sharing)} share the address {address}: one of them asks for the invitation again.")
        return Outcome(Verdict.NEED_YOU, f"Who is this? {address or 'Somebody'} asks for the invitation, but was never invited.")
    return Outcome(Verdict.NEED_YOU, f"{guest.name} asks for the invitation again.", guest.id)


def _chosen(message: ReadMessage, event: OurEvent) -> tuple[Answer | None, str]:
    """The one answer of the message that counts, or None with the doubt there is about it."""
    whole = [a for a in message.events if not a.rid or a.rid == event.start]
    if not whole:
        one_day = any(a.reply for a in message.events)
        return None, "It answers for one date of a series, which this event is not." if one_day else ""
    if len({a.attendee for a in whole}) > 1 and message.from_address:
        whole = [a for a in whole if _is_from(a, message, event)]
        if not whole:
            return None, f"It names several people, and {message.from_address}, who sent it, is none of them."
    answers = [a for a in whole if a.reply]
    if len({a.attendee for a in answers}) > 1:
        return None, "It answers for several people at once."
    if not answers:
        return None, ""
    # A mark that is no address (a path, a URN) names nobody: the sender does.
    return (answers[-1] if "@" in answers[-1].attendee else replace(answers[-1], attendee="")), ""


def _is_from(answer: Answer, message: ReadMessage, event: OurEvent) -> bool:
    if same_address(answer.attendee, message.from_address) or (answer.sent_by and same_address(answer.sent_by, message.from_address)):
        return True
    guest = guest_at(answer.attendee, event, answer.name)
    return guest is not None and guest == guest_at(message.from_address, event, sender=message.from_name)


def _guest_of(answer: Answer, message: ReadMessage, event: OurEvent) -> tuple[KnownGuest | None, str]:
    """Whom the answer is about, and the doubt that keeps it from being applied."""
    from_there = same_address(answer.attendee, message.from_address)
    named = guest_at(answer.attendee, event, answer.name, message.from_name if from_there else "")
    sender = named if from_there else guest_at(message.from_address, event, sender=message.from_name)
    on_behalf = bool(answer.sent_by) and same_address(answer.sent_by, message.from_address)
    guest = named or (None if on_behalf else sender)
    if guest is None:
        return None, _who_is_this(answer.attendee or message.from_address, event, answer.name)
    if guest.uninvited:
        word = "accepted" if answer.reply == Reply.ACCEPTED else "answers"
        return guest, f"{guest.name} {word}, but the invitation was taken back: talk to them before they set out."
    if named is not None:
        genuine = on_behalf or _may_answer_for(named, answer.attendee, message.from_address, sender)
        return guest, "" if genuine else f"The answer for {guest.name} came from {message.from_address}: make sure that it is genuine."
    if answer.attendee and not _same_house(message.from_address, answer.attendee):
        return guest, f"{guest.name} sent an answer for {answer.attendee}, who was never invited."
    return guest, ""


def _may_answer_for(guest: KnownGuest, attendee: str, from_address: str, sender: KnownGuest | None) -> bool:
    """Whether the answer may come from this address: the guest's own, their assistant's, or one in the same house, not another guest's."""
    if not from_address or same_address(from_address, attendee) or sender == guest or email_key(from_address) in guest.assistants:
        return True
    return sender is None and _same_house(from_address, attendee)


def _who_is_this(address: str, event: OurEvent, name: str) -> str:
    if sharing := _sharing(address, event):
        return f"{listed(sharing)} share the address {address}: choose whose answer it is."
    who = f"{name} ({address})" if name and address else address or "Somebody"
    return f"Who is this? {who} answers, but was never invited."


def _sharing(address: str, event: OurEvent) -> list[str]:
    """Names of the guests who have an address."""
    return [g.name for g in event.guests if any(same_address(a, address) for a in (g.email, *g.aliases))]


def _same_house(one: str, other: str) -> bool:
    a, b = _domain(one), _domain(other)
    if not a or not b or a in PUBLIC_MAIL or b in PUBLIC_MAIL:
        return same_address(one, other)
    return a == b or a.endswith(f".{b}") or b.endswith(f".{a}")


def _domain(address: str) -> str:
    return address.rpartition("@")[2].strip().lower()


def _weighed(answer: Answer, message: ReadMessage, event: OurEvent, guest: KnownGuest, standing: Recorded | None) -> Outcome:
    """An answer that is beyond doubt, against what is known already."""
    current = _current(event, guest)
    if _is_stale(answer, event, guest):
        why = f"{guest.name} answers an earlier version of the invitation ({answer.sequence}, now {current}): kept, but not counted."
        return Outcome(Verdict.IGNORED, why, guest.id, answer, stale=True)
    if standing is not None:
        new, old = order_of(answer, message, current), order_of(standing, standing, current)
        if not new[1] and answer.reply != standing.reply:
            why = f"{guest.name} has answered otherwise, and this message does not say when it was written: choose which one holds."
            return Outcome(Verdict.NEED_YOU, why, guest.id, answer)
        if new == old and answer.reply == standing.reply:
            return Outcome(Verdict.IGNORED, f"This answer of {guest.name} was read before.", guest.id, answer)
        if new == old:
            return Outcome(Verdict.NEED_YOU, f"{guest.name} answered twice at the same time: choose which one holds.", guest.id, answer)
        if new < old:
            return Outcome(Verdict.IGNORED, f"{guest.name} has answered again since: the newer answer stands.", guest.id, answer)
    return Outcome(Verdict.APPLIED, _applied(answer, guest), guest.id, answer, answer.reply)


def _current(event: OurEvent, guest: KnownGuest) -> int:
    return event.sequence if guest.sequence is None else guest.sequence


def _is_stale(answer: Answer, event: OurEvent, guest: KnownGuest) -> bool:
    return answer.sequence is not None and answer.sequence < _current(event, guest)


def _applied(answer: Answer, guest: KnownGuest) -> str:
    words = {Reply.ACCEPTED: "accepted", Reply.DECLINED: "declined", Reply.TENTATIVE: "answered “maybe”"}
    if answer.reply == Reply.DELEGATED:
        return f"{guest.name} sends {answer.delegated_to or 'somebody else'} instead: invite them."
    return f"{guest.name} {words.get(answer.reply or Reply.NONE, '')}."
