"""One wave on the time line: its name, whom it is for, and how its messages stand."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.core.dates import short_date
from advoplanner.core.text import plural
from advoplanner.domain.letters import STATE_WORDS, WavePreview, WaveRow
from ui.kit import theme
from ui.kit.chip import Chip
from ui.kit.clearing import clear
from ui.kit.labels import PlainText, quiet
from ui.kit.tokens import RADIUS

LEFT = 24
DOT = QPointF(8.5, 24.0)
STATES = {"draft": "good", "held": "warn", "stale": "warn", "exporting": "bad", "exported": "quiet"}


class WaveCard(QAbstractButton):
    """A choice among the waves; the arrow keys go from one to the next."""

    def __init__(self) -> None:
        super().__init__()
        self.sent = False
        self._ends = (True, True)
        self._shown: tuple[str, ...] = ()
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name, self._words, self._when = PlainText(weight=QFont.Weight.DemiBold), quiet(), quiet()
        self._chips = QVBoxLayout()
        self._chips.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(LEFT + 12, 12, 12, 12)
        column.setSpacing(6)
        for widget in (self._name, self._when, self._words):
            column.addWidget(widget)
        column.addLayout(self._chips)

    def show_wave(self, wave: WaveRow, found: WavePreview | None, today: date, *, first: bool, last: bool) -> None:
        """Show how the wave stands now; `first` and `last` end the line."""
        words = audience_words(found)
        states = {f"{count:,} {STATE_WORDS[state].lower()}": STATES[state] for state, count in sorted(wave.states.items())}
        if found and found.outdated:
            states[f"{found.outdated:,} outdated"] = "warn"
        when, role = planned_words(wave, found, today)
        self._when.setText(when)
        self._when.set_role(role)
        self._when.setVisible(bool(when))
        self._ends, self.sent = (first, last), bool(wave.states.get("exported"))
        self._name.setText(wave.name)
        self._words.setText(words)
        self.setAccessibleName(". ".join(part for part in (wave.name, when, words, ", ".join(states)) if part))
        if tuple(states) != self._shown:
            self._shown = tuple(states)
            self._show_chips(states)
        self.updateGeometry()
        self.update()

    def _show_chips(self, states: dict[str, str]) -> None:
        clear(self._chips)
        chips = [Chip(words, state) for words, state in states.items()]
        for place in range(0, len(chips), 2):
            row = QWidget()
            pair = QHBoxLayout(row)
            pair.setContentsMargins(0, 0, 0, 0)
            pair.setSpacing(4)
            for chip in chips[place : place + 2]:
                pair.addWidget(chip)
            pair.addStretch(1)
            self._chips.addWidget(row)
            row.show()

    def sizeHint(self) -> QSize:
        return self.layout().sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme.tokens()
        first, last = self._ends
        painter.setPen(QPen(QColor(tokens.line), 2))
        painter.drawLine(QPointF(DOT.x(), DOT.y() if first else 0), QPointF(DOT.x(), DOT.y() if last else self.height()))
        painter.setPen(QPen(QColor(tokens.accent if self.sent or self.isChecked() else tokens.edge), 2))
        painter.setBrush(QColor(tokens.accent if self.sent else tokens.window))
        painter.drawEllipse(DOT, 5, 5)
        strong = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(QColor(tokens.accent if strong else tokens.line), 2 if strong else 1))
        painter.setBrush(QColor(tokens.hover if self.underMouse() and not strong else tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(LEFT, 4, -1, -5), RADIUS, RADIUS)


def audience_words(found: WavePreview | None) -> str:
    """ "For 14 guests, 3 to draft"; a cancellation has no audience of its own."""
    if found is None:
        return "Takes invitations back"
    count = found.guests
    rest = f", {found.to_draft:,} to draft" if found.to_draft else ""
    return f"For {plural(count, 'guest')}{rest}" if count else "For nobody yet"


def planned_words(wave: WaveRow, found: WavePreview | None, today: date) -> tuple[str, str]:
    """When a wave is to leave, and the role of these words: a day that has come with messages still to draft or to send warns."""
    if not wave.planned:
        return "", "quiet"
    day = date.fromisoformat(wave.planned)
    waits = bool(found and found.to_draft) or any(wave.states.get(state) for state in ("draft", "held", "stale", "exporting"))
    if wave.states.get("exported") and not waits:
        return short_date(day), "quiet"
    if day > today:
        return short_date(day), "quiet"
    return ("Due today" if day == today else f"Was due {short_date(day)}"), "warn" if waits else "quiet"
