"""Who sits where: by hand, and by peer fit through the engine, with the reasons kept at every seat."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.text import clean, plural
from advoplanner.domain.guests import WORDS, GuestRow, may_be_seated
from advoplanner.domain.peer_fit import fit, reasons
from advoplanner.domain.rooms import PlanRow, SeatGuest
from advoplanner.services.context import Workspace
from advoplanner.services.tables import title
from advoplanner.store.models import Assignment, Guest, Person, Seat, SeatingRound, SeatTable
from advoplanner.store.queries import guests as guest_queries
from advoplanner.store.queries import seating as queries

REPLY_ORDER = ("accepted", "tentative", "none")


@dataclass(frozen=True, slots=True)
class _Place:
    """A seat with the table it belongs to and who holds it."""

    seat: Seat
    table: SeatTable
    taken_by: Assignment | None


def plan(ws: Workspace, event_id: str, round_id: str | None = None) -> PlanRow:
    """One round's plan; the first round's where none is named."""
    with ws.reading() as session:
        return queries.plan(session, event_id, round_id)


def rounds(ws: Workspace, event_id: str) -> list[tuple[str, str]]:
    """(id, name) of the event's rounds."""
    with ws.reading() as session:
        return queries.rounds(session, event_id)


def guests(ws: Workspace, event_id: str) -> list[SeatGuest]:
    """All guests who may hold a seat, with the reasons for the seat of the first round."""
    with ws.reading() as session:
        rows = guest_queries.rows(session, event_id)
        unknown = {p.guest_id for p in queries.peers(session, event_id) if p.little_known}
    return [_seat_guest(row, row.id in unknown) for row in rows if may_be_seated(row.decision, row.reply)]


def unseated(ws: Workspace, event_id: str, round_id: str) -> list[tuple[SeatGuest, str]]:
    """Guests who may hold a seat and hold none in this round, those who accepted first, each with the reason."""
    with ws.reading() as session:
        holders = set(session.scalars(select(Assignment.guest_id).where(Assignment.round_id == round_id)))
        seats = session.scalar(select(func.count(Seat.id)).join(SeatTable).where(SeatTable.event_id == event_id)) or 0
    free = seats - len(holders)
    waiting = sorted((g for g in guests(ws, event_id) if g.guest_id not in holders), key=lambda g: REPLY_ORDER.index(g.reply))
    full = "Every seat is taken; add a table or enlarge one"
    return [(g, full if free <= 0 else "Not seated yet" if g.reply == "accepted" else f"{WORDS[g.reply]}: seated on wish") for g in waiting]


def issues(ws: Workspace, event_id: str, round_id: str) -> list[str]:
    """What does not hold in a round, one sentence each: apart who sit together, together who do not, declined who sit, accepted without a seat."""
    from advoplanner.services.seating_rules import broken_rules

    with ws.reading() as session:
        found = broken_rules(session, event_id, round_id)
    waiting = [g.name for g, _ in unseated(ws, event_id, round_id) if g.reply == "accepted"]
    if waiting:
        found.append(f"{plural(len(waiting), 'accepted guest')} without a seat: {', '.join(waiting[:3])}{' …' if len(waiting) > 3 else ''}.")
    return found


def pair_scores(ws: Workspace, event_id: str) -> dict[tuple[str, str], float]:
    """How well each pair of seatable guests fits (whole points); pairs at 0 are left out, each pair stands once."""
    with ws.reading() as session:
        peers = queries.peers(session, event_id)
    scores = {(a.guest_id, b.guest_id): float(fit(a, b)) for a, b in combinations(peers, 2)}
    return {pair: score for pair, score in scores.items() if score}


def seat_guest(ws: Workspace, round_id: str, guest_id: str, seat_id: str) -> ChangeSet:
    """Seat a guest; on a taken seat the two change places, or the other becomes unseated where the guest had no seat.

    Raises RuleBroken where a hard rule or a lock forbids it.
    """
    why = check_seat(ws, round_id, guest_id, seat_id)
    if why:
        raise RuleBroken("seating.forbidden", why, "Choose another seat.")
    with ws.action("") as work:
        session = work.session
        place = _place(session, round_id, seat_id)
        own = session.scalar(select(Assignment).where(Assignment.round_id == round_id, Assignment.guest_id == guest_id))
        work.label = (
            f"{_name(session, guest_id)} to {title(place.table).lower() if not place.table.name else place.table.name}, seat {place.seat.number}"
        )
        other, freed = place.taken_by, own.seat_id if own else None
        if other is not None and other is not own:
            other.seat_id = None
            session.flush()
        if own is None:
            own = Assignment(id=new_id(), round_id=round_id, guest_id=guest_id)
            work.add(own)
        own.seat_id = seat_id
        session.flush()
        if other is not None and other is not own:
            if freed:
                other.seat_id = freed
            else:
                session.delete(other)
        refresh_reasons(session, round_id, {place.seat.table_id, *_table_of(session, freed)})
    return work.changes


