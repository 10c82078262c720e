"""The room drawn to scale: walls, stage, doors, tables and who sits where, with a rail that explains it.

Names stand beside their seats while there is room for them; in larger rooms the plan shows numbers and cards carry the names.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from advoplanner.core.text import plural
from advoplanner.domain.documents import PlanFacts, RoomItem, SeatFacts, TableFacts
from advoplanner.domain.room_layouts import e_boards
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.furniture import label
from advoplanner.exports.lettering import clipped, fitted, wrapped
from advoplanner.exports.press import PagePlan
from advoplanner.exports.seat_names import SMALLEST, is_far, name_face, name_size, room_for_name, seat_radius, short_name, side_of
from advoplanner.exports.style import (
    BOTTOM,
    FACT,
    GREY,
    INK,
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
_STRIP = 76.0
"""Depth of a table in a U or a square (two tables of 30 inches)."""

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
    name_size: float

    @property
    def named(self) -> bool:
        """Whether names stand on the plan itself."""
        return self.name_size > 0

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
    scene = _Scene(plan, scale, SIDE, _TOP, width * scale, length * scale, 0.0)
    return replace(scene, name_size=name_size(plan, scene.wide, scale)) if plan.seats <= NAMES_UP_TO else scene


def _draw(scene: _Scene, sheet: Sheet) -> None:
    _draw_heading(sheet, scene.plan)
    sheet.box(scene.left, scene.top, scene.wide, scene.high, fill=_WALL, stroke=NAVY, weight=1.6)
    for item in scene.plan.items:
        _draw_item(sheet, scene, item)
    if not any(item.kind == "stage" for item in scene.plan.items):
        _draw_front(sheet, scene)
    for table in scene.plan.tables:
        _draw_table(sheet, scene, table)
    _draw_scale_bar(sheet, scene)
    _draw_rail(sheet, scene)


def _draw_heading(sheet: Sheet, plan: PlanFacts) -> None:
    known = plan.title.casefold() in ("", "seating", "seating plan")
    words = "Seating plan" if known else f"Seating plan · {plan.title}"
    sheet.text(SIDE, TOP - 1.5, words.upper(), LABEL)
    name = plan.room or "The room"
    wide = sheet.text(SIDE, TOP + 7.6, name, fitted(name, TITLE, 150, 13), limit=150, tag="H1")
    tables = plural(len(plan.tables), "table")
    facts = f"{plan.width / 100:g} × {plan.length / 100:g} m · {plural(plan.seats, 'seat')} at {tables}"
    sheet.text(SIDE + wide + 5, TOP + 7.6, facts, TEXT.coloured(GREY))


def _draw_front(sheet: Sheet, scene: _Scene) -> None:
    """Where the front is, so that the plan can be held the right way round."""
    wide = min(60.0, scene.wide / 2)
    sheet.box(scene.left + (scene.wide - wide) / 2, scene.top + 0.3, wide, 5.4, fill=STAGE)
    sheet.text(scene.left + scene.wide / 2, scene.top + 4.1, "Front of the room", FACT.coloured(NAVY), align="centre")


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
    if table.shape == "theatre":
        sheet.text(x - wide / 2 - 2, y + 1.2, table.name, Face(10, 700, TEAL), align="right", limit=20)
    elif table.shape in ("round", "cabaret"):
        sheet.circle(x, y, wide / 2, fill=WHITE, stroke=TEAL, weight=1.1)
        _draw_table_name(sheet, table, x, y, wide)
    else:
        with sheet.turned(x, y, -table.angle):
            for left, top, across, down in _boards(table, wide, long, _STRIP * scene.scale):
                sheet.box(x + left, y + top, across, down, fill=WHITE, stroke=TEAL, weight=1.1, radius=0.8)
        upright = table.angle % 180 == 0
        room = e_boards(table.width, table.length)[1].across * scene.scale if table.shape == "e" else (long if upright else wide) * 1.6
        _draw_table_name(sheet, table, x, y, min(wide if upright else long, room))
    _draw_seats(sheet, scene, table)


def _boards(table: TableFacts, wide: float, long: float, strip: float) -> list[tuple[float, float, float, float]]:
    """The boards of a table round its middle: left, top, width, length; a U is open to the front."""
    if table.shape == "u":
        leg = min(strip, wide / 3)
        return [
            (-wide / 2, -long / 2, leg, long),
            (wide / 2 - leg, -long / 2, leg, long),
            (-wide / 2, long / 2 - min(leg, long), wide, min(leg, long)),
        ]
    if table.shape == "hollow_square":
        leg = min(strip, wide / 3, long / 3)
        return [(-wide / 2, -long / 2, wide, long), (-wide / 2 + leg, -long / 2 + leg, wide - 2 * leg, long - 2 * leg)]
    if table.shape == "e":
        scale = wide / table.width
        boards = e_boards(table.width, table.length)
        return [(b.x * scale, b.y * scale, b.across * scale, b.down * scale) for b in boards]
    return [(-wide / 2, -long / 2, wide, long)]


def _draw_table_name(sheet: Sheet, table: TableFacts, x: float, y: float, room: float) -> None:
    face = fitted(table.name, Face(min(16.0, max(room * 0.75, 7.0)), 700, TEAL), room - 1, 7)
    words = f"{table.taken} of {len(table.seats)}"
    if room >= 16:
        sheet.text(x, y + 0.6, table.name, face, align="centre", limit=room - 1)
        sheet.text(x, y + 5, words, FACT.sized(7), align="centre", limit=room - 2)
    else:
        sheet.text(x, y + face.size * 0.128, table.name, face, align="centre", limit=room)


def _draw_seats(sheet: Sheet, scene: _Scene, table: TableFacts) -> None:
    radius = seat_radius(table, scene.scale)
    for seat in table.seats:
        x, y = scene.at(seat.x, seat.y)
        fill = NAVY if seat.is_host and seat.name else SEAT if seat.name else WHITE
        sheet.circle(x, y, radius, fill=fill, stroke=fill if seat.name else SEAT, weight=0.6)
        if scene.named:
            _draw_name(sheet, scene, table, seat, radius)
        elif radius >= 1.9:
            face = Face(6, 600, WHITE if seat.is_host else NAVY)
            sheet.text(x, y + 0.75, str(seat.number), face, align="centre")


def _draw_name(sheet: Sheet, scene: _Scene, table: TableFacts, seat: SeatFacts, radius: float) -> None:
    words = short_name(seat)
    if not words:
        return
    x, y = scene.at(seat.x, seat.y)
    side = side_of(table, seat)
    limit = room_for_name(scene.plan, scene.wide, scene.scale, table, seat)
    face = fitted(words, name_face(seat, scene.name_size), limit, SMALLEST)
    where = f"the name of {seat.name}"
    if side in ("above", "below"):
        away = radius + 1.3 + (scene.name_size * 0.43 if is_far(table, seat) else 0.0)
        sheet.text(x, y - away if side == "above" else y + away + face.size * 0.26, words, face, align="centre", limit=limit, where=where)
    elif side == "right":
        sheet.text(x + radius + 1, y + face.size * 0.125, words, face, limit=limit, where=where)
    else:
        sheet.text(x - radius - 1, y + face.size * 0.125, words, face, align="right", limit=limit, where=where)


def _draw_scale_bar(sheet: Sheet, scene: _Scene) -> None:
    metres = 2 if scene.plan.width <= 2500 else 5
    long = metres * 100 * scene.scale
    right, y = scene.left + scene.wide - 5, scene.top + scene.high - 5
    with sheet.aside():
        sheet.stroke(right - long, y, right, y, INK, 1)
        for x in (right - long, right):
            sheet.stroke(x, y - 1, x, y + 1, INK, 1)
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
        for note in filter(None, scene.plan.notes):
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
