"""Sessions of an event with the people on them, and the frame that they must fit into."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.domain.agenda import SessionPerson, SessionRole, SessionRow
from advoplanner.domain.agenda_time import AgendaFrame
from advoplanner.store.models import Event, Guest, Organisation, Person, Venue
from advoplanner.store.models import Session as SessionModel
from advoplanner.store.models import SessionRole as RoleModel


def rows(session: Session, event_id: str, known: Sequence[SessionRow] = (), changed: Collection[str] = ()) -> list[SessionRow]:
    """All sessions in the order of time, those in the tray last; with rows that are `known` only sessions that `changed` are read."""
    query = select(SessionModel).where(SessionModel.event_id == event_id)
    people = _people(session, event_id, changed if known else ())
    found = session.scalars(query.where(SessionModel.id.in_(changed)) if known else query)
    listed = [row for row in known if row.id not in changed] + [_row(item, tuple(people.get(item.id, ()))) for item in found]
    return sorted(listed, key=lambda r: (r.start is None, r.start.isoformat() if r.start else "", r.room, r.title, r.id))


def frame(session: Session, event_id: str) -> AgendaFrame | None:
    """The event's span and room with its venue's hours, or None where there is no such event."""
    query = select(Event, Venue.name, Venue.hours).outerjoin(Venue, Venue.id == Event.venue_id).where(Event.id == event_id)
    found = session.execute(query).one_or_none()
    if found is None:
        return None
    event, venue, hours = found
    return AgendaFrame(event.kind, event.start, event.end, event.zone, event.room, venue or "", hours or {})


_STATE = (Guest.reply, Guest.attendance, Guest.here_from, Guest.here_until)


def _people(session: Session, event_id: str, session_ids: Collection[str] = ()) -> dict[str, list[SessionPerson]]:
    query = (
        select(RoleModel.session_id, Guest.id, Person.display_name, Organisation.name, Guest.side, RoleModel.role, *_STATE)
        .join(SessionModel, SessionModel.id == RoleModel.session_id)
        .join(Guest, Guest.id == RoleModel.guest_id)
        .join(Person, Person.id == Guest.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(SessionModel.event_id == event_id)
        .order_by(Person.sort_name, Guest.id)
    )
    if session_ids:
        query = query.where(SessionModel.id.in_(session_ids))
    people: dict[str, list[SessionPerson]] = defaultdict(list)
    for session_id, guest_id, name, organisation, *rest in session.execute(query):
        people[session_id].append(SessionPerson(guest_id, name, organisation or "", *rest))
    rank = {role: place for place, role in enumerate(SessionRole)}
    for group in people.values():
        group.sort(key=lambda p: rank[SessionRole(p.role)])
    return people


def _row(item: SessionModel, people: tuple[SessionPerson, ...]) -> SessionRow:
    return SessionRow(
        item.id, item.event_id, item.start, item.minutes, item.type, item.title, item.room, item.member_benefit, item.input_sought,
        item.decision_owner, item.purpose, item.materials, item.private_notes, people, item.version,
        item.fixed, item.visibility, item.skill, item.decision_due,
    )  # fmt: skip
