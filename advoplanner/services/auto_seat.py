"""Seating by peer fit: the workspace as a problem for the engine, and the engine's plan as seats with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.changes import NOTHING, ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import plural
from advoplanner.domain.guests import HOST_ROLES, Decision, Reply, Side
from advoplanner.domain.peer_fit import Peer, fit, reasons
from advoplanner.seating.engine import Solution, solve
from advoplanner.seating.problem import NeedOneOf, Problem, Table
from advoplanner.services.context import Workspace
from advoplanner.services.seating_rules import apart_pairs, together_pairs
from advoplanner.store.models import Assignment, Guest, Person, Seat, SeatingRound, SeatTable
from advoplanner.store.queries import seating as queries
from advoplanner.store.session import UnitOfWork

ITERATIONS = 400_000
"""Steps of search where no time is given: the same plan on every machine, within a second or two for 100 guests."""

_ROLE_FIRST = dict.fromkeys(map(str, HOST_ROLES), 0)


@dataclass(frozen=True, slots=True)
class SeatingResult:
    """What seating came to; `unseated` are (e-mail or name, why)."""

    score: int
    ceiling: int | None
    proven: bool
    seated: int
    unseated: tuple[tuple[str, str], ...]
    violations: tuple[str, ...]
    seconds: float
    repeats: int
    changes: ChangeSet = NOTHING


@dataclass
class _Room:
    """The event as the engine needs it: tables with the seats that are free, guests to place, and those who stay."""

    tables: list[SeatTable]
    seats: dict[str, list[Seat]]
    chosen: list[Guest]
    left_out: list[tuple[Guest, str]]
    pinned: dict[str, str] = field(default_factory=dict)
    """Guest → seat of those who keep theirs."""


def seat_all(
    ws: Workspace, event_id: str, round_id: str | None = None, *, include: Iterable[str] = ("accepted",), seconds: float | None = None,
    iterations: int | None = None, seed: int = 1, rotations: int = 1, only_unlocked: bool = True, fill_gaps: bool = False, progress: Progress = QUIET,
) -> SeatingResult:  # fmt: skip
    """Seat the guests whose reply or decision is in `include` by peer fit, in one round or `rotations` rounds with few repeats.

    Locked seats stay (`only_unlocked`), with `fill_gaps` everybody who sits does. Guests for whom there is no seat are listed.
    Raises RuleBroken where there are no tables, nobody to seat, or rules that contradict each other.
    """
    with ws.reading() as session:
        room = _room(session, event_id, round_id, set(include), rotations, only_unlocked, fill_gaps)
        peers = {p.guest_id: p for p in queries.peers(session, event_id, [g.id for g in room.chosen])}
        problem = _problem(session, event_id, room, peers, rotations)
    budget = iterations if iterations or seconds else ITERATIONS
    solution = solve(problem, seconds=seconds, iterations=budget, seed=seed, progress=progress)
    with ws.action(f"Seat {plural(len(room.chosen), 'guest')}") as work:
        for number, tables in enumerate(solution.rounds):
            target = _round(work, event_id, round_id if rotations == 1 else None, number)
            _write(work, target, room, peers, tables, solution)
    return SeatingResult(
        score=round(solution.objective),
        ceiling=None if solution.ceiling is None else int(solution.ceiling),
        proven=solution.proven,
        seated=len(room.chosen),
        unseated=tuple((_address(ws, guest), why) for guest, why in room.left_out),
        violations=tuple(solution.violations),
        seconds=solution.seconds,
        repeats=solution.repeats,
        changes=work.changes,
    )


def _room(session: Session, event_id: str, round_id: str | None, include: set[str], rotations: int, only_unlocked: bool, fill_gaps: bool) -> _Room:
    tables = list(session.scalars(select(SeatTable).where(SeatTable.event_id == event_id).order_by(SeatTable.number, SeatTable.id)))
    if not tables:
        raise RuleBroken("seating.no_tables", "There are no tables yet.", "Lay them out first, for example: tables EVENT --shape 11x8.")
    seats: dict[str, list[Seat]] = {t.id: [] for t in tables}
    for seat in session.scalars(select(Seat).where(Seat.table_id.in_(list(seats)), Seat.blocked.is_(False)).order_by(Seat.number)):
        seats[seat.table_id].append(seat)
    guests = [g for g in session.scalars(select(Guest).where(Guest.event_id == event_id)) if _wanted(g, include)]
    if not guests:
        raise RuleBroken(
            "seating.nobody",
            "Nobody has accepted yet, so there is nobody to seat.",
            "Mark replies first, or include the approved: --include approved.",
        )
    pinned = _kept(session, event_id, round_id, only_unlocked, fill_gaps) if rotations == 1 else {}
    names = dict(session.execute(select(Person.id, Person.sort_name)).all())
    order = {Reply.ACCEPTED: 0, Reply.TENTATIVE: 1}
    guests.sort(key=lambda g: (g.id not in pinned, _ROLE_FIRST.get(g.role, 1), order.get(g.reply, 2), g.bench_rank, names[g.person_id], g.id))  # type: ignore[call-overload]
    places = sum(len(s) for s in seats.values())
    why = f"There is no seat left: {plural(places, 'seat')} for {plural(len(guests), 'guest')}; add a table or enlarge one"
    chosen = guests[:places]
    kept = {g.id for g in chosen}
    return _Room(tables, seats, chosen, [(g, why) for g in guests[places:]], {g: s for g, s in pinned.items() if g in kept})


def _wanted(guest: Guest, include: set[str]) -> bool:
    if guest.decision == Decision.NOT_NOW or guest.reply in (Reply.DECLINED, Reply.DELEGATED):
        return False
    return guest.reply in include or (guest.decision in include and guest.reply == Reply.NONE)


def _kept(session: Session, event_id: str, round_id: str | None, only_unlocked: bool, fill_gaps: bool) -> dict[str, str]:
    """Guest → seat of those who keep their seats in the round."""
    if not only_unlocked and not fill_gaps:
        return {}
    target = round_id or session.scalar(select(SeatingRound.id).where(SeatingRound.event_id == event_id).order_by(SeatingRound.number).limit(1))
    query = select(Assignment).where(Assignment.round_id == target)
    return {a.guest_id: a.seat_id for a in session.scalars(query) if a.seat_id and (a.locked or fill_gaps)}


def _problem(session: Session, event_id: str, room: _Room, peers: dict[str, Peer], rotations: int) -> Problem:
    index = {g.id: i for i, g in enumerate(room.chosen)}
    people = [peers[g.id] for g in room.chosen]
    pairs = ((i, j, fit(people[i], people[j])) for i, j in combinations(range(len(people)), 2))
    table_of_seat = {s.id: n for n, t in enumerate(room.tables) for s in room.seats[t.id]}
    hosts = tuple(index[g.id] for g in room.chosen if g.role in HOST_ROLES or g.side == Side.HOST)
    return Problem(
        names=tuple(p.name for p in people),
        tables=tuple(Table(0, len(room.seats[t.id])) for t in room.tables),
        affinity=tuple((i, j, w) for i, j, w in pairs if w),
        together=_blocks([(index[a], index[b]) for a, b in together_pairs(session, event_id) if a in index and b in index]),
        apart=tuple((index[a], index[b]) for a, b in apart_pairs(session, event_id) if a in index and b in index),
        pinned={index[g]: table_of_seat[s] for g, s in room.pinned.items() if s in table_of_seat},
        need_one_of=(NeedOneOf(hosts, 1),) if len(hosts) >= len(room.tables) else (),
        allowed=_allowed(room, index),
        rounds=rotations,
    )


def _allowed(room: _Room, index: dict[str, int]) -> dict[int, frozenset[int]]:
    """Guests with access needs sit at tables with an accessible seat, where any seat is marked so."""
    reachable = frozenset(n for n, t in enumerate(room.tables) if any(s.accessible for s in room.seats[t.id]))
    if not reachable:
        return {}
    return {index[g.id]: reachable for g in room.chosen if g.access_needs}


def _blocks(pairs: Iterable[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """Pairs that must sit together, joined into groups."""
    group: dict[int, set[int]] = {}
    for a, b in pairs:
        joined = group.get(a, {a}) | group.get(b, {b})
        for member in joined:
            group[member] = joined
    return tuple(sorted({tuple(sorted(g)) for g in group.values()}))


def _round(work: UnitOfWork, event_id: str, round_id: str | None, number: int) -> SeatingRound:
    if round_id is not None:
        return work.session.get_one(SeatingRound, round_id)
    query = select(SeatingRound).where(SeatingRound.event_id == event_id).order_by(SeatingRound.number)
    found = list(work.session.scalars(query))
    if number < len(found):
        return found[number]
    row = SeatingRound(id=new_id(), event_id=event_id, number=number + 1, name=f"Round {number + 1}" if number else "Seating")
    work.add(row)
    work.session.flush()
    return row


def _write(work: UnitOfWork, target: SeatingRound, room: _Room, peers: dict[str, Peer], tables: Sequence[int], solution: Solution) -> None:
    """Replace the round's seats by the plan; who keeps a seat keeps its lock."""
    session = work.session
    old = {a.guest_id: a for a in session.scalars(select(Assignment).where(Assignment.round_id == target.id))}
    locked = {g for g, a in old.items() if a.locked}
    work.delete_all(list(old.values()))
    session.flush()
    rows = []
    for number, table in enumerate(room.tables):
        members = [peers[g.id] for g, t in zip(room.chosen, tables, strict=True) if t == number]
        for peer, seat in _at_table(members, room.seats[table.id], room.pinned):
            why = reasons(peer, [m for m in members if m is not peer])
            rows.append({"round_id": target.id, "guest_id": peer.guest_id, "seat_id": seat.id, "locked": peer.guest_id in locked, "why": why})
    work.insert_rows(Assignment, rows)
    target.score = round(solution.objective)
    target.ceiling = None if solution.ceiling is None else int(solution.ceiling)
    target.proven = solution.proven


def _at_table(members: list[Peer], seats: list[Seat], pinned: dict[str, str]) -> list[tuple[Peer, Seat]]:
    """Members on seats: pinned ones on theirs, the others in a row in which each next fits its neighbour best."""
    by_id = {s.id: s for s in seats}
    placed = [(m, by_id[pinned[m.guest_id]]) for m in members if pinned.get(m.guest_id) in by_id]
    taken = {s.id for _, s in placed}
    free = [s for s in seats if s.id not in taken]
    waiting = [m for m in members if pinned.get(m.guest_id) not in by_id]
    ordered: list[Peer] = []
    while waiting:
        nearest = max(waiting, key=lambda m: fit(ordered[-1], m) if ordered else 0)
        waiting.remove(nearest)
        ordered.append(nearest)
    return placed + list(zip(ordered, free, strict=False))


def _address(ws: Workspace, guest: Guest) -> str:
    from advoplanner.services.guests import rows_of

    row = rows_of(ws, [guest.id])[0]
    return row.email or row.name
