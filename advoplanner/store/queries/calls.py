"""Who must not be phoned: asked wherever the program suggests or notes down a call."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from advoplanner.domain.restrictions import FORBIDDEN_BY, Use, why_no_call
from advoplanner.store.models import Guest, Person, Restriction
from advoplanner.store.queries import people


def refused(session: Session, day: date, person_ids: Iterable[str] | None = None) -> dict[str, str]:
    """Person → why they must not be phoned on `day`; of everybody, or of `person_ids`. Whoever may be phoned is not in it."""
    theirs = or_(Restriction.person_id == Person.id, Restriction.organisation_id == Person.organisation_id)
    limited = exists().where(theirs, Restriction.kind.in_(FORBIDDEN_BY[Use.PHONE]))
    query = select(Person.id, Person.do_not_contact).where(or_(Person.do_not_contact.is_(True), limited))
    if person_ids is not None:
        query = query.where(Person.id.in_(list(person_ids)))
    found = {row.id: row.do_not_contact for row in session.execute(query)}
    limits = people.restrictions(session, found) if found else {}
    why = {person: "do not contact" if silent else why_no_call(limits.get(person, ()), day) for person, silent in found.items()}
    return {person: words for person, words in why.items() if words}


def names(session: Session, day: date, guest_ids: Iterable[str]) -> list[str]:
    """The names of those of these guests who must not be phoned on `day`, by family name."""
    query = select(Person.id, Person.display_name).join(Guest, Guest.person_id == Person.id).where(Guest.id.in_(list(guest_ids)))
    found = session.execute(query.order_by(Person.sort_name, Person.id)).all()
    closed = refused(session, day, [row.id for row in found])
    return [row.display_name for row in found if row.id in closed]
