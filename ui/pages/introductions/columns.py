"""What the list of introductions shows of each pair."""

from __future__ import annotations

from collections.abc import Callable

from advoplanner.core.text import fold
from advoplanner.domain.introductions import STATE_WORDS, IntroductionRow, State
from ui.models.column import Column

COLOURS = {State.PLANNED: "quiet", State.MET: "good", State.NOT_MET: "warn"}


def columns(edit: Callable[[IntroductionRow, str, str], object]) -> tuple[Column, ...]:
    """The table's columns; `edit(row, field, text)` saves what is typed into a cell."""
    return (
        Column("Introduce", lambda row: row.a, width=150, sort=lambda row: fold(row.a)),
        Column("To", lambda row: row.b, width=150, sort=lambda row: fold(row.b)),
        Column("Why", lambda row: row.reason, width=220, stretch=True, edit=lambda row, text: edit(row, "reason", text)),
        Column("Introduced by", lambda row: row.introducer, width=140, quiet=True, edit=lambda row, text: edit(row, "introducer", text)),
        Column("State", lambda row: STATE_WORDS[row.state], width=120, state=lambda row: COLOURS[State(row.state)]),
    )
