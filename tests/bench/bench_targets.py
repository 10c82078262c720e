"""Every target of the seating engine beside what is reached: `python3 dev.py bench targets --instances=FOLDER`, or MDGPLIB=FOLDER.

Seconds are CPU time of one core, and a busy machine stretches them too: `pace` says by how much. Gaps are those of bench_instances.
Without the folder the public instances are left out; --from=T4 begins there.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean

from bench_instances import Instance, on_cpu_time, read
from bench_seating import congress, evening, peers
from measured import ROOT, Ledger, cpu, run

from advoplanner.core.errors import RuleBroken
from advoplanner.seating import Problem, Table, solve, warm_up

Row = tuple[str, str, float, float, str]
"""The target's number, what is measured, the figure, the most it may be, and the unit."""

_COLD = """
import time
from random import Random
from advoplanner.seating import Problem, Table, solve
luck, first = Random(1), []
class Watch:
    def step(self, done, what=""): pass
    def better(self, value): first.append(time.process_time())
pairs = tuple((i, j, luck.randint(0, 100)) for i in range(120) for j in range(i + 1, 120))
solve(Problem(tuple(map(str, range(120))), (Table(12, 12),) * 10, affinity=pairs), iterations=3_000, backend=BACKEND, progress=Watch())
print(first[0])
"""


def main(argv: Sequence[str]) -> int:
    """Prints one line for each figure; 1 where a target is missed."""
    words = dict(word[2:].split("=", 1) for word in argv if "=" in word)
    smoke = "--smoke" in argv
    pace = Ledger(smoke).pace
    folder = words.get("instances") or os.environ.get("MDGPLIB", "")
    parts: dict[str, Callable[[], Iterator[Row]]] = {"T4": _thousand, "T5": _cold, "T6": _proofs, "T7": _rotations, "T8": _pin, "T9": _conflicts}
    if folder:
        known = json.loads((Path(folder) / "golfer_anchors.json").read_text(encoding="utf-8"))["known"]
        parts = {"T1": lambda: _instances(read(Path(folder), "", 1)), **parts, "T7 cells": lambda: _cells(known)}
    only = "T9" if smoke else words.get("from", "")
    warm_up()
    missed = 0
    for part in [part for name, part in parts.items() if name >= only]:
        for mark, what, figure, target, unit in part():
            met = figure <= target + 1e-6
            missed += not met
            timed = f" ({figure / pace:.3g} at the pace of the quiet machine)" if unit == "s" and pace > 1.05 else ""
            print(f"{mark:<3} {what:<56} {figure:>9.3f} {unit:<6} target {target:<6g} {'met' if met else 'MISSED'}{timed}", flush=True)
    return int(missed > 0 and not smoke)


def _instances(found: Sequence[Instance]) -> Iterator[Row]:
    for at in found:
        n = at.problem.size
        if n <= 60:
            seconds = {30: 0.5, 60: 1.0}.get(n, 0.1)
            yield "T1", f"{at.name}, {seconds:g} s", _gap(at, seconds, 1), 0.0, "%"
        elif at.name.startswith("Geo"):
            yield "T2", f"{at.name}, 1 s", _gap(at, 1.0, 2), 0.0, "%"
        else:
            budgets = {120: {1.0: 0.10}, 240: {1.0: 0.12, 5.0: 0.06}, 480: {1.0: 0.20, 8.0: -0.05}}[n]
            for seconds, target in budgets.items():
                yield "T2", f"{at.name}, {seconds:g} s", _gap(at, seconds, 3 if seconds == 1 else 1), target, "%"


def _cells(known: dict[str, dict[str, int]]) -> Iterator[Row]:
    """As many rounds as are known without a repeat, by tables and seats."""
    cells = [(int(g), int(s), rounds) for g, row in known.items() for s, rounds in row.items() if int(g) <= 8]
    again = sum(solve(_golfers(*cell), iterations=1_000).repeats > 0 for cell in cells)
    yield "T7", f"of {len(cells)} cells up to 8 tables those with a repeat", again, 0, "cells"


