"""The notice that an event's moment moved because its country changed the clocks."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.text import plural
from advoplanner.services import clock_rules
from advoplanner.services.clock_rules import MovedEvent
from ui.kit.banner import Banner
from ui.kit.context import Context
from ui.kit.event_words import zone_city
from ui.kit.messages import Message


class ClockNotice(QWidget):
    """Hidden while the event's moment stands where it was saved."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.event_id = ""
        self.words = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_for(self, event_id: str) -> None:
        """Show the notice where the clocks of the event's zone have changed their rules."""
        self.event_id = event_id
        found = next((each for each in clock_rules.moved(self.ctx.workspace) if each.event_id == event_id), None)
        words = notice(found) if found else ""
        if words == self.words:
            return
        self.words = words
        while item := self._column.takeAt(0):
            item.widget().hide()
            item.widget().deleteLater()
        if words:
            self._column.addWidget(Banner(Message("warning", words, button="Keep the time, draft updates", action=self.follow)))
        self.setVisible(bool(words))

    def follow(self) -> None:
        """Keep the event's wall time under the new rules, and draft what its guests need."""
        self.ctx.act(clock_rules.follow, self.ctx.workspace, [self.event_id])


def notice(found: MovedEvent) -> str:
    """What happened, in a sentence."""
    minutes = round((found.now - found.was).total_seconds() / 60)
    who = f" {plural(found.holders, 'guest')} hold it in their calendars at the old moment." if found.holders else ""
    return f"The clocks in {zone_city(found.zone)} have new rules: {found.start:%H:%M} is {abs(minutes)} minutes {_WORDS[minutes > 0]} now.{who}"


_WORDS = {True: "later", False: "earlier"}
