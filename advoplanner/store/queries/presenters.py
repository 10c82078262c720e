"""People as the finder of presenters needs them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.domain.guests import Attendance, Side
from advoplanner.store.models import Guest, MotiveProfile, Organisation, Person

PEERS = (Side.CUSTOMER, Side.ADVOCATE)
"""Who is a peer of the audience: a Rock Star is a customer (seed 003-37)."""


@dataclass(frozen=True, slots=True)
class PresenterPerson:
    """One person with what speaks for them on a stage."""

    id: str
    name: str
    organisation: str
    city: str
    country: str
    topics: tuple[str, ...]
    rock_star: bool
    style: str
    reputation: int
    brought: int
    work: tuple[str, ...] = ()
    """Industry and job title, where they are known."""


def people(session: Session, event_id: str, sides: Collection[str] = PEERS) -> list[PresenterPerson]:
    """People of these sides (customers and advocates unless given) who may be contacted and are no guests of the event."""
    invited = select(Guest.person_id).where(Guest.event_id == event_id)
    query = (
        select(Person, Organisation.name, Organisation.side, Organisation.industry, MotiveProfile.style, MotiveProfile.needs)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(MotiveProfile, MotiveProfile.person_id == Person.id)
        .where(Person.id.not_in(invited), Person.do_not_contact.is_(False))
        .order_by(Person.sort_name, Person.id)
    )
    brought = Counter(session.scalars(select(Guest.brought_by).where(Guest.brought_by != "", Guest.attendance != Attendance.NO_SHOW)))
    found = []
    for person, company, side, industry, style, needs in session.execute(query):
        if (person.side or side or Side.CUSTOMER) in sides:
            about = (person.city, person.country, tuple(person.topics), person.rock_star, style or "", (needs or {}).get("reputation", 0))
            work = tuple(filter(None, (industry, person.job_title)))
            found.append(PresenterPerson(person.id, person.display_name, company or "", *about, brought[person.display_name], work))
    return found
