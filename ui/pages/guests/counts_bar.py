"""The counts above the guest list: a press shows only those, a second press everybody again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from advoplanner.domain.guests import GuestRow
from ui.kit import theme
from ui.kit.labels import tip
from ui.kit.tokens import RADIUS, mix
from ui.pages.guests.columns import ALWAYS, COUNTS, Count

LINE, PAD, GAP = 32, 10, 4


class CountButton(QAbstractButton):
    """A figure with its word; framed while it is the filter."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self._word, self._figure = word, ""
        self._strong, self._plain = theme.font(weight=QFont.Weight.DemiBold, figures=True), theme.font()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_figure(self, figure: int) -> None:
        self._figure = f"{figure:,}"
        self.setText(f"{self._figure} {self._word}")
        self.setAccessibleName(self.text())
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self._plain).horizontalAdvance(self._word)
        return QSize(2 * PAD + QFontMetrics(self._strong).horizontalAdvance(self._figure) + 5 + words, LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme.tokens()
        if self.isChecked() or self.underMouse() or self.hasFocus():
            line = theme.ring() if self.hasFocus() else QColor(tokens.accent if self.isChecked() else tokens.line)
            painter.setPen(line)
            painter.setBrush(QColor(tokens.selected if self.isChecked() else mix(tokens.window, tokens.raised, 0.7)))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), RADIUS, RADIUS)
        painter.setPen(QColor(tokens.text))
        painter.setFont(self._strong)
        figure = painter.fontMetrics().horizontalAdvance(self._figure)
        painter.drawText(QRect(PAD, 0, figure + 2, self.height()), int(Qt.AlignmentFlag.AlignVCenter), self._figure)
        painter.setFont(self._plain)
        painter.setPen(QColor(tokens.text if self.isChecked() else tokens.quiet))
        painter.drawText(QRect(PAD + figure + 5, 0, self.width(), self.height()), int(Qt.AlignmentFlag.AlignVCenter), self._word)


class CountsBar(QWidget):
    """`chosen(Count)` follows a press. Figures flow into a second line where the window is narrow."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Counts")
        self.current = COUNTS[0]
        self.buttons: dict[str, CountButton] = {}
        for count in COUNTS:
            self.buttons[count.id] = button = CountButton(count.word)
            button.setParent(self)
            button.setToolTip("Show everybody" if count.id == "all" else tip(f"Show only these: {count.word}"))
            button.clicked.connect(partial(self.choose, count))
        self._mark()

    def show_rows(self, rows: Sequence[GuestRow]) -> None:
        """Count anew; a filter that keeps nobody any more and would vanish is let go."""
        for count in COUNTS:
            figure = sum(map(count.keeps, rows))
            self.buttons[count.id].show_figure(figure)
            self.buttons[count.id].setVisible(count.id in ALWAYS or figure > 0)
        self._flow()
        if self.buttons[self.current.id].isHidden():
            self.choose(COUNTS[0])

    def choose(self, count: Count, _pressed: bool = False) -> None:
        """Filter by a count; the one chosen already gives everybody back."""
        self.current = COUNTS[0] if count is self.current else count
        self._mark()
        self.chosen.emit(self.current)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._flow()

    def _mark(self) -> None:
        for each, button in self.buttons.items():
            button.setChecked(each == self.current.id)

    def _flow(self) -> None:
        left, top = -PAD + 2, 0
        for button in self.buttons.values():
            if button.isHidden():
                continue
            width = button.sizeHint().width()
            if left > 0 and left + width > self.width():
                left, top = -PAD + 2, top + LINE + GAP
            button.setGeometry(max(left, 0), top, width, LINE)
            left = max(left, 0) + width + GAP
        self.setFixedHeight(top + LINE)
