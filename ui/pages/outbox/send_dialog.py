"""Before anything leaves: how many, to whom, by which way; the only question, because it cannot be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.text import listed, plural
from advoplanner.domain.letters import MessageRow
from ui.kit.dialog import Dialog
from ui.kit.form import Form
from ui.kit.labels import PlainText, quiet

SEND, FOLDER, PROGRAM = "send", "folder", "program"
"""Ways of leaving."""

MOST_WINDOWS = 10
"""Messages that are opened in the mail program at once: each is a window of its own."""

NAMED = 4


class SendDialog(Dialog):
    """`way` and `entries` say what was chosen. `senders` are the accounts' addresses, or else `lacking` why none can send."""

    def __init__(self, rows: Sequence[MessageRow], senders: Sequence[str], lacking: str, way: str = "") -> None:
        self._rows = rows
        ways = [(SEND, f"Send now, as {listed(list(senders))}")] if senders else []
        ways.append((FOLDER, "Write files into a folder, to send with your mail program"))
        if len(rows) <= MOST_WINDOWS:
            ways.append((PROGRAM, "Open each in your mail program"))
        self.form = Form()
        self.form.choice("way", "&How", ways)
        self.form.check("entries", "Put the calendar entry beside each message as a file of its own (.ics)")
        known = [each for each, _ in ways]
        self.form.load({"way": way if way in known else known[0], "entries": False})
        self._says = PlainText()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.form)
        column.addWidget(self._says)
        if not senders and lacking:
            column.addWidget(quiet(f"{lacking} Settings, Mail accounts, has what is needed to send from here."))
        column.addStretch(1)
        super().__init__(f"Send {plural(len(rows), 'message')}?", "", body, subtitle=f"To {_names(rows)}.")
        self.form.changed.connect(lambda _: self._show_way())
        self.cancel.setDefault(True)
        self.go.setDefault(False)
        self._show_way()

    @property
    def way(self) -> str:
        return str(self.form["way"].value())

    @property
    def entries(self) -> bool:
        return self.way == FOLDER and bool(self.form["entries"].value())

    def _show_way(self) -> None:
        count = plural(len(self._rows), "message")
        verb, says = {
            SEND: (f"Send {count}", "They leave one after another, each to one person, and cannot be taken back. You can go on working meanwhile."),
            FOLDER: (f"Export {count}", "They count as sent as soon as their files are written: open each in your mail program, and send it there."),
            PROGRAM: (f"Open {count}", "They count as sent as soon as they are opened: press Send in each window."),
        }[self.way]
        self.go.setText(verb)
        self._says.setText(says)
        self.form["entries"].widget.setVisible(self.way == FOLDER)


class ReceiptDialog(Dialog):
    """Messages that left from elsewhere: `note(receipt, form)` notes them, and its refusal stands at the field."""

    def __init__(self, rows: Sequence[MessageRow], note: Callable[[str, Form], bool]) -> None:
        self.form = Form()
        self.form.line("receipt", "&When and how did they leave?", hint="From my own mail, Tuesday", help="You may leave this empty.")
        subtitle = f"To {_names(rows)}. They count as sent from now on, which cannot be taken back."
        super().__init__(f"Note {plural(len(rows), 'message')} as sent?", "Note as sent", self.form, subtitle=subtitle, commit=self._note)
        self._tell = note

    def _note(self) -> bool:
        return self._tell(str(self.form["receipt"].value()), self.form)


def _names(rows: Sequence[MessageRow]) -> str:
    """ "Ana Lima, Ben Okafor and 22 more"."""
    names = [row.to_name for row in rows]
    shown = names if len(names) <= NAMED else [*names[: NAMED - 1], f"{len(names) - NAMED + 1:,} more"]
    return listed(shown)
