"""How good a plan is after how long: run `python tests/bench/bench_seating.py` and compare with an earlier run on the same machine."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

from measured import Ledger, run

from advoplanner.seating import NeedOneOf, Problem, Solution, Table, solve, warm_up


def main(argv: Sequence[str]) -> int:
    """Prints one line for every case: value as a share of a long run's, and moves judged a second."""
    ledger = Ledger("--smoke" in argv)
    _thousands(ledger, 60 if ledger.smoke else 5_000)
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


def _quality() -> None:
    for backend in ("numba", "numpy"):
        began = time.perf_counter()
        print(f"{warm_up(backend)} ready after {time.perf_counter() - began:.2f} s")
        for n, tables in ((60, 6), (120, 10), (240, 12), (480, 20)):
            _compare(f"{n} guests, {tables} tables", _evening(n, tables), backend)
        _compare("1,200 guests with every kind of rule", _congress(), backend)
    for g, s, rounds in ((5, 3, 7), (8, 4, 9), (12, 10, 5)):
        n = g * s
        found = solve(Problem(tuple(map(str, range(n))), (Table(s, s),) * g, rounds=rounds), seconds=5)
        print(f"rotation {g}-{s}-{rounds}: {found.repeats} repeats, {found.seconds:.2f} s")


def _compare(what: str, problem: Problem, backend: str) -> None:
    reference = solve(problem, seconds=8, seed=99).objective
    for seconds in (1.0, 2.0):
        found = solve(problem, seconds=seconds, backend=backend)
        print(
            f"{what}, {backend}, {seconds:.0f} s: {100 * (reference - found.objective) / abs(reference):+.3f} % below 8 s compiled, {_speed(found)}"
        )


def _speed(found: Solution) -> str:
    return f"{found.evaluations / found.seconds / 1e6:.0f} million moves a second"


def _evening(n: int, tables: int) -> Problem:
    luck = random.Random(n)
    pairs = tuple((i, j, luck.randint(0, 100)) for i in range(n) for j in range(i + 1, n))
    return Problem(tuple(map(str, range(n))), (Table(n // tables, n // tables),) * tables, affinity=pairs)


def _congress() -> Problem:
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


if __name__ == "__main__":
    run(main)
