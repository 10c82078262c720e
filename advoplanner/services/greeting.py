"""Who greets whom at the door, and when they did."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural, whole
from advoplanner.domain.greeting import Greeting
from advoplanner.domain.guests import Side
from advoplanner.services.context import Workspace
from advoplanner.store.models import Guest, Person

LIMIT = 160


def rows(ws: Workspace, event_id: str) -> list[Greeting]:
    """Guests of an event with greeters and times, by name; people of the host's side greet, they are not greeted."""
    query = (
        select(Guest, Person.display_name)
        .join(Person, Person.id == Guest.person_id)
        .where(Guest.event_id == event_id, Guest.side != Side.HOST)
        .order_by(Person.sort_name, Guest.id)
    )
    with ws.reading() as session:
        return [Greeting(guest.id, name, guest.greeter, guest.arrived_at, guest.greeted_at) for guest, name in session.execute(query)]


def assign(ws: Workspace, guest_ids: Iterable[str], greeter: str) -> ChangeSet:
    """Name who greets these guests, "" for nobody; raises RuleBroken for a name that is too long."""
    name, wanted = whole(greeter, LIMIT, "greeter"), list(guest_ids)
    with ws.action(f"{name} greets {plural(len(wanted), 'guest')}" if name else f"Nobody greets {plural(len(wanted), 'guest')}") as work:
        for guest in work.session.scalars(select(Guest).where(Guest.id.in_(wanted))):
            guest.greeter = name
    return work.changes


def greeted(ws: Workspace, guest_ids: Iterable[str]) -> ChangeSet:
    """Note that these guests were greeted now; who was greeted before keeps the time. Raises RuleBroken where one has not arrived."""
    wanted = list(guest_ids)
    with ws.action(f"Greet {plural(len(wanted), 'guest')}") as work:
        for guest in work.session.scalars(select(Guest).where(Guest.id.in_(wanted))).all():
            if guest.arrived_at is None:
                raise RuleBroken("greeting.not_here", "Somebody who has not arrived cannot be greeted.", "Mark them as arrived first.")
            guest.greeted_at = guest.greeted_at or ws.clock()
    return work.changes
