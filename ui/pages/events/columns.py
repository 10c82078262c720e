"""The columns of the list of events and the filters above it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from advoplanner.core.dates import to_utc
from advoplanner.core.records import dataclass
from advoplanner.core.text import fold
from advoplanner.domain.events import PROFILES, EventRow
from ui.kit.event_words import ICONS, STATES, kind_words, ready_state, ready_words, when
from ui.models.column import Column


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event of the list; `ready` and `errors` are None until they were judged, and stay so for what is over."""

    row: EventRow
    ready: float | None = None
    errors: int = 0

    @property
    def id(self) -> str:
        return self.row.id


def is_past(row: EventRow, now: datetime) -> bool:
    """Whether the event is over, cancelled or closed; `now` is aware."""
    return to_utc(row.end, row.zone) < now or row.status in ("closed", "cancelled")


def time_filters(now: Callable[[], datetime]) -> tuple[tuple[str, Callable[[EventLine], bool] | None], ...]:
    """Words and test of each choice of time."""
    return (
        ("All dates", None),
        ("Coming", lambda line: not is_past(line.row, now())),
        ("Past", lambda line: is_past(line.row, now())),
    )


def kind_filters() -> tuple[tuple[str, str], ...]:
    """Words and kind of each choice of kind."""
    return (("All kinds", ""), *((profile.short, profile.kind.value) for profile in PROFILES.values()))


def programme_filters(rows: Iterable[EventRow]) -> tuple[tuple[str, str | None], ...]:
    """Words and id of each choice of programme: None for all, "" for events of none; only "all" where no event belongs to one."""
    named = {row.programme_id: row.programme for row in rows if row.programme_id}
    if not named:
        return (("All programmes", None),)
    return (
        ("All programmes", None),
        *((name, each) for each, name in sorted(named.items(), key=lambda pair: fold(pair[1]))),
        ("Of no programme", ""),
    )


def _place(line: EventLine) -> str:
    return ", ".join(part for part in (line.row.venue, line.row.city) if part)


def _accepted(line: EventLine) -> str | None:
    return f"{line.row.accepted} of {line.row.guests}" if line.row.guests else None


def _seated(line: EventLine) -> str | None:
    return f"{line.row.seated} of {line.row.accepted}" if line.row.seats and line.row.accepted else None


def _ready(line: EventLine) -> str:
    return "" if line.ready is None else ready_words(line.ready)


def _ready_tip(line: EventLine) -> str:
    if line.ready is None:
        return ""
    blocked = f"; {line.errors} must be put right before anything is released" if line.errors else ""
    return f"{line.ready:.0%} of the checks that could be made are met{blocked}."


COLUMNS = (
    Column("Event", lambda line: line.row.title, width=190, stretch=True, icon=lambda line: ICONS.get(line.row.kind, "calendar")),
    Column("Kind", lambda line: kind_words(line.row.kind), width=78, quiet=True),
    Column("Programme", lambda line: line.row.programme, width=120, quiet=True),
    Column(
        "When", lambda line: when(line.row.start, line.row.zone), width=222, sort=lambda line: to_utc(line.row.start, line.row.zone).timestamp()
    ),
    Column("Where", _place, width=104, quiet=True, stretch=True),
    Column("Accepted", _accepted, width=78, align="right", sort=lambda line: line.row.accepted if line.row.guests else None),
    Column("Seated", _seated, width=72, align="right", sort=lambda line: line.row.seated if line.row.seats else None),
    Column(
        "Ready", _ready, width=72, state=lambda line: "" if line.ready is None else ready_state(line.ready, line.errors),
        sort=lambda line: line.ready, search=False, tooltip=_ready_tip,
    ),
    Column("Status", lambda line: STATES[line.row.status][0], width=88, state=lambda line: STATES[line.row.status][1]),
)  # fmt: skip

PROGRAMME, WHERE = 2, 4
NARROW, WIDE = 1000, 1280
"""Widths of the list in px: below the first, titles would be cut for the sake of where an event is (the time names the city of its zone),
below the second for that of its programme, by which the list can be filtered."""


def spare(width: int, *, programmes: bool) -> tuple[int, ...]:
    """The columns for which there is no room, or nothing to say."""
    return tuple([WHERE] * (width < NARROW) + [PROGRAMME] * (width < WIDE or not programmes))
