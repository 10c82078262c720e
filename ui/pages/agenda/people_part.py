"""Who has which part in a session: one line each, and a box to add somebody who accepted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.domain.agenda import SessionPerson, SessionRole, SessionRow
from advoplanner.domain.guests import WORDS, Reply
from ui.kit.buttons import IconButton
from ui.kit.clearing import clear
from ui.kit.combo import Combo
from ui.kit.labels import PlainText, quiet, section
from ui.kit.tokens import SMALL
from ui.pages.agenda.desk import AgendaDesk

ROLES = {str(role): str(role).replace("_", " ").capitalize() for role in SessionRole}
ROLE_WIDTH = 128
NOBODY = "Everybody who accepted has a part already, or nobody has accepted yet."


class PeoplePart(QWidget):
    """Shows one session; each choice is saved at once."""

    def __init__(self, desk: AgendaDesk) -> None:
        super().__init__()
        self._desk = desk
        self._session_id = ""
        self._shown: tuple[SessionPerson, ...] | None = None
        self._waiting: list[tuple[str, str]] = []
        self.roles: dict[str, Combo] = {}
        self.removers: dict[str, IconButton] = {}
        self.adder = Combo(name="Add somebody who accepted")
        self.adder.setPlaceholderText("Add somebody who accepted…")
        self.adder.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.adder.activated.connect(self._add)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(section("People"))
        column.addLayout(self._lines)
        column.addWidget(self.adder)

    def show_session(self, row: SessionRow, waiting: Sequence[tuple[str, str]]) -> None:
        """`waiting` are (guest id, words) of those who can be added."""
        if row.people != self._shown or row.id != self._session_id:
            self._session_id, self._shown = row.id, row.people
            self._draw(row.people)
        self._waiting = list(waiting)
        self.adder.clear()
        self.adder.addItems([words for _, words in waiting])
        self.adder.setCurrentIndex(-1)
        self.adder.setEnabled(bool(waiting))
        self.adder.setToolTip("" if waiting else NOBODY)

    def _draw(self, people: Sequence[SessionPerson]) -> None:
        clear(self._lines)
        self.roles, self.removers = {}, {}
        for person in people:
            self._lines.addWidget(self._line(person))
        if not people:
            self._lines.addWidget(quiet("Nobody has a part yet. A customer's voice belongs in every session with content."))

    def _line(self, person: SessionPerson) -> QWidget:
        role = Combo(list(ROLES.values()), f"Part of {person.name}")
        role.setMinimumWidth(ROLE_WIDTH)
        role.setCurrentIndex(list(ROLES).index(person.role))
        role.activated.connect(lambda place: self._desk.set_person(self._session_id, person.guest_id, list(ROLES)[place]))
        gone = IconButton("x", f"Take {person.name} off this session", lambda: self._desk.drop_person(self._session_id, person.guest_id))
        self.roles[person.guest_id], self.removers[person.guest_id] = role, gone
        line = QWidget()
        grid = QGridLayout(line)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(4)
        grid.addWidget(PlainText(person.name), 0, 0)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(_about(person), 1)
        grid.addLayout(below, 1, 0)
        grid.addWidget(role, 0, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(gone, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(0, 1)
        return line

    def _add(self, place: int) -> None:
        if 0 <= place < len(self._waiting):
            self._desk.set_person(self._session_id, self._waiting[place][0])


def _about(person: SessionPerson) -> PlainText:
    """The company; and the reply, where it is not a yes."""
    if person.reply == Reply.ACCEPTED:
        return quiet(person.organisation)
    words = " · ".join(part for part in (person.organisation, WORDS[person.reply]) if part)
    return PlainText(words, size=SMALL, role="bad" if person.reply in (Reply.DECLINED, Reply.DELEGATED) else "warn")
