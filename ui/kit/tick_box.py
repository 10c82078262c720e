"""A tick box in the palette: Fusion's own can hardly be seen on a dark surface."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox

from ui.kit import icons, theme

BOX, GAP = 16, 8


class TickBox(QCheckBox):
    """A box with a tick and its words beside it."""

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        return QSize(BOX + GAP + words.width() + 4, max(words.height() + 8, 24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        box = QRect(2, (self.height() - BOX) // 2, BOX, BOX)
        painter.setPen(theme.ring() if self.hasFocus() else theme.colour("accent" if on else "quiet"))
        painter.setBrush(theme.colour("accent" if on and self.isEnabled() else "line" if on else "surface"))
        painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if on:
            painter.drawPixmap(box.topLeft(), icons.pixmap("check", BOX, "on_accent"))
        painter.setPen(theme.colour("text" if self.isEnabled() else "quiet"))
        flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextShowMnemonic)
        painter.drawText(self.rect().adjusted(BOX + GAP + 2, 0, 0, 0), flags, self.text())
