"""A page of one list of people who are to be told something: which of them, a line above, one mail to each, the rows' commands in the palette."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.text import listed, plural
from ui.kit.action import ActionSpec, on_selected
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.data_table import DataTable
from ui.kit.empty_state import EmptyState
from ui.kit.labels import quiet
from ui.kit.page import Page
from ui.kit.segments import Segmented
from ui.kit.table_or_empty import TableOrEmpty

View = tuple[str, Callable[[Any], bool] | None]
"""A word of the switch, and which rows it keeps (None: all)."""


class ToldPage(Page):
    """Give it the table's model (ui.models.row_table_model); add buttons to the toolbar, then call `finish`.

    Fill `row_specs`, `write`, and `guest_of` where rows are no guests.
    """

    def __init__(self, ctx: Context, title: str, model: Any) -> None:
        super().__init__(ctx, title)
        self.model = model
        self.table = DataTable(model, title, self.row_specs())
        self.table.opened.connect(self.open_guest)
        self.told = quiet()
        self.write_button: Button

    # For subclasses to fill

    def row_specs(self) -> tuple[ActionSpec, ...]:
        """Commands on ids of rows."""
        return ()

    def write(self, folder: Path) -> Any:
        """Write the mails into a folder and mark who was told: a service's `Notices`, or None where it was refused."""
        raise TypeError(f"{type(self).__name__} writes to nobody")

    def guest_of(self, row_id: str) -> str:
        """The guest whom a row is about, "" for none."""
        return row_id

    # For subclasses to use

    def finish(self, views: Sequence[View], what: str, search: str, empty: EmptyState) -> None:
        """The rest of the toolbar, and the list under the line."""
        self.write_button = self.toolbar.button("&Write to them…", self.write_notices, icon="mail", tip="A mail to each who does not know yet")
        self.views = Segmented([words for words, _ in views], what)
        self.views.chosen.connect(lambda place: self.model.keep(views[place][1]))
        self.toolbar.add(self.views)
        box = self.toolbar.add_search(search, self.model.search)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.told)
        column.addWidget(TableOrEmpty(self.table, empty, box), 1)
        self.set_content(body)

    def row_commands(self) -> list[ActionSpec]:
        """The table's commands for the palette, on what is selected in it."""
        return on_selected(self.row_specs(), self.table.selected_ids, "Select somebody first.")

    # For the window and the toolbar

    def select(self, item_id: str) -> None:
        """A row, or every row of a guest."""
        self.table.select_ids([row.id for row in self.model.rows() if item_id in (row.id, self.guest_of(row.id))])

    def open_guest(self, row_id: str) -> None:
        """On the guest list."""
        guest = self.guest_of(row_id)
        if guest:
            self.ctx.navigate("guests", self.event_id, guest)

    def write_notices(self) -> None:
        """One mail as a file to each who does not know yet; they are marked as told."""
        folder = self.ctx.dialogs.choose_folder("Where to put the mails")
        made = self.write(folder) if folder else None
        if made is not None:
            rest = f" {listed(list(made.without))} cannot be written to: tell them yourself." if made.without else ""
            self.ctx.messages.info(f"{plural(len(made.written), 'mail')} to send written to “{folder.name}”.{rest}")
