"""Rooms, tables and seats: where they stand, layouts made by rule, and the rows that the seating plan is drawn from.

All lengths are in centimetres, the origin is the front left corner of the room, y grows away from the stage.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass
from advoplanner.core.text import listed, plural
from advoplanner.domain.fixtures import FixtureRow
from advoplanner.domain.lengths import length_words, size_words
from advoplanner.domain.room_layouts import CHAIR, REACH, SHAPE_WORDS, TableShape, chairs, table_size, turned

__all__ = [
    "SHAPE_WORDS", "Layout", "PlanRow", "RoomSize", "SeatGuest", "SeatRow", "SeatSpec", "TableRow", "TableShape", "TableSpec",
    "fits", "generate", "generate_groups", "length_words", "overlaps", "parse_shape", "seat_places", "size_words", "table_size",
]  # fmt: skip

MOST_TABLES = 200
MOST_SEATS_EACH = 60
MOST_SEATS = 2_000
SMALLEST_ROOM, LARGEST_ROOM = 100, 100_000
"""The shortest and the longest side of a room (cm): less is no room, more no event."""

GAP = 150.0
"""Between the edges of two tables: two pushed-back chairs and a person who passes (rental guides, norms 3.6)."""
WALL = 70.0
"""Between the chairs and the wall, at the least; a room made to fit has twice that at its sides."""
FRONT = 100.0
"""Free at the front for the screen or the stage."""
_ROW_GAP = 60.0
_BACK_TO_BACK = 60.0
_WIDEST = 1.7
_COMFORT = 1.45
_ASPECT = 1.75


@dataclass(frozen=True, slots=True)
class RoomSize:
    width: float
    length: float


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table: x and y are its middle, `angle` turns it clockwise in degrees, width and length are before turning."""

    number: int
    name: str
    shape: str
    seats: int
    x: float
    y: float
    angle: float
    width: float
    length: float


@dataclass(frozen=True, slots=True)
class SeatSpec:
    """A chair in the room; `facing` is where its guest looks, in degrees clockwise from the right."""

    number: int
    x: float
    y: float
    facing: float


@dataclass(frozen=True, slots=True)
class Layout:
    room: RoomSize
    tables: tuple[TableSpec, ...]

    @property
    def seats(self) -> int:
        return sum(table.seats for table in self.tables)


@dataclass(frozen=True, slots=True)
class TableRow:
    id: str
    number: int
    name: str
    shape: str
    seats: int
    x: float
    y: float
    angle: float
    width: float
    length: float
    topic: str = ""
    host_guest_id: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat as stored, what is said of it (`seat_marks.SEAT_MARKS`), and who holds it in the round shown ("" for nobody)."""

    id: str
    table_id: str
    number: int
    x: float
    y: float
    marks: tuple[str, ...] = ()
    guest_id: str = ""
    locked: bool = False

    @property
    def accessible(self) -> bool:
        """Whether a wheelchair gets there."""
        return "accessible" in self.marks


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One round's seating plan; `ceiling` is a score no plan can exceed, None where nobody knows one.

    `seats` are those somebody may take; `blocked` are chairs that stay empty.
    """

    round_id: str
    round_name: str
    room_width: float
    room_length: float
    tables: tuple[TableRow, ...]
    seats: tuple[SeatRow, ...]
    score: int = 0
    ceiling: int | None = None
    proven: bool = False
    fixtures: tuple[FixtureRow, ...] = ()
    blocked: tuple[SeatRow, ...] = ()


@dataclass(frozen=True, slots=True)
class SeatGuest:
    """A guest as the plan shows them; `why` are the reasons for the seat held, best first."""

    guest_id: str
    name: str
    short_name: str
    organisation: str
    side: str
    role: str
    reply: str
    decision: str
    why: tuple[str, ...] = ()
    little_known: bool = False


def seat_places(table: TableSpec | TableRow) -> list[SeatSpec]:
    """Where the chairs of `table` stand in the room, numbered from 1, always outside the table's edge."""
    placed = (turned(chair, table.angle) for chair in chairs(table.shape, table.seats, table.width, table.length))
    return [SeatSpec(i, table.x + c.x, table.y + c.y, c.facing) for i, c in enumerate(placed, 1)]


def parse_shape(text: str) -> list[tuple[int, int]]:
    """ "11x8 2x10" → [(11, 8), (2, 10)]: tables and seats each. Raises RuleBroken (field "shape") with what is allowed."""
    words = re.split(r"[\s,;+]+", re.sub(r"\s*[x×*]\s*", "x", text.strip().lower()))
    groups = [_group(word) for word in words if word]
    if not groups:
        raise RuleBroken("tables.shape", "Say how many tables of how many seats.", "For example 11x8 2x10.", field="shape")
    check_groups(groups)
    return groups


