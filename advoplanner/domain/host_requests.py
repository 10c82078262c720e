"""Requests to host a meetup: what a host asks for, what has to be known before it is approved, and the two kinds of evening (features F22)."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum

from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass
from advoplanner.core.text import clean, fold
from advoplanner.domain.people import email_problem

PROFILES: dict[str, str] = {
    "bar": "An evening in a bar: nobody presents anything",
    "live": "A live event with prospects: the vendor speaks a tenth at most",
}
SHORT: dict[str, str] = {"bar": "Bar evening", "live": "Live prospect event"}

MOST_PLACES, MOST_NAMES, NAME_LIMIT = 500, 500, 300
MINUTES = range(15, 24 * 60 + 1)
TEXTS = {"host": 160, "purpose": 1000, "venue": 160, "city": 120, "reason": 300}


class RequestState(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"


STATE_WORDS: dict[str, str] = {RequestState.ASKED: "Waiting", RequestState.APPROVED: "Approved", RequestState.DECLINED: "Declined"}


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request; `start` is wall time in `zone`, `event` the title of what came of it."""

    id: str
    host: str
    purpose: str
    venue: str
    city: str
    zone: str
    start: datetime | None
    minutes: int
    places: int
    budget: int
    currency: str
    names: tuple[str, ...]
    profile: str
    state: str
    reason: str
    event_id: str
    event: str

    @property
    def per_head(self) -> float | None:
        """The budget for each place; None where one of the two is not said."""
        return self.budget / self.places if self.budget and self.places else None


@dataclass(frozen=True, slots=True)
class NamedGuest:
    """One line of a host's list taken apart; `email` is "" where there is none that could be one."""

    name: str
    organisation: str = ""
    email: str = ""


_ADDRESS = re.compile(r"<?([^<>\s,;]+@[^<>\s,;]+)>?")


def read_names(lines: tuple[str, ...] | list[str]) -> list[NamedGuest]:
    """The people of a list, each once: "Ana Lima, Orbit <ana@orbit.example>", any part but the name left out."""
    found: dict[str, NamedGuest] = {}
    for line in lines:
        match = _ADDRESS.search(line)
        address = match[1] if match and not email_problem(match[1]) else ""
        words = clean(line.replace(match[0], " ")) if match and address else clean(line)
        name, _, company = words.partition(",")
        name = clean(name) or address.partition("@")[0]
        if name:
            found.setdefault(fold(address or f"{name} {company}"), NamedGuest(name, clean(company), address))
    return list(found.values())


def check_names(lines: list[str]) -> list[str]:
    """The lines as they are stored; raises RuleBroken at `names`."""
    kept = [text for text in (clean(line) for line in lines) if text]
    if len(kept) > MOST_NAMES or any(len(line) > NAME_LIMIT for line in kept):
        sentence = f"At most {MOST_NAMES} names of {NAME_LIMIT} characters each fit."
        raise RuleBroken("requests.names", sentence, "Write one guest on each line.", field="names")
    return kept


def check_places(value: int | None) -> int:
    """For how many it is; raises RuleBroken at `places`."""
    number = 0 if value is None else value
    if not isinstance(number, int) or not 0 <= number <= MOST_PLACES:
        raise RuleBroken("requests.places", f"From 1 to {MOST_PLACES} places are possible.", "12 to 24 make a good meetup.", field="places")
    return number


def check_minutes(value: int | None) -> int:
    """How long it lasts; raises RuleBroken at `minutes`."""
    if value is None or value not in MINUTES:
        raise RuleBroken("requests.minutes", "An evening lasts from 15 minutes to a day.", "180 is usual.", field="minutes")
    return value


def check_profile(value: str) -> str:
    """Raises RuleBroken at `profile` for an evening that there is not."""
    if value not in PROFILES:
        raise RuleBroken("meetups.profile", f"“{value}” is no kind of meetup.", f"Choose one of: {', '.join(PROFILES)}.", field="profile")
    return value


def check_ready(row: RequestRow) -> datetime:
    """When it begins, where everything an approval needs is there; raises RuleBroken at the first field that is missing."""
    if row.state != RequestState.ASKED:
        raise RuleBroken("requests.decided", f"This request is {STATE_WORDS[row.state].lower()} already.", "Ask again to decide anew.")
    wanted = {"purpose": (row.purpose, "what guests gain"), "venue": (row.venue or row.city, "where it is"), "places": (row.places, "for how many")}
    for name, (value, words) in wanted.items():
        if not value:
            raise RuleBroken("requests.incomplete", f"Before it is approved, say {words}.", field=name)
    if row.start is None:
        raise RuleBroken("requests.incomplete", "Before it is approved, say when it begins.", field="start")
    if len(row.names) > row.places:
        sentence = f"{len(row.names)} names are on the list, and {row.places} places are asked for."
        raise RuleBroken("requests.cap", sentence, "Raise the places, or let the host shorten the list.", field="places")
    return row.start


def check_reason(text: str) -> str:
    """Why a request is declined; raises RuleBroken at `reason`, for the host will ask."""
    if len(clean(text)) < 3:
        raise RuleBroken("requests.reason", "Say why: the host will ask.", "One sentence is enough.", field="reason")
    return text
