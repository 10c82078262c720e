"""Agenda: sessions by day or as a list, what they add up to, what does not fit, and one of them in the drawer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from ui.kit.action import ActionSpec
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.empty_state import EmptyState
from ui.kit.page import Page
from ui.kit.tokens import DRAWER
from ui.pages.agenda.beginning import choose_template, export_calendar, use_template
from ui.pages.agenda.board import DayBoard
from ui.pages.agenda.commands import SessionCommands
from ui.pages.agenda.desk import AgendaDesk, kind_words, summary
from ui.pages.agenda.grid import least_width
from ui.pages.agenda.session_list import SessionList
from ui.pages.agenda.shares_strip import SharesStrip
from ui.pages.agenda.side import Side
from ui.pages.agenda.tools import DAYS, LIST, Tools, Wishes
from ui.pages.agenda.tray import Tray
from ui.pages.agenda.version_desk import VersionDesk

EMPTY, FILLED, GONE = 0, 1, 2
MARGINS = 48
TRAY_MOST = 112


class AgendaPage(Page):
    """Board and list show the same sessions and share every command; the list comes by itself where days have no room."""

    tables = frozenset(
        {"session", "session_role", "event", "guest", "person", "employment", "organisation", "venue", "agenda_version", "topic", "topic_vote"}
    )

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "Agenda")
        self.desk = AgendaDesk(ctx)
        self.version_desk = VersionDesk(ctx)
        self.session_commands = SessionCommands(self.desk, self.open_session, self.add)
        specs = self.session_commands.specs()
        self.tray = Tray()
        self.board = DayBoard(self.desk.plan, self.tray, specs)
        self.list = SessionList(self.desk, specs)
        self.strip = SharesStrip()
        self.tools = Tools(self.toolbar, self.desk, Wishes(self.add, self.show_conflicts, self.search, self.show_view), self, self._page_specs())
        self._wish: int | None = None
        self.side = Side(self, self.desk, self.version_desk, self.choose)
        self._lay_out_content()
        self._wire()

    # The page

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the event and show it; what is chosen stays chosen, what is being typed stays."""
        if self.event_id is None:
            return
        try:
            plan = self.desk.read(self.event_id, changes)
        except RuleBroken:
            self._show_gone()
            return
        event = self.desk.event
        if event is None:
            return
        self.toolbar.show()
        self.version_desk.read(self.event_id, plan.rows)
        self.set_title("Agenda", f"{event.zone} time · {summary(plan)} · {self.version_desk.standing.label}")
        self.board.show_plan(plan)
        self.list.show_plan(plan)
        self.tray.show_rows(plan.tray, self.board.chosen)
        self.strip.show_shares(plan.rows, self.desk.shares(), self.desk.limit(), kind_words(event.kind))
        self.stack.setCurrentIndex(FILLED if plan.rows else EMPTY)
        self.use_template.setText(f"Use the template for a {kind_words(event.kind)}")
        self.tools.show()
        self.side.follow()
        self._fit()

    def select(self, item_id: str) -> None:
        """Choose a session and show it in the drawer."""
        if self.desk.plan.row(item_id):
            self.open_session(item_id)

    def commands(self) -> Sequence[ActionSpec]:
        """The page's commands, then those on the chosen session."""
        return [*_view_specs(), *self._page_specs(), *_on_chosen(self.board, self.session_commands.specs())]

    # What a person does

    def add(self, at: datetime | None = None) -> None:
        """A new session at a wall time, at the cursor, or after the chosen one; its title is ready to be typed."""
        session_id = self.desk.add(at or self.board.new_start())
        if session_id:
            self.open_session(session_id)
            if self.side.panel:
                self.side.panel.begin_title()

    def choose(self, session_id: str) -> None:
        """Choose a session in every view; a session in the drawer follows."""
        if self.board.chosen != session_id:
            self.board.choose(session_id)
        if self.list.current_id() != session_id:
            self.list.select_ids([session_id] if session_id else [])
        self.tray.show_rows(self.desk.plan.tray, session_id)
        if self.side.panel and session_id:
            self.side.show_session(session_id)

    def open_session(self, session_id: str) -> None:
        """Show a session in the drawer."""
        self.choose(session_id)
        self.side.show_session(session_id)

    def show_conflicts(self) -> None:
        """List in the drawer what does not fit."""
        self.side.show_conflicts()

    def search(self, text: str) -> None:
        """Filter the list, fade what does not match on the board."""
        self.list.model_rows.search(text)
        found = frozenset(row.id for row in self.list.model_rows.shown_rows())
        self.board.show_found(found if text.strip() else None)
        self.tools.search.show_count(len(found), len(self.desk.plan.rows))

    def show_view(self, place: int) -> None:
        """Days or list, from now on whatever the width."""
        self._wish = place
        self._fit()
        self.focus_view()

    def focus_view(self) -> None:
        """The keyboard to the board or the list."""
        (self.board if self.views.currentIndex() == DAYS else self.list).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def open_drawer(self, title: str, content: QWidget, subtitle: str = "") -> None:
        self._fit(drawer=True)
        super().open_drawer(title, content, subtitle)

    # How it is done

    def _fit(self, *, drawer: bool = False) -> None:
        """The toolbar takes what a drawer leaves, before it opens; the view does not change because one opens."""
        room = self.width() - MARGINS
        self.tools.fit(room - (DRAWER if drawer or not self.drawer.isHidden() else 0))
        place = self._wish if self._wish is not None else LIST if room < least_width(self.desk.plan) else DAYS
        self.tools.view.show_place(place)
        self.views.setCurrentIndex(place)
        self.setFocusProxy(self.board if place == DAYS else self.list)
        self._tray_box.setVisible(place == DAYS)

    def _closed(self) -> None:
        self.side.flush()
        self._fit()
        self.focus_view()

    def _show_gone(self) -> None:
        self.set_title("Agenda")
        self.toolbar.hide()
        self.drawer.hide()
        self.stack.setCurrentIndex(GONE)

    def _picked_in_list(self, session_id: str) -> None:
        """A row that became the current one; after a refresh it is the one chosen already."""
        if session_id and session_id != self.board.chosen:
            self.choose(session_id)

    def _page_specs(self) -> list[ActionSpec]:
        """The quiet buttons; their subject is the page."""
        return [
            ActionSpec("agenda.versions", "Versions", lambda _: self.side.show_versions(), "Ctrl+Shift+V", "history"),
            ActionSpec("agenda.release", "Release…", lambda _: self.version_desk.release(self), "Ctrl+Shift+R", "tag", "", _why_no_release),
            ActionSpec("agenda.print", "Print agenda", lambda _: self.ctx.navigate("packs", self.event_id), "", "printer"),
            ActionSpec("agenda.calendar", "Export calendar file", lambda _: export_calendar(self.desk), "", "download"),
            ActionSpec("agenda.template", "Use template…", lambda _: choose_template(self.desk), "", "sparkles", "", _why_no_template),
        ]

    def _lay_out_content(self) -> None:
        self._tray_box = QScrollArea(widgetResizable=True)
        self._tray_box.setFrameShape(QFrame.Shape.NoFrame)
        self._tray_box.setWidget(self.tray)
        self._tray_box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._tray_box.viewport().setAutoFillBackground(False)
        self.tray.setAutoFillBackground(False)
        self.views = QStackedWidget()
        self.views.addWidget(self.board)
        self.views.addWidget(self.list)
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.strip)
        column.addWidget(self.views, 1)
        column.addWidget(self._tray_box)
        empty = EmptyState("No sessions yet.", "Use the template", lambda: use_template(self.desk), icon="list-ordered")
        self.use_template = empty.button
        self.add_first = Button("Add a session", self.add, kind="quiet", icon="plus")
        other = Button("Choose another agenda…", lambda: choose_template(self.desk), kind="quiet", icon="sparkles")
        inside = empty.layout()
        if isinstance(inside, QVBoxLayout):
            for button in (other, self.add_first):
                inside.insertWidget(inside.count() - 1, button, 0, Qt.AlignmentFlag.AlignHCenter)
        sentence = "This event is no longer in the workspace. Undo brings it back."
        gone = EmptyState(sentence, "Go to events", lambda: self.ctx.navigate("events"), icon="calendar")
        self.stack = QStackedWidget()
        for widget in (empty, filled, gone):
            self.stack.addWidget(widget)
        self.set_content(self.stack)

    def _wire(self) -> None:
        board, hand = self.board, self.board.gestures
        for view in (board, self.tray):
            view.picked.connect(self.choose)
            view.opened.connect(self.open_session)
        self.list.picked.connect(self._picked_in_list)
        self.list.opened.connect(self.open_session)
        board.wanted_at.connect(self.add)
        board.nudged.connect(lambda minutes: self.session_commands.nudge(board.selected_ids(), minutes))
        board.mark_clicked.connect(lambda _: self.show_conflicts())
        hand.moved.connect(self.desk.move)
        hand.resized.connect(self.desk.resize)
        hand.unscheduled.connect(self.desk.to_tray)
        self.drawer.closed.connect(self._closed)
        self.tray.resized.connect(lambda height: self._tray_box.setFixedHeight(min(height, TRAY_MOST)))


