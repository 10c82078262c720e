"""What a round would be without some guests: three plans, from nobody else moving to everybody seated anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advoplanner.domain.kept_plans import Move

NOBODY, FEW, BEST = "nobody", "few", "best"
NAMES: dict[str, str] = {NOBODY: "Nobody else moves", FEW: "Few move", BEST: "Everybody anew"}


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One plan: guest → seat id, its score, and who of the others sits elsewhere than now."""

    key: str
    seats: Mapping[str, str]
    score: int
    moves: tuple[Move, ...]

    @property
    def tables_changed(self) -> int:
        """How many change the table; another chair at the same one disturbs nobody."""
        return sum(move.changes_table for move in self.moves)
