"""What lies over the plan for a moment: lines of affinity, the ghost of a dragged guest, guides while a table is aligned."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QLineF, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from advoplanner.domain.rooms import SeatGuest
from advoplanner.domain.short_names import initials
from ui.kit.tokens import mix
from ui.pages.seating.style import CHIP, NAMES, NORMAL, Style, cosmetic, measure, style, type_face, width_of

_BESIDE = 22.0
"""The ghost hangs this many pixels right and below the pointer, so that the seat below it can be seen."""
_PLATE = 44.0
"""What the ghost's plate is wider than its words."""
_CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Tie:
    """A line between two seats and the score of the two people on them."""

    start: QPointF
    end: QPointF
    score: float
    apart: bool = False
    """Whether the two sit at different tables."""


_Kind = tuple[str, float, Qt.PenStyle]
"""What lines are drawn alike: colour by its word, width, pattern."""


def _grouped(ties: list[Tie]) -> list[tuple[_Kind, list[QLineF]]]:
    """Lines from seat to seat, those drawn alike together, the weightiest last: a large room has hundreds in each frame."""
    found: dict[_Kind, list[QLineF]] = {}
    for tie in sorted(ties, key=lambda t: abs(t.score)):
        line = QLineF(tie.start, tie.end)
        if line.length() >= 2 * CHIP:
            trimmed = QLineF(line.pointAt(CHIP / line.length()), line.pointAt(1 - CHIP / line.length()))
            found.setdefault(_kind(tie), []).append(trimmed)
    return list(found.items())


def _kind(tie: Tie) -> _Kind:
    if abs(tie.score) < 0.5:
        return "", 1.0, Qt.PenStyle.DotLine
    line = Qt.PenStyle.DotLine if tie.apart else Qt.PenStyle.SolidLine if tie.score > 0 else Qt.PenStyle.DashLine
    return "accent" if tie.score > 0 else "bad", min(2.0 if tie.apart else 4.0, 1.0 + abs(tie.score) * 0.35), line


@cache
def _pen(s: Style, colour: str, width: float, line: Qt.PenStyle) -> QPen:
    if not colour:
        return cosmetic(mix(s.tokens.surface, s.tokens.quiet, 0.5), width, line)
    pen = cosmetic(s.accent if colour == "accent" else s.bad, width)
    pen.setStyle(line)
    # Flat ends are drawn a hundred times as fast as round ones.
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


class Ties(QGraphicsItem):
    """Lines from the guest under the pointer to the table, or between all whom much joins or parts.

    Teal draws together, red and dashed does not; dotted lines join people at different tables. `figures` writes the scores.
    """

    def __init__(self) -> None:
        super().__init__()
        self.ties: list[Tie] = []
        self.figures = True
        self.scale_now = NORMAL
        self._bounds = QRectF()
        self._alike: list[tuple[_Kind, list[QLineF]]] = []
        self.setZValue(50)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def show_ties(self, ties: list[Tie]) -> None:
        self.prepareGeometryChange()
        self.ties = ties
        self._bounds = QRectF()
        for tie in ties:
            self._bounds |= QRectF(tie.start, tie.end).normalized().adjusted(-40, -40, 40, 40)
        self._alike = _grouped(ties)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for (colour, width, line), alike in self._alike:
            painter.setPen(_pen(style(), colour, width, line))
            painter.drawLines(alike)
        if self.figures and self.scale_now >= NORMAL * NAMES:
            for tie in sorted(self.ties, key=lambda t: abs(t.score)):
                self._figure(painter, tie)

    def _figure(self, painter: QPainter, tie: Tie) -> None:
        """The score itself, on a small plate over the other's initials."""
        if abs(tie.score) < 0.5:
            return
        s, scale = style(), self.scale_now
        painter.save()
        painter.translate(tie.end)
        painter.scale(1 / scale, 1 / scale)
        text = f"{tie.score:+.0f}".replace("-", "−")
        half = width_of(text, 11, QFont.Weight.DemiBold) / 2 + 4
        plate = QRectF(-half, -8, 2 * half, 16)
        painter.setPen(QPen(s.accent if tie.score > 0 else s.bad, 1.0))
        painter.setBrush(s.surface)
        painter.drawRoundedRect(plate, 8, 8)
        painter.setPen(s.accent if tie.score > 0 else s.bad)
        painter.setFont(type_face(11, QFont.Weight.DemiBold))
        painter.drawText(plate, _CENTRE, text)
        painter.restore()


