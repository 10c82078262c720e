"""A table, or what an empty one says: nothing here yet, or nothing that fits the search."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget

from ui.kit.data_table import DataTable
from ui.kit.empty_state import EmptyState
from ui.kit.search_box import SearchBox

FRUITLESS = "Nothing here fits the search or the filter."


class TableOrEmpty(QStackedWidget):
    """Follows the model's counts; give it the page's `search`, which it clears, and whose count it keeps while it is the one that is seen."""

    def __init__(self, table: DataTable, empty: EmptyState, search: SearchBox | None = None) -> None:
        super().__init__()
        self.table, self.empty, self._search = table, empty, search
        self._settled = FRUITLESS
        self._counted: tuple[int, int] | None = None
        clear = search.clear if search else None
        self.nothing = EmptyState(FRUITLESS, "Clear the search" if clear else "", clear, icon="search")
        for widget in (empty, self.nothing, table):
            self.addWidget(widget)
        table.rows.counted.connect(self.show_count)

    def show_count(self, shown: int, of: int) -> None:
        """Show what fits `shown` rows out of `of`."""
        self.setCurrentWidget(self.table if shown else self.nothing if of else self.empty)
        self._counted = (shown, of)
        if self._search:
            self._tell()
            self._say()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell()

    def _tell(self) -> None:
        """Several tables of a page may share one search: its count is that of the table in front."""
        if self._search and self._counted and self.isVisible():
            self._search.show_count(*self._counted)

    def settle(self, sentence: str) -> None:
        """What is said while nothing is searched for and the filter keeps no row."""
        self._settled = sentence
        self._say()

    def _say(self) -> None:
        """A search that hides everything can be cleared; a filter alone says what it means that nothing is there."""
        searching = bool(self._search and self._search.text())
        self.nothing.say(FRUITLESS if searching else self._settled)
        self.nothing.button.setVisible(searching)
