"""All events: a list with filters, the month they lie in, and what can be done with one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.paths import safe_name
from advoplanner.core.progress import Progress
from advoplanner.core.text import plural
from advoplanner.domain.event_details import ownership_words
from advoplanner.domain.events import EventRow
from advoplanner.services import checks, events
from ui.kit.action import ActionSpec
from ui.kit.combo import Combo
from ui.kit.context import Context
from ui.kit.data_table import DataTable
from ui.kit.dialogs import file_to_write
from ui.kit.page import Page
from ui.models.row_table_model import RowTableModel
from ui.pages.events.columns import COLUMNS, EventLine, is_past, kind_filters, programme_filters, spare, time_filters
from ui.pages.events.views import EventViews

JUDGED = 30
"""Events to come whose readiness the list shows; later ones are far away."""

SOON_MS = 50
"""The list is drawn before readiness is read."""


NEW_OF = "new:"
"""What one is led here for, before the id of a programme: to plan its next meeting."""


class EventsPage(Page):
    """Enter or a double click opens an event; everything else is in the menu, the toolbar and the palette."""

    tables = frozenset({"event", "programme", "guest", "venue", "assignment", "seat_table", "session", "message", "workspace_info"})

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "Events")
        self.model = RowTableModel(COLUMNS)
        self.table = DataTable(self.model, "Events", self._row_actions())
        self.table.opened.connect(self.open_event)
        self.views = EventViews(ctx, self.table, self.open_event, self.make_new, self.show_all)
        self.set_content(self.views)
        self._as_month = False
        self._judged: dict[str, tuple[float | None, int]] = {}
        self._times, self._kinds, self._programmes = time_filters(ctx.clock), kind_filters(), programme_filters(())
        self._fill_toolbar()
        QShortcut(QKeySequence("Ctrl+N"), self, self.make_new, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.model.counted.connect(self._counted)

    def refresh(self, changes: ChangeSet | None) -> None:
        """All events; readiness follows from a thread, since it reads every event whole."""
        rows = events.rows(self.ctx.workspace)
        lines = [EventLine(row, *self._judged.get(row.id, (None, 0))) for row in rows]
        self.model.set_rows(lines)
        coming = [line.row for line in lines if not is_past(line.row, self.ctx.clock())]
        shares = ownership_words(events.ownership(self.ctx.workspace))
        said = [f"{plural(len(coming), 'event')} to come, {len(rows) - len(coming):,} past", shares] if rows else []
        self.set_title("Events", " · ".join(filter(None, said)))
        for widget in (self._time, self._kind, self._view, self.toolbar.search):
            widget.setVisible(bool(rows))
        self._offer_programmes(rows)
        QTimer.singleShot(SOON_MS, self, partial(self._judge, [row.id for row in coming[:JUDGED]]))

    def select(self, item_id: str) -> None:
        """An event, or the wizard for a further meeting of a programme."""
        if item_id.startswith(NEW_OF):
            # The window shows this page first: the wizard keeps whoever opened it waiting until it is closed.
            QTimer.singleShot(0, self, partial(self.make_new, programme_id=item_id.removeprefix(NEW_OF)))
        else:
            self.table.select_ids([item_id])

    def commands(self) -> Sequence[ActionSpec]:
        own = [
            ActionSpec("events.new", "New event…", lambda page: self.make_new(), "Ctrl+N", "calendar-plus"),
            ActionSpec("events.take_in", "Take in an event from a file…", take_in, icon="folder-open"),
            ActionSpec("events.month", "Show events as a month or a list", lambda page: self.show_as(month=not self._as_month), icon="calendar"),
        ]
        chosen = [
            ActionSpec(f"events.{spec.id}", spec.text.replace("&", ""), partial(_run_row, spec), spec.shortcut, spec.icon)
            for spec in self._row_actions()
        ]
        return own + chosen

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        _fit(self)

    # What can be done

    def open_event(self, event_id: str) -> None:
        self.ctx.navigate("overview", event_id)

    def make_new(self, kind: str = "", programme_id: str = "") -> None:
        """The wizard; afterwards the new event's overview."""
        from ui.pages.events.wizard import EventWizard

        wizard = EventWizard(self.ctx, kind, programme_id)
        if wizard.ask(self) and wizard.made:
            self.open_event(wizard.made)

    def copy_event(self, ids: list[str]) -> None:
        from ui.pages.events.copy_dialog import CopyDialog

        row = self.model.row(ids[0]).row
        made: list[str] = []
        if CopyDialog(row, partial(self._copy, row.id, made)).ask(self) and made:
            self.open_event(made[0])

    def repeat(self, ids: list[str]) -> None:
        """To the event's kit, which asks on which dates."""
        self.ctx.navigate("kit", ids[0], "repeat")

    def export_calendar(self, ids: list[str]) -> None:
        """A calendar file of these events without their guests."""
        from advoplanner.services import calendar

        title = self.model.row(ids[0]).row.title if len(ids) == 1 else "Events"
        path = file_to_write(self.ctx.dialogs, "Export calendar", f"{safe_name(title)}.ics", "Calendars (*.ics)")
        if path:
            written = self.ctx.act(calendar.publish, self.ctx.workspace, ids, path)
            if written:
                self.ctx.messages.info(f"{plural(len(ids), 'event')} written to {written.path.name}.", " ".join(written.unnamed))

    def remove(self, ids: list[str]) -> None:
        self.ctx.act(events.remove, self.ctx.workspace, ids)

    def show_all(self) -> None:
        """No search and no filter."""
        for combo in (self._time, self._kind, self._programme):
            combo.setCurrentIndex(0)
        if self.toolbar.search:
            self.toolbar.search.clear()
        self.model.search("")
        self._filter()

    def show_as(self, *, month: bool) -> None:
        self._as_month = month
        self._view.setText("List" if month else "Month")
        self._counted(len(self.model.shown_rows()), len(self.model.rows()))

    # How it is done

    def _row_actions(self) -> list[ActionSpec]:
        one = "Choose one event."
        return [
            ActionSpec("open", "&Open", lambda ids: self.open_event(ids[0]), icon="arrow-right", why_not=lambda ids: one if len(ids) > 1 else ""),
            ActionSpec("repeat", "&Repeat on further dates…", self.repeat, icon="layers", why_not=lambda ids: one if len(ids) > 1 else ""),
            ActionSpec("copy", "&Copy to another date…", self.copy_event, "Ctrl+D", "copy", why_not=lambda ids: one if len(ids) > 1 else ""),
            ActionSpec("export", "&Export calendar…", self.export_calendar, "Ctrl+E", "download"),
            ActionSpec("save", "&Save as a file…", partial(save_event, self), icon="save", why_not=lambda ids: one if len(ids) > 1 else ""),
            ActionSpec("remove", "&Remove", self.remove, "Del", "trash-2", separator=True),
        ]

    def _fill_toolbar(self) -> None:
        self.toolbar.primary("&New event…", self.make_new, icon="plus", tip="New event (Ctrl+N)")
        self._time = Combo([words for words, _ in self._times], "Dates shown")
        self._kind = Combo([words for words, _ in self._kinds], "Kinds shown")
        self._programme = Combo([words for words, _ in self._programmes], "Programmes shown")
        # A long name gives way: the buttons beside it are wanted more often.
        self._programme.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._programme.setMinimumContentsLength(14)
        for combo in (self._time, self._kind, self._programme):
            combo.activated.connect(self._filter)
            self.toolbar.add(combo)
        self.toolbar.button("Host requests", lambda: self.ctx.navigate("host_requests"), icon="handshake", tip="Who asks to host a meetup")
        self.toolbar.button("From a file…", partial(take_in, self), icon="folder-open", tip="Take in an event from another workspace's file")
        self._view = self.toolbar.button("Month", lambda: self.show_as(month=not self._as_month), icon="calendar", tip="List or month")
        self.toolbar.add_search("Search events", self.model.search)

    def _offer_programmes(self, rows: Sequence[EventRow]) -> None:
        """The programmes that events belong to; where there are none, neither filter nor column."""
        before = self._programmes[self._programme.currentIndex()][1]
        self._programmes = programme_filters(rows)
        self._programme.clear()
        self._programme.addItems([words for words, _ in self._programmes])
        self._programme.setCurrentIndex(next((n for n, (_, each) in enumerate(self._programmes) if each == before), 0))
        self._programme.setVisible(len(self._programmes) > 1)
        self._filter()
        _fit(self)

    def _filter(self) -> None:
        in_time, kind = self._times[self._time.currentIndex()][1], self._kinds[self._kind.currentIndex()][1]
        programme = self._programmes[self._programme.currentIndex()][1]

        def wanted(line: EventLine) -> bool:
            mine = programme is None or line.row.programme_id == programme
            return mine and (in_time is None or in_time(line)) and (not kind or line.row.kind == kind)

        self.model.keep(wanted)

    def _counted(self, shown: int, of: int) -> None:
        if self.toolbar.search:
            self.toolbar.search.show_count(shown, of)
        if self._as_month:
            self.views.month.grid.show_rows(line.row for line in self.model.shown_rows())
        filled: Any = self.views.month if self._as_month else self.table if shown else self.views.nothing
        self.views.setCurrentWidget(filled if of else self.views.first)

    def _copy(self, event_id: str, made: list[str], start: datetime, title: str, roster: bool, layout: bool) -> None:
        """Copy and announce; a RuleBroken is left to the dialog, which stays open."""
        changes = events.clone(self.ctx.workspace, event_id, start, title=title, roster=roster, layout=layout)
        made.append(changes.created("event")[0])
        self.ctx.announce(changes)

    def _judge(self, ids: list[str]) -> None:
        ws = self.ctx.workspace
        if ids and ws is not None:
            self.ctx.jobs.run(partial(_readiness, ws, ids), title="Reading how ready events are", done=self._show_readiness, owner=self, pool="db")

    def _show_readiness(self, found: dict[str, tuple[float | None, int]]) -> None:
        self._judged = found
        self.model.update_rows(EventLine(line.row, *found[line.id]) for line in self.model.rows() if line.id in found)


def _fit(page: EventsPage) -> None:
    page.table.hide_columns(spare(page.width(), programmes=len(page._programmes) > 1))


def save_event(page: EventsPage, ids: list[str]) -> None:
    """An event with its people and plans as a file."""
    from ui.pages.events import event_file

    event_file.save(page.ctx, page.model.row(ids[0]).row, page)


def take_in(page: EventsPage) -> None:
    """An event out of another workspace's file; afterwards its overview."""
    from ui.pages.events import event_file

    event_file.take_in(page.ctx, page, page.open_event)


def _run_row(spec: ActionSpec, page: EventsPage) -> None:
    page.table.menu.run(spec)


def _readiness(ws: Any, ids: list[str], progress: Progress) -> dict[str, tuple[float | None, int]]:
    """Readiness and blocking findings of each event that is still there."""
    found = {}
    for number, event_id in enumerate(ids):
        progress.step(number / len(ids), "Reading how ready events are")
        try:
            report = checks.run(ws, event_id)
        except RuleBroken as gone:
            if gone.code != "checks.no_event":
                raise
            continue
        found[event_id] = (report.readiness, report.count("E"))
    return found
