"""What was asked of somebody, given to them or said, written down with its day."""

from __future__ import annotations

from datetime import date
from typing import Any

from advoplanner.domain.asks import LEDGER_WORDS
from advoplanner.services import asks, calls
from ui.kit.context import Context
from ui.kit.day_field import DayField
from ui.kit.dialog import Dialog
from ui.kit.form import Form


class LedgerDialog(Dialog):
    """Waves write themselves down; this is for calls, references, thanks and dinners."""

    def __init__(self, ctx: Context, person_id: str, name: str) -> None:
        self.ctx, self._person_id = ctx, person_id
        self.form = Form(columns=2)
        self.form.choice("kind", "&What it was", [(str(kind), words) for kind, words in LEDGER_WORDS.items()])
        self.form.field("day", "&When", DayField())
        beware = calls.why_not(ctx.workspace, person_id)
        hint = "Reference visit by a prospect" if beware else "Reference call with a prospect"
        self.form.line("activity", "&In a few words", hint=hint, wide=True)
        self.form.load({"kind": "ask", "day": ctx.workspace.clock().date()})
        subtitle = f"{beware} " if beware else ""
        subtitle += "Asks count against the cap of two a quarter. What waves asked and gave stands in the ledger by itself."
        super().__init__(f"Asks and gives: {name}", "Write down", self.form, subtitle=subtitle, commit=self._add)

    def _add(self) -> bool:
        values: dict[str, Any] = self.form.values()
        day = values["day"] or date.min
        made = self.ctx.act(
            asks.log, self.ctx.workspace, self._person_id, values["kind"], values["activity"], day.isoformat(), form=self.form
        )  # fmt: skip
        return made is not None
