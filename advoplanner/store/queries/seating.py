"""Tables, seats, rounds and who sits where, as rows; and what peer fit needs to know of each guest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from advoplanner.domain.fixtures import FixtureRow
from advoplanner.domain.peer_fit import WEIGHTS, Peer
from advoplanner.domain.rooms import PlanRow, SeatRow, TableRow, seat_places
from advoplanner.domain.seat_marks import SEAT_MARKS
from advoplanner.domain.sittings import Sitting
from advoplanner.store.models import (
    Assignment,
    Competition,
    Event,
    Fixture,
    Guest,
    MotiveProfile,
    NormOverride,
    Organisation,
    Person,
    Relation,
    Seat,
    SeatingRound,
    SeatTable,
)
from advoplanner.store.prepared import Query, rows_of, several
from advoplanner.store.queries.seating_history import past

WEIGHTS_KEY = "peer_fit"
"""The weights of peer fit are kept where other figures that differ for an event are, under this key."""


def tables(session: Session, event_id: str) -> list[TableRow]:
    """An event's tables by number."""
    found = session.scalars(select(SeatTable).where(SeatTable.event_id == event_id).order_by(SeatTable.number, SeatTable.id))
    return [
        TableRow(t.id, t.number, t.name, t.shape, t.seats, t.x, t.y, t.angle, t.width, t.length, t.topic, t.host_guest_id or "", t.version)
        for t in found
    ]


def rounds(session: Session, event_id: str) -> list[tuple[str, str]]:
    """(id, name) of the event's rounds in their order."""
    found = session.execute(select(SeatingRound.id, SeatingRound.name).where(SeatingRound.event_id == event_id).order_by(SeatingRound.number))
    return [(r.id, r.name) for r in found]


def plan(session: Session, event_id: str, round_id: str | None) -> PlanRow:
    """One round's plan, the first round's where none is named; the round's id is "" where there is none yet."""
    event = session.get_one(Event, event_id)
    round_row = session.get(SeatingRound, round_id) if round_id else None
    if round_row is None:
        round_row = session.scalars(select(SeatingRound).where(SeatingRound.event_id == event_id).order_by(SeatingRound.number).limit(1)).first()
    rows = tables(session, event_id)
    taken = {}
    if round_row is not None:
        query = select(Assignment.seat_id, Assignment.guest_id, Assignment.locked).where(Assignment.round_id == round_row.id)
        taken = {r.seat_id: (r.guest_id, r.locked) for r in session.execute(query)}
    seats, blocked = _seats(session, rows, taken)
    stands = tuple(fixtures(session, event_id))
    score, ceiling, proven = (round_row.score or 0, round_row.ceiling, round_row.proven) if round_row else (0, None, False)
    named = (round_row.id, round_row.name) if round_row else ("", "")
    return PlanRow(*named, event.room_width, event.room_length, tuple(rows), tuple(seats), score, ceiling, proven, stands, tuple(blocked))


def sitting(session: Session, round_id: str, assignment_ids: Iterable[str] | None = None) -> Sitting:
    """Who sits where in a round, and why; of some assignments alone where they are named."""
    if assignment_ids is None:
        found = rows_of(session, _holders(), round=round_id)
    else:
        found = rows_of(session, _some_holders(), round=round_id, some=list(assignment_ids))
    row = next(iter(rows_of(session, _scored(), round=round_id)), None)
    held = {r.seat_id: (r.guest_id, r.locked) for r in found}
    why = {r.guest_id: tuple(r.why) for r in found}
    return Sitting(held, why, row.score or 0, row.ceiling, row.proven) if row else Sitting(held, why)


@cache
def _holders() -> Query:
    columns = (Assignment.seat_id, Assignment.guest_id, Assignment.locked, Assignment.why)
    return select(*columns).where(Assignment.round_id == bindparam("round"))


@cache
def _some_holders() -> Query:
    return _holders().where(Assignment.id.in_(several("some")))


@cache
def _scored() -> Query:
    return select(SeatingRound.score, SeatingRound.ceiling, SeatingRound.proven).where(SeatingRound.id == bindparam("round"))


def fixtures(session: Session, event_id: str) -> list[FixtureRow]:
    """What stands in an event's room besides tables, the oldest first."""
    found = session.scalars(select(Fixture).where(Fixture.event_id == event_id).order_by(Fixture.created_at, Fixture.id))
    return [FixtureRow(f.id, f.kind, f.name, f.x, f.y, f.angle, f.width, f.length) for f in found]


def _seats(session: Session, rows: list[TableRow], taken: Mapping[str | None, tuple[str, bool]]) -> tuple[list[SeatRow], list[SeatRow]]:
    """The seats somebody may take, by table and number, and the blocked ones."""
    places = {t.id: {p.number: p for p in seat_places(t)} for t in rows}
    marks = tuple(SEAT_MARKS)
    query = select(Seat.id, Seat.table_id, Seat.number, *(getattr(Seat, mark) for mark in marks)).join(SeatTable, SeatTable.id == Seat.table_id)
    seats: list[SeatRow] = []
    blocked: list[SeatRow] = []
    for s in session.execute(query.where(Seat.table_id.in_(list(places))).order_by(SeatTable.number, SeatTable.id, Seat.number)):
        place = places[s.table_id][s.number]
        said = tuple(mark for mark, true in zip(marks, s[3:], strict=True) if true)
        row = SeatRow(s.id, s.table_id, s.number, place.x, place.y, said, *taken.get(s.id, ("", False)))
        (blocked if "blocked" in said else seats).append(row)
    return seats, blocked


