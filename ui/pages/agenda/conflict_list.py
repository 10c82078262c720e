"""What does not fit, as sentences in the drawer; one click goes to the session."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.core.text import plural
from advoplanner.domain.agenda import AgendaConflict
from ui.kit import icons, theme
from ui.kit.clearing import clear
from ui.kit.labels import PlainText, quiet
from ui.kit.tokens import RADIUS

HEADS = {"E": "To put right", "W": "To look at", "I": "To know"}
ICONS = {"E": ("circle-alert", "bad"), "W": ("triangle-alert", "warn"), "I": ("info", "quiet")}
FITS = "Everything fits: nobody and no room is taken twice, and there are breaks in between."


class ConflictList(QWidget):
    """`chosen(session_id)` follows a click or Enter."""

    chosen = Signal(str)

    def __init__(self, conflicts: Sequence[AgendaConflict]) -> None:
        super().__init__()
        self.lines: list[ConflictLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 0, 12, 24)
        self._column.setSpacing(2)
        self.show_conflicts(conflicts)

    def show_conflicts(self, conflicts: Sequence[AgendaConflict]) -> None:
        """Other sentences in the same place."""
        clear(self._column)
        self.lines = []
        for level, head in HEADS.items():
            here = [c for c in conflicts if c.level == level]
            if here:
                self._head(f"{head} ({len(here)})")
            for conflict in here:
                self._line(conflict)
        if not conflicts:
            self._head(FITS)
        self._column.addStretch(1)

    def _head(self, words: str) -> None:
        label = quiet(words)
        label.setContentsMargins(12, 8, 12, 4)
        self._column.addWidget(label)

    def _line(self, conflict: AgendaConflict) -> None:
        line = ConflictLine(conflict)
        line.clicked.connect(lambda: self.chosen.emit(conflict.session_id))
        self.lines.append(line)
        self._column.addWidget(line)


class ConflictLine(QWidget):
    """One sentence with its sign, to be clicked."""

    clicked = Signal()

    def __init__(self, conflict: AgendaConflict) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{HEADS[conflict.level]}: {conflict.sentence}")
        self._hovered = False
        sign = PlainText(wrap=False)
        sign.setPixmap(icons.pixmap(ICONS[conflict.level][0], 16, ICONS[conflict.level][1]))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(PlainText(conflict.sentence), 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.ring() if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("hover") if self._hovered else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS, RADIUS)


def counted(conflicts: Sequence[AgendaConflict]) -> tuple[str, str, str]:
    """Words for the button, its icon and its colour."""
    errors, warnings = (sum(c.level == level for c in conflicts) for level in "EW")
    if not errors and not warnings:
        return "All fits", "circle-check", "good"
    words = ", ".join(part for part in (plural(errors, "error") if errors else "", plural(warnings, "warning") if warnings else "") if part)
    return words, *ICONS["E" if errors else "W"]
