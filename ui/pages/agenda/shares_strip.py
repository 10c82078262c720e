"""The strip over the agenda: what the time is for, and how much of the content the vendor speaks against its limit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from advoplanner.domain.agenda import VENDOR_WEIGHT, WORDS, AgendaShares, SessionRow
from ui.kit import theme
from ui.kit.labels import tip
from ui.kit.tokens import SMALL, Tokens, mix
from ui.pages.agenda.desk import Limit

BAR, LINE, GAP, DOT = 10, 18, 16, 8
NARROW = 800
NOTHING = "Vendor: nothing to measure yet"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the bar: `colour` names its place in the family."""

    word: str
    minutes: int
    colour: str


class SharesStrip(QWidget):
    """Both bars beside one another."""

    def __init__(self) -> None:
        super().__init__()
        self.shares = SharesBar()
        self.vendor = VendorBar()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(32)
        row.addWidget(self.shares, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.vendor, 0, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.vendor.be_brief(self.width() < NARROW)

    def show_shares(self, rows: Iterable[SessionRow], shares: AgendaShares, limit: Limit, kind: str) -> None:
        """`kind` is the kind of event inside a sentence."""
        self.shares.show_parts(parts_of(shares))
        self.vendor.show_share(shares.vendor_share, limit, formula(rows, shares, limit, kind))


class SharesBar(QWidget):
    """A stacked bar; each label stands below its part as far as there is room, and none is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[Part] = []
        self.setFont(theme.font(SMALL, figures=True))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.THEME.changed.connect(self.update)

    def show_parts(self, parts: list[Part]) -> None:
        self.parts = parts
        words = "; ".join(self.words(part) for part in parts) or "No session has a time yet"
        self.setAccessibleName(f"Time by purpose: {words}")
        self.setToolTip(tip("\n".join(self.words(part) for part in parts)))
        self._fit()
        self.update()

    def words(self, part: Part) -> str:
        """ "Content 6 h 55, 45%"."""
        return f"{part.word} {duration(part.minutes)}, {self._share(part)}"

    def labels(self) -> list[tuple[Part, str, QRectF]]:
        """Where each label stands: under its part on one line, without its hours where they do not fit, else on several lines."""
        words = [self.words(part) for part in self.parts]
        if not self._on_one_line(words):
            words = [f"{part.word} {self._share(part)}" for part in self.parts]
        widths = self._widths(words)
        lefts = self._under_parts(widths) if self._on_one_line(words) else None
        found, left, top = [], 0.0, float(BAR + 4)
        for place, (text, width) in enumerate(zip(words, widths, strict=True)):
            if lefts is not None:
                left = lefts[place]
            elif left and left + width > self.width():
                left, top = 0.0, top + LINE
            found.append((self.parts[place], text, QRectF(left, top, width, LINE)))
            left += width + GAP
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), theme.tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QPainterPath()
        whole.addRoundedRect(QRectF(0, 0, self.width(), BAR), BAR / 2, BAR / 2)
        painter.save()
        painter.setClipPath(whole)
        painter.fillRect(QRectF(0, 0, self.width(), BAR), QColor(_track(tokens)))
        left = 0.0
        for part in self.parts:
            width = self.width() * part.minutes / (self._total() or 1)
            painter.fillRect(QRectF(left, 0, max(width - 2, 1), BAR), QColor(part_colour(tokens, part.colour)))
            left += width
        painter.restore()
        for part, words, rect in self.labels():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(part_colour(tokens, part.colour)))
            painter.drawEllipse(QPointF(rect.left() + DOT / 2, rect.center().y()), DOT / 2, DOT / 2)
            painter.setPen(QColor(tokens.text))
            painter.drawText(rect.adjusted(DOT + 6, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(int(max((rect.bottom() for *_, rect in self.labels()), default=BAR + 4 + LINE)))

    def _share(self, part: Part) -> str:
        return f"{part.minutes / (self._total() or 1):.0%}"

    def _widths(self, words: list[str]) -> list[int]:
        return [self.fontMetrics().horizontalAdvance(text) + DOT + 8 for text in words]

    def _on_one_line(self, words: list[str]) -> bool:
        return sum(self._widths(words)) + GAP * (len(words) - 1) <= self.width()

    def _total(self) -> int:
        return sum(part.minutes for part in self.parts)

    def _under_parts(self, widths: list[int]) -> list[float]:
        """As near below the parts as labels can stand without touching."""
        lefts, begin = [], 0.0
        for part in self.parts:
            lefts.append(begin)
            begin += self.width() * part.minutes / (self._total() or 1)
        for place in range(1, len(lefts)):
            lefts[place] = max(lefts[place], lefts[place - 1] + widths[place - 1] + GAP)
        right = float(self.width())
        for place in reversed(range(len(lefts))):
            lefts[place] = min(lefts[place], right - widths[place])
            right = lefts[place] - GAP
        return lefts


class VendorBar(QWidget):
    """The vendor's share of the content from 0 to 100 %, a tick at the limit, the words below."""

    def __init__(self) -> None:
        super().__init__()
        self.share: float | None = None
        self.limit, self.words, self.state = 0.0, NOTHING, "quiet"
        self._long = self._short = NOTHING
        self._brief = False
        self.setFont(theme.font(SMALL, figures=True))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.THEME.changed.connect(self.update)

    def show_share(self, share: float | None, limit: Limit, formula: str) -> None:
        self.share, self.limit = share, limit.warn
        self.state = vendor_state(share, limit)
        self._long, self._short = vendor_words(share, limit), vendor_words(share, limit, short=True)
        self.setAccessibleName(self._long)
        self.setAccessibleDescription(formula)
        self.setToolTip(tip(formula))
        self.be_brief(self._brief)

    def be_brief(self, brief: bool) -> None:
        """Fewer words for a narrow page."""
        self._brief = brief
        self.words = self._short if brief else self._long
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(max(self.fontMetrics().horizontalAdvance(self.words) + DOT + 8, 160), BAR + 4 + LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), theme.tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_track(tokens)))
        painter.drawRoundedRect(QRectF(0, 1, self.width(), BAR - 2), BAR / 2 - 1, BAR / 2 - 1)
        painter.setBrush(QColor(tokens.accent if tokens.name == "contrast" else tokens.colour(self.state)))
        if self.share:
            painter.drawRoundedRect(QRectF(0, 1, max(self.width() * self.share, BAR), BAR - 2), BAR / 2 - 1, BAR / 2 - 1)
        painter.fillRect(QRectF(min(self.width() * self.limit, self.width() - 2), -1, 2, BAR + 2), QColor(tokens.text))
        top = BAR + 4.0
        painter.drawEllipse(QPointF(DOT / 2, top + LINE / 2), DOT / 2, DOT / 2)
        painter.setPen(QColor(tokens.text))
        painter.drawText(QRectF(DOT + 6, top, self.width(), LINE), int(Qt.AlignmentFlag.AlignVCenter), self.words)


