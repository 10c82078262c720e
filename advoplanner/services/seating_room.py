"""What the engine is told of an event: its tables with the seats that are free, its guests, its rules; and how a plan is written down."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.errors import Conflict, RuleBroken
from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import plural
from advoplanner.domain.guests import HOST_ROLES, WORDS, Reply, Side, may_be_seated
from advoplanner.domain.peer_fit import Peer, beside, fit, reasons
from advoplanner.domain.table_mix import HostRule, MixLimits
from advoplanner.seating.engine import Solution, solve
from advoplanner.seating.problem import NeedOneOf, Problem, Table
from advoplanner.seating.ring import EMPTY, FREE, Neighbours, seated
from advoplanner.services import seating_rounds as rounds
from advoplanner.services.seating_rules import access_needs, apart_pairs, together_pairs
from advoplanner.services.table_mix import host_rule, lead_here, limits_of
from advoplanner.store.models import Assignment, Guest, Person, Seat, SeatingRound, SeatTable
from advoplanner.store.queries import seating as queries
from advoplanner.store.session import UnitOfWork

LIFTED = "Had least of all so far; seats were exchanged to give more"
"""The reason of who was lifted."""

_GIVEN_UP = 0.01
"""The share of the fit that may be given up, over several rounds, to lift the guest who has least of them."""

LEAST_AT_TABLE = 3
"""Fewer people than this are no conversation among peers."""

_ROLE_FIRST = dict.fromkeys(map(str, HOST_ROLES), 0)


@dataclass
class Room:
    """The event as the engine needs it: tables with the seats that are free, guests to place, and those who stay."""

    tables: list[SeatTable]
    seats: dict[str, list[Seat]]
    chosen: list[Guest]
    left_out: list[tuple[Guest, str]]
    pinned: dict[str, str] = field(default_factory=dict)
    """Guest → seat of those who keep theirs."""
    needs: frozenset[str] = frozenset()
    """Guests who need an accessible seat, where any is marked."""
    missing: dict[str, frozenset[int]] = field(default_factory=dict)
    """Guest → rounds, from 0, that they miss, where several are seated at once."""
    wishes: tuple[NeedOneOf, ...] = ()
    """What every table should have beyond the rules, where the guests allow it."""
    limits: MixLimits = field(default_factory=MixLimits)
    """The norms of the event for hosts and prospects at a table."""
    targets: Sequence[str] = ()
    """The rounds that are there already and will be written."""


def _even_tables(room: Room) -> tuple[Table, ...]:
    """Tables as full as each other, none with fewer than LEAST_AT_TABLE; where guests are few the engine leaves whole tables empty."""
    sizes = [len(room.seats[t.id]) for t in room.tables]
    share = len(room.chosen) / max(sum(sizes), 1)
    return tuple(Table(min(size, max(int(size * share), LEAST_AT_TABLE)), size) for size in sizes)


def room_of(
    session: Session, event_id: str, round_id: str | None, include: set[str], rotations: int, only_unlocked: bool, fill_gaps: bool, *,
    without: Collection[str] = (),
) -> Room:  # fmt: skip
    """What there is to seat in a round, or in `rotations` rounds, as if the guests in `without` did not come.

    Raises RuleBroken where there are no tables or nobody to seat.
    """
    tables = list(session.scalars(select(SeatTable).where(SeatTable.event_id == event_id).order_by(SeatTable.number, SeatTable.id)))
    if not tables:
        raise RuleBroken("seating.no_tables", "There are no tables yet.", "Lay them out first, for example: tables EVENT --shape 11x8.")
    seats: dict[str, list[Seat]] = {t.id: [] for t in tables}
    for seat in session.scalars(select(Seat).where(Seat.table_id.in_(list(seats)), Seat.blocked.is_(False)).order_by(Seat.number)):
        seats[seat.table_id].append(seat)
    found = session.scalars(select(Guest).where(Guest.event_id == event_id))
    everybody = [g for g in found if may_be_seated(g.decision, g.reply) and g.id not in without]
    targets = _targets(session, event_id, round_id, rotations)
    held = [a for a in _held(session, targets) if a.guest_id not in without]
    pinned = _kept(held, {s.id: t for t, row in seats.items() for s in row}, only_unlocked, fill_gaps)
    guests = [g for g in everybody if _wanted(g, include) or g.id in pinned]
    if not guests:
        raise RuleBroken(
            "seating.nobody",
            "Nobody has accepted yet, so there is nobody to seat.",
            "Mark replies first, or include the approved: --include approved.",
        )
    away, guests = _without_the_away(session, event_id, guests, set(pinned), targets, rotations)
    _in_order(session, guests, set(pinned))
    places = sum(len(s) for s in seats.values())
    why = f"There is no seat left: {plural(places, 'seat')} for {plural(len(guests), 'guest')}; add a table or enlarge one"
    chosen, present = guests[:places], {g.id for g in guests} | {g.id for g, _ in away}
    left = [*away, *((g, why) for g in guests[places:])]
    left += [(g, _not_asked(g)) for g in everybody if g.id in {a.guest_id for a in held} and g.id not in present]
    missing = _of_several(session, event_id, chosen, rotations)
    return Room(tables, seats, chosen, left, pinned, missing=missing, limits=limits_of(session, event_id), targets=targets)


def _without_the_away(
    session: Session, event_id: str, guests: list[Guest], pinned: set[str], targets: Sequence[str], rotations: int
) -> tuple[list[tuple[Guest, str]], list[Guest]]:
    """Those who miss the one round that is seated, with the reason, and the others; who keeps a seat is counted as there.

    Raises RuleBroken where everybody misses it.
    """
    if rotations > 1:
        return [], guests
    order = [found for found, _ in queries.rounds(session, event_id)]
    at = order.index(targets[0]) if targets else 0
    missing = rounds.missing(session, event_id, [g for g in guests if g.id not in pinned])
    away = [(g, rounds.away_words(session, g, missing[g.id])) for g in guests if at in missing.get(g.id, ())]
    gone = {g.id for g, _ in away}
    if len(gone) == len(guests):
        raise RuleBroken("seating.all_away", "Everybody who is to be seated is away in this round.", "Look at when they arrive and leave.")
    return away, [g for g in guests if g.id not in gone]


def _of_several(session: Session, event_id: str, chosen: Sequence[Guest], rotations: int) -> dict[str, frozenset[int]]:
    """Who misses which of the rounds that are seated at once."""
    if rotations == 1:
        return {}
    found = rounds.missing(session, event_id, chosen, rotations).items()
    away = {guest: frozenset(number for number in numbers if number < rotations) for guest, numbers in found}
    if chosen and any(sum(number in numbers for numbers in away.values()) == len(chosen) for number in range(rotations)):
        hint = "Plan fewer rounds, or look at who arrives and leaves when."
        raise RuleBroken("seating.all_away", "In one of the rounds nobody is there who could be seated.", hint)
    return {guest: numbers for guest, numbers in away.items() if numbers}


def _in_order(session: Session, guests: list[Guest], pinned: set[str]) -> None:
    """Who is seated first where seats are short: those who keep theirs, hosts, accepted, bench; companions right after their guest."""
    names = {r.id: r.sort_name for r in session.execute(select(Person.id, Person.sort_name).where(Person.id.in_([g.person_id for g in guests])))}
    order: dict[str, int] = {Reply.ACCEPTED: 0, Reply.TENTATIVE: 1}
    by_id = {g.id: g for g in guests}

    def place(g: Guest) -> tuple[bool, int, int, int, str, str]:
        return g.id not in pinned, _ROLE_FIRST.get(g.role, 1), order.get(g.reply, 2), g.bench_rank, names[g.person_id], g.id

    def with_main(g: Guest) -> tuple[bool, tuple[bool, int, int, int, str, str], bool]:
        main = by_id.get(g.companion_of or "", g)
        return g.id not in pinned, place(main), main is not g

    guests.sort(key=with_main)


def _not_asked(guest: Guest) -> str:
    state = WORDS[guest.reply] if guest.reply != Reply.NONE else WORDS[guest.decision]
    return f"{state}: not among those seated this time"


def _wanted(guest: Guest, include: set[str]) -> bool:
    return guest.reply in include or (guest.decision in include and guest.reply == Reply.NONE)


def _targets(session: Session, event_id: str, round_id: str | None, rotations: int) -> list[str]:
    """The rounds that are there already and will be written."""
    ids = list(session.scalars(select(SeatingRound.id).where(SeatingRound.event_id == event_id).order_by(SeatingRound.number)))
    if rotations == 1 and round_id is not None:
        if round_id not in ids:
            raise RuleBroken("seating.no_round", "This round is no longer part of the event.", "Choose another round.")
        return [round_id]
    return ids[:rotations]


def _held(session: Session, round_ids: list[str]) -> list[Assignment]:
    return list(session.scalars(select(Assignment).where(Assignment.round_id.in_(round_ids)).order_by(Assignment.id)))


def _kept(held: list[Assignment], table_of: dict[str, str], only_unlocked: bool, fill_gaps: bool) -> dict[str, str]:
    """Guest → seat of those who keep theirs, in every round that is seated; raises RuleBroken where two rounds hold one guest at two tables."""
    kept: dict[str, str] = {}
    for a in held:
        if not a.seat_id or a.seat_id not in table_of or not (fill_gaps or (a.locked and only_unlocked)):
            continue
        if table_of[kept.setdefault(a.guest_id, a.seat_id)] != table_of[a.seat_id]:
            raise RuleBroken("seating.two_locks", "A guest is locked to different tables in two rounds.", "Unlock one of the seats.")
    return kept


def check_unchanged(session: Session, room: Room) -> None:
    """Raise Conflict where somebody declined, or a seat went, while the search ran."""
    columns = select(Guest.id, Guest.decision, Guest.reply).where(Guest.id.in_([g.id for g in room.chosen]))
    coming = {r.id for r in session.execute(columns) if may_be_seated(r.decision, r.reply)}
    wanted = {s.id for row in room.seats.values() for s in row}
    there = set(session.scalars(select(Seat.id).where(Seat.table_id.in_(list(room.seats)), Seat.blocked.is_(False))))
    if len(coming) < len(room.chosen) or not wanted <= there:
        raise Conflict("seating.changed", "Guests or tables changed while the seats were worked out.", "Seat everybody once more.")


def problem_of(session: Session, event_id: str, room: Room, peers: dict[str, Peer], rotations: int, *, weighed: bool = True) -> Problem:
    """The problem for the engine: guests in the order of `room.chosen`, tables in the order of `room.tables`, every hard rule.

    Not `weighed`, it says nothing of who fits whom: enough to ask whether the rules can hold.
    """
    index = {g.id: i for i, g in enumerate(room.chosen)}
    people = [peers[g.id] for g in room.chosen]
    pairs = ((i, j, fit(people[i], people[j])) for i, j in combinations(range(len(people)), 2)) if weighed else ()
    table_of_seat = {s.id: n for n, t in enumerate(room.tables) for s in room.seats[t.id]}
    tables = _even_tables(room)
    room.wishes = _wishes(room, index, tables)
    others = rounds.elsewhere(session, event_id, room.targets, {g.id: peers[g.id] for g in room.chosen}) if weighed else rounds.Elsewhere()
    return Problem(
        names=tuple(p.name for p in people),
        table_names=tuple(f"table {t.number}" for t in room.tables),
        tables=tables,
        affinity=tuple((i, j, w) for i, j, w in pairs if w),
        together=_blocks([(index[a], index[b]) for a, b in together_pairs(session, event_id) if a in index and b in index]),
        apart=tuple((index[a], index[b]) for a, b in apart_pairs(session, event_id) if a in index and b in index),
        pinned={index[g]: table_of_seat[s] for g, s in room.pinned.items() if s in table_of_seat},
        need_one_of=_hosts(room, index, host_rule(session, event_id)),
        allowed=_allowed(session, event_id, room, index),
        rounds=rotations,
        absent={index[guest]: rounds for guest, rounds in room.missing.items()},
        met=tuple(sorted((min(index[a], index[b]), max(index[a], index[b]), times) for (a, b), times in others.met.items())),
        had=tuple(others.had.get(g.id, 0) for g in room.chosen) if others.had else (),
        fairness=_GIVEN_UP if rotations > 1 or others.had else 0.0,
    )


def _hosts(room: Room, index: Mapping[str, int], rule: HostRule) -> tuple[NeedOneOf, ...]:
    """The hosts that every table must have: as many as the event's own rule asks, else one where there are enough."""
    hosts = tuple(index[g.id] for g in room.chosen if lead_here(g.role, g.side))
    usual = 1 if len(hosts) >= len(room.tables) else 0
    least = usual if rule.least is None else rule.least
    return (NeedOneOf(hosts, least, rule.most),) if least or (hosts and rule.most is not None) else ()


