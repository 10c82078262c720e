"""Which of an event's guests, and of their companies, the public must not be told of: asked of the one rule, for words that somebody typed."""

from __future__ import annotations

from sqlalchemy import select

from advoplanner.domain.documents import GuestFacts
from advoplanner.domain.redaction import redacted
from advoplanner.domain.restrictions import Audience, LeftOut, Use, decide
from advoplanner.domain.typed_names import COMPANY, GUEST, Closed, spellings_of
from advoplanner.services.context import Workspace
from advoplanner.store.models import Event, Guest, Organisation, Person
from advoplanner.store.queries import people
from advoplanner.store.queries.leaves import leaves as leaves_of


def closed(ws: Workspace, event_id: str) -> tuple[Closed, ...]:
    """Guests who may not be named in public, and companies that may not be; longest names first, so that none is cut by another."""
    with ws.reading() as session:
        query = (
            select(Guest, Person, Organisation.name)
            .join(Person, Person.id == Guest.person_id)
            .outerjoin(Organisation, Organisation.id == Person.organisation_id)
            .where(Guest.event_id == event_id)
        )
        rows = session.execute(query).all()
        limits, leaves = people.restrictions(session, [person.id for _, person, _ in rows]), leaves_of(session, event_id)
        start = session.get_one(Event, event_id).start.date()
    # What is given away is read from the day it is written, so what ends before the event still holds today.
    day = min(ws.clock().date(), start)
    made: dict[tuple[str, ...], Closed] = {}
    for guest, person, company in rows:
        theirs, opened = limits.get(person.id, ()), leaves.get(person.id, ())
        facts = GuestFacts(guest.id, person.display_name, person_id=person.id, side=guest.side, organisation=company or "")
        reading = redacted(facts, theirs, Audience.PUBLIC, day, leaves=opened)
        if reading.facts is None:
            names = spellings_of(person.display_name, person.given, person.family, person.preferred_name)
            made[names] = Closed(names, GUEST, reading.left_out[0])
        verdict = decide(Use.COMPANY, theirs, Audience.PUBLIC, day, opened)
        if company and not verdict.allowed:
            made.setdefault((company,), Closed((company,), COMPANY, LeftOut("name", company, verdict.why, use=Use.COMPANY)))
    return tuple(sorted(made.values(), key=lambda each: (-len(each.spellings[0]), each.spellings)))
