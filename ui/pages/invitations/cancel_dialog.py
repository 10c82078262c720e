"""Whose invitations to take back: some guests', or everybody's and so the event itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural
from advoplanner.domain.guests import WORDS, GuestRow
from ui.kit.dialog import Dialog
from ui.kit.pick_table import PickTable, mark
from ui.kit.tick_box import TickBox
from ui.models.column import Column
from ui.models.row_table_model import RowTableModel

SUBTITLE = "Cancellations go to the outbox first. Guests you choose become “not now” and give up their seats."


class CancelDialog(Dialog):
    """After `ask`: `guest_ids` are those chosen, None for the whole event."""

    def __init__(self, holders: Sequence[GuestRow], chosen: Sequence[str] = ()) -> None:
        ids = {row.id for row in holders if row.id in chosen}
        self.model = RowTableModel(
            (
                Column("Guest", lambda row: row.name, 170, icon=mark(ids)),
                Column("Company", lambda row: row.organisation or row.email, 150, quiet=True, stretch=True),
                Column("Reply", lambda row: WORDS[row.reply], 110, quiet=True),
            )
        )
        self.table = PickTable(self.model, "Guests who hold an invitation", ids)
        self.model.set_rows(holders)
        self.whole = TickBox("The whole event is cancelled")
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.table, 1)
        column.addWidget(self.whole)
        super().__init__("Cancel invitations", "Draft cancellations", content, subtitle=SUBTITLE, commit=self._check)
        self.table.changed.connect(self._say_count)
        self.resize(560, 480)
        self.whole.toggled.connect(lambda _: self._say_count())
        self._say_count()

    @property
    def guest_ids(self) -> list[str] | None:
        if self.whole.isChecked():
            return None
        return [row.id for row in self.model.rows() if row.id in self.table.ids]

    def _check(self) -> None:
        if self.guest_ids == []:
            raise RuleBroken("invitations.nobody", "Nobody is chosen.", "Tick the guests whose invitations you take back.")

    def _say_count(self) -> None:
        ids = self.guest_ids
        self.table.setEnabled(ids is not None)
        count = len(self.model.rows()) if ids is None else len(ids)
        drafts = f"Draft {plural(count, 'cancellation')}" if count else "Draft cancellations"
        self.go.setText("Cancel the event" if ids is None and not count else drafts)
