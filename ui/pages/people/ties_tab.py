"""What may and may not be done about somebody, and how they stand to others: each line can be taken away, each list added to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.core.dates import long_date
from advoplanner.core.text import listed
from advoplanner.domain.person_details import PersonDetails, RelationRow
from advoplanner.domain.restrictions import AUDIENCE_WORDS, Restriction
from advoplanner.services import motives
from ui.kit.buttons import Button, IconButton
from ui.kit.context import Context
from ui.kit.labels import PlainText, quiet, section
from ui.pages.people.name_link import NameLink
from ui.pages.people.tie_dialogs import RelationDialog, RestrictionDialog

NO_RESTRICTIONS = "Nothing is forbidden, and no consent is known, so the public reads nothing. What stands here binds every document."
NO_RELATIONS = "No relations yet. Seating and introductions follow them."


EVERYBODY = {False: "everybody but the host team", True: "everybody"}
"""Towards whom a restriction, or a consent, holds where nobody is named."""


class TiesTab(QWidget):
    """`open_person(id)` is called for a name that was clicked."""

    def __init__(self, ctx: Context, open_person: Callable[[str], object]) -> None:
        super().__init__()
        self.ctx = ctx
        self.person_id = ""
        self._open_person = open_person
        self._name = ""
        self._found: PersonDetails | None = None
        self._box = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._box)
        self._column.addStretch(1)

    def show_person(self, found: PersonDetails) -> None:
        """Draw both lists anew; they are short."""
        self.person_id, self._name, self._found = found.row.id, found.row.name, found
        old, self._box = self._box, QWidget()
        column = QVBoxLayout(self._box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(section("May and may not be done"))
        self._fill(column, [self._restriction(each) for each in found.restrictions], NO_RESTRICTIONS)
        column.addWidget(Button("Add restriction or consent…", self.add_restriction, icon="plus"), 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(12)
        column.addWidget(section("To others"))
        self._fill(column, [self._relation(each) for each in found.relations], NO_RELATIONS)
        column.addWidget(Button("Add relation…", self.add_relation, icon="plus"), 0, Qt.AlignmentFlag.AlignLeft)
        self._column.replaceWidget(old, self._box)
        old.hide()
        old.deleteLater()

    def add_restriction(self) -> None:
        if self._found is not None:
            RestrictionDialog(self.ctx, self._found).ask(self)

    def add_relation(self) -> None:
        RelationDialog(self.ctx, self.person_id, self._name).ask(self)

    def lift(self, restriction_id: str) -> None:
        self.ctx.act(motives.remove_restriction, self.ctx.workspace, restriction_id)

    def unrelate(self, relation_id: str) -> None:
        self.ctx.act(motives.unrelate, self.ctx.workspace, relation_id)

    def _fill(self, column: QVBoxLayout, lines: Sequence[QWidget], nothing: str) -> None:
        for line in lines:
            column.addWidget(line)
        if not lines:
            column.addWidget(quiet(nothing))

    def _restriction(self, each: Restriction) -> QWidget:
        remove = None
        if not each.inherited_from:
            remove = IconButton("x", f"{'Forget consent' if each.allows else 'Lift restriction'}: {each.words.lower()}", lambda: self.lift(each.id))
        return _line(PlainText(each.words, role="good" if each.allows else "text"), restriction_words(each), remove)

    def _relation(self, each: RelationRow) -> QWidget:
        name = NameLink(f"{each.words} {each.other_name}", lambda: self._open_person(each.other_id), "Show this person")
        return _line(name, each.note, IconButton("x", f"Remove: {each.words.lower()} {each.other_name}", lambda: self.unrelate(each.id)))


def restriction_words(each: Restriction) -> str:
    """Towards whom, until when, and why, on one line."""
    towards = listed([AUDIENCE_WORDS[a].removeprefix("For ").lower() for a in each.audiences]) if each.audiences else EVERYBODY[each.allows]
    parts = [f"Towards {towards}"]
    if each.until:
        parts.append(f"until {long_date(each.until)}")
    words = ", ".join(parts) + "."
    if each.note:
        words += f" {each.note}"
    return f"{words} Holds for all of {each.inherited_from}." if each.inherited_from else words


def _line(head: QWidget, words: str, remove: QWidget | None) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    texts = QVBoxLayout()
    texts.setSpacing(0)
    texts.addWidget(head, 0, Qt.AlignmentFlag.AlignLeft if isinstance(head, NameLink) else Qt.AlignmentFlag(0))
    if words:
        texts.addWidget(quiet(words))
    row.addLayout(texts, 1)
    if remove:
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
    return box
