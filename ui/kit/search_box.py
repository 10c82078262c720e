"""The search field of a page: filters while you type, says how many are left."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.kit import icons

WAIT_MS = 40


class SearchBox(QLineEdit):
    """`searched(text)` follows typing; `show_count` puts "12 of 300" into the tooltip and the accessible description."""

    searched = Signal(str)

    def __init__(self, words: str = "Search", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setPlaceholderText(f"{words}   Ctrl+F")
        self.setAccessibleName(words)
        self.setMinimumWidth(180)
        self.setMaximumWidth(280)
        glass = QAction(self)
        icons.put(glass, "search", "quiet")
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self._clear = QAction("Clear the search", self)
        icons.put(self._clear, "x", "quiet")
        self._clear.triggered.connect(self.clear)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
        self._wait = QTimer(self, interval=WAIT_MS, singleShot=True)
        self._wait.timeout.connect(self._search)
        self.textChanged.connect(self._typed)

    def show_count(self, shown: int, of: int) -> None:
        """Say how many of how many rows are shown."""
        words = f"{shown:,} of {of:,} shown" if shown != of else f"{of:,} shown"
        self.setToolTip(words)
        self.setAccessibleDescription(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._search()
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self.text():
            event.accept()
            return True
        return super().event(event)

    def _typed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._wait.start()

    def _search(self) -> None:
        self._wait.stop()
        self.searched.emit(self.text())
