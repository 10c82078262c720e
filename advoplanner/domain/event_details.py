"""Everything known of one event, what a new one needs, and what is worth noticing about its time."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import UTC, date, datetime, timedelta

from advoplanner.core.dates import in_fold, in_gap, long_date, to_utc, zone
from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass
from advoplanner.core.text import clean
from advoplanner.domain.calendar_blocks import CalendarForm
from advoplanner.domain.events import PROFILES

MAX_DAYS = 31

YEARS = range(1970, 2200)
"""Years in which an event can lie: those whose clocks are known, and no slip of the keyboard."""

MAX_NUMBER = 100_000
"""The most that a count of people, or a length in cm, can be."""

TEXT_FIELDS = {
    "title": 160, "purpose": 1000, "topic": 300, "learn_goal": 300, "room": 160, "host_company": 160, "sponsor": 160, "organiser_name": 160,
    "day_contact": 200, "text_mark": 60, "logistics": 4000, "notes": 20000,
}  # fmt: skip
"""Fields of one text each with the most characters that each may have; those of 1,000 and more may have several lines."""

OWNERSHIP = {"": "Not said", "host": "Run by us", "customer": "Powered by customers"}
"""Who runs the programme that an event belongs to (seeds 004-09)."""

SATURDAY_SUNDAY = frozenset({5, 6})


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
    """Whether the agenda starts from a template."""
    agenda: str = ""
    """The template's name, "" for the one that suits the kind and the time."""
    programme_id: str = ""


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
    calendar_form: str = CalendarForm.BLOCK
    ownership: str = ""
    text_mark: str = ""
    logo_id: str = ""
    stages: tuple[str, ...] = ()
    programme_id: str = ""
    programme: str = ""

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
    check_number("capacity", event.capacity)
    check_times(event.start, event.end, event.zone)


def check_text(name: str, value: str) -> str:
    """A text of TEXT_FIELDS as it is stored; raises RuleBroken `events.too_long` rather than cut off what somebody typed."""
    limit = TEXT_FIELDS[name]
    text = clean(value, lines=limit >= 1000)
    if len(text) > limit:
        raise RuleBroken("events.too_long", f"This takes {limit:,} characters at most; it has {len(text):,}.", "Say it more briefly.", field=name)
    return text


def check_number(name: str, value: int | None) -> int:
    """A count of people or a length as it is stored, 0 for None; raises RuleBroken `events.number`."""
    number = 0 if value is None else value
    if not isinstance(number, int) or not 0 <= number <= MAX_NUMBER:
        raise RuleBroken("events.number", f"This takes a whole number up to {MAX_NUMBER:,}, or 0 for none.", field=name)
    return number


def check_link(value: str) -> str:
    """A join link as it is stored; raises RuleBroken `events.link` for anything but an https address with a host."""
    link = clean(value, lines=True)
    host = link.removeprefix("https://").partition("/")[0]
    if link and (not link.startswith("https://") or not host or any(c.isspace() for c in link) or len(link) > 500):
        raise RuleBroken(
            "events.link", "A join link begins with https:// and has no spaces.", "Copy it from the meeting's invitation.", field="join_link"
        )
    return link


def check_ownership(value: str) -> str:
    """Who runs the programme that an event belongs to; raises RuleBroken `events.ownership`."""
    if value not in OWNERSHIP:
        hint = "Choose run by us, powered by customers, or not said."
        raise RuleBroken("events.ownership", f"“{value}” does not say who runs it.", hint, field="ownership")
    return value


def ownership_words(counts: Mapping[str, int]) -> str:
    """ "4 run by us, 6 powered by customers (60%)", "" where it is said of none; events of which it is not said are left out of the share."""
    ours, theirs = counts.get("host", 0), counts.get("customer", 0)
    if not ours + theirs:
        return ""
    return f"{ours} run by us, {theirs} powered by customers ({theirs / (ours + theirs):.0%})"


