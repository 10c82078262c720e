"""How far the work of a dialog has come, below its pages."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from ui.kit.jobs import TICK_MS, Job
from ui.kit.labels import quiet


class JobLine(QWidget):
    """Shown once a job has run for 0.4 s, hidden when it ends."""

    def __init__(self) -> None:
        super().__init__()
        self._job: Job | None = None
        self._said = quiet()
        self._bar = QProgressBar(maximum=1000, textVisible=False)
        self._bar.setFixedHeight(6)
        self._bar.setAccessibleName("Progress")
        self._ticks = QTimer(self, interval=TICK_MS)
        self._ticks.timeout.connect(self._tick)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._said, 1)
        row.addWidget(self._bar, 1)
        self.hide()

    def follow(self, job: Job | None) -> None:
        """Watch this job, or nothing any more."""
        self._job = job
        if job is None:
            self._ticks.stop()
            self.hide()
        else:
            self._ticks.start()

    def _tick(self) -> None:
        if self._job is not None and self._job.slow:
            self.show()
            done, what = self._job.progress.done, self._job.progress.what
            self._said.setText(f"{self._job.title} {done:.0%}{f' · {what}' if what else ''}")
            self._bar.setValue(round(done * 1000))
