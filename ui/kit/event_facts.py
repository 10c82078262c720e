"""What the frame shows of the open event: its words, its clock, and how far each step is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime

from advoplanner.core.dates import to_wall, zone
from advoplanner.core.records import dataclass


@dataclass(frozen=True, slots=True)
class StepState:
    """A state word for the dot of a step, and the tooltip that says it."""

    state: str
    words: str


@dataclass(frozen=True, slots=True)
class EventFacts:
    """`when` is in words; `steps` maps a page's id to its state, and leaves out what is not known."""

    title: str
    when: str = ""
    zone: str = ""
    steps: Mapping[str, StepState] = field(default_factory=dict)


FactsOf = Callable[[str], EventFacts | None]


def clocks(now: datetime, event_zone: str) -> str:
    """The event's time, and the laptop's beside it where it differs: "13:05 in New York · 19:05 here". `now` is aware."""
    here = now.astimezone()
    if not event_zone:
        return f"{here:%H:%M}"
    there = to_wall(now, event_zone)
    city = zone(event_zone).key.rsplit("/", 1)[-1].replace("_", " ")
    own = "" if there == here.replace(tzinfo=None) else f" · {here:%H:%M} here"
    return f"{there:%H:%M} in {city}{own}"
