"""How many findings the open event has, for the bottom bar: judged again a moment after each edit, on whatever page it was made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from advoplanner.core.changes import Change, ChangeSet
from advoplanner.core.errors import AdvoError
from ui.kit.context import Context

if TYPE_CHECKING:
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
        self._timer = QTimer(self, interval=SOON_MS, singleShot=True)
        self._timer.timeout.connect(self.count)
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
        if not self._event_id or self._ctx.workspace is None:
            return
        from advoplanner.services.check_watch import Watch

        changes = ChangeSet("", tuple(self._pending)) if self._watch else None
        self._pending.clear()
        self._watch = self._watch or Watch(self._ctx.workspace, self._event_id)
        try:
            report = self._watch.report(changes)
        except AdvoError:
            # The page that is open says what is wrong: the event is gone, or the file cannot be read.
            self._watch = None
            self._show(None)
            return
        self._show((report.count("E"), report.count("W"), report.count("I")))

    def _changed(self, changes: ChangeSet) -> None:
        from advoplanner.services.check_watch import READ

        if self._event_id and changes.touches(READ):
            self._pending += changes.changes
            self._timer.start()