def check_groups(groups: Sequence[tuple[int, int]]) -> None:
    """Raises RuleBroken where a layout would have no table, no seat, or absurdly many."""
    tables, seats = sum(count for count, _ in groups), sum(count * each for count, each in groups)
    if not groups:
        raise RuleBroken("tables.none", "A layout needs at least one table.", field="count")
    for count, each in groups:
        if count < 1:
            raise RuleBroken("tables.none", "A layout needs at least one table.", field="count")
        if not 1 <= each <= MOST_SEATS_EACH:
            raise RuleBroken("tables.seats", f"A table has 1 to {MOST_SEATS_EACH} seats; {each:,} were asked for.", field="seats")
    if tables > MOST_TABLES:
        raise RuleBroken("tables.many", f"A room takes up to {MOST_TABLES} tables; {tables:,} were asked for.", field="count")
    if seats > MOST_SEATS:
        raise RuleBroken("tables.many_seats", f"A room takes up to {MOST_SEATS:,} seats; {seats:,} were asked for.", field="count")


def check_side(field: str, cm: float) -> None:
    """Raises RuleBroken `rooms.size` for a side that no room has (cm)."""
    if not SMALLEST_ROOM <= cm <= LARGEST_ROOM:
        sentence = f"No room is {length_words(cm)} wide or long." if math.isfinite(cm) else "This is no length."
        allowed = f"A side has {length_words(SMALLEST_ROOM)} to {length_words(LARGEST_ROOM)}."
        raise RuleBroken("rooms.size", sentence, allowed, field=field)


def generate(kind: str, count: int, seats_each: int, room: RoomSize | None = None) -> Layout:
    """`count` tables of one shape in rows; a room that holds them comfortably where none is given. Raises RuleBroken."""
    return generate_groups(kind, [(count, seats_each)], room)


def generate_groups(kind: str, groups: Sequence[tuple[int, int]], room: RoomSize | None = None) -> Layout:
    """The same for several sizes of table, numbered from the front left, the first group first. Raises RuleBroken."""
    check_groups(groups)
    for field, side in (("room_width", room.width), ("room_length", room.length)) if room else ():
        check_side(field, side)
    shape = TableShape(kind)
    sizes = [(seats, *table_size(shape, seats)) for count, seats in groups for _ in range(count)]
    halves = [_reach(shape, *size) for size in sizes]
    need_x, need_y = 2 * max(x for x, _ in halves), 2 * max(y for _, y in halves)
    gap = _ROW_GAP if shape == TableShape.THEATRE else GAP - 2 * (REACH + CHAIR / 2)
    straight = shape in (TableShape.RECTANGLE, TableShape.BOARDROOM)
    cell_x, cell_y = need_x + gap, need_y + gap + (_BACK_TO_BACK if straight else 0.0)
    columns = _columns(shape, len(sizes), cell_x, cell_y, room)
    rows = math.ceil(len(sizes) / columns)
    room = room or _room_for(shape, columns, rows, cell_x, cell_y)
    pitch_x = max(cell_x, min(cell_x * _WIDEST, (room.width - 2 * WALL + gap) / columns))
    pitch_y = max(cell_y, min(cell_y * _WIDEST, (room.length - FRONT - WALL + gap) / rows))
    if shape == TableShape.THEATRE:
        pitch_y = cell_y
    top = FRONT + max(0.0, room.length - FRONT - WALL - rows * pitch_y + gap) / 2 + (pitch_y - gap) / 2
    tables = []
    for i, (seats, width, length) in enumerate(sizes):
        row, column = divmod(i, columns)
        in_row = min(columns, len(sizes) - row * columns)
        x = room.width / 2 + (column - (in_row - 1) / 2) * pitch_x
        tables.append(TableSpec(i + 1, "", shape, seats, x, top + row * pitch_y, _turn(shape, seats, row + column), width, length))
    return Layout(room, tuple(tables))


def overlaps(tables: Iterable[TableSpec | TableRow]) -> list[str]:
    """One sentence for each pair of tables whose tables or chairs stand in one another."""
    outlines = [(table, outline(table)) for table in tables]
    outlines.sort(key=lambda pair: min(x for x, _ in pair[1]))
    found = []
    for i, (one, shape) in enumerate(outlines):
        right = max(x for x, _ in shape)
        for other, other_shape in outlines[i + 1 :]:
            if min(x for x, _ in other_shape) >= right:
                break
            if meet(shape, other_shape):
                found.append(sorted((one.number, other.number)))
    return [f"Tables {a} and {b} stand in each other's way." for a, b in sorted(found)]


