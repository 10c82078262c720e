"""One action beside the list: all its fields, each saving itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.domain.followup import ActionRow
from advoplanner.services import followup
from ui.kit.context import Context
from ui.kit.day_field import DayField
from ui.kit.form import Form

Members = Sequence[tuple[str, str]]


class ActionDrawer(QWidget):
    """`show_action` shows a row, or shows it again after a change."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.row_id = ""
        self.form = Form(self._save, columns=2)
        self.form.lines("text", "What", rows=4)
        self.form.line("owner", "Owner", hint="Who does it")
        self.form.field("due", "Due", DayField())
        self.form.choice("tell_guest_id", "Member to tell", [("", "Nobody")], wide=True)
        self.form.line("next_step", "Next step", hint="What is done first", wide=True)
        self.form.lines("source", "What the member said", hint="In their words", rows=2)
        self.form.lines("outcome", "What we did", hint="As members read it at the next event", rows=2)
        self.form.check("done", "Done")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 20, 24)
        column.addWidget(self.form)
        column.addStretch(1)

    def show_action(self, row: ActionRow, members: Members) -> None:
        """Show this action; `members` are (guest id, name) of those who may be told."""
        values = {"text": row.text, "owner": row.owner, "due": row.due, "tell_guest_id": row.tell_guest_id, "done": row.done}
        values |= {"source": row.source, "outcome": row.outcome, "next_step": row.next_step}
        if row.id == self.row_id:
            offer(self.form, members)
            self.form.load(values)
            return
        self.form.flush()
        self.row_id = row.id
        offer(self.form, members)
        self.form.clear(values)

    def flush(self) -> None:
        """Save what is still being typed."""
        self.form.flush()

    def _save(self, field: str, value: Any) -> None:
        """A refusal is shown at its field."""
        followup.edit_action(self.ctx.workspace, self.row_id, merge_key=f"action.{self.row_id}.{field}", **{field: value})


def offer(form: Form, members: Members) -> None:
    """Offer these to be told; what was chosen stays."""
    field: Any = form["tell_guest_id"]
    now = field.value()
    field.set_options(members)
    field.show_value(now or "")
