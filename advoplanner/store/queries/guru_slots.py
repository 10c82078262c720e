"""Experts with their free times, the slots given, and what the matching needs to know of each guest."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from advoplanner.domain.agenda import PAUSES, SessionType, Visibility
from advoplanner.domain.guru_slots import Expert, Seeker, SlotRow
from advoplanner.store.models import Expert as ExpertModel
from advoplanner.store.models import Guest, GuruSlot, MotiveProfile, Person
from advoplanner.store.queries import agenda
from advoplanner.store.queries.seating import ties

_expert_guest, _expert_person = aliased(Guest), aliased(Person)
Bound = tuple[datetime, datetime, str]
"""From when to when, and by which session."""

FREE_TYPES = PAUSES | {SessionType.ONE_TO_ONE}
"""Sessions that bind nobody who has no part in them."""


def experts(session: Session, event_id: str) -> list[Expert]:
    """An event's experts by name; without topics of their own those of the person count."""
    query = (
        select(ExpertModel, Guest.person_id, Person.display_name, Person.topics)
        .join(Guest, Guest.id == ExpertModel.guest_id)
        .join(Person, Person.id == Guest.person_id)
        .where(ExpertModel.event_id == event_id)
        .order_by(Person.sort_name, ExpertModel.id)
    )
    return [
        Expert(e.id, e.guest_id, person_id, name, frozenset(e.topics or topics), tuple(map(_span, e.windows)), e.minutes, e.room)
        for e, person_id, name, topics in session.execute(query)
    ]


def slots(session: Session, event_id: str) -> list[SlotRow]:
    """The slots given, by time."""
    query = (
        select(GuruSlot, Person.display_name, _expert_person.display_name, ExpertModel.room, ExpertModel.minutes)
        .join(Guest, Guest.id == GuruSlot.guest_id)
        .join(Person, Person.id == Guest.person_id)
        .join(ExpertModel, ExpertModel.id == GuruSlot.expert_id)
        .join(_expert_guest, _expert_guest.id == ExpertModel.guest_id)
        .join(_expert_person, _expert_person.id == _expert_guest.person_id)
        .where(GuruSlot.event_id == event_id)
        .order_by(GuruSlot.start, _expert_person.sort_name)
    )
    return [
        SlotRow(s.id, s.expert_id, expert, s.guest_id, guest, s.start, s.start + timedelta(minutes=minutes), room, s.why, s.state, s.version)
        for s, guest, expert, room, minutes in session.execute(query)
    ]


def seekers(session: Session, event_id: str, guest_ids: list[str]) -> list[Seeker]:
    """What the matching needs of these guests, by name: interests, wishes, and the sessions that bind them."""
    query = (
        select(Guest.id, Guest.person_id, Person.display_name, Person.topics, MotiveProfile.needs)
        .join(Person, Person.id == Guest.person_id)
        .outerjoin(MotiveProfile, MotiveProfile.person_id == Person.id)
        .where(Guest.event_id == event_id, Guest.id.in_(guest_ids))
        .order_by(Person.sort_name, Guest.id)
    )
    found = session.execute(query).all()
    wishes = ties(session, [r.person_id for r in found])["wants_to_meet"]
    everybody, own = _binding(session, event_id)
    return [
        Seeker(
            r.id, r.display_name, frozenset(r.topics), wishes.get(r.person_id, frozenset()), (r.needs or {}).get("say", 0) >= 2,
            (*everybody, *own.get(r.id, ())),
        )
        for r in found
    ]  # fmt: skip


def _binding(session: Session, event_id: str) -> tuple[list[Bound], dict[str, list[Bound]]]:
    """Sessions that bind everybody (content in one room), and those that bind only who has a part in them."""
    everybody: list[Bound] = []
    own: dict[str, list[Bound]] = {}
    for row in agenda.rows(session, event_id):
        if row.start is None or row.visibility == Visibility.BLOCKER:
            continue
        span = (row.start, row.start + timedelta(minutes=row.minutes), row.title)
        if row.type not in FREE_TYPES and row.visibility == Visibility.MEMBER:
            everybody.append(span)
        else:
            for person in row.people:
                own.setdefault(person.guest_id, []).append(span)
    return everybody, own


def _span(texts: list[str]) -> tuple[datetime, datetime]:
    return datetime.fromisoformat(texts[0]), datetime.fromisoformat(texts[1])
