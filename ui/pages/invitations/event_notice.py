"""The notice of what about the event itself keeps its invitations from leaving, or makes them wrong, with the way to put it right."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.dates import is_zone
from advoplanner.core.text import plural
from advoplanner.domain.event_details import EventDetails
from advoplanner.domain.events import EventStatus
from advoplanner.services import clock_rules
from advoplanner.services.clock_rules import MovedEvent
from ui.kit.banner import Banner
from ui.kit.context import Context
from ui.kit.event_words import zone_city
from ui.kit.messages import Message


class EventNotice(QWidget):
    """Hidden while nothing about the event stands in the way of its invitations."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.shown: EventDetails | None = None
        self.words = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_for(self, event: EventDetails | None) -> None:
        """Say that the zone is not known or the organiser has no address, or that the clocks have new rules."""
        self.shown = event
        found = self._found(event) if event and event.status != EventStatus.CANCELLED else None
        words = found.text if found else ""
        if words == self.words:
            return
        self.words = words
        while item := self._column.takeAt(0):
            item.widget().hide()
            item.widget().deleteLater()
        if found:
            self._column.addWidget(Banner(found))
        self.setVisible(bool(words))

    def follow(self) -> None:
        """Keep the event's wall time under the new rules, and draft what its guests need."""
        if self.shown:
            self.ctx.act(clock_rules.follow, self.ctx.workspace, [self.shown.id])

    def _found(self, event: EventDetails) -> Message | None:
        if not is_zone(event.zone):
            words = f"The time zone “{event.zone}” of this event is not known, so no invitation can say when it is."
            return Message("warning", words, button="Choose another", action=partial(self._open_fact, "zone"))
        if not event.organiser_email:
            words = "Nothing can leave before the organiser has an address: invitations come from it, and replies go there."
            return Message("warning", words, button="Set the address", action=partial(self._open_fact, "organiser_email"))
        moved = next((each for each in clock_rules.moved(self.ctx.workspace) if each.event_id == event.id), None)
        return Message("warning", notice(moved), button="Keep the time, draft updates", action=self.follow) if moved else None

    def _open_fact(self, name: str) -> None:
        """The event's details, at one field."""
        if self.shown:
            self.ctx.navigate("overview", self.shown.id, f"fact.{name}")


def notice(found: MovedEvent) -> str:
    """What happened, in a sentence."""
    minutes = round((found.now - found.was).total_seconds() / 60)
    who = f" {plural(found.holders, 'guest')} hold it in their calendars at the old moment." if found.holders else ""
    return f"The clocks in {zone_city(found.zone)} have new rules: {found.start:%H:%M} is {abs(minutes)} minutes {_WORDS[minutes > 0]} now.{who}"


_WORDS = {True: "later", False: "earlier"}
