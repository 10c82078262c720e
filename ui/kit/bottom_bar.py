"""The line at the bottom: whether all is saved, what undo would take back, the running job, the event's clock."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from advoplanner.core.dates import Clock
from ui.kit import icons, theme
from ui.kit.event_facts import clocks
from ui.kit.jobs import Jobs
from ui.kit.labels import Elided, PlainText
from ui.kit.progress_panel import ProgressPanel
from ui.kit.tokens import SMALL

HEIGHT, CLOCK_MS = 36, 10_000


class BottomBar(QWidget):
    """Quiet by nature; only the job has a button."""

    def __init__(self, jobs: Jobs, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._zone = ""
        self._mark = QLabel()
        self._saved = PlainText(size=SMALL, role="quiet", wrap=False)
        self._hint = Elided(size=SMALL, role="quiet")
        self._time = PlainText(size=SMALL, role="quiet", wrap=False, figures=True)
        self._time.setAccessibleName("Clock")
        self.progress = ProgressPanel(jobs)
        self.progress.setMaximumWidth(560)
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 1, 16, 0)
        row.setSpacing(8)
        self._saved.setContentsMargins(0, 0, 12, 0)
        for widget, stretch in ((self._mark, 0), (self._saved, 0), (self._hint, 2), (self.progress, 3), (self._time, 0)):
            row.addWidget(widget, stretch)
        self._timer = QTimer(self, interval=CLOCK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._state = ("check", "good")
        theme.THEME.changed.connect(self._draw)
        self._tick()

    def show_saved(self, words: str = "All changes saved", state: str = "good") -> None:
        """The saved state in words; "" while no workspace is open."""
        self._saved.setText(words)
        self._state = ({"good": "check", "warn": "lock"}.get(state, "circle-alert"), state)
        self._mark.setVisible(bool(words))
        self._draw()

    def show_undo(self, label: str) -> None:
        """What Ctrl+Z would take back."""
        self._hint.set_whole(f"Ctrl+Z undoes “{label}”" if label else "")

    def show_zone(self, name: str) -> None:
        """The event's zone; "" outside events."""
        self._zone = name
        self._tick()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line"))

    def _tick(self) -> None:
        self._time.setText(clocks(self._clock(), self._zone))

    def _draw(self) -> None:
        self._mark.setPixmap(icons.pixmap(self._state[0], 16, self._state[1]))
