"""A segmented control: a few words in one frame, of which one holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.tokens import RADIUS


class Segmented(QWidget):
    """`chosen(place)` follows a click or an arrow key, not `show_place`."""

    chosen = Signal(int)

    def __init__(self, words: Sequence[str], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.place = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(2)
        self.buttons = [self._button(place, word) for place, word in enumerate(words)]
        for button in self.buttons:
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

    def _button(self, place: int, word: str) -> Button:
        button = Button(word, lambda: self.choose(place), kind="segment")
        button.setCheckable(True)
        return button
