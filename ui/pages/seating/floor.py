"""What lies under the tables: the floor, where the front is, and how large the room is."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from advoplanner.domain.rooms import size_words
from ui.kit.units import imperial
from ui.pages.seating.style import style, type_face

_BAND_PX = 20.0


def draw_floor(painter: QPainter, rect: QRectF, room: QRectF, scale: float, *, front: bool = True) -> None:
    """Paint `rect` of the scene; `scale` is pixels a cm; `front` says where the front is, unless a stage or screen shows it."""
    s = style()
    painter.fillRect(rect, s.around)
    painter.setPen(s.wall)
    painter.setBrush(s.floor)
    painter.drawRoundedRect(room, 14, 14)
    band = QRectF(room.width() * 0.3, 0, room.width() * 0.4, _BAND_PX / scale)
    if front:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(s.stage)
        painter.drawRect(band)
        _caption(painter, band.center(), scale, "Front of the room", Qt.AlignmentFlag.AlignCenter)
    corner = QPointF(room.width() - 10 / scale, band.center().y())
    size = size_words(room.width(), room.height(), imperial=imperial())
    _caption(painter, corner, scale, size, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def _caption(painter: QPainter, at: QPointF, scale: float, text: str, align: Qt.AlignmentFlag) -> None:
    painter.save()
    painter.translate(at)
    painter.scale(1 / scale, 1 / scale)
    painter.setPen(style().quiet)
    painter.setFont(type_face(11))
    left = -150.0 if align & Qt.AlignmentFlag.AlignHCenter else -300.0
    painter.drawText(QRectF(left, -9, 300, 18), align, text)
    painter.restore()
