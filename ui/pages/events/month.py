"""A month with its events, painted; by keyboard too: arrows move the day, Page Up and Down the month, Enter opens."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from advoplanner.core.dates import long_date
from advoplanner.domain.events import EventRow
from ui.kit import theme
from ui.kit.buttons import Button, IconButton
from ui.kit.event_words import STATES, kind_words
from ui.kit.labels import section
from ui.kit.row_menu import plain_tip
from ui.kit.tokens import SMALL

HEAD, LINE, WEEK = 28, 20, 7
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -WEEK, Qt.Key.Key_Down: WEEK}


class MonthGrid(QWidget):
    """Six weeks at most; `opened(event_id)` follows a double click or Enter on a day's event, `turned` a new month."""

    opened = Signal(str)
    turned = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self.day = self._today = today
        self._events: dict[date, list[EventRow]] = {}
        self.setFont(theme.font(SMALL))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Month")

    def show_rows(self, rows: Iterable[EventRow]) -> None:
        """Put events on all their days."""
        self._events = {}
        for row in rows:
            for n in range((row.end.date() - row.start.date()).days + 1):
                self._events.setdefault(row.start.date() + timedelta(days=n), []).append(row)
        self.go(self.day)

    def go(self, day: date) -> None:
        """Choose a day, and with it a month."""
        other = (day.year, day.month) != (self.day.year, self.day.month)
        self.day = day
        self.setAccessibleDescription(f"{long_date(day)}: {', '.join(row.title for row in self.on(day)) or 'no event'}")
        self.update()
        if other:
            self.turned.emit()

    def turn(self, months: int) -> None:
        """As many months on or back, on the same day where it exists."""
        year, month = divmod(self.day.year * 12 + self.day.month - 1 + months, 12)
        days = max(Calendar().itermonthdays(year, month + 1))
        self.go(date(year, month + 1, min(self.day.day, days)))

    def on(self, day: date) -> list[EventRow]:
        """The events of one day."""
        return self._events.get(day, [])

    def sizeHint(self) -> QSize:
        return QSize(700, 480)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.go(self.day + timedelta(days=_STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.on(self.day):
            self.opened.emit(self.on(self.day)[0].id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        if found:
            self.go(found[0])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        if found and found[1]:
            self.opened.emit(found[1].id)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._at(QPointF(event.pos()))
            row = found[1] if found else None
            words = f"{row.title}, {kind_words(row.kind)}, {row.start:%H:%M}, {STATES[row.status][0]}" if row else ""
            QToolTip.showText(event.globalPos(), plain_tip(words), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("surface"))
        weeks = self._weeks()
        painter.setPen(theme.colour("quiet"))
        for place, day in enumerate(weeks[0]):
            head = QRect(self._left(place) + 8, 0, self._left(place + 1) - self._left(place) - 8, HEAD)
            painter.drawText(head, int(Qt.AlignmentFlag.AlignVCenter), f"{day:%a}")
        for line, week in enumerate(weeks):
            for place, day in enumerate(week):
                self._draw_day(painter, self._cell(line, place, len(weeks)), day)

    def _draw_day(self, painter: QPainter, cell: QRect, day: date) -> None:
        painter.fillRect(cell.left(), cell.top(), cell.width(), 1, theme.colour("line"))
        if day == self.day:
            painter.setPen(theme.ring() if self.hasFocus() else theme.colour("edge"))
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(cell.adjusted(2, 3, -2, -2), 4, 4)
        today = day == self._today
        weight = QFont.Weight.DemiBold if today else QFont.Weight.Normal
        painter.setFont(theme.font(SMALL, weight, figures=True))
        painter.setPen(theme.colour("accent" if today else "text" if day.month == self.day.month else "quiet"))
        painter.drawText(cell.adjusted(8, 4, -4, 0), 0, f"{day.day} {day:%b}" if day.day == 1 else str(day.day))
        rows = self.on(day)
        room = max((cell.height() - LINE - 4) // LINE, 0)
        for place, row in enumerate(rows[:room]):
            rest = f"+{len(rows) - place} more" if place == room - 1 and len(rows) > room else ""
            self._draw_event(painter, self._line(cell, place), row, rest, day)

    def _draw_event(self, painter: QPainter, line: QRect, row: EventRow, rest: str, day: date) -> None:
        painter.setFont(self.font())
        state = "quiet" if rest else STATES[row.status][1]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(state))
        if not rest:
            painter.drawRoundedRect(line.left(), line.top() + 3, 3, line.height() - 6, 1.5, 1.5)
        painter.setPen(theme.colour("text"))
        words = rest or (f"{row.start:%H:%M} {row.title}" if day == row.start.date() else row.title)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, line.width() - 8)
        painter.drawText(line.adjusted(8, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), shown)

    def _weeks(self) -> list[list[date]]:
        first = self.locale().firstDayOfWeek().value - 1
        return Calendar(first).monthdatescalendar(self.day.year, self.day.month)

    def _left(self, place: int) -> int:
        return self.width() * place // WEEK

    def _cell(self, line: int, place: int, weeks: int) -> QRect:
        height = (self.height() - HEAD) / weeks
        top = HEAD + int(height * line)
        return QRect(self._left(place), top, self._left(place + 1) - self._left(place), HEAD + int(height * (line + 1)) - top)

    @staticmethod
    def _line(cell: QRect, place: int) -> QRect:
        return QRect(cell.left() + 8, cell.top() + LINE + 4 + place * LINE, cell.width() - 12, LINE)

    def _at(self, point: QPointF) -> tuple[date, EventRow | None] | None:
        """The day under a point, and the event there."""
        weeks = self._weeks()
        for line, week in enumerate(weeks):
            for place, day in enumerate(week):
                cell = self._cell(line, place, len(weeks))
                if cell.contains(point.toPoint()):
                    rows = self.on(day)
                    hit = next((row for n, row in enumerate(rows) if self._line(cell, n).contains(point.toPoint())), None)
                    return day, hit or (rows[0] if len(rows) == 1 else None)
        return None


class MonthView(QWidget):
    """The grid below its month's name, with buttons to turn the page."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.grid = MonthGrid(today)
        self._name = section()
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._name, 1)
        head.addWidget(Button("Today", lambda: self.grid.go(today), kind="quiet"))
        head.addWidget(IconButton("chevron-left", "Earlier month (Page Up)", lambda: self.grid.turn(-1)))
        head.addWidget(IconButton("chevron-right", "Later month (Page Down)", lambda: self.grid.turn(1)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.grid, 1)
        self.grid.turned.connect(self._show_name)
        self._show_name()

    def _show_name(self) -> None:
        self._name.setText(f"{self.grid.day:%B %Y}")
