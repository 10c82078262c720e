"""What somebody has been part of: events with answer and attendance, former jobs, and what files said beside the fields."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.core.dates import long_date
from advoplanner.domain.asks import LEDGER_WORDS, LedgerKind, LedgerRow
from advoplanner.domain.guests import WORDS
from advoplanner.domain.person_details import PersonDetails, PersonEvent
from advoplanner.services import asks
from ui.kit.buttons import Button, IconButton
from ui.kit.context import Context
from ui.kit.labels import PlainText, quiet, section
from ui.pages.people.ledger_dialog import LedgerDialog
from ui.pages.people.name_link import NameLink

MOST_ENTRIES = 30
"""Entries of the ledger that are shown, the newest."""

NO_EVENTS = "Not on any guest list yet."


class HistoryTab(QWidget):
    """An event's title leads to its guest list; the ledger of asks and gives can be added to."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self._box = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._box)
        self._column.addStretch(1)

    def show_person(self, found: PersonDetails) -> None:
        old, self._box = self._box, self._drawn(found)
        self._column.replaceWidget(old, self._box)
        old.hide()
        old.deleteLater()

    def _drawn(self, found: PersonDetails) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(section("Events"))
        for each in found.events:
            self._add_event(column, each)
        if not found.events:
            column.addWidget(quiet(NO_EVENTS))
        column.addSpacing(12)
        self._add_ledger(column, found)
        if found.employments:
            column.addSpacing(12)
            column.addWidget(section("Former jobs"))
        for company, job, until in found.employments:
            _add_pair(column, f"{job}, {company}" if job else company, f"until {until}" if until else "")
        if found.extra:
            column.addSpacing(12)
            column.addWidget(section("From files"))
        for name, value in found.extra:
            _add_pair(column, value, name)
        return box

    def log(self, person_id: str, name: str) -> None:
        """Ask what was asked, given or said, and write it down."""
        LedgerDialog(self.ctx, person_id, name).ask(self)

    def _add_ledger(self, column: QVBoxLayout, found: PersonDetails) -> None:
        person_id = found.row.id
        why = asks.why_not(self.ctx.workspace, person_id, self.ctx.workspace.clock().date())
        column.addWidget(section("Asks and gives"))
        column.addWidget(quiet(f"Not to be asked now: {why}." if why else "May be asked."))
        for row in asks.ledger(self.ctx.workspace, person_id)[:MOST_ENTRIES]:
            self._add_entry(column, row)
        column.addWidget(Button("Write down…", lambda: self.log(person_id, found.row.name), icon="plus"), 0, Qt.AlignmentFlag.AlignLeft)

    def _add_entry(self, column: QVBoxLayout, row: LedgerRow) -> None:
        line = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainText(f"{LEDGER_WORDS[LedgerKind(row.kind)]}: {row.activity}"))
        words.addWidget(quiet(" · ".join(part for part in (long_date(date.fromisoformat(row.day)), row.event) if part)))
        line.addLayout(words, 1)
        if row.id:
            remove = partial(self.ctx.act, asks.remove, self.ctx.workspace, row.id)
            line.addWidget(IconButton("x", f"Remove “{row.activity}” from the ledger", remove), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)

    def _add_event(self, column: QVBoxLayout, each: PersonEvent) -> None:
        lines = QVBoxLayout()
        lines.setSpacing(0)
        link = NameLink(each.title, lambda: self.ctx.navigate("guests", each.event_id), "Open this event's guest list")
        lines.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addWidget(quiet(event_words(each)))
        column.addLayout(lines)


def event_words(each: PersonEvent) -> str:
    """When, as what, what they answered, whether they came."""
    came = each.attendance if each.attendance != "expected" else ""
    words = [long_date(each.start.date()), *(WORDS[state] for state in (each.role, each.reply, came) if state)]
    return " · ".join(words)


def _add_pair(column: QVBoxLayout, text: str, below: str) -> None:
    lines = QVBoxLayout()
    lines.setSpacing(4)
    lines.addWidget(PlainText(text))
    if below:
        lines.addWidget(quiet(below))
    column.addLayout(lines)
