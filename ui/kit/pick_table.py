"""A table to pick several rows from, with no key held: a click, Space or Enter picks a row or lets it be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from ui.kit.data_table import DataTable


class PickTable(DataTable):
    """`ids` holds who is picked, and stays while one searches on; a column whose icon is `mark(ids)` shows it."""

    changed = Signal()

    def __init__(self, model: QAbstractTableModel, name: str, ids: set[str]) -> None:
        super().__init__(model, name)
        self.ids = ids
        self.clicked.connect(lambda index: self.toggle(self.rows.id_at(index.row())))
        self.opened.connect(self.toggle)
        QShortcut(QKeySequence(Qt.Key.Key_Space), self, lambda: self.toggle(self.current_id()), context=Qt.ShortcutContext.WidgetShortcut)

    def toggle(self, row_id: str) -> None:
        """Pick a row, or let it be."""
        row = self.rows.row(row_id)
        if row is not None:
            self.ids ^= {row_id}
            self.rows.update_rows([row])
            self.changed.emit()

    def toggle_shown(self) -> None:
        """Pick all rows shown; where all are picked, none."""
        shown = self.rows.shown_rows()
        ids = {row.id for row in shown}
        self.ids ^= ids if ids <= self.ids else ids - self.ids
        self.rows.update_rows(shown)
        self.changed.emit()


def mark(ids: set[str]) -> Callable[[Any], str]:
    """The icon before a row: a circle, ticked where its id is in `ids`."""
    return lambda row: "circle-check" if row.id in ids else "circle"
