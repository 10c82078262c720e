"""What the lists of slots, of experts and of those who stand by show."""

from __future__ import annotations

from advoplanner.core.text import fold, listed
from advoplanner.domain.guru_slots import STATE_WORDS, Expert, SlotState, times
from ui.models.column import Column

COLOURS = {SlotState.PLANNED: "quiet", SlotState.DONE: "good", SlotState.MISSED: "warn"}

SLOTS = (
    Column("When", lambda row: f"{row.start:%a %H:%M}–{row.end:%H:%M}", width=130, sort=lambda row: row.start.isoformat()),
    Column("Guest", lambda row: row.guest, width=150, sort=lambda row: fold(row.guest)),
    Column("Expert", lambda row: row.expert, width=150, sort=lambda row: fold(row.expert)),
    Column("Room", lambda row: row.room, width=100, quiet=True),
    Column("Why", lambda row: row.why, width=180, quiet=True, stretch=True),
    Column("State", lambda row: STATE_WORDS[row.state], width=130, state=lambda row: COLOURS[SlotState(row.state)]),
)

WAITING = (
    Column("Guest", lambda row: row[1], width=180, sort=lambda row: fold(row[1])),
    Column("Why there is no slot", lambda row: row[2], width=380, quiet=True, stretch=True),
)


def experts(given: dict[str, int]) -> tuple[Column, ...]:
    """The experts' columns; `given` counts the slots of each by id, and is read anew each time."""
    return (
        Column("Expert", lambda row: row.name, width=160, sort=lambda row: fold(row.name)),
        Column("Interests", lambda row: listed(sorted(row.topics)), width=200, quiet=True, stretch=True),
        Column("Has time", window_words, width=200, stretch=True),
        Column("Room", lambda row: row.room, width=100, quiet=True),
        Column("Given", lambda row: f"{given.get(row.id, 0)} of {len(times(row))}", width=80, align="right", sort=lambda row: given.get(row.id, 0)),
    )


def window_words(expert: Expert) -> str:
    """ "Wed 14:00–16:00, Thu 09:00–10:00"; "no time yet" where there is none."""
    spans = [f"{opens:%a %H:%M}–{closes:%H:%M}" for opens, closes in expert.windows]
    return ", ".join(spans) or "no time yet"
