"""The room drawn to scale: walls, stage, doors, tables and who sits where, with a rail that explains it.

Names stand beside their seats while there is room for them; in larger rooms the plan shows numbers and cards carry the names.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import partial
from math import cos, hypot, radians, sin

from advoplanner.core.text import plural
from advoplanner.domain.documents import PlanFacts, RoomItem, SeatFacts, TableFacts
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.furniture import label
from advoplanner.exports.lettering import clipped, fitted, wrapped
from advoplanner.exports.press import PagePlan
from advoplanner.exports.style import (
    BOTTOM,
    FACT,
    GREY,
    LABEL,
    NAVY,
    SEAT,
    SIDE,
    STAGE,
    TEAL,
    TEXT,
    TITLE,
    TOP,
    WHITE,
    Face,
)

NAMES_UP_TO = 80
"""Seats up to which names stand on the plan (documents.md 5)."""

_RAIL = 57.0
_TOP = 37.0
_GAP = 8.0
_SEAT_RADIUS = 2.5
_SMALLEST = 6.0
_WALL = "#FBFCFE"


@dataclass(frozen=True, slots=True)
class _Scene:
    """A plan on a page: `scale` in millimetres of paper for a centimetre of room, `left` and `top` of the room."""

    plan: PlanFacts
    scale: float
    left: float
    top: float
    wide: float
    high: float
    named: bool

    def at(self, x: float, y: float) -> tuple[float, float]:
        return self.left + x * self.scale, self.top + y * self.scale


def plan_page(plan: PlanFacts, size: tuple[float, float], *, level: int = 0) -> PagePlan:
    """The landscape page with the plan."""
    return PagePlan(partial(_draw, _scene(plan, size)), "Seating plan", level, landscape=True)


def names_fit(plan: PlanFacts, size: tuple[float, float]) -> bool:
    """Whether names stand on the plan itself."""
    return _scene(plan, size).named


def _scene(plan: PlanFacts, size: tuple[float, float]) -> _Scene:
    across, down = size[1], size[0]
    wide, high = across - 2 * SIDE - _RAIL - _GAP, down - _TOP - BOTTOM
    width = max(plan.width, 1 + max((s.x + 60 for t in plan.tables for s in t.seats), default=0), 100)
    length = max(plan.length, 1 + max((s.y + 60 for t in plan.tables for s in t.seats), default=0), 100)
    scale = min(wide / width, high / length)
    named = plan.seats <= NAMES_UP_TO and all(_name_size(t, scale) >= _SMALLEST for t in plan.tables)
    return _Scene(plan, scale, SIDE, _TOP, width * scale, length * scale, named)


def _draw(scene: _Scene, sheet: Sheet) -> None:
    _draw_heading(sheet, scene.plan)
    sheet.box(scene.left, scene.top, scene.wide, scene.high, fill=_WALL, stroke=NAVY, weight=1.6)
    for item in scene.plan.items:
        _draw_item(sheet, scene, item)
    for table in scene.plan.tables:
        _draw_table(sheet, scene, table)
    _draw_scale_bar(sheet, scene)
    _draw_rail(sheet, scene)


def _draw_heading(sheet: Sheet, plan: PlanFacts) -> None:
    words = f"Seating plan · {plan.title}" if plan.title else "Seating plan"
    sheet.text(SIDE, TOP - 1.5, words.upper(), LABEL)
    name = plan.room or "The room"
    wide = sheet.text(SIDE, TOP + 7.6, name, fitted(name, TITLE, 150, 13), limit=150, tag="H1")
    tables = plural(len(plan.tables), "table")
    facts = f"{plan.width / 100:g} × {plan.length / 100:g} m · {plural(plan.seats, 'seat')} at {tables}"
    sheet.text(SIDE + wide + 5, TOP + 7.6, facts, TEXT.coloured(GREY))


def _draw_item(sheet: Sheet, scene: _Scene, item: RoomItem) -> None:
    x, y = scene.at(item.x, item.y)
    wide, high = item.width * scene.scale, item.length * scene.scale
    face = FACT.weighing(500).coloured(NAVY)
    if item.kind == "door":
        _draw_door(sheet, scene, x, max(wide, 4.0), item)
        return
    sheet.box(x, y, wide, high, fill=STAGE)
    sheet.text(x + wide / 2, y + high / 2 + 1, item.label, fitted(item.label, face, wide - 2, 7), align="centre", limit=max(wide - 2, 12))


def _draw_door(sheet: Sheet, scene: _Scene, x: float, wide: float, item: RoomItem) -> None:
    """A gap in the nearer of the upper and lower wall with the swing of its leaf."""
    below = item.y * 2 >= scene.plan.length
    wall = scene.top + (scene.high if below else 0.0)
    sheet.stroke(x, wall, x + wide, wall, WHITE, 3)
    sheet.stroke(x, wall, x, wall + (-wide if below else wide), NAVY, 0.8)
    sheet.arc(x, wall, wide, 0 if below else -90, 90, NAVY, 0.6)
    sheet.text(x + wide + 3, wall + (-2.5 if below else 5), item.label, FACT, limit=50)


def _draw_table(sheet: Sheet, scene: _Scene, table: TableFacts) -> None:
    x, y = scene.at(table.x, table.y)
    wide, long = table.width * scene.scale, table.length * scene.scale
    if table.shape == "round":
        sheet.circle(x, y, wide / 2, fill=WHITE, stroke=TEAL, weight=1.1)
    else:
        with sheet.turned(x, y, -table.angle):
            sheet.box(x - wide / 2, y - long / 2, wide, long, fill=WHITE, stroke=TEAL, weight=1.1, radius=0.8)
    _draw_table_name(sheet, table, x, y, wide if table.shape == "round" else min(wide, long * 1.6))
    _draw_seats(sheet, scene, table)


def _draw_table_name(sheet: Sheet, table: TableFacts, x: float, y: float, room: float) -> None:
    face = fitted(table.name, Face(min(16.0, max(room * 0.75, 7.0)), 700, TEAL), room - 1, 7)
    words = f"{table.taken} of {len(table.seats)}"
    if room >= 16:
        sheet.text(x, y + 0.6, table.name, face, align="centre", limit=room - 1)
        sheet.text(x, y + 5, words, FACT.sized(7), align="centre", limit=room - 2)
    else:
        sheet.text(x, y + face.size * 0.128, table.name, face, align="centre", limit=room)


def _draw_seats(sheet: Sheet, scene: _Scene, table: TableFacts) -> None:
    radius = _seat_radius(table, scene.scale)
    size = _name_size(table, scene.scale)
    for seat in table.seats:
        x, y = scene.at(seat.x, seat.y)
        fill = NAVY if seat.is_host and seat.name else SEAT if seat.name else WHITE
        sheet.circle(x, y, radius, fill=fill, stroke=fill if seat.name else SEAT, weight=0.6)
        if scene.named:
            _draw_name(sheet, scene, table, seat, size, radius)
        elif radius >= 1.9:
            face = Face(6, 600, WHITE if seat.is_host else NAVY)
            sheet.text(x, y + 0.75, str(seat.number), face, align="centre")


def _draw_name(sheet: Sheet, scene: _Scene, table: TableFacts, seat: SeatFacts, size: float, radius: float) -> None:
    words = seat.short_name or seat.name
    if not words:
        return
    x, y = scene.at(seat.x, seat.y)
    face = Face(size, 600 if seat.is_host else 400, NAVY if seat.is_host else "#1B2430")
    side = _side(table, seat)
    limit = _room_for_name(scene, table, seat, side) - radius - 1.2
    face = fitted(words, face, limit, _SMALLEST)
    where = f"the name of {seat.name}"
    if side == "centre":
        above = seat.y < table.y
        sheet.text(x, y + (-radius - 1.3 if above else radius + size * 0.36 + 0.6), words, face, align="centre", limit=max(limit, 14), where=where)
    elif side == "right":
        sheet.text(x + radius + 1, y + size * 0.125, words, face, limit=limit, where=where)
    else:
        sheet.text(x - radius - 1, y + size * 0.125, words, face, align="right", limit=limit, where=where)


def _side(table: TableFacts, seat: SeatFacts) -> str:
    """Which side of a seat its name stands on: outward, above or below where the seat is at the head or foot."""
    across, down = seat.x - table.x, seat.y - table.y
    if abs(across) < abs(down) * 0.3:
        return "centre"
    return "right" if across > 0 else "left"


def _room_for_name(scene: _Scene, table: TableFacts, seat: SeatFacts, side: str) -> float:
    """Millimetres from the seat to the wall, or to half-way to the nearest seat of another table on that side."""
    if side == "centre":
        apart = [abs(s.x - seat.x) for s in table.seats if s.number != seat.number and abs(s.y - seat.y) < 30]
        return min([*(a * scene.scale for a in apart), 34.0])
    ahead = 1 if side == "right" else -1
    wall = (scene.wide / scene.scale - seat.x) if ahead > 0 else seat.x
    others = [(s.x - seat.x) * ahead for t in scene.plan.tables if t is not table for s in t.seats if abs(s.y - seat.y) < 40]
    near = [o / 2 for o in others if o > 0]
    return min([wall, *near]) * scene.scale - 1


def _name_size(table: TableFacts, scale: float) -> float:
    """Points at which names on one side of a table do not touch, at most 8."""
    gaps = [8.0]
    for side in ("left", "right"):
        heights = sorted(s.y for s in table.seats if _side(table, s) == side)
        gaps += [(b - a) * scale / 0.41 for a, b in itertools.pairwise(heights)]
    return min(gaps)


def _seat_radius(table: TableFacts, scale: float) -> float:
    apart = [hypot(a.x - b.x, a.y - b.y) * scale for a, b in zip(table.seats, table.seats[1:], strict=False)]
    clear = [_clearance(table, s) * scale for s in table.seats]
    return max(min([_SEAT_RADIUS, *(a * 0.42 for a in apart), *(c for c in clear if c > 0)]), 0.6)


def _clearance(table: TableFacts, seat: SeatFacts) -> float:
    """Centimetres between the table's edge and the seat's centre."""
    across, down = seat.x - table.x, seat.y - table.y
    if table.shape == "round":
        return hypot(across, down) - table.width / 2
    turn = radians(-table.angle)
    x, y = across * cos(turn) - down * sin(turn), across * sin(turn) + down * cos(turn)
    return max(abs(x) - table.width / 2, abs(y) - table.length / 2)


def _draw_scale_bar(sheet: Sheet, scene: _Scene) -> None:
    metres = 2 if scene.plan.width <= 2500 else 5
    long = metres * 100 * scene.scale
    right, y = scene.left + scene.wide - 5, scene.top + scene.high - 5
    with sheet.aside():
        sheet.stroke(right - long, y, right, y, "#1B2430", 1)
        for x in (right - long, right):
            sheet.stroke(x, y - 1, x, y + 1, "#1B2430", 1)
        sheet.text(right - long / 2, y - 1.8, f"{metres} m", FACT.sized(7.5), align="centre")


def _draw_rail(sheet: Sheet, scene: _Scene) -> None:
    x, y, end = sheet.width - SIDE - _RAIL, _TOP + 3, sheet.height - BOTTOM
    hosts = [t for t in scene.plan.tables if t.host]
    if hosts:
        y = _draw_hosts(sheet, x, label(sheet, x, y, "Table hosts"), hosts, end - 70)
    y = label(sheet, x, y + 5, "Key") + 1
    for fill, words in ((NAVY, "Host"), (SEAT, "Guest"), (WHITE, "Free seat")):
        sheet.circle(x + 2, y - 1.1, 1.9, fill=fill, stroke=SEAT if fill == WHITE else fill)
        sheet.text(x + 7, y, words, TEXT)
        y += 6
    if not scene.named:
        y = sheet.paragraph(x, y + 2, "Names are on the cards that follow, table by table.", FACT, _RAIL)
    if scene.plan.notes:
        y = label(sheet, x, y + 6, "Why this plan")
        for note in scene.plan.notes:
            rows = clipped(wrapped(note, FACT, _RAIL), int((end - y) / FACT.line), FACT, _RAIL)
            y = sheet.lines(x, y, rows, FACT) + 1.2


def _draw_hosts(sheet: Sheet, x: float, y: float, hosts: list[TableFacts], end: float) -> float:
    shown = max(int((end - y) / 5.8), 3)
    for table in hosts[:shown] if len(hosts) <= shown else hosts[: shown - 1]:
        sheet.text(x, y, table.name, TEXT.weighing(600).coloured(TEAL), limit=14)
        sheet.text(x + 16 if len(table.name) > 2 else x + 6.5, y, table.host, TEXT, limit=_RAIL - 17)
        sheet.rule(x, y + 1.9, x + _RAIL)
        y += 5.8
    if len(hosts) > shown:
        sheet.text(x, y, f"and {len(hosts) - shown + 1} more, on the cards", FACT)
        y += 5.8
    return y
