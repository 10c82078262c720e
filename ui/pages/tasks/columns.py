"""What the list of tasks shows of each, and how urgent it is in words."""

from __future__ import annotations

from advoplanner.core.dates import short_date
from advoplanner.domain.tasks import GROUPS, STATES, TaskRow
from ui.models.column import Column

DOTS = {"now": "bad", "late": "bad", "week": "warn", "later": "quiet", "settled": "good"}


def columns() -> tuple[Column, ...]:
    """The table's columns, the most pressing task first."""
    order = list(GROUPS)
    return (
        Column("What", lambda row: row.title, width=280, stretch=True),
        Column("When", when_words, width=110, state=dot, sort=lambda row: (order.index(row.group), row.due.toordinal())),
        Column("Due", lambda row: short_date(row.due), width=130, sort=lambda row: row.due.toordinal()),
        Column("Owner", lambda row: row.owner, width=120),
        Column("State", lambda row: STATES[row.state], width=100, quiet=True),
    )


def when_words(row: TaskRow) -> str:
    """Late, do now, this week, later; or what became of it."""
    return STATES[row.state] if row.settled else GROUPS[row.group]


def dot(row: TaskRow) -> str:
    return "quiet" if row.state == "dropped" else DOTS[row.group]
