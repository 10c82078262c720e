"""What the list of sign-ups shows."""

from __future__ import annotations

from advoplanner.core.dates import short_date
from advoplanner.core.text import fold
from advoplanner.domain.guests import WORDS, Attendance
from advoplanner.domain.sign_ups import PLACE_WORDS, SOURCE_WORDS, Place, SignUpRow
from ui.models.column import Column

COLOURS = {Place.IN: "good", Place.WAITING: "warn", Place.OUT: "quiet"}
TOLD = {"": "not yet", Place.IN: "that they come", Place.WAITING: "that they wait"}


def place_words(row: SignUpRow) -> str:
    """ "Has a place", "Waiting, 2nd in line" as a number."""
    return f"{PLACE_WORDS[row.place]}, number {row.number}" if row.number else PLACE_WORDS[row.place]


COLUMNS = (
    Column("Name", lambda row: row.name, width=170, sort=lambda row: fold(row.name)),
    Column("Company", lambda row: row.organisation, width=140, quiet=True),
    Column("E-mail", lambda row: row.email, width=180, quiet=True, stretch=True),
    Column("Place", place_words, width=160, state=lambda row: COLOURS[Place(row.place)], sort=lambda row: (list(Place).index(row.place), row.number)),
    Column("Signed up", lambda row: short_date(row.at.date()), width=110, quiet=True, sort=lambda row: row.at.isoformat()),
    Column("By", lambda row: SOURCE_WORDS[row.source], width=90, quiet=True),
    Column("Told", lambda row: TOLD.get(row.told, "") if row.place != Place.OUT else "", width=110, quiet=True,
           state=lambda row: "warn" if row.to_tell else ""),
    Column("At the door", lambda row: "" if row.attendance == Attendance.EXPECTED else WORDS[row.attendance], width=100, quiet=True),
)  # fmt: skip