def fits(room: RoomSize, tables: Iterable[TableSpec | TableRow]) -> list[str]:
    """What is wrong with the tables in this room, in words; empty where they fit."""
    tables = list(tables)
    out = [table.number for table in tables if any(not (-1 <= x <= room.width + 1 and -1 <= y <= room.length + 1) for x, y in outline(table))]
    said = overlaps(tables)
    if len(out) == 1:
        said.insert(0, f"Table {out[0]} does not fit inside the room.")
    elif out:
        said.insert(0, f"{plural(len(out), 'table')} do not fit inside the room: {listed([str(n) for n in sorted(out)])}.")
    return said


def _group(word: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,9})x(\d{1,9})", word, re.ASCII)
    if not match:
        raise RuleBroken("tables.shape", f"“{word[:40]}” is no number of tables and seats.", "Write 11x8 for 11 tables of 8 seats.", field="shape")
    return int(match[1]), int(match[2])


def _turn(shape: str, seats: int, place: int) -> float:
    """Every other round is turned by half a chair: no chair stands back to back with one of the next table."""
    return 180.0 / seats if shape == TableShape.ROUND and place % 2 else 0.0


def _reach(shape: str, seats: int, width: float, length: float) -> tuple[float, float]:
    """Half the room a table and its chairs take, across and down."""
    places = chairs(shape, seats, width, length)
    if shape == TableShape.ROUND:
        ring = max(math.hypot(c.x, c.y) for c in places) + CHAIR / 2
        return ring, ring
    return (
        max(width / 2, max(abs(c.x) for c in places) + CHAIR / 2),
        max(length / 2, max(abs(c.y) for c in places) + CHAIR / 2),
    )


def _columns(shape: str, count: int, cell_x: float, cell_y: float, room: RoomSize | None) -> int:
    if shape == TableShape.THEATRE:
        return 1 if room is None else max(1, min(count, int((room.width - 2 * WALL) // cell_x)))
    if room is None:
        return min(range(1, count + 1), key=lambda c: _unevenness(c, count, cell_x, cell_y))
    wide, deep = max(1.0, room.width - 2 * WALL), max(1.0, room.length - FRONT - WALL)
    return max(range(1, count + 1), key=lambda c: (round(min(wide / c / cell_x, deep / math.ceil(count / c) / cell_y), 6), -c))


def _unevenness(columns: int, count: int, cell_x: float, cell_y: float) -> float:
    """How far a grid is from a room of three to two with full rows."""
    rows = math.ceil(count / columns)
    empty = (columns * rows - count) / count
    return abs(math.log(columns * cell_x * _COMFORT / (rows * cell_y * _ASPECT))) + empty


def _room_for(shape: str, columns: int, rows: int, cell_x: float, cell_y: float) -> RoomSize:
    spread = 1.0 if shape == TableShape.THEATRE else _COMFORT
    return RoomSize(_tenths(columns * cell_x * spread + 4 * WALL), _tenths(rows * cell_y + FRONT + WALL))


def _tenths(cm: float) -> float:
    return math.ceil(cm / 10) * 10.0


Outline = list[tuple[float, float]]


def outline(table: TableSpec | TableRow) -> Outline:
    """A convex outline of the table with its chairs, in the room."""
    half_x, half_y = _reach(table.shape, table.seats, table.width, table.length)
    if table.shape in (TableShape.ROUND, TableShape.CABARET):
        ring = max(half_x, half_y)
        corners = [(ring * math.cos(math.pi * i / 12), ring * math.sin(math.pi * i / 12)) for i in range(24)]
    else:
        corners = [(-half_x, -half_y), (half_x, -half_y), (half_x, half_y), (-half_x, half_y)]
    sin, cos = math.sin(math.radians(table.angle)), math.cos(math.radians(table.angle))
    return [(table.x + x * cos - y * sin, table.y + x * sin + y * cos) for x, y in corners]


def meet(one: Outline, other: Outline) -> bool:
    """Separating axes: two convex outlines are apart when some side of either has the other wholly beyond it."""
    return not any(_apart_along(side, one, other) for outline in (one, other) for side in zip(outline, outline[1:] + outline[:1], strict=True))


def _apart_along(side: tuple[tuple[float, float], tuple[float, float]], one: Outline, other: Outline) -> bool:
    (x1, y1), (x2, y2) = side
    a, b = ([x * (y1 - y2) + y * (x2 - x1) for x, y in outline] for outline in (one, other))
    slack = 1e-6 * math.hypot(x2 - x1, y2 - y1)
    return max(a) <= min(b) + slack or max(b) <= min(a) + slack
