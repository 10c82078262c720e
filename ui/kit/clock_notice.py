"""The notice that moments moved because a country changed its clocks: of one event or of all, with one button for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from advoplanner.domain.clock_rules import MovedEvent, followable, notice
from ui.kit.context import Context
from ui.kit.messages import Message
from ui.kit.notice import Notice


class ClockNotice(Notice):
    """Hidden while every moment stands where it was saved. `service` follows the new rules, given the workspace and event ids."""

    def __init__(self, ctx: Context, service: Callable[..., Any]) -> None:
        super().__init__(ctx)
        self.moved: Sequence[MovedEvent] = ()
        self._service = service

    def show_moved(self, moved: Sequence[MovedEvent]) -> None:
        """Show the events concerned."""
        self.moved = moved
        words, can = notice(moved), len(followable(moved))
        button = f"Keep the {'times' if can > 1 else 'time'}, draft updates" if can else ""
        self.say(Message("warning", words, button=button, action=self.follow) if words else None)

    def follow(self) -> None:
        """Keep the wall times under the new rules, and draft what the guests need."""
        ids = followable(self.moved)
        holders = sum(each.holders for each in self.moved)
        self.ctx.act_on_many(holders, "Writing updates", self, self._service, self.ctx.workspace, ids)
