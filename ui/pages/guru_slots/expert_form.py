"""One expert beside the list, the question by which another one is added, and the one by which a single slot is given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.text import plural
from advoplanner.domain.guests import GuestRow
from advoplanner.domain.guru_slots import LONGEST, MINUTES, Expert, times
from advoplanner.services import guru_slots
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.form import Form
from ui.kit.labels import quiet
from ui.pages.guru_slots.windows_field import ALLOWED, WindowsField


class ExpertDrawer(QWidget):
    """Every field of an expert, each saving itself."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.row_id = ""
        self.form = _fields(Form(self._save))
        self.told = quiet()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 20, 24)
        column.setSpacing(12)
        column.addWidget(self.form)
        column.addWidget(self.told)
        column.addStretch(1)

    def show_expert(self, row: Expert, first_day: datetime) -> None:
        """Show this expert; times without a day are those of `first_day`."""
        _set_day(self.form, first_day)
        values = {"windows": row.windows, "topics": sorted(row.topics), "minutes": row.minutes, "room": row.room}
        self.told.setText(f"{plural(len(times(row)), 'slot')} of {row.minutes} minutes.")
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
        value = value or 0 if field == "minutes" else value
        guru_slots.edit_expert(self.ctx.workspace, self.row_id, merge_key=f"expert.{self.row_id}.{field}", **{field: value})


class ExpertDialog(Dialog):
    """Adds somebody who gives time."""

    def __init__(self, ctx: Context, event_id: str, people: Sequence[GuestRow], first_day: datetime) -> None:
        self.ctx, self._event_id = ctx, event_id
        self.form = Form()
        self.form.choice("guest_id", "&Who", [(row.id, f"{row.name}, {row.organisation}" if row.organisation else row.name) for row in people])
        _fields(self.form)
        _set_day(self.form, first_day)
        self.form.load({"guest_id": None, "minutes": MINUTES})
        super().__init__("Add an expert", "Add expert", self.form, commit=self._add)

    def _add(self) -> bool:
        values = self.form.values()
        added = self.ctx.act(
            guru_slots.add_expert, self.ctx.workspace, self._event_id, values.pop("guest_id") or "", values.pop("windows"), values.pop("topics"),
            form=self.form, room=values["room"], minutes=values["minutes"] or 0,
        )  # fmt: skip
        return added is not None


class GiveDialog(Dialog):
    """Gives one slot by hand: whom, which expert, when."""

    def __init__(self, ctx: Context, experts: Sequence[Expert], people: Sequence[tuple[str, str]], guest_id: str = "") -> None:
        self.ctx = ctx
        self._experts = {expert.id: expert for expert in experts}
        self.form = Form()
        self.form.choice("guest_id", "&Guest", people)
        self.form.choice("expert_id", "&Expert", [(e.id, e.name) for e in experts])
        self.form.choice("start", "&When", [])
        self.form.load({"guest_id": guest_id or None, "expert_id": None})
        self.form.changed.connect(self._offer)
        super().__init__("Give a one-to-one slot", "Give slot", self.form, commit=self._give)

    def _offer(self, name: str) -> None:
        if name == "expert_id":
            expert = self._experts.get(self.form["expert_id"].value() or "")
            field: Any = self.form["start"]
            field.set_options([(start, f"{start:%a %H:%M}") for start in (times(expert) if expert else ())])
            field.show_value(None)

    def _give(self) -> bool:
        values = self.form.values()
        for name, words in (("guest_id", "Choose who gets the slot."), ("expert_id", "Choose an expert."), ("start", "Choose a time.")):
            if not values[name]:
                self.form.show_error(name, words)
                return False
        return self.ctx.act(guru_slots.give, self.ctx.workspace, values["expert_id"], values["guest_id"], values["start"], form=self.form) is not None


def _fields(form: Form) -> Form:
    form.field("windows", "Has &time", WindowsField(), help=ALLOWED)
    form.tags("topics", "&Interests", help="Empty: those on the person's own page.")
    form.number("minutes", "&Each slot lasts", high=LONGEST, unit="min")
    form.line("room", "&Room", hint="Where they sit")
    return form


def _set_day(form: Form, first_day: datetime) -> None:
    field: Any = form["windows"]
    field.first_day = first_day
