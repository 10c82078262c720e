"""The hard rules of a problem in the form the searches use: guests who sit together merged into blocks, tables open or closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from advoplanner.seating.problem import Problem


@dataclass(frozen=True)
class Rules:
    """Blocks of guests that share a table, and what binds each.

    `allowed[b]` is None where any open table will do. `hosts[s][b]` counts guests of block b that need_one_of[s] names;
    a table in use has between `need[s]` and `most[s]` of them.
    `lowest` and `highest` are the seats of every table; a closed table has neither. `certain` says that no other choice
    of open tables could help: only then does finding no plan prove that there is none.
    """

    members: tuple[tuple[int, ...], ...]
    allowed: tuple[frozenset[int] | None, ...]
    apart: tuple[frozenset[int], ...]
    hosts: tuple[tuple[int, ...], ...]
    need: tuple[int, ...]
    most: tuple[int, ...]
    lowest: tuple[int, ...]
    highest: tuple[int, ...]
    certain: bool

    @property
    def count(self) -> int:
        """How many blocks."""
        return len(self.members)

    def weight(self, block: int) -> int:
        """How many guests sit in `block`."""
        return len(self.members[block])

    def bound(self, block: int) -> bool:
        """Whether a rule speaks of `block`; the others fill whatever seats are left."""
        return bool(len(self.members[block]) > 1 or self.allowed[block] is not None or self.apart[block] or any(row[block] for row in self.hosts))


def rules_of(problem: Problem) -> Rules:
    """The rules of `problem`, which must have no contradiction that explain.obvious would name."""
    members = merged(problem.size, problem.together)
    block_of = {guest: at for at, group in enumerate(members) for guest in group}
    apart: list[set[int]] = [set() for _ in members]
    for i, j in problem.apart:
        apart[block_of[i]].add(block_of[j])
        apart[block_of[j]].add(block_of[i])
    hosts = tuple(tuple(sum(guest in named for guest in group) for group in members) for named in (set(need.guests) for need in problem.need_one_of))
    allowed = tuple(_allowed(problem, group) for group in members)
    opened = open_tables(problem, allowed)
    return Rules(
        members=tuple(members),
        allowed=allowed,
        apart=tuple(frozenset(others) for others in apart),
        hosts=hosts,
        need=tuple(need.per_table for need in problem.need_one_of),
        most=tuple(problem.size if need.most is None else need.most for need in problem.need_one_of),
        lowest=tuple(table.min if at in opened else 0 for at, table in enumerate(problem.tables)),
        highest=tuple(table.max if at in opened else 0 for at, table in enumerate(problem.tables)),
        certain=len(opened) == len(problem.tables),
    )


def merged(n: int, together: Iterable[Sequence[int]]) -> list[tuple[int, ...]]:
    """Guests 0…n-1 as blocks that must share a table, each sorted, in the order of their first guest."""
    parent = list(range(n))

    def root(guest: int) -> int:
        while parent[guest] != guest:
            parent[guest] = parent[parent[guest]]
            guest = parent[guest]
        return guest

    for group in together:
        for guest in group[1:]:
            parent[root(guest)] = root(group[0])
    groups: dict[int, list[int]] = {}
    for guest in range(n):
        groups.setdefault(root(guest), []).append(guest)
    return [tuple(group) for group in groups.values()]


def open_tables(problem: Problem, allowed: Iterable[frozenset[int] | None]) -> frozenset[int]:
    """The tables to lay: all where guests suffice for every minimum, otherwise the smallest with a minimum stay empty.

    Tables that somebody is bound to stay open.
    """
    fixed = {next(iter(tables)) for tables in allowed if tables is not None and len(tables) == 1}
    opened = set(range(len(problem.tables)))
    least = sum(table.min for table in problem.tables)
    seats = problem.seats
    for at in sorted(opened - fixed, key=lambda t: (problem.tables[t].max, t)):
        table = problem.tables[at]
        if least > problem.size and table.min > 0 and seats - table.max >= problem.size:
            opened.remove(at)
            least -= table.min
            seats -= table.max
    return frozenset(opened)


def _allowed(problem: Problem, group: tuple[int, ...]) -> frozenset[int] | None:
    limits = [problem.allowed[guest] for guest in group if guest in problem.allowed]
    limits += [frozenset({problem.pinned[guest]}) for guest in group if guest in problem.pinned]
    return frozenset.intersection(*limits) if limits else None
