"""What an empty list says: one sentence, one button, and where it helps a picture of what will be here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.kit import icons, theme
from ui.kit.buttons import Button
from ui.kit.labels import PlainText

WIDTH = 360


class EmptyState(QWidget):
    """A centred sentence with its one button; `icon` or `drawing` above it."""

    def __init__(
        self, sentence: str, button: str = "", clicked: Callable[[], object] | None = None, *, icon: str = "", drawing: QWidget | None = None
    ) -> None:
        super().__init__()
        self._icon = icon
        self._picture = QLabel()
        self._sentence = PlainText(role="quiet")
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sentence.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(drawing or self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        self.button = Button(button, clicked)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.button.setVisible(bool(button))
        if not button:
            self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addStretch(3)
        self.say(sentence)
        self._draw()
        theme.THEME.changed.connect(self._draw)

    def say(self, sentence: str) -> None:
        """Another sentence in the same place."""
        self._sentence.setText(sentence)
        self._sentence.setFixedHeight(self._sentence.heightForWidth(WIDTH))

    def _draw(self) -> None:
        self._picture.setPixmap(icons.pixmap(self._icon, 40, "edge") if self._icon else QPixmap())
        self._picture.setVisible(bool(self._icon))
