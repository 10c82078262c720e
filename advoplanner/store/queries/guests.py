"""Guests as rows with their seats, an event's counts, and one guest's details."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, and_, select
from sqlalchemy.orm import Session, aliased

from advoplanner.domain.guest_details import GuestDetails
from advoplanner.domain.guests import GuestCounts, GuestRow, Reply
from advoplanner.domain.motives import UNKNOWN
from advoplanner.domain.people import PersonRow
from advoplanner.domain.restrictions import Restriction
from advoplanner.store.models import Assignment, EmailAddress, Guest, Organisation, Person, Photo, Seat, SeatingRound, SeatTable, SessionRole
from advoplanner.store.models import Session as AgendaSession
from advoplanner.store.queries import people

_PRIMARY = aliased(EmailAddress)
_MAIN_GUEST = aliased(Guest)
_MAIN_PERSON = aliased(Person)


def rows(session: Session, event_id: str | None = None, ids: Iterable[str] | None = None) -> list[GuestRow]:
    """Guests by family name, of one event or by id; the seat is that of the event's first round."""
    query = _list()
    if event_id is not None:
        query = query.where(Guest.event_id == event_id)
    if ids is not None:
        query = query.where(Guest.id.in_(list(ids)))
    return [_row(r) for r in session.execute(query.order_by(Person.sort_name, Guest.id))]


def counts(session: Session, event_id: str) -> GuestCounts:
    """How the guest list divides; every group of states sums to the total."""
    found = session.execute(select(Guest.decision, Guest.reply, Guest.attendance, Guest.side).where(Guest.event_id == event_id)).all()
    seated = session.scalars(
        select(Assignment.guest_id).join(SeatingRound, SeatingRound.id == Assignment.round_id).where(SeatingRound.event_id == event_id)
    )
    return GuestCounts(
        len(found), dict(Counter(r.decision for r in found)), dict(Counter(r.reply for r in found)),
        dict(Counter(r.attendance for r in found)), dict(Counter(r.side for r in found)), len(set(seated)),
    )  # fmt: skip


def details(session: Session, guest_id: str) -> GuestDetails | None:
    """One guest, or None."""
    guest = session.get(Guest, guest_id)
    if guest is None:
        return None
    speaks = select(AgendaSession.id, AgendaSession.title, SessionRole.role).join(SessionRole, SessionRole.session_id == AgendaSession.id)
    companions = select(Guest.id, Person.display_name).join(Person, Person.id == Guest.person_id).where(Guest.companion_of == guest_id)
    photo = select(Photo.data).join(Person, Person.photo_id == Photo.id).where(Person.id == guest.person_id)
    person = session.get_one(Person, guest.person_id)
    return GuestDetails(
        rows(session, ids=[guest_id])[0], guest.value_sentence, tuple(guest.talking_points), tuple(guest.ask_them), tuple(guest.do_not_say),
        guest.travel, guest.hotel, guest.notes, guest.decline_reason, guest.reply_channel,
        tuple(people.addresses(session, [guest.person_id]).get(guest.person_id, ())),
        people.motives(session, [guest.person_id]).get(guest.person_id, UNKNOWN),
        tuple(people.restrictions(session, [guest.person_id]).get(guest.person_id, ())),
        tuple((r[0], r[1], r[2]) for r in session.execute(speaks.where(SessionRole.guest_id == guest_id).order_by(AgendaSession.start))),
        tuple((r[0], r[1]) for r in session.execute(companions)),
        session.scalar(photo), tuple(person.phones), _assistant(session, person.assistant_id),
    )  # fmt: skip


def _assistant(session: Session, person_id: str | None) -> tuple[str, ...]:
    if person_id is None:
        return ()
    return (session.get_one(Person, person_id).display_name, *people.addresses(session, [person_id]).get(person_id, ()))


def candidates(session: Session, event_id: str) -> list[PersonRow]:
    """Everybody who is not on the event's list yet."""
    invited = set(session.scalars(select(Guest.person_id).where(Guest.event_id == event_id)))
    return [row for row in people.rows(session) if row.id not in invited]


def restrictions(session: Session, event_id: str) -> dict[str, tuple[Restriction, ...]]:
    """Person → restrictions, for those on the list who have any."""
    ids = session.scalars(select(Guest.person_id).where(Guest.event_id == event_id)).all()
    return {person_id: tuple(found) for person_id, found in people.restrictions(session, ids).items() if found}


def photos(session: Session, guest_ids: Iterable[str]) -> dict[str, bytes]:
    """Guest → photo, for those who have one."""
    query = select(Guest.id, Photo.data).join(Person, Person.id == Guest.person_id).join(Photo, Photo.id == Person.photo_id)
    return dict(session.execute(query.where(Guest.id.in_(list(guest_ids)))).all())


def _list() -> Any:
    first_round = select(SeatingRound.id).where(SeatingRound.event_id == Guest.event_id).order_by(SeatingRound.number).limit(1).scalar_subquery()
    return (
        select(
            Guest, Person.display_name, Person.sort_name, _PRIMARY.address, Person.job_title, Organisation.name.label("organisation"),
            Person.organisation_id, Person.do_not_contact, Person.diet, Person.access_needs, SeatTable.number.label("table_number"),
            SeatTable.name.label("table_name"), Seat.number.label("seat"), Assignment.locked, Assignment.why,
            _MAIN_PERSON.display_name.label("main_name"),
        )
        .join(Person, Person.id == Guest.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(_PRIMARY, and_(_PRIMARY.person_id == Person.id, _PRIMARY.primary.is_(True)))
        .outerjoin(Assignment, and_(Assignment.guest_id == Guest.id, Assignment.round_id == first_round))
        .outerjoin(Seat, Seat.id == Assignment.seat_id)
        .outerjoin(SeatTable, SeatTable.id == Seat.table_id)
        .outerjoin(_MAIN_GUEST, _MAIN_GUEST.id == Guest.companion_of)
        .outerjoin(_MAIN_PERSON, _MAIN_PERSON.id == _MAIN_GUEST.person_id)
    )  # fmt: skip


def _row(r: Row[Any]) -> GuestRow:
    g: Guest = r[0]
    table = r.table_name or (f"Table {r.table_number}" if r.table_number is not None else "")
    return GuestRow(
        g.id, g.event_id, g.person_id, r.display_name, r.sort_name, r.address or "", r.job_title, r.organisation or "", r.organisation_id or "",
        g.side, g.role, g.counts, g.decision, g.invite_state, g.reply, g.reply_comment, g.attendance, table, r.seat or 0, bool(r.locked),
        tuple(r.why or ()), g.diet or r.diet, g.access_needs or r.access_needs, r.main_name or "", g.brought_by, r.do_not_contact, g.bench_rank,
        g.arrived_at.isoformat() if g.arrived_at else "", g.version, 0 <= g.reply_sequence < g.sequence_sent and g.reply != Reply.NONE,
        g.here_from, g.here_until,
    )  # fmt: skip
