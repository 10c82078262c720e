"""Replies as one bar: accepted, tentative, silent, declined, with the quorum as a mark on it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import theme
from ui.kit.labels import tip
from ui.kit.tokens import SMALL, mix

BAR, TOP, HEIGHT = 14, 6, 44
STATES = (("accepted", "good", 1.0), ("tentative", "warn", 0.85), ("silent", "quiet", 0.45), ("declined", "bad", 0.35))
"""Each part of the bar: its word, its colour, and how strongly it is laid on."""


class ReplyGauge(QWidget):
    """`show_counts` takes the numbers in the order of STATES; parts are told apart by their words below, not by colour alone."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: tuple[int, ...] = (0, 0, 0, 0)
        self.quorum = 0
        self.setFont(theme.font(SMALL, figures=True))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, counts: Sequence[int], quorum: int) -> None:
        self.counts, self.quorum = tuple(counts), quorum
        words = ", ".join(f"{count} {word}" for count, (word, _, _) in zip(self.counts, STATES, strict=True))
        self.setAccessibleName(f"{words}; quorum {quorum}" if quorum else words)
        self.setToolTip(tip(self.accessibleName()))
        self.setFixedHeight(HEIGHT if quorum else TOP + BAR + TOP)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = max(sum(self.counts), self.quorum, 1)
        scale = self.width() / whole
        tokens = theme.tokens()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(QRectF(0, TOP, self.width(), BAR), 4, 4)
        left = 0.0
        for count, (_, state, strength) in zip(self.counts, STATES, strict=True):
            width = count * scale
            painter.setBrush(QColor(mix(tokens.surface, tokens.colour(state), strength)))
            if count:
                painter.drawRoundedRect(QRectF(left, TOP, max(width - 1, 1), BAR), 3, 3)
            left += width
        if self.quorum:
            self._draw_quorum(painter, self.quorum * scale)

    def _draw_quorum(self, painter: QPainter, at: float) -> None:
        painter.fillRect(QRectF(min(at, self.width() - 2) - 1, TOP - 5, 2, BAR + 10), theme.colour("text"))
        words = f"quorum {self.quorum}"
        room = painter.fontMetrics().horizontalAdvance(words)
        left = int(min(max(at - room / 2, 0), self.width() - room))
        painter.setPen(theme.colour("text"))
        painter.drawText(QRect(left, TOP + BAR + 8, room, 14), int(Qt.AlignmentFlag.AlignCenter), words)
