"""The step that one long annealing run lacks: several plans are annealed, and children of two of them annealed again.

Worth it where there is time for many runs: then a child of two good plans, cooled from a lower temperature, beats another
run from scratch. Up to some 150 guests that is so within a second, for 240 within ten.
"""

from __future__ import annotations

import numpy as np

from advoplanner.seating import kernel_numpy
from advoplanner.seating.problem import Problem
from advoplanner.seating.rules import Rules
from advoplanner.seating.state import BEST, CURRENT, EVALUATIONS, Ints, Layout, State, start

MEMBERS = 6
FOUNDING = 0.07
"""Share of the budget for the run of each first member."""
RAISING = 0.05
"""Share for each child."""
LUKEWARM = 0.25
"""Where in the schedule a child begins."""
_WORTH_IT = 150
"""Steps for every pair of guests from which several runs are better than one."""


def worth_it(steps: float, movable: int, rounds: int) -> bool:
    """Whether `steps` suffice for a population of plans for so many blocks; rotations are always one run."""
    return rounds == 1 and movable > 2 and steps >= _WORTH_IT * movable**2


class Population:
    """The best plans so far, no two of the same score; children come from two of them, drawn by `seed`."""

    def __init__(self, laid: Layout, rules: Rules, problem: Problem, seed: int) -> None:
        self.laid = laid
        self.rules = rules
        self.problem = problem
        self.random = np.random.default_rng(seed)
        self.seed = seed
        self.members: list[tuple[int, Ints]] = []

    @property
    def best(self) -> tuple[int, Ints]:
        """Score and plan of the best member."""
        return max(self.members, key=lambda member: member[0])

    def take(self, state: State) -> None:
        """Adds the best plan of `state`; of too many the worst goes."""
        score = int(state.score[BEST])
        if all(score != other for other, _ in self.members):
            self.members.append((score, state.best.copy()))
            self.members.sort(key=lambda member: -member[0])
            del self.members[MEMBERS:]

    def child(self, state: State) -> State:
        """A state half-way from one member to another, of whom there must be two; it counts the evaluations of `state` on."""
        one, other = self.random.choice(len(self.members), 2, replace=False)
        child = self.placed(self.members[one][1], state)
        _cross(child, self.members[other][1][0], self.random)
        child.score[BEST] = child.score[CURRENT]
        child.best[:] = child.table
        return child

    def back(self, state: State) -> State:
        """`state` at the best plan of all, itself where it is there."""
        return state if state.score[CURRENT] >= self.best[0] else self.placed(self.best[1], state)

    def placed(self, table: Ints, state: State) -> State:
        """A state at the plan `table` that counts on from `state` and draws the same luck."""
        again = _resumed(table, self.laid, self.rules, self.problem, self.seed)
        again.score[EVALUATIONS] = state.score[EVALUATIONS]
        again.random[:] = state.random
        return again


def _resumed(table: Ints, laid: Layout, rules: Rules, problem: Problem, seed: int) -> State:
    """A state at the plan `table` (rounds × columns)."""
    inverse = np.argsort(np.array(laid.order))
    return start(laid, rules, problem, [row[inverse].tolist() for row in table], seed)


def _cross(s: State, other: Ints, random: np.random.Generator) -> None:
    """Moves the plan of `s` half-way to `other` by exchanges that keep every rule; guests whom both seat alike stay."""
    v = s.movable
    tables = other.astype(np.int64)
    target = _alike(s.table[0].astype(np.int64), tables, s.fit.shape[1])[tables][:v]
    differing = np.flatnonzero(s.table[0, :v] != target)
    moved = 0
    for i in random.permutation(differing).tolist():
        if 2 * moved >= len(differing):
            break
        here, there = int(s.table[0, i]), int(target[i])
        partners = differing[(s.table[0, differing] == there) & (target[differing] != there) & (s.weight[differing] == s.weight[i])]
        if here == there or not len(partners):
            continue
        gains = s.fit[0, there, i] - s.own[0, i] + s.fit[0, here, partners] - s.own[0, partners] - 2 * s.pair[0, i, partners]
        j, gain = int(partners[gains.argmax()]), int(gains.max())
        if gain > s.floor and kernel_numpy.hosted(s, 0, i, here, [j], there):
            kernel_numpy.exchange(s, 0, i, j)
            s.score[CURRENT] += gain
            moved += 1 + int(target[j] == here)


def _alike(mine: Ints, theirs: Ints, count: int) -> Ints:
    """For each of their tables the one of mine that shares most guests with it, each taken once."""
    shared = np.zeros((count, count), dtype=np.int64)
    np.add.at(shared, (theirs, mine), 1)
    matched = np.full(count, -1)
    free = np.ones(count, dtype=bool)
    for at in np.argsort(-shared, axis=None, kind="stable").tolist():
        table, own = divmod(at, count)
        if matched[table] < 0 and free[own]:
            matched[table] = own
            free[own] = False
    return matched