def parts_of(shares: AgendaShares) -> list[Part]:
    """The parts that have any time, in their fixed order."""
    every = [
        Part("Content", shares.content, "content"),
        Part("Networking", shares.networking, "networking"),
        Part("Meals", shares.meal, "meals"),
        Part("Breaks", shares.breaks, "breaks"),
        Part("Free", shares.free, "free"),
    ]
    return [part for part in every if part.minutes]


def part_colour(tokens: Tokens, name: str) -> str:
    """Ink for content, teal for being together, greys for rest."""
    if tokens.name == "contrast":
        return {"content": tokens.text, "networking": tokens.accent}.get(name, mix(tokens.surface, tokens.text, 0.6))
    return {
        "content": tokens.ink,
        "networking": tokens.accent,
        "meals": mix(tokens.surface, tokens.accent, 0.5),
        "breaks": mix(tokens.surface, tokens.quiet, 0.75),
        "free": mix(tokens.surface, tokens.quiet, 0.4),
    }[name]


def vendor_state(share: float | None, limit: Limit) -> str:
    if share is None:
        return "quiet"
    if limit.stop is not None and share > limit.stop:
        return "bad"
    return "warn" if share > limit.warn else "good"


def vendor_words(share: float | None, limit: Limit, *, short: bool = False) -> str:
    if share is None:
        return NOTHING
    allowed = f"limit {limit.warn:.0%}" if limit.warn else "none allowed"
    over = ", over" if share > limit.warn else ","
    return f"Vendor {share:.0%}{over} {allowed}" if short else f"Vendor speaks {share:.0%} of the content{over} {allowed}"


def formula(rows: Iterable[SessionRow], shares: AgendaShares, limit: Limit, kind: str) -> str:
    """How the vendor's share is reckoned, line by line."""
    minutes = Counter[str]()
    for row in rows:
        if row.start and row.type in VENDOR_WEIGHT:
            minutes[row.type] += row.minutes
    rule = f"Limit for a {kind}: {limit.warn:.0%}. {limit.source}."
    if not minutes:
        return f"No session with content has a time yet, so there is nothing to measure.\n{rule}"
    lines = [f"{WORDS[name]}: {n:,} min × {VENDOR_WEIGHT[name]:.0%} = {n * VENDOR_WEIGHT[name]:g} min" for name, n in minutes.items()]
    spoken = sum(n * VENDOR_WEIGHT[name] for name, n in minutes.items())
    total = f"Vendor's voice {spoken:g} min ÷ content {sum(minutes.values()):,} min = {shares.vendor_share or 0:.1%}"
    return "\n".join([*lines, total, rule])


def duration(minutes: int) -> str:
    """ "45 min", "6 h", "6 h 55"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02}" if rest else f"{hours} h"


def _track(tokens: Tokens) -> str:
    """Behind the bars."""
    return mix(tokens.surface, tokens.text, 0.3) if tokens.name == "contrast" else tokens.line
