"""What the seats' looks mean, in one line under the plan."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import theme
from ui.kit.tokens import SMALL
from ui.pages.seating.style import Look, padlock, style, type_face, width_of

_DOT, _AIR, _GAP = 12, 5, 12


class KeyBar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Key: hosts are dark, guests light, advocates green, prospects outlined, locked seats carry a lock")
        theme.THEME.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(round(sum(_DOT + _AIR + width_of(word, SMALL) + _GAP for word, _ in self._entries())), 20)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(type_face(SMALL))
        left, middle = 0.0, self.height() / 2
        for word, look in self._entries():
            at = QPointF(left + _DOT / 2, middle)
            if look is None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(style().ink)
                painter.translate(at)
                painter.drawPath(padlock(12.0))
                painter.translate(-at)
            else:
                painter.setPen(look.edge)
                painter.setBrush(look.fill)
                painter.drawEllipse(at, _DOT / 2 - 0.5, _DOT / 2 - 0.5)
            painter.setPen(style().quiet)
            wide = width_of(word, SMALL)
            painter.drawText(QRectF(left + _DOT + _AIR, 0, wide + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, word)
            left += _DOT + _AIR + wide + _GAP

    @staticmethod
    def _entries() -> list[tuple[str, Look | None]]:
        s = style()
        return [("Host", s.host), ("Customer", s.guest), ("Advocate", s.advocate), ("Prospect", s.prospect), ("Locked", None)]
