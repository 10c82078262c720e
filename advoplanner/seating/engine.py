"""The engine's front: from a problem to a checked plan with its value, its ceiling and, where there is one, its proof."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advoplanner.core.errors import Enough, RuleBroken
from advoplanner.core.paths import write_bytes
from advoplanner.core.progress import QUIET, Part, Progress
from advoplanner.seating import by_round
from advoplanner.seating.ahead import under_way
from advoplanner.seating.explain import hidden, obvious
from advoplanner.seating.parse import too_many
from advoplanner.seating.problem import NOT_THERE, Problem, Table
from advoplanner.seating.rotation import built, repeats
from advoplanner.seating.rules import Rules, rules_of

if TYPE_CHECKING:
    from advoplanner.seating.search import Found, Kernel, Limits

_LONGEST = 86_400.0
_MOST_ITERATIONS = 10**12
_CEILING_UP_TO = 3_000
_PATIENCE = 1.0
"""Seconds a proof may take where no clock is set."""


@dataclass(frozen=True, slots=True)
class Solution:
    """What SOLUTION.json holds. `objective` is whole where every weight is; `seconds` is the search alone.

    `lifted` are guests who had least of all and were given more (`Problem.fairness`).
    """

    rounds: tuple[tuple[int, ...], ...]
    objective: float
    ceiling: float | None
    proven: bool
    repeats: int
    violations: tuple[str, ...]
    seconds: float
    seed: int
    iterations: int
    evaluations: int
    backend: str
    lifted: tuple[int, ...] = ()

    def as_document(self) -> dict[str, Any]:
        """The document of the `solve` command, ready for json.dumps; a guest who misses a round has no table (null) in it."""
        rounds = [[None if table == NOT_THERE else table for table in seats] for seats in self.rounds]
        found = {name: value for name, value in asdict(self).items() if name != "lifted"}
        return {**found, "rounds": rounds, "violations": list(self.violations)}


def solve(
    problem: Problem,
    *,
    seconds: float | None = None,
    iterations: int | None = None,
    seed: int = 1,
    backend: str | None = None,
    progress: Progress = QUIET,
) -> Solution:
    """The best plan found in `seconds` of search, or by `iterations`, which give the same plan for a seed and back-end anywhere.

    A Scored `progress` hears the objective of the best plan so far, less what repeats cost; where it raises Enough that plan is
    returned. Raises RuleBroken for rules that contradict each other, too few seats or a bad budget, and Cancelled.
    """
    _check(problem, seconds, iterations, seed)
    from advoplanner.seating.fairness import lifted
    from advoplanner.seating.search import Budget, Limits

    engine = _engine(backend)
    _tell(progress, 0.0)
    most = _ceiling(problem)  # the weights are written out here, before the clock starts
    began = time.perf_counter()
    budget = Budget(seconds, _default_iterations(problem) if seconds is None and iterations is None else iterations)
    found, best = _plan(problem, Limits(budget, seed, began, most), engine, progress)
    spent = time.perf_counter() - began
    rounds, worst_off = lifted(problem, found.rounds, lambda other: not violations(problem, other), progress)
    value, again = objective(problem, rounds), repeats(rounds)
    unharmed = value >= objective(problem, found.rounds)
    reached = (best and unharmed) or (most is not None and value >= most and (again == 0 or not problem.repeat_penalty))
    _tell(progress, 1.0)
    return Solution(
        rounds=rounds,
        objective=value,
        ceiling=value if reached else most,
        proven=reached,
        repeats=again,
        violations=tuple(violations(problem, rounds)),
        seconds=round(spent, 6),
        seed=seed,
        iterations=found.iterations,
        evaluations=found.evaluations,
        backend=engine.NAME,
        lifted=worst_off,
    )


def _engine(backend: str | None) -> Kernel:
    """The back-end asked for, else the compiled one, or while that is being compiled the other."""
    from advoplanner.seating.search import kernel

    engine = kernel(backend or ("numpy" if under_way() else None))
    _ready(engine.NAME)
    return engine


def _tell(progress: Progress, done: float) -> None:
    """Say how far it is; who has enough gets a plan none the less."""
    with suppress(Enough):
        progress.step(done, "seating")


def _plan(problem: Problem, limits: Limits, engine: Kernel, progress: Progress) -> tuple[Found, bool]:
    """The plan, built, proven or searched, and whether it is proven to be the best."""
    from advoplanner.seating.search import Found, search

    if by_round.needed(problem):
        return _round_by_round(problem, limits, engine, progress), False
    ready = built(problem)
    if ready is not None:
        return Found(ready, 0, 0), False
    rules = rules_of(problem)
    plans = _feasible(problem, rules, limits.seed)
    proven = _proof(problem, rules, engine.NAME, limits.budget.seconds or _PATIENCE, progress)
    if proven is not None:
        return Found((proven,) * problem.rounds, 0, 0), True
    return search(problem, rules, plans, limits, engine, progress), False


def _round_by_round(problem: Problem, limits: Limits, engine: Kernel, progress: Progress) -> Found:
    """Each round by a search of its own; the budget is shared out."""
    from advoplanner.seating.search import Budget, Found

    count = by_round.searches(problem)
    seconds, iterations = limits.budget.seconds, limits.budget.iterations
    budget = Budget(seconds and seconds / count, iterations and iterations // count)
    judged = steps = 0

    def seat(part: Problem, number: int, others: float | None) -> tuple[int, ...]:
        nonlocal judged, steps
        obvious(part)
        one = replace(limits, budget=budget, seed=limits.seed + number, began=time.perf_counter(), goal=None)
        found, _ = _plan(part, one, engine, Part(progress, number / count, 1 / count, others))
        judged, steps = judged + found.evaluations, steps + found.iterations
        return found.rounds[0]

    return Found(by_round.plan(problem, seat), steps, judged)


def _ceiling(problem: Problem) -> float | None:
    """What no plan can exceed; of rounds that somebody misses the sum over the rounds."""
    from advoplanner.seating.bound import ceiling

    if problem.size > _CEILING_UP_TO:
        return None
    if not problem.absent:
        return ceiling(problem)
    each = [ceiling(by_round.present(problem, at)[0]) for at in range(problem.rounds)]
    return sum(value for value in each if value is not None) if None not in each else None


def warm_up(backend: str | None = None) -> str:
    """Loads a back-end and compiles it where that is not cached; returns its name."""
    from advoplanner.seating.search import kernel

    name = kernel(backend).NAME
    _ready(name)
    return name


def dump(solution: Solution, path: Path) -> Path:
    """Writes SOLUTION.json, all or nothing; raises KnownProblem."""
    return write_bytes(path, json.dumps(solution.as_document(), ensure_ascii=False).encode())


def objective(problem: Problem, rounds: Sequence[Sequence[int]]) -> float:
    """The sum of the weights of pairs that share a table, each unordered pair once a round; an int where every weight is whole."""
    import numpy as np

    matrix = problem.matrix
    upper = [np.triu(np.equal.outer(seats, seats) & (seats != NOT_THERE)[:, None], 1) for seats in (np.array(row) for row in rounds)]
    if np.issubdtype(matrix.dtype, np.integer):
        return sum(int(matrix[shared].sum()) for shared in upper)
    return math.fsum(weight for shared in upper for weight in matrix[shared].tolist())


def violations(problem: Problem, rounds: Sequence[Sequence[int]]) -> list[str]:
    """Every rule a plan breaks, in words; checked from the problem alone, whoever made the plan."""
    found: list[str] = []
    for at, seats in enumerate(rounds):
        where = f" in round {at + 1}" if len(rounds) > 1 else ""
        if not problem.absent:
            found += [f"{what}{where}." for what in _broken(problem, seats)]
            continue
        part, there = by_round.present(problem, at)
        if [guest for guest, table in enumerate(seats) if table != NOT_THERE] != there:
            found.append(f"Not everybody who is there has a seat, or somebody who is not has one{where}.")
        else:
            found += [f"{what}{where}." for what in _broken(part, [seats[guest] for guest in there])]
    return found


def _broken(problem: Problem, seats: Sequence[int]) -> list[str]:
    broken: list[str] = []
    sizes = [0] * len(problem.tables)
    for table in seats:
        sizes[table] += 1
    spare = sum(table.min for table in problem.tables) > problem.size
    for at, (laid, size) in enumerate(zip(problem.tables, sizes, strict=True)):
        if not laid.min <= size <= laid.max and not (spare and size == 0):
            broken.append(f"{problem.table_name(at)} has {size} guests, allowed are {laid.min} to {laid.max}")
    broken += [f"{problem.name(g[0])} and {problem.name(x)} do not sit together" for g in problem.together for x in g[1:] if seats[g[0]] != seats[x]]
    broken += [f"{problem.name(i)} and {problem.name(j)} are not kept apart" for i, j in problem.apart if seats[i] == seats[j]]
    broken += [f"{problem.name(i)} does not sit at {problem.table_name(t)}" for i, t in problem.pinned.items() if seats[i] != t]
    broken += [f"{problem.name(i)} may not sit at {problem.table_name(seats[i])}" for i, may in problem.allowed.items() if seats[i] not in may]
    for need in problem.need_one_of:
        at_table = [0] * len(sizes)
        for guest in set(need.guests):
            at_table[seats[guest]] += 1
        broken += [
            f"{problem.table_name(at)} has {have} of the guests of whom it needs {need.per_table}"
            for at, have in enumerate(at_table)
            if sizes[at] and have < need.per_table
        ]
        broken += [
            f"{problem.table_name(at)} has {have} of the guests of whom it may have {need.most}"
            for at, have in enumerate(at_table)
            if need.most is not None and have > need.most
        ]
    return broken


def _check(problem: Problem, seconds: float | None, iterations: int | None, seed: int) -> None:
    if not problem.size or not problem.tables:
        raise RuleBroken("solve.input", "solve: there are no guests or no tables.", "Add at least one of each.")
    if problem.most_present > problem.seats:
        raise too_many(problem.most_present, problem.seats)
    if seconds is not None and iterations is not None:
        raise RuleBroken("solve.budget", "solve: give either seconds or iterations, not both.", field="seconds")
    if seconds is not None and not 0 < seconds <= _LONGEST:
        raise RuleBroken("solve.budget", "solve: seconds must be more than 0 and at most a day.", field="seconds")
    if iterations is not None and not 0 <= iterations <= _MOST_ITERATIONS:
        raise RuleBroken("solve.budget", "solve: iterations must be from 0 to 10¹².", field="iterations")
    if not 0 <= seed < 2**63:
        raise RuleBroken("solve.budget", "solve: the seed must be from 0 to 2⁶³ − 1.", field="seed")
    if not by_round.needed(problem):  # else every round is looked at for those who are there
        obvious(problem)


def _feasible(problem: Problem, rules: Rules, seed: int) -> list[list[int]]:
    """One plan that keeps the rules for every round; raises RuleBroken naming the contradiction where there is none."""
    from advoplanner.seating.search import feasible_plan

    try:
        return [feasible_plan(problem, rules, seed + r) for r in range(problem.rounds)]
    except RuleBroken:
        hidden(problem)
        raise


def _proof(problem: Problem, rules: Rules, backend: str, patience: float, progress: Progress) -> tuple[int, ...] | None:
    from advoplanner.seating.bound import proof

    try:
        proven = proof(problem, rules, backend == "numba", patience, lambda: progress.step(0.0, "proving"))
    except Enough:
        return None
    return proven.tables if proven else None


def _default_iterations(problem: Problem) -> int:
    """Under half a second for 60 guests and some 5 s for 500, compiled."""
    return min(6_000_000, 300_000 + 6_000 * problem.size) * min(3, problem.rounds)


@cache
def _ready(backend: str) -> None:
    """Compiles what a solve needs, once a process, on a problem of every kind of rule."""
    import numpy as np

    from advoplanner.seating.bound import proof
    from advoplanner.seating.ring import FREE, Neighbours, seated
    from advoplanner.seating.search import Budget, Limits, kernel, search

    if backend != "numba":
        return
    seated(Neighbours(np.zeros((3, 3)), np.zeros(3), np.zeros(3)), [FREE] * 3)
    problem = Problem(("a", "b", "c", "d"), (Table(2, 3), Table(1, 2)), affinity=((0, 1, 1),))
    rules = rules_of(problem)
    search(problem, rules, _feasible(problem, rules, 1), Limits(Budget(None, 64), 1, time.perf_counter(), None), kernel(backend), QUIET)
    proof(problem, rules, True, _PATIENCE, lambda: None)