def _gap(at: Instance, seconds: float, runs: int) -> float:
    return round(at.gap([solve(at.problem, seconds=seconds, seed=seed).rounds[0] for seed in range(1, runs + 1)]), 6)


def _thousand() -> Iterator[Row]:
    chance = congress()
    for what, problem in (("chance weights", chance), ("groups of peers", replace(chance, affinity=(), dense=peers(1_200)))):
        long = solve(problem, seconds=30, seed=99).objective
        for backend, seconds, target in ((None, 1.0, None), (None, 2.0, 0.3), ("numpy", 1.0, 1.5)):
            found = [solve(problem, seconds=seconds, seed=seed, backend=backend) for seed in (1, 2, 3)]
            gap = 100 * (long - mean(each.objective for each in found)) / abs(long)
            name = f"1,200 guests, {what}, {seconds:g} s{' NumPy' if backend else ''}"
            if target is None:
                yield "T4", f"{name}: broken rules", sum(len(each.violations) for each in found), 0, "rules"
            else:
                yield "T4", f"{name}: below 30 s", gap, target, "%"


def _cold() -> Iterator[Row]:
    for what, backend in (("compiled at an earlier start", None), ("while it is being compiled", "numpy")):
        words = [sys.executable, "-c", _COLD.replace("BACKEND", repr(backend))]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
        yield "T5", f"first plan of a fresh process, 120 guests, {what}", float(done.stdout), 1.0, "s"


def _proofs() -> Iterator[Row]:
    for n, target in ((18, 0.7), (21, 4.0), (24, 51.0)):
        proven: list[bool] = []
        problem = evening(n, 3)
        spent = _seconds(lambda problem=problem, proven=proven: proven.append(solve(problem, seconds=90).proven))
        yield "T6", f"proof of the best plan for {n} guests", spent if all(proven) else 999.0, target, "s"


def _rotations() -> Iterator[Row]:
    for g, s, rounds, most in ((5, 3, 7, 0), (8, 4, 10, 0), (12, 10, 5, 5), (120, 10, 6, 0)):
        yield "T7", f"{g} tables of {s} in {rounds} rounds, 5 s: repeats", solve(_golfers(g, s, rounds), seconds=5).repeats, most, "pairs"


def _pin() -> Iterator[Row]:
    problem = evening(300, 30)
    now = solve(problem, iterations=100_000).rounds[0]
    pin = replace(problem, pinned={0: (now[0] + 1) % 30}, near=dict(enumerate(now)), stay_bonus=200)
    yield "T8", "a pin among 300 guests, worked out again", _seconds(lambda: solve(pin, iterations=60_000)), 0.3, "s"
    moved = sum(a != b for a, b in zip(now, solve(pin, iterations=60_000).rounds[0], strict=True))
    yield "T8", "guests who move for it", 100 * moved / 300, 3.0, "%"


def _conflicts() -> Iterator[Row]:
    bare = Problem(tuple(map(str, range(1_200))), (Table(0, 10),) * 121)
    everyday = replace(bare, together=((0, 1), (1, 2)), apart=tuple((0, i) for i in range(2, 600)))
    yield "T9", "an everyday conflict among 1,200 guests, named", _seconds(lambda: _named(everyday)), 0.1, "s"
    cycle = Problem(tuple(map(str, range(120))), (Table(60, 60),) * 2, apart=tuple((i, (i + 1) % 11) for i in range(11)))
    yield "T9", "a smallest set by search among 120 guests", _seconds(lambda: _named(cycle)), 2.0, "s"


def _seconds(work: Callable[[], object]) -> float:
    return cpu(work) / 1000


def _golfers(g: int, s: int, rounds: int) -> Problem:
    return Problem(tuple(map(str, range(g * s))), (Table(s, s),) * g, rounds=rounds)


def _named(problem: Problem) -> None:
    try:
        solve(problem, iterations=10)
    except RuleBroken:
        return
    raise AssertionError("these rules contradict each other")


if __name__ == "__main__":
    run(on_cpu_time(main))
