"""Costs of an event line by line: the list under the budget, the question by which one is added, and one beside the cards."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.domain.budgets import MOST, BudgetLine, Money
from advoplanner.services import budgets
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.filled_lines import Lines
from ui.kit.form import Form
from ui.kit.jump_row import JumpRow
from ui.kit.labels import PlainText

REFUND = "Money comes back: a refund is below zero."


class CostLines(QWidget):
    """One row a cost, which `opened` shows by its id, and asks for a further one without; what is in another currency is in no sum."""

    def __init__(self, opened: Callable[[str], object]) -> None:
        super().__init__()
        self._opened = opened
        self.lines, self.apart = Lines(), PlainText()
        self.add = Button("&Add a cost…", partial(opened, ""), icon="plus")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.lines, self.apart):
            column.addWidget(widget)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_money(self, money: Money) -> None:
        """What for, planned and actual."""
        self.lines.fill([JumpRow(line.words, partial(self._opened, line.id), why=line_words(line)) for line in money.lines])
        self.lines.setVisible(bool(money.lines))
        said = money.apart()
        self.apart.setText("\n".join(said))
        self.apart.setVisible(bool(said))


def line_words(line: BudgetLine) -> str:
    """ "Planned 400 EUR · spent 380 EUR", or that it comes back."""
    money = Money(line.currency)
    parts = [f"Planned {money.said(line.planned)}"] * bool(line.planned) + [f"spent {money.said(line.actual)}"] * bool(line.actual)
    return " · ".join([*parts, *["refund"] * line.refund]) or f"No amount in {line.currency} yet"


class CostDialog(Dialog):
    """Adds one cost."""

    def __init__(self, ctx: Context, event_id: str, currency: str) -> None:
        self.ctx, self._event_id = ctx, event_id
        self.form = _fields(Form())
        self.form.load({"currency": currency})
        super().__init__("Add a cost", "Add cost", self.form, commit=self._add)

    def _add(self) -> bool:
        values = self.form.values()
        return self.ctx.act(budgets.add, self.ctx.workspace, self._event_id, values.pop("words"), form=self.form, **values) is not None


class CostDrawer(QWidget):
    """Every field of a cost, each saving itself."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.row_id = ""
        self.form = _fields(Form(self._save))
        self.gone = Button("Remove this cost", self._remove, icon="trash-2")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 20, 24)
        column.setSpacing(12)
        column.addWidget(self.form)
        column.addWidget(self.gone, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_row(self, row: BudgetLine) -> None:
        """Show this cost."""
        values = {name: getattr(row, name) for name in ("words", "currency", "refund")}
        values |= {name: getattr(row, name) or None for name in budgets.AMOUNTS}
        if row.id == self.row_id:
            self.form.load(values)
        else:
            self.form.flush()
            self.row_id = row.id
            self.form.clear(values)

    def flush(self) -> None:
        """Save what is still being typed."""
        self.form.flush()

    def _save(self, field: str, value: Any) -> None:
        """A refusal is shown at its field."""
        budgets.edit(self.ctx.workspace, self.row_id, merge_key=f"cost.{self.row_id}.{field}", **{field: value})

    def _remove(self) -> None:
        self.ctx.act(budgets.remove, self.ctx.workspace, [self.row_id])


def _fields(form: Form) -> Form:
    form.line("words", "What &for", hint="Dinner")
    form.number("planned", "&Planned", low=-MOST, high=MOST)
    form.number("actual", "&Spent", low=-MOST, high=MOST)
    form.line("currency", "&Currency")
    form.check("refund", "&Refund", help=REFUND)
    return form
