"""One search for every size: threshold annealing from a plan that keeps the rules, steered by how many moves are accepted."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from advoplanner.core.errors import Enough, KnownProblem, RuleBroken
from advoplanner.core.progress import Progress, Scored
from advoplanner.seating.feasible import find_again
from advoplanner.seating.heat import heat
from advoplanner.seating.population import FOUNDING, LUKEWARM, MEMBERS, RAISING, Population, worth_it
from advoplanner.seating.problem import Problem
from advoplanner.seating.rules import Rules
from advoplanner.seating.state import BEST, CURRENT, EVALUATIONS, Ints, Layout, State, layout, start

BACKENDS = ("numba", "numpy")

_CHUNK = {"numba": 6_000_000, "numpy": 400_000}
_FEWEST_STEPS = 256
_END = 0.985
_MOST_PASSES = 200
_PROBES = 8
_FIRST_PASSES = 3
"""Passes without any heat, after which a plan is good enough to tell from it how hot to begin."""
_WORTH_HEAT = 30
"""Steps for each guest below which full heat only costs: then single moves and swaps come first, and a little heat after them."""
_HURRIED = 0.6
"""Where in the schedule that little heat begins."""
_MUCH_SPENT = 0.9
"""The share of the budget after which it is not begun."""


class Kernel(Protocol):
    """What a back-end offers."""

    NAME: str

    def anneal(self, state: State, steps: int, temperature: float, first: float, last: float, least: float) -> float: ...

    def descend(self, state: State, passes: int) -> bool: ...


@dataclass(frozen=True, slots=True)
class Budget:
    """How long to search: `iterations` (the same plan everywhere) or else `seconds` of wall clock."""

    seconds: float | None
    iterations: int | None


@dataclass(frozen=True, slots=True)
class Limits:
    """When to stop: the budget, counted from `began` (perf_counter), or a plan worth `goal`."""

    budget: Budget
    seed: int
    began: float
    goal: float | None


@dataclass(frozen=True, slots=True)
class Found:
    """The best plan: the table of every guest in every round, and what it took."""

    rounds: tuple[tuple[int, ...], ...]
    iterations: int
    evaluations: int


def kernel(backend: str | None) -> Kernel:
    """The back-end of that name, or the fastest there is; raises KnownProblem where it is asked for and missing."""
    if backend not in (None, *BACKENDS):
        raise RuleBroken("solve.backend", f"solve: there is no back-end “{backend}”.", "Use numba or numpy.", field="backend")
    if backend != "numpy":
        try:
            from advoplanner.seating import kernel_numba
        except ImportError as error:
            if backend == "numba":
                raise KnownProblem("solve.numba", f"The compiled back-end cannot be loaded: {error}.", "Use the back-end numpy.") from error
        else:
            return kernel_numba
    from advoplanner.seating import kernel_numpy

    return kernel_numpy


def search(problem: Problem, rules: Rules, plans: list[list[int]], limits: Limits, engine: Kernel, progress: Progress) -> Found:
    """The best plan found within the limits from `plans`, the table of every block in each round; they must keep the rules.

    Raises Cancelled; on Enough the best so far is returned.
    """
    laid = layout(problem, rules)
    state = start(laid, rules, problem, plans, limits.seed)
    run = _Run(laid, engine, progress, limits, _bound(problem, rules))
    everybody = Population(laid, rules, problem, limits.seed)
    try:
        if laid.movable > 1:
            state = run.anneal(state, everybody)
            run.polish(state)
    except Enough:
        state = run.state or state
    everybody.take(state)
    if state.score[CURRENT] > everybody.best[0]:
        return Found(_by_guest(state.table, laid, rules, problem.size), run.steps, int(state.score[EVALUATIONS]))
    return Found(_by_guest(everybody.best[1], laid, rules, problem.size), run.steps, int(state.score[EVALUATIONS]))


def feasible_plan(problem: Problem, rules: Rules, seed: int) -> list[int]:
    """One plan that keeps every rule, table per block; raises RuleBroken where none was found."""
    answer = find_again(rules, target_sizes(problem, rules), seed)
    if answer.tables is None:
        raise RuleBroken("seating.no_plan", "No plan that keeps every rule was found; there may be none.", "Loosen a rule, or add a table or seats.")
    return answer.tables


def target_sizes(problem: Problem, rules: Rules) -> list[int]:
    """Guests per table that promise most: an exact dynamic programme over all sizes, large tables where pairs gain on average."""
    n = problem.size
    ranges = [(low, min(high, n)) for low, high in zip(rules.lowest, rules.highest, strict=True)]
    if sum(high - low + 1 for low, high in ranges) * n > 50_000_000:
        return [high for _, high in ranges]
    sign = 1 if problem.matrix.sum() >= 0 else -1
    value = np.full(n + 1, -np.inf)
    value[0] = 0
    picks: list[Ints] = []
    for low, high in ranges:
        after, pick = np.full(n + 1, -np.inf), np.zeros(n + 1, dtype=np.int64)
        for size in range(low, high + 1):
            candidate = value[: n + 1 - size] + sign * size * (size - 1)
            better = candidate > after[size:]
            after[size:][better] = candidate[better]
            pick[size:][better] = size
        value = after
        picks.append(pick)
    sizes: list[int] = []
    for pick in reversed(picks):
        sizes.append(int(pick[n]))
        n -= sizes[-1]
    return sizes[::-1]


class _Run:
    """The annealing of one search, chunk by chunk, so that progress is shown and Cancel is heard every few hundredths of a second."""

    def __init__(self, laid: Layout, engine: Kernel, progress: Progress, limits: Limits, bound: float) -> None:
        self.laid = laid
        self.bound = bound
        self.engine = engine
        self.progress = progress
        self.began = limits.began
        self.budget = limits.budget
        # The score holds what is given for staying, the goal does not: with it a plan would pass for the best long before.
        self.goal = None if limits.goal is None or (laid.linear > 0).any() else round(limits.goal * laid.scale)
        self.steps = 0
        self.state: State | None = None
        self.seed = limits.seed
        self.heat = 1.0
        self.lukewarm = 1.0
        self.told: float | None = None
        # What laying out thousands of guests took is gone from the budget, and says nothing of how fast the steps are.
        self.ready = time.perf_counter()
        self.seconds = (limits.budget.seconds or 0.0) * _END - (self.ready - limits.began)

    def anneal(self, state: State, everybody: Population) -> State:
        """From hot to cold within the budget, once or as a population of plans; the state of the best plan."""
        self.state = state
        self._tell(state)
        first = state.table.copy()
        self.engine.descend(state, _FIRST_PASSES)
        self._note(state)
        self.heat = heat(state, self.laid.linear, self.seed)
        probe = self._probe(state)
        if self.budget.iterations is None and probe < _WORTH_HEAT * state.movable:
            return self._hurried(state, everybody)
        if not worth_it(probe, state.movable, len(state.table)):
            self._leg(state, self.heat, 0.0, 1.0)
            everybody.take(state)
            return everybody.back(state)
        return self._bred(state, first, everybody)

    def _hurried(self, state: State, everybody: Population) -> State:
        """What single moves and swaps gain, and in the time that is left what a cool run gains from there."""
        while self._spent() < _MUCH_SPENT and not self.engine.descend(state, 1):
            self.progress.step(min(0.98, self._spent()), "seating")
        self._note(state)
        if self._spent() < _MUCH_SPENT:
            self._leg(state, self.heat * (1 - _HURRIED), _HURRIED, 1.0)
            everybody.take(state)
        return everybody.back(state) if everybody.members else state

    def _bred(self, state: State, first: Ints, everybody: Population) -> State:
        """The best of several plans that all began at `first`, and of their children."""
        for at in range(MEMBERS):
            state = self.state = everybody.placed(first, state) if at else state
            self._leg(state, self.heat, 0.0, (at + 1) * FOUNDING)
            self.engine.descend(state, 2)
            self._note(state)
            everybody.take(state)
        share = MEMBERS * FOUNDING
        while share < 1 - RAISING / 2 and not self._over(state) and len(everybody.members) > 1:
            share += RAISING
            state = self.state = everybody.child(state)
            self._leg(state, self.lukewarm, LUKEWARM, share)
            self.engine.descend(state, 2)
            self._note(state)
            everybody.take(state)
        return everybody.back(state)

    def polish(self, state: State) -> None:
        """Takes what single moves and swaps still gain, until none does or the clock has run out."""
        for _ in range(_MOST_PASSES):
            if self.engine.descend(state, 1) or self._late():
                break
            self.progress.step(0.99, "seating")
        self._note(state)

    def _leg(self, state: State, temperature: float, first: float, until: float) -> None:
        """Anneals along the schedule from `first` to its end while the spent share of the budget grows to `until`."""
        began = self._spent()
        share = max(until - began, 1e-9)
        while (spent := self._spent()) < until and not self._reached(state):
            steps = self._chunk(share, until - spent)
            if steps == 0:
                break
            after = spent + self._cost(steps)
            here, there = ((min(1.0, (at - began) / share)) * (1 - first) + first for at in (spent, after))
            temperature = self.engine.anneal(state, steps, temperature, here, there, self.heat)
            if there <= LUKEWARM:
                self.lukewarm = temperature
            self.steps += steps
            self._tell(state)
            self.progress.step(min(0.98, after), "seating")

    def _tell(self, state: State) -> None:
        """Lets whoever watches see the best plan's worth so far, without the bonus for staying, which is no part of it."""
        if not isinstance(self.progress, Scored):
            return
        at_best = state.score[BEST] >= state.score[CURRENT]
        plan = state.best if at_best else state.table
        stays = int(self.laid.linear[plan, np.arange(plan.shape[1])].sum(dtype=np.int64))
        score = (int(state.score[BEST if at_best else CURRENT]) - stays) / self.laid.scale + self.bound
        if self.told is None or score > self.told:
            self.told = score
            self.progress.better(score)

    def _probe(self, state: State) -> float:
        """The steps that the whole budget allows for; by the clock a few hot ones tell."""
        if self.budget.iterations is not None:
            return self.budget.iterations
        for _ in range(_PROBES):
            self.engine.anneal(state, _FEWEST_STEPS, self.heat, 0.0, 1e-6, self.heat)
            self.steps += _FEWEST_STEPS
            if self._spent() > 1 / 20:
                break
        return self._speed() * self.seconds

    def _spent(self) -> float:
        """The share of the budget used up."""
        if self.budget.iterations is not None:
            return self.steps / self.budget.iterations if self.budget.iterations else 1.0
        return (time.perf_counter() - self.ready) / self.seconds if self.seconds > 0 else 1.0

    def _speed(self) -> float:
        return self.steps / max(time.perf_counter() - self.ready, 1e-9)

    def _cost(self, steps: int) -> float:
        """The share of the budget that so many steps will take."""
        return steps / (self.budget.iterations or self._speed() * self.seconds)

    def _chunk(self, leg: float, left: float) -> int:
        """Steps until progress is told the next time: at most some hundredths of a second, and an eighth of a leg."""
        most = max(_FEWEST_STEPS, _CHUNK[self.engine.NAME] // (self.laid.movable + 60) // _FEWEST_STEPS * _FEWEST_STEPS)
        if self.budget.iterations is not None:
            return max(1, min(most, max(_FEWEST_STEPS, int(leg * self.budget.iterations / 8)), round(left * self.budget.iterations)))
        total = self._speed() * self.seconds
        return int(max(_FEWEST_STEPS // 4, min(most, total * leg / 30, total * left + 1)))

    def _over(self, state: State) -> bool:
        return self._spent() >= 1 or self._reached(state)

    def _late(self) -> bool:
        return self.budget.seconds is not None and time.perf_counter() - self.began > self.budget.seconds

    @staticmethod
    def _note(state: State) -> None:
        if state.score[CURRENT] > state.score[BEST]:
            state.score[BEST] = state.score[CURRENT]
            state.best[:] = state.table

    def _reached(self, state: State) -> bool:
        return self.goal is not None and max(int(state.score[BEST]), int(state.score[CURRENT])) >= self.goal


def _bound(problem: Problem, rules: Rules) -> float:
    """What pairs who always sit together are worth in all rounds, which the search does not count."""
    groups = (list(group) for group in rules.members if len(group) > 1)
    return problem.rounds * float(sum(problem.matrix[np.ix_(group, group)].sum() for group in groups)) / 2


def _by_guest(table: Ints, laid: Layout, rules: Rules, n: int) -> tuple[tuple[int, ...], ...]:
    rounds: list[tuple[int, ...]] = []
    for row in table.tolist():
        seats = [0] * n
        for at, block in enumerate(laid.order):
            for guest in rules.members[block]:
                seats[guest] = row[at]
        rounds.append(tuple(seats))
    return tuple(rounds)
