"""Which columns of the guest list are shown: those a person wants, and of those what the window has room for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from ui.kit.data_table import DataTable
from ui.pages.guests.columns import CHOOSABLE, FIRST_TO_GO


class ColumnChoice:
    """A menu on the table's header; `changed()` asks the page to fit the columns again."""

    def __init__(self, table: DataTable, changed: Callable[[], object]) -> None:
        self._table, self._changed = table, changed
        self.put_away: set[int] = set()
        header = table.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda at: self.menu().popup(header.mapToGlobal(at)))

    def menu(self) -> QMenu:
        """All columns but the name, those shown ticked."""
        menu = QMenu("Columns", self._table)
        for place in CHOOSABLE:
            action = menu.addAction(self._table.rows.columns[place].title, partial(self.switch, place))
            action.setCheckable(True)
            action.setChecked(place not in self.put_away)
        return menu

    def switch(self, place: int) -> None:
        """Put a column away, or bring it back."""
        self.put_away ^= {place}
        self._changed()

    def fit(self, room: int) -> None:
        """Leave out what `room` px do not hold, the least needed first."""
        away = set(self.put_away)
        for place in FIRST_TO_GO:
            if sum(column.width for at, column in enumerate(self._table.rows.columns) if at not in away) <= room:
                break
            away.add(place)
        self._table.hide_columns(away)
