"""Where each guest's name stands beside the seat, and how much of it fits without touching a neighbour."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from PySide6.QtCore import QRectF, Qt

from ui.pages.seating.style import CHIP, LINE_PX, NAME_PX, measure, width_of

AIR = 4.0
"""Pixels between a seat and its name, and between two names."""
_UPRIGHT = 0.14
_LEAST = 16.0
_MOST = 140.0
_CELL = 300.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A seat that wants a name: middle in cm, and the side the name stands on (dx -1, 0, 1; dy where dx is 0).

    `level` 1 is a second line further out, for chairs that stand close together along a straight edge.
    """

    x: float
    y: float
    dx: int
    dy: int
    level: int
    name: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Top:
    """A table's top, in cm."""

    x: float
    y: float
    half_x: float
    half_y: float
    round: bool


@dataclass(frozen=True, slots=True)
class Label:
    """What is written, and where: `rect` in pixels from the seat's middle."""

    text: str
    rect: QRectF
    align: Qt.AlignmentFlag


def side_of(outward: float) -> tuple[int, int]:
    """The side a name stands on for a chair whose back points to `outward` degrees."""
    x, y = math.cos(math.radians(outward)), math.sin(math.radians(outward))
    if abs(x) <= _UPRIGHT:
        return 0, 1 if y > 0 else -1
    return (1 if x > 0 else -1), 0


class Names:
    """`labels` holds a label for each spot, by its id, at `scale` pixels a cm; None where no readable piece of the name fits.

    No name is written over a table's top, nor across the walls of the room, which is `width` cm wide. Each name asks only the
    seats around it, so a guest who changes seats is followed by placing anew what stands near by.
    """

    def __init__(self, spots: Mapping[str, Spot], tops: Sequence[Top], scale: float, width: float = math.inf) -> None:
        self._scale, self._width = scale, width * scale
        self._boxes = {key: _Box(key, spot, scale) for key, spot in spots.items()}
        self._reach = 2 * CHIP * scale + 3 * LINE_PX
        self._near = _Cells(self._boxes.values(), lambda box: (box.cx, box.cy), self._reach)
        high = max((top.half_y for top in tops), default=0.0) * scale + LINE_PX
        self._tops = _Cells(tops, lambda top: (top.x * scale, top.y * scale), high)
        self.labels = {key: self._label(box) for key, box in self._boxes.items()}

    def change(self, spots: Mapping[str, Spot]) -> set[str]:
        """Other names at the same places: the ids of all labels that were placed anew for it."""
        anew = set(spots)
        for key, spot in spots.items():
            box = self._boxes[key]
            box.rename(spot)
            anew |= {other.key for other in self._near.around(box) if _on_one_line(box, other)}
        self.labels |= {key: self._label(self._boxes[key]) for key in anew}
        return anew

    def _label(self, box: _Box) -> Label | None:
        if not box.want:
            return None
        room = min(_walls(box, self._width), _tops(box, self._tops.around(box), self._scale), _room(box, self._near.around(box)))
        return _label(box, room)


@cache
def shortened(name: str, short: str, width: float) -> str:
    """As much of a name as `width` pixels hold: whole, short, first name and initial, first name, the beginning of it."""
    words = name.split()
    first = words[0] if words else ""
    initial = f"{first} {words[-1][0]}." if len(words) > 1 else first
    for text in (name, short, initial, first):
        if text and width_of(text) <= width:
            return text
    return measure(NAME_PX).elidedText(first, Qt.TextElideMode.ElideRight, width)


class _Box:
    """A spot in pixels: chip (cx, cy, r), where the text begins (tx), its line (ty) and the width it would like."""

    __slots__ = ("cx", "cy", "dx", "dy", "key", "r", "spot", "tx", "ty", "want")

    def __init__(self, key: str, spot: Spot, scale: float) -> None:
        self.key = key
        self.cx, self.cy, self.r = spot.x * scale, spot.y * scale, CHIP * scale
        self.dx, self.dy = spot.dx, spot.dy
        self.tx = self.cx + spot.dx * (self.r + AIR)
        self.ty = self.cy + spot.dy * (self.r + LINE_PX * (0.55 + spot.level))
        self.rename(spot)

    def rename(self, spot: Spot) -> None:
        """Another name at the same place."""
        self.spot = spot
        self.want = width_of(spot.name) if spot.name else 0.0


