"""Buttons: one filled, the others quiet; each with a name a screen reader can say."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton

from ui.kit import icons, labels, theme
from ui.kit.tokens import RADIUS, ROW, Tokens

ICON_GAP = 4


class Button(QPushButton):
    """`kind`: "primary" (one a page), "" (with a border) or "quiet" (without). The reason why not is its tooltip."""

    def __init__(self, text: str, clicked: Callable[[], object] | None = None, *, kind: str = "", icon: str = "", tip: str = "") -> None:
        super().__init__(text)
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._tip = tip
        self.allow()
        if icon:
            icons.put(self, icon, "on_accent" if kind == "primary" else "quiet", ICON_GAP)
            self.setIconSize(QSize(16 + ICON_GAP, 16))
        if clicked:
            self.clicked.connect(lambda: clicked())

    def allow(self, reason: str = "") -> None:
        """Enabled without a reason against it; otherwise disabled, and the reason is the tooltip."""
        self.setEnabled(not reason)
        # To set the same again tells the window as much as another would.
        if labels.tip(reason or self._tip) != self.toolTip():
            self.setToolTip(labels.tip(reason or self._tip))


class IconButton(QAbstractButton):
    """A button that shows only an icon; `name` is what it says to a screen reader and as its tooltip."""

    def __init__(self, icon: str, name: str, clicked: Callable[[], object] | None = None, *, role: str = "quiet") -> None:
        super().__init__()
        self._icon, self._role = icon, role
        self.setAccessibleName(name)
        self.setToolTip(labels.tip(name))
        self.setFixedSize(ROW, ROW)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if clicked:
            self.clicked.connect(lambda: clicked())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self.scheme()
        painter.setPen(QPen(QColor(colours.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        lit = self.isEnabled() and (self.underMouse() or self.isChecked())
        painter.setBrush(QColor(colours.line if self.underMouse() else colours.raised) if lit else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        colour = colours.colour("accent" if self.isChecked() else self._role)
        painter.drawPixmap((self.width() - 16) // 2, (self.height() - 16) // 2, icons.drawn(self._icon, 16, colour))

    def scheme(self) -> Tokens:
        """The colours it is drawn in; a toast has others."""
        return theme.tokens()
