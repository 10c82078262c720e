"""A drop-down box with our own arrow: a style rule with a border takes Qt's away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

from ui.kit import icons


class Combo(QComboBox):
    """The wheel scrolls the page, not the choice, unless the box has the focus."""

    def __init__(self, options: list[str] | None = None, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContentsOnFirstShow)
        # Qt's own rows for such a list follow no style rule, and are cut off at its end.
        self.setItemDelegate(QStyledItemDelegate(self))
        self.addItems(options or [])
        if name:
            self.setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.drawPixmap(self.width() - 24, (self.height() - 16) // 2, icons.pixmap("chevron-down", 16, "quiet"))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
