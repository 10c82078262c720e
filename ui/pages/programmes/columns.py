"""The columns of the list of programmes, of a programme's roster and of its meetings."""

from __future__ import annotations

from advoplanner.core.dates import short_date, to_utc
from advoplanner.core.text import fold, plural
from advoplanner.domain.event_details import OWNERSHIP
from advoplanner.domain.events import EventRow
from advoplanner.domain.programmes import ROLE_WORDS, STATUS_WORDS, MemberRow, ProgrammeRow, attendance_words, term_words
from ui.kit.event_words import ICONS, STATES, kind_words, when
from ui.models.column import Column

NAME, ORGANISATION, ROLE, SEAT, TERM, STATUS, RENEWALS, CAME, MIND = range(9)

NO_ROOM = (SEAT, RENEWALS)
"""What a small window hides so that names and terms are whole; the drawer shows it."""

BESIDE = (ORGANISATION, ROLE, SEAT, RENEWALS, CAME)
"""What is hidden beside the drawer, and in a small window what more."""

BESIDE_SMALL = (*BESIDE, MIND)

LIST_SPARE = (2, 6)
"""Who runs a programme and how often it met: its own page shows both."""

STATE_OF = {"nominated": "accent", "approached": "accent", "active": "good", "paused": "quiet", "alumni": "quiet"}


def _next(row: ProgrammeRow) -> str:
    return short_date(row.next_day) if row.next_day else "none planned"


def _ending(row: ProgrammeRow) -> str | None:
    return f"{row.ending:,} soon" if row.ending else None


PROGRAMMES = (
    Column("Programme", lambda row: row.name, width=220, stretch=True, icon=lambda row: ICONS.get(row.kind, "layers")),
    Column("Kind", lambda row: kind_words(row.kind), width=90, quiet=True),
    Column("Who runs it", lambda row: OWNERSHIP[row.ownership] if row.ownership else "", width=150, quiet=True),
    Column("Members", lambda row: row.members or None, width=76, align="right"),
    Column("Terms ending", _ending, width=110, sort=lambda row: row.ending or None, state=lambda row: "warn" if row.ending else ""),
    Column("Next meeting", _next, width=150, sort=lambda row: row.next_day.toordinal() if row.next_day else None),
    Column("Meetings", lambda row: row.events or None, width=80, align="right"),
    Column("Came", lambda row: attendance_words(row.rate), width=70, align="right", sort=lambda row: row.rate),
)

ROSTER = (
    Column("Member", lambda row: row.name, width=170, sort=lambda row: fold(row.sort_name)),
    Column("Company", lambda row: row.organisation, width=130, quiet=True, stretch=True),
    Column("Role", lambda row: ROLE_WORDS.get(row.role, row.role), width=90),
    Column("Seat", lambda row: row.seat_no, width=52),
    Column("Term", term_words, width=210, stretch=True, sort=lambda row: row.end.toordinal() if row.end else None),
    Column("Status", lambda row: STATUS_WORDS[row.status], width=100, state=lambda row: STATE_OF[row.status]),
    Column("Renewed", lambda row: row.renewals or None, width=74, align="right"),
    Column("Came", lambda row: row.attendance, width=72, align="right", sort=lambda row: row.rate),
    Column("To mind", lambda row: " ".join(row.warnings), width=170, stretch=True, state=lambda row: "warn" if row.warnings else ""),
)

MEETINGS = (
    Column("Meeting", lambda row: row.title, width=220, stretch=True, icon=lambda row: ICONS.get(row.kind, "calendar")),
    Column("When", lambda row: when(row.start, row.zone), width=222, sort=lambda row: to_utc(row.start, row.zone).timestamp()),
    Column("Where", lambda row: ", ".join(filter(None, (row.venue, row.city))), width=140, quiet=True, stretch=True),
    Column("Accepted", lambda row: f"{row.accepted} of {row.guests}" if row.guests else None, width=90, align="right"),
    Column("Status", lambda row: STATES[row.status][0], width=96, state=lambda row: STATES[row.status][1]),
)


def roster_words(rows: list[MemberRow]) -> str:
    """ "12 active, 1 nominated, 2 alumni"."""
    counts = {status: sum(row.status == status for row in rows) for status in STATUS_WORDS}
    return ", ".join(f"{count:,} {STATUS_WORDS[status].lower()}" for status, count in counts.items() if count)


def meetings_words(rows: list[EventRow]) -> str:
    """How many there are."""
    return plural(len(rows), "meeting")
