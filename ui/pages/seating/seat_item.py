"""One seat on the plan: a round chip with initials, the name set outward, a lock where it is held."""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from advoplanner.domain.rooms import SeatGuest, SeatRow
from advoplanner.domain.short_names import initials
from ui.pages.seating.labels import Label, Spot, side_of
from ui.pages.seating.style import CHIP, COMPANIES, DETAIL, LINE_PX, NORMAL, Style, cosmetic, measure, padlock, style, type_face

_CENTRE = Qt.AlignmentFlag.AlignCenter
_DISC = QRectF(-CHIP, -CHIP, 2 * CHIP, 2 * CHIP)
_ROOM = _DISC.adjusted(-30, -30, 30, 30)


class SeatItem(QGraphicsItem):
    """A child of its table's item, so that it moves with it."""

    def __init__(self, seat: SeatRow, outward: float, level: int, close: bool, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self.seat = seat
        self.guest: SeatGuest | None = None
        self.outward = outward
        self.dx, self.dy = side_of(outward)
        self.level = level
        self.close = close
        self.letters = ""
        self.label: Label | None = None
        self.chosen = False
        self.target = ""
        self.faded = False
        self.scale_now = NORMAL
        self._bounds = _ROOM
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.setZValue(1)

    def hold(self, seat: SeatRow, guest: SeatGuest | None) -> bool:
        """Show who sits here now; False where it looks as before: then nothing is drawn anew."""
        same = seat == self.seat and (guest is self.guest or _looks(guest) == _looks(self.guest))
        self.seat, self.guest = seat, guest
        if same:
            return False
        self.letters = initials(guest.name) if guest else ""
        self.setZValue(2 if guest else 1)
        self.update()
        return True

    @property
    def free(self) -> bool:
        """Whether somebody could sit down here."""
        return self.guest is None and "blocked" not in self.seat.marks

    def spot(self) -> Spot:
        """Where its name would stand, in the scene."""
        at = self.scenePos()
        name, short = (self.guest.name, self.guest.short_name) if self.guest else ("", "")
        return Spot(at.x(), at.y(), self.dx, self.dy, self.level, name, short)

    def write(self, label: Label | None, scale: float) -> None:
        """The name to show at this zoom; None for none."""
        if (label, scale) == (self.label, self.scale_now):
            return
        self.prepareGeometryChange()
        self.label, self.scale_now = label, scale
        bounds = _ROOM
        if label:
            rect = label.rect.adjusted(-60, -LINE_PX, 60, LINE_PX) if self._says_company else label.rect
            bounds = bounds.united(QRectF(rect.x() / scale, rect.y() / scale, rect.width() / scale, rect.height() / scale))
        self._bounds = bounds
        self.update()

    def choose(self, chosen: bool) -> None:
        if chosen != self.chosen:
            self.chosen = chosen
            self.update()

    def aim(self, target: str) -> None:
        """Colour as a target: "free", "may", "not", or "" for none."""
        if target != self.target:
            self.target = target
            self.update()

    def fade(self, faded: bool) -> None:
        if faded != self.faded:
            self.faded = faded
            self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addEllipse(_DISC)
        return path

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        s = style()
        look = s.look(self.guest)
        if self.faded:
            painter.setOpacity(0.28)
        painter.setPen(look.edge)
        painter.setBrush(look.fill if not self.target else self._aimed(s, look.fill))
        painter.drawEllipse(_DISC)
        if self.chosen or self.target:
            self._ring(painter, s)
        scale = self.scale_now
        if scale < NORMAL * DETAIL:
            return
        self._marks(painter, s, scale)
        if self.guest is not None:
            painter.scale(1 / scale, 1 / scale)
            painter.setPen(look.letters)
            painter.setFont(_letters(CHIP * scale))
            side = CHIP * scale
            painter.drawText(QRectF(-side, -side, 2 * side, 2 * side), _CENTRE, self.letters)
            self._name(painter, s)

    @property
    def _says_company(self) -> bool:
        return self.scale_now >= NORMAL * COMPANIES and (self.dx != 0 or not self.close)

    def _aimed(self, s: Style, fill: QBrush) -> QBrush:
        return {"may": s.may, "not": s.may_not}.get(self.target, fill)

    def _ring(self, painter: QPainter, s: Style) -> None:
        colour = {"may": s.good, "not": s.bad, "free": s.accent}.get(self.target, s.accent)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(cosmetic(colour, 1.2 if self.target == "free" else 2.2))
        painter.drawEllipse(_DISC if self.target == "free" else _DISC.adjusted(-3.5, -3.5, 3.5, 3.5))

    def _marks(self, painter: QPainter, s: Style, scale: float) -> None:
        if self.seat.accessible:
            painter.setPen(cosmetic(s.accent, 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(_DISC.adjusted(4.5, 4.5, -4.5, -4.5))
        if self.guest is not None and self.guest.reply not in ("accepted", "none", ""):
            painter.setPen(cosmetic(s.warn, 1.6, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(_DISC)
        if self.seat.locked:
            self._lock(painter, s, scale)

    def _lock(self, painter: QPainter, s: Style, scale: float) -> None:
        """On the side of the table, so that it never covers the name."""
        inward = math.radians(self.outward + 180 + (38 if self.dx else 45))
        at = QPointF(CHIP * 1.3 * math.cos(inward), CHIP * 1.3 * math.sin(inward))
        size = max(11.0, 8.0 / scale)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(s.surface)
        painter.drawEllipse(at, size * 0.78, size * 0.78)
        painter.setBrush(s.ink)
        painter.translate(at)
        painter.drawPath(padlock(size))
        painter.translate(-at)

    def _name(self, painter: QPainter, s: Style) -> None:
        label = self.label
        if label is None or self.guest is None:
            return
        painter.setPen(s.chosen if self.chosen else s.name_pen)
        painter.setFont(type_face(11, QFont.Weight.DemiBold if self.chosen else QFont.Weight.Medium))
        rect = label.rect
        if self._says_company and self.guest.organisation:
            company = measure(11).elidedText(self.guest.organisation, Qt.TextElideMode.ElideRight, max(rect.width(), 96.0))
            up = -LINE_PX / 2 if self.dx else -LINE_PX if self.dy < 0 else 0.0
            rect = rect.translated(0, up)
            below = QRectF(rect).adjusted(-60, LINE_PX, 60, LINE_PX)
            if self.dx > 0:
                below.setLeft(rect.left())
            elif self.dx < 0:
                below.setRight(rect.right())
            painter.drawText(rect, label.align | Qt.TextFlag.TextDontClip, label.text)
            painter.setPen(s.quiet_pen)
            painter.setFont(type_face(11))
            painter.drawText(below, label.align | Qt.TextFlag.TextDontClip, company)
            return
        painter.drawText(rect, label.align | Qt.TextFlag.TextDontClip, label.text)


def _looks(guest: SeatGuest | None) -> SeatGuest | None:
    """All that is drawn of a guest: the reasons for the seat are not."""
    return guest and replace(guest, why=())


def _letters(radius: float) -> QFont:
    return type_face(max(8, min(26, round(radius * 0.82))), QFont.Weight.DemiBold)
