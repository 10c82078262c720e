"""Who will come: one figure with its range, how it develops up to the day, when it falls short, and whom to invite next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from advoplanner.core.dates import short_date
from advoplanner.core.text import listed, plural
from advoplanner.domain.checks.course import Course
from advoplanner.services.checks import Outlook
from ui.kit import theme
from ui.kit.card import Card
from ui.kit.jump_row import JumpRow, inset
from ui.kit.labels import PlainText, figure, quiet, section, tip
from ui.kit.tokens import SMALL, mix
from ui.pages.overview.cards import Refilled

HEIGHT, FOOT, TOP = 112, 18, 6
WORDS = {"accepted": "accepted", "tentative": "tentative", "none": "silent"}
ORIGINS = {"norm": "the norm", "history": "your own events", "default": "assumed, for the norm says nothing"}


@dataclass(frozen=True, slots=True)
class Limit:
    """A line across the chart; `below` it there are too few, else above it too many."""

    value: int
    words: str
    colour: str
    below: bool


def limits_of(outlook: Outlook) -> tuple[Limit, ...]:
    """The quorum, and between how many members the room is good: the norm's figures, or the places there are where those are fewer."""
    most = min((each for each in (outlook.capacity, outlook.most) if each), default=0)
    found = [Limit(outlook.quorum, "quorum", "bad", below=True)] if outlook.quorum else []
    if outlook.least and outlook.least != outlook.quorum:
        found.append(Limit(outlook.least, "at least", "quiet", below=True))
    if most:
        words = "places" if most == outlook.capacity else "at most"
        found.append(Limit(most, words, "quiet", below=False))
    return tuple(found)


class ForecastCard(Card):
    """`go(page)` leads to the guest list, where the bench is."""

    def __init__(self, go: Callable[[str], object]) -> None:
        super().__init__(margin=12, spacing=4)
        self._go = go
        self.number = figure()
        self.words = PlainText(role="quiet")
        self.chart = CourseChart()
        self.rows = Refilled()
        for widget in (inset(section("Forecast"), 8), inset(self.number), inset(self.words), inset(self.chart, 6), self.rows):
            self.column.addWidget(widget)

    def show_outlook(self, outlook: Outlook, today: date) -> None:
        turnout = outlook.turnout
        self.setVisible(turnout is not None or outlook.came is not None)
        if turnout is not None:
            self.number.setText(f"{turnout.expected:.0f}")
        elif outlook.came is not None:
            self.number.setText(f"{outlook.came}")
        self.words.setText(forecast_words(outlook))
        self.words.setToolTip(tip(weight_words(outlook)))
        self.number.setToolTip(tip(weight_words(outlook)))
        self.chart.parentWidget().setVisible(outlook.course is not None)
        if outlook.course is not None:
            self.chart.show_course(outlook.course, outlook, today)
        self.rows.fill(self._rows(outlook, today))

    def _rows(self, outlook: Outlook, today: date) -> Iterator[QWidget]:
        short = short_words(outlook, today)
        if short:
            state = "bad" if outlook.more else "warn"
            yield JumpRow(short, partial(self._go, "guests"), why=next_words(outlook), state=state, state_word="Falls short")
        elif not outlook.quorum and outlook.turnout is not None:
            yield inset(quiet("No quorum is set, so nothing says when too few come."), 4)


