"""What is done to the room as a whole: numbers by place, seats near screen and doors, rooms taken from the venue and kept for it."""

from __future__ import annotations

from functools import partial

from advoplanner.domain.lengths import size_words
from ui.kit.action import ActionSpec
from ui.kit.units import imperial
from ui.pages.seating.desk import Desk


class WholeRoom:
    """The subject is ignored. Tables and seats stay as they are in each."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def specs(self) -> list[ActionSpec]:
        """In the order of the menu."""
        return [
            ActionSpec("seating.number", "Number the tables by where they stand", self.number, why_not=self._no_tables),
            ActionSpec("seating.near", "Mark the seats near screen and doors", self.mark_near, why_not=self._no_tables),
            ActionSpec("seating.use_room", "Use a room of the venue…", self.use_room),
            ActionSpec("seating.keep_room", "Keep this room for the venue…", self.keep_room, why_not=self._no_tables),
        ]

    def number(self, subject: object = None) -> None:
        self._desk.ctx.act(self._desk.services.rooms.number_tables, self._desk.ctx.workspace, self._desk.event_id)

    def mark_near(self, subject: object = None) -> None:
        self._desk.ctx.act(self._desk.services.rooms.mark_near, self._desk.ctx.workspace, self._desk.event_id)

    def use_room(self, subject: object = None) -> None:
        """Ask which room of the venue this is."""
        desk, rooms = self._desk, self._desk.services.venue_rooms
        found = rooms.of_event(desk.ctx.workspace, desk.event_id)
        if not found:
            desk.ctx.messages.info("The venue has no room to scale yet.", "Add one under Venues, or keep this one for the venue.")
            return
        words = [f"{row.name}, {size_words(row.width, row.length, imperial=imperial())}" for row in found]
        place = desk.ctx.dialogs.choose("Use a room of the venue", "Room", words, verb="Use this room")
        if place is not None:
            desk.ctx.act(rooms.use, desk.ctx.workspace, desk.event_id, found[place].id)

    def keep_room(self, subject: object = None) -> None:
        """Ask for a name and keep size and fixtures for the venue."""
        keep = partial(self._desk.services.venue_rooms.keep, self._desk.ctx.workspace, self._desk.event_id)
        self._desk.ctx.ask_and_act("Keep this room for the venue", "What is the room called?", keep, verb="Keep")

    def _no_tables(self, subject: object = None) -> str:
        return "" if self._desk.plan.tables else "There are no tables yet."