class Ghost(QGraphicsItem):
    """The guest in the hand: chip, name, and what would happen on letting go. As large at every zoom."""

    def __init__(self, guest: SeatGuest) -> None:
        super().__init__()
        self.guest = guest
        self.verdict = ""
        self.allowed = True
        self._beside = QPointF(_BESIDE, _BESIDE)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setZValue(100)

    def say(self, verdict: str, *, allowed: bool) -> None:
        if (verdict, allowed) != (self.verdict, self.allowed):
            self.prepareGeometryChange()
            self.verdict, self.allowed = verdict, allowed
            self.update()

    def keep_inside(self, at: QPoint, place: QSize) -> None:
        """Hang left of the pointer or above it where there is no room right of it or below: `at` in a view of this size, both px."""
        left = at.x() + _BESIDE + _PLATE + self._width() > place.width() and 2 * at.x() > place.width()
        up = at.y() + _BESIDE + 30 > place.height()
        beside = QPointF(-_BESIDE - _PLATE + 14 - self._width() if left else _BESIDE, -_BESIDE - 12 if up else _BESIDE)
        if beside != self._beside:
            self._beside = beside
            self.update()

    def boundingRect(self) -> QRectF:
        reach = _BESIDE + _PLATE + self._width()
        return QRectF(-reach, -60, 2 * reach, 126)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        s = style()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self._beside)
        height = 40.0 if self.verdict else 26.0
        plate = QRectF(-14, -14, _PLATE + self._width(), height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 40))
        painter.drawRoundedRect(plate.translated(0, 2), 13, 13)
        painter.setPen(QPen(s.accent if self.allowed else s.bad, 1.5))
        painter.setBrush(s.surface)
        painter.drawRoundedRect(plate, 13, 13)
        look = s.look(self.guest)
        painter.setPen(look.edge)
        painter.setBrush(look.fill)
        painter.drawEllipse(QPointF(0, -1), 10.5, 10.5)
        painter.setPen(look.letters)
        painter.setFont(type_face(9, QFont.Weight.DemiBold))
        painter.drawText(QRectF(-11, -12, 22, 22), _CENTRE, initials(self.guest.name))
        painter.setPen(s.text)
        painter.setFont(type_face(12, QFont.Weight.DemiBold))
        painter.drawText(QPointF(16, 3.5), self.guest.name)
        if self.verdict:
            painter.setPen(s.quiet if self.allowed else s.bad)
            painter.setFont(type_face(11))
            painter.drawText(QPointF(16, 18.5), self.verdict)

    def _width(self) -> float:
        return max(width_of(self.guest.name, 12, QFont.Weight.DemiBold), measure(11).horizontalAdvance(self.verdict))


class Guides(QGraphicsItem):
    """Lines through the middles of tables that the moved one is level with."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[QLineF] = []
        self._bounds = QRectF()
        self.setZValue(40)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def show_lines(self, lines: list[QLineF]) -> None:
        self.prepareGeometryChange()
        self.lines = lines
        self._bounds = QRectF()
        for line in lines:
            self._bounds |= QRectF(line.p1(), line.p2()).normalized().adjusted(-4, -4, 4, 4)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setPen(cosmetic(style().accent, 1.0, Qt.PenStyle.DashLine))
        painter.drawLines(self.lines)


def heading(start: QPointF, end: QPointF) -> float:
    """Degrees clockwise from the right, from `start` to `end`."""
    return math.degrees(math.atan2(end.y() - start.y(), end.x() - start.x()))
