"""Rounds one after the other, for guests who miss some of them and pairs who met before: each is seated knowing all the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

from advoplanner.core.errors import RuleBroken
from advoplanner.seating.problem import NOT_THERE, Problem
from advoplanner.seating.rotation import built

PASSES = 3
"""How often every round is seated again, once the others are known."""

Met = Counter[tuple[int, int]]
Seat = Callable[[Problem, int, float | None], Sequence[int]]
"""Seats one round: the problem of those who are there, a number that differs for each search, and what all other rounds are worth, less
what repeats among them cost; None until each of them has a plan."""


def needed(problem: Problem) -> bool:
    """Whether somebody misses a round or has met somebody before."""
    return bool(problem.absent or problem.met)


def searches(problem: Problem) -> int:
    """How many searches `plan` makes, so that a budget can be shared out."""
    return problem.rounds * (PASSES if problem.rounds > 1 else 1)


def plan(problem: Problem, seat: Seat) -> tuple[tuple[int, ...], ...]:
    """The table of every guest in each round, NOT_THERE for those who miss it; each round is kept unless a later search betters it.

    Raises RuleBroken naming the round whose rules contradict each other.
    """
    ready = _built(problem)
    if ready is not None:
        return ready
    met: Met = Counter({(i, j): times for i, j, times in problem.met})
    rounds: list[list[int]] = [[] for _ in range(problem.rounds)]
    for number in range(searches(problem)):
        at = number % problem.rounds
        met.subtract(_pairs(rounds[at]))
        part, there = present(problem, at, met)
        others = [seats for other, seats in enumerate(rounds) if other != at]
        try:
            found = _all(problem, there, seat(part, number, _worth(problem, others, met) if all(others) else None))
        except RuleBroken as broken:
            raise RuleBroken(broken.code, _in_round(problem, at, broken.sentence), broken.hint, field=broken.field) from broken
        if not rounds[at] or _value(part, there, found) > _value(part, there, rounds[at]):
            rounds[at] = found
        met.update(_pairs(rounds[at]))
    return tuple(map(tuple, rounds))


def present(problem: Problem, at: int, met: Met | None = None) -> tuple[Problem, list[int]]:
    """The problem of one round for those who are there, and who they are; meetings in `met` cost their pairs what they would cost there."""
    import numpy as np

    there = [guest for guest in range(problem.size) if at not in problem.absent.get(guest, ())]
    index = {guest: n for n, guest in enumerate(there)}
    weights = problem.matrix[np.ix_(there, there)].astype(np.float64)
    for (i, j), times in (met or {}).items():
        if times > 0 and i in index and j in index:
            weights[index[i], index[j]] -= problem.repeat_penalty * (2 * times - 1)
            weights[index[j], index[i]] = weights[index[i], index[j]]
    groups = [tuple(index[guest] for guest in group if guest in index) for group in problem.together]
    part = replace(
        problem,
        names=tuple(problem.names[guest] for guest in there),
        affinity=(),
        dense=weights,
        together=tuple(group for group in groups if len(group) > 1),
        apart=tuple((index[i], index[j]) for i, j in problem.apart if i in index and j in index),
        pinned={index[guest]: table for guest, table in problem.pinned.items() if guest in index},
        allowed={index[guest]: tables for guest, tables in problem.allowed.items() if guest in index},
        need_one_of=tuple(replace(need, guests=tuple(index[g] for g in need.guests if g in index)) for need in problem.need_one_of),
        near={index[guest]: table for guest, table in problem.near.items() if guest in index},
        rounds=1,
        absent={},
        met=(),
    )
    return part, there


def _built(problem: Problem) -> tuple[tuple[int, ...], ...] | None:
    """A construction for everybody, with the places of those who are not there left empty, where tables may be that small."""
    if problem.met:
        return None
    rounds = built(replace(problem, absent={}))
    if rounds is None:
        return None
    blanked = [[NOT_THERE if at in problem.absent.get(g, ()) else table for g, table in enumerate(seats)] for at, seats in enumerate(rounds)]
    for seats in blanked:
        sizes = Counter(seats)
        if any(sizes[at] < table.min for at, table in enumerate(problem.tables)):
            return None
    return tuple(map(tuple, blanked))


def _all(problem: Problem, there: Sequence[int], seats: Sequence[int]) -> list[int]:
    everybody = [NOT_THERE] * problem.size
    for guest, table in zip(there, seats, strict=True):
        everybody[guest] = table
    return everybody


def _pairs(seats: Sequence[int]) -> list[tuple[int, int]]:
    return [(i, j) for i, j in combinations(range(len(seats)), 2) if seats[i] == seats[j] != NOT_THERE]


def _value(part: Problem, there: Sequence[int], seats: Sequence[int]) -> float:
    import numpy as np

    at = np.array([seats[guest] for guest in there])
    return float(part.matrix[np.equal.outer(at, at) & (at != NOT_THERE)[:, None]].sum()) / 2


def _worth(problem: Problem, rounds: Sequence[Sequence[int]], met: Met) -> float:
    """The weights of pairs who share a table, less what it costs that those in `met` meet again; who met before costs nothing yet."""
    before = sum((times - 1) ** 2 for _, _, times in problem.met)
    again = sum((times - 1) ** 2 for times in met.values() if times > 1)
    everybody = range(problem.size)
    return sum(_value(problem, everybody, seats) for seats in rounds) - problem.repeat_penalty * (again - before)


def _in_round(problem: Problem, at: int, sentence: str) -> str:
    return f"In round {at + 1}: {sentence[:1].lower()}{sentence[1:]}" if problem.rounds > 1 and not sentence.startswith(problem.names) else sentence
