"""After the total the worst-off: exchanges that lift the guest who has least of the evening, and cost no more than is allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from advoplanner.seating.problem import NOT_THERE, Problem
from advoplanner.seating.rotation import repeats

_MOST_STEPS = 60
_TRIED = 200
"""Exchanges that are looked at for one worst-off guest in one round, those that give most to them first."""

Ints = np.ndarray[Any, Any]
Rounds = tuple[tuple[int, ...], ...]


def shares(problem: Problem, rounds: Rounds) -> Ints:
    """What every guest has of all rounds: the weights of all pairs they are part of. A guest who misses a round has nothing of it."""
    own = np.zeros(problem.size)
    for seats in rounds:
        at = np.array(seats)
        own += (problem.matrix * (np.equal.outer(at, at) & (at >= 0)[:, None])).sum(axis=1)
    return own


def lifted(problem: Problem, rounds: Rounds, holds: Callable[[Rounds], bool]) -> tuple[Rounds, tuple[int, ...]]:
    """`rounds` with the smallest share made as large as exchanges of two make it, or fewer guests who have no more than that; and
    the guests who had least and have more by it.

    A share counts what the guest `had`. The sum of the weights falls by no more than the share `problem.fairness` of it, pairs meet
    no more often than before, and every answer `holds` the rules. The same where fairness is None.
    """
    if problem.fairness is None:
        return rounds, ()
    of_these = shares(problem, rounds)
    before = own = of_these + (np.array(problem.had) if problem.had else 0)
    least = own.sum() - abs(of_these.sum()) * problem.fairness - 1e-9
    again, worst = meetings_again(problem, rounds), set()
    for _ in range(_MOST_STEPS):
        better = ((after, other) for after, other in _exchanges(problem, rounds, own) if after.sum() >= least and _rank(after) > _rank(own))
        for after, other in sorted(better, key=lambda found: _rank(found[0]), reverse=True):
            if meetings_again(problem, other) <= again and holds(other):
                worst.add(int(own.argmin()))
                own, rounds = after, other
                break
        else:
            break
    return rounds, tuple(sorted(guest for guest in worst if own[guest] > before[guest]))


def meetings_again(problem: Problem, rounds: Rounds) -> int:
    """How often pairs meet who met in another of these rounds, or before."""
    return repeats(rounds) + sum(times for i, j, times in problem.met for seats in rounds if seats[i] == seats[j] != NOT_THERE)


def _rank(own: Ints) -> tuple[float, int]:
    """The smallest share, then how few have it."""
    smallest = round(float(own.min()), 9)
    return smallest, -int((own <= smallest + 1e-9).sum())


def _exchanges(problem: Problem, rounds: Rounds, own: Ints) -> Iterator[tuple[Ints, Rounds]]:
    """Every exchange in one round that may give more to the worst-off guest: the shares after it, and the rounds."""
    worst = int(own.argmin())
    for number, seats in enumerate(rounds):
        at = np.array(seats)
        if at[worst] < 0:
            continue
        mine, others = np.flatnonzero(at == at[worst]), np.flatnonzero((at >= 0) & (at != at[worst]))
        for k, j in _promising(problem.matrix, at, worst, mine, others):
            after, exchanged = _exchanged(problem.matrix, at, own, k, j)
            yield after, tuple(tuple(exchanged.tolist()) if n == number else row for n, row in enumerate(rounds))


def _promising(weights: Ints, at: Ints, worst: int, mine: Ints, others: Ints) -> list[tuple[int, int]]:
    """Whom of the worst-off guest's table (themselves included) to exchange for whom, those that give them most first."""
    seated = (at[None, :] == at[others][:, None]) & (at >= 0)[None, :]
    moving = (seated * weights[worst][None, :]).sum(axis=1) - weights[worst, others] - weights[worst, mine].sum()
    pairs = [(float(gain), worst, int(j)) for gain, j in zip(moving, others, strict=True)]
    for k in mine.tolist():
        if k != worst:
            pairs += [(float(gain), k, int(j)) for gain, j in zip(weights[worst, others] - weights[worst, k], others, strict=True)]
    ranked = sorted((pair for pair in pairs if pair[0] > 0), key=lambda pair: -pair[0])
    return [(k, j) for _, k, j in ranked[:_TRIED]]


def _exchanged(weights: Ints, at: Ints, own: Ints, k: int, j: int) -> tuple[Ints, Ints]:
    here, there = at == at[k], at == at[j]
    after, seats = own.copy(), at.copy()
    seats[k], seats[j] = at[j], at[k]
    after[here] += weights[here, j] - weights[here, k]
    after[there] += weights[there, k] - weights[there, j]
    for guest, left in ((k, here), (j, there)):
        came = seats == seats[guest]
        after[guest] = own[guest] - weights[guest, left].sum() + weights[guest, came].sum()
    return after, seats
