"""Shapes of tables: how large each stands for a number of seats, and where its chairs go round it.

Everything is in centimetres and in the table's own frame: centre at 0, 0, x to the right, y away from the front of the room.
"""

from __future__ import annotations

import math
from enum import StrEnum
from typing import NamedTuple


class TableShape(StrEnum):
    ROUND = "round"
    RECTANGLE = "rectangle"
    U = "u"
    E = "e"
    HOLLOW_SQUARE = "hollow_square"
    BOARDROOM = "boardroom"
    THEATRE = "theatre"
    CABARET = "cabaret"
    CUSTOM = "custom"


SHAPE_WORDS: dict[str, str] = {
    "round": "Round tables",
    "rectangle": "Rectangular tables",
    "u": "U-shape",
    "e": "E-shape",
    "hollow_square": "Hollow square",
    "boardroom": "Boardroom",
    "theatre": "Theatre rows",
    "cabaret": "Cabaret",
    "custom": "Free shape",
}
"""The words that screen and print use for each shape."""

CHAIR = 44.0
"""Side of the square that a chair stands on."""
PITCH = 24 * 2.54
"""Table edge a person needs: the third of a 72-inch table for six."""
REACH = 24.0
"""From the table's edge to the middle of a chair."""
ROW_PITCH = 55.0
"""From chair to chair in a theatre row."""

# Seats of the common rounds, in inches across, and of two rectangles: rental guides, source E9 of the norms (3.6).
_ROUNDS = ((4, 42.0), (5, 48.0), (8, 60.0), (10, 72.0))
_RECTANGLES = ((6, 72.0, 24.0), (8, 84.0, 30.0))
_INCH = 2.54
_ROUND_PITCH = math.pi * 72.0 * _INCH / 10
_BOARD_DEPTH = 120.0
_LEG = 76.0
_ALLEY = 150.0
"""Between two legs of an E: chairs on one side, and room to reach them."""


class Chair(NamedTuple):
    """Middle of a chair and where its guest looks, in degrees clockwise from the right."""

    x: float
    y: float
    facing: float


def table_size(shape: str, seats: int) -> tuple[float, float]:
    """Width and length in cm of a table that holds `seats` people well; sources: norms 3.6 (E9), beyond them 57 to 61 cm a person."""
    if shape in (TableShape.ROUND, TableShape.CABARET):
        across = _round_size(seats if shape == TableShape.ROUND else math.ceil(seats * 1.6))
        return across, across
    if shape == TableShape.RECTANGLE:
        return _rectangle_size(seats)
    if shape == TableShape.BOARDROOM:
        return max(180.0, PITCH * math.ceil((seats - 2) / 2) + 30), _BOARD_DEPTH
    if shape == TableShape.U:
        leg, base = _u_counts(seats)
        return max(2 * _LEG + 90, base * PITCH + 40), max(_LEG, leg * PITCH + 20)
    if shape == TableShape.E:
        leg, _, base = _e_counts(seats)
        return max(3 * _LEG + 2 * _ALLEY, base * PITCH + 40), max(2 * _LEG, leg * PITCH + 20)
    if shape == TableShape.THEATRE:
        return max(1, seats) * ROW_PITCH, CHAIR
    side = max(2 * _LEG + 90, math.ceil(seats / 4) * PITCH + 40)
    return side, side


def chairs(shape: str, seats: int, width: float, length: float) -> list[Chair]:
    """Exactly `seats` chairs, none on another: where the table is too small they stand as round one that is large enough."""
    if seats < 1:
        return []
    if shape == TableShape.THEATRE:
        return [Chair((i - (seats - 1) / 2) * ROW_PITCH, 0.0, 270.0) for i in range(seats)]
    if shape == TableShape.ROUND:
        return _on_circle(seats, max(width, length), -90.0, 360.0 / seats)
    if shape == TableShape.CABARET:
        return _cabaret(seats, max(width, length))
    if shape in (TableShape.RECTANGLE, TableShape.BOARDROOM):
        return _lengthwise(shape, seats, width, length)
    if shape == TableShape.U:
        leg, base = _u_counts(seats)
        return _sides((0, leg, base, leg), width, length, start=3, backwards=True)
    if shape == TableShape.E:
        return _e_chairs(seats, width, length)
    return _sides(_square_counts(seats, width, length), width, length)


class Board(NamedTuple):
    """A rectangle of a table's top: its left front corner, and how far it goes across and back."""

    x: float
    y: float
    across: float
    down: float


def e_boards(width: float, length: float) -> tuple[Board, ...]:
    """The top of an E: its legs from left to right, then the base they stand on."""
    leg = min(_LEG, width / 5, length / 2)
    legs = (Board(x, -length / 2, leg, length) for x in (-width / 2, -leg / 2, width / 2 - leg))
    return (*legs, Board(-width / 2, length / 2 - leg, width, leg))


def turned(chair: Chair, angle: float) -> Chair:
    """The chair after its table was turned clockwise by `angle` degrees."""
    sin, cos = math.sin(math.radians(angle)), math.cos(math.radians(angle))
    return Chair(chair.x * cos - chair.y * sin, chair.x * sin + chair.y * cos, (chair.facing + angle) % 360)


