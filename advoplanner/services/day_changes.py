"""The morning it changes: somebody is late, cannot come or sends somebody else; and what follows from it, in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import short_date, to_utc, to_wall
from advoplanner.core.errors import RuleBroken
from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import clean, plural
from advoplanner.domain import day_changes as rules
from advoplanner.domain.agenda import SessionRow
from advoplanner.domain.agenda_ripple import Delay, delayed
from advoplanner.domain.agenda_versions import Difference, compare, in_lines
from advoplanner.domain.day_changes import Aftermath
from advoplanner.domain.guests import Channel, Reply
from advoplanner.domain.people import ContactDraft, split_name
from advoplanner.domain.what_if import FEW, WhatIf
from advoplanner.services import agenda, agenda_versions, auto_seat, calls, delegates, guests, people, seating, seating_rounds, what_if
from advoplanner.services.context import Workspace
from advoplanner.store.models import Assignment, Event, Guest, Person, SeatingRound
from advoplanner.store.queries import day_changes as queries
from advoplanner.store.queries import seating as seating_queries
from advoplanner.store.session import UnitOfWork

MOST_LATE = 24 * 60
ONLY_SEATS = "- Some seats have changed: yours is on your badge and on the plan at the door"


@dataclass(frozen=True, slots=True)
class LatePreview:
    """What a delay would do: the session that waits for somebody (None where none does), and the agenda's differences in words."""

    session: SessionRow | None
    delay: Delay
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class CalmPlan:
    """Better tables for one round by few moves; `score` is what its plan comes to now."""

    round_id: str
    round_name: str
    score: int
    plan: WhatIf


def late(ws: Workspace, guest_id: str, minutes: int, *, shorter: int = 0) -> ChangeSet:
    """Somebody comes later: their next session waits, `shorter` minutes shorter, and what follows makes room.

    Raises RuleBroken at `minutes` where the time cannot be, or where something that is fixed would be overrun.
    """
    _check_minutes(minutes)
    with ws.action("") as work:
        guest = _guest(work.session, guest_id)
        event = work.session.get_one(Event, guest.event_id)
        waits = _waits(agenda.rows(ws, event.id), guest_id, _from(ws, event))
        begin = waits.start if waits and waits.start else _from(ws, event)
        if waits:
            agenda.delay(ws, waits.id, minutes, shorter=shorter)
        guest.here_from = (begin + timedelta(minutes=minutes)).replace(second=0, microsecond=0)
        work.label = f"{_name(work.session, guest)} is {plural(minutes, 'minute')} late"
    return work.changes


def preview_late(ws: Workspace, guest_id: str, minutes: int, *, shorter: int = 0) -> LatePreview:
    """What `late` would do. Writes nothing; raises RuleBroken as it does for the minutes."""
    _check_minutes(minutes)
    with ws.reading() as session:
        guest = _guest(session, guest_id)
        event = session.get_one(Event, guest.event_id)
        rows = agenda.rows(ws, event.id)
    waits = _waits(rows, guest_id, _from(ws, event))
    found = delayed(rows, waits, minutes, event.end, shorter=shorter) if waits else Delay()
    return LatePreview(waits, found, compare(rows, found.applied(rows)))


def cannot_come(ws: Workspace, guest_ids: Iterable[str], reason: str = "") -> ChangeSet:
    """A decline by telephone: seats and parts become free in the same step."""
    return guests.set_reply(ws, guest_ids, Reply.DECLINED, channel=Channel.PHONE, reason=reason)


def held_words(ws: Workspace, guest_id: str) -> str:
    """The parts and introductions that a delegate could take over, in words; "" for none."""
    with ws.reading() as session:
        return delegates.held_by(session, guest_id).words


def send_delegate(ws: Workspace, guest_id: str, name: str, *, email: str = "", job_title: str = "", parts: bool = False) -> ChangeSet:
    """Somebody else comes instead, of the same company, on the same seats where the rules allow it.

    With `parts` they also take over sessions and introductions; else those stay open.
    """
    if not clean(name):
        raise RuleBroken("day_changes.delegate", "Write the name of whom they send.", "The company is taken over.", field="name")
    with ws.action("") as work:
        main = _guest(work.session, guest_id)
        if main.reply == Reply.DELEGATED:
            raise RuleBroken("day_changes.twice", f"{_name(work.session, main)} sends somebody already.", "Mark that guest instead.", field="guest")
        held = delegates.held_by(work.session, guest_id)
        person = _new_person(ws, work, main, name, email, job_title)
        guests.set_reply(ws, [guest_id], Reply.DELEGATED, channel=Channel.PHONE, comment=f"Sends {clean(name, limit=80)}")
        guests.add(ws, main.event_id, [person], side=main.side)
        work.session.flush()
        deputy = work.session.scalars(select(Guest).where(Guest.event_id == main.event_id, Guest.person_id == person)).one()
        deputy.delegate_of, deputy.reply, deputy.reply_channel, deputy.reply_at = main.id, Reply.ACCEPTED.value, Channel.PHONE.value, ws.clock()
        work.session.flush()
        delegates.take_seats(ws, held, deputy.id)
        if parts:
            delegates.take_parts(ws, work, held, deputy)
        also = f", with {held.words}" if parts and held.words else ""
        closed = calls.warning(ws, [main.id])
        work.label = clean(f"{_name(work.session, deputy)} comes instead of {_name(work.session, main)}{also}{closed}", limit=160)
    return work.changes


