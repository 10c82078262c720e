"""Places: a list, and everything about one in the drawer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.changes import ChangeSet
from advoplanner.core.text import plural
from advoplanner.domain.venues import MAX_CAPACITY, VenueDetails
from advoplanner.services import venues
from ui.kit.action import ActionSpec
from ui.kit.context import Context
from ui.kit.data_table import DataTable
from ui.kit.empty_state import EmptyState
from ui.kit.form import Form
from ui.kit.labels import quiet, section
from ui.kit.page import Page
from ui.kit.suggest_field import ZoneField
from ui.kit.table_or_empty import TableOrEmpty
from ui.models.column import Column
from ui.models.row_table_model import RowTableModel
from ui.pages.venues.hours_field import HoursField
from ui.pages.venues.off_hours_fields import ExceptionsField, OffHoursForm
from ui.pages.venues.rooms_list import RoomsList


class VenuesPage(Page):
    """Enter opens the drawer; every field saves itself."""

    tables = frozenset({"venue", "event", "venue_room"})

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "Venues")
        self.model = RowTableModel(COLUMNS)
        self.table = DataTable(self.model, "Venues", self._row_actions())
        self.table.opened.connect(self.open_venue)
        self.table.picked.connect(self._follow)
        self.toolbar.primary("&New venue…", self.add, icon="plus", tip="New venue (Ctrl+N)")
        search = self.toolbar.add_search("Search venues", self.model.search)
        words = "No venues yet. A place you use keeps its address, hours and access notes for the next time."
        empty = EmptyState(words, "New venue…", self.add, icon="map-pin")
        self.content = TableOrEmpty(self.table, empty, search)
        self.set_content(self.content)
        self.panel: VenuePanel | None = None
        self.drawer.closed.connect(self._closed)
        QShortcut(QKeySequence("Ctrl+N"), self, self.add, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def refresh(self, changes: ChangeSet | None) -> None:
        """All venues, and the one in the drawer."""
        rows = venues.rows(self.ctx.workspace)
        self.model.set_rows(rows)
        self.set_title("Venues", plural(len(rows), "venue") if rows else "")
        if self.toolbar.search:
            self.toolbar.search.setVisible(bool(rows))
        if self.panel and self.model.row(self.panel.venue_id) is None:
            self.drawer.close_drawer()
        elif self.panel:
            self._show(venues.details(self.ctx.workspace, self.panel.venue_id))

    def select(self, item_id: str) -> None:
        self.table.select_ids([item_id])
        self.open_venue(item_id)

    def commands(self) -> Sequence[ActionSpec]:
        return [
            ActionSpec("venues.new", "New venue…", lambda page: page.add(), "Ctrl+N", "plus"),
            ActionSpec("venues.remove", "Remove the selected venues", lambda page: page.remove(page.table.selected_ids()), "Del", "trash-2"),
        ]

    # What can be done

    def add(self) -> None:
        """Ask for the name; everything else is typed in the drawer."""
        changes = self.ctx.ask_and_act("New venue", "What do people call the place?", partial(venues.add, self.ctx.workspace), verb="Add venue")
        if changes is not None:
            self.select(changes.created("venue")[0])

    def open_venue(self, venue_id: str) -> None:
        """The drawer with all fields of one venue."""
        if self.panel is None or self.panel.venue_id != venue_id:
            self._closed()
            self.panel = VenuePanel(self.ctx, venue_id, partial(self._save, venue_id))
        self._show(venues.details(self.ctx.workspace, venue_id))

    def remove(self, ids: list[str]) -> None:
        if ids:
            self.ctx.act(venues.remove, self.ctx.workspace, ids)

    # How it is done

    def _row_actions(self) -> list[ActionSpec]:
        return [
            ActionSpec("open", "&Open", lambda ids: self.open_venue(ids[0]), icon="arrow-right"),
            ActionSpec("remove", "&Remove", self.remove, "Del", "trash-2", separator=True),
        ]

    def _follow(self, venue_id: str) -> None:
        """An open drawer follows the row with the focus."""
        if self.panel and venue_id and venue_id != self.panel.venue_id:
            self.open_venue(venue_id)

    def _show(self, found: VenueDetails) -> None:
        if self.panel:
            self.panel.show_venue(found)
            self.open_drawer(found.row.name, self.panel, found.row.city)

    def _save(self, venue_id: str, name: str, value: Any) -> None:
        form = (self.panel.off_hours if name == "off_hours" else self.panel.form) if self.panel else None
        fields = {name: (value or 0) if name == "capacity" else value}
        self.ctx.act(venues.edit, self.ctx.workspace, venue_id, form=form, quiet=True, merge_key=f"venue.{venue_id}.{name}", **fields)

    def _closed(self) -> None:
        if self.panel:
            self.panel.flush()
            self.panel = None


class VenuePanel(QWidget):
    """All fields of one venue, and the events that take place there."""

    def __init__(self, ctx: Context, venue_id: str, save: Any) -> None:
        super().__init__()
        self.venue_id = venue_id
        self.rooms = RoomsList(ctx, venue_id)
        self.form = Form(save)
        self.form.line("name", "&Name")
        self.form.line("address", "&Address")
        self.form.line("city", "&City")
        self.form.field("zone", "Time &zone", ZoneField(empty=True))
        self.form.number("capacity", "Room &for", high=MAX_CAPACITY, unit="people")
        self.form.line("contact", "C&ontact", hint="Name, telephone, who holds the keys")
        self.form.field("hours", "&Hours", HoursField(), help="A closing time before the opening one is that of the next morning.")
        self.form.field("exceptions", "Other &days", ExceptionsField(), help="One line for each: 2027-12-24 09:00-14:00, or 2027-12-25 closed.")
        self.form.lines("access_notes", "Acc&ess", hint="Steps, lift, doors, hearing loop, parking")
        self.form.lines("notes", "No&tes")
        self.off_hours = OffHoursForm(save)
        self._events = quiet()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 24)
        column.setSpacing(16)
        column.addWidget(self.form)
        column.addWidget(self.rooms)
        column.addWidget(section("Outside the hours"))
        column.addWidget(self.off_hours)
        column.addWidget(self._events)
        column.addStretch(1)

    def flush(self) -> None:
        """Save what is still being typed."""
        self.form.flush()
        self.off_hours.flush()

    def show_venue(self, found: VenueDetails) -> None:
        """Show what is stored; a field somebody types in keeps its text."""
        row = found.row
        self.form.load(
            {
                "name": row.name, "address": row.address, "city": row.city, "zone": row.zone, "capacity": row.capacity or None,
                "contact": found.contact, "hours": found.hours, "exceptions": found.exceptions,
                "access_notes": found.access_notes, "notes": found.notes,
            }
        )  # fmt: skip
        self.off_hours.show_rules(dict(found.off_hours))
        self.rooms.show_rooms()
        self._events.setText("Events here: " + "; ".join(found.events) if found.events else "No event takes place here.")


COLUMNS = (
    Column("Venue", lambda row: row.name, width=180, stretch=True, icon=lambda row: "map-pin"),
    Column("City", lambda row: row.city, width=100),
    Column("Room for", lambda row: row.capacity or None, width=80, align="right"),
    Column("Hours", lambda row: row.hours or "not known", width=160, quiet=True, stretch=True),
    Column("Events", lambda row: row.events or None, width=66, align="right"),
)
