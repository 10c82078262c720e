"""One session in the drawer: every field saves itself, and what is refused is said at the field."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from advoplanner.core.dates import short_date
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.agenda import MAX_MINUTES, MIN_MINUTES, VISIBILITY_WORDS, WORDS, SessionRow
from advoplanner.services import topics
from ui.kit.day_field import DayField
from ui.kit.form import Form
from ui.kit.labels import PlainText
from ui.pages.agenda.desk import AgendaDesk
from ui.pages.agenda.people_part import PeoplePart
from ui.pages.agenda.plan import times

FIELDS = (
    "title", "type", "start", "minutes", "room", "member_benefit", "input_sought", "decision_owner", "skill", "purpose", "materials", "private_notes",
    "fixed",
    "visibility",
)  # fmt: skip


class SessionPanel(QWidget):
    """`show_session` fills it; what is still being typed about another session is saved first."""

    def __init__(self, desk: AgendaDesk) -> None:
        super().__init__()
        self._desk = desk
        self.session_id = ""
        self.form = Form(self._save, columns=2)
        self.people = PeoplePart(desk)
        self.trail = PlainText(role="good")
        self.more = Form(self._save)
        self._fill()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 24)
        column.setSpacing(20)
        for part in (self.trail, self.form, self.people, self.more):
            column.addWidget(part)
        column.addStretch(1)

    def show_session(self, row: SessionRow) -> None:
        """Another session, or the same one after a change: then text that is still being typed stays."""
        due = date.fromisoformat(row.decision_due) if row.decision_due else None
        values = {name: getattr(row, name) for name in FIELDS} | {"decision_due": due}
        if row.id == self.session_id:
            for form in (self.form, self.more):
                form.load(values)
        else:
            self.flush()
            self.session_id = row.id
            for form in (self.form, self.more):
                form.clear(values)
        asked = topics.trail(self._desk.ctx.workspace, row.id)
        self.trail.setText(asked)
        self.trail.setVisible(bool(asked))
        self.people.show_session(row, self._desk.candidates(row))

    def flush(self) -> None:
        """Save what is still being typed."""
        if self.session_id and self._desk.plan.row(self.session_id):
            self.form.flush()
            self.more.flush()

    def begin_title(self) -> None:
        """Ready to type a title over the one that is there."""
        line = self.form["title"].editor
        line.setFocus()
        if isinstance(line, QLineEdit):
            line.selectAll()

    def _save(self, name: str, value: Any) -> None:
        if name == "minutes" and value is None:
            raise RuleBroken("agenda.minutes", "A session needs a length.", f"From {MIN_MINUTES} minutes to 24 hours.", field=name)
        self._desk.save(self.session_id, name, value)

    def _fill(self) -> None:
        form, more = self.form, self.more
        form.line("title", "T&itle", wide=True)
        form.choice("type", "&Type", list(WORDS.items()), wide=True)
        form.wall("start", "&Start", help="Cleared, the session waits in the tray.", wide=True)
        form.number("minutes", "&Minutes", low=MIN_MINUTES, high=MAX_MINUTES)
        form.line("room", "&Room", hint="The event's room")
        form.check("fixed", "Stays where it is when others ripple")
        form.lines("member_benefit", "What members &get", hint="What they take home, in one line", rows=2)
        form.lines("input_sought", "&Input sought", hint="The question that members are asked", rows=2)
        form.line("decision_owner", "Who &decides on it", hint="Name of the host who answers for it", wide=True)
        form.field("decision_due", "Decided b&y", DayField(), help="Members hear by then what became of it.", wide=True)
        form.line("skill", "S&kill gained", hint="What members can do better afterwards", wide=True)
        more.choice("visibility", "Who reads of it", list(VISIBILITY_WORDS.items()))
        more.lines("purpose", "&Purpose", rows=3)
        more.lines("materials", "Materia&ls", hint="Cards, flip charts, pre-reading", rows=2)
        more.lines("private_notes", "Private &notes, only for the host team", rows=4)


def when(row: SessionRow) -> str:
    """The line under the drawer's title."""
    return f"{short_date(row.start.date())}, {times(row)}" if row.start else "No time yet"
