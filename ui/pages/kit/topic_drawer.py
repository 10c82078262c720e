"""One topic beside the cards: who wants it, a further vote, and the way to the agenda."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.domain.topics import TopicRow
from advoplanner.services import topics
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.filled_lines import Lines
from ui.kit.form import Form
from ui.kit.jump_row import JumpRow
from ui.kit.labels import PlainText, section

PLACED = "It is on the agenda already."


class TopicDrawer(QWidget):
    """`show_row` shows a topic, or shows it again after a change."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx, self.row_id = ctx, ""
        self.words, self.lines = PlainText(), Lines()
        self.form = Form(self._vote)
        self.form.choice("guest_id", "A further vote of", [("", "Choose a member")], wide=True)
        self.place = Button("Put it on the agenda", self.put_on_agenda, kind="primary", icon="list-ordered")
        self.drop = Button("Remove the topic", lambda: ctx.act(topics.remove, ctx.workspace, [self.row_id]), icon="trash-2")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 20, 24)
        column.setSpacing(12)
        for widget in (self.words, section("Who wants it"), self.lines, self.form):
            column.addWidget(widget)
        for button in (self.place, self.drop):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_row(self, row: TopicRow, members: Sequence[tuple[str, str]]) -> None:
        """Show this topic; `members` may vote."""
        self.row_id = row.id
        self.words.setText(row.why)
        said = {guest for guest, _ in row.voters}
        self.lines.fill([JumpRow(name, partial(self._take_back, guest), why="A click takes the vote back") for guest, name in row.voters])
        field: Any = self.form["guest_id"]
        field.set_options([("", "Choose a member"), *(each for each in members if each[0] not in said)])
        self.form.clear({"guest_id": ""})
        self.place.allow(PLACED if row.session_id else "")

    def flush(self) -> None:
        """A vote is kept as soon as it is given."""

    def put_on_agenda(self) -> None:
        """A session in the tray, that asks members for their input."""
        if self.ctx.act(topics.put_on_agenda, self.ctx.workspace, self.row_id) is not None:
            self.ctx.messages.info("It waits in the tray of the agenda.")

    def _vote(self, _field: str, value: Any) -> None:
        if value:
            topics.vote(self.ctx.workspace, self.row_id, value)

    def _take_back(self, guest_id: str) -> None:
        self.ctx.act(topics.vote, self.ctx.workspace, self.row_id, guest_id, False)
