"""A line that leads somewhere: what waits, in words, with a quiet second line; a click or Enter goes there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout

from ui.kit import icons, theme
from ui.kit.labels import PlainText, quiet
from ui.kit.tokens import RADIUS

DOT, LEFT, RIGHT = 8, 24, 28


class JumpRow(QAbstractButton):
    """`words` wrap; `state` colours the dot before them and is said in `state_word`; `why` is the quiet line below."""

    def __init__(self, words: str, clicked: Callable[[], object] | None = None, *, why: str = "", state: str = "", state_word: str = "") -> None:
        super().__init__()
        self.words, self._state = words, state
        self.setAccessibleName(f"{state_word}: {words}" if state_word else words)
        self.setAccessibleDescription(why)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        column = QVBoxLayout(self)
        column.setContentsMargins(LEFT if state else 8, 7, RIGHT, 8)
        column.setSpacing(2)
        lines = [PlainText(words)] + ([quiet(why)] if why else [])
        for line in lines:
            line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(line)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if clicked:
            self.clicked.connect(lambda: clicked())

    def sizeHint(self) -> QSize:
        return self.layout().sizeHint()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.layout().heightForWidth(width)

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

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
