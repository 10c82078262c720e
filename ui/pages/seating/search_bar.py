"""The search above the plan while it runs: how good the best plan so far is, how far it is, and taking it now or leaving all as it was."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.jobs import TICK_MS, Job
from ui.kit.labels import Elided
from ui.kit.tokens import RADIUS, SMALL

_LINE = 3


class SearchBar(QWidget):
    """Follows one job; hidden where there is none, or where it ends before anybody could read."""

    def __init__(self) -> None:
        super().__init__()
        self._job: Job | None = None
        self._before: int | None = None
        self.words = Elided(weight=QFont.Weight.Medium)
        self.figures = Elided(size=SMALL, role="quiet")
        self.take = Button("Take it now", self._enough, icon="check", tip="Seats everybody by the best plan so far; one step, and Undo takes it back")
        self.cancel = Button("Cancel", self._cancel, kind="quiet", tip="Everybody stays where they sit")
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._draw)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self.words)
        said.addWidget(self.figures)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addLayout(said, 1)
        row.addWidget(self.take)
        row.addWidget(self.cancel)
        self.hide()

    def follow(self, job: Job | None, before: int | None = None) -> None:
        """Show this search, which began with a plan worth `before` (None where nobody sat), or none."""
        self._job, self._before = job, before
        if job is None:
            self._timer.stop()
            self.hide()
        else:
            self._timer.start()
            self._draw()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("line"))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        done = self._job.progress.done if self._job is not None else 0.0
        painter.fillRect(QRectF(RADIUS, self.height() - _LINE - 1, (self.width() - 2 * RADIUS) * done, _LINE), theme.colour("accent"))

    def _draw(self) -> None:
        job = self._job
        if job is None:
            return
        self.setVisible(not self.isHidden() or job.slow)
        self.words.set_whole(f"{job.title}, {job.progress.done:.0%}" if job.progress.done else job.title)
        self.figures.set_whole(self._best(job.progress.best))
        waits = "It stops in a moment." if job.progress.stopping else "" if job.progress.best is not None else "There is no plan yet."
        self.take.allow(waits)
        self.cancel.allow("It stops in a moment." if job.progress.stopping else "")
        self.update()

    def _best(self, best: float | None) -> str:
        if best is None:
            return "Looking for a first plan that keeps every rule"
        gained = "" if self._before is None else f" ({best - self._before:+,.0f})" if best > self._before else " (no better yet)"
        return f"Best so far: fit {best:,.0f}{gained}".replace("-", "−")

    def _enough(self) -> None:
        if self._job is not None:
            self._job.progress.enough()
            self._draw()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._draw()
