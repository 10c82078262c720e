"""Toasts: what was just done, with Undo, for eight seconds; at most three, the newest at the bottom."""

from __future__ import annotations

from collections.abc import Callable

# What makes it fade is named in full: it is read when a toast first appears, and not for the window to show.
from PySide6 import QtCore, QtWidgets
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.kit import icons, theme
from ui.kit.a11y import announce
from ui.kit.buttons import IconButton
from ui.kit.labels import PlainText
from ui.kit.messages import Message
from ui.kit.tokens import DARK, LIGHT, RADIUS, Tokens

SHOWN_MS, FADE_MS, MOST = 8000, 140, 3
WIDEST = 520
STEPS = frozenset({"Undo", "Redo"})
"""Buttons that mean the newest step, whichever it is by then."""
_ICONS = {"info": ("check", "good"), "warning": ("triangle-alert", "warn"), "error": ("circle-alert", "bad")}


class Toast(QFrame):
    """One message in the opposite scheme; the clock stops while the pointer or the focus is on it."""

    gone = Signal()

    def __init__(self, message: Message, *, fade: bool) -> None:
        super().__init__()
        self.message = message
        self._tokens = _opposite(theme.tokens())
        self._fade = fade
        self.setPalette(theme.palette(self._tokens))
        self.setAccessibleName(str(message))
        self._timer = QTimer(self, interval=SHOWN_MS, singleShot=True)
        self._timer.timeout.connect(self.dismiss)
        self._lay_out()
        self._timer.start()

    def undo(self) -> None:
        """Press the message's own button."""
        action = self.message.action
        self.dismiss()
        if action:
            action()

    def dismiss(self) -> None:
        self._timer.stop()
        self.hide()
        self.gone.emit()
        self.deleteLater()

    def appear(self) -> None:
        """Come in, quickly; without motion where that is wished."""
        self.show()
        if self._fade:
            effect = QtWidgets.QGraphicsOpacityEffect(self)
            self.setGraphicsEffect(effect)
            run = QtCore.QPropertyAnimation(effect, b"opacity", self)
            run.setDuration(FADE_MS)
            run.setStartValue(0.0)
            run.setEndValue(1.0)
            run.setEasingCurve(QtCore.QEasingCurve.Type.OutCubic)
            run.finished.connect(self._faded)
            run.start()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._tokens.line))
        painter.setBrush(QColor(self._tokens.raised))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), RADIUS + 2, RADIUS + 2)

    def _faded(self) -> None:
        self.setGraphicsEffect(None)  # type: ignore[arg-type]

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        name, role = _ICONS[self.message.level]
        picture = QLabel()
        picture.setPixmap(icons.drawn(name, 16, self._tokens.colour(role)))
        row.addWidget(picture)
        words = PlainText(str(self.message))
        words.setPalette(self.palette())
        self._fit(words)
        row.addWidget(words, 1)
        if self.message.button:
            row.addWidget(self._button())
        row.addWidget(_Close(self._tokens, self.dismiss))

    def _fit(self, words: PlainText) -> None:
        """Short sentences on one line, long ones wrapped at the widest."""
        wanted = words.fontMetrics().horizontalAdvance(str(self.message)) + 8
        words.setMinimumWidth(min(wanted, WIDEST - 180))
        words.setWordWrap(wanted > WIDEST - 180)

    def _button(self) -> QPushButton:
        button = QPushButton(self.message.button)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setFont(theme.font(weight=QFont.Weight.DemiBold))
        plain = f"background: transparent; color: {self._tokens.accent}; border: 2px solid transparent; padding: 0 8px; min-height: 26px;"
        focused = f"QPushButton:focus {{ border-color: {self._tokens.accent}; }}"
        button.setStyleSheet(f"QPushButton {{ {plain} }} QPushButton:hover {{ background: {self._tokens.line}; }} {focused}")
        button.clicked.connect(self.undo)
        return button


class _Close(IconButton):
    """In the toast's colours."""

    def __init__(self, tokens: Tokens, clicked: Callable[[], object]) -> None:
        self._tokens = tokens
        super().__init__("x", "Close this message", clicked)

    def scheme(self) -> Tokens:
        return self._tokens


class ToastStack(QWidget):
    """Stands over the bottom of `host`. Only the newest toast keeps its Undo: undo takes back the newest step."""

    def __init__(self, host: QWidget, *, fade: bool = True) -> None:
        super().__init__(host)
        self.fade = fade
        self._host = host
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._toasts: list[Toast] = []
        host.installEventFilter(self)
        self.hide()

    def show_message(self, message: Message) -> Toast:
        """Show it at the bottom; older toasts with a button, and those beyond the third, go."""
        old = self.toasts()
        for toast in old:
            if (message.button and toast.message.button) or toast.message == message:
                toast.dismiss()
        for toast in self.toasts()[: 1 - MOST]:
            toast.dismiss()
        toast = Toast(message, fade=self.fade)
        toast.gone.connect(self._place)
        self._column.addWidget(toast, 0, Qt.AlignmentFlag.AlignHCenter)
        toast.appear()
        self._toasts.append(toast)
        self._place()
        announce(toast, str(message))
        return toast

    def outdate(self) -> None:
        """Another step was written: what offers to undo or redo an older one goes, because it would take back the new one."""
        for toast in self.toasts():
            if toast.message.button in STEPS:
                toast.dismiss()

    def toasts(self) -> list[Toast]:
        """Those shown now, oldest first."""
        return list(self._toasts)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._host:
            self._place()
        return False

    def _place(self) -> None:
        self._toasts = [toast for toast in self._toasts if not toast.isHidden()]
        self.setVisible(bool(self._toasts))
        self._column.activate()
        size = self.sizeHint()
        self.setGeometry((self._host.width() - size.width()) // 2, self._host.height() - size.height() - 24, size.width(), size.height())
        self.raise_()


def _opposite(tokens: Tokens) -> Tokens:
    return {"light": DARK, "dark": LIGHT}.get(tokens.name, tokens)
