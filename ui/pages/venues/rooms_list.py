"""The rooms of a venue in its drawer: each a line that opens its size, and one more."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural
from advoplanner.domain.lengths import size_words
from advoplanner.services import venue_rooms
from advoplanner.services.venue_rooms import VenueRoomRow
from ui.kit.buttons import Button
from ui.kit.clearing import clear
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.form import Form
from ui.kit.jump_row import JumpRow
from ui.kit.labels import quiet, section
from ui.kit.length_field import LengthField
from ui.kit.units import imperial


class RoomsList(QWidget):
    """Reads and changes the rooms of one venue."""

    def __init__(self, ctx: Context, venue_id: str) -> None:
        super().__init__()
        self._ctx, self._venue = ctx, venue_id
        self.lines: list[JumpRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(section("Rooms"))
        column.addLayout(self._list)
        column.addWidget(Button("New room…", lambda: self.open(None), icon="plus"), 0, Qt.AlignmentFlag.AlignLeft)

    def show_rooms(self) -> None:
        """What is kept now."""
        clear(self._list)
        rows = venue_rooms.rows(self._ctx.workspace, self._venue)
        self.lines = [JumpRow(row.name, partial(self.open, row), why=_about(row)) for row in rows]
        for line in self.lines:
            self._list.addWidget(line)
        if not rows:
            self._list.addWidget(quiet("No room to scale yet. With one, every event here begins in the right size."))

    def open(self, row: VenueRoomRow | None) -> None:
        """The size of a room, or of a new one."""
        RoomDialog(self._ctx, self._venue, row).ask(self)


class RoomDialog(Dialog):
    """Name, sides and equipment of a room."""

    def __init__(self, ctx: Context, venue_id: str, row: VenueRoomRow | None) -> None:
        self._ctx, self._venue, self._row = ctx, venue_id, row
        self.form = Form(columns=2)
        self.form.line("name", "Name", hint="Garden room", wide=True)
        self.form.field("width", "Width", LengthField("width"))
        self.form.field("length", "Length", LengthField("length"), help="From the front to the back wall.")
        self.form.lines("equipment", "Equipment", hint="Screen, microphones, hearing loop")
        if row is not None:
            for name in ("name", "width", "length", "equipment"):
                self.form[name].show_value(getattr(row, name))
        super().__init__("Room" if row else "New room", "Save" if row else "Add room", self.form, commit=self._save)

    def _save(self) -> bool:
        fields: dict[str, Any] = self.form.values()
        for name in ("width", "length"):
            if fields[name] is None:
                self.form.show_error(name, "Say how large the room is, for example 12 m.")
                return False
        equipment = fields.pop("equipment")
        ws, form = self._ctx.workspace, self.form
        if self._row is not None:
            return self._ctx.act(venue_rooms.edit, ws, self._row.id, form=form, equipment=equipment, **fields) is not None
        try:
            made = venue_rooms.add(ws, self._venue, **fields)
        except RuleBroken as broken:
            self._ctx.refuse(broken, form)
            return False
        self._ctx.announce(made)
        if equipment:
            self._ctx.act(venue_rooms.edit, ws, made.created("venue_room")[0], quiet=True, equipment=equipment)
        return True


def _about(row: VenueRoomRow) -> str:
    stands = f", {plural(row.fixtures, 'thing')} in it" if row.fixtures else ""
    return f"{size_words(row.width, row.length, imperial=imperial())}{stands}"
