"""Plans of a round kept under a name, in the drawer: what each is worth, who moves between two, and bringing one back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from advoplanner.core.dates import short_date
from advoplanner.core.text import plural
from advoplanner.domain.kept_plans import KeptRow, Move, seat_words, summary
from ui.kit.buttons import Button, IconButton
from ui.kit.clearing import clear
from ui.kit.combo import Combo
from ui.kit.jump_row import JumpRow
from ui.kit.labels import Elided, PlainText, quiet, section

NEVER = "No plan is kept yet. Keep one before you try another: then both can be compared, and either brought back."
MOST_SHOWN = 200

Compare = Callable[[str, str], Sequence[Move]]


class KeptPanel(QWidget):
    """`compare(before, after)` takes ids of kept plans, "" for the plan as it is now."""

    keep_wanted = Signal()
    back_wanted = Signal(str)
    remove_wanted = Signal(str)
    jumped = Signal(str)

    def __init__(self, compare: Compare) -> None:
        super().__init__()
        self._compare = compare
        self._rows: list[KeptRow] = []
        self.lines: list[JumpRow] = []
        self.keep = Button("Keep the plan as it is now…", self.keep_wanted.emit, icon="save")
        self.before, self.after = Combo(name="Compare from"), Combo(name="Compare to")
        self.summary = PlainText()
        self.never = quiet(NEVER)
        self._moves, self._list = QVBoxLayout(), QVBoxLayout()
        self._moves.setSpacing(0)
        self._choose = self._chooser()
        self._lay_out()
        for combo in (self.before, self.after):
            combo.activated.connect(lambda _: self._show_moves())

    def show_plans(self, rows: Sequence[KeptRow], why_not: str) -> None:
        """The plan as it is now, then those kept; what is compared stays chosen. `why_not` says why none can be kept."""
        chosen = [self._id(combo) for combo in (self.before, self.after)]
        self._rows = list(rows)
        ids = [row.id for row in rows]
        for combo, wanted, usual in zip((self.before, self.after), chosen, (ids[1] if len(ids) > 1 else "", ""), strict=True):
            combo.clear()
            combo.addItems([f"{row.name}, fit {row.score:,}" for row in rows])
            combo.setCurrentIndex(ids.index(wanted if wanted in ids and wanted else usual))
        self.keep.allow(why_not)
        for widget in (self._choose, self._compared, self._kept):
            widget.setVisible(len(rows) > 1)
        self.never.setVisible(len(rows) < 2)
        self._show_list()
        self._show_moves()

    def _show_moves(self) -> None:
        self.lines = []
        clear(self._moves)
        if len(self._rows) < 2:
            self.summary.setText("")
            return
        before, after = self._id(self.before), self._id(self.after)
        found = list(self._compare(before, after))
        score = {row.id: row.score for row in self._rows}
        gained = f"{score[after] - score[before]:+,}".replace("-", "−")
        self.summary.setText(f"{summary(found)} Fit {gained}." if found else summary(found))
        for move in found[:MOST_SHOWN]:
            why = f"{seat_words(move.before)} → {seat_words(move.after)}"
            line = JumpRow(move.name, partial(self.jumped.emit, move.id), why=why[0].upper() + why[1:])
            self.lines.append(line)
            self._moves.addWidget(line)
        if len(found) > MOST_SHOWN:
            self._moves.addWidget(quiet(f"and {len(found) - MOST_SHOWN:,} more"))

    def _show_list(self) -> None:
        clear(self._list)
        for row in self._rows[1:]:
            box = QWidget()
            grid = QGridLayout(box)
            grid.setContentsMargins(0, 4, 0, 4)
            grid.setVerticalSpacing(2)
            grid.setColumnStretch(0, 1)
            name = Elided(row.name, weight=QFont.Weight.Medium)
            grid.addWidget(name, 0, 0)
            when = f", kept {short_date(row.at.astimezone().date())}" if row.at else ""
            grid.addWidget(quiet(f"Fit {row.score:,}, {plural(row.seated, 'guest')} seated{when}"), 1, 0)
            back = Button("Bring back", partial(self.back_wanted.emit, row.id), kind="quiet", icon="rotate-ccw")
            back.setAccessibleName(f"Bring back {row.name}")
            grid.addWidget(back, 0, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(IconButton("trash-2", f"Remove {row.name}", partial(self.remove_wanted.emit, row.id)), 0, 2, 2, 1)
            self._list.addWidget(box)

    def _id(self, combo: Combo) -> str:
        return self._rows[combo.currentIndex()].id if 0 <= combo.currentIndex() < len(self._rows) else ""

    def _chooser(self) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        for place, (words, combo) in enumerate((("From", self.before), ("To", self.after))):
            combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            grid.addWidget(quiet(words), place, 0)
            grid.addWidget(combo, place, 1)
        return box

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 24)
        column.setSpacing(12)
        self._kept, self._compared = section("Kept plans"), section("What differs")
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.never)
        column.addWidget(self._kept)
        column.addLayout(self._list)
        column.addWidget(self._compared)
        column.addWidget(self._choose)
        column.addWidget(self.summary)
        column.addLayout(self._moves)
        column.addStretch(1)
