"""The drawing of the board: hours, days, cards, marks in the gutter, and what is in the hand."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap

from advoplanner.core.dates import short_date
from ui.kit import icons, theme
from ui.kit.tokens import SMALL, TEXT, mix
from ui.pages.agenda.card import CardState, paint_card
from ui.pages.agenda.grid import GUTTER, HEAD, LEFT, Grid
from ui.pages.agenda.hand import Hand
from ui.pages.agenda.plan import HOUR, clock

MARKS = {"E": ("circle-alert", "bad"), "W": ("triangle-alert", "warn")}
QUARTERS_FROM = 150 / HOUR
"""Pixels a minute from which quarters of an hour have their own line."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """All that the drawing depends on; `found` are the sessions a search looks for, None without one."""

    grid: Grid
    offset: QPointF
    chosen: str
    focused: bool
    found: frozenset[str] | None
    cursor: tuple[int, int] | None
    hand: Hand | None


@dataclass(frozen=True, slots=True)
class Still:
    """The board without what is in the hand, drawn once and shown again while nothing of it changes: a drag costs one card."""

    key: tuple[object, ...]
    picture: QPixmap


def paint(painter: QPainter, canvas: Canvas, view: QRectF, still: Still | None = None) -> Still:
    """Draw what lies in `view`, the viewport's rectangle; what did not change since `still` is taken from there. Returns the new one."""
    key = _key(canvas, view, painter.device().devicePixelRatio())
    if still is None or still.key != key:
        still = Still(key, _drawn(canvas, view, painter.device().devicePixelRatio()))
    painter.drawPixmap(view.topLeft(), still.picture)
    painter.save()
    painter.translate(-canvas.offset)
    _cursor(painter, canvas)
    _ghost(painter, canvas)
    painter.restore()
    _hours(painter, canvas, view)
    _days(painter, canvas, view)
    painter.setPen(theme.colour("line"))
    painter.drawRect(QRectF(view).adjusted(0, 0, -1, -1))
    return still


def _key(canvas: Canvas, view: QRectF, ratio: float) -> tuple[object, ...]:
    lifted = canvas.hand.row.id if canvas.hand else ""
    place = (canvas.offset.x(), canvas.offset.y(), view.width(), view.height(), ratio)
    return (theme.tokens(), canvas.grid, place, canvas.chosen, canvas.focused, canvas.found, lifted)


def _drawn(canvas: Canvas, view: QRectF, ratio: float) -> QPixmap:
    """Ground and cards as a picture, sharp on every screen."""
    picture = QPixmap((view.size() * ratio).toSize())
    picture.setDevicePixelRatio(ratio)
    painter = QPainter(picture)
    painter.fillRect(view, theme.colour("window"))
    painter.translate(-canvas.offset)
    shown = view.translated(canvas.offset)
    _ground(painter, canvas.grid, shown)
    _cards(painter, canvas, shown)
    painter.end()
    return picture


def _ground(painter: QPainter, grid: Grid, shown: QRectF) -> None:
    """The event's own time is bright, lines mark hours and halves."""
    tokens = theme.tokens()
    for day in range(len(grid.plan.days)):
        top, bottom = grid.event_span(day)
        painter.fillRect(QRectF(grid.x(day), top, grid.column(day), bottom - top), QColor(tokens.surface))
    faint = QColor(mix(tokens.surface, tokens.line, 0.45))
    step = 15 if grid.scale >= QUARTERS_FROM else 30
    for minute in range(grid.plan.first, grid.plan.last + 1, step):
        y = round(grid.y(minute))
        painter.fillRect(QRectF(LEFT, y, grid.width - LEFT, 1), QColor(tokens.line) if minute % HOUR == 0 else faint)
    for day in range(len(grid.columns)):
        painter.fillRect(QRectF(round(grid.x(day)), shown.top(), 1, shown.height()), QColor(tokens.line))
    if grid.plan.first < 24 * HOUR < grid.plan.last:
        painter.fillRect(QRectF(LEFT, round(grid.y(24 * HOUR)) - 1, grid.width - LEFT, 2), QColor(mix(tokens.line, tokens.quiet, 0.6)))


