"""What the door must know of a guest before they come in: a paper that is not signed, somebody of the first tier, who greets them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, or_, select

from advoplanner.domain.events import EventKind
from advoplanner.domain.greeting import Greeting
from advoplanner.services.context import Workspace
from advoplanner.store.models import Event, Guest, Organisation, Person
from advoplanner.store.queries import boards

FIRST_TIER = 1
VIP = "First tier: tell the host"


def of(ws: Workspace, event_id: str, greetings: Sequence[Greeting] = ()) -> dict[str, str]:
    """Guest → words for the line at the door, with who greets them; guests of whom there is nothing to know are left out."""
    with ws.reading() as session:
        kind = session.scalar(select(Event.kind).where(Event.id == event_id))
        first = (
            select(Guest.id)
            .join(Person, Person.id == Guest.person_id)
            .outerjoin(Organisation, Organisation.id == Person.organisation_id)
            .where(Guest.event_id == event_id, or_(Person.tier == FIRST_TIER, and_(Person.tier == 0, Organisation.tier == FIRST_TIER)))
        )
        found = {guest_id: [VIP] for guest_id in session.scalars(first.where(Guest.side != "host"))}
        members = boards.formalities(session, event_id) if kind == EventKind.CAB else []
    for row in members:
        if row.door_words:
            found.setdefault(row.guest_id, []).insert(0, row.door_words)
    now = ws.clock()
    for greeting in greetings:
        if words := greeting.words(now):
            found.setdefault(greeting.guest_id, []).append(words)
    return {guest_id: " · ".join(words) for guest_id, words in found.items()}
