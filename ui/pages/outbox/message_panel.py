"""One message in the drawer: as its guest will read it, changed in place, with its calendar entry in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.core.text import listed
from advoplanner.domain.letters import BY_HAND, STATE_WORDS, MessageDetails
from advoplanner.services import outbox
from ui.kit.buttons import Button
from ui.kit.chip import Chip
from ui.kit.context import Context
from ui.kit.facts import Facts
from ui.kit.form import Form
from ui.kit.labels import PlainText, section
from ui.pages.outbox.columns import DOTS, WAITING, when_sent
from ui.pages.outbox.commands import OutboxCommands


class MessagePanel(QWidget):
    """Subject and text save themselves while the message waits; what has left is only read."""

    def __init__(self, ctx: Context, message_id: str, acts: OutboxCommands) -> None:
        super().__init__()
        self.ctx = ctx
        self.message_id = message_id
        self.state = Chip()
        self.why = PlainText()
        self.form = Form(self._save)
        self.form.line("subject", "&Subject")
        self.form.lines("body", "&Text", rows=13)
        self.entry, self.calendar = section("Calendar entry"), Facts()
        self.kept = Form()
        self.kept.lines("source", "As it left, octet for octet", rows=16)
        self.kept["source"].editor.setProperty("readOnly", True)
        ids = [message_id]
        self.test = Button("Test to me", lambda: acts.leaving.test(ids), tip="Send it to yourself first (T)")
        self.hold = Button("Hold…", lambda: acts.hold(ids))
        self.release = Button("Release", lambda: acts.release(ids))
        self.remove = Button("Delete", lambda: acts.remove(ids))
        self.was_sent = Button("It was sent", lambda: acts.settle(ids, sent=True))
        self.not_sent = Button("It was not", lambda: acts.settle(ids, sent=False), tip="Make it ready again")
        self.source = Button("Source", self._show_source, tip="Show the message octet for octet, as it left")
        self.save = Button("Save…", lambda: acts.save_source(ids), tip="Save the message octet for octet")
        self._lay_out()

    def show_message(self, found: MessageDetails) -> None:
        """Show what is stored; a text somebody is typing stays."""
        row = found.row
        waits = row.state in WAITING
        self.state.set_state(STATE_WORDS[row.state], DOTS[row.state])
        self.why.setText(" ".join(filter(None, (_standing(found), mailbox_words(found.shared_with)))))
        self.why.setVisible(bool(self.why.text()))
        self.form.load({"subject": row.subject, "body": found.body})
        for name in ("subject", "body"):
            self.form[name].editor.setProperty("readOnly", not waits)
        self.calendar.show_facts(found.calendar)
        for widget in (self.entry, self.calendar):
            widget.setVisible(bool(found.calendar))
        self.hold.setVisible(waits and row.state != "held")
        self.release.setVisible(row.state == "held")
        self.remove.setVisible(waits)
        self.test.setVisible(row.state == "draft")
        for button in (self.was_sent, self.not_sent):
            button.setVisible(row.state == "unsure")
        for button in (self.source, self.save):
            button.setVisible(row.state in ("exported", "unsure"))

    def _show_source(self) -> None:
        """Show or hide the octets; what is no UTF-8 is shown as such."""
        if self.kept.isHidden():
            text = outbox.octets(self.ctx.workspace, self.message_id).decode("utf-8", "backslashreplace")
            self.kept.load({"source": text.replace("\r\n", "\n")})
        self.kept.setVisible(self.kept.isHidden())

    def _save(self, name: str, text: str) -> None:
        outbox.edit_message(self.ctx.workspace, self.message_id, **{name: text})

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.state)
        head.addStretch(1)
        for button in (self.release, self.hold, self.test, self.was_sent, self.not_sent, self.source, self.save, self.remove):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 24)
        column.setSpacing(16)
        column.addLayout(head)
        column.addWidget(self.why)
        column.addWidget(self.form)
        column.addWidget(self.entry)
        column.addWidget(self.calendar)
        column.addWidget(self.kept)
        self.kept.hide()
        column.addStretch(1)


def mailbox_words(others: Sequence[str]) -> str:
    """Who else reads the mailbox that a message goes to; "" for nobody."""
    return f"The mailbox is shared with {listed(list(others))}." if others else ""


def _standing(found: MessageDetails) -> str:
    """What became of it, or why it waits."""
    row = found.row
    if row.state == "unsure":
        return f"{row.reason} Look into the sent mail of the account: is it there?"
    if row.state != "exported":
        return row.reason or ("Edited by hand." if found.edited else "")
    if found.sent_by == BY_HAND:
        return f"Sent by hand, noted {when_sent(row)}" + (f": {found.answer}" if found.answer else "")
    if found.sent_by:
        return f"Sent {when_sent(row)} by {found.sent_by}. The server said: {found.answer}"
    return f"Left {when_sent(row)} as {found.file_name}"
