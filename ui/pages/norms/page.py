"""The norms: every figure behind checks and tasks with its source, changed for a kind of event or for one event, and set back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import shiboken6
from PySide6.QtGui import QResizeEvent

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import short_date
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural
from advoplanner.domain.checks.norms import read_figure
from advoplanner.domain.events import PROFILES
from advoplanner.services import events, norms, programmes
from advoplanner.services.norms import Scope
from ui.kit.action import ActionSpec
from ui.kit.combo import Combo
from ui.kit.context import Context
from ui.kit.data_table import DataTable
from ui.kit.empty_state import EmptyState
from ui.kit.page import Page
from ui.kit.segments import Segmented
from ui.kit.table_or_empty import TableOrEmpty
from ui.models.row_table_model import RowTableModel
from ui.pages.norms.columns import FigureRow, columns, figure_rows
from ui.pages.norms.figure_drawer import FigureDrawer

NARROW, NARROWEST = 900, 640
"""Widths in px of the list below which severity and area give way, and then what the drawer beside it says too."""

CHOOSER = 220
"""Width in px that leaves the search its words beside an open drawer."""

ALL, CHANGED = range(2)


class NormsPage(Page):
    """Enter opens a figure with its source, F2 types over its value, Delete sets it back."""

    tables = frozenset({"norm_override", "event", "programme"})

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "Norms")
        self.scope = Scope(next(iter(PROFILES)))
        self.scopes: list[Scope] = []
        self.model = RowTableModel(columns(self._type_over))
        self.table = DataTable(self.model, "Norms", self._row_specs())
        self.table.opened.connect(self.open_figure)
        self.table.picked.connect(self._follow)
        self.drawer.closed.connect(self._closed)
        self._drawn: FigureDrawer | None = None
        self.chooser = Combo()
        self.chooser.setAccessibleName("For which events")
        self.chooser.setMaximumWidth(CHOOSER)
        self.chooser.activated.connect(lambda place: self.choose(self.scopes[place]))
        self.filter = Segmented(("All", "Changed"), "Which norms")
        self.filter.chosen.connect(lambda _: self._show())
        self.toolbar.add(self.chooser)
        self.toolbar.add(self.filter)
        self.toolbar.add_search("Search norms", self.model.search)
        empty = EmptyState("Nothing was changed here: every figure is the norm.", "Show all norms", partial(self.filter.choose, ALL), icon="check")
        self.set_content(TableOrEmpty(self.table, empty, self.toolbar.search))

    # For the window

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the norms of the scope that is chosen; what is gone gives way to its kind."""
        known = {row.id: row for row in events.rows(self.ctx.workspace)}
        own = programmes.rows(self.ctx.workspace)
        self.scopes = [
            *(Scope(kind) for kind in PROFILES),
            *(Scope(row.kind, programme_id=row.id) for row in own),
            *(Scope(row.kind, row.id) for row in known.values()),
        ]
        if self.scope not in self.scopes:
            self.scope = Scope(self.scope.kind)
        words = [f"Every {PROFILES[kind].short}" for kind in PROFILES]
        words += [f"{row.name}, every meeting" for row in own]
        words += [f"{row.title}, {short_date(row.start.date())}" for row in known.values()]
        self.chooser.clear()
        self.chooser.addItems(words)
        self.chooser.setCurrentIndex(self.scopes.index(self.scope))
        self._show()

    def select(self, item_id: str) -> None:
        """ "event id/norm": choose that event and open the norm's first figure; or the id of a row."""
        event_id, _, key = item_id.partition("/")
        found = next((scope for scope in self.scopes if scope.event_id == event_id), None)
        if found:
            self.choose(found)
        first = next((row.id for row in self.model.rows() if row.norm.key == key or row.id == item_id), None)
        if first:
            self.table.select_ids([first])
            self.open_figure(first)

    def commands(self) -> Sequence[ActionSpec]:
        return [ActionSpec("norms.settings", "Back to the settings", lambda page: page.ctx.navigate("settings"), icon="settings")]

    # What can be done

    def choose(self, scope: Scope) -> None:
        """Show what holds for a kind of event or for one event."""
        self.scope = scope
        self.chooser.setCurrentIndex(self.scopes.index(scope))
        self._show()

    def open_figure(self, row_id: str) -> None:
        """Show a figure in the drawer."""
        row = self.model.row(row_id)
        if row is None:
            return
        if self._drawn is None or not shiboken6.isValid(self._drawn):
            self._drawn = FigureDrawer(self._change, self.reset)
        self._drawn.show_figure(row, self.scope_words())
        self.open_drawer("Norm", self._drawn, row.norm.key)
        self._fit()

    def reset(self, row: FigureRow) -> None:
        """Back to the norm."""
        self.ctx.act(norms.back_to_the_norm, self.ctx.workspace, self.scope, row.norm.key, row.figure)

    def scope_words(self) -> str:
        """For what figures are changed here, inside a sentence."""
        if self.scope.programme_id:
            return "every meeting of this programme"
        return "this event" if self.scope.event_id else f"every {PROFILES[self.scope.kind].short}"

    # How it is done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show(self) -> None:
        ws = self.ctx.workspace
        here = norms.changed(ws, self.scope)
        rows = list(figure_rows(norms.of(ws, self.scope), self.scope.kind, here))
        changed = [row for row in rows if row.shipped]
        self.model.set_rows(changed if self.filter.place == CHANGED else rows)
        self.set_title("Norms", f"{plural(len(rows), 'figure')} for {self.scope_words()}, {len(changed)} changed. Each has its source.")
        self._renew_drawer()

    def _change(self, row: FigureRow, value: float) -> ChangeSet:
        return norms.change(self.ctx.workspace, self.scope, row.norm.key, row.figure, value)

    def _type_over(self, row: FigureRow, text: str) -> None:
        try:
            value = read_figure(text, row.unit)
        except RuleBroken as broken:
            self.ctx.refuse(broken)
            return
        self.ctx.act(self._change, row, value)

    def _row_specs(self) -> tuple[ActionSpec, ...]:
        return (
            ActionSpec("norms.open", "&Open", lambda ids: self.open_figure(ids[0])),
            ActionSpec("norms.reset", "&Back to the norm", self._reset_all, "Del", "rotate-ccw"),
        )

    def _reset_all(self, ids: list[str]) -> None:
        for row_id in ids:
            row = self.model.row(row_id)
            if row is not None and row.here:
                self.reset(row)

    def _follow(self, row_id: str) -> None:
        if row_id and not self.drawer.isHidden() and self._drawn is not None and self._drawn.row is not None and row_id != self._drawn.row.id:
            self.open_figure(row_id)

    def _renew_drawer(self) -> None:
        if self.drawer.isHidden() or self._drawn is None or not shiboken6.isValid(self._drawn) or self._drawn.row is None:
            return
        row = self.model.row(self._drawn.row.id)
        if row is None:
            self.drawer.close_drawer()
        else:
            self._drawn.show_figure(row, self.scope_words())

    def _fit(self) -> None:
        room = self.width() - (0 if self.drawer.isHidden() else self.drawer.width())
        self.table.hide_columns((7,) if room >= NARROW else (4, 6, 7) if room >= NARROWEST else (3, 4, 5, 6, 7))

    def _closed(self) -> None:
        self._fit()
        self.table.setFocus()
