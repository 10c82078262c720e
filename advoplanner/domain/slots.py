"""Slots outside a venue's opening hours: the morning show before the doors open and the late show after they close (features F21).

All times are wall time in the venue's zone; lengths are real minutes, so a slot across a change of clocks says what the clock will show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from advoplanner.core import dates
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.venues import DAYS, Hours, check_hours, clock_text, open_at

MORNING, EVENING = time(7), time(21)
"""When people come before work and after it: the seeds' own times (003-35, 003-36)."""

EARLIEST, LATEST = "06:00", "23:30"
"""Nobody is asked to come before, or to stay after, unless the venue says otherwise; assumed."""

SETUP, CLEARDOWN = 30, 30
"""Minutes for chairs and screen, and for the shop as it was; assumed."""

MINUTES = 45
LONGEST = 12 * 60
SPARE = timedelta(minutes=20)
"""What it takes from the last word to the platform; assumed."""

Exceptions = Mapping[str, Sequence[str]]
"""A day as "2027-12-24" → its own [opening, closing], or an empty list where the venue stays shut."""


class SlotKind(StrEnum):
    """Before the doors open, after they close, or on a day on which they stay shut."""

    EARLY = "early"
    LATE = "late"
    SHUT = "shut"


KIND_WORDS: dict[str, str] = {SlotKind.EARLY: "Before opening", SlotKind.LATE: "After closing", SlotKind.SHUT: "Closed that day"}


@dataclass(frozen=True, slots=True)
class OffHours:
    """What a venue allows outside its hours: clock texts ("06:00"; a `latest` before noon is the next morning's) and minutes."""

    earliest: str = EARLIEST
    latest: str = LATEST
    quiet_from: str = ""
    last_transport: str = ""
    setup: int = SETUP
    cleardown: int = CLEARDOWN


@dataclass(frozen=True, slots=True)
class Place:
    """A venue as the finder needs it."""

    id: str
    name: str
    city: str
    zone: str
    hours: Hours
    exceptions: Exceptions
    rules: OffHours


@dataclass(frozen=True, slots=True)
class Slot:
    """One free time: `doors` is when set-up begins, `done` when everything is cleared; `notes` say what to arrange."""

    venue_id: str
    venue: str
    city: str
    zone: str
    kind: SlotKind
    start: datetime
    end: datetime
    doors: datetime
    done: datetime
    notes: tuple[str, ...]


