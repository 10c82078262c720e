"""The one table widget: keyboard first, selection kept by id, copied as text, with a menu made of ActionSpecs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from heapq import nlargest
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui.kit.action import ActionSpec
from ui.kit.cells import PAD, Cell, CellDelegate
from ui.kit.row_menu import RowMenu
from ui.kit.tokens import ROW

NARROWEST, MOST = 0.6, 2
"""Shares of a column's width: the least that text is pressed to, and the most that its words may ask for."""

SLIMMEST, SHORT = 40, 88
"""Widths in px: the least of any column, and that of words too short to be pressed."""

CALM = 150
"""Milliseconds without a change after which words are measured anew."""

SAMPLE, LONGEST = 200, 8
"""Lines looked at to see how long words are, and how many of the longest are measured."""


class Rows(Protocol):
    """What the table needs of its model beside Qt's interface; RowTableModel is it."""

    columns: Sequence[Any]

    def id_at(self, line: int) -> str: ...

    def line_of(self, row_id: str) -> int: ...

    def cell(self, line: int, column: int) -> Cell: ...


class DataTable(QTableView):
    """`picked(id)` follows the current row ("" for none), `opened(id)` Enter or a double click."""

    picked = Signal(str)
    opened = Signal(str)
    selected = Signal(list)

    def __init__(self, model: QAbstractTableModel, name: str, actions: Sequence[ActionSpec] = ()) -> None:
        super().__init__()
        self.rows: Any = model
        self._dragged: dict[int, int] = {}
        self._needed: dict[int, int] = {}
        self._seen: set[str] = set()
        self._fitting = True
        self._anew = False
        self._kept: tuple[list[str], str] = ([], "")
        # Measuring words costs more than drawing them, so it waits until somebody stops typing.
        self._calm = QTimer(self, singleShot=True, interval=CALM)
        self._calm.timeout.connect(self._measure)
        self.menu = RowMenu(self, self.selected_ids)
        rows: Any = model
        self._cells = CellDelegate(self, rows)
        self.setAccessibleName(name)
        self._dress()
        self.setModel(model)
        self._wire(model)
        self._measure()
        for spec in actions:
            self.add_action(spec)

    def add_action(self, spec: ActionSpec) -> None:
        """A command for the context menu; its shortcut works while the table has the focus. The subject is the list of ids."""
        self.menu.add(spec)

    def selected_ids(self) -> list[str]:
        """Ids of the selected rows, from top to bottom."""
        return [self.rows.id_at(line) for line in sorted({index.row() for index in self.selectionModel().selectedRows()})]

    def current_id(self) -> str:
        """Id of the row with the focus; "" for none."""
        index = self.currentIndex()
        return self.rows.id_at(index.row()) if index.isValid() else ""

    def select_ids(self, ids: Sequence[str], current: str = "") -> None:
        """Select these rows where they are shown, and scroll to the first."""
        lines = sorted(line for line in map(self.rows.line_of, ids) if line >= 0)
        chosen = QItemSelection()
        for line in lines:
            index = self.rows.index(line, 0)
            chosen.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        here = self.rows.line_of(current) if current else -1
        here = here if here >= 0 else lines[0] if lines else -1
        if here >= 0:
            self.selectionModel().setCurrentIndex(self.rows.index(here, 0), flags.NoUpdate)
        self.selectionModel().select(chosen, flags.ClearAndSelect | flags.Rows)
        if here >= 0:
            self.scrollTo(self.rows.index(here, 0))

    def hide_columns(self, places: Collection[int]) -> None:
        """Hide these columns and show all others; what they took is shared out."""
        # Hiding and showing changes widths too; nobody has dragged them.
        self._fitting = True
        for place in range(len(self.rows.columns)):
            self.setColumnHidden(place, place in places)
        self._widths()

    def copy(self) -> None:
        """The selected rows with a line of titles, tab-separated, to the clipboard."""
        lines = sorted({index.row() for index in self.selectionModel().selectedRows()})
        shown = [c for c in range(self.rows.columnCount()) if not self.isColumnHidden(c)]
        head = [self.rows.columns[c].title for c in shown]
        body = [[_cell(self.rows.index(line, c).data()) for c in shown] for line in lines]
        if body:
            QGuiApplication.clipboard().setText("\n".join("\t".join(cells) for cells in [head, *body]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() != QAbstractItemView.State.EditingState:
            if self.current_id():
                self.opened.emit(self.current_id())
        elif event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier):
            self.menu.popup(self.visualRect(self.currentIndex()).bottomLeft())
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widths()

    def _dress(self) -> None:
        self.setItemDelegate(self._cells)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerWidget(QWidget())
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW)
        header = self.horizontalHeader()
        header.setFixedHeight(ROW)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(SLIMMEST)

    def _wire(self, model: QAbstractTableModel) -> None:
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        model.modelReset.connect(self._renewed)
        model.dataChanged.connect(self._changed)
        self.horizontalHeader().sectionResized.connect(self._drag)
        self.horizontalHeader().sectionClicked.connect(self._sort)
        self.doubleClicked.connect(self._double)
        self.customContextMenuRequested.connect(self.menu.popup)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.selectionModel().selectionChanged.connect(lambda: self.selected.emit(self.selected_ids()))

    def _widths(self) -> None:
        """Fit the columns into the room there is; those a person has dragged keep their width."""
        self._fitting = True
        hidden = {place: 0 for place in range(len(self.rows.columns)) if self.isColumnHidden(place)}
        # As wide as the viewport, and nothing that PySide has to find the kind of first: that makes all classes of widgets ready.
        room = self.horizontalHeader().width()
        for place, width in enumerate(fitted(self.rows.columns, room, self._dragged | hidden, self._needed)):
            self.setColumnWidth(place, width)
        self._fitting = False

    def _renewed(self) -> None:
        if self._seen:
            self._calm.start()
        else:
            self._measure()

    def _measure(self) -> None:
        """See anew how wide the words are; for the same rows this only grows, so that columns stand still after an edit."""
        lines = range(min(self.rows.rowCount(), SAMPLE))
        before, self._seen = self._seen, {self.rows.id_at(line) for line in lines}
        if not before & self._seen:
            title = self.horizontalHeader().fontMetrics()
            self._needed = {place: max(SLIMMEST, title.horizontalAdvance(each.title) + 3 * PAD) for place, each in enumerate(self.rows.columns)}
        _grow(self, lines)
        self._widths()

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if self._anew:
            return
        before = dict(self._needed)
        _grow(self, range(first.row(), min(last.row() + 1, SAMPLE)))
        if self._needed != before:
            self._widths()

    def _drag(self, column: int, before: int, width: int) -> None:
        if not self._fitting:
            self._dragged[column] = width

    def _keep(self) -> None:
        self._kept = (self.selected_ids(), self.current_id())

    def _restore(self) -> None:
        ids, current = self._kept
        if ids or current:
            self.select_ids(ids, current)

    def _sort(self, column: int) -> None:
        by = self.rows.order.sorted_by
        backwards = by is not None and by[0] == column and not by[1]
        order = Qt.SortOrder.DescendingOrder if backwards else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(column, order)
        self.rows.sort(column, order)

    def _double(self, index: QModelIndex) -> None:
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit(self.rows.id_at(index.row()))

    def _moved(self, now: QModelIndex) -> None:
        self.picked.emit(self.rows.id_at(now.row()) if now.isValid() else "")

    def _hover(self, line: int) -> None:
        if line != self._cells.hovered:
            self._cells.hovered = line
            self.viewport().update()


