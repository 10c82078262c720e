"""What is left before the event can be closed, and what became of what members said at earlier ones."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.dates import short_date
from advoplanner.domain.close_out import SAID_TITLE, SaidDone
from advoplanner.services import close_out, thanks
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.card_columns import CardColumns
from ui.kit.context import Context
from ui.kit.filled_lines import Lines
from ui.kit.jump_row import JumpRow, inset
from ui.kit.labels import PlainText, quiet, section

NOTHING = "Nothing was promised at an earlier event of this kind."
WHY = "Members come again when they see what became of their words. This opens the next agenda."


class CloseOutView(QWidget):
    """Two cards: lines that lead to what is left, and the page for members with a button that puts it on the agenda."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx, self._event_id = ctx, ""
        self.lines, self.said = Lines(), Lines()
        self.button = Button("Put it on the agenda", self.put_on_agenda, kind="primary", icon="list-ordered")
        self.letters = Button("Draft thanks to everybody", self.draft_thanks, icon="mail")
        self.thanks = Button("Note that everybody was thanked", self.note_thanks, icon="check")
        left, right = Card(margin=12), Card(margin=12)
        for widget in (inset(section("Before the event is closed"), 8), self.lines):
            left.column.addWidget(widget)
        for button in (self.letters, self.thanks):
            left.column.addWidget(inset(button, 8), 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (inset(section(SAID_TITLE), 8), inset(quiet(WHY)), self.said):
            right.column.addWidget(widget)
        right.column.addWidget(inset(self.button, 8), 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(CardColumns([(1, (left,)), (1, (right,))]))

    def of_event(self, event_id: str) -> None:
        """What is done from now on is done for this event; its lines are read by `show_event`."""
        self._event_id = event_id

    def show_event(self, event_id: str) -> None:
        """Read the event's lines."""
        self.of_event(event_id)
        ws = self.ctx.workspace
        self.lines.fill(
            [
                JumpRow(line.title, partial(self._go, line.page), why=line.words, state="good" if line.done else "warn",
                        state_word="Done" if line.done else "Open")
                for line in close_out.lines(ws, event_id)
            ]
        )  # fmt: skip
        found = close_out.said(ws, event_id)
        self.said.fill([_said(row) for row in found] or [inset(quiet(NOTHING))])
        self.button.allow("" if found else NOTHING)

    def note_thanks(self) -> None:
        """In the ledger of everybody who came."""
        self.ctx.act(close_out.note_thanks, self.ctx.workspace, self._event_id)

    def draft_thanks(self) -> None:
        """A letter to each of those who came, in the outbox; who gets none is named with the reason. In a thread: there may be many."""
        work = partial(thanks.draft, self.ctx.workspace, self._event_id)
        self.ctx.jobs.run(work, title="Writing letters of thanks", done=self._drafted, failed=self.ctx.failed, owner=self, pool="db")

    def put_on_agenda(self) -> None:
        """A session in the tray of this event's agenda, with what was done as its material."""
        if self.ctx.act(close_out.put_on_agenda, self.ctx.workspace, self._event_id) is not None:
            self.ctx.messages.info("It waits in the tray of the agenda.")

    def _drafted(self, made: thanks.Thanked) -> None:
        self.ctx.announce(made.changes)
        self.ctx.messages.info(made.words)

    def _go(self, page: str) -> None:
        self.ctx.navigate(page, self._event_id)


def _said(row: SaidDone) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(8, 6, 8, 6)
    column.setSpacing(2)
    column.addWidget(PlainText(f"“{row.source}”" if row.source else row.said))
    column.addWidget(PlainText(row.words, role="good" if row.done else "warn"))
    column.addWidget(quiet(" · ".join(filter(None, (row.said if row.source else "", f"{row.event}, {short_date(row.day)}")))))
    return box
