"""Venues: places with their hours, which events take place there, and keeping both in step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import zone
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import key, listed, plural, whole
from advoplanner.domain.slots import OffHours, check_exceptions, check_rules
from advoplanner.domain.venues import MAX_CAPACITY, VenueDetails, VenueRow, check_hours
from advoplanner.services.context import Workspace
from advoplanner.store.models import Event, Venue, VenueRoom
from advoplanner.store.queries import venues as queries
from advoplanner.store.session import UnitOfWork, remove_where

LIMITS = {"name": 160, "address": 300, "city": 120, "contact": 300, "access_notes": 4000, "notes": 20000}
SHOWN_TO_GUESTS = ("name", "address", "city")
"""What invitations say of a venue."""

NAMED = 3
"""Events that a refusal spells out; the rest are counted."""


def rows(ws: Workspace) -> list[VenueRow]:
    """All venues by name."""
    with ws.reading() as session:
        return queries.rows(session)


def details(ws: Workspace, venue_id: str) -> VenueDetails:
    """Everything known of one venue; raises RuleBroken `venues.unknown`."""
    with ws.reading() as session:
        found = queries.details(session, venue_id)
    if found is None:
        raise _unknown()
    return found


def add(ws: Workspace, name: str, **fields: Any) -> ChangeSet:
    """A new venue; `fields` are address, city, zone, capacity, contact, access_notes, notes, hours (see
    `domain.venues.Hours`), exceptions and off_hours (see `domain.slots`).

    Raises RuleBroken `venues.already` where that name is known in that city, and for fields that cannot be.
    """
    values = _values({**fields, "name": name})
    with ws.action(f"Add venue {values['name']}") as work:
        _refuse_twin(work, "", values["name"], values.get("city", ""))
        work.add(Venue(**values))
    return work.changes


def edit(ws: Workspace, venue_id: str, *, merge_key: str = "", **fields: Any) -> ChangeSet:
    """Change fields of a venue; hours are given whole. `merge_key` names a field while somebody types in it.

    Invitations already drafted to events there become stale where the place is called or found otherwise now.
    """
    values = _values(fields)
    with ws.action("Edit a venue", merge_key=merge_key) as work:
        venue = work.session.get(Venue, venue_id)
        if venue is None:
            raise _unknown()
        if "name" in values or "city" in values:
            _refuse_twin(work, venue_id, values.get("name", venue.name), values.get("city", venue.city))
        moved = any(getattr(venue, name) != values.get(name, getattr(venue, name)) for name in SHOWN_TO_GUESTS)
        for name, value in values.items():
            setattr(venue, name, value)
        if moved:
            _mark_stale(work, venue_id)
    return work.changes


def remove(ws: Workspace, ids: Iterable[str]) -> ChangeSet:
    """Remove venues; raises RuleBroken `venues.used`, naming the events, where one is in use."""
    wanted = list(ids)
    with ws.action(f"Remove {plural(len(wanted), 'venue')}") as work:
        titles = queries.titles_at(work.session, wanted)
        if titles:
            spelled = [f"“{title}”" for title in titles[:NAMED]]
            more = [plural(len(titles) - NAMED, "other event")] if len(titles) > NAMED else []
            what = "This venue is" if len(wanted) == 1 else "These venues are"
            raise RuleBroken("venues.used", f"{what} in use by {listed(spelled + more)}.", "Give those events another venue first.")
        rooms = work.session.scalars(select(VenueRoom.id).where(VenueRoom.venue_id.in_(wanted))).all()
        remove_where(work, VenueRoom, rooms)
        remove_where(work, Venue, wanted)
    return work.changes


def _mark_stale(work: UnitOfWork, venue_id: str) -> None:
    from advoplanner.services import invitations

    for event_id in work.session.scalars(select(Event.id).where(Event.venue_id == venue_id)).all():
        invitations.mark_stale(work, event_id)


def _values(fields: dict[str, Any]) -> dict[str, Any]:
    """Fields as they are stored; raises RuleBroken for what a venue cannot have."""
    values: dict[str, Any] = {}
    for name, value in fields.items():
        if name in LIMITS:
            values[name] = whole(value, LIMITS[name], name, lines=LIMITS[name] >= 4000)
        elif name == "hours":
            values[name] = check_hours(value)
        elif name == "exceptions":
            values[name] = check_exceptions(value)
        elif name == "off_hours":
            values[name] = {n: v for n, v in asdict(check_rules(OffHours(**value))).items() if v != getattr(OffHours(), n)}
        elif name == "zone":
            values[name] = zone(value).key if value else ""
        elif name == "capacity":
            values[name] = _capacity(value)
        else:
            raise TypeError(f"a venue has no field {name!r}")
    if values.get("name") == "":
        raise RuleBroken("venues.name", "A venue needs a name.", "Write what people call the place.", field="name")
    return values


def _capacity(value: int) -> int:
    if not 0 <= value <= MAX_CAPACITY:
        sentence = f"A venue holds from 0 to {MAX_CAPACITY:,} people, not {value:,}."
        raise RuleBroken("venues.capacity", sentence, "Write 0 where it is not known.", field="capacity")
    return value


def _refuse_twin(work: UnitOfWork, venue_id: str, name: str, city: str) -> None:
    known = work.session.execute(select(Venue.id, Venue.name, Venue.city))
    if any(other != venue_id and (key(n), key(c)) == (key(name), key(city)) for other, n, c in known):
        where = f" in {city}" if city else ""
        raise RuleBroken(
            "venues.already", f"“{name}”{where} is in the list of venues already.", "Open that one, or give this a name of its own.", field="name"
        )


def _unknown() -> RuleBroken:
    return RuleBroken("venues.unknown", "This venue is no longer in the workspace.", "Undo brings it back.")
