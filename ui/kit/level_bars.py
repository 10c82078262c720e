"""Three bars for 0 to 3, with the word beside them: how strong a motive or a need is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.kit import theme
from ui.kit.labels import tip
from ui.kit.tokens import ROW

BAR, SPACE, BARS = 20, 4, 3


class LevelBars(QWidget):
    """Click a bar, press 0 to 3, or use the arrows. `chosen()` follows the person's choice only."""

    chosen = Signal()

    def __init__(self, words: Sequence[str] = ("none", "a little", "clearly", "strongly"), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = tuple(words)
        self.level = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_level(0)

    def set_level(self, level: int) -> None:
        self.level = min(max(level, 0), BARS)
        self.setAccessibleDescription(f"{self._words[self.level]}, {self.level} of {BARS}")
        self.setToolTip(tip(f"{self._words[self.level]} ({self.level} of {BARS})"))
        self.update()

    def sizeHint(self) -> QSize:
        words = max(self.fontMetrics().horizontalAdvance(word) for word in self._words)
        return QSize(BARS * (BAR + SPACE) + 12 + words, ROW)

    minimumSizeHint = sizeHint

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1}
        if event.text() in ("0", "1", "2", "3"):
            self._choose(int(event.text()))
        elif event.key() in steps:
            self._choose(self.level + steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        bar = max(int(event.position().x() - 2) // (BAR + SPACE), 0) + 1
        if bar <= BARS:
            self._choose(0 if bar == self.level == 1 else bar)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() // 2
        painter.setPen(Qt.PenStyle.NoPen)
        for bar in range(BARS):
            painter.setBrush(theme.colour("accent" if bar < self.level else "line"))
            painter.drawRoundedRect(QRect(2 + bar * (BAR + SPACE), middle - 4, BAR, 8), 4, 4)
        painter.setPen(theme.colour("text" if self.level else "quiet"))
        left = BARS * (BAR + SPACE) + 10
        painter.drawText(QRect(left, 0, self.width() - left, self.height()), int(Qt.AlignmentFlag.AlignVCenter), self._words[self.level])
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.ring())
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)

    def _choose(self, level: int) -> None:
        level = min(max(level, 0), BARS)
        if level != self.level:
            self.set_level(level)
            self.chosen.emit()
