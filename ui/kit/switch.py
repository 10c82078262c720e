"""A switch: on or off at once, with its word beside it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui.kit import labels, theme
from ui.kit.tokens import RADIUS, ROW, mix

TRACK, HEIGHT, PAD = 32, 18, 6


class Switch(QAbstractButton):
    """`toggled(on)` follows a click or Space; the word is the accessible name."""

    def __init__(self, word: str, tip: str = "") -> None:
        super().__init__()
        self.setText(word)
        self.setCheckable(True)
        self.setToolTip(labels.tip(tip))
        self.setAccessibleDescription(tip)
        self.setFont(theme.font())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.THEME.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + TRACK + 8 + 2 * PAD, ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), theme.tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(PAD, (self.height() - HEIGHT) / 2, TRACK, HEIGHT)
        on = self.isChecked()
        painter.setPen(QColor(tokens.accent if on else mix(tokens.surface, tokens.quiet, 0.75)))
        painter.setBrush(QColor(tokens.accent if on else tokens.surface))
        painter.drawRoundedRect(track.adjusted(0.5, 0.5, -0.5, -0.5), HEIGHT / 2, HEIGHT / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.on_accent if on else tokens.quiet))
        middle = track.right() - HEIGHT / 2 if on else track.left() + HEIGHT / 2
        painter.drawEllipse(QPointF(middle, track.center().y()), HEIGHT / 2 - 4, HEIGHT / 2 - 4)
        painter.setPen(QColor(tokens.text))
        words = QRect(PAD + TRACK + 8, 0, self.width(), self.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.ring())
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS, RADIUS)
