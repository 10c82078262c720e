"""After the total the worst-off: exchanges that lift the guest who has least of the evening, and cost no more than is allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import numpy as np

from advoplanner.core.errors import Enough
from advoplanner.core.progress import QUIET, Progress
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


def lifted(problem: Problem, rounds: Rounds, holds: Callable[[Rounds], bool], progress: Progress = QUIET) -> tuple[Rounds, tuple[int, ...]]:
    """`rounds` with the smallest share made as large as exchanges of two make it, or fewer guests who have no more than that; and
    the guests who had least and have more by it.

    A share counts what the guest `had`. The sum of the weights falls by no more than the share `problem.fairness` of it, pairs meet
    no more often than before, and every answer `holds` the rules. The same where fairness is None. Raises Cancelled; who has enough
    of searching is waited for, since this is done within a second.
    """
    if problem.fairness is None:
        return rounds, ()
    of_these = shares(problem, rounds)
    before = own = of_these + (np.array(problem.had) if problem.had else 0)
    least = own.sum() - abs(of_these.sum()) * problem.fairness - 1e-9
    again, worst = meetings_again(problem, rounds), set()
    for _ in range(_MOST_STEPS):
        for after, other in _exchanges(problem, rounds, own, least):
            with suppress(Enough):
                progress.step(1.0, "seating")
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


def _ranks(shares_of: Ints) -> Ints:
    """For each row of shares the smallest, and how few have it: (rows, 2), greater is better."""
    smallest = np.round(shares_of.min(axis=1), 9)
    return np.stack([smallest, -(shares_of <= smallest[:, None] + 1e-9).sum(axis=1)], axis=1)


def _exchanges(problem: Problem, rounds: Rounds, own: Ints, least: float) -> Iterator[tuple[Ints, Rounds]]:
    """Exchanges in one round that better the worst-off guest's lot and leave `least` in all: shares after each, and the rounds; the best first."""
    worst = int(own.argmin())
    found: list[tuple[tuple[float, float], int, int, int, Ints]] = []
    now = tuple(_ranks(own[None, :])[0])
    for number, seats in enumerate(rounds):
        at = np.array(seats)
        if at[worst] < 0:
            continue
        pairs = _promising(problem.matrix, at, worst)
        after = _exchanged(problem.matrix, at, own, *pairs)
        ranks, sums = _ranks(after), after.sum(axis=1)
        better = [n for n in range(len(after)) if sums[n] >= least and tuple(ranks[n]) > now]
        found += [((ranks[n][0], ranks[n][1]), number, int(pairs[0][n]), int(pairs[1][n]), after[n]) for n in better]
    for _, number, k, j, shares_after in sorted(found, key=lambda one: one[0], reverse=True):
        exchanged = list(rounds[number])
        exchanged[k], exchanged[j] = exchanged[j], exchanged[k]
        yield shares_after, tuple(tuple(exchanged) if n == number else row for n, row in enumerate(rounds))


def _promising(weights: Ints, at: Ints, worst: int) -> tuple[Ints, Ints]:
    """Whom of the worst-off guest's table (themselves included) to exchange for whom, those that give them most first."""
    mine, others = np.flatnonzero(at == at[worst]), np.flatnonzero((at >= 0) & (at != at[worst]))
    stay = mine[mine != worst]
    at_table = np.bincount(at[others], weights=weights[worst, others], minlength=int(at.max()) + 1)
    moving = at_table[at[others]] - weights[worst, others] - weights[worst, mine].sum()
    gains = np.concatenate([moving, (weights[worst, others][None, :] - weights[worst, stay][:, None]).ravel()])
    ranked = np.argsort(-gains, kind="stable")[:_TRIED]
    ranked = ranked[gains[ranked] > 0]
    return np.repeat(np.concatenate([[worst], stay]), len(others))[ranked], np.tile(others, len(stay) + 1)[ranked]


def _exchanged(weights: Ints, at: Ints, own: Ints, k: Ints, j: Ints) -> Ints:
    """The shares of all after guests `k` and `j` have changed places, a row for each pair."""
    here, there = at[None, :] == at[k][:, None], at[None, :] == at[j][:, None]
    after: Ints = own + (weights[:, j] - weights[:, k]).T * (here.astype(float) - there)
    pair = np.arange(len(k))
    for guest, other, left, came in ((k, j, here, there), (j, k, there, here)):
        row = weights[guest]
        after[pair, guest] = own[guest] - (row * left).sum(axis=1) + (row * came).sum(axis=1) - weights[guest, other] + weights[guest, guest]
    return after
