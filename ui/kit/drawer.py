"""The panel at the right of a page for the selected thing: reading and editing beside the list, never over it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.kit import theme
from ui.kit.buttons import IconButton
from ui.kit.labels import Elided, quiet
from ui.kit.tokens import DRAWER, SECTION

ROUND_FIELD = 120
"""Pixels above and below a field that is pointed to: its words, and the fields beside it."""


class Drawer(QWidget):
    """Title, a quiet line, a close button, and one widget that scrolls. `closed` follows Esc or the button."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(DRAWER)
        self.title = Elided(size=SECTION, weight=theme.QFont.Weight.DemiBold)
        self.subtitle = quiet()
        self._content: QWidget | None = None
        self._close = IconButton("x", "Close (Esc)", self.close_drawer)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()
        self.hide()

    def open(self, title: str, content: QWidget, subtitle: str = "") -> None:
        """Show `content`; what was there before is deleted, unless it is the same widget."""
        self.set_title(title, subtitle)
        if content is not self._content:
            old = self._scroll.takeWidget()
            if old is not None:
                old.deleteLater()
            self._scroll.setWidget(content)
            content.setAutoFillBackground(False)
            self._scroll.viewport().setAutoFillBackground(False)
            self._content = content
        self.show()

    def point_to(self, field: QWidget) -> None:
        """Give a field of what is shown the keys, and bring it into sight once everything has its place."""
        field.setFocus()
        QTimer.singleShot(0, field, partial(self._scroll.ensureWidgetVisible, field, 0, ROUND_FIELD))

    def set_title(self, title: str, subtitle: str = "") -> None:
        self.title.set_whole(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))
        self.setAccessibleName(title)

    def close_drawer(self) -> None:
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.fillRect(0, 0, 1, self.height(), theme.colour("line"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        head = QHBoxLayout()
        head.setContentsMargins(24, 0, 12, 0)
        head.addLayout(words, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 20, 0, 0)
        column.setSpacing(16)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