def _cards(painter: QPainter, canvas: Canvas, shown: QRectF) -> None:
    for block in canvas.grid.plan.blocks:
        rect = canvas.grid.rect(block)
        if not rect.adjusted(-GUTTER, 0, 0, 0).intersects(shown):
            continue
        lifted = canvas.hand is not None and canvas.hand.row.id == block.row.id
        missed = canvas.found is not None and block.row.id not in canvas.found
        chosen = block.row.id == canvas.chosen
        paint_card(painter, rect, block.row, CardState(chosen, canvas.focused, lifted or missed))
        level = canvas.grid.plan.levels.get(block.row.id)
        if level:
            painter.drawPixmap(canvas.grid.mark(block).topLeft(), icons.pixmap(MARKS[level][0], 16, MARKS[level][1]))


def _cursor(painter: QPainter, canvas: Canvas) -> None:
    """Where a new session would begin."""
    if canvas.cursor is None:
        return
    day, minute = canvas.cursor
    grid, y = canvas.grid, canvas.grid.y(minute)
    painter.setPen(QPen(theme.colour("accent"), 2))
    painter.drawLine(QPointF(grid.x(day) + 4, y), QPointF(grid.x(day) + grid.column(day) - 4, y))
    _label(painter, QPointF(grid.x(day) + GUTTER, y), f"{clock(minute)} · N adds here")


def _ghost(painter: QPainter, canvas: Canvas) -> None:
    hand, grid = canvas.hand, canvas.grid
    if hand is None or not hand.aimed or hand.over_tray:
        return
    rect = grid.span(hand.day, hand.start, hand.minutes)
    paint_card(painter, rect, hand.row, CardState(ghost=True))
    below = hand.sizing or rect.top() - canvas.offset.y() < HEAD + 24
    _label(painter, QPointF(rect.left(), rect.bottom() + 2 if below else rect.top() - 22), hand.words)


def _label(painter: QPainter, at: QPointF, words: str) -> None:
    """Words on the accent."""
    painter.setFont(theme.font(SMALL, QFont.Weight.Medium, figures=True))
    rect = QRectF(at.x(), at.y(), painter.fontMetrics().horizontalAdvance(words) + 12, 20)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent"))
    painter.drawRoundedRect(rect, 4, 4)
    painter.restore()
    painter.setPen(theme.colour("on_accent"))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), words)


def _hours(painter: QPainter, canvas: Canvas, view: QRectF) -> None:
    """The left edge, which stays where it is."""
    grid = canvas.grid
    painter.fillRect(QRectF(0, 0, LEFT, view.height()), theme.colour("window"))
    painter.fillRect(QRectF(LEFT, 0, 1, view.height()), theme.colour("line"))
    painter.setFont(theme.font(SMALL, figures=True))
    painter.setPen(theme.colour("quiet"))
    for minute in range(grid.plan.first, grid.plan.last + 1, 15 if grid.scale >= QUARTERS_FROM else HOUR):
        top = grid.y(minute) - canvas.offset.y() - 8
        if HEAD - 4 <= top <= view.height() - 12:
            painter.drawText(QRectF(0, top, LEFT - 8, 16), int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), clock(minute))


def _days(painter: QPainter, canvas: Canvas, view: QRectF) -> None:
    """The upper edge, which stays where it is."""
    grid = canvas.grid
    painter.fillRect(QRectF(0, 0, view.width(), HEAD), theme.colour("surface"))
    painter.fillRect(QRectF(0, HEAD - 1, view.width(), 1), theme.colour("line"))
    painter.save()
    painter.setClipRect(QRectF(LEFT, 0, view.width() - LEFT, HEAD))
    painter.setFont(theme.font(TEXT, QFont.Weight.DemiBold))
    painter.setPen(theme.colour("ink"))
    for number, day in enumerate(grid.plan.days):
        left = grid.x(number) - canvas.offset.x()
        cell = QRectF(left + GUTTER, 0, grid.column(number) - GUTTER, HEAD - 1)
        painter.drawText(cell, int(Qt.AlignmentFlag.AlignVCenter), short_date(day))
        painter.fillRect(QRectF(round(left), 0, 1, HEAD), theme.colour("line"))
    painter.restore()
