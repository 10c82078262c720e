"""What the list of kept seats shows."""

from __future__ import annotations

from advoplanner.core.text import fold
from advoplanner.domain.reserved_seats import WORDS, ReservedRow, SeatState
from ui.models.column import Column

COLOURS = {
    SeatState.HELD: "good", SeatState.TAKEN: "accent", SeatState.STANDBY: "warn", SeatState.RELEASED: "quiet", SeatState.PASSED: "quiet",
}  # fmt: skip

COLUMNS = (
    Column("Session", lambda row: row.terms.title, width=170, stretch=True),
    Column("When", lambda row: row.terms.when, width=90, sort=lambda row: row.terms.start.isoformat() if row.terms.start else None),
    Column("Guest", lambda row: row.guest, width=150, sort=lambda row: fold(row.guest)),
    Column("Seat", lambda row: _seat(row), width=120, state=lambda row: COLOURS[SeatState(row.state)]),
    Column("Why", lambda row: row.why, width=260, quiet=True, stretch=True),
    Column("Knows it", lambda row: "to be told" if row.to_tell else "yes", width=90, quiet=True),
)


def _seat(row: ReservedRow) -> str:
    """ "Stands by, 2" for the second in line."""
    return f"{WORDS[row.state]}, {row.number}" if row.number else WORDS[row.state]