class CourseChart(QWidget):
    """The expectation as a line, its range as a band, the days to come dashed, quorum and room as lines with their words."""

    def __init__(self) -> None:
        super().__init__()
        self._course: Course | None = None
        self._limits: tuple[Limit, ...] = ()
        self._today = date.min
        self.setFont(theme.font(SMALL, figures=True))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.THEME.changed.connect(self.update)

    def show_course(self, course: Course, outlook: Outlook, today: date) -> None:
        self._course, self._limits, self._today = course, limits_of(outlook), today
        first, last = course.points[0], course.points[-1]
        words = f"From {first.expected:.0f} on {short_date(first.day)} to {last.expected:.0f} on {short_date(last.day)} if nobody else answers"
        said = "".join(f"; {each.words} {each.value}" for each in self._limits)
        self.setAccessibleName(f"Course of the forecast: {words}{said}")
        self.setToolTip(tip(words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._course is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = QRectF(0, TOP, self.width(), self.height() - FOOT - TOP)
        points = self._course.points
        span = max((points[-1].day - points[0].day).days, 1)
        fewest = [each.value for each in self._limits if each.below]
        top = max(*(p.high for p in points), *fewest, 0) * 1.1 or 1
        floor = int(min(*(p.low for p in points), *fewest, top) * 0.6)

        def at(day: date, value: float) -> QPointF:
            return QPointF(
                plot.left() + plot.width() * (day - points[0].day).days / span,
                plot.bottom() - plot.height() * min((value - floor) / (top - floor), 1),
            )

        self._draw_band(painter, [at(p.day, p.high) for p in points] + [at(p.day, p.low) for p in reversed(points)])
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        self._draw_line(painter, [at(p.day, p.expected) for p in points if not p.ahead], dashed=False)
        self._draw_line(painter, [at(p.day, p.expected) for p in points if p.day >= self._today], dashed=True)
        for limit in self._limits:
            if limit.value <= top:
                self._draw_limit(painter, plot, at(points[0].day, limit.value).y(), limit)
        self._draw_days(painter, plot, at(self._today, floor).x())

    def _draw_band(self, painter: QPainter, outline: list[QPointF]) -> None:
        tokens = theme.tokens()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(mix(tokens.surface, tokens.accent, 0.16)))
        painter.drawPolygon(QPolygonF(outline))

    def _draw_line(self, painter: QPainter, points: list[QPointF], *, dashed: bool) -> None:
        if not points:
            return
        path = QPainterPath(points[0])
        for point in points[1:]:
            path.lineTo(point)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("accent"), 2, Qt.PenStyle.DotLine if dashed else Qt.PenStyle.SolidLine))
        painter.drawPath(path)

    def _draw_limit(self, painter: QPainter, plot: QRectF, y: float, limit: Limit) -> None:
        """The quorum's words stand at the left, those of the room at the right, so that none covers another."""
        painter.setPen(QPen(theme.colour(limit.colour), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(theme.colour(limit.colour))
        words = f"{limit.words} {limit.value}"
        left = plot.left() + 6 if limit.colour == "bad" else plot.right() - 6 - painter.fontMetrics().horizontalAdvance(words)
        painter.drawText(QPointF(left, y + 14), words)

    def _draw_days(self, painter: QPainter, plot: QRectF, today: float) -> None:
        """Today as a hairline with its word, the event's day at the right."""
        painter.setPen(QPen(theme.colour("quiet"), 1))
        painter.drawLine(QPointF(today, plot.top()), QPointF(today, plot.bottom() + 4))
        metrics, line = painter.fontMetrics(), int(plot.bottom()) + FOOT - 4
        ends = "the day"
        right = int(plot.right()) - metrics.horizontalAdvance(ends)
        painter.drawText(right, line, ends)
        left = min(max(int(today) - metrics.horizontalAdvance("today") // 2, 0), right - metrics.horizontalAdvance("today") - 8)
        painter.drawText(left, line, "today")


def forecast_words(outlook: Outlook) -> str:
    """The range, and the chance of the quorum; after the event who came."""
    turnout = outlook.turnout
    if turnout is None:
        return f"{'member' if outlook.came == 1 else 'members'} came." if outlook.came is not None else ""
    words = f"members expected, {turnout.low} to {turnout.high} in 8 of 10 cases."
    if turnout.chance is not None:
        words += f" The quorum of {outlook.quorum} is reached with {_percent(turnout.chance)}."
    return words


def weight_words(outlook: Outlook) -> str:
    """How likely each reply is taken to come, and from where that is known."""
    found = (outlook.turnout.weights if outlook.turnout else None) or {}
    lines = [f"{WORDS[reply]}: {w.value:.0%} come ({ORIGINS[w.origin]}{f', {w.cases} guests' if w.cases else ''})" for reply, w in found.items()]
    past = f"{plural(outlook.past_events, 'past event')} of this kind with who came noted; from three on they count."
    return "\n".join([*lines, past])


def short_words(outlook: Outlook, today: date) -> str:
    """When the forecast falls below the quorum, or since when it does; "" where it never does."""
    day = outlook.course.short_from if outlook.course else None
    if day is None:
        return ""
    if day <= today:
        return f"Below the quorum of {outlook.quorum} since {short_date(day)}."
    return f"Falls below the quorum of {outlook.quorum} on {short_date(day)} if nobody else answers."


def next_words(outlook: Outlook) -> str:
    """How many to invite, and who is next on the bench."""
    names = [guest.name for guest in outlook.next_ones[:3]]
    if outlook.more:
        who = f": {listed(names)} from the bench" if names else ", nobody is on the bench"
        return f"Invite {plural(outlook.more, 'more guest')} now{who}."
    return "Ask those who are silent before then."


def _percent(share: float) -> str:
    return "over 99 %" if share > 0.995 else "under 1 %" if share < 0.005 else f"{share:.0%}"
