"""Moving several tables at once: level with one another, evenly apart, turned, numbered by where they stand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.rooms import TableRow

ALIGN_WORDS: dict[str, str] = {
    "left": "Left edges", "centre": "Middles, one under the other", "right": "Right edges",
    "top": "Front edges", "middle": "Middles, side by side", "bottom": "Back edges",
}  # fmt: skip
SPREAD_WORDS: dict[str, str] = {"across": "Evenly apart, across", "down": "Evenly apart, front to back"}


class Place(NamedTuple):
    """Where a table stands: its middle in cm and its angle in degrees."""

    x: float
    y: float
    angle: float


Places = dict[str, Place]


def align(tables: Sequence[TableRow], how: str) -> Places:
    """The tables level with the outermost of them, or at their common middle. Raises RuleBroken for fewer than two."""
    _several(tables, 2)
    axis = 0 if how in ("left", "centre", "right") else 1
    halves = {t.id: _half(t)[axis] for t in tables}
    low = min((t.x, t.y)[axis] - halves[t.id] for t in tables)
    high = max((t.x, t.y)[axis] + halves[t.id] for t in tables)

    def level(table: TableRow) -> float:
        if how in ("centre", "middle"):
            return (low + high) / 2
        return low + halves[table.id] if how in ("left", "top") else high - halves[table.id]

    return {t.id: Place(level(t), t.y, t.angle) if axis == 0 else Place(t.x, level(t), t.angle) for t in tables}


def spread(tables: Sequence[TableRow], how: str) -> Places:
    """The same distance between neighbours; the outermost stay. Raises RuleBroken for fewer than three."""
    _several(tables, 3)
    axis = 0 if how == "across" else 1
    row = sorted(tables, key=lambda t: ((t.x, t.y)[axis], t.number))
    halves = [_half(t)[axis] for t in row]
    first, last = (row[0].x, row[0].y)[axis], (row[-1].x, row[-1].y)[axis]
    gap = (last - first - sum(a + b for a, b in pairwise(halves))) / (len(row) - 1)
    at, found = first, {row[0].id: Place(row[0].x, row[0].y, row[0].angle)}
    for table, (before, own) in zip(row[1:], pairwise(halves), strict=True):
        at += before + gap + own
        found[table.id] = Place(at, table.y, table.angle) if axis == 0 else Place(table.x, at, table.angle)
    return found


def turn(tables: Sequence[TableRow], degrees: float) -> Places:
    """Each table turned round its own middle."""
    return {t.id: Place(t.x, t.y, (t.angle + degrees) % 360) for t in tables}


def numbered(tables: Sequence[TableRow]) -> dict[str, int]:
    """Numbers from the front left, row by row; tables whose middles are less than half a table apart stand in one row."""
    waiting = sorted(tables, key=lambda t: (t.y, t.x))
    order: list[TableRow] = []
    while waiting:
        first = waiting[0]
        row = [t for t in waiting if t.y - first.y <= max(_half(first)[1], 30.0)]
        order += sorted(row, key=lambda t: (t.x, t.y))
        waiting = [t for t in waiting if t not in row]
    return {t.id: n for n, t in enumerate(order, 1)}


def _half(table: TableRow) -> tuple[float, float]:
    """Half of what the top takes, across and down, as it stands."""
    sin, cos = abs(math.sin(math.radians(table.angle))), abs(math.cos(math.radians(table.angle)))
    if table.shape in ("round", "cabaret"):
        return table.width / 2, table.length / 2
    return (table.width * cos + table.length * sin) / 2, (table.width * sin + table.length * cos) / 2


def _several(tables: Sequence[TableRow], least: int) -> None:
    if len(tables) < least:
        raise RuleBroken("rooms.few", f"Choose at least {'two' if least == 2 else 'three'} tables.", "Hold Ctrl or draw a frame round them.")
