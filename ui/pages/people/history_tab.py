"""What somebody has been part of, the newest first: events, answers, asks and gifts, former jobs; and what files said beside the fields."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.core.dates import long_date
from advoplanner.domain.person_details import PersonDetails
from advoplanner.domain.programmes import ROLE_WORDS, STATUS_WORDS, MemberRole, MemberRow, MemberStatus
from advoplanner.domain.timeline import TimelineKind, TimelineRow, valid_day
from advoplanner.services import asks, memberships, timeline
from ui.kit.buttons import Button, IconButton
from ui.kit.context import Context
from ui.kit.labels import PlainText, quiet, section
from ui.pages.people.ledger_dialog import LedgerDialog
from ui.pages.people.name_link import NameLink

MOST_ROWS = 40
"""Lines that are shown until somebody asks for all, the newest."""

NOTHING = "Not on any guest list yet, and nothing is written down."


class HistoryTab(QWidget):
    """An event's title leads to its guest list; what was asked, given or said can be written down."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self._person_id, self._all = "", False
        self._box = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._box)
        self._column.addStretch(1)

    def show_person(self, found: PersonDetails) -> None:
        if found.row.id != self._person_id:
            self._person_id, self._all = found.row.id, False
        old, self._box = self._box, self._drawn(found)
        self._column.replaceWidget(old, self._box)
        old.hide()
        old.deleteLater()

    def _drawn(self, found: PersonDetails) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._add_memberships(column, found.row.id)
        self._add_head(column, found)
        rows = timeline.rows(self.ctx.workspace, found.row.id)
        shown = rows if self._all else rows[:MOST_ROWS]
        for row in shown:
            self._add_row(column, row)
        if not rows:
            column.addWidget(quiet(NOTHING))
        if len(rows) > len(shown):
            column.addWidget(Button(f"Show all {len(rows):,}", partial(self._show_all, found)), 0, Qt.AlignmentFlag.AlignLeft)
        if found.extra:
            column.addSpacing(12)
            column.addWidget(section("From files"))
        for name, value in found.extra:
            _add_pair(column, value, name)
        return box

    def log(self, person_id: str, name: str) -> None:
        """Ask what was asked, given or said, and write it down."""
        LedgerDialog(self.ctx, person_id, name).ask(self)

    def _show_all(self, found: PersonDetails) -> None:
        self._all = True
        self.show_person(found)

    def _add_memberships(self, column: QVBoxLayout, person_id: str) -> None:
        """The programmes somebody belongs or belonged to, each leading to its roster."""
        known = memberships.of_person(self.ctx.workspace, person_id)
        if known:
            column.addWidget(section("Programmes"))
        for each, name in known:
            lines = QVBoxLayout()
            lines.setSpacing(0)
            open_it = partial(self.ctx.navigate, "programme", None, f"{each.programme_id}/{each.id}")
            lines.addWidget(NameLink(name, open_it, "Show them among its members"), 0, Qt.AlignmentFlag.AlignLeft)
            lines.addWidget(quiet(membership_words(each)))
            column.addLayout(lines)
        if known:
            column.addSpacing(12)

    def _add_head(self, column: QVBoxLayout, found: PersonDetails) -> None:
        person_id = found.row.id
        why = asks.why_not(self.ctx.workspace, person_id, self.ctx.workspace.clock().date())
        column.addWidget(section("Timeline"))
        column.addWidget(quiet(f"Not to be asked now: {why}." if why else "May be asked."))
        column.addWidget(Button("Write down…", lambda: self.log(person_id, found.row.name), icon="plus"), 0, Qt.AlignmentFlag.AlignLeft)

    def _add_row(self, column: QVBoxLayout, row: TimelineRow) -> None:
        line = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        if row.kind is TimelineKind.EVENT:
            link = NameLink(row.words, partial(self.ctx.navigate, "guests", row.event_id), "Open this event's guest list")
            words.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            words.addWidget(PlainText(row.words))
        words.addWidget(quiet(row_words(row)))
        line.addLayout(words, 1)
        if row.entry_id:
            remove = partial(self.ctx.act, asks.remove, self.ctx.workspace, row.entry_id)
            line.addWidget(IconButton("x", f"Remove “{row.words}” from the ledger", remove), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)


def membership_words(each: MemberRow) -> str:
    """As what, how it stands, for which term, and to how many meetings they came."""
    parts = (ROLE_WORDS[MemberRole(each.role)], STATUS_WORDS[MemberStatus(each.status)].lower(), each.term_words)
    came = f"came to {each.attendance_words} meetings" if each.counted else ""
    return " · ".join(filter(None, (*parts, came)))


def row_words(row: TimelineRow) -> str:
    """When it was, and what more is known."""
    day = valid_day(row)
    return " · ".join(filter(None, (long_date(day) if day else "", row.more)))


def _add_pair(column: QVBoxLayout, text: str, below: str) -> None:
    lines = QVBoxLayout()
    lines.setSpacing(4)
    lines.addWidget(PlainText(text))
    if below:
        lines.addWidget(quiet(below))
    column.addLayout(lines)
