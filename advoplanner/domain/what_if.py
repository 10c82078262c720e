"""Seating again after a change: up to three plans, from nobody else moving to everybody seated anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from advoplanner.domain.kept_plans import Move

NOBODY, FEW, BEST = "nobody", "few", "best"
NAMES: dict[str, str] = {NOBODY: "Nobody else moves", FEW: "Few move", BEST: "Everybody anew"}

FEW_SHARE = 0.03
"""The share of guests that a plan of few moves may send to another table, or FEWEST of them where that is more."""
FEWEST = 3


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One plan: guest → seat id, its score in points, and who sits elsewhere than now, comes or goes.

    `impossible` says why there is no plan of this kind; then the rest is empty. `lacks` says what the plan leaves to be wished
    for though others have it. `proven` says that no plan is better.
    """

    key: str
    seats: Mapping[str, str] = field(default_factory=dict)
    score: int = 0
    moves: tuple[Move, ...] = ()
    proven: bool = False
    impossible: str = ""
    lacks: str = ""

    @property
    def tables_changed(self) -> int:
        """How many who have a table get another; another chair at the same one disturbs nobody."""
        return sum(move.changes_table and bool(move.before[0] and move.after[0]) for move in self.moves)


def kept_tables(plan: Sequence[int], before: Mapping[int, int], alike: Sequence[Hashable]) -> tuple[int, ...]:
    """The same groups of guests, each at the table where most of its people sit already.

    `plan` is the table of each guest, `before` of those who sit; groups change places only among tables of which `alike` says the
    same, so that every rule that held holds still.
    """
    shared = Counter((table, before[guest]) for guest, table in enumerate(plan) if guest in before and alike[table] == alike[before[guest]])
    place: dict[int, int] = {}
    for (group, table), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if group not in place and table not in place.values():
            place[group] = table
    for kind in set(alike):
        tables = [table for table, its in enumerate(alike) if its == kind]
        free = [table for table in tables if table not in place.values()]
        place |= dict(zip([table for table in tables if table not in place], free, strict=True))
    return tuple(place[table] for table in plan)


def most_moved(guests: int) -> int:
    """How many guests a plan of few moves may send to another table."""
    return max(FEWEST, int(FEW_SHARE * guests))
