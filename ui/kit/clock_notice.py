"""The notice that moments moved because a country changed its clocks: of one event or of all, with one button for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.domain.clock_rules import MovedEvent, followable, notice
from ui.kit.banner import Banner
from ui.kit.clearing import clear
from ui.kit.context import Context
from ui.kit.messages import Message


class ClockNotice(QWidget):
    """Hidden while every moment stands where it was saved. `service` follows the new rules, given the workspace and event ids."""

    def __init__(self, ctx: Context, service: Callable[..., Any]) -> None:
        super().__init__()
        self.ctx = ctx
        self.moved: Sequence[MovedEvent] = ()
        self.words = ""
        self._service = service
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_moved(self, moved: Sequence[MovedEvent]) -> None:
        """Show the events concerned; one that is closed stays closed until something else is to be said."""
        self.moved = moved
        words = notice(moved)
        if words == self.words:
            return
        self.words = words
        clear(self._column)
        if words:
            can = len(followable(moved))
            button = f"Keep the {'times' if can > 1 else 'time'}, draft updates" if can else ""
            self._column.addWidget(Banner(Message("warning", words, button=button, action=self.follow)))
        self.setVisible(bool(words))

    def follow(self) -> None:
        """Keep the wall times under the new rules, and draft what the guests need."""
        ids = followable(self.moved)
        holders = sum(each.holders for each in self.moved)
        self.ctx.act_on_many(holders, "Writing updates", self, self._service, self.ctx.workspace, ids)
