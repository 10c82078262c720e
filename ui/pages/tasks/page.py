"""Tasks of one event, planned back from its day: what is late, what to do now, who does it; one's own tasks beside the norms'."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from operator import attrgetter

import shiboken6
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut

from advoplanner.core.changes import ChangeSet
from advoplanner.core.paths import safe_name
from advoplanner.core.text import plural
from advoplanner.domain.tasks import TaskRow
from advoplanner.services import events, tasks
from ui.kit.action import ActionSpec
from ui.kit.context import Context
from ui.kit.data_table import DataTable
from ui.kit.dialogs import file_to_write
from ui.kit.empty_state import EmptyState
from ui.kit.page import Page
from ui.kit.segments import Segmented
from ui.kit.table_or_empty import TableOrEmpty
from ui.models.row_table_model import RowTableModel
from ui.pages.tasks.columns import columns
from ui.pages.tasks.task_drawer import TaskDrawer

EMPTY = "Every task is done."
OPEN, ALL = range(2)
NARROW = 760
"""Width in px of the list below which due day and state give way to the drawer."""


class TasksPage(Page):
    """Space ticks a task off, Enter opens it, Ctrl+N adds one, Delete takes it off the list."""

    tables = frozenset({"task", "event", "session", "session_role", "guest", "person", "organisation", "restriction", "norm_override"})

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "Tasks")
        self.rows: list[TaskRow] = []
        self.model = RowTableModel(columns(), row_id=attrgetter("key"))
        self.table = DataTable(self.model, "Tasks", self._row_specs())
        self.table.opened.connect(self.open_task)
        self.table.picked.connect(self._follow)
        self.drawer.closed.connect(self._closed)
        self._drawn: TaskDrawer | None = None
        self.toolbar.primary("Add a task…", self.add_task, icon="plus")
        self.toolbar.button("Calendar of tasks…", self.export_calendar, icon="calendar-plus")
        self.filter = Segmented(("Open", "All"), "Which tasks")
        self.filter.chosen.connect(lambda _: self._show())
        self.toolbar.add(self.filter)
        self.toolbar.add_search("Search tasks", self.model.search)
        empty = EmptyState(EMPTY, "Show all tasks", partial(self.filter.choose, ALL), icon="check")
        self.set_content(TableOrEmpty(self.table, empty, self.toolbar.search))
        QShortcut(QKeySequence("Ctrl+N"), self, self.add_task)

    # For the window

    def refresh(self, changes: ChangeSet | None) -> None:
        """Plan the tasks anew."""
        if self.event_id is None:
            return
        self.rows = tasks.rows(self.ctx.workspace, self.event_id)
        self.set_title("Tasks", summary(self.rows))
        self._show()
        self._renew_drawer()

    def select(self, item_id: str) -> None:
        self.table.select_ids([item_id])
        self.open_task(item_id)

    def commands(self) -> Sequence[ActionSpec]:
        return [
            ActionSpec("tasks.add", "Add a task…", lambda page: page.add_task(), "Ctrl+N", "plus"),
            ActionSpec("tasks.calendar", "Write open tasks to a calendar file…", lambda page: page.export_calendar(), icon="calendar-plus"),
        ]

    # What can be done

    def add_task(self) -> None:
        """Ask for the words; owner and day are set in the drawer."""
        add = partial(tasks.add, self.ctx.workspace, self.event_id or "")
        made = self.ctx.ask_and_act("Add a task", "What is to be done?", add, verb="Add task", quiet=True)
        if made:
            self.select(made.created("task")[0])

    def export_calendar(self) -> None:
        """Open tasks as entries of whole days."""
        if self.event_id is None:
            return
        title = events.details(self.ctx.workspace, self.event_id).title
        path = file_to_write(self.ctx.dialogs, "Calendar of tasks", f"{safe_name(title)} tasks.ics", "Calendars (*.ics)")
        written = self.ctx.act(tasks.export_calendar, self.ctx.workspace, path, self.event_id) if path else None
        if written:
            self.ctx.messages.info(f"The open tasks are written to {written.name}.")

    def open_task(self, key: str) -> None:
        """Show a task in the drawer."""
        row = next((row for row in self.rows if row.key == key), None)
        if row is None:
            return
        if self._drawn is None or not shiboken6.isValid(self._drawn) or self._drawn.own != row.own:
            self._drawn = TaskDrawer(self.ctx, row.own, lambda page: self.ctx.navigate(page, self.event_id), self._open_norm)
        self._drawn.show_task(row)
        self.open_drawer("Task", self._drawn)
        self._fit()

    # How it is done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show(self) -> None:
        shown = self.rows if self.filter.place == ALL else [row for row in self.rows if not row.settled]
        self.model.set_rows(shown)

    def _row_specs(self) -> tuple[ActionSpec, ...]:
        return (
            ActionSpec("tasks.open", "&Open", lambda ids: self.open_task(ids[0])),
            ActionSpec("tasks.done", "&Done, or open again", self._tick, "Space", "check", words=self._tick_words),
            ActionSpec("tasks.doing", "&Under way", partial(self._set, "doing")),
            ActionSpec("tasks.dropped", "&Not needed", partial(self._set, "dropped")),
            ActionSpec("tasks.remove", "Re&move", self._remove, "Del", "trash-2", separator=True),
        )

    def _tick(self, ids: list[str]) -> None:
        self._set("done" if self._any_open(ids) else "open", ids)

    def _tick_words(self, ids: list[str]) -> str:
        return "&Done" if self._any_open(ids) else "&Open again"

    def _any_open(self, ids: list[str]) -> bool:
        return any(not row.settled for row in self.rows if row.key in ids)

    def _set(self, state: str, ids: list[str]) -> None:
        self.ctx.act(tasks.set_state, self.ctx.workspace, self.event_id, ids, state)

    def _remove(self, ids: list[str]) -> None:
        self.ctx.act(tasks.remove, self.ctx.workspace, self.event_id, ids)

    def _open_norm(self, key: str) -> None:
        self.ctx.navigate("norms", None, f"{self.event_id}/{key}")

    def _follow(self, key: str) -> None:
        if key and not self.drawer.isHidden() and self._drawn is not None and self._drawn.row is not None and key != self._drawn.row.key:
            self.open_task(key)

    def _renew_drawer(self) -> None:
        if self.drawer.isHidden() or self._drawn is None or not shiboken6.isValid(self._drawn) or self._drawn.row is None:
            return
        key = self._drawn.row.key
        row = next((row for row in self.rows if row.key == key), None)
        if row is None:
            self.drawer.close_drawer()
        else:
            self._drawn.show_task(row)

    def _fit(self) -> None:
        room = self.width() - (0 if self.drawer.isHidden() else self.drawer.width())
        self.table.hide_columns(() if room >= NARROW else (3, 4))

    def _closed(self) -> None:
        if self._drawn is not None and shiboken6.isValid(self._drawn):
            self._drawn.flush()
        self._fit()
        self.table.setFocus()


def summary(rows: Sequence[TaskRow]) -> str:
    """How many are done, late, and to be done now."""
    late, now, week = (sum(row.group == group for row in rows) for group in ("late", "now", "week"))
    words = [f"{sum(row.settled for row in rows)} of {plural(len(rows), 'task')} done"]
    words += [f"{late} late"] if late else []
    words += [f"{now} to do now"] if now else []
    words += [f"{week} this week"] if week else []
    return " · ".join(words)
