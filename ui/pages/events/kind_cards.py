"""The kinds of event as cards: with their rules to begin from an empty list, compact to choose from in the wizard."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from advoplanner.domain.events import PROFILES, EventKind, KindProfile
from ui.kit import icons, theme
from ui.kit.event_words import ICONS
from ui.kit.labels import PlainText, quiet
from ui.kit.laid_button import LaidButton
from ui.kit.tokens import RADIUS, SECTION

ORDER = (EventKind.CAB, EventKind.COUNCIL, EventKind.ROCK_STAR, EventKind.MEETUP, EventKind.USER_GROUP)
"""The user group comes last: it is offered where a board would be the wrong room."""


class KindCard(LaidButton):
    """One kind; `full` shows the first `rules` of its rules in words. Checked, it has a border in the accent."""

    def __init__(self, profile: KindProfile, *, full: bool, rules: int = 9) -> None:
        lines = _full_lines(profile, rules) if full else _short_lines(profile)
        super().__init__(lines, QMargins(16, 12, 16, 12), 4, QSizePolicy.Policy.MinimumExpanding)
        self.column.addStretch(1)
        self.kind = profile.kind.value
        self.setCheckable(not full)
        self.setAccessibleName(profile.name)
        self.setAccessibleDescription(" ".join(profile.rules))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(theme.colour("accent" if strong else "line"), 2 if strong else 1))
        painter.setBrush(theme.colour("selected" if self.isChecked() else "hover" if self.underMouse() else "surface"))
        inset = 1 if strong else 0.5
        painter.drawRoundedRect(self.rect().toRectF().adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)


class KindChoice(QWidget):
    """One row of compact cards, exactly one of them chosen; arrow keys move between them."""

    chosen = Signal(str)

    def __init__(self, kind: str = EventKind.CAB) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.cards = {each: KindCard(PROFILES[each], full=False) for each in ORDER}
        for card in self.cards.values():
            self._group.addButton(card)
            row.addWidget(card, 1)
            card.toggled.connect(partial(self._toggled, card))
            # Tab stops at the card that is chosen, as in any group; from there arrows choose.
            card.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.cards[EventKind(kind)].setChecked(True)

    @property
    def kind(self) -> str:
        card = self._group.checkedButton()
        return card.kind if isinstance(card, KindCard) else EventKind.CAB.value

    def _toggled(self, card: KindCard, on: bool) -> None:
        card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)
        if on:
            self.chosen.emit(card.kind)


class FirstEvents(QScrollArea):
    """What an empty list of events shows: a sentence and the kinds to choose from."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(widgetResizable=True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        body = QWidget()
        body.setAutoFillBackground(False)
        body.setMaximumWidth(980)
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 8, 4, 16)
        grid.setSpacing(16)
        grid.addWidget(PlainText("No events yet. Choose what you plan first: each kind keeps its own rules for you.", role="quiet"), 0, 0, 1, 2)
        self.cards = [KindCard(PROFILES[kind], full=True, rules=1 if kind == EventKind.USER_GROUP else 9) for kind in ORDER]
        for place, card in enumerate(self.cards):
            last = place == len(self.cards) - 1
            grid.addWidget(card, 1 + place // 2, place % 2, 1, 2 if last else 1)
            card.clicked.connect(lambda _=False, kind=card.kind: self.chosen.emit(kind))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(4, 1)
        self.setWidget(body)


class _Picture(PlainText):
    """An icon that is drawn again when the theme switches."""

    def __init__(self, icon: str) -> None:
        super().__init__(wrap=False)
        self._icon = icon
        self._draw()
        theme.THEME.changed.connect(self._draw)

    def _draw(self) -> None:
        self.setPixmap(icons.pixmap(self._icon, 20, "accent"))


def rules_in_words(kind: str) -> str:
    """A kind's rules, one on each line."""
    return "\n".join(f"•  {rule}" for rule in PROFILES[kind].rules)


def _short_lines(profile: KindProfile) -> list[QWidget]:
    low, high = profile.size
    return [PlainText(profile.short, weight=QFont.Weight.DemiBold), quiet(f"{low} to {high} people")]


def _full_lines(profile: KindProfile, rules: int = 9) -> list[QWidget]:
    low, high = profile.size
    return [_heading(profile), quiet(f"{low} to {high} people"), *(_bullet(rule) for rule in profile.rules[:rules])]


def _heading(profile: KindProfile) -> QWidget:
    name = PlainText(profile.name, size=SECTION, weight=QFont.Weight.DemiBold)
    return _side_by_side(_Picture(ICONS[profile.kind]), name, 8)


def _bullet(text: str) -> QWidget:
    """A rule with its further lines set in."""
    dot = PlainText("•", role="quiet", wrap=False)
    dot.setAlignment(Qt.AlignmentFlag.AlignTop)
    return _side_by_side(dot, PlainText(text, role="quiet"), 8)


def _side_by_side(mark: QWidget, words: QWidget, gap: int) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap)
    row.addWidget(mark, 0)
    row.addWidget(words, 1)
    return box
