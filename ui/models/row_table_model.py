"""The one table model: rows with ids, its own folded search, filter and sort; ten thousand rows answer a keystroke at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from advoplanner.core.text import fold
from ui.kit.cells import ROLE_CHIPS, ROLE_ICON, ROLE_QUIET, ROLE_STATE

Align = Literal["left", "right", "center"]
Index = QModelIndex | QPersistentModelIndex
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "center": Qt.AlignmentFlag.AlignCenter,
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. Every callable receives the row.

    `value` gives what is shown (text, number, None for nothing; a tuple or list of texts is drawn as chips);
    `sort` a key where the shown text sorts badly; `state` a state word ("good", "warn", "bad", "accent", "quiet") for
    a dot before the word; `icon` an icon's name; `edit(row, text)` saves an edit, and the table shows what comes back.
    """

    title: str
    value: Callable[[Any], Any]
    width: int = 140
    align: Align = "left"
    sort: Callable[[Any], Any] | None = None
    state: Callable[[Any], str] | None = None
    icon: Callable[[Any], str] | None = None
    edit: Callable[[Any, str], object] | None = None
    tooltip: Callable[[Any], str] | None = None
    search: bool = True
    quiet: bool = False
    stretch: bool = False


class RowTableModel(QAbstractTableModel):
    """Rows of any kind, found again by `row_id`. `counted(shown, of)` follows every change of what is shown."""

    counted = Signal(int, int)

    def __init__(self, columns: Sequence[Column], *, row_id: Callable[[Any], str] = attrgetter("id"), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._id = row_id
        self._rows: list[Any] = []
        self._place: dict[str, int] = {}
        self._hay: list[str] = []
        self._order: list[int] = []
        self._shown: list[int] = []
        self._words: list[str] = []
        self._keep: Callable[[Any], bool] | None = None
        self.sorted_by: tuple[int, bool] | None = None

    # Rows

    def set_rows(self, rows: Iterable[Any]) -> None:
        """Show these rows instead; search, filter and order stay."""
        self.beginResetModel()
        self._rows = list(rows)
        self._index()
        self._arrange()
        self.endResetModel()
        self._count()

    def update_rows(self, rows: Iterable[Any], gone: Iterable[str] = ()) -> None:
        """Replace the rows with the same ids, add new ones, take out `gone`. Where nothing moves only cells are redrawn."""
        merged = {self._id(row): row for row in self._rows}
        for gone_id in gone:
            merged.pop(gone_id, None)
        changed = {self._id(row): row for row in rows}
        merged.update(changed)
        same = len(merged) == len(self._rows) and all(key in self._place for key in changed)
        if same and self._redraw(changed):
            return
        self.set_rows(merged.values())

    def row(self, row_id: str) -> Any | None:
        """The row with this id, shown or not."""
        place = self._place.get(row_id)
        return None if place is None else self._rows[place]

    def rows(self) -> list[Any]:
        """All rows, shown or not."""
        return list(self._rows)

    def shown_rows(self) -> list[Any]:
        """The rows shown, in their order."""
        return [self._rows[i] for i in self._shown]

    def id_at(self, line: int) -> str:
        return self._id(self._rows[self._shown[line]])

    def line_of(self, row_id: str) -> int:
        """Where the row stands in the table; -1 where it is not shown."""
        place = self._place.get(row_id)
        return self._shown.index(place) if place is not None and place in set(self._shown) else -1

    # Search, filter, order

    def search(self, text: str) -> None:
        """Show the rows that contain every word of `text`, without regard to case and accents."""
        words = fold(text).split()
        if words != self._words:
            self._words = words
            self._refilter()

    def keep(self, wanted: Callable[[Any], bool] | None) -> None:
        """Show only the rows that `wanted` lets through; None for all."""
        self._keep = wanted
        self._refilter()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; -1 gives back the order in which the rows came."""
        self.sorted_by = (column, order == Qt.SortOrder.DescendingOrder) if 0 <= column < len(self.columns) else None
        self._refilter(reorder=True)

    # Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        answer = _ANSWERS.get(role)
        return answer(self.columns[index.column()], self._rows[self._shown[index.row()]]) if answer else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _ALIGN[self.columns[section].align]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        editable = index.isValid() and self.columns[index.column()].edit is not None
        return usual | Qt.ItemFlag.ItemIsEditable if editable else usual

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        edit = self.columns[index.column()].edit
        row = self._rows[self._shown[index.row()]]
        if edit is None or role != Qt.ItemDataRole.EditRole or str(value) == shown(self.columns[index.column()], row):
            return False
        edit(row, str(value))
        return True

    # How it is done

    def _index(self) -> None:
        searched = [column.value for column in self.columns if column.search]
        self._place = {self._id(row): i for i, row in enumerate(self._rows)}
        self._hay = [_haystack(row, searched) for row in self._rows]
        self._order = self._ordered()

    def _ordered(self) -> list[int]:
        every = list(range(len(self._rows)))
        if self.sorted_by is None:
            return every
        column, backwards = self.columns[self.sorted_by[0]], self.sorted_by[1]
        keys = [_sort_key(column, row) for row in self._rows]
        known = sorted((i for i in every if keys[i] is not None), key=lambda i: keys[i], reverse=backwards)
        return known + [i for i in every if keys[i] is None]

    def _arrange(self) -> None:
        shown = self._order
        for word in self._words:
            shown = [i for i in shown if word in self._hay[i]]
        if self._keep:
            shown = [i for i in shown if self._keep(self._rows[i])]
        self._shown = list(shown)

    def _refilter(self, *, reorder: bool = False) -> None:
        self.beginResetModel()
        if reorder:
            self._order = self._ordered()
        self._arrange()
        self.endResetModel()
        self._count()

    def _redraw(self, changed: dict[str, Any]) -> bool:
        """Put changed rows in their places; False where search, filter or order would move a row."""
        before = list(self._shown)
        for row_id, row in changed.items():
            self._rows[self._place[row_id]] = row
        self._index()
        self._arrange()
        if before != self._shown:
            return False
        last = len(self.columns) - 1
        for line in sorted(self._shown.index(self._place[key]) for key in changed if self._place[key] in set(self._shown)):
            self.dataChanged.emit(self.index(line, 0), self.index(line, last))
        return True

    def _count(self) -> None:
        self.counted.emit(len(self._shown), len(self._rows))


def shown(column: Column, row: Any) -> str:
    """A cell's text as a person reads it."""
    value = column.value(row)
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        return ", ".join(str(part) for part in value)
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value)


