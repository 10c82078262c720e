"""Introductions: who should meet whom and why, who sees to it, and afterwards whether they met."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from advoplanner.core.changes import ChangeSet
from advoplanner.core.text import plural
from advoplanner.domain.guests import GuestRow
from advoplanner.domain.introductions import PER_GUEST, IntroductionRow, State, coverage
from advoplanner.services import introductions
from ui.kit.action import ActionSpec
from ui.kit.context import Context
from ui.kit.empty_state import EmptyState
from ui.kit.list_page import ListPage
from ui.kit.table_or_empty import TableOrEmpty
from ui.models.row_table_model import RowTableModel
from ui.pages.introductions.columns import columns
from ui.pages.introductions.pair import PairDrawer, PlanDialog

EMPTY = "Nobody is to be introduced yet. Guests come for each other: three introductions each make sure that they meet."
NOBODY = "Nobody has accepted yet. Whoever comes can be introduced."


class IntroductionsPage(ListPage):
    """M marks a pair as met, N as not met, P as planned; Enter opens it, F2 edits a cell, Delete removes it."""

    spare = (2, 3)
    nothing_selected = "Select an introduction first."
    tables = frozenset({"introduction", "guest", "person", "organisation", "event"})

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "Introductions", RowTableModel(columns(self._edit_cell)), "Introductions", self._row_specs())
        self._guests: list[GuestRow] = []
        self._introducers: list[str] = []
        self.fill_button = self.toolbar.primary("Suggest introductions", self.fill, icon="sparkles")
        self.plan_button = self.toolbar.button("&Plan one…", self.plan, icon="plus")
        self.toolbar.add_search("Search introductions", self.model.search)
        self.empty = EmptyState(EMPTY, "Suggest introductions", self.fill, icon="handshake")
        self.set_content(TableOrEmpty(self.table, self.empty, self.toolbar.search))
        QShortcut(QKeySequence("Ctrl+N"), self, self.plan, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # For the window

    def refresh(self, changes: ChangeSet | None) -> None:
        """All introductions of the event, who can be introduced, and by whom."""
        if self.event_id is None:
            return
        ws = self.ctx.workspace
        rows = introductions.rows(ws, self.event_id)
        self._guests = introductions.guests(ws, self.event_id)
        self._introducers = introductions.introducers(ws, self.event_id)
        self.model.set_rows(rows)
        self.set_title("Introductions", self._progress(rows))
        why = "" if self._guests else NOBODY
        for button in (self.fill_button, self.plan_button, self.empty.button):
            button.allow(why)
        self.renew_drawer()

    def commands(self) -> Sequence[ActionSpec]:
        def why_not(_page: object) -> str:
            return "" if self._guests else NOBODY

        own = [
            ActionSpec("introductions.fill", "Suggest introductions", lambda page: self.fill(), why_not=why_not),
            ActionSpec("introductions.plan", "Plan one introduction", lambda page: self.plan(), "Ctrl+N", why_not=why_not),
        ]
        return own + self.row_commands()

    # Commands of the page

    def fill(self) -> None:
        """Suggest introductions for everybody who has fewer than the norm; in a thread, for a large event has many pairs."""
        event_id, ws = self.event_id, self.ctx.workspace
        if event_id is not None:
            self.ctx.jobs.run(
                lambda progress: introductions.fill(ws, event_id), title="Finding who should meet", done=self.ctx.announce, owner=self, pool="db"
            )

    def plan(self) -> None:
        """Ask for one pair."""
        if self.event_id is not None and self._guests:
            PlanDialog(self.ctx, self.event_id, self._guests, self._introducers).ask(self)

    def made_drawer(self) -> PairDrawer:
        return PairDrawer(self.ctx)

    def show_in(self, drawer: PairDrawer, row: IntroductionRow) -> None:
        drawer.show_pair(row, self._introducers)

    def drawer_title(self, row: IntroductionRow) -> tuple[str, str]:
        return f"{row.a} and {row.b}", " and ".join(filter(None, (row.a_company, row.b_company)))

    # How it is done

    def _progress(self, rows: Sequence[IntroductionRow]) -> str:
        if not rows:
            return f"{plural(len(self._guests), 'guest')} could be introduced" if self._guests else "Nobody to introduce yet"
        some, enough = coverage(rows, (row.id for row in self._guests))
        met = sum(row.state == State.MET for row in rows)
        words = [plural(len(rows), "introduction"), f"{some} of {plural(len(self._guests), 'guest')} have one, {enough} have {PER_GUEST}"]
        return " · ".join(words + ([f"{met} met"] if met else []))

    def _row_specs(self) -> tuple[ActionSpec, ...]:
        def marked(state: State):
            return lambda ids: self.ctx.act(introductions.mark, self.ctx.workspace, ids, state)

        return (
            ActionSpec("introductions.open", "&Open", lambda ids: self.open_row(ids[0])),
            ActionSpec("introductions.met", "They &met", marked(State.MET), "M", "check"),
            ActionSpec("introductions.not_met", "They did &not meet", marked(State.NOT_MET), "N", "x"),
            ActionSpec("introductions.planned", "&Planned again", marked(State.PLANNED), "P", "rotate-ccw"),
            ActionSpec("introductions.remove", "Re&move", self._remove, "Del", "trash-2", separator=True),
        )

    def _remove(self, ids: list[str]) -> None:
        self.ctx.act(introductions.remove, self.ctx.workspace, ids)

    def _edit_cell(self, row: IntroductionRow, field: str, text: str) -> None:
        self.ctx.act(partial(introductions.edit, self.ctx.workspace, row.id, **{field: text}))
