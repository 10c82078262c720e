"""Answers fetched by themselves, as often as a person asked for in the settings, on whatever page they are; off until then."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from advoplanner.core.progress import Progress
from ui.kit.context import Context
from ui.kit.jobs import Job

if TYPE_CHECKING:
    from advoplanner.services.mailbox import Round

TICK_MS = 30_000
"""How often it is looked whether it is time: a computer that slept fetches soon after it wakes."""


class MailWatch(QObject):
    """Only accounts whose reading is on and whose password is known are asked; a fault is told once until a round goes well."""

    def __init__(self, ctx: Context, parent: QObject, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._ctx, self._clock = ctx, clock
        self._last = clock()
        self._job: Job | None = None
        self._told: set[str] = set()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Fetch, where it is time."""
        every = self._ctx.settings.current.fetch_answers
        workspace = self._ctx.workspace
        if every == "never" or workspace is None or workspace.read_only or self._job in self._ctx.jobs.running:
            return
        if self._clock() - self._last < int(every) * 60:
            return
        self._last = self._clock()
        self._job = self._ctx.jobs.run(partial(_fetch, workspace), title="Fetching answers", done=self._fetched, failed=self._failed, owner=self)

    def _fetched(self, found: Round) -> None:
        from advoplanner.services.replies import reply_words

        for each in found.fetched:
            if each.report.read:
                show = partial(self._ctx.navigate, "replies")
                self._ctx.messages.info(f"Mail: {reply_words(each.report.items)}.", button="Show", action=show)
        faults = {problem.sentence: problem.hint for problem in found.problems}
        faults |= {f"Answers to {each.address} are not fetched: its password is not known here.": "Fetch once by hand." for each in found.lacking}
        for sentence, hint in faults.items():
            if sentence not in self._told:
                self._ctx.messages.warning(sentence, hint)
        self._told = set(faults)

    def _failed(self, error: BaseException) -> None:
        """A rule that an account breaks is told like any other fault; a bug is raised."""
        if str(error) not in self._told:
            self._told.add(str(error))
            self._ctx.failed(error)


def _fetch(workspace: Any, progress: Progress) -> Round:
    from advoplanner.services import accounts, mailbox

    return mailbox.fetch_all(workspace, accounts.reading(workspace), progress)
