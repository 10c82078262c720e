"""Which rounds of an event somebody misses who comes late or leaves early."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from advoplanner.core.dates import short_date

Stretch = tuple[datetime, datetime]
"""From when to when, as wall time."""


def equal_parts(start: datetime, end: datetime, rounds: int) -> list[Stretch]:
    """An event's rounds where no times are planned: they follow each other and are equally long."""
    each = (end - start) / rounds
    return [(start + n * each, start + (n + 1) * each) for n in range(rounds)]


def missed(rounds: Sequence[Stretch | None], here_from: datetime | None, here_until: datetime | None) -> frozenset[int]:
    """The rounds, from 0, of which somebody is there for less than half; of rounds without a time nobody misses any."""
    away = set()
    for number, stretch in enumerate(rounds):
        if stretch is None:
            continue
        begin, end = stretch
        there = min(end, here_until or end) - max(begin, here_from or begin)
        if max(there, timedelta()) * 2 < end - begin:
            away.add(number)
    return frozenset(away)


def stay_words(here_from: datetime | None, here_until: datetime | None, day: date) -> str:
    """When somebody comes and goes, as the start of a sentence: "Arrives 19:30, leaves 21:00"; with the date where that is not `day`."""
    parts = [f"{verb} {_moment(at, day)}" for verb, at in (("arrives", here_from), ("leaves", here_until)) if at is not None]
    words = ", ".join(parts) or "there all the time"
    return words[0].upper() + words[1:]


def _moment(at: datetime, day: date) -> str:
    return f"{at:%H:%M}" if at.date() == day else f"{short_date(at.date())}, {at:%H:%M}"
