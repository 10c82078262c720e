"""What counts for the fit, in the drawer: the points of every reason with its plain name, and what is asked of each table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import clean
from advoplanner.domain.table_mix import MOST_HOSTS, HostRule, MixLimits
from advoplanner.services.peer_weights import MOST, Weight
from ui.kit.buttons import Button, IconButton
from ui.kit.card import Card
from ui.kit.fields import Field
from ui.kit.form import Form
from ui.kit.labels import PlainText, quiet, section
from ui.kit.tokens import SECTION
from ui.pages.seating.plan import Plan

GROUPS = {
    "First peers, then variety": ("same_level", "near_level", "far_level", "topic", "topics_most", "other_industry"),
    "Wishes and what was before": ("wants_to_meet", "mentor", "met_before"),
    "Sides and companies": ("prospect_and_advocate", "prospects_together", "same_company", "rivals", "hosts_together"),
    "Neighbours": ("talkers", "between_hosts"),
}
STEP_MS = 400
"""So long after the last step the points are kept: a held key is one change."""
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 5, Qt.Key.Key_PageDown: -5}


def points_words(points: int) -> str:
    """ "+3", "−4" or "0"."""
    return f"{points:+d}".replace("-", "−") if points else "0"


class Points(Field):
    """Points of one reason, typed or stepped with Up and Down; `usual` leads back to the usual ones."""

    def __init__(self, weight: Weight) -> None:
        self.line = QLineEdit()
        self.line.setFixedWidth(64)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setAccessibleName(f"{weight.name}, points")
        self.back = IconButton("rotate-ccw", f"Back to {points_words(weight.usual)} for “{weight.name}”", lambda: self.show_usual(weight.usual))
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(PlainText(weight.name), 1)
        row.addWidget(self.back)
        row.addWidget(self.line)
        super().__init__(self.line, box)
        policy = self.back.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(policy)
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self._touch)
        self.line.editingFinished.connect(self._leave)

    def value(self) -> int:
        text = clean(self.line.text()).replace("−", "-").removeprefix("+").replace(" ", "")
        try:
            return int(text)
        except ValueError:
            raise RuleBroken("weights.range", f"A weight is a whole number from −{MOST} to {MOST}.", "0 leaves the reason out.") from None

    def show_usual(self, usual: int) -> None:
        """Take the usual points."""
        self.line.setText(points_words(usual))
        self._settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        step = _STEPS.get(Qt.Key(event.key()), 0) if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else 0
        if not step:
            return super().eventFilter(watched, event)
        try:
            self.line.setText(points_words(max(-MOST, min(MOST, self.value() + step))))
        except RuleBroken:
            return True
        self._touch()
        self._typing.start(STEP_MS)
        return True

    def _write(self, value: Any) -> None:
        self.line.setText(points_words(value))


class WeightsPanel(QWidget):
    """`change(code, points)` follows a weight, `change_hosts(figure, hosts)` the rule for hosts; a refusal is put to the field."""

    reset_wanted = Signal()
    again_wanted = Signal()
    norms_wanted = Signal()

    def __init__(self, weights: Sequence[Weight], change: Callable[[str, int], object], change_hosts: Callable[[str, int | None], object]) -> None:
        super().__init__()
        self._first: int | None = None
        self.score = PlainText(size=SECTION, weight=QFont.Weight.DemiBold)
        self.effect = quiet()
        self.again = Button("Seat anew by these weights", self.again_wanted.emit, icon="sparkles")
        self.usual = Button("Usual weights", self.reset_wanted.emit, kind="quiet", icon="rotate-ccw")
        self.form = Form(change)
        self.fields = {weight.code: Points(weight) for weight in weights}
        self._fill(weights)
        self.hosts = Form(change_hosts, columns=2)
        self.hosts.number("least", "Hosts, at least", high=MOST_HOSTS, help="Empty: one, where there are enough.")
        self.hosts.number("most", "Hosts, at most", low=1, high=MOST_HOSTS, help="Empty: no limit.")
        self.norms = QVBoxLayout()
        self.norms.setSpacing(4)
        self._rules = [quiet() for _ in MixLimits().words()]
        self._outside = quiet()
        self._lay_out()

    def show(self, weights: Sequence[Weight], plan: Plan, why_not: str, limits: MixLimits, hosts: HostRule, outside: int) -> None:  # type: ignore[override]
        """What holds now, what the plan comes to by it, and how many tables lie `outside` the norms for a table."""
        self.hosts.load({"least": hosts.least, "most": hosts.most})
        self.form.load({weight.code: weight.points for weight in weights})
        for weight in weights:
            self.fields[weight.code].back.setVisible(weight.points != weight.usual)
        self._show_score(plan)
        self.again.allow(why_not)
        self.usual.allow("" if any(w.points != w.usual for w in weights) else "Every weight is the usual one.")
        for label, words in zip(self._rules, limits.words(), strict=True):
            label.setText(words)
        tables = "1 table is" if outside == 1 else f"{outside} tables are"
        self._outside.setText(f"{tables} outside; see Issues." if outside else "Every table keeps them." if plan.seat_of else "")
        self._outside.set_role("warn" if outside else "quiet")

    def _show_score(self, plan: Plan) -> None:
        if not plan.seat_of:
            self.score.setText("Nobody is seated yet")
            self.effect.setText("Seat guests to see what the weights make of the plan.")
            return
        score = plan.row.score
        self._first = score if self._first is None else self._first
        self.score.setText(f"This plan fits by {score:,}")
        gained = f"{score - self._first:+,}".replace("-", "−")
        changed = f"{gained} since this panel was opened." if score != self._first else "It changes with every weight."
        self.effect.setText(f"{changed} Seats stay as they are until you seat anew.")

    def _fill(self, weights: Sequence[Weight]) -> None:
        """The fields in groups; a reason no group names stands at the end."""
        left = dict(self.fields)
        for title, codes in GROUPS.items():
            self.form.heading(title)
            for code in codes:
                if code in left:
                    self.form.field(code, "", left.pop(code), wide=True)
        for code, made in left.items():
            self.form.field(code, "", made, wide=True)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 24)
        column.setSpacing(16)
        card = Card(spacing=6)
        for widget in (self.score, self.effect):
            card.column.addWidget(widget)
        card.column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(card)
        column.addWidget(quiet(f"Points for each pair at a table, from −{MOST} to {MOST}; 0 leaves a reason out. They hold for this event."))
        column.addWidget(self.form)
        column.addWidget(self.usual, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(section("At every table"))
        column.addWidget(self.hosts)
        for label in (*self._rules, self._outside):
            self.norms.addWidget(label)
        column.addLayout(self.norms)
        column.addWidget(Button("Change these norms…", self.norms_wanted.emit, kind="quiet"), 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
