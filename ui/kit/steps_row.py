"""Inside an event: its name, its day, and its steps in working order, each with a small dot for its state."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ui.kit import theme
from ui.kit.buttons import IconButton
from ui.kit.event_facts import EventFacts, StepState
from ui.kit.labels import Elided, PlainText, tip
from ui.kit.tokens import RADIUS, SMALL

LINE, DOT = 36, 6
AIR, TIGHT, SIDE = 10, 4, 14
"""Room in px left and right of a word, and the least of it where words are long or the window is narrow; and beside them all."""


class StepButton(QAbstractButton):
    """One step: its word, underlined while it is open, and a dot once its state is known."""

    def __init__(self, word: str, shortcut: str) -> None:
        super().__init__()
        self._shortcut = shortcut
        self.air = AIR
        self.state = StepState("", "")
        self.setText(word)
        self.setCheckable(True)
        self.setFixedHeight(LINE)
        self.setFont(theme.font(weight=QFont.Weight.Medium))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_state(self.state)

    def set_state(self, state: StepState) -> None:
        """Show how far the step is."""
        self.state = state
        self.setAccessibleName(f"{self.text()}, {state.words}" if state.words else self.text())
        self.setToolTip(tip("  ·  ".join(part for part in (state.words, self._shortcut) if part)))
        self.updateGeometry()
        self.update()

    def width_with(self, air: int) -> int:
        """How wide the step is with so much room beside its word, in px."""
        return self.fontMetrics().horizontalAdvance(self.text()) + 2 * air + (DOT + 6 if self.state.state else 0)

    def sizeHint(self) -> QSize:
        return QSize(self.width_with(self.air), LINE)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.width_with(TIGHT), LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme.tokens()
        box = self.rect().adjusted(1, 3, -1, -5)
        if self.underMouse() or self.hasFocus():
            painter.setPen(theme.ring() if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.raised))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        left = self.air
        if self.state.state:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.colour(self.state.state)))
            painter.drawEllipse(QPoint(left + DOT // 2, box.center().y() + 1), DOT // 2, DOT // 2)
            left += DOT + 6
        painter.setPen(QColor(tokens.text if self.isChecked() else tokens.quiet))
        painter.drawText(self.rect().adjusted(left, 0, 0, -2), int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if self.isChecked():
            painter.fillRect(self.air, self.height() - 2, self.width() - 2 * self.air, 2, QColor(tokens.accent))


class StepsRow(QWidget):
    """`chosen(page id)` follows a click on a step."""

    chosen = Signal(str)

    def __init__(self, steps: Iterable[tuple[str, str, str]]) -> None:
        super().__init__()
        self._title = Elided(weight=QFont.Weight.DemiBold, role="ink")
        self._when = PlainText(size=SMALL, role="quiet", wrap=False)
        self._buttons = {page: StepButton(word, shortcut) for page, word, shortcut in steps}
        self.setAccessibleName("Steps of the event")
        head = QHBoxLayout()
        head.setContentsMargins(24, 12, 24, 0)
        head.setSpacing(12)
        head.addWidget(self._title, 1)
        head.addWidget(self._when)
        row = QHBoxLayout()
        row.setContentsMargins(SIDE, 0, SIDE, 0)
        row.setSpacing(0)
        for page, button in self._buttons.items():
            button.clicked.connect(lambda _=False, page=page: self.chosen.emit(page))
            row.addWidget(button)
        self.more = IconButton("ellipsis", "More steps", self._show_menu)
        self.more.hide()
        row.addWidget(self.more)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(row)

    def show_facts(self, facts: EventFacts) -> None:
        """The event's words, and the states of its steps."""
        self._title.set_whole(facts.title)
        self._when.setText(facts.when)
        for page, button in self._buttons.items():
            button.set_state(facts.steps.get(page, StepState("", "")))
        self._share()

    def mark(self, page: str) -> None:
        """Show which step is open."""
        for each, button in self._buttons.items():
            button.setChecked(each == page)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Give the words less air where they would not fit otherwise; steps that do not fit even so go into a menu, never the open one."""
        buttons, room = list(self._buttons.values()), self.width() - 2 * SIDE
        roomy = sum(button.width_with(AIR) for button in buttons) <= room
        shown = buttons if roomy else self._fitting(room)
        for button in buttons:
            button.air = AIR if roomy else TIGHT
            button.setVisible(button in shown)
            button.updateGeometry()
        self.more.setVisible(len(shown) < len(buttons))

    def _fitting(self, room: int) -> list[StepButton]:
        """The steps that fit with the least air, the last ones given up first."""
        shown = list(self._buttons.values())
        if sum(button.width_with(TIGHT) for button in shown) <= room:
            return shown
        while len(shown) > 1 and sum(button.width_with(TIGHT) for button in shown) > room - self.more.width():
            shown.remove(next(button for button in reversed(shown) if not button.isChecked()))
        return shown

    def _show_menu(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for page, button in self._buttons.items():
            if button.isHidden():
                menu.addAction(button.text(), partial(self.chosen.emit, page))
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))
