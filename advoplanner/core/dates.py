"""Times: UTC instants for what happened, wall time plus IANA zone for what is planned.

The zone rules are those of the bundled `tzdata` package, never the machine's: systems lag behind and
would send an event out one hour wrong.
"""

from __future__ import annotations

import os
import zoneinfo
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache, lru_cache

from advoplanner.core.errors import RuleBroken

zoneinfo.reset_tzpath(to=[])

Clock = Callable[[], datetime]

TODAY = "ADVOPLANNER_TODAY"
"""The variable that lets the program believe another day, such as 2027-03-10, or another moment, such as 2027-03-10T07:00 in UTC;
its clock goes on from there."""


def utc_now() -> datetime:
    """The present instant, aware, in UTC; where ADVOPLANNER_TODAY names a day, the same hour of it, where a moment, from then on.

    Raises RuleBroken `time.today_unreadable` where that is neither.
    """
    day = os.environ.get(TODAY)
    shift = _shift(day) if day else timedelta()
    return datetime.now(UTC) + shift


@cache
def _shift(day: str) -> timedelta:
    """From when it is first asked for, so that midnight passes as on any day."""
    now = datetime.now(UTC)
    try:
        return parse_wall(day).replace(tzinfo=UTC) - now if "T" in day else date.fromisoformat(day) - now.date()
    except (ValueError, RuleBroken) as error:
        raise RuleBroken("time.today_unreadable", f"{TODAY} is “{day}”, which is no day.", "Write it as 2027-03-10, or leave it out.") from error


def tzdata_version() -> str:
    """Version of the bundled zone rules, stored with each event."""
    # Imported here because it costs 15 ms, which the window's start does not have to spare.
    from importlib.metadata import version

    return version("tzdata")


@cache
def zone(name: str) -> zoneinfo.ZoneInfo:
    """The IANA zone `name`; raises RuleBroken `time.zone_unknown`."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise RuleBroken("time.zone_unknown", f"There is no time zone “{name}”.", "Use a name such as Europe/Berlin.", field="zone") from error


@cache
def is_zone(name: str) -> bool:
    """Whether these rules know the zone `name`."""
    try:
        return bool(zone(name))
    except RuleBroken:
        return False


def _reckoned(name: str) -> tzinfo:
    """The zone `name`, or UTC where these rules do not know it: what a program with other rules stored stays readable, to be put right."""
    return zone(name) if is_zone(name) else UTC


@cache
def zone_names() -> list[str]:
    """All zones with a region and a city, sorted."""
    return [*sorted(n for n in zoneinfo.available_timezones() if "/" in n and not n.startswith(("Etc/", "SystemV/"))), "UTC"]


def parse_wall(text: str) -> datetime:
    """Wall time from "2027-03-10T18:00" or "2027-03-10 18:00"; naive. Raises RuleBroken `time.unreadable`."""
    try:
        wall = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise RuleBroken("time.unreadable", f"“{text}” is not a date and time.", "Write it as 2027-03-10T18:00.", field="start") from error
    if wall.tzinfo is not None:
        raise RuleBroken(
            "time.has_offset", f"“{text}” carries an offset; times here are wall time.", "Leave the offset out and name the zone.", field="start"
        )
    return wall.replace(second=0, microsecond=0)


def in_gap(wall: datetime, zone_name: str) -> bool:
    """Whether the clocks skip this wall time (spring change)."""
    aware = wall.replace(tzinfo=_reckoned(zone_name))
    return aware.astimezone(UTC).astimezone(_reckoned(zone_name)).replace(tzinfo=None) != wall


def in_fold(wall: datetime, zone_name: str) -> bool:
    """Whether this wall time happens twice (autumn change)."""
    tz = _reckoned(zone_name)
    return not in_gap(wall, zone_name) and wall.replace(tzinfo=tz, fold=0).utcoffset() != wall.replace(tzinfo=tz, fold=1).utcoffset()


def to_utc(wall: datetime, zone_name: str, fold: int = 0) -> datetime:
    """The instant of a wall time; raises RuleBroken `time.gap` where the clocks skip it."""
    if in_gap(wall, zone_name):
        tz = _reckoned(zone_name)
        skipped = wall.replace(tzinfo=tz, fold=0).utcoffset(), wall.replace(tzinfo=tz, fold=1).utcoffset()
        shift = abs((skipped[0] or timedelta()) - (skipped[1] or timedelta()))
        raise RuleBroken(
            "time.gap",
            f"{wall:%H:%M} does not exist on {wall:%d %B %Y} in {zone_name}: the clocks skip it.",
            f"Choose {wall - shift:%H:%M} or {wall + shift:%H:%M}.",
            field="start",
        )
    return wall.replace(tzinfo=_reckoned(zone_name), fold=fold).astimezone(UTC)


def zone_abbreviation(wall: datetime, zone_name: str) -> str:
    """How the zone calls itself on that day: "CEST", or "" where it is not known."""
    return wall.replace(tzinfo=zone(zone_name)).tzname() or "" if is_zone(zone_name) else ""


def to_wall(instant: datetime, zone_name: str) -> datetime:
    """The naive wall time of an aware instant in a zone."""
    return instant.astimezone(_reckoned(zone_name)).replace(tzinfo=None)


def iso_with_offset(wall: datetime, zone_name: str) -> str:
    """Wall time as ISO 8601 with the zone's offset on that day: "2027-03-10T18:00:00-05:00"; without one where the zone is not known."""
    return (wall.replace(tzinfo=zone(zone_name)) if is_zone(zone_name) else wall).isoformat()


def long_date(day: date) -> str:
    """ "Wednesday 10 March 2027"."""
    return f"{day:%A} {day.day} {day:%B %Y}"


@lru_cache(maxsize=1024)
def short_date(day: date) -> str:
    """ "Wed 10 Mar 2027"."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def moment_here(at: datetime) -> str:
    """ "Wed 10 Mar 2027, 18:00" on this computer's clock."""
    # Of a thousand messages most left in the same minute.
    return _minute(at.replace(second=0, microsecond=0))


@lru_cache(maxsize=4096)
def _minute(at: datetime) -> str:
    here = at.astimezone()
    return f"{short_date(here.date())}, {here:%H:%M}"


def span(start: datetime, end: datetime) -> str:
    """Start and end for people: "Wed 10 Mar 2027, 18:00–22:00", with both days where they differ."""
    if start.date() == end.date():
        return f"{short_date(start.date())}, {start:%H:%M}–{end:%H:%M}"
    return f"{short_date(start.date())}, {start:%H:%M} – {short_date(end.date())}, {end:%H:%M}"
