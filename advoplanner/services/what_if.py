"""What if somebody declines: plans without them to look at before anything is written, and one of them taken as one step."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import plural
from advoplanner.domain.kept_plans import moves
from advoplanner.domain.peer_fit import Peer, fit
from advoplanner.domain.rooms import PlanRow
from advoplanner.domain.what_if import BEST, FEW, NOBODY, WhatIf
from advoplanner.seating.engine import solve
from advoplanner.seating.problem import Problem, Table
from advoplanner.services import guests
from advoplanner.services.context import Workspace
from advoplanner.services.seating_rules import access_needs, apart_pairs, together_pairs
from advoplanner.services.seating_score import rescore
from advoplanner.store.models import Assignment, Guest, Person, SeatingRound
from advoplanner.store.queries import seating as queries

ITERATIONS = 150_000
STAY = 6
"""What a guest's own table is worth in the plan of few moves, in points of fit: a pair of good peers."""


@dataclass(frozen=True, slots=True)
class _Stays:
    """A round without the guests who decline: who sits where, who is locked, who they are, and the rules between them."""

    plan: PlanRow
    seat_of: dict[str, str]
    locked: frozenset[str]
    names: dict[str, str]
    peers: dict[str, Peer]
    together: tuple[tuple[str, str], ...]
    apart: tuple[tuple[str, str], ...]
    needs: frozenset[str]


def plans(ws: Workspace, round_id: str, declines: Collection[str], *, progress: Progress = QUIET) -> tuple[WhatIf, ...]:
    """The round without these guests in three ways, the calmest first; a plan that gains nothing over a calmer one is left out.

    Nothing is written. Locked guests stay in each. Raises RuleBroken where nobody else sits.
    """
    with ws.reading() as session:
        stays = _stays(session, round_id, set(declines))
    found = [_plan(stays, NOBODY, stays.seat_of)]
    for key, bonus in ((FEW, STAY), (BEST, 0)):
        made = _plan(stays, key, _seated(stays, _tables(stays, bonus, progress)))
        if made.score > found[-1].score:
            found.append(made)
    return tuple(found)


def take(ws: Workspace, round_id: str, declines: Sequence[str], seats: Mapping[str, str]) -> ChangeSet:
    """Mark these guests as declined and seat the others as in a plan, in one step."""
    with ws.action("") as work:
        session = work.session
        names = _names(session, declines)
        if declines:
            guests.set_reply(ws, list(declines), "declined")
        session.flush()
        held = {a.guest_id: a for a in session.scalars(select(Assignment).where(Assignment.round_id == round_id))}
        moving = [g for g, seat in seats.items() if g not in held or held[g].seat_id != seat]
        for guest in moving:
            if guest in held:
                held[guest].seat_id = None
        session.flush()
        for guest in moving:
            if guest in held:
                held[guest].seat_id = seats[guest]
            else:
                work.add(Assignment(id=new_id(), round_id=round_id, guest_id=guest, seat_id=seats[guest]))
        session.flush()
        rescore(session, round_id)
        who = names[declines[0]] if len(declines) == 1 else plural(len(declines), "guest")
        elsewhere = f", {plural(len(moving), 'guest')} to another seat" if moving else ""
        work.label = f"{who} declined{elsewhere}"
    return work.changes


def _stays(session: Session, round_id: str, declines: set[str]) -> _Stays:
    event_id = session.scalar(select(SeatingRound.event_id).where(SeatingRound.id == round_id))
    if event_id is None:
        raise RuleBroken("seating.no_round", "This round is no longer part of the event.", "Choose another round.")
    plan = queries.plan(session, event_id, round_id)
    seat_of = {s.guest_id: s.id for s in plan.seats if s.guest_id and s.guest_id not in declines}
    if not seat_of:
        raise RuleBroken("what_if.nobody", "Nobody else sits in this round.", "Seat somebody first.")
    accessible = any(s.accessible for s in plan.seats)
    return _Stays(
        plan,
        seat_of,
        frozenset(s.guest_id for s in plan.seats if s.locked),
        _names(session, list(seat_of)),
        {p.guest_id: p for p in queries.peers(session, event_id, list(seat_of))},
        tuple((a, b) for a, b in together_pairs(session, event_id) if a in seat_of and b in seat_of),
        tuple((a, b) for a, b in apart_pairs(session, event_id) if a in seat_of and b in seat_of),
        frozenset(access_needs(session, event_id)) if accessible else frozenset(),
    )


