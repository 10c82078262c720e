"""One person out of many: a search and a list, for the small dialogs of this page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.text import fold
from advoplanner.domain.people import PersonRow
from ui.kit.data_table import DataTable
from ui.kit.search_box import SearchBox
from ui.models.column import Column
from ui.models.row_table_model import RowTableModel

COLUMNS = (
    Column("Name", lambda row: row.name, width=200, sort=lambda row: fold(row.sort_name), stretch=True),
    Column("Company", lambda row: row.organisation, width=180, quiet=True, stretch=True),
)


class PersonPicker(QWidget):
    """`opened` follows Enter or a double click in the list."""

    opened = Signal()

    def __init__(self, rows: Sequence[PersonRow]) -> None:
        super().__init__()
        self.model = RowTableModel(COLUMNS)
        self.model.set_rows(rows)
        self.search = SearchBox("Search people")
        self.search.setMaximumWidth(16777215)
        self.table = DataTable(self.model, "People")
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.setMinimumHeight(160)
        self.search.searched.connect(self._search)
        self.table.opened.connect(lambda _: self.opened.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)

    def chosen(self) -> str:
        """The id of the person selected; "" for nobody."""
        return next(iter(self.table.selected_ids()), "")

    def _search(self, text: str) -> None:
        self.model.search(text)
        shown = self.model.shown_rows()
        if text and shown and not self.chosen():
            self.table.select_ids([shown[0].id])
