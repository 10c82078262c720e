"""A column of widgets that is filled anew with each reading."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.clearing import clear


class Lines(QWidget):
    """A column of widgets that is filled anew."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def fill(self, widgets: Sequence[QWidget]) -> None:
        """These instead of what stood here."""
        clear(self._column)
        for widget in widgets:
            self._column.addWidget(widget)
