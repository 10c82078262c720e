"""A state as a dot and a word, so that colour is never the only sign; and plain chips for tags."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import labels, theme
from ui.kit.tokens import SMALL, mix

HEIGHT, DOT = 22, 8


class Chip(QWidget):
    """A word in a rounded frame; with a `state` ("good", "warn", "bad", "accent", "quiet") a dot before it."""

    def __init__(self, word: str = "", state: str = "", tip: str = "") -> None:
        super().__init__()
        self.setFont(theme.font(SMALL))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state(word, state, tip)

    def set_state(self, word: str, state: str = "", tip: str = "") -> None:
        self.word, self.state = word, state
        self.setAccessibleName(word)
        self.setToolTip(labels.tip(tip))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.word) + 18 + (DOT + 6 if self.state else 0), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme.tokens()
        colour = tokens.colour(self.state) if self.state else tokens.quiet
        painter.setBrush(QColor(mix(tokens.surface, colour, 0.08)))
        painter.setPen(QColor(mix(tokens.surface, colour, 0.32)))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), HEIGHT / 2, HEIGHT / 2)
        left = 9
        if self.state:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawEllipse(QPoint(left + DOT // 2, HEIGHT // 2), DOT // 2, DOT // 2)
            left += DOT + 6
        painter.setPen(QColor(tokens.text))
        painter.drawText(QRect(left, 0, self.width() - left, HEIGHT - 1), int(Qt.AlignmentFlag.AlignVCenter), self.word)
