"""What the follow-up list shows of each action, and what is wrong with one in words."""

from __future__ import annotations

from collections.abc import Callable

from advoplanner.core.dates import short_date
from advoplanner.domain.followup import ActionRow
from ui.models.column import Column


def columns(edit: Callable[[ActionRow, str, str], object]) -> tuple[Column, ...]:
    """The table's columns; `edit(row, field, text)` saves what is typed into a cell."""
    return (
        Column("What", lambda row: row.text.replace("\n", " "), width=220, stretch=True, edit=lambda row, text: edit(row, "text", text)),
        Column("Owner", lambda row: row.owner, width=130, edit=lambda row, text: edit(row, "owner", text)),
        Column("Due", lambda row: short_date(row.due) if row.due else "", width=130, sort=lambda row: row.due.toordinal() if row.due else None),
        Column("Tell", lambda row: row.tell, width=150, quiet=True),
        Column("State", state_words, width=180, state=state, sort=lambda row: (row.done, state_words(row))),
    )


def state_words(row: ActionRow) -> str:
    """Done, overdue, what is missing, or open."""
    if row.done:
        return "Done"
    missing = [word for word, there in (("owner", row.owner), ("date", row.due)) if not there]
    if missing:
        return f"No {' and no '.join(missing)}{', overdue' if row.overdue else ''}"
    return "Overdue" if row.overdue else "Open"


def state(row: ActionRow) -> str:
    return "good" if row.done else "bad" if row.incomplete or row.overdue else "quiet"
