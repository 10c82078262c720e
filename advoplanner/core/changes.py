"""What an action changed: the one message that travels from a service to every view."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from typing import Literal

from advoplanner.core.records import dataclass

Op = Literal["create", "update", "delete"]


@dataclass(frozen=True, slots=True)
class Change:
    """One row of one table."""

    table: str
    id: str
    op: Op


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """All rows that one action touched, in order, with the words that name the action ("Seat 14 guests").

    `step` is the journal's number of the action, or None where nothing was written.
    """

    label: str = ""
    changes: tuple[Change, ...] = ()
    step: int | None = None
    _by_table: dict[str, set[str]] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        for change in self.changes:
            self._by_table.setdefault(change.table, set()).add(change.id)

    def __bool__(self) -> bool:
        return bool(self.changes)

    @property
    def tables(self) -> set[str]:
        return set(self._by_table)

    def ids(self, table: str) -> set[str]:
        return self._by_table.get(table, set())

    def touches(self, tables: Iterable[str]) -> bool:
        return any(table in self._by_table for table in tables)

    def created(self, table: str) -> list[str]:
        """Ids of the rows created in `table`, in the order of their creation."""
        return [c.id for c in self.changes if c.table == table and c.op == "create"]


NOTHING = ChangeSet()
