"""The one table model: rows with ids, searched, filtered and sorted by RowOrder; ten thousand answer a keystroke at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from ui.kit.cells import ALIGN, Cell
from ui.models.column import Column, in_words, written
from ui.models.row_order import RowOrder

__all__ = ["Column", "RowTableModel"]

AT_ONCE = 200
"""Rows looked up between two events of the window: a few milliseconds."""

USUAL = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
EDITABLE = USUAL | Qt.ItemFlag.ItemIsEditable

Index = QModelIndex | QPersistentModelIndex


class RowTableModel(QAbstractTableModel):
    """Rows of any kind, found again by `row_id`. `counted(shown, of)` follows every change of what is shown."""

    counted = Signal(int, int)

    def __init__(self, columns: Sequence[Column], *, row_id: Callable[[Any], str] = attrgetter("id"), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.order = RowOrder(columns, row_id)
        # Rows are shown first; what a search reads is looked up while nothing else waits, so that no keystroke waits for it.
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._look_up)

    def set_rows(self, rows: Iterable[Any]) -> None:
        """Show these rows instead; search, filter and order stay."""
        self.beginResetModel()
        self.order.set_rows(rows)
        self.endResetModel()
        self._count()
        self._idle.start()

    def show_anew(self, rows: Iterable[Any]) -> bool:
        """Show these rows instead, redrawing only the lines that differ; False, and nothing done, where lines come or go.

        A line may hold another row afterwards: who selects by id selects again.
        """
        before = self.shown_rows()
        kept = list(self.order.rows)
        self.order.set_rows(rows)
        now = self.shown_rows()
        if len(now) != len(before):
            self.order.set_rows(kept)
            return False
        last = len(self.columns) - 1
        for line, (row, former) in enumerate(zip(now, before, strict=True)):
            if row is not former and row != former:
                self.dataChanged.emit(self.index(line, 0), self.index(line, last))
        self._count()
        self._idle.start()
        return True

    def update_rows(self, rows: Iterable[Any], gone: Iterable[str] = ()) -> None:
        """Replace the rows with the same ids, add new ones, take out `gone`. Where nothing moves only cells are redrawn."""
        merged = {self.order.row_id(row): row for row in self.order.rows}
        for gone_id in gone:
            merged.pop(gone_id, None)
        changed = {self.order.row_id(row): row for row in rows}
        known = len(merged) == len(self.order.rows) and changed.keys() <= merged.keys()
        lines = self.order.replace(changed) if known else None
        if lines is None:
            self.set_rows({**merged, **changed}.values())
        for line in lines or ():
            self.dataChanged.emit(self.index(line, 0), self.index(line, len(self.columns) - 1))

    def row(self, row_id: str) -> Any | None:
        """The row with this id, shown or not; None where there is none."""
        place = self.order.place_of(row_id)
        return None if place is None else self.order.rows[place]

    def rows(self) -> list[Any]:
        """All rows, shown or not."""
        return list(self.order.rows)

    def shown_rows(self) -> list[Any]:
        """The rows shown, in their order."""
        return [self.order.rows[place] for place in self.order.shown]

    def id_at(self, line: int) -> str:
        """The id of the row in this line of the table."""
        return self.order.row_id(self._at(line))

    def words_at(self, line: int, column: int) -> str:
        """What a cell says, without the detour through an index: a table measures hundreds at once."""
        return written(self.columns[column], self._at(line))

    def cell(self, line: int, column: int) -> Cell:
        """What is drawn of a cell."""
        of, row = self.columns[column], self._at(line)
        value = of.value(row)
        chips = tuple(map(str, value)) if isinstance(value, tuple | list) else ()
        state = of.state(row) if of.state else ""
        return Cell(in_words(value), chips, state, of.icon(row) if of.icon else "", of.quiet, of.align, of.sentence)

    def line_of(self, row_id: str) -> int:
        """Where the row stands in the table; -1 where it is not shown."""
        return self.order.line_of(row_id)

    def search(self, text: str) -> None:
        """Show the rows that contain every word of `text`, without regard to case and accents."""
        if self.order.search(text):
            self._arrange()

    def keep(self, wanted: Callable[[Any], bool] | None, words: str = "") -> None:
        """Show only the rows that `wanted` lets through (None for all) and that hold every one of `words`."""
        self.order.keep(wanted, words)
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; -1 gives back the order in which the rows came."""
        known = 0 <= column < len(self.columns)
        self.order.sort(column if known else None, backwards=order == Qt.SortOrder.DescendingOrder)
        self._arrange()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.order.shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        answer = _ANSWERS.get(role)
        return answer(self.columns[index.column()], self._at(index.row())) if answer and index.isValid() else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return ALIGN[self.columns[section].align]
        return self.columns[section].title if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return EDITABLE if index.isValid() and self.columns[index.column()].edit is not None else USUAL

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        column, row = self.columns[index.column()], self._at(index.row())
        if column.edit is None or role != Qt.ItemDataRole.EditRole or str(value) == written(column, row):
            return False
        column.edit(row, str(value))
        return True

    def _at(self, line: int) -> Any:
        return self.order.rows[self.order.shown[line]]

    def _arrange(self) -> None:
        self.beginResetModel()
        self.order.arrange()
        self.endResetModel()
        self._count()

    def _look_up(self) -> None:
        if not self.order.prepare(AT_ONCE):
            self._idle.stop()

    def _count(self) -> None:
        self.counted.emit(len(self.order.shown), len(self.order.rows))


def _alignment(column: Column, _: Any) -> int:
    return ALIGN[column.align]


def _tooltip(column: Column, row: Any) -> str:
    return column.tooltip(row) if column.tooltip else ""


def _spoken(column: Column, row: Any) -> str:
    return f"{column.title}: {written(column, row) or 'empty'}"


_ANSWERS: dict[int, Callable[[Column, Any], Any]] = {
    Qt.ItemDataRole.DisplayRole: written,
    Qt.ItemDataRole.EditRole: written,
    Qt.ItemDataRole.ToolTipRole: _tooltip,
    Qt.ItemDataRole.AccessibleTextRole: _spoken,
    Qt.ItemDataRole.TextAlignmentRole: _alignment,
}
