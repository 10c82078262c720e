"""What the list of requests shows."""

from __future__ import annotations

from advoplanner.core.dates import short_date
from advoplanner.core.text import fold
from advoplanner.domain.budgets import Money
from advoplanner.domain.host_requests import SHORT, STATE_WORDS, RequestRow, RequestState
from ui.models.column import Column

COLOURS = {RequestState.ASKED: "accent", RequestState.APPROVED: "good", RequestState.DECLINED: "quiet"}


def when_words(row: RequestRow) -> str:
    """Day and hour, or that they are not said yet."""
    return f"{short_date(row.start.date())}, {row.start:%H:%M}" if row.start else "not said yet"


def budget_words(row: RequestRow) -> str:
    """The budget and what that is for each head: "300 EUR, 25 EUR each"."""
    if not row.budget:
        return ""
    money = Money(row.currency)
    each = f", {money.said(round(row.per_head, 2))} each" if row.per_head else ""
    return f"{money.said(row.budget)}{each}"


COLUMNS = (
    Column("Host", lambda row: row.host, width=150, sort=lambda row: fold(row.host)),
    Column(
        "State",
        lambda row: f"{STATE_WORDS[row.state]}{': ' + row.reason if row.reason else ''}",
        width=150,
        stretch=True,
        state=lambda row: COLOURS[RequestState(row.state)],
    ),
    Column("When", when_words, width=180, sort=lambda row: row.start.isoformat() if row.start else None),
    Column("Where", lambda row: ", ".join(filter(None, (row.venue, row.city))), width=160, quiet=True),
    Column("Evening", lambda row: SHORT[row.profile], width=150, quiet=True),
    Column("Places", lambda row: row.places or None, width=70, align="right"),
    Column("Names", lambda row: len(row.names) or None, width=70, align="right"),
    Column("Budget", budget_words, width=150, quiet=True, sort=lambda row: row.budget),
)
