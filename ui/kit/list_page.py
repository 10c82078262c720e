"""A page of one list whose rows open in the drawer at the right: the drawer follows the selection and closes with its row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import shiboken6
from PySide6.QtGui import QResizeEvent

from ui.kit.action import ActionSpec, on_selected
from ui.kit.context import Context
from ui.kit.data_table import DataTable
from ui.kit.page import Page


class RowDrawer(Protocol):
    """What stands in the drawer: a widget that shows one row and saves what is typed in it."""

    row_id: str

    def flush(self) -> None:
        """Save what is still being typed."""


class ListPage(Page):
    """Give it the table's model (ui.models.row_table_model) and its row commands; fill `made_drawer`, `show_in` and `drawer_title`.

    A window narrower than `roomy` px hides the columns `spare` while the drawer is open, for they stand in it.
    """

    roomy = 760
    spare: tuple[int, ...] = ()
    nothing_selected = "Select a row first."

    def __init__(self, ctx: Context, title: str, model: Any, name: str, specs: Sequence[ActionSpec]) -> None:
        super().__init__(ctx, title)
        self.model = model
        self._specs = tuple(specs)
        self.table = DataTable(model, name, self._specs)
        self.table.opened.connect(self.open_row)
        self.table.picked.connect(self._follow)
        self.drawer.closed.connect(self._closed)
        self._drawn: Any = None

    # For subclasses to fill

    def made_drawer(self) -> RowDrawer:
        """A new widget for the drawer."""
        raise TypeError(f"{type(self).__name__} makes no drawer")

    def show_in(self, drawer: Any, row: Any) -> None:
        """Show a row in the drawer, or show it again after a change."""
        drawer.show_row(row)

    def drawer_title(self, row: Any) -> tuple[str, str]:
        """Title and quiet line of the drawer."""
        return self.title.text(), ""

    # For the window

    def select(self, item_id: str) -> None:
        self.table.select_ids([item_id])
        self.open_row(item_id)

    def open_row(self, row_id: str) -> None:
        """Show a row in the drawer."""
        row = self.model.row(row_id)
        if row is None:
            return
        if not self._alive():
            self._drawn = self.made_drawer()
        self.show_in(self._drawn, row)
        title, subtitle = self.drawer_title(row)
        self.open_drawer(title, self._drawn, subtitle)
        self.fit_drawer()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_drawer()

    # For subclasses to use

    def fit_drawer(self) -> bool:
        """Hide what the drawer shows too where there is no room for both; returns whether there is room."""
        room = self.width() - (0 if self.drawer.isHidden() else self.drawer.width()) >= self.roomy
        self.table.hide_columns(() if room else self.spare)
        return room

    def renew_drawer(self) -> None:
        """After a refresh: show the row again, or close the drawer where it is gone."""
        if self.drawer.isHidden() or not self._alive():
            return
        row = self.model.row(self._drawn.row_id)
        if row is None:
            self.drawer.close_drawer()
        else:
            self.show_in(self._drawn, row)

    def row_commands(self) -> list[ActionSpec]:
        """The table's commands for the palette, on what is selected in it."""
        return on_selected(self._specs, self.table.selected_ids, self.nothing_selected)

    # How it is done

    def _alive(self) -> bool:
        return self._drawn is not None and shiboken6.isValid(self._drawn)

    def _follow(self, row_id: str) -> None:
        if row_id and not self.drawer.isHidden() and self._drawn is not None and row_id != self._drawn.row_id:
            self.open_row(row_id)

    def _closed(self) -> None:
        if self._alive():
            self._drawn.flush()
        self.fit_drawer()
        self.table.setFocus()