def _why_no_release(page: AgendaPage) -> str:
    return page.version_desk.why_not_release()


def _why_no_template(page: AgendaPage) -> str:
    return "The agenda has sessions already. Remove them first, or add what is missing by hand." if page.desk.plan.rows else ""


def _view_specs() -> list[ActionSpec]:
    """What else the palette offers."""
    return [
        ActionSpec("agenda.add", "Add session", lambda page: page.add(), "", "plus"),
        ActionSpec("agenda.ripple", "Ripple on or off", lambda page: page.tools.ripple.toggle(), "", "arrow-right"),
        ActionSpec("agenda.conflicts", "What does not fit", lambda page: page.show_conflicts(), "", "triangle-alert"),
        ActionSpec("agenda.days", "Show the days", lambda page: page.show_view(DAYS), "", "calendar"),
        ActionSpec("agenda.list", "Show the list", lambda page: page.show_view(LIST), "", "list-ordered"),
    ]


def _on_chosen(board: DayBoard, specs: Iterable[ActionSpec]) -> list[ActionSpec]:
    """The commands on a session, with the page as their subject."""

    def made(spec: ActionSpec) -> ActionSpec:
        def reason(_: object) -> str:
            return spec.reason(board.selected_ids()) if board.chosen else "Choose a session first."

        return replace(spec, run=lambda _: spec.run(board.selected_ids()), why_not=reason, words=None)

    return [made(spec) for spec in specs]
