"""How guests travel: arrival, departure, nights at the hotel, and who shares a room."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import parse_wall, to_utc
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import check_year
from advoplanner.domain.formalities import check_day
from advoplanner.domain.stays import StayRow, check_stay
from advoplanner.services.context import Workspace
from advoplanner.store.models import Event, Guest, Person, Stay
from advoplanner.store.queries import stays as queries
from advoplanner.store.session import UnitOfWork

MOMENTS, DAYS = ("arrives", "leaves"), ("check_in", "check_out")


def rows(ws: Workspace, event_id: str) -> list[StayRow]:
    """Everybody who comes or may come, by name, with how they travel."""
    with ws.reading() as session:
        return queries.rows(session, event_id)


def record(ws: Workspace, guest_id: str, *, merge_key: str = "", **fields: Any) -> ChangeSet:
    """Write down `arrives`, `leaves` (wall time of the event, or "2027-03-09T17:40"), `check_in`, `check_out` (days) or `shares_with` (guest id).

    Two share a room with each other: it is noted of both, and whoever shared with one of them before has a room alone. Raises RuleBroken
    at the field.
    """
    with ws.action("", merge_key=merge_key) as work:
        found = work.session.execute(
            select(Guest, Person.display_name, Event.zone)
            .join(Person, Person.id == Guest.person_id)
            .join(Event, Event.id == Guest.event_id)
            .where(Guest.id == guest_id)
        ).first()
        if found is None:
            raise RuleBroken("stays.unknown", "This guest is no longer on the list.", "Undo brings them back.")
        guest, name, zone_name = found
        work.label = f"Travel of {name}"
        stay = _stay(work, guest_id)
        for field, value in fields.items():
            if field == "shares_with":
                _share(work, guest, stay, value or None)
                continue
            setattr(stay, field, _moment(field, value, zone_name) if field in MOMENTS else _day(field, value))
            check_stay(stay.arrives, stay.leaves, stay.check_in, stay.check_out, field)
    return work.changes


def _stay(work: UnitOfWork, guest_id: str) -> Stay:
    stay = work.session.scalar(select(Stay).where(Stay.guest_id == guest_id))
    if stay is None:
        stay = Stay(guest_id=guest_id, arrives=None, leaves=None, check_in="", check_out="", shares_with=None)
        work.add(stay)
        work.session.flush()
    return stay


def _share(work: UnitOfWork, guest: Guest, stay: Stay, other_id: str | None) -> None:
    """Let go of who shared before, on both sides, then note it of both."""
    if other_id == guest.id:
        raise RuleBroken("stays.alone", "Nobody shares a room with themselves.", "Choose another guest, or nobody.", field="shares_with")
    other = work.session.get(Guest, other_id) if other_id else None
    if other_id and (other is None or other.event_id != guest.event_id):
        raise RuleBroken("stays.no_guest", "They are not a guest of this event.", "Choose one from its list.", field="shares_with")
    pair = [each for each in (guest.id, other_id) if each]
    for before in work.session.scalars(select(Stay).where(Stay.shares_with.in_(pair))):
        before.shares_with = None
    stay.shares_with = other_id
    if other_id:
        _stay(work, other_id).shares_with = guest.id


def _moment(field: str, value: str | datetime | None, zone_name: str) -> datetime | None:
    """A wall time of the event; raises RuleBroken at `field` for one that cannot be."""
    if not value:
        return None
    try:
        wall = parse_wall(value) if isinstance(value, str) else value
        check_year(field, wall)
        to_utc(wall, zone_name)
    except RuleBroken as broken:
        raise RuleBroken(broken.code, str(broken), broken.hint, field=field) from broken
    return wall


def _day(field: str, value: Any) -> str:
    if field not in DAYS:
        raise TypeError(f"a stay has no field {field!r}")
    return check_day(field, value)
