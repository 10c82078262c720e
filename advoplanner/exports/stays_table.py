"""Rooms and journeys as rows of plain text, the same on paper and in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from advoplanner.core.dates import short_date
from advoplanner.core.text import plural
from advoplanner.domain.document_kits import StayFacts
from advoplanner.domain.documents import Pack

TO_SAY = "to be said"


@dataclass(frozen=True, slots=True)
class Journey:
    """One way of one guest; `at` is None where it is not known yet."""

    stay: StayFacts
    at: datetime | None
    leaving: bool


def rooms_of(stays: Iterable[StayFacts]) -> list[list[StayFacts]]:
    """Guests who sleep here by room, the earliest first night first; those without a day come last."""
    found: dict[str, list[StayFacts]] = {}
    for stay in stays:
        if stay.room:
            found.setdefault(stay.room, []).append(stay)
    return sorted(found.values(), key=lambda room: min(stay.check_in or date.max for stay in room))


def journeys(stays: Iterable[StayFacts], *, leaving: bool) -> list[Journey]:
    """Arrivals, or departures, in the order of time; those of whom no time is known come last."""
    ways = [Journey(stay, stay.leaves if leaving else stay.arrives, leaving) for stay in stays]
    return sorted(ways, key=lambda way: way.at or datetime.max)


def nights_words(stay: StayFacts) -> str:
    """ "2 nights", "" where a day lacks."""
    return plural((stay.check_out - stay.check_in).days, "night") if stay.check_in and stay.check_out else ""


def day_words(day: date | None) -> str:
    return short_date(day) if day else TO_SAY


def rooming_rows(pack: Pack) -> list[list[str]]:
    """A heading row and a row for each guest who sleeps here; who shares a room has the same number."""
    rows = [["Room", "Guest", "Organisation", "First night", "Leaves on", "Nights", "Hotel", "Shares with", "Access needs"]]
    for number, room in enumerate(rooms_of(pack.stays), 1):
        rows += [
            [str(number), s.name, s.organisation, _day(s.check_in), _day(s.check_out), nights_words(s), s.hotel, s.shares_with, s.access_needs]
            for s in room
        ]
    return rows


def travel_rows(pack: Pack) -> list[list[str]]:
    """A heading row and a row for each guest with both ways; times are those of the event."""
    rows = [["Guest", "Organisation", "Arrives", "Leaves", "Travel", "Hotel", "Access needs"]]
    return rows + [
        [way.stay.name, way.stay.organisation, _moment(way.stay.arrives), _moment(way.stay.leaves), way.stay.travel, way.stay.hotel,
         way.stay.access_needs]
        for way in journeys(pack.stays, leaving=False)
    ]  # fmt: skip


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _moment(wall: datetime | None) -> str:
    return f"{wall:%Y-%m-%d %H:%M}" if wall else ""
