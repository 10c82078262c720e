"""The guest list as columns and rows of plain text, the same for every kind of spreadsheet."""

from __future__ import annotations

from collections.abc import Callable

from advoplanner.domain.documents import GuestFacts, Pack
from advoplanner.domain.guests import WORDS
from advoplanner.domain.restrictions import Audience
from advoplanner.exports.words import by_name

Cell = Callable[[GuestFacts], str]

_FOR_ALL: tuple[tuple[str, Cell], ...] = (
    ("Name", lambda g: g.name),
    ("First name", lambda g: g.given),
    ("Last name", lambda g: g.family),
    ("Name in Latin letters", lambda g: g.latin_name),
    ("Job title", lambda g: g.job_title),
    ("Organisation", lambda g: g.organisation),
    ("City", lambda g: g.city),
    ("Country", lambda g: g.country),
)
_FOR_HOSTS: tuple[tuple[str, Cell], ...] = (
    ("Email", lambda g: g.email),
    ("Side", lambda g: WORDS.get(g.side, g.side)),
    ("Role", lambda g: WORDS.get(g.role, g.role)),
    ("Decision", lambda g: WORDS.get(g.decision, g.decision)),
    ("Reply", lambda g: WORDS.get(g.reply, g.reply)),
    ("Attendance", lambda g: WORDS.get(g.attendance, g.attendance)),
    ("Table", lambda g: g.table),
    ("Seat", lambda g: str(g.seat) if g.seat else ""),
    ("Diet", lambda g: g.diet),
    ("Access needs", lambda g: g.access_needs),
    ("Comes with", lambda g: g.companion_of),
    ("Why this seat", lambda g: "; ".join(g.why_seat)),
)


def guest_rows(pack: Pack) -> list[list[str]]:
    """A heading row and one row a guest by name; states, needs and addresses only for the host team."""
    columns = [*_FOR_ALL, *(_FOR_HOSTS if pack.audience == Audience.HOST else ())]
    return [[title for title, _ in columns], *([cell(guest) for _, cell in columns] for guest in by_name(pack.guests))]