def unseat(ws: Workspace, round_id: str, guest_ids: Iterable[str]) -> ChangeSet:
    """Take guests from their seats; locked ones are refused."""
    ids = list(guest_ids)
    with ws.action(f"Unseat {plural(len(ids), 'guest')}") as work:
        found = work.session.scalars(select(Assignment).where(Assignment.round_id == round_id, Assignment.guest_id.in_(ids))).all()
        if any(a.locked for a in found):
            raise RuleBroken("seating.locked", "A locked guest keeps the seat.", "Unlock it first.")
        if len(found) == 1:
            work.label = f"Unseat {_name(work.session, found[0].guest_id)}"
        tables = {t for a in found for t in _table_of(work.session, a.seat_id)}
        work.delete_all(found)
        work.session.flush()
        refresh_reasons(work.session, round_id, tables)
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
        round_row = work.session.get_one(SeatingRound, round_id)
        round_row.score, round_row.ceiling, round_row.proven = None, None, False
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
    from advoplanner.services.seating_rules import pair_forbidden

    with ws.reading() as session:
        place = _place(session, round_id, seat_id)
        guest = session.get_one(Guest, guest_id)
        if not may_be_seated(guest.decision, guest.reply):
            return f"{_name(session, guest_id)} holds no seat: {WORDS[guest.reply if guest.reply == 'declined' else guest.decision].lower()}."
        if place.taken_by is not None and place.taken_by.locked and place.taken_by.guest_id != guest_id:
            return f"This seat is locked for {_name(session, place.taken_by.guest_id)}."
        own = session.scalar(select(Assignment).where(Assignment.round_id == round_id, Assignment.guest_id == guest_id))
        if own is not None and own.locked and own.seat_id != seat_id:
            return f"{_name(session, guest_id)} is locked to another seat."
        leaves = place.taken_by.guest_id if place.taken_by else ""
        mates = [a for a in _at_table(session, round_id, place.table.id) if a not in (guest_id, leaves)]
        return pair_forbidden(session, guest, mates)


def refresh_reasons(session: Session, round_id: str, table_ids: Iterable[str]) -> None:
    """Write again why the guests of some tables sit there, and the round's score."""
    session.flush()
    round_row = session.get_one(SeatingRound, round_id)
    query = select(Assignment, Seat.table_id).join(Seat, Seat.id == Assignment.seat_id).where(Assignment.round_id == round_id)
    by_table: dict[str, list[Assignment]] = {}
    for assignment, table_id in session.execute(query):
        by_table.setdefault(table_id, []).append(assignment)
    touched = set(table_ids)
    peers = {p.guest_id: p for p in queries.peers(session, round_row.event_id)}
    for table_id in touched:
        for assignment in by_table.get(table_id, ()):
            mates = [peers[a.guest_id] for a in by_table[table_id] if a is not assignment]
            assignment.why = reasons(peers[assignment.guest_id], mates)
    round_row.score = sum(fit(peers[a.guest_id], peers[b.guest_id]) for row in by_table.values() for a, b in combinations(row, 2))
    round_row.proven = False


def _seat_guest(row: GuestRow, little_known: bool) -> SeatGuest:
    words = row.name.split()
    short = f"{words[0][0]}. {words[-1]}" if len(words) > 1 and row.name.isascii() else row.name
    return SeatGuest(row.id, row.name, short, row.organisation, row.side, row.role, row.reply, row.decision, row.why, little_known)


def _place(session: Session, round_id: str, seat_id: str) -> _Place:
    found = session.execute(select(Seat, SeatTable).join(SeatTable, SeatTable.id == Seat.table_id).where(Seat.id == seat_id)).first()
    if found is None:
        raise RuleBroken("seating.no_seat", "This seat is no longer in the room.", "Choose another seat.")
    taken = session.scalar(select(Assignment).where(Assignment.round_id == round_id, Assignment.seat_id == seat_id))
    return _Place(found[0], found[1], taken)


def _at_table(session: Session, round_id: str, table_id: str) -> list[str]:
    query = select(Assignment.guest_id).join(Seat, Seat.id == Assignment.seat_id).where(Assignment.round_id == round_id, Seat.table_id == table_id)
    return list(session.scalars(query))


def _table_of(session: Session, seat_id: str | None) -> set[str]:
    return set(session.scalars(select(Seat.table_id).where(Seat.id == seat_id))) if seat_id else set()


def _name(session: Session, guest_id: str) -> str:
    return session.scalar(select(Person.display_name).join(Guest, Guest.person_id == Person.id).where(Guest.id == guest_id)) or "The guest"
