"""Whose invitations to take back: some guests', or everybody's and so the event itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural
from advoplanner.domain.guests import WORDS, GuestRow
from ui.kit.dialog import Dialog
from ui.kit.tick_box import TickBox

SUBTITLE = "Cancellations go to the outbox first. Guests you choose become “not now” and give up their seats."


class CancelDialog(Dialog):
    """After `ask`: `guest_ids` are those chosen, None for the whole event."""

    def __init__(self, holders: Sequence[GuestRow], chosen: Sequence[str] = ()) -> None:
        self.list = QListWidget()
        self.list.setAccessibleName("Guests who hold an invitation")
        for row in holders:
            item = QListWidgetItem(f"{row.name} – {row.organisation or row.email} – {WORDS[row.reply].lower()}", self.list)
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if row.id in chosen else Qt.CheckState.Unchecked)
        self.whole = TickBox("The whole event is cancelled")
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.list, 1)
        column.addWidget(self.whole)
        super().__init__("Cancel invitations", "Draft cancellations", content, subtitle=SUBTITLE, commit=self._check)
        self.list.itemChanged.connect(lambda _: self._say_count())
        self.whole.toggled.connect(lambda _: self._say_count())
        self._say_count()

    @property
    def guest_ids(self) -> list[str] | None:
        if self.whole.isChecked():
            return None
        items = [self.list.item(line) for line in range(self.list.count())]
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _check(self) -> None:
        if self.guest_ids == []:
            raise RuleBroken("invitations.nobody", "Nobody is chosen.", "Tick the guests whose invitations you take back.")

    def _say_count(self) -> None:
        ids = self.guest_ids
        self.list.setEnabled(ids is not None)
        count = self.list.count() if ids is None else len(ids)
        self.go.setText("Cancel the event" if ids is None and not count else f"Draft {plural(count, 'cancellation')}")
