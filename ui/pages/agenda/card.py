"""How one session is drawn: time and kind, title, people, as much as its height and width hold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from advoplanner.domain.agenda import SessionRow
from ui.kit import icons, theme
from ui.kit.tokens import SMALL, TEXT, Tokens, mix
from ui.pages.agenda.plan import kind_of, people_of, times, type_words

Face = tuple[int, bool, QFont.Weight]
"""Size, tabular figures, weight."""

TEXTS = 2048
"""Measured texts that are kept: those of a long agenda at several widths."""

LINE = 16.0
TITLE_LINE = 17.0
PAD = 8.0
BAR = 4.0
LOCK = 16.0
ROUND = 5.0
WIDE = 560.0
"""From this width a card shows at its right what members get or are asked."""


@dataclass(frozen=True, slots=True)
class CardState:
    """What is drawn differently just now."""

    chosen: bool = False
    focused: bool = False
    faded: bool = False
    ghost: bool = False


def paint_card(painter: QPainter, rect: QRectF, row: SessionRow, state: CardState = CardState()) -> None:
    """Draw `row` into `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(0.35 if state.faded else 1.0)
    _ground(painter, rect, kind_of(row), state)
    left = rect.left() + PAD + (BAR if kind_of(row) == "work" else 0)
    inner = QRectF(left, rect.top(), rect.right() - PAD - left - (LOCK if row.fixed else 0), rect.height())
    if inner.width() > 24:
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        _words(painter, inner, row)
    if row.fixed and rect.width() > 3 * LOCK and rect.height() >= 12:
        painter.drawPixmap(QPointF(rect.right() - PAD - 12, rect.top() + min(6, (rect.height() - 12) / 2)), icons.pixmap("lock", 12, "quiet"))
    painter.restore()


def fill_of(tokens: Tokens, kind: str) -> str:
    """The ground of a card: pauses tinted towards grey, work towards teal, talks as plain as a sheet."""
    if tokens.name == "contrast":
        return tokens.surface
    if kind in ("pause", "host"):
        return mix(tokens.surface, tokens.quiet, 0.10)
    if kind == "blocker":
        return mix(tokens.surface, tokens.quiet, 0.22)
    if kind == "work":
        return mix(tokens.surface, tokens.accent, 0.18 if tokens.dark else 0.10)
    return mix(tokens.surface, tokens.ink, 0.16) if tokens.dark else tokens.surface


@lru_cache(maxsize=TEXTS)
def wrapped(text: str, face: Face, width: float, lines: int) -> tuple[str, ...]:
    """`text` in at most `lines` lines of `width`; the last one gives way at its end."""
    metrics = _metrics(*face)
    done: list[str] = []
    rest = text.split()
    while rest and len(done) < lines - 1:
        line = [rest.pop(0)]
        while rest and metrics.horizontalAdvance(" ".join([*line, rest[0]])) <= width:
            line.append(rest.pop(0))
        done.append(" ".join(line))
    if rest:
        done.append(" ".join(rest))
    return tuple(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in done)


def _ground(painter: QPainter, rect: QRectF, kind: str, state: CardState) -> None:
    tokens = theme.tokens()
    edge = {"work": tokens.accent, "talk": tokens.ink}.get(kind, tokens.quiet)
    fill = fill_of(tokens, kind)
    painter.setBrush(QColor(fill))
    strong = state.chosen or state.ghost
    quiet_edge = fill if kind == "pause" and tokens.name != "contrast" else mix(fill, edge, 0.45)
    pen = QPen(QColor(tokens.accent), 2) if strong else QPen(QColor(quiet_edge), 1)
    if kind in ("host", "blocker") and not strong:
        pen = QPen(QColor(mix(fill, tokens.quiet, 0.7)), 1, Qt.PenStyle.DashLine)
    if state.chosen and not state.focused:
        pen = QPen(QColor(mix(fill, tokens.accent, 0.75)), 1.5)
    painter.setPen(pen)
    inset = pen.widthF() / 2
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), ROUND, ROUND)
    if kind == "blocker":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(QColor(mix(fill, tokens.quiet, 0.45)), Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), ROUND, ROUND)
    if kind == "work":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(QRectF(rect.left() + 3, rect.top() + 3, BAR, max(rect.height() - 6, 2)), BAR / 2, BAR / 2)


def _words(painter: QPainter, inner: QRectF, row: SessionRow) -> None:
    if inner.height() < 11:
        return
    if inner.height() < LINE + TITLE_LINE:
        _one_line(painter, inner, row)
        return
    if inner.width() >= WIDE and (row.input_sought or row.member_benefit) and inner.height() >= 2 * LINE:
        half = inner.width() * 0.5
        _aside(painter, inner.adjusted(half + 16, 0, 0, 0), row)
        inner = inner.adjusted(0, 0, -half, 0)
    _stacked(painter, inner, row)


def _one_line(painter: QPainter, inner: QRectF, row: SessionRow) -> None:
    """Start and title beside one another."""
    small = 11 if inner.height() < LINE + 2 else SMALL
    figures, face = _face(small, True), _face(small, False, QFont.Weight.Medium)
    start = f"{row.start:%H:%M}" if row.start else ""
    room = _metrics(small, True).horizontalAdvance(start) + 8 if start and inner.width() > 120 else 0.0
    middle = int(Qt.AlignmentFlag.AlignVCenter)
    if room:
        painter.setFont(figures)
        painter.setPen(theme.colour("quiet"))
        painter.drawText(inner, middle, start)
    painter.setFont(face)
    painter.setPen(theme.colour("text"))
    title = inner.adjusted(room, 0, 0, 0)
    painter.drawText(title, middle, _metrics(small, False, QFont.Weight.Medium).elidedText(row.title, Qt.TextElideMode.ElideRight, title.width()))


def _stacked(painter: QPainter, inner: QRectF, row: SessionRow) -> None:
    """Time and kind, then the title in as many lines as there is room for, then the people."""
    room = inner.height()
    top = inner.top() + (5 if room >= LINE + TITLE_LINE + 10 else max((room - LINE - TITLE_LINE) / 2, 0))
    _line(painter, inner, top, _head(row, inner.width()))
    top += LINE
    left = inner.bottom() - top - 2
    people = people_of(row)
    titles = max(int((left - (LINE if people and left >= TITLE_LINE + LINE else 0)) // TITLE_LINE), 1)
    painter.setFont(_face(TEXT, False, QFont.Weight.Medium))
    painter.setPen(theme.colour("text"))
    for line in wrapped(row.title, (TEXT, False, QFont.Weight.Medium), inner.width(), titles):
        painter.drawText(QRectF(inner.left(), top, inner.width(), TITLE_LINE), int(Qt.AlignmentFlag.AlignVCenter), line)
        top += TITLE_LINE
    if people and inner.bottom() - top >= LINE:
        _line(painter, inner, top + 1, people)


def _head(row: SessionRow, width: float) -> str:
    """As much of time, kind and room as fits whole; a room of its own is told before the kind, which the colour tells too."""
    return _fitting(times(row), f"{row.start:%H:%M}" if row.start else "", type_words(row), row.room, width)


@lru_cache(maxsize=TEXTS)
def _fitting(whole: str, start: str, kind: str, room: str, width: float) -> str:
    own = room or kind
    choices = ((whole, kind, room), (whole, own), (start, own), (whole,))
    words = [" · ".join(part for part in parts if part) for parts in choices]
    return next((text for text in words if _metrics(SMALL, True).horizontalAdvance(text) <= width), words[-1])


def _line(painter: QPainter, inner: QRectF, top: float, text: str) -> None:
    painter.setFont(_face(SMALL, True))
    painter.setPen(theme.colour("quiet"))
    shown = wrapped(text, (SMALL, True, QFont.Weight.Normal), inner.width(), 1)
    painter.drawText(QRectF(inner.left(), top, inner.width(), LINE), int(Qt.AlignmentFlag.AlignVCenter), "".join(shown))


def _aside(painter: QPainter, inner: QRectF, row: SessionRow) -> None:
    """What a wide card has room for: the input sought, or else what members get."""
    painter.setFont(_face(SMALL, False))
    painter.setPen(theme.colour("quiet"))
    lines = wrapped(
        row.input_sought or row.member_benefit, (SMALL, False, QFont.Weight.Normal), inner.width(), max(int((inner.height() - 6) // LINE), 1)
    )
    top = inner.top() + (5 if inner.height() >= LINE + TITLE_LINE + 10 else (inner.height() - LINE * len(lines)) / 2)
    for line in lines:
        painter.drawText(QRectF(inner.left(), top, inner.width(), LINE), int(Qt.AlignmentFlag.AlignVCenter), line)
        top += LINE


@cache
def _face(size: int, figures: bool, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    return theme.font(size, weight, figures=figures)


@cache
def _metrics(size: int, figures: bool, weight: QFont.Weight = QFont.Weight.Normal) -> QFontMetricsF:
    return QFontMetricsF(_face(size, figures, weight))
