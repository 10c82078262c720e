"""What stands in the room besides tables, drawn to scale: a stage, a screen, a door with its leaf, an obstacle."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from advoplanner.domain.fixtures import FixtureKind, FixtureRow
from ui.pages.seating.labels import Top
from ui.pages.seating.style import Style, cosmetic, style, type_face, width_of

_GRIP = 12.0
"""The least that can be taken hold of, in cm: a screen is thin."""


class FixtureItem(QGraphicsItem):
    """Turned as it stands; its words are upright and as large at every zoom."""

    def __init__(self, fixture: FixtureRow) -> None:
        super().__init__()
        self.fixture = fixture
        self.chosen = False
        self.scale_now = 1.0
        self.setZValue(-1)
        self.setPos(fixture.x, fixture.y)
        half_x, half_y = max(fixture.width / 2, _GRIP), max(fixture.length / 2, _GRIP)
        turn = QTransform().rotate(fixture.angle)
        grip = QPainterPath()
        grip.addRect(QRectF(-half_x, -half_y, 2 * half_x, 2 * half_y))
        self._shape = turn.map(grip)
        self._bounds = self._shape.boundingRect().adjusted(-60, -60, 60, 60)

    def choose(self, chosen: bool) -> None:
        if chosen != self.chosen:
            self.chosen = chosen
            self.update()

    def tops(self) -> list[Top]:
        """What names keep off."""
        box = self._shape.boundingRect()
        return [Top(self.x(), self.y(), box.width() / 2, box.height() / 2, False)]

    def boundingRect(self) -> QRectF:
        return self._bounds

    def shape(self) -> QPainterPath:
        return self._shape

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        s, f = style(), self.fixture
        body = QRectF(-f.width / 2, -f.length / 2, f.width, f.length)
        painter.save()
        painter.rotate(f.angle)
        painter.setPen(s.chosen if self.chosen else s.disc_edge)
        if f.kind == FixtureKind.DOOR:
            self._door(painter, s, body)
        elif f.kind == FixtureKind.SCREEN:
            painter.setBrush(s.ink)
            painter.drawRoundedRect(body, 3, 3)
        elif f.kind == FixtureKind.OBSTACLE:
            painter.setBrush(s.pillar)
            painter.drawRoundedRect(body, 4, 4)
        else:
            painter.setBrush(s.stage)
            painter.drawRoundedRect(body, 6, 6)
        painter.restore()
        self._words(painter, s)

    def _door(self, painter: QPainter, s: Style, body: QRectF) -> None:
        """A gap in the wall and the quarter circle of its leaf, into the room."""
        painter.setBrush(s.around)
        painter.drawRect(body)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(s.chosen if self.chosen else cosmetic(s.quiet, 1.0, Qt.PenStyle.DashLine))
        leaf = body.width() / 2
        inward = -1 if self.fixture.y > 0 else 1
        painter.drawArc(QRectF(body.left() - leaf, -leaf, 2 * leaf, 2 * leaf), 0, inward * -90 * 16)
        painter.drawArc(QRectF(body.right() - leaf, -leaf, 2 * leaf, 2 * leaf), 180 * 16, inward * 90 * 16)

    def _words(self, painter: QPainter, s: Style) -> None:
        scale, f = self.scale_now, self.fixture
        thin = min(f.width, f.length) * scale < 16
        if width_of(f.words, 11) > max(f.width, f.length) * scale and not thin and not self.chosen:
            return
        below = (f.length / 2 * scale + 10) if thin else 0.0
        painter.scale(1 / scale, 1 / scale)
        painter.setPen(s.quiet)
        painter.setFont(type_face(11))
        if f.kind == FixtureKind.DOOR:
            beside = self._shape.boundingRect().right() * scale + 4
            painter.drawText(QRectF(beside, -9, 150, 18), Qt.AlignmentFlag.AlignVCenter, f.words)
        else:
            painter.drawText(QRectF(-150, below - 9, 300, 18), Qt.AlignmentFlag.AlignCenter, f.words)
