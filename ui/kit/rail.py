"""The rail at the left: the workspace's pages as icon and word, or as icons alone where the window is narrow."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from ui.kit import icons, theme
from ui.kit.buttons import IconButton
from ui.kit.labels import Elided, tip
from ui.kit.tokens import RADIUS, RAIL, RAIL_NARROW, SMALL

LINE = 36
_MARGIN = 12


class RailButton(QAbstractButton):
    """One page: icon, word, and a count at the right where something waits there."""

    def __init__(self, page: str, word: str, icon: str) -> None:
        super().__init__()
        self.page = page
        self.narrow = False
        self._icon = icon
        self._count = 0
        self.setText(word)
        self.setCheckable(True)
        self.setFixedHeight(LINE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """How many things wait on the page."""
        self._count = count
        self.setAccessibleName(f"{self.text()}, {count} waiting" if count else self.text())
        self.setToolTip(tip(self.accessibleName()) if self.narrow else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(RAIL_NARROW - 2 * _MARGIN if self.narrow else RAIL - 2 * _MARGIN, LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme.tokens()
        box = self.rect().adjusted(1, 1, -1, -1)
        painter.setPen(theme.ring() if self.hasFocus() else Qt.PenStyle.NoPen)
        ground = tokens.selected if self.isChecked() else tokens.line if self.underMouse() else tokens.raised
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        role = "accent" if self.isChecked() else "quiet"
        left = (self.width() - 20) // 2 if self.narrow else 10
        painter.drawPixmap(QPoint(left, (LINE - 20) // 2), icons.pixmap(self._icon, 20, role))
        if not self.narrow:
            self._word(painter, box)
        elif self._count:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawEllipse(QPoint(self.width() - 7, 8), 4, 4)

    def _word(self, painter: QPainter, box: QRect) -> None:
        tokens = theme.tokens()
        painter.setFont(theme.font(weight=QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Medium))
        painter.setPen(QColor(tokens.text))
        painter.drawText(box.adjusted(40, 0, -36, 0), int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if self._count:
            painter.setFont(theme.font(SMALL, figures=True))
            painter.setPen(QColor(tokens.quiet))
            painter.drawText(box.adjusted(0, 0, -10, 0), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), f"{self._count:,}")


class Rail(QWidget):
    """`chosen(page id)` follows a click; `toggled()` the wish to see more or less of it."""

    chosen = Signal(str)
    toggled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._buttons: dict[str, RailButton] = {}
        self.name = Elided(weight=QFont.Weight.DemiBold, role="ink")
        self.fold = IconButton("panel-left", "Show or hide the words of the rail", self.toggled.emit)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_MARGIN, 16, _MARGIN, 8)
        self._column.setSpacing(2)
        self.name.setContentsMargins(10, 0, 0, 0)
        self._column.addWidget(self.name)
        self._column.addSpacing(12)
        self._column.addStretch(1)
        self._column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        self.set_narrow(False)

    def set_pages(self, pages: Iterable[tuple[str, str, str]]) -> None:
        """(id, word, icon) of each page, from top to bottom."""
        for button in self._buttons.values():
            button.deleteLater()
        self._buttons = {}
        for place, (page, word, icon) in enumerate(pages):
            button = RailButton(page, word, icon)
            button.clicked.connect(lambda _=False, page=page: self.chosen.emit(page))
            self._buttons[page] = button
            self._column.insertWidget(2 + place, button)
        for before, after in pairwise((*self._buttons.values(), self.fold)):
            QWidget.setTabOrder(before, after)
        self.set_narrow(self.narrow)

    def mark(self, page: str) -> None:
        """Show where we are; "" for nowhere here."""
        for each, button in self._buttons.items():
            button.setChecked(each == page)

    def set_count(self, page: str, count: int) -> None:
        """How many things wait on a page, where it is shown."""
        if page in self._buttons:
            self._buttons[page].set_count(count)

    def set_narrow(self, narrow: bool) -> None:
        """Icons alone, or icon and word."""
        self.narrow = narrow
        self.setFixedWidth(RAIL_NARROW if narrow else RAIL)
        self.name.setVisible(not narrow)
        for button in self._buttons.values():
            button.narrow = narrow
            button.setToolTip(tip(button.accessibleName()) if narrow else "")
            button.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("raised"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.colour("line"))
