"""Seating again where somebody declines or a rule changes: plans to look at before anything is written, and one taken as one step."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import Conflict, RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import plural
from advoplanner.domain.guests import may_be_seated
from advoplanner.domain.kept_plans import moves
from advoplanner.domain.peer_fit import Peer
from advoplanner.domain.what_if import BEST, FEW, NAMES, NOBODY, WhatIf, kept_tables, most_moved
from advoplanner.seating.engine import Solution, objective
from advoplanner.seating.nearby import improved
from advoplanner.seating.problem import NeedOneOf, Problem
from advoplanner.services import guests
from advoplanner.services.context import Workspace
from advoplanner.services.seating_room import Room, at_table, problem_of, room_of, solved
from advoplanner.services.seating_score import rescore
from advoplanner.services.table_mix import lead_here
from advoplanner.store.models import Assignment, Guest, Person, Seat, SeatingRound
from advoplanner.store.queries import seating as queries
from advoplanner.store.session import UnitOfWork

ITERATIONS = 60_000
"""Steps for each search: the plans are there within a second for 120 guests."""

_FIRST_BONUS = 4
_MOST_BONUS = 4_096


@dataclass(frozen=True, slots=True)
class _Round:
    """A round without those who decline: `now` is guest → seat, `calm` the problem in which all who sit stay, `free` where only locks hold."""

    room: Room
    now: dict[str, str]
    peers: dict[str, Peer]
    names: dict[str, str]
    places: dict[str, tuple[int, int]]
    calm: Problem
    free: Problem


def plans(
    ws: Workspace,
    round_id: str,
    declines: Collection[str] = (),
    *,
    include: Iterable[str] = ("accepted",),
    seed: int = 1,
    progress: Progress = QUIET,
) -> tuple[WhatIf, ...]:
    """The round without these guests in up to three ways, the calmest first; nothing is written.

    Who sits has a seat in every plan, and so has, where there are seats, who waits for one and whose reply or decision is in
    `include`. Every rule holds, locked guests stay; few moves send no more than `most_moved` to another table. A plan that gains
    nothing over a calmer one is left out; one that cannot be says why. Raises RuleBroken where nobody else sits.
    """
    with ws.reading() as session:
        found = _round(session, round_id, set(declines), set(include))
    made: list[WhatIf] = []
    for key in (NOBODY, FEW, BEST):
        progress.step(0.0, NAMES[key])
        try:
            plan = _calmest(found, seed, progress) if key == NOBODY else _plan(found, key, _searched(found, key, seed, progress))
        except RuleBroken as why:
            plan = WhatIf(key, impossible=str(why))
        calmer = [other.score for other in made if not other.impossible and not other.lacks]
        if plan.impossible or not calmer or plan.score > max(calmer):
            made.append(plan)
    return tuple(made)


def take(ws: Workspace, round_id: str, declines: Sequence[str], plan: WhatIf) -> ChangeSet:
    """Mark these guests as declined and seat the others as in a plan, in one step.

    Raises RuleBroken for a plan that cannot be, Conflict where guests or tables changed since it was worked out.
    """
    if plan.impossible:
        raise RuleBroken("what_if.impossible", plan.impossible, "Choose another plan.")
    with ws.action("") as work:
        session = work.session
        names = _names(session, declines)
        if declines:
            guests.set_reply(ws, list(declines), "declined")
        session.flush()
        moving = _reseat(work, round_id, plan.seats)
        session.flush()
        rescore(session, round_id)
        session.get_one(SeatingRound, round_id).proven = plan.proven
        gone = names[declines[0]] if len(declines) == 1 else plural(len(declines), "guest")
        elsewhere = f"{plural(moving, 'guest')} to another seat" if moving else ""
        work.label = ", ".join(part for part in (f"{gone} declined" if declines else "", elsewhere) if part) or NAMES[plan.key]
    return work.changes


def _reseat(work: UnitOfWork, round_id: str, seats: Mapping[str, str]) -> int:
    """Seats everybody of the plan; how many sit elsewhere than before. Who may hold no seat any more loses it."""
    session = work.session
    _check(session, round_id, seats)
    held = {a.guest_id: a for a in session.scalars(select(Assignment).where(Assignment.round_id == round_id))}
    moving = [g for g, seat in seats.items() if g not in held or held[g].seat_id != seat]
    work.delete_all([a for g, a in held.items() if g not in seats])
    for guest in moving:
        if guest in held:
            held[guest].seat_id = None
    session.flush()
    for guest in moving:
        if guest in held:
            held[guest].seat_id = seats[guest]
        else:
            work.add(Assignment(id=new_id(), round_id=round_id, guest_id=guest, seat_id=seats[guest]))
    return len(moving)


def _check(session: Session, round_id: str, seats: Mapping[str, str]) -> None:
    """Raise Conflict unless everybody of the plan may sit, its seats are there, and nobody else who may sit has come to the round since."""
    there = session.get(SeatingRound, round_id) is not None
    coming = session.execute(select(Guest.id, Guest.decision, Guest.reply).where(Guest.id.in_(list(seats))))
    free = set(session.scalars(select(Seat.id).where(Seat.id.in_(list(seats.values())), Seat.blocked.is_(False))))
    others = session.execute(
        select(Guest.decision, Guest.reply)
        .join(Assignment, Assignment.guest_id == Guest.id)
        .where(Assignment.round_id == round_id, Assignment.guest_id.not_in(list(seats)))
    )
    same = sum(may_be_seated(r.decision, r.reply) for r in coming) == len(seats) and len(free) == len(seats)
    if not there or not same or any(may_be_seated(r.decision, r.reply) for r in others):
        raise Conflict("seating.changed", "Guests or tables changed while you compared.", "Work the plans out once more.")


def _round(session: Session, round_id: str, declines: set[str], include: set[str]) -> _Round:
    event_id = session.scalar(select(SeatingRound.event_id).where(SeatingRound.id == round_id))
    if event_id is None:
        raise RuleBroken("seating.no_round", "This round is no longer part of the event.", "Choose another round.")
    held = session.execute(select(Assignment.guest_id, Assignment.seat_id, Assignment.locked).where(Assignment.round_id == round_id)).all()
    if not any(r.seat_id and r.guest_id not in declines for r in held):
        raise RuleBroken("what_if.nobody", "Nobody else sits in this round.", "Seat somebody first.")
    room = room_of(session, event_id, round_id, include, 1, True, True, without=declines)
    now = dict(room.pinned)
    peers = {p.guest_id: p for p in queries.peers(session, event_id, [g.id for g in room.chosen])}
    calm = problem_of(session, event_id, room, peers, 1)
    room.pinned = {r.guest_id: r.seat_id for r in held if r.locked and r.guest_id in now}
    free = _hosts_spread(problem_of(session, event_id, room, peers, 1), room, calm.pinned)
    places = {seat.id: (table.number, seat.number) for table in room.tables for seat in room.seats[table.id]}
    return _Round(room, now, peers, _names(session, [g.id for g in room.chosen]), places, calm, free)


def _hosts_spread(problem: Problem, room: Room, now: Mapping[int, int]) -> Problem:
    """Where one host at every table cannot be had, but no table has two yet, none gets a second while another loses its own."""
    hosts = tuple(number for number, guest in enumerate(room.chosen) if lead_here(guest.role, guest.side))
    at = [now[host] for host in hosts if host in now]
    if problem.need_one_of or not hosts or len(set(at)) < len(at) or len(hosts) > len(room.tables):
        return problem
    if any(sum(guest in hosts for guest in group) > 1 for group in problem.together):
        return problem
    return replace(problem, need_one_of=(NeedOneOf(hosts, 0, 1),))


def _calmest(found: _Round, seed: int, progress: Progress) -> WhatIf:
    """Nobody who sits moves. A table may then have too few hosts, or too many, as it may in a plan made by hand; the plan says so."""
    try:
        return _plan(found, NOBODY, solved(found.calm, iterations=ITERATIONS, seed=seed, progress=progress))
    except RuleBroken:
        hostless = replace(found.calm, need_one_of=())
        plan = _plan(found, NOBODY, solved(hostless, iterations=ITERATIONS, seed=seed, progress=progress))
        counted = any(need.per_table > 1 or need.most is not None for need in found.calm.need_one_of)
        return replace(plan, lacks="A table has more or fewer hosts than asked for." if counted else "A table has no host.")


def _searched(found: _Round, key: str, seed: int, progress: Progress) -> Solution:
    """The best plan there is, or the best that moves few: staying is worth more and more until it does, and then single moves help on."""
    if key == BEST:
        best = solved(found.free, found.room.wishes, iterations=ITERATIONS, seed=seed, progress=progress)
        return replace(best, rounds=(kept_tables(best.rounds[0], found.calm.pinned, _alike(found.free)),))
    near, most = found.calm.pinned, most_moved(found.free.size)
    bonus = float(_FIRST_BONUS)
    while bonus <= _MOST_BONUS:
        tried = solved(replace(found.free, near=near, stay_bonus=bonus, fairness=None), iterations=ITERATIONS, seed=seed, progress=progress)
        if sum(tried.rounds[0][guest] != table for guest, table in near.items()) <= most:
            seats = improved(found.free, tried.rounds[0], near, most)
            return replace(tried, rounds=(seats,), objective=objective(found.free, [seats]))
        bonus *= 2
    raise RuleBroken("what_if.many", f"The rules cannot be kept by moving at most {plural(most, 'guest')}.", "Seat everybody anew.")


def _alike(problem: Problem) -> list[tuple[int, int, int]]:
    """What tables must have in common for groups to change places: their seats, and that no guest is bound to one of them."""
    bound = set(problem.pinned.values()).union(*problem.allowed.values())
    return [(table.min, table.max, number if number in bound else -1) for number, table in enumerate(problem.tables)]


def _plan(found: _Round, key: str, solution: Solution) -> WhatIf:
    """The engine's plan with chairs: who stays at the table keeps theirs, the others sit beside whom they suit."""
    room = found.room
    table_of = dict(zip((g.id for g in room.chosen), solution.rounds[0], strict=True))
    seats: dict[str, str] = {}
    for number, table in enumerate(room.tables):
        members = [found.peers[guest] for guest, at in table_of.items() if at == number]
        chairs = {seat.id for seat in room.seats[table.id]}
        staying = {m.guest_id: found.now[m.guest_id] for m in members if found.now.get(m.guest_id) in chairs}
        seats |= {guest: seat.id for guest, seat in at_table(members, room.seats[table.id], room, staying)}
    before, after = ({g: found.places[s] for g, s in of.items()} for of in (found.now, seats))
    return WhatIf(key, seats, round(solution.objective), tuple(moves(before, after, found.names)), solution.proven and key == BEST)


def _names(session: Session, guest_ids: Collection[str]) -> dict[str, str]:
    query = select(Guest.id, Person.display_name).join(Person, Person.id == Guest.person_id).where(Guest.id.in_(list(guest_ids)))
    return dict(session.execute(query.order_by(Person.sort_name, Guest.id)).all())
