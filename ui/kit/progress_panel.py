"""The running job in the bottom bar: what it is at, how far, and Cancel."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.jobs import TICK_MS, Job, Jobs
from ui.kit.labels import Elided
from ui.kit.meter import Meter
from ui.kit.tokens import SMALL


class ProgressPanel(QWidget):
    """Follows `jobs.shown`; hidden while nothing takes longer than 0.4 s."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._job: Job | None = None
        self._words = Elided(size=SMALL, role="quiet")
        self._words.setMinimumWidth(120)
        self._bar = Meter()
        self._bar.setFixedWidth(120)
        self._cancel = Button("Cancel", self._stop, kind="quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self._bar)
        row.addWidget(self._cancel)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._draw)
        jobs.shown.connect(self.follow)
        self.hide()

    def follow(self, job: Job | None) -> None:
        """Show this job, or nothing."""
        self._job = job
        self.setVisible(job is not None)
        if job is None:
            self._timer.stop()
        else:
            self._timer.start()
            self._draw()

    def slim(self, wanted: bool) -> None:
        """Without the bar, where there is no room for it."""
        self._bar.setVisible(not wanted)

    def _draw(self) -> None:
        if self._job is None:
            return
        progress = self._job.progress
        what = "stopping" if progress.cancelled else progress.what
        percent = f" {progress.done:.0%}" if progress.done else ""
        self._words.set_whole(f"{self._job.title}{percent}{f' · {what}' if what else ''}")
        self._bar.set_share(progress.done)
        self._bar.setAccessibleName(f"{self._job.title}{percent}")
        self._cancel.setEnabled(not progress.cancelled)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._draw()
