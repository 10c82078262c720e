"""What no plan can exceed: a ceiling for any size, and for few guests the best plan itself with its proof."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from advoplanner.seating.problem import Problem
from advoplanner.seating.rules import Rules
from advoplanner.seating.state import Ints

_MOST_BLOCKS_COMPILED = 24
_MOST_BLOCKS_PLAIN = 12
_SECONDS_A_SUBSET = 200e-9
_SECONDS_A_PART = 5e-9
_MOST_WORK_PLAIN = 9_000_000
_NEVER = -(2**60)


@dataclass(frozen=True, slots=True)
class Proof:
    """The best plan for one round, table of every guest, shown best by weighing every split of the guests."""

    tables: tuple[int, ...]


def ceiling(problem: Problem) -> float:
    """A value the objective of no plan exceeds, all rounds together; whole where every weight is whole.

    Every guest's best neighbours are added up and halved. How many guests can have an s-th neighbour is limited by the
    tables that have so many seats, so the increments of all guests compete for those places.
    """
    weights = problem.matrix.astype(np.float64)
    n = problem.size
    np.fill_diagonal(weights, -np.inf)
    for i, j in problem.apart:
        weights[i, j] = weights[j, i] = -np.inf
    most = min(n, max(table.max for table in problem.tables))
    best = -np.partition(-weights, min(most, n - 1), axis=1)[:, :most] if most < n else weights
    best = -np.sort(-best, axis=1)
    strict = sum(table.min for table in problem.tables) <= n
    total = 0.0
    for s in range(1, most):
        column = -np.sort(-best[:, s - 1])
        column = column[np.isfinite(column)]
        places = min(n, sum(table.max for table in problem.tables if table.max > s))
        forced = sum(table.min for table in problem.tables if table.min > s) if strict else 0
        total += float(column[:forced].sum()) + float(column[forced:places].clip(0).sum())
    half = total / 2
    if np.issubdtype(problem.matrix.dtype, np.integer):
        return int(half // 1) * problem.rounds
    return (half + 1e-9 * abs(half)) * problem.rounds


def proof(problem: Problem, rules: Rules, compiled: bool, patience: float, stop: Callable[[], None]) -> Proof | None:
    """The best plan of one round by dynamic programming over all subsets of blocks; None where that would take too long.

    Compiled, 18 blocks take 0.03 s, 21 half a second and 24 some 5 to 13 s: those for whom `patience`, in seconds, does
    not last are left out. `stop` is called between tables and may raise Cancelled.
    """
    tight = _tightened(rules)
    if (
        not _quick(tight, compiled, patience)
        or rules.highest != tuple(table.max for table in problem.tables)
        or (problem.rounds > 1 and problem.repeat_penalty)
        or problem.near
    ):
        return None
    value = _values(problem, rules)
    layers = _Layers(tight, value, compiled)
    picks: list[Ints] = []
    for table in range(len(rules.highest)):
        stop()
        picks.append(layers.add(table))
    if layers.best[-1] <= _NEVER // 2:
        return None
    return Proof(_traced(rules, picks, problem.size))


def _quick(rules: Rules, compiled: bool, patience: float) -> bool:
    if rules.count > (_MOST_BLOCKS_COMPILED if compiled else _MOST_BLOCKS_PLAIN):
        return False
    if not compiled:
        return bool(3**rules.count * max(1, len(rules.highest) - 2) <= _MOST_WORK_PLAIN)
    seconds: float = 2**rules.count * _SECONDS_A_SUBSET + _work(rules) * _SECONDS_A_PART
    return seconds <= patience


def _tightened(rules: Rules) -> Rules:
    """The same rules with the table sizes that the others leave possible."""
    guests = sum(map(len, rules.members))
    least, most = sum(rules.lowest), sum(rules.highest)
    sizes = list(zip(rules.lowest, rules.highest, strict=True))
    lowest = tuple(max(low, guests - most + high) for low, high in sizes)
    return replace(rules, lowest=lowest, highest=tuple(min(high, guests - least + low) for low, high in sizes))


def _work(rules: Rules) -> int:
    """At most how many parts of subsets the compiled layers look at."""
    m, last = rules.count, len(rules.highest) - 1
    alike = _alike(rules)
    heaviest = max(rules.weight(b) for b in range(m))
    work = low = high = 0
    for table in range(last + 1):
        low, high = low + rules.lowest[table], high + rules.highest[table]
        sizes = [m] if table == last else range(-(-low // heaviest), min(high, m - alike) + 1)
        parts = range(-(-rules.lowest[table] // heaviest), rules.highest[table] + 1)
        for size in sizes:
            wholes = 1 if table == last else math.comb(m - alike, size)
            work += wholes * sum(math.comb(size - alike, part - alike) for part in parts if size >= part >= alike)
    return work


def _alike(rules: Rules) -> bool:
    """Whether no rule or size tells one table from another, so that only one of each set of mirrored plans need be weighed."""
    same = len(set(zip(rules.lowest, rules.highest, strict=True))) == 1
    return same and all(tables is None for tables in rules.allowed)


def _values(problem: Problem, rules: Rules) -> Ints:
    """The sum of pair weights inside every subset of blocks, exact int64 where weights allow; apart pairs make it impossible."""
    m = rules.count
    scaled = _exact(problem.matrix)
    belongs = np.zeros((m, problem.size), dtype=scaled.dtype)
    for block, group in enumerate(rules.members):
        belongs[block, list(group)] = 1
    pair = belongs @ scaled @ belongs.T
    inside = np.diag(pair) // 2 if np.issubdtype(pair.dtype, np.integer) else np.diag(pair) / 2
    value = np.zeros(1 << m, dtype=pair.dtype)
    for b in range(m):
        rest = np.zeros(1 << b, dtype=pair.dtype)
        for other in range(b):
            gain = pair[b, other] if other not in rules.apart[b] else _NEVER >> 6
            rest[1 << other : 2 << other] = rest[: 1 << other] + gain
        value[1 << b : 2 << b] = value[: 1 << b] + rest + inside[b]
    return value


def _exact(matrix: Ints) -> Ints:
    """Weights as whole numbers by the smallest power of ten that does it, or unchanged where none does."""
    if np.issubdtype(matrix.dtype, np.integer):
        return matrix
    for power in range(1, 10):
        scaled = matrix * 10.0**power
        if bool(np.abs(scaled).max() < 2**40) and bool(np.allclose(scaled, np.rint(scaled), rtol=1e-13, atol=1e-9)):
            return np.rint(scaled).astype(np.int64)
    return matrix


class _Layers:
    """Table after table: the best value at which the tables so far seat exactly a subset."""

    def __init__(self, rules: Rules, value: Ints, compiled: bool) -> None:
        self.rules = rules
        self.value = value
        self.full = len(value) - 1
        bits = np.arange(len(value), dtype=np.int64)
        self.weight = sum(((bits >> b) & 1) * rules.weight(b) for b in range(rules.count)) + np.zeros(len(value), dtype=np.int64)
        self.hosts = [sum(((bits >> b) & 1) * row[b] for b in range(rules.count)) for row in rules.hosts]
        self.bits = bits
        self.best = np.full(len(value), _NEVER, dtype=value.dtype)
        self.best[0] = 0
        self.compiled = compiled

    def add(self, table: int) -> Ints:
        """Adds one table; returns for every subset which part of it sits there."""
        parts = np.flatnonzero(self._may_sit(table))
        last = table == len(self.rules.highest) - 1
        if self.compiled:
            from advoplanner.seating.kernel_subsets import layer

            seats = (self.weight >= 0) & (self.weight <= sum(self.rules.highest[: table + 1])) & (self.weight >= sum(self.rules.lowest[: table + 1]))
            good = np.zeros(len(self.value), dtype=np.bool_)
            good[parts] = True
            alike = _alike(self.rules)
            counts = np.bitwise_count(self.bits)
            few = [np.flatnonzero(counts == count - alike) for count in np.unique(counts[parts]) if count >= alike]
            begins = np.cumsum([0, *map(len, few)])
            picks = np.concatenate(few).astype(np.int32) if few else np.zeros(0, dtype=np.int32)
            after, pick = layer(self.best, self.value, good, seats, last, alike, picks, begins, _NEVER)
        else:
            after, pick = self._plain(parts)
        self.best = after
        return pick

    def _plain(self, parts: Ints) -> tuple[Ints, Ints]:
        after = np.full(len(self.best), _NEVER, dtype=self.best.dtype)
        pick = np.zeros(len(self.best), dtype=np.int64)
        seated = np.flatnonzero(self.best > _NEVER // 2)
        for part in parts.tolist():
            rest = seated[(seated & part) == 0]
            candidate = self.best[rest] + self.value[part]
            whole = rest | part
            better = candidate > after[whole]
            after[whole[better]] = candidate[better]
            pick[whole[better]] = part
        return after, pick

    def _may_sit(self, table: int) -> Any:
        rules = self.rules
        allowed = bound = 0
        for block, tables in enumerate(rules.allowed):
            allowed |= (tables is None or table in tables) << block
            bound |= (tables is not None and tables == {table}) << block
        fits = (self.weight >= rules.lowest[table]) & (self.weight <= rules.highest[table])
        fits &= ((self.bits & ~allowed) == 0) & ((self.bits & bound) == bound) & (self.value > _NEVER >> 7)
        for count, need, most in zip(self.hosts, rules.need, rules.most, strict=True):
            fits &= ((count >= need) & (count <= most)) | (self.bits == 0)
        return fits


def _traced(rules: Rules, picks: list[Ints], n: int) -> tuple[int, ...]:
    seats = [0] * n
    left = len(picks[0]) - 1
    for table in range(len(picks) - 1, -1, -1):
        part = int(picks[table][left])
        for block in range(rules.count):
            if part >> block & 1:
                for guest in rules.members[block]:
                    seats[guest] = table
        left ^= part
    return tuple(seats)
