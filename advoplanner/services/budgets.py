"""Costs of an event line by line, planned and actual; refunds alone are below zero, and no two currencies are summed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural
from advoplanner.domain import budgets as rules
from advoplanner.services.context import Workspace
from advoplanner.store.models import BudgetLine, Event
from advoplanner.store.session import remove_where

AMOUNTS = ("planned", "actual")


def add(
    ws: Workspace, event_id: str, words: str, *, currency: str, planned: int | None = 0, actual: int | None = 0, refund: bool = False
) -> ChangeSet:
    """A further line; its id is `created("budget_line")[0]`. Raises RuleBroken at the field."""
    values = {"words": rules.check_words(words), "currency": rules.check_currency(currency), "refund": bool(refund)}
    amounts = {name: rules.check_amount(name, value, refund=refund) for name, value in (("planned", planned), ("actual", actual))}
    with ws.action(f"Plan a cost: {values['words']}") as work:
        if work.session.get(Event, event_id) is None:
            raise RuleBroken("kits.no_event", "This event is no longer in the workspace.", "Undo brings it back.")
        work.add(BudgetLine(event_id=event_id, **values, **amounts))
    return work.changes


def edit(ws: Workspace, line_id: str, *, merge_key: str = "", **fields: Any) -> ChangeSet:
    """Change words, currency, planned, actual or refund of a line. Raises RuleBroken at the field."""
    with ws.action("", merge_key=merge_key) as work:
        row = work.session.get(BudgetLine, line_id)
        if row is None:
            raise RuleBroken("budgets.unknown", "This line is no longer in the budget.", "Undo brings it back.")
        values = {name: getattr(row, name) for name in (*AMOUNTS, "words", "currency", "refund")} | fields
        if "refund" in fields:
            # What was written as a cost comes back, or the other way round.
            values |= {name: -abs(values[name]) if fields["refund"] else abs(values[name]) for name in AMOUNTS if name not in fields}
        row.refund, row.words, row.currency = bool(values["refund"]), rules.check_words(values["words"]), rules.check_currency(values["currency"])
        for name in AMOUNTS:
            setattr(row, name, rules.check_amount(name, values[name], refund=row.refund))
        work.label = f"Change a cost: {row.words}"
    return work.changes


def remove(ws: Workspace, ids: Iterable[str]) -> ChangeSet:
    """Take lines out of the budget."""
    wanted = list(ids)
    with ws.action(f"Remove {plural(len(wanted), 'cost')}") as work:
        remove_where(work, BudgetLine, wanted)
    return work.changes
