"""One task beside the list: its owner, day, state and note, and where its day comes from."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.domain.tasks import STATES, TaskRow
from advoplanner.services import tasks
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.day_field import DayField
from ui.kit.form import Form
from ui.kit.labels import PlainText, quiet

PLACES = {
    "overview": "the overview",
    "guests": "the guests",
    "agenda": "the agenda",
    "invitations": "the invitations",
    "packs": "the packs",
    "kit": "the kit",
}


class TaskDrawer(QWidget):
    """`show_task` shows a row, or shows it again after a change. Only an `own` task's words can be changed; those of the others are the norm's."""

    def __init__(self, ctx: Context, own: bool, go: Callable[[str], object], open_norm: Callable[[str], object]) -> None:
        super().__init__()
        self.ctx = ctx
        self.row: TaskRow | None = None
        self.words = PlainText()
        self.beware = PlainText(role="warn")
        self.form = Form(self._save, columns=2)
        self.own = own
        if own:
            self.form.lines("title", "&What", rows=2)
        self.form.line("owner", "&Owner", hint="Who does it")
        self.form.field("due", "D&ue", DayField(), help="It shifts along when the event moves.")
        self.form.choice("state", "&State", list(STATES.items()), wide=True)
        self.form.lines("note", "&Note", rows=4)
        self.source = quiet()
        self.back = Button("Back to the norm's day", self._reset, kind="quiet")
        self.norm = Button("Change the norm…", lambda: open_norm(self.row.key.partition(":")[0] if self.row else ""), kind="quiet")
        self.go = Button("", lambda: go(self.row.page if self.row else "overview"), icon="arrow-right")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 20, 24)
        column.setSpacing(12)
        for widget in (self.words, self.beware, self.form, self.source):
            column.addWidget(widget)
        for button in (self.back, self.norm, self.go):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_task(self, row: TaskRow) -> None:
        """Show this task; a field somebody types in keeps its text."""
        values = {"owner": row.owner, "due": row.due, "state": row.state, "note": row.note}
        values |= {"title": row.title} if self.own else {}
        again = self.row is not None and self.row.key == row.key
        if not again:
            self.form.flush()
        self.row = row
        self.words.setText(row.title)
        self.words.setVisible(not self.own)
        self.beware.setText(f"{row.beware}.")
        self.beware.setVisible(bool(row.beware))
        self.source.setText(f"Its day comes from: {row.source}" if row.source else "A task of your own.")
        self.back.setVisible(row.moved)
        self.norm.setVisible(not self.own)
        self.go.setText(f"Go to {PLACES.get(row.page, 'the overview')}")
        self.go.setVisible(row.page in PLACES)
        if again:
            self.form.load(values)
        else:
            self.form.clear(values)

    def flush(self) -> None:
        """Save what is still being typed."""
        self.form.flush()

    def _save(self, field: str, value: Any) -> None:
        if self.row is not None:
            merge = f"task.{self.row.key}.{field}"
            tasks.edit(self.ctx.workspace, self.row.event_id, self.row.key, merge_key=merge, **{field: value})

    def _reset(self) -> None:
        if self.row is not None:
            self.ctx.act(partial(tasks.edit, self.ctx.workspace, self.row.event_id, self.row.key, due=None))
