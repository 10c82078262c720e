"""Seating again after a change: three plans to choose from, from moving nobody to the best there is, each with its moves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import Conflict, RuleBroken
from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import plural
from advoplanner.seating.engine import Solution, solve
from advoplanner.seating.problem import Problem
from advoplanner.services.context import Workspace
from advoplanner.services.seating_room import Room, check_unchanged, problem_of, room_of, write_plan
from advoplanner.services.tables import title
from advoplanner.store.models import Assignment, Guest, Person, SeatingRound
from advoplanner.store.queries import seating as queries

TITLES = {"stay": "Move nobody else", "few": "Few moves", "best": "The best plan"}
"""The three ways, from the calmest to the best."""

ITERATIONS = 60_000
"""Steps for each plan: three are there within a second for 120 guests."""

FEW = 0.03
"""The share of guests that a plan of few moves may move, or FEWEST of them where that is more."""
FEWEST = 3

_FIRST_BONUS = 4
_MOST_BONUS = 4_096


@dataclass(frozen=True, slots=True)
class Move:
    """One guest who changes tables; `before` or `after` is "" for somebody who had no table or has none any more."""

    guest_id: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to seat everybody again. `impossible` says why there is none of this kind; then the rest is empty.

    `score` is in whole points, `tables` maps guest to table; `moves` lists first who changes tables, then who comes or goes.
    """

    code: str
    round_id: str
    score: int = 0
    moves: tuple[Move, ...] = ()
    tables: Mapping[str, str] | None = None
    proven: bool = False
    impossible: str = ""

    @property
    def title(self) -> str:
        """The way in words."""
        return TITLES[self.code]

    @property
    def moved(self) -> int:
        """How many who have a table get another."""
        return sum(bool(move.before and move.after) for move in self.moves)


def options(
    ws: Workspace, event_id: str, round_id: str, *, include: Iterable[str] = ("accepted",), seed: int = 1, progress: Progress = QUIET
) -> list[Alternative]:
    """Three plans for a round whose guests or rules changed: nobody else moves, few move, and the best. Nothing is written.

    None is worse than a calmer one: where the search found nothing better, the calmer plan stands in its place.
    Locked guests stay in all of them; who may hold no seat any more is left out. Raises RuleBroken where there are no
    tables or nobody to seat.
    """
    wanted = set(include)
    with ws.reading() as session:
        room = room_of(session, event_id, round_id, wanted, 1, True, False)
        now = _sitting(session, round_id, room)
        peers = {p.guest_id: p for p in queries.peers(session, event_id, [g.id for g in room.chosen])}
        free = problem_of(session, event_id, room, peers, 1)
        names = _names(session, room, now)
    at_table = {seat.id: at for at, table in enumerate(room.tables) for seat in room.seats[table.id]}
    near = {at: at_table[now[guest.id]] for at, guest in enumerate(room.chosen) if guest.id in now}
    everybody = replace(free, pinned={**near, **free.pinned})
    found = []
    for code, problem in (("stay", everybody), ("few", free), ("best", free)):
        progress.step(0.0, TITLES[code])
        try:
            solution = _few(problem, near, seed, progress) if code == "few" else solve(problem, iterations=ITERATIONS, seed=seed)
        except RuleBroken as why:
            found.append(Alternative(code, round_id, impossible=str(why)))
            continue
        tables = {g.id: room.tables[t].id for g, t in zip(room.chosen, solution.rounds[0], strict=True)}
        made = Alternative(code, round_id, round(solution.objective), _moves(room, now, tables, names), tables, solution.proven)
        found.append(max([made, *(replace(calmer, code=code) for calmer in found if not calmer.impossible)], key=lambda a: a.score))
    return found


def take(ws: Workspace, alternative: Alternative) -> ChangeSet:
    """Seat a round as an alternative says, as one step; who stays at a table keeps the seat.

    Raises RuleBroken for one that is impossible, Conflict where guests or tables changed since it was worked out.
    """
    if alternative.tables is None:
        raise RuleBroken("seating.impossible", alternative.impossible, "Choose another plan.")
    tables = alternative.tables
    with ws.action(f"{alternative.title}: {plural(len(alternative.moves), 'change')}") as work:
        round_row = work.session.get(SeatingRound, alternative.round_id)
        if round_row is None:
            raise Conflict("seating.changed", "This round is no longer part of the event.", "Choose another round.")
        room = room_of(work.session, round_row.event_id, round_row.id, {"accepted", "tentative", "approved"}, 1, True, False)
        room.chosen = [guest for guest in room.chosen if guest.id in tables]
        place = {table.id: at for at, table in enumerate(room.tables)}
        if len(room.chosen) < len(tables) or not set(tables.values()) <= set(place):
            raise Conflict("seating.changed", "Guests or tables changed while you compared.", "Work the plans out once more.")
        check_unchanged(work.session, room)
        at_table = {seat.id: table for table, seats in room.seats.items() for seat in seats}
        now = _sitting(work.session, round_row.id, room)
        room.pinned = {guest: seat for guest, seat in now.items() if tables.get(guest) == at_table[seat]}
        peers = {p.guest_id: p for p in queries.peers(work.session, round_row.event_id, list(tables))}
        write_plan(work, round_row, room, peers, [place[tables[guest.id]] for guest in room.chosen], None)
        round_row.proven = alternative.proven
    return work.changes


def _few(problem: Problem, near: Mapping[int, int], seed: int, progress: Progress) -> Solution:
    """The best plan that moves no more than FEW of the guests: staying is worth more and more until it holds."""
    most = max(FEWEST, int(FEW * problem.size))
    bonus = float(_FIRST_BONUS)
    while True:
        solution = solve(replace(problem, near=near, stay_bonus=bonus), iterations=ITERATIONS, seed=seed, progress=progress)
        moved = sum(solution.rounds[0][guest] != table for guest, table in near.items())
        if moved <= most or bonus >= _MOST_BONUS:
            return solution
        bonus *= 2


def _sitting(session: Session, round_id: str, room: Room) -> dict[str, str]:
    """Guest → seat of all who sit in the round, on seats that are still there."""
    there = {seat.id for seats in room.seats.values() for seat in seats}
    found = session.execute(select(Assignment.guest_id, Assignment.seat_id).where(Assignment.round_id == round_id))
    return {r.guest_id: r.seat_id for r in found if r.seat_id in there}


def _names(session: Session, room: Room, now: Mapping[str, str]) -> dict[str, str]:
    query = select(Guest.id, Person.display_name).join(Person, Person.id == Guest.person_id)
    return dict(session.execute(query.where(Guest.id.in_({*now, *(g.id for g in room.chosen)}))).all())


def _moves(room: Room, now: Mapping[str, str], tables: Mapping[str, str], names: Mapping[str, str]) -> tuple[Move, ...]:
    words = {table.id: title(table) for table in room.tables}
    at_table = {seat.id: words[table] for table, seats in room.seats.items() for seat in seats}
    moves = []
    for guest in sorted({*now, *tables}, key=lambda g: names[g]):
        before, after = at_table[now[guest]] if guest in now else "", words[tables[guest]] if guest in tables else ""
        if before != after:
            moves.append(Move(guest, names[guest], before, after))
    return tuple(sorted(moves, key=lambda move: not (move.before and move.after)))
