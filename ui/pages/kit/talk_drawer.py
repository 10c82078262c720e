"""The brief of one who presents, beside the cards: the story in three parts, the audience, and the word on being recorded."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.text import listed
from advoplanner.domain.talks import MOST, PARTS, PROMPTS, TalkRow, guests_words
from advoplanner.services import talks
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.facts import Facts
from ui.kit.form import Form
from ui.kit.labels import quiet

LABELS = {"context": "Context", "went_wrong": "What went wrong", "not_for": "Where it would not fit"}
THEIRS = "Prompts, not a script: the story is theirs, and nobody approves it."
ANSWERS = (("", "Not asked"), ("yes", "May be recorded"), ("no", "May not be recorded"))


class TalkDrawer(QWidget):
    """`show_row` shows a talk, or shows it again after a change; every field saves itself."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.row_id = self._event_id = ""
        self.form = Form(self._save, columns=2)
        for name in PARTS:
            self.form.lines(name, LABELS[name], hint=PROMPTS[name], rows=4)
        self.form.number("draw", "Listeners they draw", low=0, high=MOST)
        self.form.number("own_guests", "Guests of their own", low=0, high=MOST)
        self.form.choice("recording", "Recording", list(ANSWERS), wide=True)
        self.facts = Facts()
        self.guest = Button("Open as a guest", lambda: ctx.navigate("guests", self._event_id, self.row_id), icon="user")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 20, 24)
        column.setSpacing(12)
        for widget in (quiet(THEIRS), self.form, self.facts):
            column.addWidget(widget)
        column.addWidget(self.guest, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_row(self, row: TalkRow) -> None:
        """Show this talk."""
        values = {name: getattr(row, name) for name in (*PARTS, "draw", "recording")} | {"own_guests": row.own_guests or None}
        if row.guest_id == self.row_id:
            self.form.load(values)
        else:
            self.form.flush()
            self.row_id, self._event_id = row.guest_id, row.event_id
            self.form.clear(values)
        spoken = listed([f"“{title}”" for title in row.sessions])
        self.facts.show_facts([("Speaks in", spoken or "No session yet"), ("Brings", guests_words(row)), ("Recording", row.why)])

    def flush(self) -> None:
        """Save what is still being typed."""
        self.form.flush()

    def _save(self, field: str, value: Any) -> None:
        """A refusal is shown at its field."""
        if field == "recording":
            self.ctx.act(talks.set_recording, self.ctx.workspace, self.row_id, value, form=self.form)
        else:
            talks.edit(self.ctx.workspace, self.row_id, merge_key=f"talk.{self.row_id}.{field}", **{field: value})
