"""Venues: their rows, and opening hours by weekday, which may run past midnight."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, datetime, time, timedelta
from typing import Any

from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass

DAYS: dict[str, str] = {
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday", "sun": "Sunday",
}  # fmt: skip
"""The keys of opening hours in the order of the week, with the words people read."""

MAX_CAPACITY = 100_000

Hours = Mapping[str, Sequence[str]]
"""A day's key → [opening, closing] as "HH:MM"; a missing day is closed, an empty mapping means that nothing is known.

A closing time before the opening one is that of the next morning; "24:00" is midnight.
"""

_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class VenueRow:
    """One venue as the list shows it; `events` counts the events that take place there."""

    id: str
    name: str
    address: str
    city: str
    zone: str
    capacity: int
    hours: str
    events: int
    version: int


@dataclass(frozen=True, slots=True)
class VenueDetails:
    """Everything known of one venue; `events` are titles, the newest event first; `exceptions` and `off_hours` as `domain.slots` reads them."""

    row: VenueRow
    contact: str
    access_notes: str
    notes: str
    hours: Hours
    events: tuple[str, ...] = ()
    exceptions: Mapping[str, Sequence[str]] = field(default_factory=dict)
    off_hours: Mapping[str, Any] = field(default_factory=dict)


def check_hours(hours: Mapping[str, Sequence[str] | None]) -> dict[str, list[str]]:
    """Hours as they are stored, in the order of the week; closed days are left out. Raises RuleBroken `venues.hours`."""
    by_day = {str(day).strip().lower()[:3]: times for day, times in hours.items()}
    unknown = [str(day) for day in hours if str(day).strip().lower()[:3] not in DAYS]
    if unknown:
        raise _bad(f"“{unknown[0]}” is not a day of the week.")
    return {day: _pair(DAYS[day], times) for day in DAYS if (times := by_day.get(day))}


def open_at(hours: Hours, day: date) -> tuple[datetime, datetime] | None:
    """When the venue opens and closes on `day`, in its wall time (closing may be on the next day); None where it stays shut."""
    times = hours.get(list(DAYS)[day.weekday()])
    if not times:
        return None
    opening, closing = (_minutes(text) for text in times)
    midnight = datetime.combine(day, time())
    return midnight + timedelta(minutes=opening), midnight + timedelta(minutes=closing if closing > opening else closing + 1440)


def is_open(hours: Hours, start: datetime, end: datetime) -> bool:
    """Whether the venue is open from start to end without a gap; hours that meet at midnight join."""
    reached = start
    for day in (start.date() + timedelta(days=n) for n in range(-1, (end.date() - start.date()).days + 1)):
        span = open_at(hours, day)
        if span and span[0] <= reached < span[1]:
            reached = span[1]
    return reached >= end


def hours_words(hours: Hours) -> str:
    """Hours on one line, days with the same hours together: "Mon–Fri 09:00–21:00, Sat 10:00–18:00"; "" where not known."""
    groups: list[tuple[list[str], str]] = []
    for day in DAYS:
        words = "–".join(hours[day]) if hours.get(day) else ""
        if groups and groups[-1][1] == words:
            groups[-1][0].append(day.title())
        else:
            groups.append(([day.title()], words))
    return ", ".join(f"{_days(days)} {words}" for days, words in groups if words)


def _days(days: list[str]) -> str:
    return days[0] if len(days) == 1 else f"{days[0]}–{days[-1]}"


def _pair(day: str, times: Sequence[str]) -> list[str]:
    if isinstance(times, str) or len(times) != 2:
        raise _bad(f"{day} needs an opening and a closing time.")
    opening, closing = (_clock(day, text) for text in times)
    if opening == closing or opening == "24:00":
        raise _bad(f"{day} opens at {opening} and closes at {closing}.")
    return [opening, closing]


def _clock(day: str, text: object) -> str:
    found = _CLOCK.fullmatch(str(text).strip())
    if found is None or (found[1] == "24" and found[2] != "00"):
        raise _bad(f"“{text}” on {day} is not a time of day.")
    return f"{int(found[1]):02}:{found[2]}"


def clock_text(text: str, field: str) -> str:
    """A time of day as it is stored, "07:05"; raises RuleBroken at `field`."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None or found[1] == "24":
        raise RuleBroken("venues.clock", f"“{text}” is not a time of day.", "Write it as 22:00.", field=field)
    return f"{int(found[1]):02}:{found[2]}"


def _minutes(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def _bad(sentence: str) -> RuleBroken:
    return RuleBroken("venues.hours", sentence, "Write hours as 09:00 and 21:00, and leave a day empty when it is closed.", field="hours")
