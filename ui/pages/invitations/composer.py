"""The words of a wave: subject and text with fields from a menu, and quiet remarks on what to reconsider."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from advoplanner.domain.invitations import MERGE_FIELDS
from advoplanner.domain.letters import WaveRow
from advoplanner.services import invitations
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.form import Form
from ui.kit.labels import PlainText
from ui.kit.tokens import SMALL
from ui.pages.invitations.highlighter import LetterMarks, remarks


class Composer(QWidget):
    """Saves itself; what is refused is said at its field and the text stays. The page places the button `fields`."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.wave_id = ""
        self.form = Form(self._save)
        self.form.line("name", "&Name of the wave")
        self.form.line("subject", "S&ubject")
        self.form.lines("body", "&Text", rows=10)
        self.form.check("gives", "It &gives: a seat, a stage, a place among peers", help="Untick it for a wave that asks guests for something.")
        self.form.changed.connect(lambda _: self._remark())
        self.marks = LetterMarks(self._body.document())
        self.fields = Button("Insert &field", self.open_menu, icon="plus", tip="Put a guest's or the event's own words into the text")
        self.remarks = PlainText(size=SMALL, role="warn")
        self._last: QWidget = self._body
        for editor in (self._subject, self._body):
            editor.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.form)
        column.addWidget(self.remarks)
        column.addStretch(1)

    def show_wave(self, wave: WaveRow) -> None:
        """Show a wave's words; text that is being typed stays while it is the same wave."""
        values = {"name": wave.name, "subject": wave.subject, "body": wave.body, "gives": wave.gives}
        if wave.id == self.wave_id:
            self.form.load(values)
        else:
            self.form.clear(values)
            self.wave_id = wave.id
        self._remark()

    def menu(self) -> QMenu:
        """All fields in words."""
        menu = QMenu(self)
        for name, words in MERGE_FIELDS.items():
            menu.addAction(f"{words[0].upper()}{words[1:]}", partial(self.insert, name))
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

    @property
    def _body(self) -> Any:
        return self.form["body"].editor

    @property
    def _subject(self) -> QLineEdit:
        editor: Any = self.form["subject"].editor
        return editor

    def _remark(self) -> None:
        said = remarks(self._subject.text(), self._body.toPlainText())
        self.remarks.setText("\n".join(said))
        self.remarks.setVisible(bool(said))

    def _save(self, name: str, value: Any) -> None:
        if self.wave_id:
            invitations.edit_wave(self.ctx.workspace, self.wave_id, **{name: value})
