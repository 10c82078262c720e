"""Events: made from what their kind needs, changed, copied and removed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import to_utc, to_wall, tzdata_version
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.text import clean, key, plural, whole
from advoplanner.domain import event_details as rules
from advoplanner.domain.event_details import EventDetails, NewEvent
from advoplanner.domain.events import EventKind, EventRow, EventStatus, room_words
from advoplanner.domain.guests import Side
from advoplanner.domain.invitations import check_address
from advoplanner.domain.journey import check_stages
from advoplanner.domain.people import level_band
from advoplanner.domain.rooms import check_side
from advoplanner.services.context import Workspace
from advoplanner.store.models import WORKSPACE_ID, Event, Guest, Organisation, Person, Programme, Venue, WorkspaceInfo
from advoplanner.store.queries import events as queries
from advoplanner.store.session import UnitOfWork

SHOWN_TO_GUESTS = frozenset(
    {
        "title", "purpose", "topic", "start", "end", "zone", "venue_id", "room", "host_company", "organiser_name", "organiser_email", "join_link",
        "calendar_form",
    }
)  # fmt: skip
"""What invitations say; a change of anything else leaves drafts as they are."""


def rows(ws: Workspace, ids: Iterable[str] | None = None) -> list[EventRow]:
    """Events by start; all of them, or those of `ids`."""
    with ws.reading() as session:
        return queries.rows(session, ids)


def ownership(ws: Workspace) -> dict[str, int]:
    """How many events, cancelled ones apart, are run by us ("host"), powered by customers ("customer"), or not said ("")."""
    with ws.reading() as session:
        query = select(Event.ownership, func.count()).where(Event.status != EventStatus.CANCELLED).group_by(Event.ownership)
        return {row[0]: row[1] for row in session.execute(query)}


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


def new(ws: Workspace, event: NewEvent, *, people: Iterable[str] = (), roster_of: str = "", members: bool = False) -> ChangeSet:
    """A new event, with the agenda of its kind's template where wanted; its id is `created("event")[0]`.

    `people` come on its guest list, and so do the guests of the event `roster_of` with their sides and roles, and with `members` the
    active members of its programme, each in their part.
    """
    from advoplanner.services import agenda, guests, memberships
    from advoplanner.services.event_copies import copy_roster

    rules.check_new(event)
    invited = list(people)
    with ws.action(f"Create {clean(event.title, limit=80)}") as work:
        row = _made(work, event)
        work.add(row)
        work.session.flush()
        if event.template:
            agenda.use_template(ws, row.id, event.agenda)
        if roster_of:
            copy_roster(work, roster_of, row.id)
        if members and row.programme_id:
            memberships.invite(ws, row.programme_id, row.id)
        if invited:
            guests.add(ws, row.id, invited)
    return work.changes


def edit(ws: Workspace, event_id: str, **fields: Any) -> ChangeSet:
    """Change fields of an event: any of TEXT_FIELDS, and objectives, start, end, zone, venue (a name), venue_id, capacity, quorum, status,
    join_link, calendar_form, ownership, stages, programme_id, organiser_email, room_width, room_length (cm). Raises RuleBroken with the field.

    A new start without an end moves the whole event, its agenda included. Invitations already drafted become stale where
    they would say something else now.
    """
    from advoplanner.services import invitations, programmes, waiting_list

    with ws.action("", merge_key=f"event.{event_id}.{'.'.join(sorted(fields))}") as work:
        event = _event(work.session, event_id)
        work.label = f"Change {event.title}"
        before = {name: getattr(event, name) for name in SHOWN_TO_GUESTS}
        _set_times(work, event, fields)
        if "venue" in fields:
            event.venue_id = venue_id(work, fields.pop("venue"), zone=event.zone)
        if "programme_id" in fields:
            event.programme_id = programmes.check_known(work.session, fields.pop("programme_id"), event.kind)
        for name, value in fields.items():
            setattr(event, name, _checked(work.session, name, value))
        if "capacity" in fields:
            work.label += waiting_list.move_up(work, [event_id])
        if any(before[name] != getattr(event, name) for name in SHOWN_TO_GUESTS):
            invitations.mark_stale(work, event_id)
    return work.changes


def clone(ws: Workspace, event_id: str, start: datetime, *, title: str = "", roster: bool = False, layout: bool = True) -> ChangeSet:
    """A copy of an event on another date with its agenda shifted; where wanted with its guests, and with its tables.

    Replies, seats and who speaks are never copied. Raises RuleBroken where the new time cannot be; its id is `created("event")[0]`.
    """
    from advoplanner.services.event_copies import copy_agenda, copy_kit, copy_roster, copy_tables

    old = details(ws, event_id)
    rules.check_year("start", start)
    end = start + (old.end - old.start)
    rules.check_times(start, end, old.zone)
    named = rules.check_text("title", title) or f"{old.title[: rules.TEXT_FIELDS['title'] - len(COPY)]}{COPY}"
    with ws.action(f"Copy {old.title}") as work:
        source = _event(work.session, event_id)
        values = {c.name: getattr(source, c.name) for c in Event.__table__.columns if c.name not in _OWN}
        copy = Event(
            **values, id=new_id(), uid=f"{new_id()}@advoplanner", title=named, start=start, end=end, tzdata=tzdata_version(),
            start_utc=to_utc(start, old.zone), end_utc=to_utc(end, old.zone), status=EventStatus.PLANNED,
        )  # fmt: skip
        work.add(copy)
        work.session.flush()
        copy_agenda(work, event_id, copy.id, start - old.start)
        copy_kit(work, event_id, copy.id)
        if layout:
            copy_tables(work, event_id, copy.id)
        if roster:
            copy_roster(work, event_id, copy.id)
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
    """What is worth knowing about an event's time before it is made: past, weekend, public holiday, midnight, clock change.

    Raises RuleBroken where the times cannot be.
    """
    rules.check_times(event.start, event.end, event.zone)
    named, weekend = free_days(event.start.date(), event.end.date(), event.zone)
    return rules.notices(event, to_wall(ws.clock(), event.zone), named, weekend)


def room_notice(ws: Workspace, kind: str, person_ids: Iterable[str] = (), roster_of: str = "") -> str:
    """That another kind would suit those who are to be on the list better, or that their levels are mixed; "" where neither is so.

    The vendor's people do not count.
    """
    with ws.reading() as session:
        invited = select(Guest.person_id).where(Guest.event_id == roster_of, Guest.side != Side.HOST)
        side = func.coalesce(func.nullif(Person.side, ""), Organisation.side, "")
        wanted = Person.id.in_(invited) if roster_of else and_(Person.id.in_(list(person_ids)), side != Side.HOST)
        query = select(Person.level_band, Person.job_title, Person.display_name).outerjoin(Organisation, Organisation.id == Person.organisation_id)
        found = session.execute(query.where(wanted).order_by(Person.sort_name, Person.id)).all()
    return room_words(kind, [(band or level_band(title), name) for band, title, name in found])


def free_days(first: date, last: date, zone: str) -> tuple[dict[date, str], frozenset[int]]:
    """Public holidays from `first` to `last` in the zone's country, and its weekend (Monday is 0); none where the country is not known."""
    import holidays

    country = countries().get(zone, "")
    if country not in holidays.list_supported_countries():
        return {}, rules.SATURDAY_SUNDAY
    known = holidays.country_holidays(country, years=range(first.year, last.year + 1))
    return {day: str(name) for day, name in known.items() if first <= day <= last}, frozenset(known.weekend)


