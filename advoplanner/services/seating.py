"""Who sits where: by hand, and by peer fit through the engine, with the reasons kept at every seat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.text import clean, listed, plural
from advoplanner.domain.guests import WORDS, GuestRow, may_be_seated
from advoplanner.domain.pair_scores import AskedScores
from advoplanner.domain.peer_fit import fit
from advoplanner.domain.rooms import PlanRow, SeatGuest
from advoplanner.domain.seating_issues import PlanIssue
from advoplanner.domain.short_names import short_name
from advoplanner.domain.sittings import Sitting
from advoplanner.services.context import Workspace
from advoplanner.services.seating_rounds import away_from, seated_though_away
from advoplanner.services.seating_rules import broken_rules, company_forbidden, seatless_word
from advoplanner.services.seating_score import rescore, rescored, sitters
from advoplanner.services.table_mix import one_host_too_many
from advoplanner.store.models import Assignment, Guest, Person, Seat, SeatingRound, SeatTable
from advoplanner.store.prepared import Found, Query, rows_of
from advoplanner.store.queries import guests as guest_queries
from advoplanner.store.queries import seating as queries
from advoplanner.store.session import UnitOfWork

MOST_COMPARED = 1_200
"""Guests of whom all pairs are compared at once: a second of work, and 700,000 pairs at most."""

REPLY_ORDER = ("accepted", "tentative", "none")


@dataclass(frozen=True, slots=True)
class _Place:
    """A seat of a table, the guest meant for it (None: nobody), where the guest sits now (`own`, at `former_table`, "" for nowhere),
    and who else holds the seat (`other`)."""

    seat: Found
    guest: Found | None
    own: Found | None
    former_table: str
    other: Found | None


def plan(ws: Workspace, event_id: str, round_id: str | None = None) -> PlanRow:
    """One round's plan; the first round's where none is named."""
    with ws.reading() as session:
        return queries.plan(session, event_id, round_id)


def rounds(ws: Workspace, event_id: str) -> list[tuple[str, str]]:
    """(id, name) of the event's rounds."""
    with ws.reading() as session:
        return queries.rounds(session, event_id)


def guests(ws: Workspace, event_id: str, round_id: str | None = None) -> list[SeatGuest]:
    """All guests who may hold a seat, with the reasons for their seats in a round, the first where none is named."""
    with ws.reading() as session:
        rows = guest_queries.rows(session, event_id)
        unknown = {p.guest_id for p in queries.peers(session, event_id) if p.little_known}
        why = {row.id: row.why for row in rows} if round_id is None else reasons(ws, round_id)
    return [_seat_guest(row, why.get(row.id, ()), row.id in unknown) for row in rows if may_be_seated(row.decision, row.reply)]


def reasons(ws: Workspace, round_id: str) -> dict[str, tuple[str, ...]]:
    """Guest → why they sit where they do in a round: all that a change of seats alters about a guest."""
    with ws.reading() as session:
        found = session.execute(select(Assignment.guest_id, Assignment.why).where(Assignment.round_id == round_id))
        return {r.guest_id: tuple(r.why) for r in found}


def sitting(ws: Workspace, round_id: str, assignment_ids: Iterable[str] | None = None) -> Sitting:
    """Who sits where in a round and why, of some assignments alone where they are named: enough to follow a change of seats."""
    with ws.reading() as session:
        return queries.sitting(session, round_id, assignment_ids)


def unseated(ws: Workspace, event_id: str, round_id: str) -> list[tuple[SeatGuest, str]]:
    """Guests who may hold a seat and hold none in this round, those who accepted first, each with the reason."""
    with ws.reading() as session:
        holders = set(session.scalars(select(Assignment.guest_id).where(Assignment.round_id == round_id)))
        usable = select(func.count(Seat.id)).join(SeatTable).where(SeatTable.event_id == event_id, Seat.blocked.is_(False))
        seats = session.scalar(usable) or 0
        away = away_from(session, event_id, round_id)
    free = seats - len(holders)
    waiting = sorted((g for g in guests(ws, event_id) if g.guest_id not in holders), key=lambda g: REPLY_ORDER.index(g.reply))
    full = "Every seat is taken; add a table or enlarge one"
    usual = {guest.guest_id: "Not seated yet" if guest.reply == "accepted" else f"{WORDS[guest.reply]}: seated on wish" for guest in waiting}
    return [(g, away.get(g.guest_id) or (full if free <= 0 else usual[g.guest_id])) for g in waiting]


def issues(ws: Workspace, event_id: str, round_id: str) -> list[PlanIssue]:
    """What does not hold in a round: declined or away who sit, apart who sit together, together who do not, there without a seat."""
    with ws.reading() as session:
        found = broken_rules(session, event_id, round_id)
        away = away_from(session, event_id, round_id)
        found += seated_though_away(session, round_id, away)
    waiting = [g for g, _ in unseated(ws, event_id, round_id) if g.reply == "accepted" and g.guest_id not in away]
    if waiting:
        more = [f"{len(waiting) - 3} more"] if len(waiting) > 3 else []
        names = listed([*(g.name for g in waiting[:3]), *more]) if more else ", ".join(g.name for g in waiting)
        found.append(PlanIssue(f"{plural(len(waiting), 'accepted guest')} without a seat: {names}.", tuple(g.guest_id for g in waiting)))
    return found


