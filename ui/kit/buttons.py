"""Buttons: one filled, the others quiet; each with a name a screen reader can say."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from ui.kit import icons


class Button(QPushButton):
    """`kind`: "primary" (one a page), "" (with a border) or "quiet" (without). The reason why not is its tooltip."""

    def __init__(self, text: str, clicked: Callable[[], object] | None = None, *, kind: str = "", icon: str = "", tip: str = "") -> None:
        super().__init__(text)
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._tip = tip
        self.setToolTip(tip)
        if icon:
            icons.put(self, icon, "on_accent" if kind == "primary" else "quiet")
        if clicked:
            self.clicked.connect(lambda: clicked())

    def allow(self, reason: str = "") -> None:
        """Enabled without a reason against it; otherwise disabled, and the reason is the tooltip."""
        self.setEnabled(not reason)
        self.setToolTip(reason or self._tip)


class IconButton(QToolButton):
    """A button that shows only an icon; `name` is what it says to a screen reader and as its tooltip."""

    def __init__(self, icon: str, name: str, clicked: Callable[[], object] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "quiet")
        self.setProperty("square", True)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        icons.put(self, icon, "quiet")
        if clicked:
            self.clicked.connect(lambda: clicked())
