"""Arrivals as they come: a bar for each half hour, how many were here by then, against all who are expected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import theme
from ui.kit.labels import tip
from ui.kit.tokens import SMALL, mix

HALF_HOUR = 30
MOST = 8
"""Bars that are shown; earlier ones are added to the first."""

HIGH, LINE, GAP = 76, 18, 6


def by_half_hour(arrivals: Sequence[datetime]) -> list[tuple[datetime, int]]:
    """(begin of the half hour, how many were here by its end), from the first arrival to the last, at most MOST of them."""
    if not arrivals:
        return []
    first, last = _floor(min(arrivals)), _floor(max(arrivals))
    count = int((last - first).total_seconds()) // 60 // HALF_HOUR + 1
    begins = [first + timedelta(minutes=HALF_HOUR * n) for n in range(count)][-MOST:]
    return [(begin, sum(at < begin + timedelta(minutes=HALF_HOUR) for at in arrivals)) for begin in begins]


class ArrivalBars(QWidget):
    """`show_arrivals` takes wall times at the event, and how many are expected in all."""

    def __init__(self) -> None:
        super().__init__()
        self.bars: list[tuple[datetime, int]] = []
        self._expected = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.THEME.changed.connect(self.update)

    def show_arrivals(self, arrivals: Sequence[datetime], expected: int) -> None:
        self.bars, self._expected = by_half_hour(arrivals), expected
        words = ", ".join(f"{count} by {begin + timedelta(minutes=HALF_HOUR):%H:%M}" for begin, count in self.bars)
        self.setAccessibleName(f"Arrivals: {words}, of {expected} expected" if words else "Nobody has arrived yet")
        self.setToolTip(tip(words))
        # One bar alone says no more than the count above it.
        self.setVisible(len(self.bars) > 1)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, HIGH + LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.bars:
            return
        painter, tokens = QPainter(self), theme.tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(SMALL, figures=True))
        wide = min((self.width() + GAP) / max(len(self.bars), 4) - GAP, 40.0)
        room = HIGH - LINE
        for place, (begin, count) in enumerate(self.bars):
            left = place * (wide + GAP)
            high = room * min(count / max(self._expected, 1), 1.0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(mix(tokens.surface, tokens.quiet, 0.14)))
            painter.drawRoundedRect(QRectF(left, LINE, wide, room), 3, 3)
            painter.setBrush(QColor(tokens.accent))
            painter.drawRoundedRect(QRectF(left, LINE + room - high, wide, high), 3, 3)
            painter.setPen(QColor(tokens.text))
            painter.drawText(QRectF(left - GAP / 2, 0, wide + GAP, LINE), int(Qt.AlignmentFlag.AlignCenter), str(count))
            painter.setPen(QColor(tokens.quiet))
            painter.drawText(QRectF(left - GAP / 2, HIGH, wide + GAP, LINE), int(Qt.AlignmentFlag.AlignCenter), f"{begin:%H:%M}")


def _floor(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute // HALF_HOUR * HALF_HOUR, second=0, microsecond=0)
