"""Times in calendar files as UTC text (20270318T080000Z) or a date (20270318), whatever zone they were written in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo

from advoplanner.core.dates import zone, zone_names
from advoplanner.core.errors import RuleBroken
from advoplanner.imports.calendar_lines import Block, Line
from advoplanner.imports.described_zones import described_zone

_TIME = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d))?(?:\.\d+)?\s*(Z)?)?", re.IGNORECASE)
_DURATION = re.compile(r"([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.IGNORECASE)
_UTC_NAMES = frozenset({"utc", "gmt", "z", "etc/utc", "etc/gmt", "coordinated universal time", "tzone://microsoft/utc"})
_DISPLAY = re.compile(r"\(?(?:UTC|GMT)[+-]?[\d:]*\)?\s*(.+)", re.IGNORECASE)
# Exchange sometimes names a zone by the words of its menu; these are the words that are no city.
_MENU_ZONES = {
    "pacific time": "America/Los_Angeles",
    "mountain time": "America/Denver",
    "central time": "America/Chicago",
    "eastern time": "America/New_York",
}
Zones = Callable[[str], tzinfo | None]


def zones_of(calendar: Block) -> Zones:
    """A look-up from TZID to zone: IANA names, Windows names, paths that end in one, else the calendar's own VTIMEZONE."""
    known: dict[str, tzinfo | None] = {}

    def look_up(name: str) -> tzinfo | None:
        if name not in known:
            known[name] = _named(name) or _defined(name, calendar)
        return known[name]

    return look_up


def utc_text(line: Line | None, zones: Zones) -> str:
    """The time of a property as UTC text or a date; empty where it is none. A time of no zone keeps its wall time, without Z."""
    found = _TIME.search(line.value) if line else None
    if line is None or found is None:
        return ""
    try:
        year, month, day = int(found[1]), int(found[2]), int(found[3])
        if found[4] is None:
            return f"{datetime(year, month, day):%Y%m%d}"
        # A leap second is the last second that Python can say.
        wall = datetime(year, month, day, int(found[4]), int(found[5]), min(int(found[6] or 0), 59))
        if found[7]:
            return f"{wall:%Y%m%dT%H%M%SZ}"
        where = zones(line.params["TZID"]) if line.params.get("TZID") else None
        return f"{wall.replace(tzinfo=where).astimezone(UTC):%Y%m%dT%H%M%SZ}" if where else f"{wall:%Y%m%dT%H%M%S}"
    except (ValueError, OverflowError):
        return ""


def end_text(start: str, end: Line | None, duration: Line | None, zones: Zones) -> str:
    """The end of an entry: DTEND, else DTSTART with DURATION, else the day after a date or the start itself."""
    if text := utc_text(end, zones):
        return text
    length = _length(duration.value) if duration else None
    if length is None:
        length = timedelta(days=1) if len(start) == len("20270318") else timedelta()
    pattern = "%Y%m%d" if len(start) == len("20270318") else "%Y%m%dT%H%M%S"
    try:
        return f"{datetime.strptime(start.rstrip('Z'), pattern) + length:{pattern}}" + ("Z" if start.endswith("Z") else "")
    except (ValueError, OverflowError):
        return ""


def _length(text: str) -> timedelta | None:
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    try:
        length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        return None
    return -length if found[1] == "-" else length


def _named(name: str) -> tzinfo | None:
    name = name.strip().strip('"')
    if name.lower() in _UTC_NAMES:
        return UTC
    pieces = name.split("/")
    for candidate in (name, "/".join(pieces[-2:]), "/".join(pieces[-3:]), _windows(name), _from_menu(name)):
        if candidate and re.fullmatch(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*", candidate):
            try:
                return zone(candidate)
            except RuleBroken:
                continue
    return None


def _windows(name: str) -> str:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return str(WINDOWS_TO_OLSON.get(name, ""))


def _from_menu(name: str) -> str:
    """ "(UTC+01:00) Amsterdam, Berlin, Bern" → Europe/Amsterdam: the first city that is a zone."""
    found = _DISPLAY.fullmatch(name)
    if not found:
        return ""
    by_city = {full.rpartition("/")[2].replace("_", " ").lower(): full for full in zone_names()} | _MENU_ZONES
    for city in re.split(r",|\(", found[1]):
        if full := by_city.get(city.strip().lower()):
            return full
    return ""


def _defined(name: str, calendar: Block) -> tzinfo | None:
    """The zone that the calendar itself describes under this name; None where it does not, or not so that it can be told."""
    for block in calendar.inside("VTIMEZONE"):
        tzid = block.first("TZID")
        if tzid and tzid.value.strip() == name.strip():
            return described_zone(block)
    return None