def pair_scores(ws: Workspace, event_id: str) -> Mapping[tuple[str, str], float]:
    """How well each pair of seatable guests fits (whole points); pairs at 0 are left out, each pair stands once.

    Of more than MOST_COMPARED guests a pair is compared when it is asked for.
    """
    with ws.reading() as session:
        peers = queries.peers(session, event_id)
    if len(peers) > MOST_COMPARED:
        return AskedScores(peers)
    return {(a.guest_id, b.guest_id): float(score) for a, b in combinations(peers, 2) if (score := fit(a, b))}


def seat_guest(ws: Workspace, round_id: str, guest_id: str, seat_id: str) -> ChangeSet:
    """Seat a guest; on a taken seat the two change places, or the other becomes unseated where the guest had no seat.

    Raises RuleBroken where a hard rule or a lock forbids it.
    """
    with ws.action("") as work:
        session = work.session
        place = _place(session, round_id, guest_id, seat_id)
        seat, touched = place.seat, {place.seat.table_id, place.former_table} - {""}
        at = sitters(session, round_id, touched)
        why = _forbidden(session, guest_id, place, at)
        if why:
            raise RuleBroken("seating.forbidden", why, "Choose another seat.")
        named = place.guest.display_name if place.guest else ""
        work.label = f"{named} to {seat.table_name or f'table {seat.table_number}'}, seat {seat.number}"
        with rescored(work, round_id, touched, at):
            _take_seat(work, round_id, guest_id, place)
    return work.changes


def unseat(ws: Workspace, round_id: str, guest_ids: Iterable[str]) -> ChangeSet:
    """Take guests from their seats; locked ones are refused."""
    ids = list(guest_ids)
    with ws.action("") as work:
        found = work.session.scalars(select(Assignment).where(Assignment.round_id == round_id, Assignment.guest_id.in_(ids))).all()
        locked = next((a for a in found if a.locked), None)
        if locked is not None:
            raise RuleBroken("seating.locked", f"{_name(work.session, locked.guest_id)} is locked to the seat.", "Unlock it first.")
        work.label = f"Unseat {_name(work.session, found[0].guest_id) if len(found) == 1 else plural(len(found), 'guest')}"
        with rescored(work, round_id, {t for a in found for t in _table_of(work.session, a.seat_id)}):
            work.delete_all(found)
    return work.changes


def lock(ws: Workspace, round_id: str, guest_ids: Iterable[str], locked: bool) -> ChangeSet:
    """Lock guests to their seats, or let them move again."""
    ids = list(guest_ids)
    with ws.action(f"{'Lock' if locked else 'Unlock'} {plural(len(ids), 'seat')}") as work:
        for row in work.session.scalars(select(Assignment).where(Assignment.round_id == round_id, Assignment.guest_id.in_(ids))):
            row.locked = locked
    return work.changes


def clear(ws: Workspace, round_id: str) -> ChangeSet:
    """Free every seat of a round that is not locked."""
    with ws.action("Clear the seating") as work:
        found = work.session.scalars(select(Assignment).where(Assignment.round_id == round_id, Assignment.locked.is_(False))).all()
        work.label = f"Clear {plural(len(found), 'seat')}"
        work.delete_all(found)
        work.session.get_one(SeatingRound, round_id).ceiling = None
        rescore(work.session, round_id)
    return work.changes


def add_round(ws: Workspace, event_id: str, name: str) -> ChangeSet:
    """A further round of seating at the same tables."""
    if not clean(name):
        raise RuleBroken("seating.round_name", "A round needs a name, such as Dinner.", field="name")
    with ws.action(f"Add round {clean(name, limit=60)}") as work:
        last = work.session.scalar(select(func.max(SeatingRound.number)).where(SeatingRound.event_id == event_id)) or 0
        work.add(SeatingRound(id=new_id(), event_id=event_id, number=last + 1, name=clean(name, limit=120)))
    return work.changes


def check_seat(ws: Workspace, round_id: str, guest_id: str, seat_id: str) -> str:
    """Why a guest may not take a seat, as one sentence; "" where nothing forbids it."""
    with ws.reading() as session:
        place = _place(session, round_id, guest_id, seat_id)
        return _forbidden(session, guest_id, place, sitters(session, round_id, {place.seat.table_id, place.former_table} - {""}))


