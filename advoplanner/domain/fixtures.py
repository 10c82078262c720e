"""What stands in a room besides tables: stage, screen, doors, obstacles. Lengths in cm, as in rooms.py."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass
from advoplanner.domain.lengths import length_words


class FixtureKind(StrEnum):
    STAGE = "stage"
    SCREEN = "screen"
    DOOR = "door"
    OBSTACLE = "obstacle"
    BUFFET = "buffet"


FIXTURE_WORDS: dict[str, str] = {"stage": "Stage", "screen": "Screen", "door": "Door", "obstacle": "Pillar or obstacle", "buffet": "Buffet or bar"}

USUAL_SIZE: dict[str, tuple[float, float]] = {
    "stage": (400.0, 200.0), "screen": (240.0, 20.0), "door": (180.0, 20.0), "obstacle": (60.0, 60.0), "buffet": (240.0, 75.0),
}  # fmt: skip
"""Width and length in cm that each begins with."""

SMALLEST, LARGEST = 5.0, 10_000.0
MOST_FIXTURES = 200

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class FixtureRow:
    """x and y are its middle, `angle` turns it clockwise in degrees, width and length are before turning."""

    id: str
    kind: str
    name: str
    x: float
    y: float
    angle: float
    width: float
    length: float

    @property
    def words(self) -> str:
        """What it is called."""
        return self.name or FIXTURE_WORDS.get(self.kind, "Obstacle")


def corners(x: float, y: float, width: float, length: float, angle: float) -> list[Point]:
    """The four corners of a rectangle turned clockwise round its middle."""
    sin, cos = math.sin(math.radians(angle)), math.cos(math.radians(angle))
    half = [(-width / 2, -length / 2), (width / 2, -length / 2), (width / 2, length / 2), (-width / 2, length / 2)]
    return [(x + dx * cos - dy * sin, y + dx * sin + dy * cos) for dx, dy in half]


def check_extent(field: str, cm: float, what: str) -> None:
    """Raises RuleBroken `rooms.extent` for a side that nothing in a room has."""
    if not math.isfinite(cm) or not SMALLEST <= cm <= LARGEST:
        said = f"No {what} is {length_words(cm)} wide or long." if math.isfinite(cm) else "This is no length."
        raise RuleBroken("rooms.extent", said, f"A side has {length_words(SMALLEST)} to {length_words(LARGEST)}.", field=field)


def check_within(field: str, cm: float, side: float) -> None:
    """Raises RuleBroken `rooms.outside` for a place ("x" or "y") beyond a room's `side` (cm, 0 where it is not known)."""
    if side and not 0 <= cm <= side:
        said = f"The room is only {length_words(side)} {'wide' if field == 'x' else 'long'}."
        raise RuleBroken("rooms.outside", said, "Type a place inside it, or make the room larger first.", field=field)


def usual_place(kind: str, room_width: float, room_length: float) -> Point:
    """Where a new one stands first: stage and screen at the front, a door at the back wall, all else in the middle."""
    _, length = USUAL_SIZE[kind]
    if kind in (FixtureKind.STAGE, FixtureKind.SCREEN):
        return room_width / 2, length / 2
    if kind == FixtureKind.DOOR:
        return room_width / 2, room_length - length / 2
    return room_width / 2, room_length / 2


def as_document(rows: Iterable[FixtureRow]) -> list[dict[str, Any]]:
    """Fixtures as a venue's room keeps them."""
    return [{"kind": r.kind, "name": r.name, "x": r.x, "y": r.y, "angle": r.angle, "width": r.width, "length": r.length} for r in rows]


def from_document(found: Iterable[Mapping[str, Any]]) -> list[FixtureRow]:
    """The other way; ids are counted."""
    return [FixtureRow(str(n), **{k: r[k] for k in ("kind", "name", "x", "y", "angle", "width", "length")}) for n, r in enumerate(found)]
