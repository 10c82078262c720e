"""The columns of the list of programmes, of a programme's roster and of its meetings."""

from __future__ import annotations

from collections.abc import Sequence

from advoplanner.core.dates import short_date, to_utc
from advoplanner.domain.event_details import OWNERSHIP
from advoplanner.domain.programmes import ROLE_WORDS, STATUS_WORDS, MemberRole, MemberRow, MemberStatus, ProgrammeRow, Thanks
from ui.kit.event_words import ICONS, STATES, kind_words, when
from ui.models.column import Column

NAME, ORGANISATION, ROLE, SEAT, TERM, STATUS, RENEWALS, CAME, MIND = range(9)

NO_ROOM = (SEAT, RENEWALS, CAME)
"""What a small window hides so that names and terms are whole; the drawer shows it."""

BESIDE = (ORGANISATION, ROLE, SEAT, RENEWALS, CAME)
"""What is hidden beside the drawer, and in a small window what more."""

BESIDE_SMALL = (*BESIDE, MIND)

LIST_SPARE = (2, 6)
"""Who runs a programme and how often it met: its own page shows both."""

STATE_OF = {"nominated": "accent", "approached": "accent", "active": "good", "paused": "quiet", "alumni": "quiet"}


def term_words(row: MemberRow) -> str:
    """ "1 Mar 2026 – 28 Feb 2028": short enough to stand over its bar."""
    start, end = (f"{day.day} {day:%b %Y}" if day else "" for day in (row.start, row.end))
    if start and end:
        return f"{start} – {end}"
    return f"since {start}, no end" if start else f"until {end}" if end else "no term"


def status_words(row: MemberRow) -> str:
    """ "Active", "Alumni, to be thanked"."""
    words = STATUS_WORDS[MemberStatus(row.status)]
    return f"{words}, to be thanked" if row.thanks == Thanks.DUE else words


def came_words(row: MemberRow | ProgrammeRow) -> str:
    """ "7 of 9", "" where there was no meeting."""
    return f"{row.present} of {row.counted}" if row.counted else ""


def _rate(row: MemberRow | ProgrammeRow) -> float | None:
    return row.present / row.counted if row.counted else None


def _next(row: ProgrammeRow) -> str:
    return short_date(row.next_start.date()) if row.next_start else "none planned"


def _ending(row: ProgrammeRow) -> str | None:
    return f"{row.ending:,} soon" if row.ending else None


PROGRAMMES = (
    Column("Programme", lambda row: row.name, width=220, stretch=True, icon=lambda row: ICONS.get(row.kind, "layers")),
    Column("Kind", lambda row: kind_words(row.kind), width=90, quiet=True),
    Column("Who runs it", lambda row: OWNERSHIP[row.ownership] if row.ownership else "", width=150, quiet=True),
    Column("Members", lambda row: row.members or None, width=76, align="right"),
    Column("Terms ending", _ending, width=110, sort=lambda row: row.ending or None, state=lambda row: "warn" if row.ending else ""),
    Column("Next meeting", _next, width=150, sort=lambda row: row.next_start.timestamp() if row.next_start else None),
    Column("Meetings", lambda row: row.events or None, width=80, align="right"),
    Column("Came", lambda row: f"{row.present / row.counted:.0%}" if row.counted else "", width=70, align="right", sort=_rate),
)

ROSTER = (
    Column("Member", lambda row: row.name, width=170),
    Column("Company", lambda row: row.organisation, width=130, quiet=True, stretch=True),
    Column("Role", lambda row: ROLE_WORDS[MemberRole(row.role)], width=90),
    Column("Seat", lambda row: row.seat_no, width=52),
    Column("Term", term_words, width=210, stretch=True, sort=lambda row: row.end.toordinal() if row.end else None),
    Column("Status", status_words, width=100, state=lambda row: "warn" if row.thanks == Thanks.DUE else STATE_OF[row.status]),
    Column("Renewed", lambda row: row.renewals or None, width=74, align="right"),
    Column("Came", came_words, width=72, align="right", sort=_rate),
    Column("To mind", lambda row: " ".join(row.warnings), width=170, stretch=True, sentence=True, state=lambda row: "warn" if row.warnings else ""),
)

MEETINGS = (
    Column("Meeting", lambda row: row.title, width=220, stretch=True, icon=lambda row: ICONS.get(row.kind, "calendar")),
    Column("When", lambda row: when(row.start, row.zone), width=222, sort=lambda row: to_utc(row.start, row.zone).timestamp()),
    Column("Where", lambda row: ", ".join(filter(None, (row.venue, row.city))), width=140, quiet=True, stretch=True),
    Column("Accepted", lambda row: f"{row.accepted} of {row.guests}" if row.guests else None, width=90, align="right"),
    Column("Status", lambda row: STATES[row.status][0], width=96, state=lambda row: STATES[row.status][1]),
)


def roster_words(rows: Sequence[MemberRow]) -> str:
    """ "12 active, 1 nominated, 2 alumni"."""
    counts = {status: sum(row.status == status for row in rows) for status in STATUS_WORDS}
    words = {status: word.lower() for status, word in STATUS_WORDS.items()}
    if counts[MemberStatus.ALUMNI] == 1:
        words[MemberStatus.ALUMNI] = "alumnus"
    return ", ".join(f"{count:,} {words[status]}" for status, count in counts.items() if count)


def empty_columns(rows: Sequence[MemberRow]) -> tuple[int, ...]:
    """Columns of the roster that say nothing of anybody."""
    return tuple(place for place in (SEAT, RENEWALS, CAME, MIND) if not any(ROSTER[place].value(row) for row in rows))
