"""Where minutes and days lie in pixels: one scale for all days, wide enough to read the shortest session."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF

from ui.pages.agenda.plan import HOUR, STEP, AgendaPlan, Block

LEFT, HEAD, TOP, GUTTER, FOOT = 52.0, 36.0, 10.0, 22.0, 12.0
LEAST_LANE = 120.0
LEAST_SCALE = 78 / HOUR
MOST_SCALE = 420 / HOUR
SHORTEST = 18.0
"""Pixels that the shortest session gets as long as an hour needs no more than 144."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Content coordinates: the left edge holds the hours, the upper one the days; scrolling is not known here.

    `columns` are the left edges of the days and the right one of the last; `scale` is pixels a minute.
    """

    plan: AgendaPlan
    columns: tuple[float, ...]
    scale: float

    @property
    def width(self) -> float:
        return self.columns[-1]

    @property
    def height(self) -> float:
        return HEAD + TOP + (self.plan.last - self.plan.first) * self.scale + FOOT

    def x(self, day: int) -> float:
        return self.columns[day]

    def column(self, day: int) -> float:
        """The width of a day."""
        return self.columns[day + 1] - self.columns[day]

    def y(self, minute: float) -> float:
        return HEAD + TOP + (minute - self.plan.first) * self.scale

    def rect(self, block: Block) -> QRectF:
        """A card in its lane."""
        return self.span(block.day, block.start, block.row.minutes, block.lane, block.lanes)

    def span(self, day: int, start: float, minutes: float, lane: int = 0, lanes: int = 1) -> QRectF:
        room = (self.column(day) - GUTTER - 6) / lanes
        return QRectF(self.x(day) + GUTTER + lane * room, self.y(start) + 1, room - 2, max(minutes * self.scale - 2, 4))

    def mark(self, block: Block) -> QRectF:
        """The place in the gutter beside a card; lanes of one time stand below one another."""
        return QRectF(self.x(block.day) + 4, self.y(block.start) + 2 + 18 * block.lane, 16, 16)

    def at(self, point: QPointF) -> tuple[int, float]:
        """(column, minute) below a point, the nearest ones where it lies outside."""
        day = min(max(bisect_right(self.columns, point.x()) - 1, 0), len(self.plan.days) - 1)
        return day, (point.y() - HEAD - TOP) / self.scale + self.plan.first

    def event_span(self, day: int) -> tuple[float, float]:
        """Upper and lower edge of the event's own time in a column."""
        begin, end = (self.plan.minute(day, moment) for moment in (self.plan.start, self.plan.end))
        low, high = self.plan.first, self.plan.last
        return self.y(min(max(begin, low), high)), self.y(min(max(end, low), high))


def fitted(plan: AgendaPlan, width: float, height: float) -> Grid:
    """As large as there is room for; wider or higher than that where words would not fit, and then it scrolls.

    A day with rooms side by side gets more of the width than one without.
    """
    least = _least_columns(plan)
    stretch = max((width - LEFT) / sum(least), 1.0)
    columns = accumulate((column * stretch for column in least), initial=LEFT)
    fit = (height - HEAD - TOP - FOOT) / (plan.last - plan.first)
    shortest = min((block.row.minutes for block in plan.blocks), default=HOUR)
    wanted = min(SHORTEST / shortest, 2 * LEAST_SCALE)
    return Grid(plan, tuple(columns), min(max(fit, LEAST_SCALE, wanted), MOST_SCALE))


def least_width(plan: AgendaPlan) -> float:
    """Below this width the days do not stand side by side."""
    return LEFT + sum(_least_columns(plan))


def snapped(minute: float) -> int:
    return round(minute / STEP) * STEP


def _least_columns(plan: AgendaPlan) -> list[float]:
    """The narrowest days in which every lane can be read."""
    return [GUTTER + 6 + LEAST_LANE * lanes for lanes in plan.lanes]
