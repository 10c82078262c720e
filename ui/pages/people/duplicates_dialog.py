"""Pairs that may be one person, with the reason; each is looked at side by side before anything is merged."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.text import plural
from advoplanner.domain.people import PersonRow
from advoplanner.services import people_merge
from ui.kit.context import Context
from ui.kit.data_table import DataTable
from ui.kit.dialog import Dialog
from ui.kit.empty_state import EmptyState
from ui.kit.labels import quiet
from ui.kit.table_or_empty import TableOrEmpty
from ui.models.column import Column
from ui.models.row_table_model import RowTableModel
from ui.pages.people.merge_dialog import MergeDialog

NONE = "No two people share an address, or a name at one company."


@dataclass(frozen=True, slots=True)
class Pair:
    id: str
    first: PersonRow
    second: PersonRow
    why: str


class DuplicatesDialog(Dialog):
    """Stays open from pair to pair."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.model = RowTableModel(COLUMNS)
        self.table = DataTable(self.model, "Possible duplicates")
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.opened.connect(self.compare)
        self.table.selected.connect(lambda ids: self._allow())
        self.count = quiet()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.count)
        column.addWidget(TableOrEmpty(self.table, EmptyState(NONE, icon="users")), 1)
        super().__init__("Possible duplicates", "Compare and merge…", body, commit=self._compare_selected)
        self.cancel.setText("Close")
        self.resize(920, 520)
        self.read()

    def read(self) -> None:
        """Look for pairs anew."""
        pairs = people_merge.duplicates(self.ctx.workspace)
        self.model.set_rows([Pair(f"{one.id} {other.id}", one, other, why) for one, other, why in pairs])
        self.count.setText(f"{plural(len(pairs), 'pair')} to look at." if pairs else "")
        self.count.setVisible(bool(pairs))
        if pairs and not self.table.selected_ids():
            self.table.select_ids([self.model.id_at(0)])
        self._allow()

    def compare(self, pair_id: str) -> None:
        """Both side by side; after a merge the list is read again."""
        if MergeDialog(self.ctx, *pair_id.split()).ask(self):
            self.read()

    def _compare_selected(self) -> bool:
        for pair_id in self.table.selected_ids():
            self.compare(pair_id)
        return False

    def _allow(self) -> None:
        self.go.allow("" if self.table.selected_ids() else "Choose a pair first.")


def _who(row: PersonRow) -> str:
    return f"{row.name}, {row.organisation}" if row.organisation else row.name


COLUMNS = (
    Column("First", lambda pair: _who(pair.first), width=240, stretch=True),
    Column("Second", lambda pair: _who(pair.second), width=240, stretch=True),
    Column("Why", lambda pair: pair.why, width=340, quiet=True, stretch=True),
)
