"""The line at the bottom: whether all is saved, what undo would take back, the running job, what checks found, the event's clock."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from advoplanner.core.dates import Clock
from advoplanner.core.text import listed, plural
from ui.kit import icons, theme
from ui.kit.buttons import Button
from ui.kit.event_facts import clocks
from ui.kit.jobs import Jobs
from ui.kit.labels import Elided, PlainText, tip
from ui.kit.progress_panel import ProgressPanel
from ui.kit.tokens import SMALL

HEIGHT, CLOCK_MS = 36, 10_000
READABLE = 200
"""Pixels that hint and job need between them beyond their least; with fewer neither can be read."""


class BottomBar(QWidget):
    """Quiet by nature; only the job and the checks have a button. `checks_wanted` asks for the page with what they found."""

    checks_wanted = Signal()

    def __init__(self, jobs: Jobs, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._zone = ""
        self._mark = QLabel()
        self._saved = PlainText(size=SMALL, role="quiet", wrap=False)
        self._hint = Elided(size=SMALL, role="quiet")
        self._time = PlainText(size=SMALL, role="quiet", wrap=False, figures=True)
        self._time.setAccessibleName("Clock")
        self.checks = Button("Checks", self.checks_wanted.emit, kind="quiet")
        self.checks.setFixedHeight(HEIGHT - 6)
        self.progress = ProgressPanel(jobs)
        self.progress.setMaximumWidth(560)
        self.setFixedHeight(HEIGHT)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(16, 1, 16, 0)
        row.setSpacing(8)
        self._saved.setContentsMargins(0, 0, 12, 0)
        for widget, stretch in ((self._mark, 0), (self._saved, 0), (self._hint, 2), (self.progress, 3), (self.checks, 0), (self._time, 0)):
            row.addWidget(widget, stretch)
        self._timer = QTimer(self, interval=CLOCK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._state = ("check", "good")
        theme.THEME.changed.connect(self._draw)
        jobs.shown.connect(self._make_room)
        self.show_checks(None)
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

    def show_checks(self, counts: tuple[int, int, int] | None) -> None:
        """Errors, warnings and notes of the open event that nobody waived; None where no event is open."""
        self.checks.setVisible(counts is not None)
        if counts is None:
            self._make_room()
            return
        parts = [plural(count, word) for count, word in zip(counts, ("error", "warning", "note"), strict=True) if count]
        icon, role = ("circle-alert", "bad") if counts[0] else ("triangle-alert", "warn") if counts[1] else ("circle-check", "good")
        icons.put(self.checks, icon, role, 4)
        self.checks.setText(" · ".join(parts) or "All clear")
        self.checks.setAccessibleName(f"Checks: {listed(parts) or 'all clear'}")
        self.checks.setToolTip(tip("What the checks of this event found. Errors close the gates of release. Click to see each of them."))
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def minimumSizeHint(self) -> QSize:
        """The window is never made wider for what can give way."""
        return QSize(0, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line"))

    def _tick(self) -> None:
        self._time.setText(clocks(self._clock(), self._zone))
        self._make_room()

    def _make_room(self) -> None:
        """Beside a running job the hint gives way first, then the bar of its progress, whose figure stays."""
        self._hint.show()
        self.progress.slim(False)
        if not self.progress.isHidden() and self._spare() < READABLE:
            self._hint.hide()
            self.progress.slim(self._spare() < 0)
            self._row.invalidate()

    def _spare(self) -> int:
        """Pixels left when everything has the least it needs; below 0 something is cut."""
        self._row.invalidate()
        return self.width() - self._row.minimumSize().width()

    def _draw(self) -> None:
        self._mark.setPixmap(icons.pixmap(self._state[0], 16, self._state[1]))
