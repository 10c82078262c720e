"""A guest of an event by id, for services that put two guests together."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.errors import RuleBroken
from advoplanner.store.models import Guest, Person


def person_of(session: Session, event_id: str, guest_id: str, field: str = "guest_id") -> Person:
    """The person who is this guest of this event; raises RuleBroken `guests.other_event` at `field`."""
    found = session.scalar(select(Person).join(Guest, Guest.person_id == Person.id).where(Guest.id == guest_id, Guest.event_id == event_id))
    if found is None:
        raise RuleBroken("guests.other_event", "Choose a guest of this event.", field=field)
    return found
