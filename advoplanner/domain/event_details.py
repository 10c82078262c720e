"""Everything known of one event, what a new one needs, and what is worth noticing about its time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from advoplanner.core.dates import in_fold, in_gap, to_utc
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import clean
from advoplanner.domain.events import PROFILES

MAX_DAYS = 31


@dataclass(frozen=True, slots=True)
class NewEvent:
    """What a new event is made of; `start` and `end` are wall time in `zone`."""

    kind: str
    title: str
    purpose: str
    start: datetime
    end: datetime
    zone: str
    venue: str = ""
    city: str = ""
    address: str = ""
    room: str = ""
    topic: str = ""
    learn_goal: str = ""
    objectives: tuple[str, ...] = ()
    organiser_name: str = ""
    organiser_email: str = ""
    host_company: str = ""
    sponsor: str = ""
    capacity: int = 0
    template: bool = True
    """Whether the agenda starts from the kind's template."""


@dataclass(frozen=True, slots=True)
class EventDetails:
    """One event with its venue; room sizes in cm, 0 where not known."""

    id: str
    kind: str
    title: str
    uid: str
    purpose: str
    topic: str
    learn_goal: str
    objectives: tuple[str, ...]
    status: str
    zone: str
    start: datetime
    end: datetime
    venue_id: str
    venue: str
    address: str
    city: str
    room: str
    room_width: int
    room_length: int
    capacity: int
    quorum: int
    host_company: str
    sponsor: str
    organiser_name: str
    organiser_email: str
    day_contact: str
    join_link: str
    logistics: str
    notes: str
    sequence: int
    version: int

    @property
    def where(self) -> str:
        """Room, venue and city as one line."""
        return ", ".join(part for part in (self.room, self.venue, self.address, self.city) if part)


def check_new(event: NewEvent) -> None:
    """Raise RuleBroken naming the field where an event cannot be as given."""
    if event.kind not in PROFILES:
        raise RuleBroken("events.kind", f"There is no kind of event “{event.kind}”.", f"Choose one of: {', '.join(PROFILES)}.", field="kind")
    if not clean(event.title):
        raise RuleBroken("events.title", "An event needs a title.", field="title")
    if not clean(event.purpose, lines=True):
        raise RuleBroken("events.purpose", "An event needs a purpose: one sentence that says what guests gain.", field="purpose")
    check_times(event.start, event.end, event.zone)


def check_times(start: datetime, end: datetime, zone: str) -> None:
    """Raise RuleBroken for an end before the start, an absurd length, an unknown zone, or a time that the clocks skip."""
    if end <= start:
        raise RuleBroken("events.end", "The end is not after the start.", "Past midnight, choose the next day.", field="end")
    if end - start > timedelta(days=MAX_DAYS):
        raise RuleBroken("events.long", f"An event lasts {MAX_DAYS} days at most.", "Plan a series instead.", field="end")
    to_utc(start, zone)
    if in_gap(end, zone):
        raise RuleBroken(
            "time.gap", f"{end:%H:%M} does not exist on {end:%d %B %Y} in {zone}: the clocks skip it.", "Choose an earlier or later end.", field="end"
        )


def notices(event: NewEvent, today: datetime, holiday: str = "") -> list[str]:
    """What is worth knowing and no error: the past, a weekend, a holiday, midnight, an hour that comes twice."""
    found = []
    if event.end < today:
        found.append("This event lies in the past; it will be kept as a record.")
    if holiday:
        found.append(f"{event.start:%A %d %B} is a public holiday: {holiday}.")
    if event.start.weekday() >= 5:
        found.append(f"{event.start:%d %B} is a {event.start:%A}.")
    if event.end.date() == event.start.date() + timedelta(days=1) and event.end.hour < 6:
        found.append(f"It ends after midnight, on {event.end:%A %d %B}.")
    found += [
        f"{t:%H:%M} comes twice that day because the clocks go back; the first is meant." for t in (event.start, event.end) if in_fold(t, event.zone)
    ]
    return found
