"""Finding who could present at an event, and who would come to hear a peer: by topic and by how far they live from the venue."""

from __future__ import annotations

from collections.abc import Sequence

from advoplanner.core import places
from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.guests import Role, Side
from advoplanner.domain.presenters import Candidate, Neighbour, NeighbourRow, PresenterRow, neighbours, ranked
from advoplanner.services import guests
from advoplanner.services.context import Workspace
from advoplanner.services.guests import GuestsAdded
from advoplanner.store.models import Event, Venue
from advoplanner.store.queries import presenters as queries

FARTHEST = 20_000

AUDIENCE = (*queries.PEERS, Side.PROSPECT)
"""Who may hear a peer."""


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
    here = _here(city, within_km)
    with ws.reading() as session:
        people = queries.people(session, event_id)
    found = [
        Candidate(row.id, row.name, row.organisation, row.city, _km(here, row), row.topics, row.rock_star, row.style, row.reputation, row.brought)
        for row in people
    ]
    return ranked(found, topics, within_km)


def audience(ws: Workspace, event_id: str, words: Sequence[str] = (), *, city: str = "", within_km: int = 0) -> list[NeighbourRow]:
    """Customers, advocates and prospects of a segment (topics, industry, job title) near a city who are not on the list, the nearest first.

    Raises RuleBroken at `city` where no city of that name is known and a distance is asked for.
    """
    here = _here(city, within_km)
    with ws.reading() as session:
        people = queries.people(session, event_id, AUDIENCE)
    found = [Neighbour(row.id, row.name, row.organisation, row.city, _km(here, row), (*row.topics, *row.work)) for row in people]
    return neighbours(found, words, within_km)


def ask(ws: Workspace, event_id: str, person_id: str) -> ChangeSet:
    """Put somebody on the guest list as presenter."""
    return guests.add(ws, event_id, [person_id], role=Role.PRESENTER).changes


def invite(ws: Workspace, event_id: str, person_ids: Sequence[str]) -> GuestsAdded:
    """Put people on the guest list; those beyond the places go on the bench."""
    return guests.add(ws, event_id, person_ids, within_capacity=True)


def _here(city: str, within_km: int) -> places.City | None:
    """The city that distances are measured from."""
    if not 0 <= within_km <= FARTHEST:
        raise RuleBroken("presenters.far", f"A distance lies between 0 and {FARTHEST:,} km.", "Write 0 for anywhere.", field="within_km")
    here = places.city(city) if city else None
    if within_km and here is None:
        hint = "Cities of 15,000 people and more are known; write the next larger one, or 0 km for anywhere."
        raise RuleBroken("presenters.city", f"Where “{city}” lies is not known." if city else "Say which city is meant.", hint, field="city")
    return here


def _km(here: places.City | None, row: queries.PresenterPerson) -> float | None:
    """How far somebody lives; None where either city is not known."""
    home = places.city(row.city, row.country) if here and row.city else None
    return places.distance(here, home) if here and home else None
