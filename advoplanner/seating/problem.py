"""What the engine is asked: guests, tables, how well each pair fits, and the rules that must hold in every plan.

`parse` reads the file format of the `solve` command (parse.py); the service builds a Problem directly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

MOST_GUESTS = 5_000
MOST_ROUNDS = 50
DEFAULT_REPEAT_PENALTY = 10

NOT_THERE = -1
"""Where a plan has no table for a guest: they miss that round."""


@dataclass(frozen=True, slots=True)
class Table:
    """Seats of one table: between `min` and `max` guests sit at it."""

    min: int
    max: int


@dataclass(frozen=True, slots=True)
class NeedOneOf:
    """At least `per_table` of `guests` at every table that is used, and no more than `most`, where that is not None."""

    guests: tuple[int, ...]
    per_table: int = 1
    most: int | None = None


@dataclass(frozen=True)
class Problem:
    """Guests are numbered in the order of `names`, tables in the order of `tables`.

    `affinity` lists (i, j, weight), each unordered pair at most once; `dense` may hold the full symmetric matrix instead.
    `allowed` limits a guest to some tables in every round. `near` with `stay_bonus` rewards a guest for staying at a
    table; the bonus steers the search and is no part of the objective.

    `absent` names the rounds, from 0, that a guest misses by coming late or leaving early. `met` lists (i, j, times) for pairs
    who met before: another meeting costs what a repeat costs. `fairness` is the share of the objective that may be given up to
    lift the guest who has least of it; None leaves the total alone. `had` is what each guest has already of rounds that are not
    asked for here; nothing where it is empty.
    """

    names: tuple[str, ...]
    tables: tuple[Table, ...]
    affinity: tuple[tuple[int, int, float], ...] = ()
    dense: np.ndarray[Any, Any] | None = field(default=None, compare=False, repr=False)
    together: tuple[tuple[int, ...], ...] = ()
    apart: tuple[tuple[int, int], ...] = ()
    pinned: Mapping[int, int] = field(default_factory=dict)
    need_one_of: tuple[NeedOneOf, ...] = ()
    allowed: Mapping[int, frozenset[int]] = field(default_factory=dict)
    rounds: int = 1
    repeat_penalty: float = DEFAULT_REPEAT_PENALTY
    near: Mapping[int, int] = field(default_factory=dict)
    stay_bonus: float = 0
    absent: Mapping[int, frozenset[int]] = field(default_factory=dict)
    met: tuple[tuple[int, int, int], ...] = ()
    fairness: float | None = None
    had: tuple[float, ...] = ()
    table_names: tuple[str, ...] = ()
    """What tables are called in sentences; by their number from 0, as in files, where this is empty."""

    @property
    def size(self) -> int:
        """How many guests."""
        return len(self.names)

    @property
    def most_present(self) -> int:
        """How many guests are there in the fullest round."""
        if not self.absent:
            return self.size
        return max(sum(at not in self.absent.get(guest, ()) for guest in range(self.size)) for at in range(self.rounds))

    @property
    def seats(self) -> int:
        """How many seats all tables have together."""
        return sum(table.max for table in self.tables)

    @cached_property
    def matrix(self) -> np.ndarray[Any, Any]:
        """The n×n symmetric weights with a zero diagonal: int64 where every weight is whole, else float64."""
        import numpy as np

        if self.dense is not None:
            full = np.array(self.dense, dtype=np.float64)
            np.fill_diagonal(full, 0)
            return full.astype(np.int64) if _whole(full) else full
        if not self.affinity:
            return np.zeros((self.size, self.size), dtype=np.int64)
        rows, columns, weights = (np.array(part) for part in zip(*self.affinity, strict=True))
        sparse = np.zeros((self.size, self.size), dtype=np.int64 if _whole(weights) else np.float64)
        sparse[rows, columns] = weights
        sparse[columns, rows] = weights
        np.fill_diagonal(sparse, 0)
        return sparse

    def name(self, guest: int) -> str:
        """The guest in words."""
        return self.names[guest]

    def table_name(self, table: int) -> str:
        """The table in words."""
        return self.table_names[table] if self.table_names else f"table {table}"


def _whole(values: np.ndarray[Any, Any]) -> bool:
    import numpy as np

    return bool((np.rint(values) == values).all())
