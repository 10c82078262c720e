"""Tabs as words with a line under the one that is open."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QTabBar

from ui.kit import theme
from ui.kit.tokens import RADIUS, TEXT

_HIGH, _AIR = 32, 12


class Tabs(QTabBar):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setFont(theme.font(TEXT, QFont.Weight.Medium))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def say(self, index: int, words: str) -> None:
        """What a tab is called; the same words again cost no new layout."""
        if words != self.tabText(index):
            self.setTabText(index, words)

    def tabSizeHint(self, index: int) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._words(index)) + 2 * _AIR, _HIGH)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self.count()):
            rect = self.tabRect(index)
            now = index == self.currentIndex()
            painter.setPen(theme.colour("text" if now else "quiet"))
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), self._words(index))
            if now:
                painter.fillRect(QRect(rect.left() + _AIR, rect.bottom() - 2, rect.width() - 2 * _AIR, 2), theme.colour("accent"))
            if now and self.hasFocus():
                painter.setPen(QPen(theme.colour("accent"), 2))
                painter.drawRoundedRect(rect.adjusted(2, 2, -2, -4), RADIUS, RADIUS)

    def _words(self, index: int) -> str:
        return self.tabText(index).replace("&&", "&")
