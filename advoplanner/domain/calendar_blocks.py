"""How an event stands in a guest's calendar: one block, whole days, or an entry for each day; and entries for single sessions and one-to-ones.

Every entry has an identity (UID) and a message of its own: two entries under one identity, or in one message, are merged or
lost by calendar programs. The event's own identity stays with the first, so that its answer is the answer to the event.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from advoplanner.core.records import dataclass


class CalendarForm(StrEnum):
    BLOCK = "block"
    DAYS = "days"
    ALL_DAY = "all_day"


FORM_WORDS = {
    CalendarForm.BLOCK: "One entry from start to end",
    CalendarForm.DAYS: "An entry for each day",
    CalendarForm.ALL_DAY: "Whole days, without times",
}

WHOLE = ""
"""The part that is the event's own entry."""

SESSION = "s:"
SLOT = "g:"
SEAT = "r:"
OWN = (SESSION, SLOT, SEAT)
"""How the parts begin that only some guests have: a session in which they speak, a one-to-one of theirs, a seat kept for them."""

_SHORT = timedelta(hours=2)
_NIGHT = 6
"""Hour until which a last morning belongs to the night before: an event that ends at 01:00 has one evening, not two days."""


@dataclass(frozen=True, slots=True)
class Block:
    """One entry: naive wall time in the event's zone; with `all_day` only the dates count. `label` is "Day 2 of 3", or ""."""

    part: str
    start: datetime
    end: datetime
    all_day: bool = False
    label: str = ""


Hours = Mapping[date, tuple[datetime, datetime]]
"""Day → when its agenda begins and ends."""


def blocks(form: str, start: datetime, end: datetime, hours: Hours) -> tuple[Block, ...]:
    """The entries of an event, the first with the event's own identity."""
    days = _days(start, end)
    if form == CalendarForm.ALL_DAY:
        return (Block(WHOLE, start, datetime.combine(days[-1], end.time()) if end.date() != days[-1] else end, all_day=True),)
    if form != CalendarForm.DAYS or len(days) == 1:
        return (Block(WHOLE, start, end),)
    made = []
    for count, day in enumerate(days, 1):
        opens, closes = _hours_of(day, start, end, days, hours)
        made.append(Block(WHOLE if count == 1 else f"d{count:02d}", opens, closes, label=f"Day {count} of {len(days)}"))
    return tuple(made)


def session_part(session_id: str) -> str:
    return f"{SESSION}{session_id}"


def slot_part(slot_id: str) -> str:
    return f"{SLOT}{slot_id}"


def seat_part(seat_id: str) -> str:
    return f"{SEAT}{seat_id}"


def uid_of(uid: str, part: str) -> str:
    """The calendar identity of one part of the event with identity `uid`."""
    if part == WHOLE:
        return uid
    name, _, house = uid.partition("@")
    own = part.replace(":", "-")
    return f"{name}.{own}@{house}" if house else f"{uid}.{own}"


def _days(start: datetime, end: datetime) -> list[date]:
    last = end.date()
    if last > start.date() and end.hour < _NIGHT:
        last -= timedelta(days=1)
    return [start.date() + timedelta(days=n) for n in range((last - start.date()).days + 1)]


def _hours_of(day: date, start: datetime, end: datetime, days: list[date], hours: Hours) -> tuple[datetime, datetime]:
    """When a day begins and ends: as its agenda does, within the event; without an agenda at the hours of the event."""
    opens, closes = hours.get(day, (None, None))
    usual_end = end.time() if end.time() > start.time() else time(17)
    opens = opens or datetime.combine(day, start.time())
    closes = closes or datetime.combine(day, usual_end)
    opens = start if day == days[0] else opens
    closes = end if day == days[-1] else closes
    if closes > opens:
        return opens, closes
    # An evening of arrival has no end of its own, a last morning no beginning.
    return (opens, opens + _SHORT) if day == days[0] else (closes - _SHORT, closes)
