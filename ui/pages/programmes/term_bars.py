"""Terms drawn as bars on one axis of years, with today as a line through them; the same term stands above its bar in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen
from PySide6.QtWidgets import QWidget

from advoplanner.core.records import dataclass
from advoplanner.domain.programmes import ENDING_DAYS, MemberStatus
from ui.kit.cells import PAD, CellDelegate, Index

BAR, BELOW = 6, 22
"""Height of a bar, and where it begins below the top of its row, in px."""

MOST_YEARS = 8
"""Years on each side of today that the axis may show; a bar that leaves it ends at its edge."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Whole years, from the first of January of `first` to the end of `last`; `today` is marked."""

    first: int
    last: int
    today: date

    def share(self, day: date) -> float:
        """Where a day lies, from 0 at the left to 1 at the right; a day off the axis lies at its edge."""
        start, end = date(self.first, 1, 1).toordinal(), date(self.last, 12, 31).toordinal()
        return min(max((day.toordinal() - start) / (end - start), 0.0), 1.0)

    @property
    def years(self) -> range:
        return range(self.first, self.last + 1)


def axis_of(terms: Iterable[tuple[date | None, date | None]], today: date) -> Axis:
    """The years that these terms and today span."""
    days = [day for term in terms for day in term if day]
    years = [year for year in (today.year, *(day.year for day in days)) if abs(year - today.year) <= MOST_YEARS]
    return Axis(min(years), max(years), today)


def axis_words(axis: Axis) -> str:
    """What the bars are drawn on, for whoever reads them."""
    years = f"from {axis.first} to {axis.last}" if axis.first != axis.last else f"of {axis.first}"
    return f"bars {years}, the line is today"


def bar_ends(axis: Axis, start: date | None, end: date | None) -> tuple[float, float] | None:
    """Shares at which a bar begins and ends; None for no term at all. A missing end is one that is not known, and runs on."""
    if start is None and end is None:
        return None
    return axis.share(start) if start else 0.0, axis.share(end) if end else 1.0


def bar_look(row: Any, today: date) -> tuple[str, bool]:
    """A bar's colour, and whether it is only an outline: full for those who belong, an outline for those who do not yet or not now."""
    if row.status in (MemberStatus.NOMINATED, MemberStatus.APPROACHED):
        return "accent", True
    if row.status == MemberStatus.PAUSED:
        return "quiet", True
    if row.status == MemberStatus.ALUMNI:
        return "edge", False
    return ("warn" if row.end and (row.end - today).days <= ENDING_DAYS else "accent"), False


class TermDelegate(CellDelegate):
    """Paints the column of terms of a table whose rows have `start`, `end` and `status`."""

    def __init__(self, parent: QWidget, rows: Any, axis: Axis) -> None:
        super().__init__(parent, rows)
        self.axis = axis
        self._table: Any = parent

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        line, column, rect = index.row(), index.column(), option.rect
        # The table tells only its own delegate which row is under the pointer.
        self.hovered = self._table.itemDelegate().hovered
        self._ground(painter, rect, option.state.value, line, column)
        inner = rect.adjusted(PAD, 0, -PAD, -1)
        cell = self._rows.cell(line, column)
        painter.setFont(self._small)
        painter.setPen(self._colour("quiet" if cell.quiet else "text"))
        words = self._small_metrics.elidedText(cell.text, Qt.TextElideMode.ElideMiddle, inner.width())
        painter.drawText(QRect(inner.left(), inner.top() + 3, inner.width(), 16), int(Qt.AlignmentFlag.AlignVCenter), words)
        self._axis_lines(painter, inner)
        row = self._table.rows.row(self._table.rows.id_at(line))
        self._bar(painter, inner, row)
        at = inner.left() + self.axis.share(self.axis.today) * inner.width()
        painter.fillRect(QRectF(at - 1, inner.top() + BELOW - 3, 2, BAR + 6), self._colour("text"))

    def _axis_lines(self, painter: QPainter, inner: QRect) -> None:
        for year in self.axis.years:
            at = inner.left() + self.axis.share(date(year, 1, 1)) * inner.width()
            painter.fillRect(QRectF(at, inner.top() + BELOW - 1, 1, BAR + 2), self._colour("line"))

    def _bar(self, painter: QPainter, inner: QRect, row: Any) -> None:
        ends = bar_ends(self.axis, row.start, row.end)
        if ends is None:
            return
        left, right = (inner.left() + end * inner.width() for end in ends)
        box = QRectF(left, inner.top() + BELOW, max(right - left, BAR), BAR)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour, hollow = bar_look(row, self.axis.today)
        painter.setPen(QPen(self._colour(colour), 1.5) if hollow else Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(Qt.BrushStyle.NoBrush) if hollow else QBrush(self._colour(colour)))
        painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75) if hollow else box, BAR / 2, BAR / 2)
        painter.restore()
