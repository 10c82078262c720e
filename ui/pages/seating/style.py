"""Colours, pens and type of the seating plan, made once for each scheme, because they are used a thousand times a frame."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainterPath, QPen

from advoplanner.domain.guests import Side
from advoplanner.domain.rooms import SeatGuest
from advoplanner.domain.table_mix import leads
from ui.kit import theme
from ui.kit.tokens import Tokens, mix

NORMAL = 0.6
"""Pixels a centimetre at 100 %: a chair is then 26 px across and every name can be read."""
DETAIL = 0.4
"""Below this zoom a seat is a dot and a table its number."""
NAMES = 0.5
"""From this zoom the names stand beside the seats."""
COMPANIES = 1.45
"""From this zoom the company stands under the name."""
CHIP = 23.0
"""Radius of a seat in cm."""
NAME_PX = 11
LINE_PX = 14


class Look:
    """Fill, edge and lettering of one kind of seat."""

    __slots__ = ("edge", "fill", "letters")

    def __init__(self, fill: str, edge: str, letters: str, width: float = 1.0, line: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        self.fill = QBrush(QColor(fill))
        self.edge = cosmetic(edge, width, line)
        self.letters = QPen(QColor(letters))


class Style:
    """Everything the items paint with, for one scheme."""

    def __init__(self, t: Tokens) -> None:
        self.tokens = t
        tint = 0.30 if t.dark else 0.17
        self.host = Look(t.ink, t.ink, t.window if t.dark else "#FFFFFF")
        self.guest = Look(mix(t.surface, t.ink, tint), mix(t.surface, t.ink, tint + 0.22), t.text)
        self.advocate = Look(mix(t.surface, t.accent, tint + 0.03), mix(t.surface, t.accent, tint + 0.35), t.text)
        self.prospect = Look(t.surface, t.ink, t.text, 1.6)
        self.partner = Look(t.raised, t.quiet, t.text)
        self.empty = Look(t.surface, mix(t.line, t.quiet, 0.5), t.quiet, 1.0, Qt.PenStyle.DashLine)
        self.by_side: dict[str, Look] = {Side.PROSPECT: self.prospect, Side.ADVOCATE: self.advocate, Side.PARTNER: self.partner}
        self.disc = QBrush(QColor(mix(t.surface, t.raised, 0.9 if t.dark else 0.75)))
        self.disc_edge = cosmetic(mix(t.line, t.quiet, 0.12))
        self.shadow = QBrush(QColor(0, 0, 0, 70 if t.dark else 14))
        self.track = QColor(mix(t.surface, t.line, 0.28 if t.name == "contrast" else 0.75))
        self.around = QBrush(QColor(t.window))
        self.floor = QBrush(QColor(t.surface))
        self.wall = cosmetic(t.line)
        self.stage = QBrush(QColor(t.raised))
        self.pillar = QBrush(QColor(mix(t.surface, t.quiet, 0.4)))
        self.text, self.quiet, self.ink, self.accent = QColor(t.text), QColor(t.quiet), QColor(t.ink), QColor(t.accent)
        self.good, self.warn, self.bad = QColor(t.good), QColor(t.warn), QColor(t.bad)
        self.surface = QColor(t.surface)
        self.name_pen, self.quiet_pen = QPen(self.text), QPen(self.quiet)
        self.may = QBrush(QColor(mix(t.surface, t.good, 0.28)))
        self.may_not = QBrush(QColor(mix(t.surface, t.bad, 0.28)))
        self.chosen = cosmetic(t.accent, 2.0)

    def look(self, guest: SeatGuest | None) -> Look:
        """How the seat of `guest` is drawn."""
        if guest is None:
            return self.empty
        if leads(guest):
            return self.host
        return self.by_side.get(guest.side, self.guest)

    def heat(self, share: float) -> QColor:
        """The ring's colour; its length says the same, so that colour is never alone."""
        return self.warn if share < 0.34 else self.quiet if share < 0.6 else self.accent

    def heated(self, share: float) -> QBrush:
        """A table's top in the colour of its fit, strong where it is good, so that the figure on it stays readable."""
        t = self.tokens
        colour = t.warn if share < 0.34 else t.quiet if share < 0.6 else t.accent
        return QBrush(QColor(mix(t.surface, colour, 0.12 + 0.22 * abs(share - 0.47))))


def style() -> Style:
    """The style of the scheme in force."""
    return _style(theme.tokens())


@cache
def _style(tokens: Tokens) -> Style:
    return Style(tokens)


def cosmetic(colour: str | QColor, width: float = 1.0, line: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A pen as wide at every zoom."""
    pen = QPen(QColor(colour), width, line)
    pen.setCosmetic(True)
    if line == Qt.PenStyle.DashLine:
        pen.setDashPattern([3.0, 2.5])
    return pen


@cache
def type_face(px: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Inter at `px`, kept."""
    return theme.font(px, weight)


@cache
def measure(px: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFontMetricsF:
    return QFontMetricsF(type_face(px, weight))


@cache
def width_of(text: str, px: int = NAME_PX, weight: QFont.Weight = QFont.Weight.Medium) -> float:
    """Width of `text` in pixels; kept, because the same names are measured at every zoom."""
    return measure(px, weight).horizontalAdvance(text)


@cache
def padlock(size: float) -> QPainterPath:
    """A small closed lock, `size` across, its middle at 0, 0."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(-size * 0.36, -size * 0.08, size * 0.72, size * 0.52), size * 0.1, size * 0.1)
    bow = QPainterPath()
    bow.addRoundedRect(QRectF(-size * 0.25, -size * 0.46, size * 0.5, size * 0.8), size * 0.25, size * 0.25)
    inner = QPainterPath()
    inner.addRoundedRect(QRectF(-size * 0.13, -size * 0.34, size * 0.26, size * 0.7), size * 0.13, size * 0.13)
    return path.united(bow.subtracted(inner))