def check_form(value: str) -> str:
    """How the event stands in calendars; raises RuleBroken `events.calendar_form`."""
    if value not in list(CalendarForm):
        hint = f"Choose one of: {', '.join(CalendarForm)}."
        raise RuleBroken("events.calendar_form", f"“{value}” is no way to stand in a calendar.", hint, field="calendar_form")
    return str(value)


def check_times(start: datetime, end: datetime, zone_name: str) -> None:
    """Raise RuleBroken for an end before the start, an absurd length or year, an unknown zone, or a time that the clocks skip."""
    zone(zone_name)
    for field, wall in (("start", start), ("end", end)):
        check_year(field, wall)
        choices = gap_choices(wall, zone_name)
        if choices:
            before, after = choices
            sentence = f"{wall:%H:%M} does not exist on {long_date(wall.date())} in {zone_name}: the clocks skip it."
            raise RuleBroken("time.gap", sentence, f"Choose {before:%H:%M} or {after:%H:%M}.", field=field)
    if end <= start:
        raise RuleBroken("events.end", "The end is not after the start.", "Past midnight, choose the next day.", field="end")
    if end - start > timedelta(days=MAX_DAYS):
        raise RuleBroken("events.long", f"An event lasts {MAX_DAYS} days at most.", "Plan a series instead.", field="end")


def check_year(field: str, wall: datetime) -> None:
    """Raise RuleBroken `events.year` for a time so far away that it can only be a slip."""
    if wall.year not in YEARS:
        sentence = f"The year {wall.year} cannot be meant."
        raise RuleBroken("events.year", sentence, f"Choose one from {YEARS.start} to {YEARS.stop - 1}.", field=field)


def gap_choices(wall: datetime, zone_name: str) -> tuple[datetime, datetime] | None:
    """For a wall time that the clocks skip, the one as far before and the one as far after; None for a time that exists."""
    if not in_gap(wall, zone_name):
        return None
    early, late = (wall.replace(tzinfo=zone(zone_name), fold=fold).astimezone(UTC).astimezone(zone(zone_name)) for fold in (1, 0))
    return early.replace(tzinfo=None), late.replace(tzinfo=None)


def notices(event: NewEvent, now: datetime, holidays: Mapping[date, str], weekend: Set[int] = SATURDAY_SUNDAY) -> list[str]:
    """What is worth knowing and no error: the past, weekends, holidays, midnight, clocks that change.

    `now` is wall time in the event's zone; `holidays` are names by day; `weekend` are weekdays, Monday being 0.
    """
    found = ["This event lies in the past; it will be kept as a record."] if event.end < now else []
    for day in _days(event):
        if day in holidays:
            found.append(f"{long_date(day)} is a public holiday: {holidays[day]}.")
        elif day.weekday() in weekend:
            found.append(f"{long_date(day)} is at the weekend.")
    return found + _length_notices(event)


def _days(event: NewEvent) -> list[date]:
    """The days on which the event takes place; an evening that runs past midnight is one."""
    last = (event.end - timedelta(hours=6)).date() if event.end.hour < 6 else event.end.date()
    return [event.start.date() + timedelta(days=n) for n in range(max((last - event.start.date()).days, 0) + 1)]


def _length_notices(event: NewEvent) -> list[str]:
    found = []
    if event.end.date() == event.start.date() + timedelta(days=1) and event.end.hour < 6:
        found.append(f"It ends after midnight, on {long_date(event.end.date())}.")
    real = to_utc(event.end, event.zone) - to_utc(event.start, event.zone)
    change = real - (event.end - event.start)
    if change:
        minutes = abs(int(change.total_seconds())) // 60
        way = "longer" if change > timedelta() else "shorter"
        found.append(f"The clocks change meanwhile: it lasts {minutes} minutes {way} than they show.")
    found += [
        f"{wall:%H:%M} comes twice on {long_date(wall.date())} because the clocks go back; the first is meant."
        for wall in (event.start, event.end)
        if in_fold(wall, event.zone)
    ]
    return found
