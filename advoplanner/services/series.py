"""One event repeated on several dates and at several places: made as one step, each date an event of its own afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import to_wall
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.text import plural, whole
from advoplanner.domain import series as rules
from advoplanner.domain.event_details import TEXT_FIELDS, NewEvent, check_times
from advoplanner.domain.series import Date
from advoplanner.services import event_kits, events
from advoplanner.services.context import Workspace
from advoplanner.store.models import Event, EventKit
from advoplanner.store.queries import kits as queries
from advoplanner.store.queries import venues


@dataclass(frozen=True, slots=True)
class DateNotice:
    """One thing worth knowing about a date before it is made: a holiday, a closed day, something else at the same place."""

    at: int
    words: str


def dates(ws: Workspace, event_id: str) -> list[tuple[str, str]]:
    """(id, title) of every event of the series that an event belongs to, by time; none where it stands alone."""
    with ws.reading() as session:
        return queries.dates(session, event_id)


def repeat(ws: Workspace, event_id: str, wanted: Sequence[Date], *, pattern: str = "", roster: bool = False, layout: bool = True) -> ChangeSet:
    """Make the event on further dates, as one step; each is an event of its own then, and can be changed by itself.

    `pattern` names them ("Late show {n}"); the event itself counts as the first. Replies, seats, and who speaks are never
    copied. Raises RuleBroken at `dates` where one cannot be; the new ids are `created("event")`.
    """
    own = events.details(ws, event_id)
    ordered = rules.check_dates(own.start, wanted)
    for each in ordered:
        _check_date(own.zone, each, own.end - own.start)
    with ws.action(f"Repeat {own.title} on {plural(len(ordered), 'date')}") as work:
        kit = event_kits.of_event(work, event_id)
        kit.series = kit.series or new_id()
        work.session.flush()
        number = len(queries.dates(work.session, event_id))
        for each in ordered:
            number += 1
            title = whole(rules.title_of(pattern, own.title, number), TEXT_FIELDS["title"], "pattern")
            made = events.clone(ws, event_id, each.start, title=title, roster=roster, layout=layout).created("event")[-1]
            if each.venue:
                events.edit(ws, made, venue=each.venue)
            event_kits.of_event(work, made).series = kit.series
    return work.changes


def leave(ws: Workspace, event_id: str) -> ChangeSet:
    """Let an event stand alone again; the other dates stay a series."""
    with ws.action("Take an event out of its series") as work:
        kit = work.session.scalar(select(EventKit).where(EventKit.event_id == event_id))
        if kit is not None:
            kit.series = ""
    return work.changes


def notices(ws: Workspace, event_id: str, wanted: Sequence[Date]) -> list[DateNotice]:
    """What is worth knowing of dates before they are made; `at` is the place in `wanted`. A date that cannot be says so here too."""
    own = events.details(ws, event_id)
    found = []
    for at, each in enumerate(wanted):
        try:
            _check_date(own.zone, each, own.end - own.start)
        except RuleBroken as broken:
            found.append(DateNotice(at, str(broken)))
            continue
        new = NewEvent(own.kind, own.title, own.purpose, each.start, each.start + (own.end - own.start), own.zone)
        found += [DateNotice(at, words) for words in events.notices(ws, new)]
        found += [DateNotice(at, words) for words in _busy(ws, own.venue_id if not each.venue else "", own.zone, new)]
    return found


def _check_date(zone: str, each: Date, length: timedelta) -> None:
    try:
        check_times(each.start, each.start + length, zone)
    except RuleBroken as broken:
        raise RuleBroken(broken.code, broken.sentence, broken.hint, field="dates") from broken


def _busy(ws: Workspace, venue_id: str, zone: str, new: NewEvent) -> list[str]:
    """Titles of what takes place at the venue at that time."""
    if not venue_id:
        return []
    with ws.reading() as session:
        query = select(Event.title, Event.start_utc, Event.end_utc).where(Event.venue_id == venue_id, Event.status != "cancelled")
        taken = [(title, to_wall(start, zone), to_wall(end, zone)) for title, start, end in session.execute(query)]
        venue = venues.details(session, venue_id)
    place = venue.row.name if venue else "The place"
    return [f"{place} has “{title}” at that time." for title, start, end in taken if start < new.end and new.start < end]