def _round_size(seats: int) -> float:
    for holds, inches in _ROUNDS:
        if seats <= holds:
            return inches * _INCH
    return seats * _ROUND_PITCH / math.pi


def _rectangle_size(seats: int) -> tuple[float, float]:
    for holds, long, deep in _RECTANGLES:
        if seats <= holds:
            return long * _INCH, deep * _INCH
    return math.ceil((seats - 2) / 2) * PITCH + 30, 30.0 * _INCH


def _on_circle(seats: int, across: float, first: float, step: float) -> list[Chair]:
    tight = CHAIR * 1.1 / 2 / math.sin(math.radians(min(abs(step), 180.0)) / 2) if seats > 1 else 0.0
    ring = max(across / 2 + REACH, tight)
    angles = [first + i * step for i in range(seats)]
    return [Chair(ring * math.cos(math.radians(a)), ring * math.sin(math.radians(a)), (a + 180) % 360) for a in angles]


def _cabaret(seats: int, across: float) -> list[Chair]:
    """A half-circle that leaves the side towards the front free, so that nobody turns a back to the stage."""
    step = 190.0 / max(1, seats - 1) if seats > 2 else 70.0
    return _on_circle(seats, across, 90.0 + step * (seats - 1) / 2, -step)


Counts = tuple[int, int, int, int]
"""Chairs on the front, right, back and left side."""


def _lengthwise(shape: str, seats: int, width: float, length: float) -> list[Chair]:
    if length > width:
        return [turned(chair, 90.0) for chair in _lengthwise(shape, seats, length, width)]
    counts = _rectangle_counts(seats, width, length) if shape == TableShape.RECTANGLE else _boardroom_counts(seats)
    return _sides(counts, width, length)


def _rectangle_counts(seats: int, width: float, length: float) -> Counts:
    """Long sides first; the ends only when those are full."""
    on_sides = min(seats, 2 * max(1, _holds(width)))
    ends = min(seats - on_sides, 2 * max(1, _holds(length)))
    on_sides = seats - ends
    return (on_sides + 1) // 2, (ends + 1) // 2, on_sides // 2, ends // 2


def _holds(edge: float) -> int:
    return int(edge / PITCH + 0.01)


def _boardroom_counts(seats: int) -> Counts:
    ends = min(2, seats)
    rest = seats - ends
    return (rest + 1) // 2, ends // 2, rest // 2, ends - ends // 2


def _u_counts(seats: int) -> tuple[int, int]:
    """Chairs along each leg and along the base: about three in ten at the base."""
    base = max(1, min(seats, round(seats * 0.3)))
    if (seats - base) % 2:
        base += 1
    return (seats - base) // 2, base


def _e_counts(seats: int) -> tuple[int, int, int]:
    """Chairs outside each outer leg, on each side of the middle leg, and along the base."""
    leg = round(seats * 0.2)
    middle = max(0, leg - 1)
    return leg, middle, seats - 2 * leg - 2 * middle


def _e_chairs(seats: int, width: float, length: float) -> list[Chair]:
    """Round the outside as at a U, then down the left side of the middle leg and up its right side."""
    leg, middle, base = _e_counts(seats)
    post = e_boards(width, length)[1]
    off = post.across / 2 + REACH
    length = max(length, leg * CHAIR * 1.1, middle * CHAIR * 1.1 + post.across)
    width = max(width, 2 * (off + CHAIR * 1.1 - REACH) if middle else 0.0)
    outside = _sides((0, leg, base, leg), width, length, start=3, backwards=True)
    inside = length - post.across
    places = [inside * (i + 0.5) / middle - length / 2 for i in range(middle)]
    return [*outside, *(Chair(-off, y, 0.0) for y in places), *(Chair(off, y, 180.0) for y in reversed(places))]


def _square_counts(seats: int, width: float, length: float) -> Counts:
    """All four sides, each in proportion to its length."""
    across = min(seats, round(seats * width / (width + length))) if width + length > 0 else seats // 2
    down = seats - across
    return (across + 1) // 2, (down + 1) // 2, across // 2, down // 2


def _sides(counts: Counts, width: float, length: float, *, start: int = 0, backwards: bool = False) -> list[Chair]:
    """Chairs along four sides, clockwise from the front left corner, or from `start` the other way round."""
    width = max(width, max(counts[0], counts[2]) * CHAIR * 1.1)
    length = max(length, max(counts[1], counts[3]) * CHAIR * 1.1)
    across, down = length / 2 + REACH, width / 2 + REACH
    front = [Chair(p, -across, 90.0) for p in _along(counts[0], width)]
    right = [Chair(down, p, 180.0) for p in _along(counts[1], length)]
    back = [Chair(-p, across, 270.0) for p in _along(counts[2], width)]
    left = [Chair(-down, -p, 0.0) for p in _along(counts[3], length)]
    sides = [front, right, back, left]
    order = [(start - i) % 4 for i in range(4)] if backwards else [(start + i) % 4 for i in range(4)]
    return [chair for side in order for chair in (reversed(sides[side]) if backwards else sides[side])]


def _along(count: int, edge: float) -> list[float]:
    return [edge * ((i + 0.5) / count - 0.5) for i in range(count)]
