"""The search field of a page: filters while you type, says how many are left."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStackedWidget, QWidget

from ui.kit import icons
from ui.kit.buttons import IconButton
from ui.kit.labels import tip

WAIT_MS, MARGIN = 40, 22


class SearchBox(QLineEdit):
    """`searched(text)` follows typing; `show_count` puts "12 of 300" into the tooltip and the accessible description."""

    searched = Signal(str)

    def __init__(self, words: str = "Search", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setToolTip(tip(f"{words} (Ctrl+F)"))
        self.setMinimumWidth(max(120, self.fontMetrics().horizontalAdvance(words) + 2 * MARGIN + 20))
        self.setMaximumWidth(280)
        self.setTextMargins(MARGIN, 0, MARGIN, 0)
        self._clear = IconButton("x", "Clear the search", self.clear)
        self._clear.setParent(self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setFixedSize(24, 24)
        self._clear.hide()
        self._wait = QTimer(self, interval=WAIT_MS, singleShot=True)
        self._wait.timeout.connect(self._search)
        self.textChanged.connect(self._typed)

    def show_count(self, shown: int, of: int) -> None:
        """Say how many of how many rows are shown."""
        words = f"{shown:,} of {of:,} shown" if shown != of else f"{of:,} shown"
        self.setToolTip(tip(f"{words} (Ctrl+F)"))
        self.setAccessibleDescription(words)

    def sizeHint(self) -> QSize:
        return QSize(240, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QPainter(self).drawPixmap(9, (self.height() - 16) // 2, icons.pixmap("search", 16, "quiet"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._clear.move(self.width() - 28, (self.height() - 24) // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._search()
            self._go_to_found()
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

    def _go_to_found(self) -> None:
        """To the next list of the page, past the counts and choices between, and its first row; without a list to whatever comes next."""
        found = self._list_behind()
        if found is None:
            self.focusNextChild()
            return
        found.setFocus(Qt.FocusReason.TabFocusReason)
        if found.selectionModel() and not found.selectionModel().hasSelection():
            found.setCurrentIndex(found.currentIndex() if found.currentIndex().isValid() else found.model().index(0, 0))

    def _list_behind(self) -> QAbstractItemView | None:
        home: QWidget = self
        while (above := home.parentWidget()) is not None and not isinstance(above, QStackedWidget) and not home.isWindow():
            home = above
        after = self.nextInFocusChain()
        while after is not self:
            if isinstance(after, QAbstractItemView) and after.isVisible() and home.isAncestorOf(after):
                return after
            after = after.nextInFocusChain()
        return None

    def _search(self) -> None:
        self._wait.stop()
        self.searched.emit(self.text())
