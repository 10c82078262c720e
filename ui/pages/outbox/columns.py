"""The outbox's columns, and the groups of states by which it is filtered."""

from __future__ import annotations

from advoplanner.core.dates import moment_here
from advoplanner.domain.letters import STATE_WORDS, MessageRow
from ui.models.column import Column

DOTS = {
    "draft": "good", "held": "warn", "stale": "warn", "exporting": "bad", "sending": "accent", "unsure": "bad", "exported": "quiet",
}  # fmt: skip

GROUPS: tuple[tuple[str, frozenset[str]], ...] = (
    ("Waiting", frozenset({"draft", "held", "stale", "exporting", "sending", "unsure"})),
    ("Ready", frozenset({"draft", "exporting"})),
    ("Held", frozenset({"held", "unsure"})),
    ("Out of date", frozenset({"stale"})),
    ("Sent", frozenset({"exported"})),
)

READY = GROUPS[1][1]
"""States of messages that can be exported; one whose run was cut off is finished so."""

WAITING = frozenset({"draft", "held", "stale"})
"""States in which a message can still be changed."""


def when_sent(row: MessageRow) -> str:
    """ "Tue 12 Jan 2027, 09:00" on this computer's clock, "" for what has not left."""
    return moment_here(row.exported_at) if row.exported_at else ""


def remark(row: MessageRow) -> str:
    """Why it waits, or when it left."""
    return f"No. {row.number}, {when_sent(row)}" if row.state == "exported" else row.reason


LEAST = {2: 900, 4: 700, 3: 560}
"""Columns (subject, wave, event) that are left to the drawer where the list is narrower than this, in px."""

SEARCH_ROOM = 560
"""Width of the list in px below which an empty search field gives way."""

COLUMNS = (
    Column("To", lambda row: row.to_name, width=150, tooltip=lambda row: row.to_address or "No address"),
    Column("State", lambda row: STATE_WORDS[row.state], width=122, state=lambda row: DOTS[row.state]),
    Column("Subject", lambda row: row.subject, width=210, stretch=True),
    Column("Event", lambda row: row.event, width=150, quiet=True),
    Column("Wave", lambda row: row.wave, width=106, quiet=True),
    Column("Remark", remark, width=180, quiet=True, stretch=True, sort=lambda row: (row.number, row.reason)),
)
