"""Events whose moment moved because a country changed its clocks, and the words that say so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from advoplanner.core.dates import short_date
from advoplanner.core.records import dataclass
from advoplanner.core.text import listed, plural

NAMED = 4
"""Events that one notice names; the others are counted."""


@dataclass(frozen=True, slots=True)
class MovedEvent:
    """An event to come whose wall time is another moment now; `was` and `now` are instants, `holders` those who have it in their calendar.

    `refused` says why the event cannot keep its wall time, "" where it can.
    """

    event_id: str
    title: str
    zone: str
    start: datetime
    was: datetime
    now: datetime
    holders: int
    refused: str = ""


def followable(moved: Sequence[MovedEvent]) -> list[str]:
    """The ids of those that can keep their wall time."""
    return [each.event_id for each in moved if not each.refused]


def notice(moved: Sequence[MovedEvent]) -> str:
    """What happened to one event or to several, naming them; "" where nothing did."""
    if not moved:
        return ""
    cities = listed(list(dict.fromkeys(each.zone.rsplit("/", 1)[-1].replace("_", " ") for each in moved)))
    named = [_moved_words(each) for each in moved[:NAMED]]
    if len(moved) > NAMED:
        named.append(f"{plural(len(moved) - NAMED, 'more event')}")
    holders = sum(each.holders for each in moved)
    who = f" {plural(holders, 'guest')} hold{'s' * (holders == 1)} the old moment in their calendars." if holders else ""
    refused = "".join(f" “{each.title}” cannot keep its time: {each.refused}" for each in moved if each.refused)
    return f"The clocks in {cities} have new rules. {'; '.join(named)}.{who}{refused}"


def _moved_words(each: MovedEvent) -> str:
    minutes = round((each.now - each.was).total_seconds() / 60)
    words = f"“{each.title}”, {short_date(each.start.date())}"
    return f"{words}: {each.start:%H:%M} is {plural(abs(minutes), 'minute')} {'later' if minutes > 0 else 'earlier'} now" if minutes else words
