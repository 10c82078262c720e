"""Finding who could present at an event: by topic and by how far they live from the venue."""

from __future__ import annotations

from collections.abc import Sequence

from advoplanner.core import places
from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.guests import Role
from advoplanner.domain.presenters import Candidate, PresenterRow, ranked
from advoplanner.services import guests
from advoplanner.services.context import Workspace
from advoplanner.store.models import Event, Venue
from advoplanner.store.queries import presenters as queries

FARTHEST = 20_000


def near(ws: Workspace, event_id: str) -> str:
    """The city of an event's venue, "" where it is not known."""
    with ws.reading() as session:
        event = session.get_one(Event, event_id)
        venue = session.get(Venue, event.venue_id) if event.venue_id else None
        return venue.city if venue else ""


def find(ws: Workspace, event_id: str, topics: Sequence[str] = (), *, city: str = "", within_km: int = 0) -> list[PresenterRow]:
    """Customers and advocates who could present and are not on the guest list yet, the best first.

    Raises RuleBroken at `city` where no city of that name is known and a distance is asked for.
    """
    if not 0 <= within_km <= FARTHEST:
        raise RuleBroken("presenters.far", f"A distance lies between 0 and {FARTHEST:,} km.", "Write 0 for anywhere.", field="within_km")
    here = places.city(city) if city else None
    if within_km and here is None:
        hint = "Cities of 15,000 people and more are known; write the next larger one, or 0 km for anywhere."
        raise RuleBroken("presenters.city", f"Where “{city}” lies is not known." if city else "Say which city is meant.", hint, field="city")
    with ws.reading() as session:
        people = queries.people(session, event_id)
    found = []
    for row in people:
        home = places.city(row.city, row.country) if here and row.city else None
        km = places.distance(here, home) if here and home else None
        found.append(Candidate(row.id, row.name, row.organisation, row.city, km, row.topics, row.rock_star, row.style, row.reputation, row.brought))
    return ranked(found, topics, within_km)


def ask(ws: Workspace, event_id: str, person_id: str) -> ChangeSet:
    """Put somebody on the guest list as presenter."""
    return guests.add(ws, event_id, [person_id], role=Role.PRESENTER).changes
