"""Events: made from what their kind needs, changed, copied and removed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import to_utc, to_wall, tzdata_version
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.text import clean, key, plural
from advoplanner.domain import event_details as rules
from advoplanner.domain.event_details import EventDetails, NewEvent
from advoplanner.domain.events import EventRow, EventStatus
from advoplanner.domain.invitations import check_address
from advoplanner.services.context import Workspace
from advoplanner.store.models import WORKSPACE_ID, Event, Guest, Venue, WorkspaceInfo
from advoplanner.store.queries import events as queries
from advoplanner.store.session import UnitOfWork

TEXT_FIELDS = {
    "title": 160, "purpose": 1000, "topic": 300, "learn_goal": 300, "room": 160, "host_company": 160, "sponsor": 160, "organiser_name": 160,
    "day_contact": 200, "logistics": 4000, "notes": 20000,
}  # fmt: skip
"""Fields of one text each that `edit` takes, with their longest length; it also takes those named in its docstring."""

_LONG = frozenset({"purpose", "logistics", "notes"})


def rows(ws: Workspace, ids: Iterable[str] | None = None) -> list[EventRow]:
    """Events by start; all of them, or those of `ids`."""
    with ws.reading() as session:
        return queries.rows(session, ids)


def details(ws: Workspace, event_id: str) -> EventDetails:
    """One event; raises RuleBroken `events.unknown`."""
    with ws.reading() as session:
        found = queries.details(session, event_id)
    if found is None:
        raise RuleBroken("events.unknown", f"There is no event “{event_id}”.", "List them with: event list.")
    return found


def find(ws: Workspace, id_or_title: str) -> str:
    """The id of the event with this id or exact title; raises RuleBroken where there is none or several."""
    with ws.reading() as session:
        if session.get(Event, id_or_title) is not None:
            return id_or_title
        found = session.scalars(select(Event.id).where(Event.title == id_or_title)).all()
    if not found:
        raise RuleBroken("events.unknown", f"There is no event “{id_or_title}”.", "List them with: event list.")
    if len(found) > 1:
        raise RuleBroken("events.ambiguous", f"{len(found)} events are called “{id_or_title}”.", "Give the id instead; list them with: event list.")
    return found[0]


def new(ws: Workspace, event: NewEvent) -> ChangeSet:
    """A new event, with the agenda of its kind's template where wanted; its id is `created("event")[0]`."""
    from advoplanner.services import agenda

    rules.check_new(event)
    with ws.action(f"Create {clean(event.title, limit=80)}") as work:
        info = work.session.get_one(WorkspaceInfo, WORKSPACE_ID)
        organiser = clean(event.organiser_email) or info.sender_email
        row = Event(
            id=new_id(),
            kind=event.kind,
            title=clean(event.title, limit=160),
            uid=f"{new_id()}@advoplanner",
            purpose=clean(event.purpose, lines=True, limit=1000),
            topic=clean(event.topic, limit=300),
            learn_goal=clean(event.learn_goal, limit=300),
            objectives=[clean(o, limit=300) for o in event.objectives],
            zone=event.zone,
            start=event.start,
            end=event.end,
            start_utc=to_utc(event.start, event.zone),
            end_utc=to_utc(event.end, event.zone),
            tzdata=tzdata_version(),
            venue_id=venue_id(work, event),
            room=clean(event.room, limit=160),
            capacity=event.capacity,
            host_company=clean(event.host_company, limit=160) or info.host_company,
            sponsor=clean(event.sponsor, limit=160),
            organiser_name=clean(event.organiser_name, limit=160) or info.sender_name,
            organiser_email=check_address(organiser) if organiser else "",
        )
        work.add(row)
        work.session.flush()
        if event.template:
            agenda.use_template(ws, row.id)
    return work.changes


def edit(ws: Workspace, event_id: str, **fields: Any) -> ChangeSet:
    """Change fields of an event: any of TEXT_FIELDS, and objectives, start, end, zone, venue (a name), venue_id, capacity, quorum, status,
    join_link, organiser_email, room_width, room_length (cm). Raises RuleBroken with the field; invitations already drafted become stale.
    """
    from advoplanner.services import invitations

    with ws.action("", merge_key=f"event.{event_id}.{'.'.join(sorted(fields))}") as work:
        event = _event(work.session, event_id)
        work.label = f"Change {event.title}"
        _set_times(work.session, event, fields)
        if "venue" in fields:
            event.venue_id = venue_id(work, replace(_BLANK, venue=fields.pop("venue")))
        for name, value in fields.items():
            setattr(event, name, _checked(name, value))
        if not event.title or not event.purpose:
            raise RuleBroken("events.blank", "Title and purpose cannot be empty.", field="title" if not event.title else "purpose")
        invitations.mark_stale(work, event_id)
    return work.changes


def clone(ws: Workspace, event_id: str, start: datetime) -> ChangeSet:
    """A copy of an event on another date: its agenda shifted, its tables copied, its guests, replies and seats not."""
    from advoplanner.services.event_copies import copy_agenda, copy_tables

    old = details(ws, event_id)
    end = start + (old.end - old.start)
    rules.check_times(start, end, old.zone)
    with ws.action(f"Copy {old.title}") as work:
        source = _event(work.session, event_id)
        skipped = {"id", "uid", "version", "created_at", "changed_at", "start", "end", "start_utc", "end_utc", "status", "sequence", "title"}
        values = {c.name: getattr(source, c.name) for c in Event.__table__.columns if c.name not in skipped}
        copy = Event(
            **values, id=new_id(), uid=f"{new_id()}@advoplanner", title=f"{old.title} (copy)"[:160], start=start, end=end,
            start_utc=to_utc(start, old.zone), end_utc=to_utc(end, old.zone), status=EventStatus.PLANNED,
        )  # fmt: skip
        work.add(copy)
        work.session.flush()
        copy_agenda(work, event_id, copy.id, start - old.start)
        copy_tables(work, event_id, copy.id)
    return work.changes


