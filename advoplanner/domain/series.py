"""One event on several dates: how each is called, and what is worth knowing of a date before it is made (features F21, F36)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from advoplanner.core.dates import short_date
from advoplanner.core.errors import RuleBroken

MOST = 60
"""Dates made at once: a year of weeks, with some to spare."""

NUMBER = "{n}"
EVERY = {"week": "every week", "fortnight": "every two weeks", "month": "every month, on the same weekday"}


@dataclass(frozen=True, slots=True)
class Date:
    """One further date: `start` is wall time in the event's zone, `venue` a name, "" for the event's own place."""

    start: datetime
    venue: str = ""


def spread(start: datetime, every: str, count: int) -> list[datetime]:
    """The next `count` dates after `start` at the same time of day; raises RuleBroken at `count`."""
    check_count(count)
    if every != "month":
        step = timedelta(weeks=2 if every == "fortnight" else 1)
        return [start + step * n for n in range(1, count + 1)]
    return [_same_weekday(start, n) for n in range(1, count + 1)]


def check_count(count: int | None) -> int:
    """How many dates; raises RuleBroken at `count`."""
    if count is None or not 1 <= count <= MOST:
        raise RuleBroken("series.count", f"From 1 to {MOST} dates can be made at once.", field="count")
    return count


def check_dates(own: datetime, dates: Sequence[Date]) -> list[Date]:
    """The dates in the order of time; raises RuleBroken at `dates` for none, for too many, and for one that stands twice."""
    check_count(len(dates) or None)
    ordered = sorted(dates, key=lambda each: each.start)
    starts = [own, *(each.start for each in ordered)]
    twice = next((start for n, start in enumerate(starts) if start in starts[:n]), None)
    if twice is not None:
        sentence = f"{short_date(twice.date())} at {twice:%H:%M} stands there twice."
        raise RuleBroken("series.twice", sentence, "Change one of the two, or leave it out.", field="dates")
    return ordered


def title_of(pattern: str, title: str, number: int) -> str:
    """What the date with this number is called: {n} in the pattern is the number; without a pattern as the event itself."""
    return (pattern or title).replace(NUMBER, str(number))


def _same_weekday(start: datetime, months: int) -> datetime:
    """The same weekday of the month (the second Tuesday) so many months later; the last one where a fifth is missing."""
    month = start.month - 1 + months
    first = datetime.combine(start.date().replace(year=start.year + month // 12, month=month % 12 + 1, day=1), time())
    place, shift = (start.day - 1) // 7, (start.weekday() - first.weekday()) % 7
    day = first + timedelta(days=shift + 7 * place)
    if day.month != first.month:
        day -= timedelta(days=7)
    return datetime.combine(day.date(), start.time())
