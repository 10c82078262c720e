"""One search for every size: threshold annealing from a plan that keeps the rules, steered by how many moves are accepted."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from advoplanner.core.errors import Cancelled, KnownProblem, RuleBroken
from advoplanner.core.progress import Progress
from advoplanner.seating.feasible import find_again
from advoplanner.seating.problem import Problem
from advoplanner.seating.rules import Rules
from advoplanner.seating.state import BEST, CURRENT, EVALUATIONS, Ints, Layout, State, layout, start

BACKENDS = ("numba", "numpy")

_CHUNK = {"numba": 6_000_000, "numpy": 400_000}
_FEWEST_STEPS = 256
_END = 0.985
_MOST_PASSES = 200


class Kernel(Protocol):
    """What a back-end offers."""

    NAME: str

    def anneal(self, state: State, steps: int, temperature: float, first: float, last: float) -> float: ...

    def descend(self, state: State, passes: int) -> bool: ...


@dataclass(frozen=True, slots=True)
class Budget:
    """How long to search: `iterations` (the same plan everywhere) or else `seconds` of wall clock."""

    seconds: float | None
    iterations: int | None


@dataclass(frozen=True, slots=True)
class Limits:
    """When to stop: the budget, counted from `began` (perf_counter), or a plan worth `goal`; `keep` keeps the best on Cancel."""

    budget: Budget
    seed: int
    began: float
    goal: float | None
    keep: bool


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

    Raises Cancelled unless the limits say to keep the best so far.
    """
    laid = layout(problem, rules)
    state = start(laid, rules, problem, plans, limits.seed)
    run = _Run(laid, engine, progress, limits)
    try:
        if laid.movable > 1:
            run.anneal(state)
            if state.score[BEST] > state.score[CURRENT]:
                state = _resumed(state, laid, rules, problem, limits.seed)
            run.polish(state)
    except Cancelled:
        if not limits.keep:
            raise
    best = state.best if state.score[BEST] >= state.score[CURRENT] else state.table
    return Found(_by_guest(best, laid, rules, problem.size), run.steps, int(state.score[EVALUATIONS]))


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
    """One annealing run: chunk by chunk, so that progress is shown and Cancel is heard every few hundredths of a second."""

    def __init__(self, laid: Layout, engine: Kernel, progress: Progress, limits: Limits) -> None:
        self.laid = laid
        self.engine = engine
        self.progress = progress
        self.began = limits.began
        self.budget = limits.budget
        self.goal = None if limits.goal is None else round(limits.goal * laid.scale)
        self.steps = 0

    def anneal(self, state: State) -> None:
        """From hot to cold within the budget, several times over for few guests; leaves the best plan in the state."""
        hot = max(1.0, float(np.abs(state.own).mean()))
        temperature = hot / 10
        runs = _runs(state.movable)
        most = max(_FEWEST_STEPS, _CHUNK[self.engine.NAME] // (state.movable + 60) // _FEWEST_STEPS * _FEWEST_STEPS)
        next_chunk = self._by_iterations(most, runs) if self.budget.iterations is not None else self._by_clock(most, runs)
        done = 0.0
        while done < 1 and not self._reached(state):
            steps, after = next_chunk(done)
            if steps == 0:
                break
            run = int(done * runs)
            temperature = self.engine.anneal(state, steps, temperature, done * runs - run, min(1.0, after * runs - run))
            self.steps += steps
            done = after
            if run < int(done * runs) < runs:
                self.engine.descend(state, 2)
                self._note(state)
                temperature = hot
            self.progress.step(min(0.98, done), "seating")

    def polish(self, state: State) -> None:
        """Takes what single moves and swaps still gain, until none does or the clock has run out."""
        for _ in range(_MOST_PASSES):
            if self.engine.descend(state, 1) or self._late():
                break
            self.progress.step(0.99, "seating")
        self._note(state)

    def _late(self) -> bool:
        return self.budget.seconds is not None and time.perf_counter() - self.began > self.budget.seconds

    @staticmethod
    def _note(state: State) -> None:
        if state.score[CURRENT] > state.score[BEST]:
            state.score[BEST] = state.score[CURRENT]
            state.best[:] = state.table

    def _reached(self, state: State) -> bool:
        return self.goal is not None and max(int(state.score[BEST]), int(state.score[CURRENT])) >= self.goal

    def _by_iterations(self, most: int, runs: int) -> Callable[[float], tuple[int, float]]:
        total = self.budget.iterations or 0
        most = min(most, max(_FEWEST_STEPS, total // (8 * runs)))

        def chunk(done: float) -> tuple[int, float]:
            del done
            steps = min(most, total - self.steps)
            return steps, 1.0 if steps == 0 else (self.steps + steps) / total

        return chunk

    def _by_clock(self, most: int, runs: int) -> Callable[[float], tuple[int, float]]:
        # What laying out thousands of guests took is gone from the budget, and says nothing of how fast the steps are.
        ready = time.perf_counter()
        seconds = (self.budget.seconds or 0.0) * _END - (ready - self.began)

        def chunk(done: float) -> tuple[int, float]:
            spent = time.perf_counter() - ready
            if spent >= seconds:
                return 0, 1.0
            if self.steps == 0:
                return _FEWEST_STEPS, max(done, spent / seconds)
            steps = int(min(most, self.steps / spent * seconds / (30 + 10 * runs), self.steps / spent * (seconds - spent) + 1))
            return max(_FEWEST_STEPS // 4, steps), max(done, min(1.0, spent / seconds + steps / self.steps * spent / seconds))

        return chunk


def _runs(movable: int) -> int:
    """Few guests freeze within milliseconds: several runs find what one missed; from 40 on one long run is better."""
    return 16 if movable <= 24 else 6 if movable <= 40 else 1


def _resumed(state: State, laid: Layout, rules: Rules, problem: Problem, seed: int) -> State:
    """A state at the best plan so far."""
    inverse = np.argsort(np.array(laid.order))
    again = start(laid, rules, problem, [row[inverse].tolist() for row in state.best], seed)
    again.score[EVALUATIONS] = state.score[EVALUATIONS]
    return again


def _by_guest(table: Ints, laid: Layout, rules: Rules, n: int) -> tuple[tuple[int, ...], ...]:
    rounds: list[tuple[int, ...]] = []
    for row in table.tolist():
        seats = [0] * n
        for at, block in enumerate(laid.order):
            for guest in rules.members[block]:
                seats[guest] = row[at]
        rounds.append(tuple(seats))
    return tuple(rounds)