def remove(ws: Workspace, event_ids: Iterable[str]) -> ChangeSet:
    """Remove events with everything that belongs to them; people and venues stay."""
    from advoplanner.services.event_copies import remove_contents

    ids = list(event_ids)
    with ws.action(f"Remove {plural(len(ids), 'event')}") as work:
        for event_id in ids:
            event = _event(work.session, event_id)
            remove_contents(work, event_id)
            work.session.delete(event)
    return work.changes


def notices(ws: Workspace, event: NewEvent) -> list[str]:
    """What is worth knowing about an event's time before it is made: past, weekend, public holiday, midnight, clock change."""
    return rules.notices(event, to_wall(ws.clock(), event.zone), holiday(event.start, event.zone))


def holiday(day: datetime, zone: str) -> str:
    """The public holiday of the zone's country on that day, or ""."""
    import holidays

    country = _COUNTRY_OF_ZONE.get(zone, "")
    return str(holidays.country_holidays(country, years=day.year).get(day.date(), "")) if country else ""


def venue_id(work: UnitOfWork, event: NewEvent) -> str | None:
    """The venue called as the event says (compared without case), made where it is new; None for no name."""
    name = clean(event.venue, limit=160)
    if not name:
        return None
    for venue in work.session.scalars(select(Venue).where(func.lower(Venue.name) == name.lower())):
        if key(venue.name) == key(name):
            return venue.id
    venue = Venue(id=new_id(), name=name, city=clean(event.city, limit=120), address=clean(event.address, limit=300), zone=event.zone)
    work.add(venue)
    work.session.flush()
    return venue.id


_BLANK = NewEvent("cab", "-", "-", datetime(2000, 1, 1), datetime(2000, 1, 2), "")

_COUNTRY_OF_ZONE = {
    "Europe/Berlin": "DE", "Europe/Vienna": "AT", "Europe/Zurich": "CH", "Europe/Paris": "FR", "Europe/London": "GB", "Europe/Dublin": "IE",
    "Europe/Madrid": "ES", "Europe/Lisbon": "PT", "Europe/Rome": "IT", "Europe/Amsterdam": "NL", "Europe/Brussels": "BE", "Europe/Copenhagen": "DK",
    "Europe/Stockholm": "SE", "Europe/Oslo": "NO", "Europe/Helsinki": "FI", "Europe/Warsaw": "PL", "Europe/Prague": "CZ", "Europe/Athens": "GR",
    "America/New_York": "US", "America/Chicago": "US", "America/Denver": "US", "America/Los_Angeles": "US", "America/Phoenix": "US",
    "America/Toronto": "CA", "America/Vancouver": "CA", "America/Mexico_City": "MX", "America/Sao_Paulo": "BR", "Asia/Kolkata": "IN",
    "Asia/Tokyo": "JP", "Asia/Singapore": "SG", "Asia/Seoul": "KR", "Australia/Sydney": "AU", "Australia/Melbourne": "AU", "Pacific/Auckland": "NZ",
}  # fmt: skip
"""The country whose holidays count in a zone; zones that are missing give no notice."""


def _event(session: Session, event_id: str) -> Event:
    event = session.get(Event, event_id)
    if event is None:
        raise RuleBroken("events.unknown", "This event is no longer in the workspace.", "Undo brings it back.")
    return event


def _set_times(session: Session, event: Event, fields: dict[str, Any]) -> None:
    if not fields.keys() & {"start", "end", "zone"}:
        return
    start, end, zone = fields.pop("start", event.start), fields.pop("end", None), fields.pop("zone", event.zone)
    end = end or (start + (event.end - event.start))
    rules.check_times(start, end, zone)
    if (start, end, zone) != (event.start, event.end, event.zone) and _somebody_invited(session, event):
        event.sequence += 1
    event.start, event.end, event.zone = start, end, zone
    event.start_utc, event.end_utc, event.tzdata = to_utc(start, zone), to_utc(end, zone), tzdata_version()


def _somebody_invited(session: Session, event: Event) -> bool:
    """Whether a calendar somewhere holds this event, so that a new time needs a higher SEQUENCE."""
    return session.scalar(select(Guest.id).where(Guest.event_id == event.id, Guest.sequence_sent >= 0).limit(1)) is not None


def _checked(name: str, value: Any) -> Any:
    if name in TEXT_FIELDS:
        return clean(value, lines=name in _LONG, limit=TEXT_FIELDS[name])
    if name == "objectives":
        return [clean(v, limit=300) for v in value if clean(v)]
    if name in ("capacity", "quorum", "room_width", "room_length"):
        if not isinstance(value, int) or not 0 <= value <= 100_000:
            raise RuleBroken("events.number", "This takes a whole number, 0 for none.", field=name)
        return value
    if name == "organiser_email":
        return check_address(value) if value else ""
    if name == "join_link":
        if value and not value.startswith("https://"):
            raise RuleBroken("events.link", "A join link begins with https://.", field=name)
        return clean(value, limit=500)
    if name == "status":
        return EventStatus(value).value
    if name == "venue_id":
        return value or None
    raise RuleBroken("events.field", f"An event has no field “{name}”.", field=name)
