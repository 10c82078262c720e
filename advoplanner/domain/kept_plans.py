"""Plans kept to compare: what differs between two of them, one line a guest who sits elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

Seats = Mapping[str, tuple[int, int]]
"""Guest → (table number, seat number)."""


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A kept plan in a list; id "" is the plan as it is now."""

    id: str
    name: str
    score: int
    seated: int
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Move:
    """A guest who sits elsewhere in the second plan; (0, 0) where they have no seat. `id` is the guest's."""

    id: str
    name: str
    before: tuple[int, int]
    after: tuple[int, int]

    @property
    def changes_table(self) -> bool:
        """Whether others sit at the table now, not only another chair."""
        return self.before[0] != self.after[0]


def seat_words(seat: tuple[int, int]) -> str:
    """ "table 3, seat 2", or "no seat"."""
    return f"table {seat[0]}, seat {seat[1]}" if seat[0] else "no seat"


def moves(before: Seats, after: Seats, names: Mapping[str, str]) -> list[Move]:
    """Who sits elsewhere, those who change the table first, then by table; guests in `names` only."""
    none = (0, 0)
    found = [Move(g, name, before.get(g, none), after.get(g, none)) for g, name in names.items() if before.get(g, none) != after.get(g, none)]
    return sorted(found, key=lambda m: (not m.changes_table, m.after or m.before, m.name))


def summary(found: Iterable[Move]) -> str:
    """ "3 guests change the table, 2 only the chair", or that the plans are the same."""
    rows = list(found)
    tables = sum(m.changes_table for m in rows)
    chairs = len(rows) - tables
    if not rows:
        return "Everybody sits on the same chair in both."
    parts = [f"{tables} {'guest changes' if tables == 1 else 'guests change'} the table"] if tables else []
    if chairs:
        parts.append(f"{chairs} only the chair" if tables else f"{chairs} {'guest changes' if chairs == 1 else 'guests change'} only the chair")
    return ", ".join(parts) + "."
