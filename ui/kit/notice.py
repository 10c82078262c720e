"""A banner above a page that comes and goes with what is to be said; one that is closed stays closed until something else is."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.banner import Banner
from ui.kit.clearing import clear
from ui.kit.context import Context
from ui.kit.messages import Message


class Notice(QWidget):
    """Hidden while nothing is to be said; `words` are what it says."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.words = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def say(self, message: Message | None) -> None:
        """Show this, or nothing; the same words again change nothing."""
        words = message.text if message else ""
        if words == self.words:
            return
        self.words = words
        clear(self._column)
        if message:
            self._column.addWidget(Banner(message))
        self.setVisible(bool(words))
