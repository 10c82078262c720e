"""Finding a time outside a venue's opening hours at which nothing else takes place there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from advoplanner.core.dates import to_utc
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.slots import MINUTES, Slot, SlotKind, check_length, unknown
from advoplanner.domain.slots import find as find_at
from advoplanner.services.context import Workspace
from advoplanner.store.queries import venues as queries

MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Found:
    """Slots in the order of time, and a sentence for each venue of which too little is known."""

    slots: tuple[Slot, ...]
    asked: tuple[str, ...]


def find(
    ws: Workspace,
    first: date,
    last: date,
    *,
    venue_ids: Iterable[str] | None = None,
    minutes: int = MINUTES,
    kinds: Sequence[str] = tuple(SlotKind),
) -> Found:
    """Free slots of `minutes` at these venues (all unless given) from `first` to `last`, without those at which an event takes place.

    Raises RuleBroken for a length or days that cannot be.
    """
    check_length(minutes)
    if not timedelta() <= last - first < timedelta(days=MOST_DAYS):
        raise RuleBroken("slots.days", "The last day comes after the first, within a year.", "Choose a later last day.", field="last")
    with ws.reading() as session:
        places = queries.places(session, venue_ids)
        busy = queries.taken(session, [p.id for p in places])
    slots = [slot for place in places for slot in find_at(place, first, last, minutes, kinds)]
    free = [slot for slot in slots if not any(venue_id == slot.venue_id and _meets(slot, start, end) for venue_id, start, end in busy)]
    return Found(tuple(sorted(free, key=lambda s: (to_utc(s.start, s.zone), s.venue))), tuple(filter(None, map(unknown, places))))


def _meets(slot: Slot, start: datetime, end: datetime) -> bool:
    """Whether something between two instants meets a slot, its set-up and clear-down included."""
    return to_utc(slot.doors, slot.zone) < end and start < to_utc(slot.done, slot.zone)
