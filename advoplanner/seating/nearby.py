"""A better plan a few moves away: the best single moves and exchanges, one after the other, while the rules hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from advoplanner.seating.engine import violations
from advoplanner.seating.problem import Problem

_TRIED = 500
"""Moves that are tried for the rules at each step, the best first: where none of them holds, the plan stays as it is."""


def improved(problem: Problem, seats: Sequence[int], near: Mapping[int, int], most: int) -> tuple[int, ...]:
    """`seats` (the table of every guest, one round) bettered while at most `most` guests sit elsewhere than `near` says.

    `seats` must keep the rules; so does the answer, and its objective is never lower.
    """
    plan = list(seats)
    while True:
        for other in _better(problem, plan):
            if sum(other[guest] != table for guest, table in near.items()) <= most and not violations(problem, [other]):
                plan = other
                break
        else:
            return tuple(plan)


def _better(problem: Problem, plan: list[int]) -> Iterator[list[int]]:
    """Every plan one move or one exchange away that is worth more, the best first, at most _TRIED."""
    n, tables = problem.size, len(problem.tables)
    at = np.array(plan)
    seated = np.zeros((n, tables))
    seated[np.arange(n), at] = 1
    fit = problem.matrix @ seated
    own = fit[np.arange(n), at]
    moving = fit - own[:, None]
    there = moving[:, at]
    swapping = np.triu(there + there.T - 2 * problem.matrix * (at[:, None] != at[None, :]), 1)
    swapping[at[:, None] == at[None, :]] = 0
    room = np.array([table.max for table in problem.tables]) > np.bincount(at, minlength=tables)
    moving[:, ~room] = 0
    gains = np.concatenate([moving.ravel(), swapping.ravel()])
    for place in np.argsort(-gains, kind="stable")[:_TRIED].tolist():
        if gains[place] <= 1e-9:
            return
        other = plan.copy()
        if place < n * tables:
            other[place // tables] = place % tables
        else:
            i, j = divmod(place - n * tables, n)
            other[i], other[j] = plan[j], plan[i]
        yield other
