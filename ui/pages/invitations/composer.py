"""The words of a wave: subject and text with fields from a menu, and quiet remarks on what to reconsider."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from advoplanner.domain.audiences import MODE_WORDS
from advoplanner.domain.invitations import MERGE_FIELDS
from advoplanner.domain.letters import WaveRow, motive_block
from advoplanner.services import checks, invitations, workspace
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.day_field import DayField
from ui.kit.form import Form
from ui.pages.invitations.highlighter import LetterMarks, SubjectMarks, remarks
from ui.pages.invitations.remarks import Remarks

MARKS = "A line with “- ” is a list, with “# ” a heading; **bold**, *italic*, [words](https://…)."
PERSONAL_HELP = "A personal draft waits in the outbox until you have read it and written your own line."
ASK_HELP = "Untick it for a wave that asks for something: it passes over who was asked twice in a quarter, or within 30 days."


class Composer(QWidget):
    """Saves itself; what is refused is said at its field and the text stays. The page places the button `fields`."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.wave_id = ""
        self.form = Form(self._save, columns=2)
        self.form.line("name", "&Name of the wave")
        self.form.field("planned", "&Planned for", DayField())
        self.form.line("subject", "S&ubject", wide=True)
        self.form.lines("body", "&Text", rows=12, help=MARKS)
        self.form.choice("mode", "Drafts", [(str(mode), words) for mode, words in MODE_WORDS.items()], help=PERSONAL_HELP, wide=True)
        self.form.check("gives", "It &gives: a seat, a stage, a place among peers", help=ASK_HELP)
        self.form.changed.connect(lambda _: self._remark())
        self.marks = LetterMarks(self._body.document()), SubjectMarks(self._subject)
        self.kind = ""
        self._ignored: tuple[str, ...] = ()
        self.fields = Button("Insert &field", self.open_menu, icon="plus", tip="Put a guest's or the event's own words into the text")
        self.remarks = Remarks(self.pass_over)
        self._last: QWidget = self._body
        for editor in (self._subject, self._body):
            editor.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.form)
        column.addWidget(self.remarks)
        column.addStretch(1)

    def show_wave(self, wave: WaveRow, kind: str) -> None:
        """Show a wave's words; text that is being typed stays while it is the same wave. `kind` is the event's."""
        self.kind = kind
        planned = date.fromisoformat(wave.planned) if wave.planned else None
        values = {"name": wave.name, "subject": wave.subject, "body": wave.body, "planned": planned, "mode": wave.mode, "gives": wave.gives}
        if wave.id == self.wave_id:
            self.form.load(values)
        else:
            self.form.clear(values)
            self.wave_id = wave.id
        self._mark()
        self._remark()

    def menu(self) -> QMenu:
        """All fields in words."""
        menu = QMenu(self)
        for name, words in MERGE_FIELDS.items():
            menu.addAction(f"{words[0].upper()}{words[1:]}", partial(self.insert, name))
        menu.addSeparator()
        menu.addAction("Parts chosen by what moves each guest", self.insert_motives)
        return menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The button takes the focus: where it was before decides where the field goes.
        if event.type() == QEvent.Type.FocusIn and watched in (self._subject, self._body):
            self._last = self._subject if watched is self._subject else self._body
        return super().eventFilter(watched, event)

    def open_menu(self) -> None:
        self.menu().popup(self.fields.mapToGlobal(self.fields.rect().bottomLeft()))

    def insert(self, name: str) -> None:
        """Put a field where the cursor is."""
        if self._last is self._subject:
            self._subject.insert(f"{{{{{name}}}}}")
            self._subject.textEdited.emit(self._subject.text())
        else:
            self._body.insertPlainText(f"{{{{{name}}}}}")
        self._last.setFocus()

    def pass_over(self, word: str) -> None:
        """Say nothing of this word any more, in no wave."""
        self.ctx.act(checks.ignore_word, self.ctx.workspace, word)
        self._mark()
        self._remark()

    def insert_motives(self) -> None:
        """Put a part for each motive where the cursor is, to be written anew."""
        self._body.insertPlainText(motive_block(self.kind))
        self._body.setFocus()

    @property
    def _body(self) -> Any:
        return self.form["body"].editor

    @property
    def _subject(self) -> QLineEdit:
        editor: Any = self.form["subject"].editor
        return editor

    def _mark(self) -> None:
        self._ignored = workspace.info(self.ctx.workspace).ignored_words
        for each in self.marks:
            each.ignore(self._ignored)

    def _remark(self) -> None:
        self.remarks.say(remarks(self._subject.text(), self._body.toPlainText(), self._ignored))

    def _save(self, name: str, value: Any) -> None:
        if name == "planned":
            value = value.isoformat() if value else ""
        if self.wave_id:
            invitations.edit_wave(self.ctx.workspace, self.wave_id, **{name: value})
