"""Import: file, columns, rows, result, four pages in one window; nothing is written before the last button, and one undo takes it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from advoplanner.core.errors import AdvoError
from advoplanner.core.text import plural
from advoplanner.imports.profiles import remember
from advoplanner.services import imports
from advoplanner.services.imports import ImportResult
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.jobs import Job
from ui.kit.labels import PlainText
from ui.kit.tokens import SMALL
from ui.pages.people.import_columns import ColumnsPage
from ui.pages.people.import_facts import Choices, Look, Source, look
from ui.pages.people.import_result import ResultPage
from ui.pages.people.import_rows import RowsPage
from ui.pages.people.import_source import SourcePage, save_template
from ui.pages.people.job_line import JobLine

__all__ = ["ImportDialog", "save_template"]
SOURCE, COLUMNS, ROWS, RESULT = range(4)
STEPS = ("Choose the list", "Say what the columns mean", "Look at every row", "Done")


class ImportDialog(Dialog):
    """Opens at the file's columns where `path` is given; `event_id` is the guest list offered."""

    def __init__(self, ctx: Context, path: Path | None = None, *, event_id: str | None = None) -> None:
        self.ctx = ctx
        self.source: Source | None = None
        self.look: Look | None = None
        self._read_with = Choices()
        self._job: Job | None = None
        self._pages = QStackedWidget()
        self._line = JobLine()
        super().__init__("Import people", "&Next", _above(self._pages, self._line))
        self.first, self.columns, self.rows = SourcePage(ctx), ColumnsPage(), RowsPage(ctx, event_id)
        self.outcome = ResultPage(ctx, self.accept)
        for page in (self.first, self.columns, self.rows, self.outcome):
            self._pages.addWidget(page)
        self._steps = PlainText(size=SMALL, role="quiet", wrap=False)
        self.back = Button("&Back", self.go_back)
        self._foot.insertWidget(0, self._steps)
        self._foot.insertWidget(2, self.back)
        self.first.chosen.connect(self._go)
        self.columns.reread.connect(lambda: self._read(COLUMNS))
        self.rows.changed.connect(self._renew_verb)
        ctx.jobs.finished.connect(self._job_ended)
        self.resize(980, 660)
        self._show(SOURCE)
        if path:
            QTimer.singleShot(0, self, lambda: self.first.take(path))

    @property
    def place(self) -> int:
        return self._pages.currentIndex()

    @property
    def busy(self) -> bool:
        return self._job is not None

    def go_back(self) -> None:
        """To the page before; nothing is lost."""
        self._show(SOURCE if self.place == COLUMNS or not self._has_columns() else COLUMNS)

    def reject(self) -> None:
        """Cancel stops what is running; where nothing runs it closes the window."""
        if self._job is not None:
            self._job.cancel()
        else:
            super().reject()

    # From page to page

    def _go(self) -> None:
        self.say("")
        if self.busy:
            return
        steps: tuple[Callable[[], object], ...] = (self._take_source, self._take_columns, self._import, self.accept)
        try:
            steps[self.place]()
        except AdvoError as refused:
            self.say(str(refused))

    def _take_source(self) -> None:
        source = self.first.source()
        if source != self.source:
            self.columns.forget()
            self.source = source
            self._read_with = Choices()
        self._read(COLUMNS)

    def _take_columns(self) -> None:
        reason = self.columns.why_not()
        if reason:
            self.say(reason)
        elif self.columns.choices() == self._read_with:
            self._show(ROWS)
        else:
            self._read(ROWS)

    def _read(self, then: int) -> None:
        """Read the source with the present choices, then show a page."""
        if self.source is None or self.busy:
            return
        choices = self.columns.choices() if self.place == COLUMNS else Choices()
        if then == COLUMNS and (choices.encoding, choices.delimiter) != (self._read_with.encoding, self._read_with.delimiter):
            choices = Choices(None, choices.encoding, choices.delimiter, choices.date_order)
        work = partial(look, self.ctx.workspace, self.source, choices, _profiles(self.ctx))
        self._start(work, f"Reading {self.source.name}", lambda found: self._read_done(found, choices, then))

    def _read_done(self, found: Look, choices: Choices, then: int) -> None:
        self.look = found
        self.columns.show_look(found)
        self.rows.show_look(found)
        own = self.columns.choices()
        self._read_with = Choices(found.seen.file.mapping, own.encoding, own.delimiter, own.date_order) if self._has_columns() else choices
        self._show(then if self._has_columns() else ROWS)

    def _import(self) -> None:
        if self.look is None:
            return
        work = partial(
            imports.run, self.ctx.workspace, self.look.seen, take=self.rows.take(), skip_rows=self.rows.skipped(),
            owners=self.rows.owners(), event_id=self.rows.event_id(),
        )  # fmt: skip
        self._start(lambda progress: work(progress=progress), "Importing people", self._imported)

    def _imported(self, result: ImportResult) -> None:
        self.outcome.show_result(result, self.rows.model.rows())
        self.ctx.announce(result.changes)
        if self.look is not None:
            self.ctx.act(remember, _profiles(self.ctx), self.look.seen.file.mapping, quiet=True)
        self._show(RESULT)

    def _has_columns(self) -> bool:
        return self.look is not None and bool(self.look.seen.file.mapping.columns)

    # Work in the background

    def _start(self, work: Callable[[Any], Any], title: str, done: Callable[[Any], object]) -> None:
        self.say("")
        self._job = self.ctx.jobs.run(work, title=title, done=done, failed=self._failed, owner=self)
        self._pages.setEnabled(False)
        self._line.follow(self._job)
        self._renew_verb()

    def _job_ended(self, job: Job) -> None:
        if job is not self._job:
            return
        self._job = None
        self._line.follow(None)
        self._pages.setEnabled(True)
        self._renew_verb()
        if job.progress.cancelled:
            self.say("Stopped. Nothing was written.")

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, AdvoError):
            raise error
        self.say(str(error))

    # How it looks

    def _show(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        self._steps.setText(f"{STEPS[place]}, step {place + 1} of 3" if place < RESULT else STEPS[place])
        self.back.setVisible(place in (COLUMNS, ROWS))
        self.cancel.setVisible(place != RESULT)
        self._renew_verb()
        (self.rows.table if place == ROWS else self.go).setFocus()

    def _renew_verb(self) -> None:
        if not hasattr(self, "back"):
            return
        people = self.rows.people()
        self.go.setText({ROWS: f"&Import {plural(people, 'person', 'people')}", RESULT: "Close"}.get(self.place, "&Next"))
        nothing = "Nothing in this list is new or adds anything." if self.place == ROWS and not people else ""
        self.go.allow("Wait until the file is read." if self.busy else nothing)
        self.back.setEnabled(not self.busy)


def _profiles(ctx: Context) -> Path | None:
    """Where mappings are remembered: beside the settings."""
    path = ctx.settings.path
    return path.parent / "imports" if path else None


def _above(pages: QWidget, line: QWidget) -> QWidget:
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(pages, 1)
    column.addWidget(line)
    return body
