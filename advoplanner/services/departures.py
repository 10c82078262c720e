"""How messages leave, whatever way they take: numbered with their octets kept first, said of guests and event only afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import select

from advoplanner.core.changes import NOTHING, ChangeSet
from advoplanner.core.dates import to_wall
from advoplanner.core.errors import RuleBroken
from advoplanner.core.paths import safe_name
from advoplanner.core.progress import Progress
from advoplanner.core.text import plural
from advoplanner.domain import markup
from advoplanner.domain.asks import LedgerKind
from advoplanner.domain.calendar_blocks import WHOLE
from advoplanner.domain.guests import Decision, InviteState
from advoplanner.domain.invitations import CalendarFacts, Recipient
from advoplanner.domain.letters import LETTER
from advoplanner.domain.restrictions import why_no_mail
from advoplanner.exports import calendar
from advoplanner.mail.compose import Sender, invitation, letter, new_message_id
from advoplanner.mail.transport import Parcel
from advoplanner.services import letters
from advoplanner.services.context import Workspace
from advoplanner.services.drafts import KEPT_IN_CALENDARS
from advoplanner.store.models import Counter, Event, Guest, LedgerEntry, Message, Person, SentMail
from advoplanner.store.queries.people import restrictions
from advoplanner.store.session import UnitOfWork

COUNTER = "message"

AT_ONCE = 50
"""Messages whose octets are read at once, so that those of a thousand are never in memory together."""

BEFORE_INVITING = ("idea", "planned", "cancelled")
"""Event states that end when an invitation leaves; who invites to a cancelled event holds it after all."""


@dataclass(slots=True)
class Marked:
    """Messages on their way: marked now, marked by a run before, and held with the reason: (address, why)."""

    fresh: set[str] = field(default_factory=set)
    begun: set[str] = field(default_factory=set)
    held: list[tuple[str, str]] = field(default_factory=list)
    changes: ChangeSet = NOTHING


def mark(ws: Workspace, ids: list[str], progress: Progress, *, draft: bool = True) -> Marked:
    """Number messages and keep their octets; raises RuleBroken for one that is not ready.

    `draft`: they become files to send (state exporting, X-Unsent), and one marked by a run before is taken up again.
    Otherwise a server is to take them (state sending), and one that is on its way already is not ready.
    """
    marked = Marked()
    with ws.action(f"Prepare {plural(len(ids), 'message')}", final=True) as work:
        found = in_order(work, ids)
        about = _about(work, found)
        limits = restrictions(work.session, [person.id for _, person, _ in about.values()])
        for count, message in enumerate(found):
            progress.step(count / len(found) / 2, f"Preparing {message.to_name}")
            if draft and message.state == "exporting":
                marked.begun.add(message.id)
                continue
            check_ready(message)
            guest, person, event = about[message.guest_id]
            why = _why_not_now(message, guest, person, event, why_no_mail(limits.get(person.id, ()), to_wall(ws.clock(), event.zone).date()))
            if why:
                message.state, message.reason = "held", why
                marked.held.append((message.to_address, why))
            else:
                _keep(ws, work, message, guest, draft)
                marked.fresh.add(message.id)
    marked.changes = work.changes
    return marked


def parcel(ws: Workspace, message_id: str) -> Parcel:
    """A marked message as it leaves."""
    return next(parcels(ws, [message_id]))


def parcels(ws: Workspace, ids: Sequence[str], *, entries: bool = False) -> Iterator[Parcel]:
    """Marked messages as they leave, in the order asked for; with `entries` each with its calendar entry by itself too."""
    for start in range(0, len(ids), AT_ONCE):
        wanted = ids[start : start + AT_ONCE]
        query = select(Message, SentMail).join(SentMail, SentMail.message_id == Message.id).where(Message.id.in_(wanted))
        with ws.reading() as session:
            found = {message.id: (message, kept) for message, kept in session.execute(query)}
        for message, kept in (found[i] for i in wanted):
            facts = letters.facts_of(message.calendar)
            octets = entry_of(message, facts, Recipient(message.to_name, message.to_address)) if entries else b""
            yield Parcel(facts.organiser_email, message.to_address, kept.data, kept.file_name, octets)


def entry_of(message: Message, facts: CalendarFacts, recipient: Recipient) -> bytes:
    """A message's calendar entry for one person, in octets."""
    return b"" if message.method == LETTER else calendar.for_one(message.method, facts, recipient)


def composed(ws: Workspace, message: Message, facts: CalendarFacts, recipient: Recipient, *, draft: bool) -> bytes:
    """A message to one person with its calendar entry, in octets; a `draft` is a file that a mail program is to send."""
    octets, sender = entry_of(message, facts, recipient), Sender(facts.organiser_name, facts.organiser_email)
    text, page, message_id = markup.plain(message.body), markup.html(message.body, message.subject), new_message_id(sender)
    if message.method == LETTER:
        return letter(sender, recipient, message.subject, text, page, message_id, ws.clock(), draft=draft)
    return invitation(sender, recipient, message.subject, text, page, octets, message.method, message_id, ws.clock(), draft=draft)