def check_exceptions(exceptions: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Days with hours of their own, as they are stored in the order of the calendar; raises RuleBroken at `exceptions`."""
    found: dict[str, list[str]] = {}
    for day, times in sorted(exceptions.items()):
        try:
            key = date.fromisoformat(day.strip()).isoformat()
        except ValueError as error:
            raise RuleBroken("venues.exceptions", f"“{day}” is not a day.", "Write it as 2027-12-24.", field="exceptions") from error
        if not times:
            found[key] = []
            continue
        try:
            found[key] = check_hours({"mon": times})["mon"]
        except RuleBroken as broken:
            raise RuleBroken(broken.code, broken.sentence.replace("Monday", key), broken.hint, field="exceptions") from broken
    return found


def check_rules(rules: OffHours) -> OffHours:
    """`rules` with clock texts as they are stored; raises RuleBroken at the field that cannot be."""
    times: dict[str, Any] = {}
    for name in ("earliest", "latest", "quiet_from", "last_transport"):
        text = getattr(rules, name).strip()
        times[name] = clock_text(text, name) if text else ""
    for name in ("setup", "cleardown"):
        if not 0 <= getattr(rules, name) <= LONGEST:
            raise RuleBroken("venues.minutes", f"From 0 to {LONGEST} minutes are possible.", "Write 30 for half an hour.", field=name)
    return replace(rules, **times)


def unknown(place: Place) -> str:
    """Why nothing can be found at a venue, as a sentence; "" where something can."""
    if not place.zone:
        return f"{place.name} has no time zone yet."
    if not place.hours:
        return f"The opening hours of {place.name} are not known yet."
    if all(_round_the_clock(place.hours.get(day)) for day in DAYS):
        return f"{place.name} is open round the clock: there is no time outside its hours."
    return ""


def find(place: Place, first: date, last: date, minutes: int = MINUTES, kinds: Sequence[str] = tuple(SlotKind)) -> list[Slot]:
    """Slots of `minutes` real minutes from `first` to `last`, in the order of time; none where `unknown` has something to say."""
    if unknown(place):
        return []
    found = []
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        span = _open(place, day)
        before, after = _open(place, day - timedelta(days=1)), _open(place, day + timedelta(days=1))
        free_from = before[1] if before else None
        for kind, start in _starts(place, day, span, minutes):
            slot = _slot(place, kind, start, minutes, span)
            until = after[0] if after and (kind is not SlotKind.EARLY) else None
            if slot and slot.kind in kinds and (free_from is None or slot.doors >= free_from) and (until is None or slot.done <= until):
                found.append(slot)
    return sorted(found, key=lambda s: (s.start, s.kind))


def around(place: Place, start: datetime, end: datetime, zone: str) -> Slot | None:
    """What an event's own time (wall times in `zone`) means for its venue: set-up, clear-down, and what to arrange.

    None within the opening hours, where all that is there anyway, and where the hours are not known.
    """
    if unknown(place):
        return None
    begins, ends = (dates.to_utc(wall, zone) for wall in (start, end))
    doors, first, last, done = (
        dates.to_wall(instant, place.zone)
        for instant in (begins - timedelta(minutes=place.rules.setup), begins, ends, ends + timedelta(minutes=place.rules.cleardown))
    )
    span = _open(place, first.date())
    kind = SlotKind.SHUT if span is None else SlotKind.EARLY if last <= span[0] else SlotKind.LATE if first >= span[1] else None
    if kind is None:
        return None
    night = datetime.combine(first.date() if first.time() >= time(5) else first.date() - timedelta(days=1), time())
    notes = _notes(place.rules, kind, doors, last, done, night)
    if span is not None and kind is SlotKind.EARLY and done > span[0]:
        notes.append(f"The doors open at {span[0]:%H:%M}, before everything is cleared.")
    return Slot(place.id, place.name, place.city, place.zone, kind, first, last, doors, done, tuple(notes))


def check_length(minutes: int) -> int:
    """How long a show may be; raises RuleBroken at `minutes`."""
    if not 5 <= minutes <= LONGEST:
        raise RuleBroken("slots.minutes", f"A show lasts from 5 to {LONGEST} minutes.", "45 is usual before work.", field="minutes")
    return minutes


def _open(place: Place, day: date) -> tuple[datetime, datetime] | None:
    own = place.exceptions.get(day.isoformat())
    if own is None:
        return open_at(place.hours, day)
    return open_at({list(DAYS)[day.weekday()]: own}, day) if own else None


def _starts(place: Place, day: date, span: tuple[datetime, datetime] | None, minutes: int) -> list[tuple[SlotKind, datetime]]:
    """When shows could begin on a day, before anything is checked."""
    morning, evening = datetime.combine(day, MORNING), datetime.combine(day, EVENING)
    if span is None:
        return [(SlotKind.SHUT, morning), (SlotKind.SHUT, evening)]
    opens, closes = span
    latest_start = opens - timedelta(minutes=place.rules.cleardown + minutes)
    return [(SlotKind.EARLY, min(morning, latest_start)), (SlotKind.LATE, closes)]


def _slot(place: Place, kind: SlotKind, start: datetime, minutes: int, span: tuple[datetime, datetime] | None) -> Slot | None:
    """A slot with its set-up and clear-down, or None where it would be too early, too late, or in an hour that the clocks leave out."""
    rules, zone = place.rules, place.zone
    if dates.in_gap(start, zone):
        return None
    began = dates.to_utc(start, zone)
    doors, end, done = (dates.to_wall(began + timedelta(minutes=m), zone) for m in (-rules.setup, minutes, minutes + rules.cleardown))
    night = datetime.combine(start.date() if start.time() >= time(5) else start.date() - timedelta(days=1), time())
    latest = _at(night, rules.latest or LATEST)
    # A show before opening at midnight would lie on the evening before, which is another day's.
    morning = span[0].date() if span is not None else start.date()
    if start < datetime.combine(morning, time.fromisoformat(rules.earliest or EARLIEST)) and kind is not SlotKind.LATE:
        return None
    if end > latest or (kind is SlotKind.EARLY and span is not None and done > span[0]):
        return None
    notes = _notes(rules, kind, doors, end, done, night)
    shown = int((end - start).total_seconds()) // 60
    if shown != minutes:
        notes.append(f"The clocks change that night: {minutes} minutes, though the clock shows {shown}.")
    return Slot(place.id, place.name, place.city, zone, kind, start, end, doors, done, tuple(notes))


def _notes(rules: OffHours, kind: SlotKind, doors: datetime, end: datetime, done: datetime, night: datetime) -> list[str]:
    staff = "Somebody with the keys" if kind is not SlotKind.LATE else "Somebody who locks up"
    notes = [f"{staff} from {doors:%H:%M} to {done:%H:%M}."]
    if rules.quiet_from and kind is not SlotKind.EARLY and end > (quiet := _at(night, rules.quiet_from)):
        notes.append(f"Quiet for the neighbours from {quiet:%H:%M}.")
    if rules.last_transport and kind is not SlotKind.EARLY:
        leaves = _at(night, rules.last_transport)
        notes.append(f"Last transport at {leaves:%H:%M}{': too early for those who stay to the end' if end + SPARE > leaves else ''}.")
    return notes


def _at(night: datetime, text: str) -> datetime:
    """A clock text of an evening: hours before noon are those of the next morning."""
    hour, minute = map(int, text.split(":"))
    return night + timedelta(days=hour < 12, hours=hour, minutes=minute)


def _round_the_clock(times: Sequence[str] | None) -> bool:
    return times is not None and list(times) == ["00:00", "24:00"]
