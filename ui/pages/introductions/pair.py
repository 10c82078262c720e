"""One introduction beside the list, and the question by which another one is planned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.domain.guests import GuestRow
from advoplanner.domain.introductions import STATE_WORDS, IntroductionRow
from advoplanner.services import introductions
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.form import Form
from ui.kit.suggest_field import Suggest


class PairDrawer(QWidget):
    """Every field of one introduction, each saving itself; `show_pair` shows a row, or shows it again after a change."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.row_id = ""
        self.form = Form(self._save)
        self.form.lines("reason", "Why", rows=3)
        self.introducer = Suggest((), "Who introduces them")
        self.form.field("introducer", "Introduced by", self.introducer)
        self.form.choice("state", "What became of it", list(STATE_WORDS.items()))
        self.form.lines("note", "Note", rows=3)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 20, 24)
        column.addWidget(self.form)
        column.addStretch(1)

    def show_pair(self, row: IntroductionRow, introducers: Sequence[str]) -> None:
        """Show this introduction, offering `introducers`."""
        values = {"reason": row.reason, "introducer": row.introducer, "state": row.state, "note": row.note}
        self.introducer.set_options(introducers)
        if row.id == self.row_id:
            self.form.load(values)
            return
        self.form.flush()
        self.row_id = row.id
        self.form.clear(values)

    def flush(self) -> None:
        """Save what is still being typed."""
        self.form.flush()

    def _save(self, field: str, value: Any) -> None:
        ws = self.ctx.workspace
        if field == "state":
            introductions.mark(ws, [self.row_id], value)
        else:
            introductions.edit(ws, self.row_id, merge_key=f"introduction.{self.row_id}.{field}", **{field: value})


class PlanDialog(Dialog):
    """Plans one introduction between two guests; a refusal stands at its field and the words stay."""

    def __init__(self, ctx: Context, event_id: str, guests: Sequence[GuestRow], introducers: Sequence[str], first: str = "") -> None:
        self.ctx, self._event_id = ctx, event_id
        options = [(row.id, f"{row.name}, {row.organisation}" if row.organisation else row.name) for row in guests]
        self.form = Form()
        self.form.choice("a_id", "&Introduce", options)
        self.form.choice("b_id", "&To", options)
        self.form.line("reason", "&Why", hint="What they have to tell each other")
        self.form.field("introducer", "Introduced &by", Suggest(introducers, "Who introduces them"))
        self.form.load({"a_id": first or None, "b_id": None})
        super().__init__("Plan an introduction", "Plan introduction", self.form, commit=self._plan)

    def _plan(self) -> bool:
        values = self.form.values()
        ends = (values["a_id"] or "", values["b_id"] or "")
        return self.ctx.act(
            introductions.plan, self.ctx.workspace, self._event_id, *ends, values["reason"], values["introducer"], form=self.form
        ) is not None  # fmt: skip