def _forbidden(session: Session, guest_id: str, place: _Place, at: Mapping[str, list[Found]]) -> str:
    """Why a guest may not take a seat; `at` says who sits at the tables concerned."""
    guest = place.guest
    if guest is None or guest.event_id != place.seat.event_id:
        return "This person is not a guest of this event."
    if place.seat.blocked:
        return "This seat is blocked."
    if not may_be_seated(guest.decision, guest.reply):
        return f"{guest.display_name} holds no seat: {seatless_word(guest.decision, guest.reply)}."
    if place.other is not None and place.other.locked:
        return f"This seat is locked for {_name(session, place.other.guest_id)}."
    if place.own is not None and place.own.locked and place.own.seat_id != place.seat.id:
        return f"{guest.display_name} is locked to another seat."
    return _mates_forbidden(session, guest_id, place, at)


def _take_seat(work: UnitOfWork, round_id: str, guest_id: str, place: _Place) -> None:
    """Put a guest on a seat; who held it takes the guest's former one, or none."""
    own, other, seat_id = place.own, place.other, place.seat.id
    if own is not None and own.seat_id == seat_id:
        return
    if other is not None and own is None:
        work.delete_all([work.session.get_one(Assignment, other.id)])
        work.session.flush()
    if own is None:
        work.insert_rows(Assignment, [{"round_id": round_id, "guest_id": guest_id, "seat_id": seat_id}])
        return
    moves: dict[str, tuple[dict[str, str | None], dict[str, str | None]]] = {own.id: ({"seat_id": own.seat_id}, {"seat_id": seat_id})}
    if other is not None:
        # A seat has one holder at a time, so the other stands up first.
        work.update_rows(Assignment, {other.id: ({"seat_id": seat_id}, {"seat_id": None})})
        moves[other.id] = ({"seat_id": None}, {"seat_id": own.seat_id})
    work.update_rows(Assignment, moves)


def _mates_forbidden(session: Session, guest_id: str, place: _Place, at: Mapping[str, list[Found]]) -> str:
    """Who may not share a table after the move, on either side of a swap; "" where nothing changes or nobody minds."""
    former = place.former_table
    table_id = place.seat.table_id
    if former == table_id:
        return ""
    leaves = place.other.guest_id if place.other else ""
    sit = {table: {row.guest_id for row in rows} for table, rows in at.items()}
    company = {guest_id: sit.get(table_id, set()) - {guest_id, leaves}}
    if leaves and former:
        company[leaves] = sit.get(former, set()) - {guest_id}
    event_id = place.seat.event_id
    return company_forbidden(session, event_id, company) or one_host_too_many(session, event_id, company)


def _seat_guest(row: GuestRow, why: tuple[str, ...], little_known: bool) -> SeatGuest:
    return SeatGuest(row.id, row.name, short_name(row.name), row.organisation, row.side, row.role, row.reply, row.decision, why, little_known)


def _place(session: Session, round_id: str, guest_id: str, seat_id: str) -> _Place:
    seat = next(iter(rows_of(session, _seat(), seat=seat_id, round=round_id)), None)
    if seat is None:
        raise RuleBroken("seating.no_seat", "This seat is no longer in the room.", "Choose another seat.")
    held = rows_of(session, _held(), seat=seat_id, round=round_id, guest=guest_id)
    own = next((r for r in held if r.guest_id == guest_id), None)
    guest = next(iter(rows_of(session, _guest(), guest=guest_id)), None)
    return _Place(seat, guest, own, own.table_id if own else "", next((r for r in held if r.guest_id != guest_id), None))


@cache
def _seat() -> Query:
    columns = (Seat.id, Seat.number, Seat.blocked, Seat.table_id, SeatTable.event_id)
    query = select(*columns, SeatTable.name.label("table_name"), SeatTable.number.label("table_number"))
    query = query.join(SeatTable, SeatTable.id == Seat.table_id).join(SeatingRound, SeatingRound.event_id == SeatTable.event_id)
    return query.where(Seat.id == bindparam("seat"), SeatingRound.id == bindparam("round"))


@cache
def _held() -> Query:
    query = select(Assignment.id, Assignment.guest_id, Assignment.seat_id, Assignment.locked, Seat.table_id)
    query = query.join(Seat, Seat.id == Assignment.seat_id).where(Assignment.round_id == bindparam("round"))
    return query.where((Assignment.seat_id == bindparam("seat")) | (Assignment.guest_id == bindparam("guest")))


@cache
def _guest() -> Query:
    query = select(Guest.event_id, Guest.decision, Guest.reply, Person.display_name).join(Person, Person.id == Guest.person_id)
    return query.where(Guest.id == bindparam("guest"))


def _table_of(session: Session, seat_id: str | None) -> set[str]:
    return set(session.scalars(select(Seat.table_id).where(Seat.id == seat_id))) if seat_id else set()


def _name(session: Session, guest_id: str) -> str:
    return next((r.display_name for r in rows_of(session, _named(), guest=guest_id)), "The guest")


@cache
def _named() -> Query:
    return select(Person.display_name).join(Guest, Guest.person_id == Person.id).where(Guest.id == bindparam("guest"))
