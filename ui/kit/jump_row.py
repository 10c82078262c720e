"""A line that leads somewhere: what waits, in words, with a quiet second line; a click or Enter goes there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMargins, QPoint, QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.kit import icons, theme
from ui.kit.labels import PlainText, quiet
from ui.kit.laid_button import LaidButton
from ui.kit.tokens import RADIUS

DOT, LEFT, RIGHT = 8, 24, 28


class JumpRow(LaidButton):
    """`words` wrap; `state` colours the dot before them and is said in `state_word`; `why` is the quiet line below."""

    def __init__(
        self,
        words: str,
        clicked: Callable[[], object] | None = None,
        *,
        why: str = "",
        state: str = "",
        state_word: str = "",
        weight: QFont.Weight = QFont.Weight.Normal,
    ) -> None:
        lines = [PlainText(words, weight=weight), *([quiet(why)] if why else [])]
        super().__init__(lines, QMargins(LEFT if state else 8, 7, RIGHT, 8), 2, QSizePolicy.Policy.Minimum)
        self.words, self._state = words, state
        self.setAccessibleName(f"{state_word}: {words}" if state_word else words)
        self.setAccessibleDescription(why)
        if clicked:
            self.clicked.connect(lambda: clicked())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(theme.ring() if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        if self._state:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(self._state))
            painter.drawEllipse(QPoint(12, 16), DOT // 2, DOT // 2)
        arrow = QRect(self.width() - RIGHT + 6, 8, 16, 16)
        painter.drawPixmap(arrow.topLeft(), icons.pixmap("chevron-right", 16, "quiet"))


def inset(widget: QWidget, top: int = 2) -> QWidget:
    """`widget` in line with the words of the rows below it; `top` px above, 8 for a title."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(8, top, 8, 2)
    row.addWidget(widget)
    return box
