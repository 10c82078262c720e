"""Rooms of a venue to scale: kept with what stands in them, and used for an event, whose tables and seats stay as they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.text import plural, whole
from advoplanner.domain.fixtures import as_document, from_document
from advoplanner.domain.rooms import check_side
from advoplanner.services.context import Workspace
from advoplanner.store.models import Event, Fixture, VenueRoom
from advoplanner.store.queries import seating as queries
from advoplanner.store.session import remove_where

LIMITS = {"name": 160, "equipment": 4000}


@dataclass(frozen=True, slots=True)
class VenueRoomRow:
    """A room of a venue; sides in cm, `fixtures` is how many things stand in it."""

    id: str
    venue_id: str
    name: str
    width: int
    length: int
    equipment: str
    fixtures: int


def rows(ws: Workspace, venue_id: str) -> list[VenueRoomRow]:
    """A venue's rooms by name."""
    with ws.reading() as session:
        found = session.scalars(select(VenueRoom).where(VenueRoom.venue_id == venue_id))
        made = [VenueRoomRow(r.id, r.venue_id, r.name, r.width, r.length, r.equipment, len(r.fixtures)) for r in found]
    return sorted(made, key=lambda r: (r.name.casefold(), r.id))


def of_event(ws: Workspace, event_id: str) -> list[VenueRoomRow]:
    """The rooms of the venue where an event takes place; none where it has no venue."""
    with ws.reading() as session:
        venue_id = _event(session, event_id).venue_id
    return rows(ws, venue_id) if venue_id else []


def add(ws: Workspace, venue_id: str, name: str, width: float, length: float) -> ChangeSet:
    """A room of a venue (cm). Raises RuleBroken at name, width or length."""
    values = _values({"name": name, "width": width, "length": length})
    with ws.action(f"Add room {values['name']}") as work:
        work.add(VenueRoom(id=new_id(), venue_id=venue_id, **values))
    return work.changes


def edit(ws: Workspace, room_id: str, **fields: Any) -> ChangeSet:
    """Change name, width, length (cm) or equipment; events that use the room keep theirs as it is."""
    values = _values(fields)
    with ws.action("Edit a room", merge_key=f"venue_room.{room_id}.{'.'.join(fields)}") as work:
        found = _room(work.session, room_id)
        for name, value in values.items():
            setattr(found, name, value)
    return work.changes


def remove(ws: Workspace, room_ids: Iterable[str]) -> ChangeSet:
    """Forget rooms of a venue; events that use them keep theirs."""
    ids = list(room_ids)
    with ws.action(f"Remove {plural(len(ids), 'room')}") as work:
        remove_where(work, VenueRoom, ids)
    return work.changes


def use(ws: Workspace, event_id: str, room_id: str) -> ChangeSet:
    """Give an event the size of a venue's room and what stands in it; tables, seats and everybody on them stay."""
    with ws.action("") as work:
        found, event = _room(work.session, room_id), _event(work.session, event_id)
        event.room, event.room_width, event.room_length = found.name, found.width, found.length
        work.delete_all(work.session.scalars(select(Fixture).where(Fixture.event_id == event_id)).all())
        work.session.flush()
        for each in as_document(from_document(found.fixtures)):
            work.add(Fixture(id=new_id(), event_id=event_id, **each))
        work.label = f"Use the room {found.name}"
    return work.changes


def keep(ws: Workspace, event_id: str, name: str) -> ChangeSet:
    """Keep an event's room with what stands in it for its venue; a room of that name is replaced. Raises RuleBroken without a venue."""
    with ws.action("") as work:
        event = _event(work.session, event_id)
        if not event.venue_id:
            raise RuleBroken("venue_rooms.no_venue", "This event has no venue yet.", "Choose one on the overview first.")
        values = _values({"name": name, "width": event.room_width, "length": event.room_length})
        same = (VenueRoom.venue_id == event.venue_id) & (VenueRoom.name == values["name"])
        found = work.session.scalars(select(VenueRoom).where(same).limit(1)).first()
        if found is None:
            found = VenueRoom(id=new_id(), venue_id=event.venue_id, **values)
            work.add(found)
        found.width, found.length = values["width"], values["length"]
        found.fixtures = as_document(queries.fixtures(work.session, event_id))
        event.room = values["name"]
        work.label = f"Keep the room {values['name']} for the venue"
    return work.changes


def _values(fields: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in fields.items():
        if name in ("width", "length"):
            check_side(name, value)
            values[name] = round(value)
        else:
            values[name] = whole(value, LIMITS[name], name, lines=name == "equipment")
    if values.get("name") == "":
        raise RuleBroken("venue_rooms.name", "A room needs a name.", "For example: Garden room.", field="name")
    return values


def _room(session: Session, room_id: str) -> VenueRoom:
    found = session.get(VenueRoom, room_id)
    if found is None:
        raise RuleBroken("venue_rooms.gone", "This room is no longer there.", "Undo brings it back.")
    return found


def _event(session: Session, event_id: str) -> Event:
    found = session.get(Event, event_id)
    if found is None:
        raise RuleBroken("events.unknown", "This event is no longer in the workspace.", "Undo brings it back.")
    return found
