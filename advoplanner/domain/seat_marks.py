"""What can be said of a seat: who can reach it, what it is near, and whether anybody may sit there."""

from __future__ import annotations

import math
from collections.abc import Iterable

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.fixtures import FixtureKind, FixtureRow

SEAT_MARKS: dict[str, str] = {
    "accessible": "accessible",
    "near_screen": "near the screen",
    "near_door": "near a door",
    "mic": "with a microphone",
    "blocked": "blocked",
}
"""Columns of a seat, with the words that follow its number."""

NEAR = 300.0
"""Within three metres of a screen or a door a seat counts as near it."""


def check_mark(mark: str) -> None:
    """Raises RuleBroken for a word that is no mark."""
    if mark not in SEAT_MARKS:
        raise RuleBroken("seats.mark", f"“{mark[:40]}” is nothing that can be said of a seat.", f"Known are {', '.join(SEAT_MARKS)}.", field="mark")


def near(x: float, y: float, fixtures: Iterable[FixtureRow]) -> tuple[str, ...]:
    """The marks that follow from where a seat stands."""
    found = set()
    for fixture in fixtures:
        mark = {FixtureKind.SCREEN: "near_screen", FixtureKind.DOOR: "near_door"}.get(FixtureKind(fixture.kind))
        if mark and math.hypot(fixture.x - x, fixture.y - y) <= NEAR:
            found.add(mark)
    return tuple(sorted(found))
