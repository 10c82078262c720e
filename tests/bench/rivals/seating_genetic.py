"""A plain genetic algorithm as seating apps use one: orders of guests are crossed and mutated, and tables are cut off an order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

POPULATION = 60
_MUTATIONS = 3
_TOURNAMENT = 3


def plan(matrix: np.ndarray[Any, Any], sizes: Sequence[int], seconds: float, seed: int, clock: Callable[[], float]) -> list[int]:
    """The table of every guest, the best found in `seconds` of `clock`."""
    random = np.random.default_rng(seed)
    n = len(matrix)
    tables = np.repeat(np.arange(len(sizes)), sizes)
    until = clock() + seconds
    members = [random.permutation(n) for _ in range(POPULATION)]
    values = [_value(matrix, member, tables, len(sizes)) for member in members]
    while clock() < until:
        child = _crossed(_chosen(members, values, random), _chosen(members, values, random), random)
        for _ in range(random.integers(0, _MUTATIONS + 1)):
            i, j = random.integers(0, n, 2)
            child[i], child[j] = child[j], child[i]
        worst = int(np.argmin(values))
        value = _value(matrix, child, tables, len(sizes))
        if value > values[worst]:
            members[worst], values[worst] = child, value
    seats = np.empty(n, dtype=np.int64)
    seats[members[int(np.argmax(values))]] = tables
    return [int(table) for table in seats]


def _value(matrix: np.ndarray[Any, Any], order: np.ndarray[Any, Any], tables: np.ndarray[Any, Any], count: int) -> float:
    seated = np.zeros((len(order), count))
    seated[order, tables] = 1
    return float(((matrix @ seated) * seated).sum()) / 2


def _chosen(members: list[np.ndarray[Any, Any]], values: list[float], random: np.random.Generator) -> np.ndarray[Any, Any]:
    return members[max(random.integers(0, len(members), _TOURNAMENT).tolist(), key=lambda at: values[at])]


def _crossed(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any], random: np.random.Generator) -> np.ndarray[Any, Any]:
    """Order crossover: a stretch of one, the rest in the order of the other."""
    low, high = sorted(random.integers(0, len(one) + 1, 2).tolist())
    kept = np.zeros(len(one), dtype=bool)
    kept[one[low:high]] = True
    child = np.empty_like(one)
    child[low:high] = one[low:high]
    child[np.r_[0:low, high : len(one)]] = other[~kept[other]]
    return child
