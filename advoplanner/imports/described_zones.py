"""A time zone from the VTIMEZONE of a calendar that was sent to us, for names that nobody else knows.

Only what calendar programs write is understood (yearly rules, lists of dates, single changes); the rest is passed over, so that
no description can keep the reader busy.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from advoplanner.imports.calendar_lines import Block

_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)")
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)(\d\d)?")
_BYDAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MAX_CHANGES = 200


@dataclass(frozen=True, slots=True)
class _Change:
    """One STANDARD or DAYLIGHT: wall times at which it may begin, and the offsets before and after."""

    first: datetime
    rule: dict[str, str]
    dates: tuple[datetime, ...]
    before: timedelta
    after: timedelta


class _DescribedZone(tzinfo):
    def __init__(self, changes: list[_Change]) -> None:
        self._changes = changes

    def utcoffset(self, moment: datetime | None) -> timedelta:
        earliest = min(self._changes, key=lambda change: change.first)
        if moment is None:
            return earliest.after
        wall = moment.replace(tzinfo=None)
        begun = [(onset, change) for change in self._changes for onset in _onsets(change, wall.year) if onset <= wall]
        return max(begun, key=lambda entry: entry[0])[1].after if begun else earliest.before

    def dst(self, _moment: datetime | None) -> timedelta | None:
        return None

    def tzname(self, _moment: datetime | None) -> str | None:
        return None


def described_zone(block: Block) -> tzinfo | None:
    """The zone of a VTIMEZONE; None where nothing in it can be understood."""
    parts = [part for part in block.blocks if part.name in ("STANDARD", "DAYLIGHT")]
    changes = [change for part in parts[:_MAX_CHANGES] if (change := _change(part)) is not None]
    return _DescribedZone(changes) if changes else None


def _change(part: Block) -> _Change | None:
    values = {line.name: line.value.strip().upper() for line in part.lines}
    before, after = _offset(values.get("TZOFFSETFROM", "")), _offset(values.get("TZOFFSETTO", ""))
    first = next(_stamps(values.get("DTSTART", "")), None)
    if first is None or before is None or after is None:
        return None
    rule = dict(piece.split("=", 1) for piece in values.get("RRULE", "").split(";") if "=" in piece)
    dates = [stamp for line in part.all("RDATE") for stamp in _stamps(line.value[:5000])]
    return _Change(first, rule, tuple(dates[:_MAX_CHANGES]), before, after)


def _onsets(change: _Change, year: int) -> Iterator[datetime]:
    yield change.first
    yield from change.dates
    if change.rule.get("FREQ") != "YEARLY":
        return
    until = next(_stamps(change.rule.get("UNTIL", "")), datetime.max)
    for candidate in (year - 1, year):
        onset = _yearly(change, candidate)
        if onset is not None and change.first <= onset <= until:
            yield onset


def _yearly(change: _Change, year: int) -> datetime | None:
    """The instance of the rule in `year`: a day of the month, or the nth weekday of one, on or after a day where both are named."""
    try:
        month = int(change.rule.get("BYMONTH", change.first.month))
        length = monthrange(year, month)[1]
        listed = change.rule.get("BYMONTHDAY")
        days = [int(day) for day in listed.split(",")[:31]] if listed else list(range(1, length + 1))
        weekday = _BYDAY.fullmatch(change.rule.get("BYDAY", ""))
        if weekday:
            days = [day for day in days if datetime(year, month, day).weekday() == _DAYS.index(weekday[2])]
            ordinal = int(weekday[1] or 1)
            return change.first.replace(year=year, month=month, day=days[ordinal if ordinal < 0 else ordinal - 1])
        day = days[0] if listed else min(change.first.day, length)
        return change.first.replace(year=year, month=month, day=day)
    except (ValueError, IndexError, OverflowError):
        # monthrange's IllegalMonthError is both of the first two.
        return None


def _offset(text: str) -> timedelta | None:
    found = _OFFSET.fullmatch(text)
    if found is None or int(found[2]) > 23:
        return None
    size = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    if size >= timedelta(days=1):
        return None
    return -size if found[1] == "-" else size


def _stamps(text: str) -> Iterator[datetime]:
    for found in _STAMP.finditer(text):
        try:
            yield datetime(*(int(part) for part in found.groups()))  # type: ignore[arg-type]
        except ValueError:
            continue
