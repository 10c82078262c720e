"""One table on the plan: a soft disc or top with its number, and a ring that closes as its people fit."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from advoplanner.core.text import plural
from advoplanner.domain.room_layouts import e_boards
from advoplanner.domain.rooms import TableRow, TableShape
from ui.pages.seating.labels import Top
from ui.pages.seating.plan import Fit
from ui.pages.seating.style import DETAIL, NORMAL, Style, cosmetic, measure, style, type_face

_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEG = 76.0
_RING = 7.0


class TableItem(QGraphicsItem):
    """Its seats are its children, and what is written on it. `lit` while something hovers over it, `chosen` while its details are open."""

    def __init__(self, table: TableRow) -> None:
        super().__init__()
        self.table = table
        self.fit = Fit(0.0, 0)
        self.taken = 0
        self.chosen = False
        self.lit = False
        self.heated = False
        self.scale_now = NORMAL
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.setPos(table.x, table.y)
        self._top = _top(table)
        self._written = None if table.shape == TableShape.THEATRE else Written(self)
        self._bounds = self._top.boundingRect().adjusted(-90 if table.shape == TableShape.THEATRE else -12, -12, 12, 12)

    @property
    def round(self) -> bool:
        return self.table.shape in (TableShape.ROUND, TableShape.CABARET)

    def tops(self) -> list[Top]:
        """What names keep off: the whole top, or where guests sit inside its outline each board of it."""
        boxes = [self._top.boundingRect()]
        if self.table.shape == TableShape.E:
            turn = QTransform().rotate(self.table.angle)
            boxes = [turn.mapRect(QRectF(*board)) for board in e_boards(self.table.width, self.table.length)]
        return [Top(self.x() + b.center().x(), self.y() + b.center().y(), b.width() / 2, b.height() / 2, self.round) for b in boxes]

    def show_fit(self, fit: Fit, taken: int) -> None:
        if (fit, taken) != (self.fit, self.taken):
            self.fit, self.taken = fit, taken
            if self._written:
                self._written.update()
            if self.heated:
                self.update()

    def choose(self, chosen: bool) -> None:
        if chosen != self.chosen:
            self.chosen = chosen
            self.update()

    def warm(self, heated: bool) -> None:
        if heated != self.heated:
            self.heated = heated
            self.update()

    def light(self, lit: bool) -> None:
        if lit != self.lit:
            self.lit = lit
            self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def shape(self) -> QPainterPath:
        return self._top

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        s = style()
        if self.table.shape == TableShape.THEATRE:
            self._row(painter, s)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(s.shadow)
        painter.drawPath(self._top.translated(0, 3.5))
        painter.setPen(s.chosen if self.chosen else cosmetic(s.accent, 1.4) if self.lit else s.disc_edge)
        painter.setBrush(s.heated(self.fit.share) if self.heated and self.fit.pairs else s.disc)
        painter.drawPath(self._top)

    def write(self, painter: QPainter) -> None:
        """The ring and the words; its own picture, because they change with everybody who comes or goes and the top does not."""
        s = style()
        if self.fit.pairs and self.scale_now >= NORMAL * DETAIL * 0.6:
            self._heat(painter, s)
        self._words(painter, s)

    def _heat(self, painter: QPainter, s: Style) -> None:
        """A gauge just inside the edge: a ring from twelve o'clock, or a bar along the back of a straight table."""
        pen = QPen(s.track, _RING, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half_x, half_y = self.table.width / 2 - _RING - 3, self.table.length / 2 - _RING - 3
        ring, share = QRectF(-half_x, -half_y, 2 * half_x, 2 * half_y), self.fit.share
        bar = QLineF(-half_x, half_y, half_x, half_y)
        painter.save()
        painter.rotate(0 if self.round else self.table.angle)
        for colour, part in ((s.track, 1.0), (s.heat(share), share)):
            pen.setColor(colour)
            painter.setPen(pen)
            if part <= 0.02:
                continue
            if self.round:
                painter.drawArc(ring, 90 * 16, -round(part * 360 * 16))
            else:
                painter.drawLine(bar.p1(), bar.pointAt(part))
        painter.restore()

    def _words(self, painter: QPainter, s: Style) -> None:
        scale = self.scale_now
        across = min(self.table.width, self.table.length) if not self._open_middle else 120.0
        painter.scale(1 / scale, 1 / scale)
        big = max(11, min(44, round(across * scale * 0.30)))
        second = self._second_line() if scale >= NORMAL * DETAIL else ""
        line = 13.0 if second else 0.0
        painter.setPen(s.ink)
        painter.setFont(type_face(big, QFont.Weight.DemiBold))
        painter.drawText(QRectF(-100, -big * 0.62 - line / 2, 200, big * 1.24), _CENTRE, str(self.table.number))
        if second:
            room = self._text_width() * scale
            if second == self._seats_words and measure(11).horizontalAdvance(second) > max(30.0, room):
                second = f"0/{self.table.seats}"
            text = measure(11).elidedText(second, Qt.TextElideMode.ElideRight, max(30.0, room))
            painter.setPen(s.quiet)
            painter.setFont(type_face(11))
            painter.drawText(QRectF(-150, big * 0.62 - line / 2 - 2, 300, 14), _CENTRE, text)

    def _second_line(self) -> str:
        count = f"{self.taken}/{self.table.seats}" if self.taken else self._seats_words
        return self.table.topic or self.table.name or count

    @property
    def _seats_words(self) -> str:
        return plural(self.table.seats, "seat")

    def _text_width(self) -> float:
        if self.table.shape == TableShape.E:
            return e_boards(self.table.width, self.table.length)[1].across
        return self.table.width - 2 * _LEG - 20 if self._open_middle else (self.table.width * 0.66 if self.round else self.table.width - 30)

    @property
    def _open_middle(self) -> bool:
        return self.table.shape in (TableShape.U, TableShape.E, TableShape.HOLLOW_SQUARE)

    def _row(self, painter: QPainter, s: Style) -> None:
        """A row of chairs has no table: its number stands at its left end."""
        scale = self.scale_now
        if self.chosen or self.lit:
            painter.setPen(s.chosen if self.chosen else cosmetic(s.accent, 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(self._top)
        at = QPointF(-self.table.width / 2 - 14, 0)
        painter.translate(at)
        painter.scale(1 / scale, 1 / scale)
        painter.setPen(s.ink)
        painter.setFont(type_face(max(9, min(20, round(36 * scale))), QFont.Weight.DemiBold))
        painter.drawText(QRectF(-60, -14, 60, 28), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(self.table.number))


class Written(QGraphicsItem):
    """What is written on a table's top, below the chairs."""

    def __init__(self, table: TableItem) -> None:
        super().__init__(table)
        self._table = table
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        return self._table.boundingRect()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        self._table.write(painter)


def _top(table: TableRow) -> QPainterPath:
    """The outline of the table's top, in its own frame and turned as it stands."""
    path = QPainterPath()
    half_x, half_y = table.width / 2, table.length / 2
    body = QRectF(-half_x, -half_y, table.width, table.length)
    if table.shape in (TableShape.ROUND, TableShape.CABARET):
        path.addEllipse(body)
        return path
    if table.shape == TableShape.THEATRE:
        path.addRoundedRect(body.adjusted(-2, -6, 2, 6), 20, 20)
    elif table.shape in (TableShape.U, TableShape.HOLLOW_SQUARE):
        path = _hollow(table, body)
    elif table.shape == TableShape.E:
        path.setFillRule(Qt.FillRule.WindingFill)
        for board in e_boards(table.width, table.length):
            path.addRoundedRect(QRectF(*board), 10, 10)
        path = path.simplified()
    else:
        path.addRoundedRect(body, 10, 10)
    return QTransform().rotate(table.angle).map(path)


def _hollow(table: TableRow, body: QRectF) -> QPainterPath:
    leg = min(_LEG, table.width / 3, table.length / 2)
    outer, inner = QPainterPath(), QPainterPath()
    outer.addRoundedRect(body, 10, 10)
    cut = body.adjusted(leg, leg, -leg, -leg)
    if table.shape == TableShape.U:
        cut.setTop(body.top() - 20)
    inner.addRoundedRect(cut, 6, 6)
    return outer.subtracted(inner)
