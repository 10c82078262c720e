"""How one guest travels beside the cards: arrival and departure, nights at the hotel, and who shares the room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.domain.stays import StayRow
from advoplanner.services import guests, stays
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.day_field import DayField
from ui.kit.form import Form
from ui.kit.labels import PlainText, quiet

OF_GUEST = ("travel", "hotel", "access_needs")
"""What stands on the guest, and on the guest list too."""

ZONE_WORDS = "Times are those of the event."


class StayDrawer(QWidget):
    """`show_row` shows a guest, or shows them again after a change; every field saves itself."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.row_id = self._event_id = ""
        self.form = Form(self._save, columns=2)
        self.form.heading("On the way")
        self.form.wall("arrives", "Arrives", wide=True)
        self.form.wall("leaves", "Leaves", wide=True)
        self.form.line("travel", "Travel", hint="LH 1166, then a car", wide=True)
        self.form.heading("At the hotel")
        self.form.line("hotel", "Hotel", hint="Tejo Palace, quiet room", wide=True)
        self.form.field("check_in", "First night", DayField())
        self.form.field("check_out", "Leaves on", DayField(), help="The morning after the last night.")
        self.form.choice("shares_with", "Shares the room with", [("", "Nobody")], wide=True)
        self.form.line("access_needs", "Access", hint="Step-free room …", wide=True)
        self.missing = PlainText(role="warn")
        self.guest = Button("Open as a guest", lambda: ctx.navigate("guests", self._event_id, self.row_id), icon="user")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 20, 24)
        column.setSpacing(12)
        for widget in (quiet(ZONE_WORDS), self.form, self.missing):
            column.addWidget(widget)
        column.addWidget(self.guest, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_row(self, row: StayRow, others: Sequence[tuple[str, str]]) -> None:
        """Show this guest; `others` are (guest id, name) of those who may share the room."""
        values = {name: getattr(row, name) for name in ("arrives", "leaves", "check_in", "check_out", *OF_GUEST)} | {"shares_with": row.shares_id}
        fresh = row.guest_id != self.row_id
        if fresh:
            self.form.flush()
            self.row_id, self._event_id = row.guest_id, row.event_id
        field: Any = self.form["shares_with"]
        field.set_options([("", "Nobody"), *(each for each in others if each[0] != row.guest_id)])
        if fresh:
            self.form.clear(values)
        else:
            self.form.load(values)
        self.missing.setText(row.missing)
        self.missing.setVisible(bool(row.missing))

    def flush(self) -> None:
        """Save what is still being typed."""
        self.form.flush()

    def _save(self, field: str, value: Any) -> None:
        """A refusal is shown at its field."""
        if field in OF_GUEST:
            guests.edit(self.ctx.workspace, [self.row_id], **{field: value})
        else:
            stays.record(self.ctx.workspace, self.row_id, merge_key=f"stay.{self.row_id}.{field}", **{field: value})
