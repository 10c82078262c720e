"""A segmented control: a few words in one frame, of which one holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui.kit import theme
from ui.kit.tokens import RADIUS, ROW

INSET = 3


class Segmented(QWidget):
    """`chosen(place)` follows a click or an arrow key, not `show_place`."""

    chosen = Signal(int)

    def __init__(self, words: Sequence[str], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.place = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, INSET, INSET, INSET)
        row.setSpacing(2)
        self.buttons = [Segment(word) for word in words]
        for place, button in enumerate(self.buttons):
            button.clicked.connect(lambda _=False, place=place: self.choose(place))
            row.addWidget(button)
        self.show_place(0)

    def show_place(self, place: int) -> None:
        """Mark the word at `place`."""
        self.place = place
        for each, button in enumerate(self.buttons):
            button.setChecked(each == place)

    def choose(self, place: int) -> None:
        """Take the word at `place`, and tell."""
        self.show_place(place % len(self.buttons))
        self.chosen.emit(self.place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.choose(self.place + step)
            self.buttons[self.place].setFocus()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("line"))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)


class Segment(QAbstractButton):
    """One of the words; the one that holds stands on a sheet of its own."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self.setText(word)
        self.setCheckable(True)
        self.setFont(theme.font(weight=QFont.Weight.Medium))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self.text()) + 24, ROW - 2 * INSET)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows belong to the row: a button would only pass the focus on."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), theme.tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = theme.ring() if self.hasFocus() else QPen(QColor(tokens.edge))
        if self.isChecked() or self.hasFocus():
            painter.setPen(pen)
            painter.setBrush(QColor(tokens.surface if self.isChecked() else tokens.raised))
            painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), RADIUS - 2, RADIUS - 2)
        painter.setPen(QColor(tokens.text if self.isChecked() else tokens.quiet))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
