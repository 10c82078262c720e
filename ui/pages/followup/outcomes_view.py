"""What came of the event beside its actions: answers of those who came, peers first, and what became of prospects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.dates import short_date
from advoplanner.core.text import fold
from advoplanner.domain.outcomes import HIGH, LOW, QUESTIONS, SHORT, OutcomeRow, conversion_words, means
from advoplanner.services import outcomes
from ui.kit.action import ActionSpec
from ui.kit.context import Context
from ui.kit.data_table import DataTable
from ui.kit.day_field import DayField
from ui.kit.dialog import Dialog
from ui.kit.empty_state import EmptyState
from ui.kit.form import Form
from ui.kit.labels import PlainText
from ui.kit.search_box import SearchBox
from ui.kit.table_or_empty import TableOrEmpty
from ui.models.column import Column
from ui.models.row_table_model import RowTableModel

ANSWERS: list[tuple[int | None, str]] = [(None, "not asked"), *((n, str(n)) for n in range(HIGH, LOW - 1, -1))]
NOBODY = "Nobody has come yet. Who is checked in on the day is listed here afterwards."
NO_PROSPECTS = "No prospect came to this event."


def _score(name: str, words: str) -> Column:
    return Column(words, lambda row: row.scores.get(name), width=90, align="right", sort=lambda row: row.scores.get(name))


NAME = Column("Guest", lambda row: row.name, width=160, sort=lambda row: fold(row.name))
COMPANY = Column("Company", lambda row: row.organisation, width=150, quiet=True)
SAID = (
    NAME,
    COMPANY,
    *(_score(name, words) for name, words in SHORT.items()),
    Column("In their words", lambda row: row.quote.replace("\n", " "), width=200, stretch=True),
    Column("May be quoted", lambda row: "Yes" if row.quote_allowed else "No" if row.quote else "", width=110, quiet=True),
)
BECAME = (
    NAME,
    COMPANY,
    Column("Next step", lambda row: row.next_step, width=240, stretch=True),
    Column("Customer since", lambda row: short_date(row.converted) if row.converted else "", width=130, sort=lambda row: str(row.converted or "")),
)


class OutcomesView(QWidget):
    """A line that sums up, and the list; Enter asks about one guest. `prospects` chooses which of the two lists it is."""

    def __init__(self, ctx: Context, search: SearchBox, *, prospects: bool) -> None:
        super().__init__()
        self.ctx, self._prospects, self._event_id = ctx, prospects, ""
        self.model = RowTableModel(BECAME if prospects else SAID)
        self.table = DataTable(
            self.model, "Prospects" if prospects else "Answers", [ActionSpec("outcomes.ask", "&Write down…", lambda ids: self.ask(ids[0]))]
        )
        self.table.opened.connect(self.ask)
        self.setFocusProxy(self.table)
        self.summary = PlainText()
        words, verb, page = (NO_PROSPECTS, "Go to the guest list", "guests") if prospects else (NOBODY, "Go to the door", "day")
        empty = EmptyState(words, verb, lambda: ctx.navigate(page, self._event_id), icon="users")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.summary)
        column.addWidget(TableOrEmpty(self.table, empty, search), 1)

    def show_event(self, event_id: str) -> None:
        """Read the event's rows."""
        self._event_id = event_id
        ws = self.ctx.workspace
        every = outcomes.rows(ws, event_id)
        rows = [row for row in every if row.side == "prospect"] if self._prospects else every
        self.model.set_rows(rows)
        words = conversion_words(outcomes.conversion(ws, event_id)) if self._prospects else _means_words(rows)
        hosts = [_host_words(name, found) for name, found in outcomes.by_host(ws)] if self._prospects else []
        self.summary.setText("\n".join([words, *hosts]))
        self.summary.setVisible(bool(rows))

    def ask(self, guest_id: str) -> None:
        """Write down what came of one guest."""
        row = self.model.row(guest_id)
        if row is not None:
            OutcomeDialog(self.ctx, row, prospect=self._prospects).ask(self)


class OutcomeDialog(Dialog):
    """All of one guest: answers and words, or next step and the day they became a customer."""

    def __init__(self, ctx: Context, row: OutcomeRow, *, prospect: bool) -> None:
        self.ctx, self._row, self._prospect = ctx, row, prospect
        self.form = Form(columns=1 if prospect else 2)
        if prospect:
            self.form.line("next_step", "&Next step", hint="What follows, and who sees to it")
            self.form.field("converted", "&Customer since", DayField())
            self.form.load({"next_step": row.next_step, "converted": row.converted})
        else:
            for name, words in QUESTIONS.items():
                self.form.choice(name, words, ANSWERS)
            self.form.lines("quote", "In their own &words", rows=3)
            self.form.check("quote_allowed", "They &agree to be quoted")
            self.form.load({name: row.scores.get(name) for name in QUESTIONS} | {"quote": row.quote, "quote_allowed": row.quote_allowed})
        super().__init__(row.name, "Write down", self.form, subtitle=row.organisation, commit=self._record)

    def _record(self) -> bool:
        values = self.form.values()
        fields: dict[str, Any] = values
        if not self._prospect:
            fields = {"scores": {name: values[name] for name in QUESTIONS}, "quote": values["quote"], "quote_allowed": values["quote_allowed"]}
        return self.ctx.act(outcomes.record, self.ctx.workspace, self._row.guest_id, form=self.form, **fields) is not None


def _means_words(rows: Sequence[OutcomeRow]) -> str:
    found = means(rows)
    if not found:
        return "No answers yet. Ask about peers first: members come for each other."
    return " · ".join(f"{SHORT[name]} {mean:.1f} of {HIGH} ({count})" for name, (mean, count) in found.items())


def _host_words(name: str, found: Any) -> str:
    """ "Hanna, over all events: 6 of 12 (50%)"; without a share where there are too few."""
    share = f" ({found.rate:.0%})" if found.rate is not None else ", too few to compare"
    return f"{name}, over all events: {found.converted} of {found.total}{share}"
