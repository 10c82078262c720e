"""One bar with a limit, and one small bar chart with its labels beside the bars: painted, no legend."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from advoplanner.core.records import dataclass
from ui.kit import theme
from ui.kit.labels import tip
from ui.kit.tokens import SMALL

BAR, LINE = 8, 24


class Meter(QWidget):
    """A share from 0 to 1 as a bar; a tick marks `limit`; `words` stand at the right and are what is spoken."""

    def __init__(self, share: float = 0.0, words: str = "", *, limit: float | None = None, state: str = "accent") -> None:
        super().__init__()
        self.setFont(theme.font(SMALL, figures=True))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_share(share, words, limit=limit, state=state)

    def set_share(self, share: float, words: str = "", *, limit: float | None = None, state: str = "accent") -> None:
        self.share, self.words, self.limit, self.state = min(max(share, 0.0), 1.0), words, limit, state
        self.setAccessibleName(words or f"{self.share:.0%}")
        self.setToolTip(tip(words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = self.width() - (painter.fontMetrics().horizontalAdvance(self.words) + 12 if self.words else 0)
        bar = QRectF(0, (self.height() - BAR) / 2, max(room, 24), BAR)
        _bar(painter, bar, self.share, self.state)
        if self.limit is not None:
            at = bar.left() + bar.width() * min(max(self.limit, 0.0), 1.0)
            painter.fillRect(QRectF(at - 1, bar.top() - 4, 2, BAR + 8), theme.colour("text"))
        painter.setPen(theme.colour("text"))
        painter.drawText(QRect(int(bar.right()) + 12, 0, self.width(), self.height()), int(Qt.AlignmentFlag.AlignVCenter), self.words)


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart: its label, its number, and how the number is written."""

    label: str
    value: float
    words: str = ""
    state: str = "accent"


class BarChart(QWidget):
    """Bars one below another, label at the left, number at the right; `table()` gives the same as rows."""

    def __init__(self, name: str, bars: Sequence[Bar] = ()) -> None:
        super().__init__()
        self._name = name
        self.setFont(theme.font(SMALL, figures=True))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_bars(bars)

    def set_bars(self, bars: Sequence[Bar]) -> None:
        self._bars = tuple(bars)
        self.setAccessibleName(self._name)
        self.setAccessibleDescription("; ".join(f"{label}: {words}" for label, words in self.table()))
        self.updateGeometry()
        self.update()

    def table(self) -> list[tuple[str, str]]:
        """Label and number of each bar."""
        return [(bar.label, bar.words or f"{bar.value:g}") for bar in self._bars]

    def sizeHint(self) -> QSize:
        return QSize(280, LINE * max(len(self._bars), 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = painter.fontMetrics()
        rows = self.table()
        left = min(_widest(metrics, [label for label, _ in rows]), self.width() // 2) + 12
        right = _widest(metrics, [words for _, words in rows]) + 12
        most = max((bar.value for bar in self._bars), default=0) or 1
        for place, (bar, (label, words)) in enumerate(zip(self._bars, rows, strict=True)):
            line = QRect(0, place * LINE, self.width(), LINE)
            painter.setPen(theme.colour("quiet"))
            shown = metrics.elidedText(label, Qt.TextElideMode.ElideMiddle, left - 8)  # the advance is rounded down
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), shown)
            _bar(painter, QRectF(left, line.top() + (LINE - BAR) / 2, max(self.width() - left - right, 24), BAR), bar.value / most, bar.state)
            painter.setPen(theme.colour("text"))
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), words)


def _bar(painter: QPainter, bar: QRectF, share: float, state: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("raised" if theme.tokens().name != "contrast" else "quiet"))
    painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
    if share > 0:
        painter.setBrush(theme.colour(state if theme.tokens().name != "contrast" else "accent"))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), max(bar.width() * share, BAR), bar.height()), BAR / 2, BAR / 2)


def _widest(metrics: QFontMetrics, words: list[str]) -> int:
    return max((metrics.horizontalAdvance(word) for word in words), default=0)
