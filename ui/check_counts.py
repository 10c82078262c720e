"""How many findings the open event has, for the bottom bar: judged again a moment after each edit, on whatever page it was made."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from advoplanner.core.changes import Change, ChangeSet
from advoplanner.core.errors import AdvoError
from ui.kit.context import Context
from ui.kit.jobs import Job

if TYPE_CHECKING:
    from advoplanner.domain.checks import CheckReport
    from advoplanner.services.check_watch import Watch

SOON_MS = 250
"""Edits that follow one another closely are judged together, and the page is drawn first."""

Counts = tuple[int, int, int]
"""Findings that nobody waived: errors, warnings, notes."""


class CheckCounts(QObject):
    """`show` is told the counts of the event of `look_at`, or None where none is open."""

    def __init__(self, ctx: Context, show: Callable[[Counts | None], object], parent: QObject) -> None:
        super().__init__(parent)
        self._ctx, self._show = ctx, show
        self._event_id = ""
        self._watch: Watch | None = None
        self._pending: list[Change] = []
        self._job: Job | None = None
        self._timer = QTimer(self, interval=SOON_MS, singleShot=True)
        self._timer.timeout.connect(self._judge)
        ctx.changes.changed.connect(self._changed)

    def look_at(self, event_id: str) -> None:
        """Count the findings of this event from now on; "" for none."""
        if event_id == self._event_id:
            return
        self._event_id, self._watch = event_id, None
        self._pending.clear()
        self._show(None)
        self._timer.start() if event_id else self._timer.stop()

    def count(self) -> None:
        """Judge what was edited since the last time, or everything the first time."""
        self._timer.stop()
        if self._event_id and self._ctx.workspace is not None:
            watch, changes = self._taken()
            try:
                self._told(watch, watch.report(changes))
            except AdvoError:
                self._lost(watch)

    def _judge(self) -> None:
        """Small edits at once; where the whole event has to be read, in the background."""
        if not self._event_id or self._ctx.workspace is None:
            return
        if self._job in self._ctx.jobs.running:
            self._timer.start()
            return
        if self._watch and self._watch.follows(ChangeSet("", tuple(self._pending))):
            self.count()
            return
        watch, changes = self._taken()
        self._job = self._ctx.jobs.run(
            lambda _: watch.report(changes), title="Checking", done=partial(self._told, watch), failed=partial(self._failed, watch), owner=self
        )

    def _taken(self) -> tuple[Watch, ChangeSet | None]:
        from advoplanner.services.check_watch import Watch

        changes = ChangeSet("", tuple(self._pending)) if self._watch else None
        self._pending.clear()
        self._watch = self._watch or Watch(self._ctx.workspace, self._event_id)
        return self._watch, changes

    def _told(self, watch: Watch, report: CheckReport) -> None:
        if watch is self._watch:
            self._show((report.count("E"), report.count("W"), report.count("I")))

    def _failed(self, watch: Watch, error: BaseException) -> None:
        if not isinstance(error, AdvoError):
            raise error
        self._lost(watch)

    def _lost(self, watch: Watch) -> None:
        """The page that is open says what is wrong: the event is gone, or the file cannot be read."""
        if watch is self._watch:
            self._watch = None
            self._show(None)

    def _changed(self, changes: ChangeSet) -> None:
        from advoplanner.services.check_watch import READ

        if self._event_id and changes.touches(READ):
            self._pending += changes.changes
            self._timer.start()