def finish(ws: Workspace, gone: list[str], stayed: list[str], *, verb: str = "Export", why: dict[str, tuple[str, str]] | None = None) -> ChangeSet:
    """Say of guests what their messages say, and make ready again what has not left.

    `why` gives the state and the reason of messages that stayed for one: held or draft, or unsure, which keeps its octets.
    """
    reasons = why or {}
    with ws.action(f"{verb} {plural(len(gone), 'message')}", final=True) as work:
        found = in_order(work, gone)
        about = _about(work, found)
        for message in found:
            message.state, message.reason, message.exported_at = "exported", "", ws.clock()
            guest, _, event = about[message.guest_id]
            _say_of_guest(message, guest, event)
            if message.method == LETTER:
                work.add(thanks_entry(guest.person_id, event, ws.clock()))
        for message in in_order(work, stayed):
            message.state, message.reason = reasons.get(message.id, ("draft", ""))
            if message.state != "unsure":
                message.number = 0
                # A message that came with an event's file has no octets here.
                work.delete_all(work.session.scalars(select(SentMail).where(SentMail.message_id == message.id)).all())
    return work.changes


def in_order(work: UnitOfWork, ids: list[str]) -> list[Message]:
    """Messages in the order asked for; raises RuleBroken where one is gone."""
    found = {m.id: m for m in work.session.scalars(select(Message).where(Message.id.in_(ids)))}
    if len(found) != len(ids):
        raise RuleBroken("messages.unknown", "A message is no longer in the outbox.", "Look at the outbox again.")
    return [found[i] for i in ids]


def check_ready(message: Message) -> None:
    """Raise RuleBroken where a message cannot leave as it stands."""
    if message.state == "exported":
        raise RuleBroken("messages.gone", f"The message to {message.to_name} has left already.", "Send an update or a cancellation instead.")
    if message.state == "unsure":
        sentence = f"The message to {message.to_name} may have been sent."
        raise RuleBroken("messages.unsure", sentence, "Look into the account's sent mail, then say in the outbox whether it was.")
    if message.state != "draft":
        raise RuleBroken("messages.not_ready", f"The message to {message.to_name} is not ready. {message.reason}", "Complete or refresh it first.")


def thanks_entry(person_id: str, event: Event, now: datetime) -> LedgerEntry:
    """That somebody was thanked for an event today, as their ledger keeps it."""
    day = to_wall(now, event.zone).date().isoformat()
    return LedgerEntry(person_id=person_id, event_id=event.id, kind=LedgerKind.THANKS, activity=f"Thanks for {event.title}"[:160], day=day)


def _say_of_guest(message: Message, guest: Guest, event: Event) -> None:
    if message.part == WHOLE and message.method in KEPT_IN_CALENDARS:
        guest.sequence_sent = message.sequence
        guest.invite_state = InviteState.SENT if message.method == "REQUEST" else InviteState.CANCELLED
    if event.status in BEFORE_INVITING and message.method == "REQUEST":
        event.status = "inviting"


def _keep(ws: Workspace, work: UnitOfWork, message: Message, guest: Guest, draft: bool) -> None:
    stored = letters.facts_of(message.calendar)
    entry = replace(stored, dtstamp=letters.later(ws.clock(), guest.dtstamp_sent if message.method != LETTER else None))
    mail = composed(ws, message, entry, Recipient(message.to_name, message.to_address), draft=draft)
    message.calendar, message.number, message.state = letters.kept(entry), _next_number(work), "exporting" if draft else "sending"
    if message.method != LETTER:
        guest.dtstamp_sent = entry.dtstamp
    name = f"{message.number:04d}-{message.method.lower()}-{safe_name(message.to_address)}.eml"
    work.add(SentMail(message_id=message.id, file_name=name, data=mail))


def _about(work: UnitOfWork, found: list[Message]) -> dict[str, tuple[Guest, Person, Event]]:
    """The guests of some messages with their people and events, read at once."""
    query = select(Guest, Person, Event).join(Person, Person.id == Guest.person_id).join(Event, Event.id == Guest.event_id)
    rows = work.session.execute(query.where(Guest.id.in_([m.guest_id for m in found]))).all()
    return {guest.id: (guest, person, event) for guest, person, event in rows}


def _why_not_now(message: Message, guest: Guest, person: Person, event: Event, unwanted: str) -> str:
    """What has changed about the guest since the draft, so that it may not leave; "" where nothing has."""
    if message.method == "CANCEL":
        stays = message.part == WHOLE and guest.decision == Decision.APPROVED and event.status != "cancelled"
        return "They are on the list again, so nothing is to be cancelled." if stays else ""
    if person.do_not_contact:
        return f"Do not contact{': ' + person.do_not_contact_why if person.do_not_contact_why else '.'}"
    if unwanted:
        return f"{unwanted[0].upper()}{unwanted[1:]}."
    return "" if guest.decision == Decision.APPROVED else "They are not approved any more."


def _next_number(work: UnitOfWork) -> int:
    counter = work.session.get(Counter, COUNTER)
    if counter is None:
        counter = Counter(name=COUNTER, value=0)
        work.session.add(counter)
        work.session.flush()
    counter.value += 1
    return counter.value