def _tooltip(column: Column, row: Any) -> str:
    return column.tooltip(row) if column.tooltip else ""


def _chips(column: Column, row: Any) -> tuple[str, ...]:
    value = column.value(row)
    return tuple(str(part) for part in value) if isinstance(value, tuple | list) else ()


def _haystack(row: Any, values: list[Callable[[Any], Any]]) -> str:
    parts = (value(row) for value in values)
    return fold(" ".join(" ".join(map(str, part)) if isinstance(part, tuple | list) else str(part) for part in parts if part is not None))


def _sort_key(column: Column, row: Any) -> Any:
    if column.sort:
        return column.sort(row)
    value = column.value(row)
    if value is None or value == "":
        return None
    return value if isinstance(value, int | float) else fold(shown(column, row))


_ANSWERS: dict[int, Callable[[Column, Any], Any]] = {
    Qt.ItemDataRole.DisplayRole: shown,
    Qt.ItemDataRole.EditRole: shown,
    Qt.ItemDataRole.ToolTipRole: _tooltip,
    Qt.ItemDataRole.AccessibleTextRole: lambda column, row: f"{column.title}: {shown(column, row) or 'empty'}",
    Qt.ItemDataRole.TextAlignmentRole: lambda column, row: _ALIGN[column.align],
    ROLE_STATE: lambda column, row: column.state(row) if column.state else "",
    ROLE_ICON: lambda column, row: column.icon(row) if column.icon else "",
    ROLE_CHIPS: _chips,
    ROLE_QUIET: lambda column, row: column.quiet,
}