def reseat(ws: Workspace, event_id: str, progress: Progress = QUIET) -> ChangeSet:
    """Seat those who come and have no seat, in every round that is seated, and move nobody who sits; one step of undo."""
    with ws.reading() as session:
        seated = select(Assignment.round_id).where(Assignment.seat_id.is_not(None))
        query = select(SeatingRound.id).where(SeatingRound.event_id == event_id, SeatingRound.id.in_(seated)).order_by(SeatingRound.number)
        rounds = list(session.scalars(query))
    if not rounds:
        raise RuleBroken("day_changes.no_seats", "Nobody is seated yet, so nobody is seated again.", "Seat everybody on the seating page.")
    missing = len(aftermath(ws, event_id, 0).to_seat)
    with ws.action("") as work:
        for round_id in rounds:
            try:
                auto_seat.seat_all(ws, event_id, round_id, fill_gaps=True, progress=progress)
            except RuleBroken as refused:
                # A round in which everybody sits stays as it is; another may have gaps.
                if refused.code != "seating.no_gaps":
                    raise
        work.label = f"Seat {plural(missing, 'guest')}, moving nobody"
    return work.changes


def calm_plans(ws: Workspace, event_id: str, progress: Progress = QUIET) -> tuple[CalmPlan, ...]:
    """For each round that is seated, better tables by few moves, where there are any; nothing is written."""
    found = []
    for round_id, name in seating.rounds(ws, event_id):
        now = seating.plan(ws, event_id, round_id)
        if not any(seat.guest_id for seat in now.seats):
            continue
        for plan in what_if.plans(ws, round_id, progress=progress):
            if plan.key == FEW and not plan.impossible and not plan.lacks and plan.tables_changed and plan.score > now.score:
                found.append(CalmPlan(round_id, name, now.score, plan))
    return tuple(found)


def take_plans(ws: Workspace, found: Sequence[CalmPlan]) -> ChangeSet:
    """Seat as in these plans, one step; raises Conflict where guests or tables changed since they were worked out."""
    moved = sum(each.plan.tables_changed for each in found)
    with ws.action(f"Move {plural(moved, 'guest')} to a better table") as work:
        for each in found:
            what_if.take(ws, each.round_id, (), each.plan)
    return work.changes


def newest_step(ws: Workspace) -> int:
    """The number of the last step of history, to ask later what changed since."""
    with ws.reading() as session:
        return queries.step_before(session, ws.clock() + timedelta(days=1))


def aftermath(ws: Workspace, event_id: str, since: int | None = None) -> Aftermath:
    """What has changed since a step of history (since midnight where the event is, unless said), and what follows.

    Raises RuleBroken `agenda.no_event`.
    """
    with ws.reading() as session:
        event = session.get(Event, event_id)
        if event is None:
            raise RuleBroken("agenda.no_event", "This event is no longer in the workspace.", "Undo brings it back.")
        midnight = datetime.combine(to_wall(ws.clock(), event.zone).date(), time())
        step = queries.step_before(session, to_utc(midnight, event.zone)) if since is None else since
        before, after = queries.now_and_then(session, event_id, step)
        rounds = seating_queries.rounds(session, event_id)
        away = {round_id: seating_rounds.away_from(session, event_id, round_id) for round_id, _ in rounds}
    return rules.aftermath(before, after, rounds, away)


def tell(ws: Workspace, event_id: str, guest_ids: Sequence[str], since: int | None = None) -> agenda_versions.Told:
    """Draft for each of these guests what changed since (as `aftermath`): their own seat and sessions first; it waits in the outbox."""
    found = aftermath(ws, event_id, since)
    with ws.action("") as work:
        event = work.session.get_one(Event, event_id)
        today = to_wall(ws.clock(), event.zone)
        own = {guest_id: rules.own_lines(found, guest_id) for guest_id in guest_ids}
        name = f"Changes of {short_date(today.date())}"
        drafts = agenda_versions.draft_update(ws, work, event_id, name, in_lines(found.differences) or ONLY_SEATS, list(guest_ids), own)
        work.label = f"Draft {plural(drafts, 'message')} about today's changes"
    return agenda_versions.Told(drafts, work.changes)


def _check_minutes(minutes: int) -> None:
    if not 1 <= minutes <= MOST_LATE:
        raise RuleBroken("day_changes.minutes", "Say how many minutes late, from 1 to a day.", "Who comes later still cannot come.", field="minutes")


def _from(ws: Workspace, event: Event) -> datetime:
    """From when on sessions can wait: now, or the event's begin where that is later."""
    return max(to_wall(ws.clock(), event.zone).replace(tzinfo=None), event.start)


def _waits(rows: Sequence[SessionRow], guest_id: str, moment: datetime) -> SessionRow | None:
    """The next session in which somebody has a part; one that runs already waits no more."""
    own = [r for r in rows if r.start and r.start >= moment and any(p.guest_id == guest_id for p in r.people)]
    return min(own, key=lambda r: (r.start or moment, r.id)) if own else None


def _new_person(ws: Workspace, work: UnitOfWork, main: Guest, name: str, email: str, job_title: str) -> str:
    parts, principal = split_name(name), work.session.get_one(Person, main.person_id)
    draft = ContactDraft(
        given=parts.given, family=parts.family, prefix=parts.prefix, suffix=parts.suffix, nickname=parts.nickname, job_title=job_title,
        emails=(email,) if clean(email) else (),
    )  # fmt: skip
    # The nested action is still open, so its changes are read from the action around it.
    made = people.add(ws, draft).created("person")[-1]
    work.session.flush()
    person = work.session.get_one(Person, made)
    person.organisation_id, person.side = principal.organisation_id, principal.side
    work.session.flush()
    return made


def _guest(session: DbSession, guest_id: str) -> Guest:
    found = session.get(Guest, guest_id)
    if found is None:
        raise RuleBroken("guests.unknown", "This guest is no longer on the list.", "Undo brings them back.", field="guest")
    return found


def _name(session: DbSession, guest: Guest) -> str:
    return session.get_one(Person, guest.person_id).display_name
