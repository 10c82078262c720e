"""History: each step with its state, undo and redo, and versions of the whole workspace to go back to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from advoplanner.core.changes import ChangeSet
from advoplanner.core.text import clean, plural
from advoplanner.services import events, history, people
from ui.kit.action import ActionSpec
from ui.kit.context import Context
from ui.kit.data_table import DataTable
from ui.kit.empty_state import EmptyState
from ui.kit.labels import quiet, tip
from ui.kit.page import Page
from ui.kit.segments import Segmented
from ui.models.row_table_model import RowTableModel
from ui.pages.history.columns import step_columns, version_columns
from ui.pages.history.version_panel import version_panel

STEPS, VERSIONS = 0, 1
NO_STEPS = "Nothing has been done here yet. Every change appears here as one step that can be undone."
NO_VERSIONS = (
    "No version is kept yet. The program keeps one before imports, seating, changes to many rows and going back; "
    "keep your own before anything daring."
)
ON_STEPS = "Undo takes back the newest step that is done, one after another."
ON_VERSIONS = "Going back to a version is one step: Undo brings everything back as it is now."
READ_ONLY = "This workspace is open for reading only."


class HistoryPage(Page):
    """Two lists: what was done, and which versions are kept."""

    tables = frozenset(
        {"workspace_info", "organisation", "competition", "person", "email_address", "employment", "motive_profile", "relation", "restriction",
         "venue", "event", "guest", "session", "session_role", "action", "seat_table", "seat", "seating_round", "assignment", "wave", "message",
         "reply_record", "kept_filter"}
    )  # fmt: skip
    """All of them: each change is a step."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "History")
        self.steps = RowTableModel(step_columns(), row_id=lambda step: str(step.number))
        self.versions = RowTableModel(version_columns(), row_id=lambda kept: kept.path.name)
        self.step_table = DataTable(self.steps, "Steps")
        back = ActionSpec(
            "history.restore", "&Go back to this version", lambda ids: self.go_back(ids[0]), icon="rotate-ccw", why_not=self._why_read_only
        )
        self.version_table = DataTable(self.versions, "Kept versions", (back,))
        self.version_table.opened.connect(self.open_version)
        self.version_table.picked.connect(self._follow)
        self._opened = ""
        self._words = quiet()
        self.part = Segmented(("Steps", "Kept versions"), "What to show")
        self._fill_toolbar()
        self._lay_out_content()

    # For the window

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read both lists, and what undo and redo would take."""
        ws = self.ctx.workspace
        self.steps.set_rows(history.steps(ws))
        self.versions.set_rows(history.list_snapshots(ws))
        for button, label, nothing in (
            (self._undo, history.next_undo(ws), "There is nothing to undo."),
            (self._redo, history.next_redo(ws), "There is nothing to do again."),
        ):
            button.allow("" if label else nothing)
            if label:
                button.setToolTip(tip(label))
        self._keep.allow(self._why_read_only([]))
        self._show_part()
        if self._opened and self.drawer.isVisible():
            self.open_version(self._opened)

    def select(self, item_id: str) -> None:
        """Show a kept version by its file's name, or a step by its number."""
        place = VERSIONS if self.versions.row(item_id) else STEPS
        self.part.show_place(place)
        self._show_part()
        (self.version_table if place else self.step_table).select_ids([item_id])
        if place:
            self.open_version(item_id)

    def commands(self) -> Sequence[ActionSpec]:
        no_undo, no_redo = partial(self._why_disabled, "_undo"), partial(self._why_disabled, "_redo")
        return (
            ActionSpec("history.keep", "Keep a version…", lambda page: self.keep(), icon="save", why_not=self._why_read_only),
            ActionSpec("history.undo", "Undo the newest step", lambda page: self.undo(), "Ctrl+Z", "undo-2", why_not=no_undo),
            ActionSpec("history.redo", "Do it again", lambda page: self.redo(), "Ctrl+Y", "redo-2", why_not=no_redo),
            ActionSpec("history.steps", "Show the steps", lambda page: self.part.choose(STEPS)),
            ActionSpec("history.versions", "Show the kept versions", lambda page: self.part.choose(VERSIONS)),
        )

    # Commands

    def undo(self) -> None:
        """Take back the newest step."""
        self._step(history.undo, "Undone", "Redo", self.redo)

    def redo(self) -> None:
        """Do the step again that was undone last."""
        self._step(history.redo, "Done again", "Undo", self.undo)

    def keep(self) -> None:
        """Keep everything as it is now under a name."""
        typed = self.ctx.dialogs.ask_text("Keep a version", "Name it by what comes next: “Before the second wave”.", verb="Keep")
        if typed is None:
            return
        name = clean(typed, limit=80)
        if not name or name in history.AUTOMATIC:
            self.ctx.messages.warning("A version needs a name of its own.", "Write one that tells it from others.")
            return
        kept = self.ctx.act(history.take_snapshot, self.ctx.workspace, name)
        if kept is not None:
            holds = f"{plural(kept.people, 'person', 'people')} and {plural(kept.events, 'event')}"
            self.ctx.messages.info(f"Kept “{kept.name}” with {holds}.")
            self.refresh(None)
            self.select(kept.path.name)

    def go_back(self, name: str) -> None:
        """Make everything as it was in a version, as one step; in a thread, since everything is compared."""
        kept = self.versions.row(name)
        if kept is None or self._why_read_only([]):
            return
        work = partial(history.restore_snapshot, self.ctx.workspace, name)
        self.ctx.jobs.run(
            lambda progress: work(), title=f"Going back to “{kept.name}”", done=partial(self._went_back, kept.name), owner=self, pool="db"
        )

    def open_version(self, name: str) -> None:
        """Show a version in the drawer, compared with now."""
        kept = self.versions.row(name)
        if kept is None:
            self.drawer.close_drawer()
            return
        self._opened = name
        ws = self.ctx.workspace
        counts = (("People", kept.people, len(people.rows(ws))), ("Events", kept.events, len(events.rows(ws))))
        self.open_drawer(kept.name, version_panel(kept, counts, lambda: self.go_back(name), self._why_read_only([])))

    # How it is done

    def _step(self, function: Any, words: str, button: str, other: Any) -> None:
        changes = self.ctx.act(function, self.ctx.workspace, quiet=True)
        if changes:
            self.ctx.messages.info(f"{words}: {changes.label}", button=button, action=other)
        elif changes is not None:
            self.ctx.messages.info("There is nothing left to take back." if function is history.undo else "There is nothing left to do again.")

    def _went_back(self, name: str, changes: ChangeSet) -> None:
        if changes:
            self.ctx.messages.info(
                f"Everything is as it was in “{name}”.", "Undo brings it back as it was before.", button="Undo", action=self.ctx.undo
            )
        else:
            self.ctx.messages.info(f"Nothing differs from “{name}”, so nothing was changed.")
        self.ask_refresh()

    def _follow(self, name: str) -> None:
        if name and self.drawer.isVisible() and name != self._opened:
            self.open_version(name)

    def _show_part(self, place: int | None = None) -> None:
        """The list that is chosen, or what an empty one says."""
        place = self.part.place if place is None else place
        steps, versions = len(self.steps.rows()), len(self.versions.rows())
        self.part.buttons[VERSIONS].setText(f"Kept versions ({versions})" if versions else "Kept versions")
        there = versions if place else steps
        self._words.setText((ON_VERSIONS if place else ON_STEPS) if there else "")
        self._stack.setCurrentIndex(place if there else place + 2)
        if not place:
            self.drawer.close_drawer()
        self.set_title("History", f"{plural(steps, 'step')} · {plural(versions, 'kept version')}")

    def _why_read_only(self, subject: object) -> str:
        return READ_ONLY if self.ctx.workspace is not None and self.ctx.workspace.read_only else ""

    def _why_disabled(self, name: str, page: object) -> str:
        button = getattr(self, name)
        return "" if button.isEnabled() else str(button.toolTip())

    def _fill_toolbar(self) -> None:
        self._keep = self.toolbar.primary("Keep a version…", self.keep, icon="save", tip="A copy of everything as it is now, under a name")
        self._undo = self.toolbar.button("Undo", self.undo, icon="undo-2")
        self._redo = self.toolbar.button("Redo", self.redo, icon="redo-2")
        self.toolbar.add_search("Search history", self._search)

    def _search(self, text: str) -> None:
        self.steps.search(text)
        self.versions.search(text)

    def _lay_out_content(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.step_table)
        self._stack.addWidget(self.version_table)
        self._stack.addWidget(EmptyState(NO_STEPS, "Go to events", lambda: self.ctx.navigate("events"), icon="history"))
        self._stack.addWidget(EmptyState(NO_VERSIONS, "Keep a version…", self.keep, icon="save"))
        self.part.chosen.connect(self._show_part)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.part)
        head.addWidget(self._words, 1)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.set_content(content)
