"""Programmes: every board, council, group and series with its members, the terms that end and the next meeting."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural
from advoplanner.domain.programmes import ENDING_DAYS, ProgrammeRow
from advoplanner.services import programmes
from ui.kit.action import ActionSpec, on_selected
from ui.kit.context import Context
from ui.kit.data_table import DataTable
from ui.kit.empty_state import EmptyState
from ui.kit.page import Page
from ui.kit.segments import Segmented
from ui.kit.table_or_empty import TableOrEmpty
from ui.models.row_table_model import RowTableModel
from ui.pages.programmes.columns import LIST_SPARE, PROGRAMMES
from ui.pages.programmes.removal import remove_or_archive

EMPTY = (
    "What should customers gain by meeting again and again? A programme begins with that sentence: "
    "a board that advises, a council that members lead, a group of users, a series of talks or meetups."
)
BRING_BACK = "Bring it back first."
NO_ARCHIVED = "No programme is archived."
RUNNING, ARCHIVED = range(2)
NARROW = 1000
"""Width of the page in px below which LIST_SPARE gives way to names."""


class ProgrammesPage(Page):
    """Enter opens a programme; one with meetings is archived rather than removed."""

    tables = frozenset({"programme", "membership", "event", "guest", "person"})

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "Programmes")
        self.model = RowTableModel(PROGRAMMES)
        self.table = DataTable(self.model, "Programmes", self._row_specs())
        self.table.opened.connect(self.open_programme)
        self.toolbar.primary("&New programme…", self.add, icon="plus", tip="New programme (Ctrl+N)")
        self.filter = Segmented(("Running", "Archived"), "Which programmes")
        self.filter.chosen.connect(lambda _: self.refresh(None))
        self.toolbar.add(self.filter)
        search = self.toolbar.add_search("Search programmes", self.model.search)
        self.content = TableOrEmpty(self.table, EmptyState(EMPTY, "New programme…", self.add, icon="layers"), search)
        self.set_content(self.content)

    def refresh(self, changes: ChangeSet | None) -> None:
        """The programmes that run, or those put away, and how many of them customers power."""
        ws = self.ctx.workspace
        archived = self.filter.place == ARCHIVED
        rows = programmes.rows(ws, archived=archived)
        self.model.set_rows(rows)
        others = bool(rows) if archived else bool(programmes.rows(ws, archived=True))
        self.filter.setVisible(others or archived)
        if self.toolbar.search:
            self.toolbar.search.setVisible(bool(rows))
        self.content.empty.say(NO_ARCHIVED if archived else EMPTY)
        words = [summary(rows), programmes.ownership_share(ws)] if rows else []
        self.set_title("Programmes", " · ".join(filter(None, words)))

    def select(self, item_id: str) -> None:
        self.table.select_ids([item_id])

    def commands(self) -> Sequence[ActionSpec]:
        own = [
            ActionSpec("programmes.new", "New programme…", lambda page: page.add(), "Ctrl+N", "plus"),
            ActionSpec("programmes.archived", "Show running or archived programmes", lambda page: page.filter.choose(page.filter.place + 1)),
        ]
        return [*own, *on_selected(self._row_specs(), self.table.selected_ids, "Select a programme first.")]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.hide_columns(LIST_SPARE if self.width() < NARROW else ())

    # What can be done

    def add(self) -> None:
        """Ask what it is for, and open it."""
        from ui.pages.programmes.new_dialog import NewDialog

        dialog = NewDialog(self.ctx)
        if dialog.ask(self) and dialog.made:
            self.open_programme(dialog.made)

    def open_programme(self, programme_id: str) -> None:
        self.ctx.navigate("programme", None, programme_id)

    def plan_meeting(self, programme_id: str) -> None:
        """The wizard of a new event, with the programme filled in."""
        row = self.model.row(programme_id)
        if row and row.archived:
            self.ctx.refuse(RuleBroken("programmes.archived", f"{row.name} is archived.", BRING_BACK))
            return
        self.ctx.navigate("events", None, f"new:{programme_id}")

    def archive(self, ids: list[str]) -> None:
        """Put away, or take out again; nothing is lost by it."""
        row = self.model.row(ids[0])
        self.ctx.act(programmes.archive, self.ctx.workspace, ids, not (row and row.archived))

    def remove(self, ids: list[str]) -> None:
        """What has meetings is archived instead, and the message says so."""
        remove_or_archive(self.ctx, ids)

    # How it is done

    def _row_specs(self) -> tuple[ActionSpec, ...]:
        def one(ids: list[str]) -> str:
            return "" if len(ids) == 1 else "Choose one programme."

        def why_not_plan(ids: list[str]) -> str:
            row = self.model.row(ids[0]) if ids else None
            return one(ids) or (BRING_BACK if row and row.archived else "")

        def archive_words(ids: list[str]) -> str:
            row = self.model.row(ids[0]) if ids else None
            return "&Bring back" if row and row.archived else "&Archive"

        return (
            ActionSpec("programmes.open", "&Open", lambda ids: self.open_programme(ids[0]), icon="arrow-right", why_not=one),
            ActionSpec("programmes.meeting", "New &meeting…", lambda ids: self.plan_meeting(ids[0]), "M", "calendar-plus", why_not=why_not_plan),
            ActionSpec("programmes.archive", "&Archive", self.archive, "A", "layers", why_not=one, words=archive_words, separator=True),
            ActionSpec("programmes.remove", "&Remove", self.remove, "Del", "trash-2", why_not=one),
        )


def summary(rows: Sequence[ProgrammeRow]) -> str:
    """ "3 programmes, 112 members, 4 terms are over or end within 90 days"."""
    members, ending = sum(row.members for row in rows), sum(row.ending for row in rows)
    words = [plural(len(rows), "programme"), plural(members, "member")]
    words += [f"{plural(ending, 'term is over or ends', 'terms are over or end')} within {ENDING_DAYS} days"] if ending else []
    return ", ".join(words)
