"""Where the names of a seating plan go: outward from each seat, at one size, never over one another."""

from __future__ import annotations

from itertools import pairwise
from math import cos, hypot, radians, sin

from advoplanner.domain.documents import PlanFacts, SeatFacts, TableFacts
from advoplanner.domain.room_layouts import e_boards
from advoplanner.exports.lettering import width
from advoplanner.exports.style import INK, NAVY, Face

LARGEST, SMALLEST = 8.0, 6.0
"""Points; under the smallest the plan shows numbers, and cards carry the names."""

SEAT_RADIUS = 2.5
_SAME_LINE = 40.0
"""Centimetres up or down within which names would run into each other."""
_SAME_ROW = 15.0
_ROUND = ("round", "cabaret")


def short_name(seat: SeatFacts) -> str:
    return seat.short_name or seat.name


def name_face(seat: SeatFacts, size: float) -> Face:
    return Face(size, 600, NAVY) if seat.is_host else Face(size, 400, INK)


def side_of(table: TableFacts, seat: SeatFacts) -> str:
    """Which side of a seat its name stands on: "left", "right", or "above" and "below" at the head, the foot and in rows."""
    x, y = _outward(table, seat)
    if abs(x) < abs(y) * 0.4 or not (x or y):
        return "above" if y < 0 else "below"
    return "right" if x > 0 else "left"


def is_far(table: TableFacts, seat: SeatFacts) -> bool:
    """Whether the name stands on the second line: every other one in a row of names above or below."""
    row = _row(table, seat)
    return len(row) > 1 and row.index(seat) % 2 == 1


def room_for_name(plan: PlanFacts, wide: float, scale: float, table: TableFacts, seat: SeatFacts) -> float:
    """Millimetres for a name: up to the wall, or its share of the gap to a seat whose name comes towards it."""
    side, edge = side_of(table, seat), seat_radius(table, scale) + 1.5
    if side in ("above", "below"):
        row = _row(table, seat)
        place = row.index(seat)
        apart = [abs(row[i].x - seat.x) * scale for i in (place - 2, place + 2) if 0 <= i < len(row)]
        walls = 2 * min(seat.x, wide / scale - seat.x) * scale
        return min([*apart, walls - 1, 34.0]) - 1
    across, down = _frame(table, seat)
    if _inside(table, across, down):
        return (e_boards(table.width, table.length)[2].x - abs(across)) * scale - edge
    ahead = 1 if side == "right" else -1
    wall = (wide / scale - seat.x) if ahead > 0 else seat.x
    facing = [(s, t) for t in plan.tables for s in t.seats if abs(s.y - seat.y) < _SAME_LINE and (s.x - seat.x) * ahead > 0]
    if not facing:
        return wall * scale - edge - 1
    other, its_table = min(facing, key=lambda f: abs(f[0].x - seat.x))
    gap = abs(other.x - seat.x) * scale - 2 * edge
    mine = width(short_name(seat), name_face(seat, SMALLEST))
    theirs = width(short_name(other), name_face(other, SMALLEST)) if side_of(its_table, other) not in (side, "above", "below") else 0.0
    return gap * mine / (mine + theirs) if mine + theirs else gap


def name_size(plan: PlanFacts, wide: float, scale: float) -> float:
    """Points for all names, at most 8: the largest at which nine in ten stand whole; 0 where even the smallest cuts more."""
    named = [(t, s) for t in plan.tables for s in t.seats if short_name(s)]
    fits = sorted(LARGEST * room_for_name(plan, wide, scale, t, s) / max(width(short_name(s), name_face(s, LARGEST)), 0.1) for t, s in named)
    size = min([LARGEST, *(_line_size(t, scale) for t in plan.tables), *fits[len(fits) // 10 :][:1]])
    return size if size >= SMALLEST else 0.0


def seat_radius(table: TableFacts, scale: float) -> float:
    """Millimetres of a seat's dot, so that dots touch neither each other nor the table."""
    apart = [hypot(a.x - b.x, a.y - b.y) * scale for a, b in pairwise(table.seats)]
    clear = [_clearance(table, s) * scale for s in table.seats] if table.shape != "theatre" else []
    return max(min([SEAT_RADIUS, *(a * 0.42 for a in apart if a), *(c for c in clear if c > 0)]), 0.6)


def _outward(table: TableFacts, seat: SeatFacts) -> tuple[float, float]:
    """The direction from the table to the seat; square to the edge that the seat stands at."""
    if table.shape == "theatre":
        return 0.0, 1.0
    if table.shape in _ROUND:
        return seat.x - table.x, seat.y - table.y
    x, y = _frame(table, seat)
    if _inside(table, x, y):
        return _turned(x, 0.0, table.angle)
    if abs(x) - table.width / 2 > abs(y) - table.length / 2:
        return _turned(x, 0.0, table.angle)
    return _turned(0.0, y, table.angle)


def _frame(table: TableFacts, seat: SeatFacts) -> tuple[float, float]:
    """Where a seat stands in the table's own frame."""
    return _turned(seat.x - table.x, seat.y - table.y, -table.angle)


def _inside(table: TableFacts, x: float, y: float) -> bool:
    """Whether a seat stands between the legs of an E."""
    return table.shape == "e" and abs(x) < table.width / 2 and abs(y) < table.length / 2


def _turned(x: float, y: float, degrees: float) -> tuple[float, float]:
    """Turned clockwise, y pointing down."""
    turn = radians(degrees)
    return x * cos(turn) - y * sin(turn), x * sin(turn) + y * cos(turn)


def _row(table: TableFacts, seat: SeatFacts) -> list[SeatFacts]:
    """The seats of the table whose names stand on the same side and height, from left to right."""
    side = side_of(table, seat)
    return sorted((s for s in table.seats if abs(s.y - seat.y) < _SAME_ROW and side_of(table, s) == side), key=lambda s: s.x)


def _line_size(table: TableFacts, scale: float) -> float:
    """Points at which names on one side of a table do not touch each other."""
    gaps = [LARGEST]
    column = {s.number: (side_of(table, s), _inside(table, *_frame(table, s))) for s in table.seats}
    for one in {key for key in column.values() if key[0] in ("left", "right")}:
        heights = sorted(s.y for s in table.seats if column[s.number] == one)
        gaps += [(b - a) * scale / 0.41 for a, b in pairwise(heights)]
    return min(gaps)


def _clearance(table: TableFacts, seat: SeatFacts) -> float:
    """Centimetres between the table's edge and the seat's centre."""
    if table.shape in _ROUND:
        return hypot(seat.x - table.x, seat.y - table.y) - table.width / 2
    x, y = _frame(table, seat)
    if _inside(table, x, y):
        return abs(x) - e_boards(table.width, table.length)[1].across / 2
    return max(abs(x) - table.width / 2, abs(y) - table.length / 2)