def _tables(stays: _Stays, bonus: float, progress: Progress) -> dict[str, int]:
    """Guest → place of the table in the plan's order, as the engine finds it."""
    people = list(stays.seat_of)
    index = {guest: n for n, guest in enumerate(people)}
    place = {table.id: n for n, table in enumerate(stays.plan.tables)}
    at = {s.id: place[s.table_id] for s in stays.plan.seats}
    now = {index[g]: at[seat] for g, seat in stays.seat_of.items()}
    size = [sum(s.table_id == t.id for s in stays.plan.seats) for t in stays.plan.tables]
    reach = frozenset(place[s.table_id] for s in stays.plan.seats if s.accessible)
    pairs = ((index[a], index[b], fit(stays.peers[a], stays.peers[b])) for a, b in combinations(people, 2))
    problem = Problem(
        names=tuple(stays.names[g] for g in people),
        tables=tuple(Table(0, n) for n in size),
        affinity=tuple((i, j, w) for i, j, w in pairs if w),
        together=tuple((index[a], index[b]) for a, b in stays.together),
        apart=tuple((index[a], index[b]) for a, b in stays.apart),
        pinned={index[g]: now[index[g]] for g in people if g in stays.locked},
        allowed={index[g]: reach for g in people if g in stays.needs and g not in stays.locked},
        near=now if bonus else {},
        stay_bonus=bonus,
    )
    solution = solve(problem, iterations=ITERATIONS, seed=1, progress=progress)
    return dict(zip(people, solution.rounds[0], strict=True))


def _seated(stays: _Stays, table_of: dict[str, int]) -> dict[str, str]:
    """Seats for those tables: who stays at the table keeps the chair, the others take free ones, needs on accessible ones first."""
    place = {table.id: n for n, table in enumerate(stays.plan.tables)}
    at = {s.id: place[s.table_id] for s in stays.plan.seats}
    kept = {g: seat for g, seat in stays.seat_of.items() if at[seat] == table_of[g]}
    free: dict[int, list[tuple[bool, str]]] = {}
    for seat in stays.plan.seats:
        if seat.id not in kept.values():
            free.setdefault(at[seat.id], []).append((seat.accessible, seat.id))
    moving = sorted((g for g in table_of if g not in kept), key=lambda g: (g not in stays.needs, g))
    for guest in moving:
        chairs = free[table_of[guest]]
        chair = next((c for c in chairs if c[0] == (guest in stays.needs)), chairs[0])
        chairs.remove(chair)
        kept[guest] = chair[1]
    return kept


def _plan(stays: _Stays, key: str, seats: dict[str, str]) -> WhatIf:
    table = {t.id: t.number for t in stays.plan.tables}
    words = {s.id: (table[s.table_id], s.number) for s in stays.plan.seats}
    by_table: dict[int, list[str]] = {}
    for guest, seat in seats.items():
        by_table.setdefault(words[seat][0], []).append(guest)
    score = sum(fit(stays.peers[a], stays.peers[b]) for people in by_table.values() for a, b in combinations(people, 2))
    before = {g: words[s] for g, s in stays.seat_of.items()}
    return WhatIf(key, seats, score, tuple(moves(before, {g: words[s] for g, s in seats.items()}, stays.names)))


def _names(session: Session, guest_ids: Collection[str]) -> dict[str, str]:
    query = select(Guest.id, Person.display_name).join(Person, Person.id == Guest.person_id).where(Guest.id.in_(list(guest_ids)))
    return dict(session.execute(query.order_by(Person.sort_name, Guest.id)).all())
