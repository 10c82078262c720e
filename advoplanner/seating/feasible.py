"""Finds one plan that keeps every hard rule, or proves for small sets of rules that there is none: backtracking with the most bound first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from advoplanner.seating.rules import Rules

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class Answer:
    """`tables` holds the table of every block; without it `impossible` says whether that is proven or only not found."""

    tables: list[int] | None
    impossible: bool


def find(rules: Rules, targets: list[int], seed: int, nodes: int) -> Answer:
    """One plan within `nodes` trials; `targets` are the table sizes to lean towards, which decide nothing."""
    return _Trial(rules, targets, seed, nodes).run()


def find_again(rules: Rules, targets: list[int], seed: int, nodes: int = 4_000, tries: int = 6) -> Answer:
    """As `find`, started afresh from other orders: an unlucky first choice costs the most."""
    answer = Answer(None, False)
    for attempt in range(tries):
        answer = find(rules, targets, seed + 7919 * attempt, nodes + 3 * rules.count)
        if answer.tables is not None or answer.impossible:
            break
    return answer


class _Trial:
    """The state of one backtracking run over the blocks that carry rules; the rest only fill seats."""

    def __init__(self, rules: Rules, targets: list[int], seed: int, nodes: int) -> None:
        import numpy as np

        self.rules = rules
        self.nodes = nodes
        self.random = np.random.default_rng(seed)
        self.bound = [b for b in range(rules.count) if rules.bound(b)]
        self.fill = [b for b in range(rules.count) if not rules.bound(b)]
        self.lowest = np.array(rules.lowest)
        self.highest = np.array(rules.highest)
        self.targets = np.array(targets)
        self.load = np.zeros(len(rules.lowest), dtype=np.int64)
        self.weights = np.array([rules.weight(b) for b in range(rules.count)])
        self.barred = np.zeros((len(self.load), rules.count), dtype=np.int32)
        for block in self.bound:
            tables = rules.allowed[block]
            if tables is not None:
                self.barred[:, block] = 1
                self.barred[list(tables), block] = 0
        self.neighbours = [np.array(sorted(others), dtype=np.int64) for others in rules.apart]
        self.hosts = np.array(rules.hosts, dtype=np.int64).reshape(len(rules.need), rules.count)
        self.need = np.array(rules.need, dtype=np.int64)
        self.most = np.array(rules.most, dtype=np.int64)
        self.seated_hosts = np.zeros((len(rules.need), len(self.load)), dtype=np.int64)
        self.tables = [-1] * rules.count
        # Which block would find room and no bar at which table; seating somebody changes one row of it.
        self.free = (self.barred == 0) & (self.weights[None, :] <= self.highest[:, None])
        self.options = self.free.sum(axis=0)
        self.left = np.zeros(rules.count, dtype=bool)
        self.left[self.bound] = True
        self.waiting = int(self.weights[self.bound].sum()) + len(self.fill)
        self.hosts_left = self.hosts[:, self.bound].sum(axis=1)
        self.kinds = self._kinds()

    def run(self) -> Answer:
        stack: list[tuple[int, Iterator[int]]] = []
        descend = True
        while True:
            if descend:
                if not self.left.any() and self._fillable():
                    return self._filled()
                if self.left.any():
                    stack.append(self._next())
            if not stack:
                return Answer(None, True)
            block, choices = stack[-1]
            if self.tables[block] >= 0:
                self._place(block, self.tables[block], -1)
            table = next(choices, -1)
            if table < 0:
                stack.pop()
                descend = False
                continue
            self.nodes -= 1
            if self.nodes < 0:
                return Answer(None, False)
            self._place(block, table, 1)
            descend = self._hopeful()

    def _place(self, block: int, table: int, sign: int) -> None:
        self.load[table] += sign * self.weights[block]
        self.seated_hosts[:, table] += sign * self.hosts[:, block]
        self.hosts_left -= sign * self.hosts[:, block]
        self.waiting -= sign * int(self.weights[block])
        self.barred[table, self.neighbours[block]] += sign
        free = (self.barred[table] == 0) & (self.weights <= self.highest[table] - self.load[table])
        self.options += free
        self.options -= self.free[table]
        self.free[table] = free
        self.tables[block] = table if sign > 0 else -1
        self.left[block] = sign < 0

    def _hopeful(self) -> bool:
        """Whether what is left can still meet every minimum, bring a host to every table in use, and not too many to any."""
        import numpy as np

        room = self.highest - self.load
        short = np.maximum(self.lowest - self.load, 0)
        if int(short.sum()) > self.waiting or int(room.sum()) < self.waiting:
            return False
        if not len(self.need):
            return True
        missing = np.maximum(self.need[:, None] - self.seated_hosts, 0) * ((self.load > 0) | (self.lowest > 0))
        if (missing > room).any() or (self.seated_hosts > self.most[:, None]).any():
            return False
        places = np.minimum(room, self.most[:, None] - self.seated_hosts).sum(axis=1)
        return bool((self.hosts_left <= places).all() and (missing.sum(axis=1) <= self.hosts_left).all())

    def _fillable(self) -> bool:
        """Whether those without a rule find seats at tables that have their hosts."""
        room = (self.highest - self.load)[self._hosted()]
        return int(room.sum()) >= len(self.fill)

    def _hosted(self) -> np.ndarray[Any, Any]:
        import numpy as np

        return np.asarray((self.seated_hosts >= self.need[:, None]).all(axis=0))

    def _next(self) -> tuple[int, Iterator[int]]:
        """The most bound block still standing, and its tables in the order to try."""
        import numpy as np

        waiting = np.flatnonzero(self.left)
        options = self.options[waiting].astype(np.float64)
        missing = np.maximum(self.need[:, None] - self.seated_hosts, 0) * (self.highest > 0)
        lacking = missing.any(axis=1)
        wanted = (self.hosts[lacking][:, waiting] > 0).any(axis=0)
        score = options - np.where(wanted, 0.5 * len(self.load), 0) - 1.5 * self.weights[waiting] + self.random.random(len(waiting)) * 0.5
        score[options == 0] = -1e9
        block = int(waiting[score.argmin()])
        return block, self._ordered(block, self.free[:, block], missing)

    def _ordered(self, block: int, free: np.ndarray[Any, Any], missing: np.ndarray[Any, Any]) -> Iterator[int]:
        """The tables with room for a block, the most promising first; as a rule the first will do."""
        import numpy as np

        tables = np.flatnonzero(free)
        helps = ((missing[:, tables] > 0) & (self.hosts[:, block] > 0)[:, None]).sum(axis=0)
        space = (self.targets - self.load)[tables]
        order = np.lexsort((self.random.random(len(tables)), -space, -helps))
        empty = self.load == 0
        seen: set[int] = set()
        for table in tables[order].tolist():
            if empty[table] and self.kinds[table] in seen:
                continue  # Another empty table of the same kind was tried: this one would end the same way.
            if empty[table]:
                seen.add(self.kinds[table])
            yield table

    def _kinds(self) -> list[int]:
        """Tables no rule can tell apart share a number."""
        named = [tables for tables in self.rules.allowed if tables is not None]
        signature: dict[tuple[int, int, tuple[bool, ...]], int] = {}
        kinds: list[int] = []
        for at, (low, high) in enumerate(zip(self.rules.lowest, self.rules.highest, strict=True)):
            marks = tuple(at in tables for tables in named)
            kinds.append(signature.setdefault((low, high, marks), len(signature)))
        return kinds

    def _filled(self) -> Answer:
        """Seats everybody without a rule: minimums first, then towards the targets, then anywhere."""
        order = self.random.permutation(len(self.fill)).tolist()
        tables = self._hosted().nonzero()[0]
        for goal in (self.lowest, self.targets.clip(0, self.highest), self.highest):
            for table in self.random.permutation(tables).tolist():
                while order and self.load[table] < goal[table]:
                    self.tables[self.fill[order.pop()]] = table
                    self.load[table] += 1
        return Answer(list(self.tables), False)
