"""The notice of what about the event itself keeps its invitations from leaving, with the way to put it right."""

from __future__ import annotations

from functools import partial

from advoplanner.core.dates import is_zone
from advoplanner.domain.event_details import EventDetails
from advoplanner.domain.events import EventStatus
from ui.kit.context import Context
from ui.kit.messages import Message
from ui.kit.notice import Notice


class EventNotice(Notice):
    """Hidden while nothing about the event stands in the way of its invitations."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.shown: EventDetails | None = None

    def show_for(self, event: EventDetails | None) -> None:
        """Say that the zone is not known or the organiser has no address."""
        self.shown = event
        self.say(self._found(event) if event and event.status != EventStatus.CANCELLED else None)

    def _found(self, event: EventDetails) -> Message | None:
        if not is_zone(event.zone):
            words = f"The time zone “{event.zone}” of this event is not known, so no invitation can say when it is."
            return Message("warning", words, button="Choose another", action=partial(self._open_fact, "zone"))
        if not event.organiser_email:
            words = "Nothing can leave before the organiser has an address: invitations come from it, and replies go there."
            return Message("warning", words, button="Set the address", action=partial(self._open_fact, "organiser_email"))
        return None

    def _open_fact(self, name: str) -> None:
        """The event's details, at one field."""
        if self.shown:
            self.ctx.navigate("overview", self.shown.id, f"fact.{name}")
