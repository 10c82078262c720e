"""The drawing of the board: hours, days, cards, marks in the gutter, and what is in the hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap, QRegion

from advoplanner.core.dates import short_date
from advoplanner.domain.agenda import SessionRow
from ui.kit import icons, theme
from ui.kit.tokens import SMALL, TEXT, mix
from ui.pages.agenda.card import CardState, paint_card
from ui.pages.agenda.grid import GUTTER, HEAD, LEFT, Grid
from ui.pages.agenda.hand import Hand
from ui.pages.agenda.plan import HOUR, clock

MARKS = {"E": ("circle-alert", "bad"), "W": ("triangle-alert", "warn")}
WHOLE = 4
"""Units of the screen that are whole pixels at 100, 125, 150, 175 and 200 %."""

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
class Placed:
    """One card as it is to be drawn: where, its mark in the gutter, and the mark's level ("" for none)."""

    rect: QRectF
    mark: QRectF
    row: SessionRow
    state: CardState
    level: str

    @property
    def reach(self) -> QRectF:
        """Everything that drawing it may touch."""
        return self.rect.united(self.mark) if self.level else self.rect


@dataclass(frozen=True, slots=True)
class Still:
    """The board without what is in the hand: shown again while nothing of it changes, and only changed cards are drawn anew."""

    key: tuple[object, ...]
    picture: QPixmap
    cards: dict[str, Placed]


def paint(painter: QPainter, canvas: Canvas, view: QRectF, still: Still | None = None) -> Still:
    """Draw what lies in `view`, the viewport's rectangle; what did not change since `still` is taken from there. Returns the new one."""
    ratio = painter.device().devicePixelRatio()
    key, cards = _key(canvas.grid, canvas.offset, view, ratio), _placed(canvas, view.translated(canvas.offset))
    if still is None or still.key != key:
        picture = QPixmap((view.size() * ratio).toSize())
        picture.setDevicePixelRatio(ratio)
        still = Still(key, picture, cards)
        _draw(still, canvas, view, None)
    elif still.cards != cards:
        ids = [i for i in still.cards.keys() | cards.keys() if still.cards.get(i) != cards.get(i)]
        touched = _region((each for i in ids for each in (still.cards.get(i), cards.get(i)) if each), canvas.offset)
        still = Still(key, still.picture, cards)
        _draw(still, canvas, view, touched)
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


def _key(grid: Grid, offset: QPointF, view: QRectF, ratio: float) -> tuple[object, ...]:
    """All that the ground depends on, and where cards lie."""
    plan = grid.plan
    axis = (grid.columns, grid.scale, plan.days, plan.first, plan.last, plan.start, plan.end)
    return (theme.tokens(), axis, offset.x(), offset.y(), view.width(), view.height(), ratio)


def _placed(canvas: Canvas, shown: QRectF) -> dict[str, Placed]:
    """The cards that can be seen, by session."""
    grid, found = canvas.grid, {}
    for block in grid.plan.blocks:
        rect = grid.rect(block)
        if not rect.adjusted(-GUTTER, 0, 0, 0).intersects(shown):
            continue
        row = block.row
        lifted = canvas.hand is not None and canvas.hand.row.id == row.id
        missed = canvas.found is not None and row.id not in canvas.found
        chosen = row.id == canvas.chosen
        state = CardState(chosen, chosen and canvas.focused, lifted or missed)
        found[row.id] = Placed(rect, grid.mark(block), row, state, grid.plan.levels.get(row.id, ""))
    return found


def _region(cards: Iterable[Placed], offset: QPointF) -> QRegion:
    """What of the view lies round these cards, edges and smoothing included; it ends where pixels end, at 125 and 150 % too."""
    region = QRegion()
    for card in cards:
        reach = card.reach.translated(-offset).adjusted(-2, -2, 2, 2)
        left, top = (floor(each / WHOLE) * WHOLE for each in (reach.left(), reach.top()))
        right, bottom = (ceil(each / WHOLE) * WHOLE for each in (reach.right(), reach.bottom()))
        region += QRect(left, top, right - left, bottom - top)
    return region


def _draw(still: Still, canvas: Canvas, view: QRectF, touched: QRegion | None) -> None:
    """Ground and cards into the picture, sharp on every screen: all of them, or what lies in `touched`, a part of the view."""
    painter = QPainter(still.picture)
    shown = view.translated(canvas.offset)
    if touched is not None:
        painter.setClipRegion(touched)
    painter.translate(-canvas.offset)
    painter.fillRect(shown, theme.colour("window"))
    _ground(painter, canvas.grid, shown)
    for card in still.cards.values():
        if touched is None or touched.intersects(card.reach.translated(-canvas.offset).toAlignedRect()):
            paint_card(painter, card.rect, card.row, card.state)
            if card.level:
                painter.drawPixmap(card.mark.topLeft(), icons.pixmap(MARKS[card.level][0], 16, MARKS[card.level][1]))
    painter.end()


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
