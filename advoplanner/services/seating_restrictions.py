"""Restrictions at the table: who may not sit with prospects, and who not with a competitor, whatever the kind of event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import product

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.domain.guests import Side
from advoplanner.domain.restrictions import Audience, Use, decide
from advoplanner.store.models import Event, Guest, Person
from advoplanner.store.prepared import Found, Query, rows_of, several
from advoplanner.store.queries import people
from advoplanner.store.queries import seating as queries

PROSPECTS, COMPETITOR = "may not meet prospects by the restrictions noted", "may not sit with a competitor by the restrictions noted"


def restricted_pairs(session: Session, event_id: str, guest_ids: Iterable[str]) -> dict[tuple[str, str], str]:
    """Pairs among some guests of an event that a restriction of one of them keeps from sharing a table, and why; ids sorted."""
    return restricted_among(session, event_id, rows_of(session, _bound_to(), guests=list(guest_ids)))


def restricted_among(session: Session, event_id: str, rows: Sequence[Found]) -> dict[tuple[str, str], str]:
    """The same of guests that were read already: id, person_id, side and organisation_id of each."""
    limits = people.restrictions(session, [r.person_id for r in rows])
    bound = [r for r in rows if limits.get(r.person_id)]
    if not bound:
        return {}
    start = session.scalar(select(Event.start).where(Event.id == event_id))
    rivals = queries.competitors(session)
    found: dict[tuple[str, str], str] = {}
    for one, other in product(bound, rows):
        if one.id == other.id or start is None:
            continue
        mine, pair = limits[one.person_id], (min(one.id, other.id), max(one.id, other.id))
        if other.side == Side.PROSPECT and not decide(Use.PROSPECTS, mine, Audience.PROSPECT, start.date()).allowed:
            found[pair] = PROSPECTS
        elif (one.organisation_id, other.organisation_id) in rivals and not decide(Use.COMPETITORS, mine, Audience.MEMBER, start.date()).allowed:
            found[pair] = COMPETITOR
    return found


@cache
def _bound_to() -> Query:
    columns = (Guest.id, Guest.person_id, Guest.side, Person.organisation_id)
    return select(*columns).join(Person, Person.id == Guest.person_id).where(Guest.id.in_(several("guests")))