@cache
def countries() -> dict[str, str]:
    """The country (ISO 3166) in which each zone's city lies, as the bundled zone rules say."""
    lines = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows}


def venue_id(work: UnitOfWork, name: str, *, city: str = "", address: str = "", zone: str = "") -> str | None:
    """The venue of this name (compared without case), in this city where one is given; made where it is new; None for no name.

    City and address are added to a venue that lacks them, and never replaced. Raises RuleBroken `text.too_long` at venue, city or address.
    """
    called, city, address = whole(name, 160, "venue"), whole(city, 120, "city"), whole(address, 300, "address")
    if not called:
        return None
    twins = [v for v in work.session.scalars(select(Venue).order_by(Venue.created_at)) if key(v.name) == key(called)]
    there = [v for v in twins if key(v.city) == key(city)] or [v for v in twins if not city or not v.city]
    if there:
        there[0].city = there[0].city or city
        there[0].address = there[0].address or address
        return there[0].id
    venue = Venue(id=new_id(), name=called, city=city, address=address, zone=zone)
    work.add(venue)
    work.session.flush()
    return venue.id


COPY = " (copy)"

_OWN = frozenset(
    {"id", "uid", "version", "created_at", "changed_at", "start", "end", "start_utc", "end_utc", "tzdata", "status", "sequence", "title"}
)
"""Columns that a copy does not take over."""


