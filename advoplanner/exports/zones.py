"""VTIMEZONE blocks in the one form that every calendar program reads right, derived from the bundled zone rules.

One STANDARD, or one STANDARD and one DAYLIGHT, each with one yearly ordinal rule that began in 1970: Exchange and Outlook
mistake anything richer (lists of dates, several generations of rules) for another zone.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from advoplanner.core.dates import zone

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LAST = -1


@dataclass(frozen=True, slots=True)
class Onset:
    """One change of the clocks: `wall` is what they showed before it, offsets are east of UTC."""

    wall: datetime
    before: timedelta
    after: timedelta


@dataclass(frozen=True, slots=True)
class _Rule:
    """A yearly change: in `month`, on the `ordinal`th `weekday` (-1 the last), at a time of day."""

    month: int
    ordinal: int
    weekday: int
    hour: int
    minute: int
    second: int


@lru_cache(maxsize=4096)
def vtimezone(zone_name: str, first_year: int, last_year: int) -> tuple[str, ...] | None:
    """Content lines of a VTIMEZONE that is right throughout these years; None where none can be, so UTC is to be written.

    Raises RuleBroken `time.zone_unknown`.
    """
    years = [list(onsets(zone_name, year)) for year in range(first_year, last_year + 1)]
    if not any(years):
        offset = _offset(zone_name, datetime(first_year, 7, 1, tzinfo=UTC))
        return ("BEGIN:VTIMEZONE", f"TZID:{zone_name}", *_block("STANDARD", offset, offset, "19700101T000000"), "END:VTIMEZONE")
    if not _alternates(years):
        return None
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone_name}"]
    for going_up in (False, True):
        changes = [onset for year in years for onset in year if (onset.after > onset.before) == going_up]
        rule = _common_rule(changes)
        if rule is None:
            return None
        name = "DAYLIGHT" if going_up else "STANDARD"
        byday = f"RRULE:FREQ=YEARLY;BYMONTH={rule.month};BYDAY={rule.ordinal}{_DAYS[rule.weekday]}"
        lines += _block(name, changes[0].before, changes[0].after, _in_1970(rule), byday)
    return (*lines, "END:VTIMEZONE")


def onsets(zone_name: str, year: int) -> Iterator[Onset]:
    """Every change of the offset whose wall time lies in `year`, in order; changes of the name alone are none."""
    instant = datetime(year, 1, 1, tzinfo=UTC) - timedelta(days=1)
    end = datetime(year, 12, 31, tzinfo=UTC) + timedelta(days=2)
    before = _offset(zone_name, instant)
    while instant < end:
        following = instant + timedelta(days=1)
        after = _offset(zone_name, following)
        if after != before:
            wall = (_first_instant_of(zone_name, instant, following) + before).replace(tzinfo=None)
            if wall.year == year:
                yield Onset(wall, before, after)
        instant, before = following, after


def _offset(zone_name: str, instant: datetime) -> timedelta:
    return instant.astimezone(zone(zone_name)).utcoffset() or timedelta()


def _first_instant_of(zone_name: str, low: datetime, high: datetime) -> datetime:
    """The second at which the offset of `low` stops to hold."""
    old = _offset(zone_name, low)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        if _offset(zone_name, middle) == old:
            low = middle
        else:
            high = middle
    return high


def _alternates(years: list[list[Onset]]) -> bool:
    """Whether each year goes once up and once down between the same two offsets."""
    pairs = {(min(o.before, o.after), max(o.before, o.after)) for year in years for o in year}
    return len(pairs) == 1 and all(len(year) == 2 and year[0].after == year[1].before and year[1].after == year[0].before for year in years)


def _common_rule(changes: list[Onset]) -> _Rule | None:
    """The rule that gives all of `changes`; the last weekday of a month rather than its fourth where both would do."""
    shared = set.intersection(*(_rules_for(change.wall) for change in changes))
    return min(shared, key=lambda rule: rule.ordinal, default=None)


def _rules_for(wall: datetime) -> set[_Rule]:
    ordinals = {(wall.day - 1) // 7 + 1}
    if wall.day + 7 > monthrange(wall.year, wall.month)[1]:
        ordinals.add(_LAST)
    # A fifth weekday does not exist in every year, and Exchange knows only first to fourth and last.
    ordinals.discard(5)
    return {_Rule(wall.month, ordinal, wall.weekday(), wall.hour, wall.minute, wall.second) for ordinal in ordinals}


def _in_1970(rule: _Rule) -> str:
    """The rule's first instance since 1970, where clients start to count."""
    days = [date(1970, rule.month, day) for day in range(1, monthrange(1970, rule.month)[1] + 1)]
    matching = [day for day in days if day.weekday() == rule.weekday]
    day = matching[rule.ordinal if rule.ordinal == _LAST else rule.ordinal - 1]
    return f"{day:%Y%m%d}T{rule.hour:02d}{rule.minute:02d}{rule.second:02d}"


def _block(name: str, before: timedelta, after: timedelta, start: str, *rule: str) -> list[str]:
    offsets = [f"TZOFFSETFROM:{_signed(before)}", f"TZOFFSETTO:{_signed(after)}"]
    return [f"BEGIN:{name}", *offsets, f"DTSTART:{start}", *rule, f"END:{name}"]


def _signed(offset: timedelta) -> str:
    seconds = int(abs(offset).total_seconds())
    tail = f"{seconds % 60:02d}" if seconds % 60 else ""
    return f"{'-' if offset < timedelta() else '+'}{seconds // 3600:02d}{seconds // 60 % 60:02d}{tail}"
