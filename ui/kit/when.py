"""Wall times as people type them, read strictly enough that no day is guessed wrong."""

from __future__ import annotations

import re
from datetime import datetime

from advoplanner.core.errors import RuleBroken

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS = re.compile(r"(\d{1,2})\.?\s+([^\W\d]{3,})\.?,?\s+(\d{4})")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap])\.?m\.?|(\d{1,2})[:.](\d{2})", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ALLOWED = "Write it as 2027-03-10 18:00 or 10 March 2027 18:00."


def write_wall(wall: datetime) -> str:
    """ "Wed 10 Mar 2027 18:00"."""
    return f"{wall:%a} {wall.day} {wall:%b %Y %H:%M}"


def read_wall(text: str) -> datetime:
    """A naive datetime from "2027-03-10 18:00", "Wed 10 March 2027, 18:00" or "10 Mar 2027 6pm".

    10/3/2027 is refused: half the world reads it as October. Raises RuleBroken `time.unreadable`.
    """
    iso, words = _ISO.search(text), _WORDS.search(text)
    found = iso or words
    if not found:
        raise RuleBroken("time.unreadable", f"“{text}” is not a date and time.", _ALLOWED)
    rest = text[found.end() :]
    clock = _CLOCK.search(rest)
    if not clock:
        raise RuleBroken("time.no_clock", f"“{text}” has no time of day.", _ALLOWED)
    year, month, day = _iso_day(iso) if iso else _word_day(found, text)
    hour, minute = _hour(clock)
    try:
        return datetime(year, month, day, hour, minute)
    except ValueError as error:
        raise RuleBroken("time.unreadable", f"“{text}” names a day or hour that does not exist.", _ALLOWED) from error


def _iso_day(found: re.Match[str]) -> tuple[int, int, int]:
    return int(found[1]), int(found[2]), int(found[3])


def _word_day(found: re.Match[str], text: str) -> tuple[int, int, int]:
    month = found[2][:3].lower()
    if month not in _MONTHS:
        raise RuleBroken("time.unreadable", f"“{found[2]}” in “{text}” is not a month.", _ALLOWED)
    return int(found[3]), _MONTHS.index(month) + 1, int(found[1])


def _hour(clock: re.Match[str]) -> tuple[int, int]:
    if clock[3]:
        return int(clock[1]) % 12 + (12 if clock[3].lower() == "p" else 0), int(clock[2] or 0)
    return int(clock[4]), int(clock[5])
