"""Guests: the event's list with its three states, counts that filter it, the bench below and one guest beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import shiboken6
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural
from advoplanner.domain.restrictions import Restriction
from advoplanner.services import events, guests
from ui.kit.action import ActionSpec, on_selected
from ui.kit.combo import Combo
from ui.kit.context import Context
from ui.kit.data_table import DataTable
from ui.kit.empty_state import EmptyState
from ui.kit.labels import tip
from ui.kit.page import Page
from ui.models.row_table_model import RowTableModel
from ui.pages.guests.add_dialog import SHOW, AddDialog
from ui.pages.guests.bench_pane import BenchPane
from ui.pages.guests.column_choice import ColumnChoice
from ui.pages.guests.columns import Count, columns
from ui.pages.guests.commands import CHANNELS, GuestCommands
from ui.pages.guests.counts_bar import CountsBar
from ui.pages.guests.guest_drawer import GuestDrawer
from ui.pages.guests.presenter_dialog import AudienceDialog, NearbyDialog, PresenterDialog

FIND = "find:presenter"
"""What one is led here for: to look for somebody who presents."""

EMPTY = "Nobody is on the list yet."
NOTHING = "No guest fits the search and the count chosen above."
_PEOPLE = frozenset({"person", "organisation", "restriction", "employment", "email_address", "motive_profile"})


class GuestsPage(Page):
    """A, T, D and N mark what the selected guests answered; Enter opens one, Delete takes off the list."""

    tables = _PEOPLE | {"guest", "assignment", "seat_table", "seat", "session_role", "event", "message"}

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "Guests")
        self._restrictions: Mapping[str, tuple[Restriction, ...]] = {}
        self._drawn: GuestDrawer | None = None
        self.model = RowTableModel(columns(lambda: self._restrictions))
        self.acts = GuestCommands(ctx, self.model.row, self.open_guest)
        self.table = DataTable(self.model, "Guests", self.acts.specs())
        self.choice = ColumnChoice(self.table, self._fit_columns)
        self.setFocusProxy(self.table)
        self.table.opened.connect(self.open_guest)
        self.table.picked.connect(self._follow)
        self.drawer.closed.connect(self._closed)
        self.counts = CountsBar()
        self.counts.chosen.connect(self._filter)
        self.bench = BenchPane(ctx, self.open_guest)
        self._fill_toolbar()
        self._stack = QStackedWidget()
        for widget in (
            self.table,
            EmptyState(EMPTY, "Add guests…", self.add_guests, icon="users"),
            EmptyState(NOTHING, "Show everybody", self.show_everybody, icon="search"),
        ):
            self._stack.addWidget(widget)
        self.model.counted.connect(self._count)
        self.set_content(self._laid_out())

    # For the window

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the list anew; after a change of few guests only those."""
        if self.event_id is None:
            return
        ws = self.ctx.workspace
        if changes is None or changes.touches(_PEOPLE):
            self._restrictions = guests.restrictions(ws, self.event_id)
        rows = guests.rows(ws, self.event_id)
        self.model.set_rows(rows)
        self.counts.show_rows(rows)
        self.counts.setVisible(bool(rows))
        self.bench.show_rows(rows)
        capacity = events.details(ws, self.event_id).capacity
        places = f", {plural(capacity, 'place')}" if capacity else ""
        self.set_title("Guests", f"{plural(len(rows), 'guest')}{places}" if rows else "")
        self._renew_drawer()

    def select(self, item_id: str) -> None:
        """Show a guest: in the list where nothing hides them, and in the drawer; or look for somebody who presents."""
        if item_id == FIND:
            self.find_people()
            return
        if self.model.line_of(item_id) < 0:
            self.show_everybody()
        self.table.select_ids([item_id])
        self.open_guest(item_id)

    def commands(self) -> Sequence[ActionSpec]:
        own = (
            ActionSpec("guests.add", "Add guests…", lambda page: self.add_guests(), "Ctrl+N"),
            ActionSpec("guests.import", "Import a guest list…", lambda page: self.import_list(), "Ctrl+I"),
            ActionSpec(
                "guests.sign_ups", "Sign-ups and waiting list", lambda page: self.ctx.navigate("sign_ups", self.event_id), icon="list-ordered"
            ),
            ActionSpec("guests.audience", "Find an audience…", lambda page: self.find_people(AudienceDialog), icon="map-pin"),
            ActionSpec("guests.presenter", "Find a presenter…", lambda page: self.find_people(), icon="mic"),
            ActionSpec(
                "guests.bench",
                "Show or hide the bench",
                lambda page: self.bench.fold(),
                why_not=lambda page: "" if self.bench.rows else "Nobody is on the bench.",
            ),
        )
        return (*own, *on_selected(self.acts.specs(), self.table.selected_ids, "Select a guest first."))

    # Commands of the page

    def find_people(self, dialog: type[NearbyDialog] = PresenterDialog) -> None:
        """Look for somebody who presents, or for an audience, near the venue."""
        if self.event_id is not None:
            dialog(self.ctx, self.event_id).ask(self)

    def add_guests(self) -> None:
        if self.event_id:
            dialog = AddDialog(self.ctx, self.event_id)
            dialog.ask(self)
            if dialog.result() == SHOW:
                self.select(dialog.wanted)

    def import_list(self) -> None:
        """The import of the People page, with this event's guest list as the target."""
        self.ctx.navigate("people", item=f"import:{self.event_id}")

    def show_everybody(self) -> None:
        """No search and no filter."""
        if self.toolbar.search:
            self.toolbar.search.clear()
        self.model.search("")
        if self.counts.current.id != "all":
            self.counts.choose(self.counts.current)

    def open_guest(self, guest_id: str) -> None:
        """Show a guest in the drawer."""
        if self._drawn is None or not shiboken6.isValid(self._drawn):
            self._drawn = GuestDrawer(self.ctx)
        elif guest_id != self._drawn.guest_id:
            self._drawn.flush()
        try:
            found = self._drawn.show_guest(guest_id)
        except RuleBroken as refused:
            self.drawer.close_drawer()
            self.ctx.refuse(refused)
            return
        self.open_drawer(found.row.name, self._drawn, ", ".join(filter(None, (found.row.job_title, found.row.organisation))))
        self._fit_columns()

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    # How it is done

    def _fill_toolbar(self) -> None:
        self.toolbar.primary("Add guests…", self.add_guests, icon="plus", tip="From the people you know (Ctrl+N)")
        self.toolbar.button("Import list…", self.import_list, icon="upload", tip="From a spreadsheet or a contacts file (Ctrl+I)")
        self.channel = Combo([f"Replies {words}" for _, words in CHANNELS], "How replies came in")
        self.channel.setToolTip("How the answers that A, T and D mark came in")
        self.channel.activated.connect(lambda place: setattr(self.acts, "channel", CHANNELS[place][0]))
        self.toolbar.add(self.channel)
        self.toolbar.add_menu(self._fill_menu)
        search = self.toolbar.add_search("Search guests", self.model.search)
        self.model.counted.connect(search.show_count)

    def _laid_out(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.counts)
        column.addWidget(self._stack, 1)
        column.addWidget(self.bench)
        return body

    def _fill_menu(self, menu: QMenu) -> None:
        """All commands but importing, which has its button."""
        for spec in self.commands():
            if spec.id == "guests.import":
                continue
            reason = spec.reason(self)
            action = menu.addAction(spec.text, partial(spec.run, self))
            action.setEnabled(not reason)
            action.setToolTip(tip(reason))
        menu.addSeparator()
        menu.addMenu(self.choice.menu())

    def _fit_columns(self) -> None:
        """Leave out what does not fit, the least needed first."""
        room = self.width() - 48 - (0 if self.drawer.isHidden() else self.drawer.width())
        self.choice.fit(room)

    def _filter(self, count: Count) -> None:
        self.model.keep(None if count.id == "all" else count.keeps)

    def _count(self, shown: int, of: int) -> None:
        self._stack.setCurrentIndex(0 if shown else 2 if of else 1)

    def _follow(self, guest_id: str) -> None:
        if (
            guest_id
            and not self.drawer.isHidden()
            and self._drawn is not None
            and shiboken6.isValid(self._drawn)
            and guest_id != self._drawn.guest_id
        ):
            self.open_guest(guest_id)

    def _renew_drawer(self) -> None:
        drawn = self._drawn
        if drawn is None or not shiboken6.isValid(drawn) or self.drawer.isHidden():
            return
        if self.model.row(drawn.guest_id) is None:
            self.drawer.close_drawer()
        else:
            drawn.show_guest(drawn.guest_id)

    def _closed(self) -> None:
        if self._drawn is not None and shiboken6.isValid(self._drawn):
            self._drawn.flush()
        self._fit_columns()
        self.table.setFocus()
