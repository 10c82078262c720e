"""Ctrl+K: one field that finds any command, person or event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QStyle, QStyledItemDelegate, QVBoxLayout, QWidget

from advoplanner.core.text import fold
from ui.kit import icons, theme
from ui.kit.hits import Hit, Provider
from ui.kit.labels import PlainText
from ui.kit.tokens import RADIUS, SMALL

MOST, LINE, WIDTH = 40, 44, 560
NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class HitModel(QAbstractListModel):
    """The hits of one search. Not a QListWidget: clearing its items, made anew at each letter, has crashed inside PySide (6.11.3)."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Hit] = ()

    def show_hits(self, rows: Sequence[Hit]) -> None:
        """These instead of the last."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        hit = self.rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{hit.title}, {hit.subtitle}"
        return hit.title if role == Qt.ItemDataRole.DisplayRole else None


class CommandPalette(QFrame):
    """Providers receive the folded text and return hits, best first; commands are matched here."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._commands: Callable[[], Iterable[Hit]] = tuple
        self._providers: list[Provider] = []
        self._back: QWidget | None = None
        self.field = QLineEdit()
        self.field.setPlaceholderText("Find a person, an event or a command")
        self.field.setAccessibleName("Find a person, an event or a command")
        self.hits = HitModel()
        self.list = QListView()
        self.list.setModel(self.hits)
        self.list.setAccessibleName("Found")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(_HitDelegate(self.list, self.hits))
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.nothing = PlainText("", role="quiet")
        self.nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list)
        column.addWidget(self.nothing)
        self.setAutoFillBackground(False)
        self.field.textChanged.connect(self.search)
        self.field.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._take(index.row()))
        host.installEventFilter(self)
        self.hide()

    def set_commands(self, commands: Callable[[], Iterable[Hit]]) -> None:
        """Where the commands that can run now come from."""
        self._commands = commands

    def add_provider(self, provider: Provider) -> None:
        """A further source of hits: people, events."""
        self._providers.append(provider)

    def open(self) -> None:
        """Show it over the window, empty."""
        self._back = self.window().focusWidget()
        self.field.clear()
        self.search("")
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus()

    def close_palette(self) -> None:
        """Hide it and give the focus back."""
        if self.isVisible():
            self.hide()
            if self._back is not None:
                self._back.setFocus()

    def search(self, text: str) -> None:
        """List what fits `text`."""
        words = fold(text).split()
        commands = [hit for hit in self._commands() if all(word in fold(f"{hit.title} {hit.subtitle}") for word in words)]
        found = [hit for provider in self._providers for hit in provider(fold(text))] if words else []
        self.hits.show_hits((found + commands)[:MOST])
        self._choose(0)
        self.list.setVisible(bool(self.hits.rows))
        self.nothing.setVisible(not self.hits.rows)
        self.nothing.setText(f"Nothing is called “{text.strip()}”." if text.strip() else "")
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if watched is self.field and event.type() == QEvent.Type.FocusOut and self.isVisible():
            QTimer.singleShot(0, self._left)
        if watched is self.parent() and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("edge"))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), RADIUS + 2, RADIUS + 2)

    def _key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        here = self.list.currentIndex().row()
        if event.key() in steps:
            self._choose(min(max(here + steps[Qt.Key(event.key())], 0), len(self.hits.rows) - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(here)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_palette()
        else:
            return False
        return True

    def _left(self) -> None:
        if self.isVisible() and not self.isAncestorOf(self.window().focusWidget() or self):
            self.hide()

    def _choose(self, line: int) -> None:
        self.list.setCurrentIndex(self.hits.index(line))

    def _take(self, line: int) -> None:
        if 0 <= line < len(self.hits.rows):
            run = self.hits.rows[line].run
            self.close_palette()
            run()

    def _place(self) -> None:
        host = self.parentWidget()
        lines = min(max(len(self.hits.rows), 1), 8)
        height = lines * LINE + 72
        self.setGeometry((host.width() - WIDTH) // 2, max(48, host.height() // 8), min(WIDTH, host.width() - 32), height)


class _HitDelegate(QStyledItemDelegate):
    """Icon, title, shortcut at the right, second line below."""

    def __init__(self, parent: QListView, hits: HitModel) -> None:
        super().__init__(parent)
        self._hits = hits

    def sizeHint(self, option: Any, index: Any) -> QSize:
        return QSize(WIDTH - 32, LINE)

    def paint(self, painter: QPainter, option: Any, index: Any) -> None:
        hit = self._hits.rows[index.row()]
        tokens = theme.tokens()
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setBrush(QColor(tokens.selected if option.state & QStyle.StateFlag.State_Selected else tokens.hover))
            painter.drawRoundedRect(rect, 6, 6)
        painter.drawPixmap(QPoint(rect.left() + 12, rect.center().y() - 7), icons.pixmap(hit.icon, 16, "quiet"))
        words = rect.adjusted(40, 5, -12, -5)
        painter.setFont(theme.font(SMALL))
        painter.setPen(QColor(tokens.quiet))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), hit.shortcut)
        room = words.width() - painter.fontMetrics().horizontalAdvance(hit.shortcut) - 12
        second = painter.fontMetrics().elidedText(hit.subtitle, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignBottom), second)
        painter.setFont(theme.font())
        painter.setPen(QColor(tokens.text))
        place = Qt.AlignmentFlag.AlignTop if hit.subtitle else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, int(place), painter.fontMetrics().elidedText(hit.title, Qt.TextElideMode.ElideMiddle, room))
        painter.restore()