def _made(work: UnitOfWork, event: NewEvent) -> Event:
    """The row of a new event; who organises is taken from the workspace where nothing is given."""
    from advoplanner.services import programmes

    info = work.session.get_one(WorkspaceInfo, WORKSPACE_ID)
    texts = {name: rules.check_text(name, getattr(event, name)) for name in rules.TEXT_FIELDS if hasattr(event, name)}
    # A council is hosted by a member's company, and the vendor is none.
    texts["host_company"] = texts["host_company"] or ("" if event.kind == EventKind.COUNCIL else info.host_company)
    texts["organiser_name"] = texts["organiser_name"] or info.sender_name
    programme_id = programmes.check_known(work.session, event.programme_id, event.kind)
    programme = work.session.get(Programme, programme_id) if programme_id else None
    texts["sponsor"] = texts["sponsor"] or (programme.sponsor if programme else "")
    return Event(
        id=new_id(),
        kind=event.kind,
        uid=f"{new_id()}@advoplanner",
        **texts,
        objectives=_objectives(event.objectives),
        zone=event.zone,
        start=event.start,
        end=event.end,
        start_utc=to_utc(event.start, event.zone),
        end_utc=to_utc(event.end, event.zone),
        tzdata=tzdata_version(),
        venue_id=venue_id(work, event.venue, city=event.city, address=event.address, zone=event.zone),
        capacity=event.capacity,
        organiser_email=_address(event.organiser_email) or info.sender_email,
        ownership=programme.ownership if programme else "customer" if event.kind == EventKind.COUNCIL else "host",
        text_mark=programme.text_mark if programme else "",
        programme_id=programme_id,
    )


def _event(session: Session, event_id: str) -> Event:
    event = session.get(Event, event_id)
    if event is None:
        raise RuleBroken("events.unknown", "This event is no longer in the workspace.", "Undo brings it back.")
    return event


def _set_times(work: UnitOfWork, event: Event, fields: dict[str, Any]) -> None:
    from advoplanner.services.event_copies import move_agenda

    if not fields.keys() & {"start", "end", "zone"}:
        return
    start, end, zone = fields.pop("start", event.start), fields.pop("end", None), fields.pop("zone", event.zone)
    shift = start - event.start if end is None else timedelta()
    rules.check_year("start", start)
    end = end or start + (event.end - event.start)
    rules.check_times(start, end, zone)
    # Two changes between two sendings are one to whoever holds the event.
    if (start, end, zone) != (event.start, event.end, event.zone) and event.sequence <= _newest_sent(work.session, event):
        event.sequence += 1
    event.start, event.end, event.zone = start, end, zone
    event.start_utc, event.end_utc, event.tzdata = to_utc(start, zone), to_utc(end, zone), tzdata_version()
    if shift:
        move_agenda(work, event.id, shift)


def _newest_sent(session: Session, event: Event) -> int:
    """The highest version that a calendar somewhere holds, -1 for none."""
    newest = session.scalar(select(func.max(Guest.sequence_sent)).where(Guest.event_id == event.id))
    return -1 if newest is None else newest


def _checked(session: Session, name: str, value: Any) -> Any:
    if name in rules.TEXT_FIELDS:
        text = rules.check_text(name, value)
        if not text and name in ("title", "purpose"):
            raise RuleBroken("events.blank", f"An event needs a {name}.", "What stood here before is kept.", field=name)
        return text
    if name in ("capacity", "quorum", "room_width", "room_length"):
        number = rules.check_number(name, value)
        if number and name.startswith("room"):
            check_side(name, number)
        return number
    if name == "status" and value not in list(EventStatus):
        raise RuleBroken("events.status", f"“{value}” is no state of an event.", f"Choose one of: {', '.join(EventStatus)}.", field=name)
    if name == "venue_id" and value and session.get(Venue, value) is None:
        raise RuleBroken("venues.unknown", "This venue is no longer in the workspace.", "Undo brings it back.", field=name)
    checked = _CHECKED.get(name)
    if checked is None:
        raise RuleBroken("events.field", f"An event has no field “{name}”.", field=name)
    return checked(value)


def _objectives(lines: Iterable[str]) -> list[str]:
    return [clean(line, limit=300) for line in lines if clean(line)]


def _address(value: str) -> str:
    """An organiser's address as mail carries it; raises RuleBroken at the field."""
    try:
        return check_address(value) if value and value.strip() else ""
    except RuleBroken as broken:
        raise RuleBroken(broken.code, broken.sentence, broken.hint, field="organiser_email") from broken


_CHECKED: dict[str, Callable[[Any], Any]] = {
    "objectives": _objectives, "organiser_email": _address, "join_link": rules.check_link, "status": str, "venue_id": lambda value: value or None,
    "calendar_form": rules.check_form, "ownership": rules.check_ownership, "stages": check_stages,
}  # fmt: skip