def _wishes(room: Room, index: Mapping[str, int], tables: Sequence[Table]) -> tuple[NeedOneOf, ...]:
    """What every table should have beyond the rules where the guests allow it: an advocate, no more prospects than the advocate
    can speak to, and of the host team no more than one in so many."""
    team, advocates, prospects = (tuple(index[g.id] for g in room.chosen if g.side == side) for side in (Side.HOST, Side.ADVOCATE, Side.PROSPECT))
    found = []
    if min(len(advocates), len(prospects)) >= len(tables):
        found.append(NeedOneOf(advocates))
        most = int(room.limits.prospects_each_advocate)
        if most > 0 and len(prospects) <= most * len(tables):
            found.append(NeedOneOf(prospects, 0, most))
    most = max(1, int(min(table.min for table in tables) // max(room.limits.people_each_host, 1)))
    if len(tables) < len(team) <= most * len(tables):
        found.append(NeedOneOf(team, 0, most))
    return tuple(found)


def solved(
    problem: Problem, wishes: tuple[NeedOneOf, ...] = (), *, seconds: float | None = None, iterations: int | None = None, seed: int = 1,
    progress: Progress = QUIET,
) -> Solution:  # fmt: skip
    """The engine's plan with the guests spread evenly and with what is wished for at every table; without where the rules leave no other way.

    Raises RuleBroken.
    """
    if wishes:
        with suppress(RuleBroken):
            return solved(
                replace(problem, need_one_of=problem.need_one_of + wishes), seconds=seconds, iterations=iterations, seed=seed, progress=progress
            )
    try:
        return solve(problem, seconds=seconds, iterations=iterations, seed=seed, progress=progress)
    except RuleBroken:
        uneven = replace(problem, tables=tuple(Table(0, t.max) for t in problem.tables))
        if uneven == problem:
            raise
        return solve(uneven, seconds=seconds, iterations=iterations, seed=seed, progress=progress)


def _allowed(session: Session, event_id: str, room: Room, index: dict[str, int]) -> dict[int, frozenset[int]]:
    """Guests with access needs sit at tables with an accessible seat, where any seat is marked so."""
    reachable = frozenset(n for n, t in enumerate(room.tables) if any(s.accessible for s in room.seats[t.id]))
    if not reachable:
        return {}
    room.needs = frozenset(access_needs(session, event_id))
    return {index[g]: reachable for g in room.needs if g in index and g not in room.pinned}


def _blocks(pairs: Iterable[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """Pairs that must sit together, joined into groups."""
    group: dict[int, set[int]] = {}
    for a, b in pairs:
        joined = group.get(a, {a}) | group.get(b, {b})
        for member in joined:
            group[member] = joined
    return tuple(sorted({tuple(sorted(g)) for g in group.values()}))


def write_plan(work: UnitOfWork, target: SeatingRound, room: Room, peers: dict[str, Peer], tables: Sequence[int], solution: Solution) -> None:
    """Replace the round's seats by the plan; who keeps a seat keeps its lock. Of several rounds each has a score of its own, no ceiling."""
    alone = len(solution.rounds) == 1
    lifted = {room.chosen[guest].id for guest in solution.lifted}
    session = work.session
    old = {a.guest_id: a for a in session.scalars(select(Assignment).where(Assignment.round_id == target.id))}
    locked = {g for g, a in old.items() if a.locked}
    work.delete_all(list(old.values()))
    session.flush()
    rows, score = [], 0
    for number, table in enumerate(room.tables):
        members = [peers[g.id] for g, t in zip(room.chosen, tables, strict=True) if t == number]
        score += sum(fit(a, b) for a, b in combinations(members, 2))
        by_id = {p.guest_id: p for p in members}
        for guest_id, seat in at_table(members, room.seats[table.id], room, room.pinned):
            why = reasons(by_id[guest_id], [m for m in members if m.guest_id != guest_id])
            why += [LIFTED] if guest_id in lifted else []
            rows.append({"round_id": target.id, "guest_id": guest_id, "seat_id": seat.id, "locked": guest_id in locked, "why": why})
    work.insert_rows(Assignment, rows)
    target.score = score
    target.ceiling = int(solution.ceiling) if alone and solution.ceiling is not None else None
    target.proven = alone and solution.proven


def at_table(members: list[Peer], seats: list[Seat], room: Room, keep: Mapping[str, str]) -> list[tuple[str, Seat]]:
    """Members on seats: those who keep theirs there (guest → seat id), access needs on accessible ones, the others beside whom they suit."""
    place = {s.id: n for n, s in enumerate(seats)}
    given = {m.guest_id: place[keep[m.guest_id]] for m in members if keep.get(m.guest_id) in place}
    reachable = [n for n, s in enumerate(seats) if s.accessible and n not in given.values()]
    needing = [m.guest_id for m in members if m.guest_id in room.needs and m.guest_id not in given]
    given |= dict(zip(needing, reachable, strict=False))
    return [(guest_id, seats[n]) for guest_id, n in order(members, len(seats), given).items()]


def order(members: Sequence[Peer], seats: int, given: Mapping[str, int]) -> dict[str, int]:
    """Guest → seat (from 0) round one table, those in `given` on theirs: neighbours who suit each other best. Seats left over are the last."""
    place = {m.guest_id: n for n, m in enumerate(members)}
    row = [FREE] * seats
    for guest_id, seat in given.items():
        row[seat] = place[guest_id]
    for seat in [n for n, guest in enumerate(row) if guest == FREE][len(members) - len(given) :]:
        row[seat] = EMPTY
    found = seated(neighbours(members), row)
    return {members[guest].guest_id: seat for seat, guest in enumerate(found) if guest >= 0}


def neighbours(members: Sequence[Peer]) -> Neighbours:
    """What members are worth to each other side by side; a guest does not like to sit between two of the host team."""
    import numpy as np

    pair = np.zeros((len(members), len(members)), dtype=np.int64)
    for i, j in combinations(range(len(members)), 2):
        pair[i, j] = pair[j, i] = beside(members[i], members[j])
    flagged = np.array([m.side == Side.HOST for m in members], dtype=bool)
    return Neighbours(pair, flagged, np.array([m.weights["between_hosts"] for m in members], dtype=np.int64))
