"""One message in the drawer: as its guest will read it, changed in place, with its calendar entry in words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.domain.letters import STATE_WORDS, MessageDetails
from advoplanner.services import outbox
from ui.kit.buttons import Button
from ui.kit.chip import Chip
from ui.kit.context import Context
from ui.kit.facts import Facts
from ui.kit.form import Form
from ui.kit.labels import PlainText, section
from ui.pages.outbox.columns import DOTS, WAITING, when_sent

Act = Callable[[list[str]], object]


class MessagePanel(QWidget):
    """Subject and text save themselves while the message waits; what has left is only read."""

    def __init__(self, ctx: Context, message_id: str, hold: Act, release: Act, remove: Act) -> None:
        super().__init__()
        self.ctx = ctx
        self.message_id = message_id
        self.state = Chip()
        self.why = PlainText()
        self.form = Form(self._save)
        self.form.line("subject", "&Subject")
        self.form.lines("body", "&Text", rows=13)
        self.calendar = Facts()
        self.hold = Button("Hold…", lambda: hold([message_id]))
        self.release = Button("Release", lambda: release([message_id]))
        self.remove = Button("Delete", lambda: remove([message_id]))
        self._lay_out()

    def show_message(self, found: MessageDetails) -> None:
        """Show what is stored; a text somebody is typing stays."""
        row = found.row
        waits = row.state in WAITING
        self.state.set_state(STATE_WORDS[row.state], DOTS[row.state])
        gone = f"Left {when_sent(row)} as {found.file_name}" if row.state == "exported" else ""
        self.why.setText(gone or row.reason or ("Edited by hand." if found.edited else ""))
        self.why.setVisible(bool(self.why.text()))
        self.form.load({"subject": row.subject, "body": found.body})
        for name in ("subject", "body"):
            self.form[name].editor.setProperty("readOnly", not waits)
        self.calendar.show_facts(found.calendar)
        self.hold.setVisible(waits and row.state != "held")
        self.release.setVisible(row.state == "held")
        self.remove.setVisible(waits)

    def _save(self, name: str, text: str) -> None:
        outbox.edit_message(self.ctx.workspace, self.message_id, **{name: text})

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.state)
        head.addStretch(1)
        for button in (self.release, self.hold, self.remove):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 24)
        column.setSpacing(16)
        column.addLayout(head)
        column.addWidget(self.why)
        column.addWidget(self.form)
        column.addWidget(section("Calendar entry"))
        column.addWidget(self.calendar)
        column.addStretch(1)
