"""What somebody has been part of: events with answer and attendance, former jobs, and what files said beside the fields."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.dates import long_date
from advoplanner.domain.guests import WORDS
from advoplanner.domain.person_details import PersonDetails, PersonEvent
from ui.kit.context import Context
from ui.kit.labels import PlainText, quiet, section
from ui.pages.people.name_link import NameLink

NO_EVENTS = "Not on any guest list yet."


class HistoryTab(QWidget):
    """For reading only; an event's title leads to its guest list."""

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