class _Cells:
    """Things by squares of the floor, so that each name asks only its neighbours."""

    def __init__(self, things: Iterable[Any], place: Callable[[Any], tuple[float, float]], high: float) -> None:
        self._high = high
        self._cells: dict[tuple[int, int], list[Any]] = {}
        for thing in things:
            x, y = place(thing)
            self._cells.setdefault((int(x // _CELL), int(y // high)), []).append(thing)

    def around(self, box: _Box) -> list[Any]:
        column, row = int(box.cx // _CELL), int(box.cy // self._high)
        return [thing for x in (column - 1, column, column + 1) for y in (row - 1, row, row + 1) for thing in self._cells.get((x, y), ())]


def _on_one_line(box: _Box, other: _Box) -> bool:
    """Whether two names stand so close on one line that the length of one may shorten the other."""
    return abs(other.ty - box.ty) < LINE_PX - 1 and abs(other.tx - box.tx) <= 2 * (_MOST + AIR)


def _walls(box: _Box, width: float) -> float:
    left, right = box.tx - AIR, width - box.tx - AIR
    return right if box.dx > 0 else left if box.dx < 0 else 2 * min(left, right)


def _tops(box: _Box, tops: Sequence[Top], scale: float) -> float:
    """Pixels to the next table in the way of a name that stands beside its seat."""
    if not box.dx:
        return math.inf
    room = math.inf
    for top in tops:
        off = max(0.0, abs(top.y * scale - box.ty) - LINE_PX / 2)
        half = top.half_y * scale
        ahead = (top.x * scale - box.tx) * box.dx
        if off < half and ahead > 0:
            reach = top.half_x * scale * (math.sqrt(1 - (off / half) ** 2) if top.round else 1.0)
            room = min(room, ahead - reach - AIR)
    return room


def _room(box: _Box, near: list[_Box]) -> float:
    """The pixels that are free for the name of `box`."""
    room, reach = _MOST, 2 * box.r + 3 * LINE_PX
    for other in near:
        if other is box or abs(other.cy - box.cy) > reach:
            continue
        beside_chip = abs(other.cy - box.ty) < other.r + LINE_PX / 2 - 1
        beside_text = bool(other.want) and abs(other.ty - box.ty) < LINE_PX - 1
        if box.dx:
            room = min(room, _outward_room(box, other, beside_chip, beside_text))
        else:
            room = min(room, _centred_room(box, other, beside_chip, beside_text))
    return room


def _outward_room(box: _Box, other: _Box, beside_chip: bool, beside_text: bool) -> float:
    room = math.inf
    if beside_chip and (other.cx - box.cx) * box.dx > 0:
        room = (other.cx - box.tx) * box.dx - other.r - AIR
    if beside_text:
        gap = (other.tx - box.tx) * box.dx
        if other.dx == -box.dx and gap > 0:
            room = min(room, max(gap / 2, gap - other.want) - AIR / 2)
        elif other.dx == 0 and (other.cx - box.cx) * box.dx > 0:
            room = min(room, gap - min(other.want / 2, gap / 2) - AIR / 2)
    return room


def _centred_room(box: _Box, other: _Box, beside_chip: bool, beside_text: bool) -> float:
    room = math.inf
    apart = abs(other.cx - box.cx)
    if beside_chip:
        room = 2 * (apart - other.r - AIR / 2)
    if beside_text:
        if other.dx == 0:
            room = min(room, max(apart - AIR, 2 * apart - other.want - 2 * AIR))
        elif (other.cx - box.cx) * other.dx < 0:
            room = min(room, max(apart, 2 * (abs(other.tx - box.cx) - other.want) - AIR))
    return room


def _label(box: _Box, room: float) -> Label | None:
    if room < _LEAST:
        return None
    text = shortened(box.spot.name, box.spot.short, float(int(room)))
    width = width_of(text) + 2
    if width < 4 or text in ("…", ""):
        return None
    if box.dx > 0:
        left, align = box.r + AIR, Qt.AlignmentFlag.AlignLeft
    elif box.dx < 0:
        left, align = -box.r - AIR - width, Qt.AlignmentFlag.AlignRight
    else:
        left, align = -width / 2, Qt.AlignmentFlag.AlignHCenter
    return Label(text, QRectF(left, box.ty - box.cy - LINE_PX / 2, width, LINE_PX), align | Qt.AlignmentFlag.AlignVCenter)
