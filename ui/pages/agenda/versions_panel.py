"""Versions in the drawer: how two agendas differ, a sentence for each session, and what was released when and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from advoplanner.core.dates import short_date, to_wall
from advoplanner.core.text import plural
from advoplanner.domain.agenda_versions import DRAFT, AgendaVersionRow, Difference, Standing
from ui.kit.buttons import Button
from ui.kit.clearing import clear
from ui.kit.combo import Combo
from ui.kit.jump_row import JumpRow
from ui.kit.labels import PlainText, quiet, section

STATES = {"added": ("good", "New"), "removed": ("bad", "Gone"), "moved": ("warn", "Moved"), "changed": ("accent", "Changed")}
NOTHING = "No difference: the same sessions at the same times, with the same people and words."
NEVER = "Not released yet. A released version stays as it is; from then on you see what changed, and whom it concerns."

Compare = Callable[[str, str], Sequence[Difference]]


class VersionsPanel(QWidget):
    """`compare(before, after)` takes ids of versions, or DRAFT for the board."""

    jumped = Signal(str)
    release_wanted = Signal()
    print_wanted = Signal(str)

    def __init__(self, compare: Compare) -> None:
        super().__init__()
        self._compare = compare
        self._ids: list[str] = []
        self.lines: list[JumpRow] = []
        self.state = PlainText(weight=QFont.Weight.Medium)
        self.release = Button("Release…", self.release_wanted.emit, icon="tag")
        self.before, self.after = Combo(name="Compare from"), Combo(name="Compare to")
        self.count = quiet()
        self._found, self._list = QVBoxLayout(), QVBoxLayout()
        self._choose = self._chooser()
        self._lay_out()
        for combo in (self.before, self.after):
            combo.activated.connect(lambda _: self._show_differences())

    def show_versions(self, versions: Sequence[AgendaVersionRow], standing: Standing, zone: str, why_not: str) -> None:
        """Other versions; what is compared stays chosen while it is there. `why_not` says why nothing can be released."""
        chosen = [self._id(combo) for combo in (self.before, self.after)]
        self._ids = [DRAFT, *(version.id for version in versions)]
        words = ["The board as it is now", *(version.label for version in versions)]
        usual = [versions[0].id if versions else DRAFT, DRAFT]
        for combo, wanted, first in zip((self.before, self.after), chosen, usual, strict=True):
            combo.clear()
            combo.addItems(words)
            combo.setCurrentIndex(self._ids.index(wanted if wanted in self._ids and wanted != DRAFT else first))
        self.state.setText(_state_words(standing))
        self.release.allow(why_not)
        self._choose.setVisible(bool(versions))
        self._show_differences()
        self._show_list(versions, zone)

    def _show_differences(self) -> None:
        self.lines = []
        clear(self._found)
        if len(self._ids) < 2:
            self.count.setText(NEVER)
            return
        found = self._compare(self._id(self.before), self._id(self.after))
        self.count.setText(plural(len(found), "difference") if found else NOTHING)
        for difference in found:
            state, word = STATES[difference.kind]
            why = "" if difference.for_members else "Only hosts notice it"
            line = JumpRow(difference.sentence, partial(self.jumped.emit, difference.session_id), why=why, state=state, state_word=word)
            self.lines.append(line)
            self._found.addWidget(line)

    def _show_list(self, versions: Sequence[AgendaVersionRow], zone: str) -> None:
        clear(self._list)
        for version in versions:
            box = QWidget()
            grid = QGridLayout(box)
            grid.setContentsMargins(0, 4, 0, 4)
            grid.setVerticalSpacing(2)
            grid.setColumnStretch(0, 1)
            grid.addWidget(PlainText(version.label, weight=QFont.Weight.Medium), 0, 0)
            grid.addWidget(quiet(_about(version, zone)), 1, 0)
            printing = Button("Print…", partial(self.print_wanted.emit, version.id), kind="quiet", icon="printer")
            printing.setAccessibleName(f"Print {version.label}")
            grid.addWidget(printing, 0, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
            for place, words in enumerate(filter(None, (version.note, f"Released although: {version.waiver}" if version.waiver else ""))):
                grid.addWidget(PlainText(words), 2 + place, 0, 1, 2)
            self._list.addWidget(box)

    def _id(self, combo: Combo) -> str:
        return self._ids[combo.currentIndex()] if 0 <= combo.currentIndex() < len(self._ids) else ""

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
        self._found.setSpacing(0)
        column.addWidget(self.state)
        column.addWidget(self.release, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(section("What changed"))
        column.addWidget(self._choose)
        column.addWidget(self.count)
        column.addLayout(self._found)
        self._released = section("Released")
        column.addWidget(self._released)
        column.addLayout(self._list)
        column.addStretch(1)


def _state_words(standing: Standing) -> str:
    if standing.since is None:
        return "The board is a draft."
    if standing.is_released:
        return f"The board is what was released: {standing.since.label}."
    return f"The board is a draft: {plural(len(standing.differences), 'session differs', 'sessions differ')} from {standing.since.label}."


def _about(version: AgendaVersionRow, zone: str) -> str:
    at: datetime = to_wall(version.released_at, zone)
    return f"{short_date(at.date())}, {at:%H:%M} · {plural(len(version.sessions), 'session')}"