def peers(session: Session, event_id: str, guest_ids: Iterable[str] | None = None) -> list[Peer]:
    """What peer fit knows of the event's guests, in the order of their names."""
    if guest_ids is None:
        found = rows_of(session, _peers(), event=event_id)
    else:
        found = rows_of(session, _peers_among(), event=event_id, guests=list(guest_ids))
    ids = [r.person_id for r in found]
    tied, behind = ties(session, ids), past(session, event_id, ids)
    nobody: frozenset[str] = frozenset()
    nothing: dict[str, Any] = {}
    weights, talkers, rivals = peer_weights(session, event_id), _talkers(session, ids), _rivals(session)
    return [
        Peer(
            r.id, r.person_id, r.display_name, r.organisation_id or "", r.side, r.level_band, r.industry or "", frozenset(r.topics),
            tied["wants_to_meet"].get(r.person_id, nobody), tied["mentor_of"].get(r.person_id, nobody),
            behind.met.get(r.person_id, nothing), behind.missed.get(r.person_id, nothing),
            rivals.get(r.organisation_id or "", nobody), r.person_id in talkers, weights,
        )
        for r in found
    ]  # fmt: skip


@cache
def _peers() -> Query:
    columns = (Guest.id, Guest.person_id, Guest.side, Person.display_name, Person.organisation_id, Person.level_band, Person.topics)
    return (
        select(*columns, Organisation.industry)
        .join(Person, Person.id == Guest.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(Guest.event_id == bindparam("event"))
        .order_by(Person.sort_name, Guest.id)
    )


@cache
def _peers_among() -> Query:
    return _peers().where(Guest.id.in_(several("guests")))


def peer_weights(session: Session, event_id: str) -> dict[str, int]:
    """The points of every term of peer fit that hold for an event: the usual ones, and those it weighs otherwise."""
    found = rows_of(session, _weights(), event=event_id)
    changed = {r.figure: round(r.value) for r in found if r.figure in WEIGHTS}
    return {**WEIGHTS, **changed}


@cache
def _weights() -> Query:
    return select(NormOverride.figure, NormOverride.value).where(NormOverride.event_id == bindparam("event"), NormOverride.norm == WEIGHTS_KEY)


def _talkers(session: Session, person_ids: list[str]) -> set[str]:
    """Those of these people who like to perform."""
    return {r.person_id for r in rows_of(session, _performers(), people=person_ids)}


@cache
def _performers() -> Query:
    return select(MotiveProfile.person_id).where(MotiveProfile.style == "performer", MotiveProfile.person_id.in_(several("people")))


def _rivals(session: Session) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one, other in competitors(session):
        found.setdefault(one, set()).add(other)
    return {one: frozenset(others) for one, others in found.items()}


def bound_pairs(session: Session, kind: str, person_ids: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of people under a relation of this kind (must_sit_with, keep_apart), both within `person_ids`."""
    wanted = set(person_ids)
    return [(r.a_id, r.b_id) for r in rows_of(session, _relations(), kind=kind) if r.a_id in wanted and r.b_id in wanted]


@cache
def _relations() -> Query:
    return select(Relation.a_id, Relation.b_id).where(Relation.kind == bindparam("kind"))


def kept_apart(session: Session, person_id: str, others: Iterable[str]) -> set[str]:
    """Those of `others` whom a person is to be kept apart from."""
    wanted = list(others)
    pairs = select(Relation.a_id, Relation.b_id).where(Relation.kind == "keep_apart")
    here = (Relation.a_id == person_id) & Relation.b_id.in_(wanted)
    there = (Relation.b_id == person_id) & Relation.a_id.in_(wanted)
    return {b if a == person_id else a for a, b in session.execute(pairs.where(here | there))}


def competitors(session: Session) -> set[tuple[str, str]]:
    """Pairs of companies that compete, in both orders."""
    found = [(r.a_id, r.b_id) for r in rows_of(session, _competitions())]
    return set(found) | {(b, a) for a, b in found}


@cache
def _competitions() -> Query:
    return select(Competition.a_id, Competition.b_id)


def ties(session: Session, person_ids: list[str]) -> dict[str, dict[str, frozenset[str]]]:
    """For wishes to meet and for mentors: person → the people they name."""
    found: dict[str, dict[str, set[str]]] = {"wants_to_meet": {}, "mentor_of": {}}
    for kind, a, b in rows_of(session, _ties(), kinds=list(found), people=person_ids):
        found[kind].setdefault(a, set()).add(b)
    return {kind: {a: frozenset(named) for a, named in pairs.items()} for kind, pairs in found.items()}


@cache
def _ties() -> Query:
    return select(Relation.kind, Relation.a_id, Relation.b_id).where(Relation.kind.in_(several("kinds")), Relation.a_id.in_(several("people")))


def next_table_number(session: Session, event_id: str) -> int:
    """The number that a further table gets."""
    return (session.scalar(select(func.max(SeatTable.number)).where(SeatTable.event_id == event_id)) or 0) + 1
