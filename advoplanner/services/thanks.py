"""Letters of thanks as drafts in the outbox: one to each guest who came, with what they did and what they were promised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from advoplanner.core.changes import NOTHING, ChangeSet
from advoplanner.core.dates import long_date, to_wall
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import listed, plural
from advoplanner.domain import markup
from advoplanner.domain.calendar_blocks import WHOLE
from advoplanner.domain.guests import Side
from advoplanner.domain.invitations import Standing
from advoplanner.domain.letters import LETTER, THANKS
from advoplanner.domain.restrictions import why_no_mail
from advoplanner.domain.thanks import gave, mail, paragraphs
from advoplanner.exports.furniture import dates_words, place_words
from advoplanner.services import agenda, document_events, events, followup, letters
from advoplanner.services.context import Workspace
from advoplanner.services.letters import Occasion
from advoplanner.store.models import Event, Message, Wave
from advoplanner.store.queries import invitations as queries
from advoplanner.store.queries import outcomes
from advoplanner.store.queries.close_out import thanked
from advoplanner.store.queries.invitations import Addressee
from advoplanner.store.queries.people import restrictions
from advoplanner.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class Thanked:
    """How many drafts were written, and (name, why not) of those to whom none could be."""

    made: int
    left_out: tuple[tuple[str, str], ...]
    changes: ChangeSet = NOTHING

    @property
    def words(self) -> str:
        """ "11 letters wait in the outbox. Left out: Ana Lima (no mail)."."""
        out = listed([f"{name} ({why})" for name, why in self.left_out])
        verb = "waits" if self.made == 1 else "wait"
        return f"{plural(self.made, 'letter')} {verb} in the outbox." + (f" Left out: {out}." if out else "")


def draft(ws: Workspace, event_id: str, progress: Progress = QUIET) -> Thanked:
    """Write a letter to everybody who came, was not thanked and has none waiting or leaving; hosts are not thanked.

    Raises RuleBroken before the event, without the organiser's address, or where nobody is left.
    """
    facts, bodies = events.details(ws, event_id), _bodies(ws, event_id)
    if not facts.organiser_email:
        raise RuleBroken("thanks.organiser", "The event has no organiser's address, so nobody could answer.", "Write it in the event's details.")
    with ws.action("") as work:
        event = work.session.get_one(Event, event_id)
        if event.start_utc > ws.clock():
            raise RuleBroken("thanks.early", "The event has not taken place yet.", "Thank those who came when it is over.")
        people = _to_thank(work, event)
        if not people:
            raise RuleBroken("thanks.nobody", "Everybody who came is thanked, or has a letter that waits.", "Mark who came on the day's page first.")
        left_out = _silent(ws, work, event, people)
        reached = [a for a in people if a.guest.id not in left_out]
        wave = _wave(work, event) if reached else None
        now = letters.occasion(work.session, event, ws.clock())
        for number, a in enumerate(reached):
            progress.step(number / len(reached))
            if wave is not None:
                work.add(_message(now, wave, event, a, markup.escaped(mail(_called(a), *bodies(a.guest.id), _sender(event)))))
        work.label = f"Draft thanks to {plural(len(reached), 'guest')}"
    names = {a.guest.id: a.person.display_name for a in people}
    return Thanked(len(reached), tuple((names[guest], why) for guest, why in left_out.items()), work.changes)


def _bodies(ws: Workspace, event_id: str) -> Callable[[str], tuple[list[str], list[str]]]:
    """What is said to a guest: paragraphs, and promises to them that are still open."""
    event = document_events.facts(ws, events.details(ws, event_id), "member")
    parts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in agenda.rows(ws, event_id):
        for person in row.people if row.for_members else ():
            parts[person.guest_id].append((person.role, row.title))
    promises: dict[str, list[str]] = defaultdict(list)
    for action in followup.actions(ws, event_id):
        if not action.done:
            promises[action.tell_guest_id].append(f"{action.text}{f', by {long_date(action.due)}' if action.due else ''}")
    topic = event.topic if event.start.date() == event.end.date() else ""

    def of(guest_id: str) -> tuple[list[str], list[str]]:
        return paragraphs(event.title, dates_words(event), place_words(event), topic, gave(parts[guest_id])), promises[guest_id]

    return of


def _to_thank(work: UnitOfWork, event: Event) -> list[Addressee]:
    waiting = select(Message.guest_id).where(Message.event_id == event.id, Message.method == LETTER, Message.state != "exported")
    known = thanked(work.session, event) | set(work.session.scalars(waiting))
    ids = [row.guest_id for row in outcomes.rows(work.session, [event.id]) if row.side != Side.HOST and row.guest_id not in known]
    return queries.addressees(work.session, event.id, ids)


def _silent(ws: Workspace, work: UnitOfWork, event: Event, people: list[Addressee]) -> dict[str, str]:
    """Guests who get no letter, with the reason."""
    limits = restrictions(work.session, [a.person.id for a in people])
    today = to_wall(ws.clock(), event.zone).date()
    found: dict[str, str] = {}
    for a in people:
        why = "do not contact" if a.person.do_not_contact else why_no_mail(limits.get(a.person.id, ()), today)
        why = why or ("" if a.address and not a.problem else a.problem or "no address")
        if why:
            found[a.guest.id] = why.rstrip(".")
    return found


def _wave(work: UnitOfWork, event: Event) -> Wave:
    found = work.session.scalar(select(Wave).where(Wave.event_id == event.id, Wave.kind == THANKS))
    if found is None:
        found = Wave(id=new_id(), event_id=event.id, name="Thanks", kind=THANKS, subject=f"Thank you: {event.title}"[:300], body="")
        work.add(found)
        work.session.flush()
    return found


def _message(now: Occasion, wave: Wave, event: Event, a: Addressee, body: str) -> Message:
    entry = letters.facts(now, a.guest, now.pieces("invitation", a.guest)[0], Standing.CONFIRMED, None)
    return Message(
        id=new_id(), wave_id=wave.id, guest_id=a.guest.id, event_id=event.id, method=LETTER, part=WHOLE, to_name=a.person.display_name,
        to_address=a.address, subject=wave.subject, body=body, calendar=letters.kept(entry), state="draft", reason="",
    )  # fmt: skip


def _called(a: Addressee) -> str:
    return a.person.preferred_name or a.person.given or a.person.display_name


def _sender(event: Event) -> str:
    return event.organiser_name or event.host_company or "Your hosts"