def show_anew(table: DataTable, rows: Sequence[Any]) -> None:
    """Show these rows of the model instead; where no line comes or goes only those that differ are drawn. The selection stays by id."""
    ids, current = table.selected_ids(), table.current_id()
    table._anew = True
    done = table.rows.show_anew(rows)
    table._anew = False
    if not done:
        table.rows.set_rows(rows)
        return
    table._calm.start()
    if (ids or current) and (table.selected_ids(), table.current_id()) != (ids, current):
        table.select_ids(ids, current)


def _cell(value: Any) -> str:
    return " ".join(str(value if value is not None else "").split())


def fitted(columns: Sequence[Any], room: int, dragged: Mapping[int, int], needed: Mapping[int, int] | None = None) -> list[int]:
    """Widths in px of columns in `room`; `needed` are the widths at which nothing in a column is cut, where known.

    No column takes more than it needs while another is cut, and the first, which names the row, is served first; what
    is left over goes to the columns that stretch. Where it does not suffice it is taken from text, down to 60 % of its
    width: below that the table scrolls. The first column, states and short words are never cut for it.
    """
    needed = needed or {}
    wished = [dragged.get(place, column.width) for place, column in enumerate(columns)]
    free = [place for place in range(len(columns)) if place not in dragged]
    needs = {place: min(needed.get(place, wished[place]), MOST * wished[place]) for place in free}
    widths = [min(width, needs.get(place, width)) for place, width in enumerate(wished)]
    _give(widths, room, {place: needs[place] for place in free[:1]})
    _give(widths, room, needs)
    _give(widths, room, {place: wished[place] for place in free})
    loose = [place for place in free if columns[place].stretch] or free[-1:]
    if sum(widths) > room:
        loose = [place for place in free if place and widths[place] > SHORT and columns[place].align == "left" and columns[place].state is None]
        share = 1 + (room - sum(widths)) / (sum(widths[place] for place in loose) or 1)
        if share < NARROWEST:
            return widths
        widths = [int(width * share) if place in loose else width for place, width in enumerate(widths)]
    for turn, place in enumerate(loose):
        widths[place] += (room - sum(widths)) // (len(loose) - turn)
    return widths


def _give(widths: list[int], room: int, wanted: Mapping[int, int]) -> None:
    """Let each column in `wanted` grow towards that width, in equal shares of what the room has left."""
    hunger = {place: want - widths[place] for place, want in wanted.items() if want > widths[place]}
    share = min(1.0, max(room - sum(widths), 0) / (sum(hunger.values()) or 1))
    for place, missing in hunger.items():
        widths[place] += int(missing * share)


def _grow(table: DataTable, lines: range) -> None:
    """Let columns need as much as their longest words in these lines."""
    for place, column in enumerate(table.rows.columns):
        if column.width:
            words = {table.rows.words_at(line, place): line for line in lines}
            longest = (table._cells.needed(words[each], place, column.width) for each in nlargest(LONGEST, words, key=len))
            table._needed[place] = max(table._needed[place], *longest, 0)
