"""How good a plan is after how long: run `python tests/bench/bench_seating.py` and compare with an earlier run on the same machine."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from measured import Ledger, cpu, run

from advoplanner.core.errors import RuleBroken
from advoplanner.seating import NeedOneOf, Problem, Solution, Table, solve, warm_up


def main(argv: Sequence[str]) -> int:
    """Prints one line for every case: value as a share of a long run's, and moves judged a second."""
    ledger = Ledger("--smoke" in argv)
    _thousands(ledger, 60 if ledger.smoke else 5_000)
    _targets(ledger)
    if not ledger.smoke:
        _quality()
    return ledger.status()


def _thousands(ledger: Ledger, n: int) -> None:
    """Two seconds are two seconds, also for as many guests as the engine takes."""
    luck = random.Random(5)
    pairs = {(i, j) if i < j else (j, i) for i, j in ((luck.randrange(n), luck.randrange(n)) for _ in range(25 * n)) if i != j}
    problem = Problem(
        tuple(map(str, range(n))), (Table(8, 10),) * (n // 10 + 1), affinity=tuple((i, j, luck.randint(-4, 12)) for i, j in sorted(pairs))
    )
    seconds = 0.2 if ledger.smoke else 2.0
    warm_up()
    ledger.note(f"search of {seconds:g} s for {n:,} guests", solve(problem, seconds=seconds).seconds, 1.2 * seconds, seconds, "s")


def _targets(ledger: Ledger) -> None:
    """Proofs, rotations, a plan worked out again after a pin, and rules that contradict each other, each in CPU time against its target."""
    warm_up()
    for n, limit in ((12, 100),) if ledger.smoke else ((12, 100), (18, 700), (21, 4_000)):
        problem = evening(n, 3)
        ledger.note(f"proof of the best plan for {n} guests", cpu(lambda problem=problem: solve(problem, seconds=60)), limit)
    for g, s, rounds, most in ((5, 3, 7, 0), (8, 4, 10, 0), (12, 10, 5, 5), (120, 10, 6, 0)):
        rotation = Problem(tuple(map(str, range(g * s))), (Table(s, s),) * g, rounds=rounds)
        ledger.note(f"repeats of {g} tables of {s} in {rounds} rounds", solve(rotation, seconds=5).repeats, most, unit="pairs")
    n = 30 if ledger.smoke else 300
    problem = evening(n, n // 10)
    now = solve(problem, iterations=100_000).rounds[0]
    pin = replace(problem, pinned={0: (now[0] + 1) % (n // 10)}, near=dict(enumerate(now)), stay_bonus=200)
    ledger.note(f"a pin among {n} guests, worked out again", cpu(lambda: solve(pin, iterations=60_000)), 300)
    moved = sum(a != b for a, b in zip(now, solve(pin, iterations=60_000).rounds[0], strict=True))
    ledger.note(f"guests of {n} who move for it", moved, max(3, 0.03 * n), unit="guests")
    contradictions(ledger)


def contradictions(ledger: Ledger) -> None:
    n = 60 if ledger.smoke else 1_200
    everyday = replace(_bare(n), together=((0, 1), (1, 2)), apart=tuple((0, i) for i in range(2, n // 2)))
    ledger.note(f"an everyday contradiction among {n:,} guests, named", cpu(lambda: _named(everyday)), 100)
    m = 12 if ledger.smoke else 120
    cycle = replace(_bare(m), tables=(Table(m // 2, m // 2),) * 2, apart=tuple((i, (i + 1) % 11) for i in range(11)))
    ledger.note(f"a smallest set by search among {m} guests", cpu(lambda: _named(cycle)), 2_000)


def _bare(n: int) -> Problem:
    return Problem(tuple(map(str, range(n))), (Table(0, 10),) * (n // 10 + 1))


def _named(problem: Problem) -> None:
    try:
        solve(problem, iterations=10)
    except RuleBroken:
        return
    raise AssertionError("these rules contradict each other")


def _quality() -> None:
    for backend in ("numba", "numpy"):
        began = time.perf_counter()
        print(f"{warm_up(backend)} ready after {time.perf_counter() - began:.2f} s")
        for n, tables in ((60, 6), (120, 10), (240, 12), (480, 20)):
            _compare(f"{n} guests, {tables} tables", evening(n, tables), backend)
        _compare("1,200 guests with every kind of rule", congress(), backend)
        _compare("the same rules, guests in groups of peers", replace(congress(), affinity=(), dense=peers(1_200)), backend)


def _compare(what: str, problem: Problem, backend: str) -> None:
    reference = solve(problem, seconds=8, seed=99).objective
    for seconds in (1.0, 2.0):
        found = solve(problem, seconds=seconds, backend=backend)
        print(
            f"{what}, {backend}, {seconds:.0f} s: {100 * (reference - found.objective) / abs(reference):+.3f} % below 8 s compiled, {_speed(found)}"
        )


def _speed(found: Solution) -> str:
    return f"{found.evaluations / found.seconds / 1e6:.0f} million moves a second"


def evening(n: int, tables: int) -> Problem:
    luck = random.Random(n)
    pairs = tuple((i, j, luck.randint(0, 100)) for i in range(n) for j in range(i + 1, n))
    return Problem(tuple(map(str, range(n))), (Table(n // tables, n // tables),) * tables, affinity=pairs)


def congress() -> Problem:
    n, tables = 1_200, 120
    luck = random.Random(1)
    pairs = tuple((i, j, luck.randint(-4, 12)) for i in range(n) for j in range(i + 1, n) if luck.random() < 0.3)
    apart = {(i, j) for i, j in ((luck.randrange(120, 600), luck.randrange(600, n)) for _ in range(600))}
    return Problem(
        tuple(map(str, range(n))),
        (Table(8, 11),) * tables,
        affinity=pairs,
        together=tuple((i, i + 1) for i in range(0, 120, 2)),
        apart=tuple(sorted(apart)),
        pinned={i: i % tables for i in range(200, 296)},
        need_one_of=(NeedOneOf(tuple(range(900, 1_040))),),
    )


def peers(n: int) -> np.ndarray:
    """Weights as events have them: levels, shared topics and companies, so that guests fall into groups (n × n, whole numbers)."""
    luck = np.random.default_rng(1)
    level, company = luck.choice(4, n, p=(0.2, 0.35, 0.3, 0.15)), luck.integers(0, n // 3, n)
    topics = luck.random((n, 40)) < 0.15 / np.arange(1, 41) ** 0.5
    apart = np.abs(level[:, None] - level[None, :])
    shared = np.minimum(topics.astype(int) @ topics.T.astype(int), 3)
    weights = np.where(apart == 0, 3, np.where(apart == 1, 1, -2)) + shared - 4 * (company[:, None] == company[None, :])
    np.fill_diagonal(weights, 0)
    return weights.astype(float)


if __name__ == "__main__":
    run(main)
