"""People: everybody in one list that answers each keystroke, and one person at a time beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural
from advoplanner.domain.people import PersonRow
from advoplanner.services import people, people_filters
from ui.kit.action import ActionSpec, on_selected
from ui.kit.context import Context
from ui.kit.data_table import DataTable
from ui.kit.empty_state import EmptyState
from ui.kit.labels import tip
from ui.kit.page import Page
from ui.models.row_table_model import RowTableModel
from ui.pages.people.asked_later import AskedLater
from ui.pages.people.columns import SEARCHED, Filter, columns, hidden, nobody_words
from ui.pages.people.commands import PeopleCommands
from ui.pages.people.filter_box import FilterBox
from ui.pages.people.filter_commands import FilterCommands

if TYPE_CHECKING:
    from ui.pages.people.person_drawer import PersonDrawer

EMPTY = "Nobody is here yet. Bring the people you know from a spreadsheet, a contacts file, or an address line."
NOBODY = "Nobody is shown."
TOO_FEW = "There are fewer than two people."
IMPORT = "import:"

ENDINGS = {".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".vcf", ".ics"}


class PeoplePage(Page):
    """The directory. Enter opens the person, typing in the table searches nothing by surprise: Ctrl+F goes to the search."""

    tables = frozenset(
        {
            "person",
            "email_address",
            "organisation",
            "guest",
            "event",
            "restriction",
            "relation",
            "motive_profile",
            "employment",
            "ledger_entry",
            "kept_filter",
            "reply_record",
            "programme",
            "membership",
        }
    )

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "People")
        self.setAcceptDrops(True)
        self._later = AskedLater(ctx)
        self._drawn: PersonDrawer | None = None
        self.model = RowTableModel(columns(self._later.text))
        self.acts = PeopleCommands(ctx, self, self._rows_of, self.open_person)
        self.table = DataTable(self.model, "People", self.acts.specs())
        self.table.hide_columns(SEARCHED)
        self.table.opened.connect(self.open_person)
        self.table.picked.connect(self._follow)
        self.drawer.closed.connect(self._closed)
        self.model.counted.connect(self._count)
        self._fill_toolbar()
        self._content = QStackedWidget()
        self._nobody = EmptyState(NOBODY, "Show everybody", self.show_everybody, icon="search")
        self._content.addWidget(self.table)
        self._content.addWidget(EmptyState(EMPTY, "Import people…", self.import_people, icon="users"))
        self._content.addWidget(self._nobody)
        self.set_content(self._content)

    # For the window

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the list anew, or only the people that changed, and the person in the drawer."""
        ws = self.ctx.workspace
        if changes is None or changes.touches({"email_address", "organisation"}):
            self._later.forget()
            self.model.order.forget()
            self.model.set_rows(people.rows(ws))
        elif changed := changes.ids("person"):
            rows = people.rows_of(ws, changed)
            self._later.renew(changed)
            self.model.update_rows(rows, changed - {row.id for row in rows})
        self.filter.renew(self.model.order.rows, people_filters.rows(ws))
        self._renew_drawer()

    def select(self, item_id: str) -> None:
        """Show somebody: in the list where no search hides them, and in the drawer. "import:EVENT" brings people onto a guest list."""
        if item_id.startswith(IMPORT):
            self.import_people(event_id=item_id.removeprefix(IMPORT))
            return
        if self.model.line_of(item_id) < 0:
            self.show_everybody()
        self.table.select_ids([item_id])
        self.open_person(item_id)

    def commands(self) -> Sequence[ActionSpec]:
        own = (
            ActionSpec("people.add", "Add person…", lambda page: self.add_person(), "Ctrl+N"),
            ActionSpec("people.import", "Import people…", lambda page: self.import_people(), "Ctrl+I"),
            ActionSpec(
                "people.duplicates",
                "Find duplicates…",
                lambda page: self.find_duplicates(),
                why_not=lambda page: "" if len(self.model.rows()) > 1 else TOO_FEW,
            ),
            ActionSpec("people.template", "Save a template for imports…", lambda page: _save_template(self.ctx)),
        )
        return (*own, *self.filter_acts.specs(), *on_selected(self.acts.specs(), self.table.selected_ids, "Select somebody first."))

    # Commands of the page

    def add_person(self) -> None:
        from ui.pages.people.add_dialog import AddDialog

        dialog = AddDialog(self.ctx)
        if dialog.ask(self):
            self.show_item(dialog.person_id)

    def import_people(self, path: Path | None = None, *, event_id: str | None = None) -> None:
        """From a file or a paste; with `event_id` onto that guest list too, which is shown again afterwards."""
        from ui.pages.people.import_dialog import ImportDialog

        ImportDialog(self.ctx, path, event_id=event_id).ask(self)
        if event_id:
            self.ctx.navigate("guests", event_id)

    def find_duplicates(self) -> None:
        from ui.pages.people.duplicates_dialog import DuplicatesDialog

        DuplicatesDialog(self.ctx).ask(self)

    def show_everybody(self) -> None:
        """No search and no filter."""
        self.clear_search()
        self.filter.choose(0)

    def clear_search(self) -> None:
        """No search; the filter stays."""
        if self.toolbar.search:
            self.toolbar.search.clear()
        self.model.search("")

    def open_person(self, person_id: str) -> None:
        """Show a person in the drawer."""
        if self._drawn is None or not shiboken6.isValid(self._drawn):
            # What is opened by hand is read when it is opened: the list shows sooner without it.
            from ui.pages.people.person_drawer import PersonDrawer

            self._drawn = PersonDrawer(self.ctx, self.select, self._later.companies)
        try:
            found = self._drawn.show_person(person_id)
        except RuleBroken as refused:
            self.drawer.close_drawer()
            self.ctx.refuse(refused)
            return
        opening = self.drawer.isHidden()
        self.open_drawer(found.row.name, self._drawn, ", ".join(filter(None, (found.row.job_title, found.row.organisation))))
        if opening:
            self._fit_columns()

    # Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event.mimeData().urls())
        if path:
            event.acceptProposedAction()
            self.import_people(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    # How it is done

    def _fit_columns(self) -> None:
        beside = not self.drawer.isHidden()
        self.table.hide_columns(hidden(self.width() - (self.drawer.width() if beside else 0), beside=beside))

    def _fill_toolbar(self) -> None:
        self.toolbar.primary("Add person", self.add_person, icon="plus", tip="Add somebody by name (Ctrl+N)")
        self.toolbar.button("Import…", self.import_people, icon="upload", tip="From a spreadsheet, a contacts file or pasted text (Ctrl+I)")
        self.filter = FilterBox()
        self.filter.chosen.connect(self._keep)
        self.toolbar.add(self.filter)
        self.toolbar.add_menu(self._fill_menu)
        search = self.toolbar.add_search("Search people", self.model.search)
        self.model.counted.connect(search.show_count)
        self.filter_acts = FilterCommands(self.ctx, self, self.filter, self.model, search.text, self.clear_search)

    def _fill_menu(self, menu: QMenu) -> None:
        """All commands but importing, which has its button."""
        for spec in self.commands():
            if spec.id == "people.import":
                continue
            reason = spec.reason(self)
            action = menu.addAction(spec.text, partial(spec.run, self))
            action.setEnabled(not reason)
            action.setToolTip(tip(reason))

    def _keep(self, chosen: Filter) -> None:
        self.model.keep(chosen.shows.keeps if chosen.shows else None, chosen.shows.words if chosen.shows else "")

    def _rows_of(self, ids: Sequence[str]) -> list[PersonRow]:
        return [row for row in map(self.model.row, ids) if row]

    def _count(self, shown: int, of: int) -> None:
        words = plural(of, "person", "people")
        self.set_title("People", words if shown == of else f"{shown:,} of {words} shown")
        self._content.setCurrentIndex(0 if shown else 2 if of else 1)
        if of and not shown:
            self._nobody.say(nobody_words(self.filter.shown, self.toolbar.search.text() if self.toolbar.search else ""))

    def _follow(self, person_id: str) -> None:
        """While the drawer is open it shows the row with the focus."""
        if (
            person_id
            and self.drawer.isVisible()
            and self._drawn is not None
            and shiboken6.isValid(self._drawn)
            and person_id != self._drawn.person_id
        ):
            self.open_person(person_id)

    def _renew_drawer(self) -> None:
        if self._drawn is None or not shiboken6.isValid(self._drawn) or self.drawer.isHidden():
            return
        if self.model.row(self._drawn.person_id) is None:
            self.drawer.close_drawer()
        else:
            self.open_person(self._drawn.person_id)

    def _closed(self) -> None:
        if self._drawn is not None and shiboken6.isValid(self._drawn):
            self._drawn.flush()
        self._fit_columns()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _save_template(ctx: Context) -> None:
    from ui.pages.people.import_source import save_template

    save_template(ctx)


def _dropped(urls: Sequence[object]) -> Path | None:
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]  # type: ignore[attr-defined]
    return next((path for path in paths if path.suffix.lower() in ENDINGS), None)
