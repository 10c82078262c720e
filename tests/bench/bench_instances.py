"""Public seating instances (MDGPLIB) solved beside a plain genetic algorithm and, where it is installed, OR-tools.

`python3 dev.py bench instances --instances=FOLDER`, or MDGPLIB=FOLDER in the environment: a folder with the instances and a
manifest.json of best known values. Further words: --seconds=1,5 --runs=3 --only=Geo --least=120. Seconds are CPU time of one core. A gap is
100·(best known − mean value)/|best known|: below zero is better than what is known.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import numpy as np
from measured import Ledger, run
from rivals import seating_cpsat, seating_genetic

from advoplanner.seating import Problem, Table, objective, solve, warm_up

Plan = Sequence[int]
TARGETS = {("Ran", 120, 1.0): 0.10, ("Ran", 240, 1.0): 0.12, ("Ran", 240, 5.0): 0.06, ("Ran", 480, 1.0): 0.20}
"""Largest gap by family, guests and seconds; geometric instances of 120 guests and more are to be below zero, to 60 guests none has a gap."""


@dataclass(frozen=True, slots=True)
class Instance:
    """A problem with the best value anybody is known to have found."""

    name: str
    problem: Problem
    best: float

    def gap(self, plans: Sequence[Plan]) -> float:
        """In per cent, of the mean of some plans."""
        return 100 * (self.best - mean(objective(self.problem, [plan]) for plan in plans)) / abs(self.best)

    def target(self, seconds: float) -> float | None:
        """The gap to reach, or None where there is none for so many seconds."""
        if self.problem.size <= 60:
            return 0.0
        return 0.0 if self.name.startswith("Geo") else TARGETS.get((self.name[:3], self.problem.size, seconds))


def main(argv: Sequence[str]) -> int:
    """Prints one line for every instance: the gap of each solver at each budget, and whether the target is met."""
    words = dict(word[2:].split("=", 1) for word in argv if "=" in word)
    ledger = Ledger("--smoke" in argv)
    if ledger.smoke:
        _line(_drawn(), (0.05,), 1)
        return 0
    folder = words.get("instances") or os.environ.get("MDGPLIB", "")
    if not folder:
        print("skipped: no folder of instances; give --instances=FOLDER or MDGPLIB=FOLDER")
        return 0
    seconds = tuple(float(word) for word in words.get("seconds", "1,5").split(","))
    if not seating_cpsat.installed():
        print("OR-tools is not installed: its column stays empty")
    print(f"{'instance':<22}" + "".join(f"{'ours':>9}{'genetic':>9}{'CP-SAT':>9}  at {s:g} s" for s in seconds) + "   target")
    for instance in read(Path(folder), words.get("only", ""), int(words.get("least", "1"))):
        _line(instance, seconds, int(words.get("runs", "3")))
    return 0


def _line(instance: Instance, seconds: Sequence[float], runs: int) -> None:
    warm_up()
    cells, verdicts = [], []
    for budget in seconds:
        ours = instance.gap([_ours(instance.problem, budget, seed) for seed in range(1, runs + 1)])
        genetic = instance.gap([_genetic(instance.problem, budget, seed) for seed in range(1, runs + 1)])
        cells.append(f"{ours:>9.3f}{genetic:>9.2f}{_cpsat(instance, budget):>9}  {'':{len(f'at {budget:g} s')}}")
        target = instance.target(budget)
        if target is not None:
            verdicts.append(f"{target:g} at {budget:g} s: {'met' if ours <= target + 1e-6 else f'{ours - target:.3f} short'}")
    print(f"{instance.name:<22}{''.join(cells)}   {'; '.join(verdicts)}", flush=True)


def _ours(problem: Problem, seconds: float, seed: int) -> Plan:
    return solve(problem, seconds=seconds, seed=seed).rounds[0]


def _genetic(problem: Problem, seconds: float, seed: int) -> Plan:
    sizes = [table.min for table in problem.tables]
    while (left := problem.size - sum(sizes)) > 0:
        for at, table in enumerate(problem.tables):
            if left and sizes[at] < table.max:
                sizes[at] += 1
                left -= 1
    return seating_genetic.plan(problem.matrix, sizes, seconds, seed, time.perf_counter)


def _cpsat(instance: Instance, seconds: float) -> str:
    problem = instance.problem
    if not seating_cpsat.installed() or problem.size > seating_cpsat.MOST_GUESTS:
        return "–"
    plan = seating_cpsat.plan(problem.matrix, [t.min for t in problem.tables], [t.max for t in problem.tables], seconds, 1)
    return "none" if plan is None else f"{instance.gap([plan]):.3f}"


def read(folder: Path, only: str, least: int) -> list[Instance]:
    known = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    found = []
    for name, row in known.items():
        file = folder / str(row.get("file", ""))
        if name.startswith(only) and file.is_file():
            found.append(Instance(name, _problem(file.read_text(encoding="utf-8")), float(row["best_known"])))
    wanted = (instance for instance in found if instance.problem.size >= least)
    return sorted(wanted, key=lambda instance: (instance.problem.size, instance.name))


def _problem(text: str) -> Problem:
    """A file of MDGPLIB: guests, tables, kind and the bounds of each table, then a line for each pair."""
    first, *lines = text.strip().splitlines()
    words = first.split()
    n, k = int(words[0]), int(words[1])
    bounds = [int(word) for word in words[3 : 3 + 2 * k]]
    matrix = np.zeros((n, n))
    for line in lines:
        i, j, weight = line.split()[:3]
        matrix[int(i), int(j)] = matrix[int(j), int(i)] = float(weight)
    tables = tuple(Table(least, most) for least, most in zip(bounds[::2], bounds[1::2], strict=True))
    return Problem(tuple(map(str, range(n))), tables, dense=matrix)


def _drawn() -> Instance:
    luck = np.random.default_rng(1)
    half = np.triu(luck.integers(0, 100, (30, 30)), 1)
    problem = Problem(tuple(map(str, range(30))), (Table(4, 6),) * 6, dense=(half + half.T).astype(float))
    return Instance("thirty drawn", problem, solve(problem, iterations=50_000).objective)


def on_cpu_time(work: Callable[[Sequence[str]], int]) -> Callable[[Sequence[str]], int]:
    """Lets searches see CPU time as the time: what others do on the machine must not count."""

    def started(argv: Sequence[str]) -> int:
        time.perf_counter = time.process_time
        return work(argv)

    return started


if __name__ == "__main__":
    run(on_cpu_time(main))
