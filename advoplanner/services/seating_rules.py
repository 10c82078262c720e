"""The hard rules of seating, read from people and companies: who must share a table, who must not, who competes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from advoplanner.domain.events import EventKind
from advoplanner.domain.guests import WORDS, Decision, may_be_seated
from advoplanner.domain.seating_issues import PlanIssue
from advoplanner.services.seating_restrictions import restricted_among, restricted_pairs
from advoplanner.services.table_mix import too_few_or_many
from advoplanner.store.models import Assignment, Event, Guest, Person, Seat, SeatTable
from advoplanner.store.prepared import Query, rows_of, several
from advoplanner.store.queries import seating as queries

STRICT_KINDS = frozenset({EventKind.CAB, EventKind.COUNCIL, EventKind.USER_GROUP})
"""Kinds in which competitors never share a table (norms 3.1)."""

APART, RIVALS = "are to be kept apart", "work for competitors"


@dataclass(frozen=True, slots=True)
class _Person:
    """A guest as the rules need them."""

    guest_id: str
    person_id: str
    organisation_id: str | None
    companion_of: str | None


def apart_pairs(session: Session, event_id: str) -> dict[tuple[str, str], str]:
    """Pairs of guests who must not share a table, with the reason in words; each pair stands once, ids sorted."""
    people = _people(session, event_id)
    guest_of = {p.person_id: p.guest_id for p in people}
    found = {}
    for a, b in queries.bound_pairs(session, "keep_apart", guest_of):
        found[_pair(guest_of[a], guest_of[b])] = APART
    if _strict(session, event_id):
        staff: dict[str, list[str]] = {}
        for p in people:
            staff.setdefault(p.organisation_id or "", []).append(p.guest_id)
        for one, other in queries.competitors(session):
            for g1, g2 in product(staff.get(one, ()), staff.get(other, ())):
                found.setdefault(_pair(g1, g2), RIVALS)
    return restricted_pairs(session, event_id, [p.guest_id for p in people]) | found


def together_pairs(session: Session, event_id: str) -> list[tuple[str, str]]:
    """Pairs of guests who must share a table: by relation, and companions who sit with their guest."""
    people = _people(session, event_id)
    guest_of = {p.person_id: p.guest_id for p in people}
    pairs = {_pair(guest_of[a], guest_of[b]) for a, b in queries.bound_pairs(session, "must_sit_with", guest_of)}
    present = {p.guest_id for p in people}
    pairs |= {_pair(p.guest_id, p.companion_of) for p in people if p.companion_of in present}
    return sorted(pairs)


def company_forbidden(session: Session, event_id: str, company: Mapping[str, Collection[str]]) -> str:
    """The sentence that forbids a guest to sit with others (guest ids, by the guest's id), or "". The rules are read once for all."""
    wanted = {guest_id for guest_id, mates in company.items() if mates}.union(*company.values())
    found = rows_of(session, _company(), guests=list(wanted)) if wanted else []
    if not found:
        return ""
    apart = {_pair(a, b) for a, b in queries.bound_pairs(session, "keep_apart", [r.person_id for r in found])}
    rivals = queries.competitors(session)
    if rivals and not _strict(session, event_id):
        rivals = set()
    restricted = restricted_among(session, event_id, found)
    if not (apart or rivals or restricted):
        return ""
    for own in found:
        for other in found:
            if other.id == own.id or other.id not in company.get(own.id, ()):
                continue
            kept = _pair(own.person_id, other.person_id) in apart
            rival = (own.organisation_id, other.organisation_id) in rivals
            why = APART if kept else RIVALS if rival else restricted.get(_pair(own.id, other.id), "")
            if why:
                return f"{_both(own.display_name, other.display_name)} {why}."
    return ""


def broken_rules(session: Session, event_id: str, round_id: str) -> list[PlanIssue]:
    """Hard rules that a round does not hold: who has declined yet sits, apart who share a table, together who do not, hosts, access."""
    query = select(Assignment.guest_id, Seat.table_id, Seat.accessible).join(Seat, Seat.id == Assignment.seat_id)
    seats = {r.guest_id: r for r in session.execute(query.where(Assignment.round_id == round_id))}
    table_of = {guest_id: r.table_id for guest_id, r in seats.items()}
    names = _names(session, table_of)
    found = [
        PlanIssue(f"{names[guest.id]} still holds a seat: {seatless_word(guest.decision, guest.reply)}.", (guest.id,), (table_of[guest.id],))
        for guest in session.execute(select(Guest.id, Guest.reply, Guest.decision).where(Guest.id.in_(list(table_of))))
        if not may_be_seated(guest.decision, guest.reply)
    ]
    for (a, b), why in apart_pairs(session, event_id).items():
        if a in table_of and table_of[a] == table_of.get(b):
            found.append(PlanIssue(f"{_both(names[a], names[b])} {why} but share a table.", (a, b), (table_of[a],)))
    for a, b in together_pairs(session, event_id):
        if a in table_of and b in table_of and table_of[a] != table_of[b]:
            found.append(PlanIssue(f"{_both(names[a], names[b])} belong together but sit apart.", (a, b), (table_of[a], table_of[b])))
    found += too_few_or_many(session, event_id, table_of)
    marked = session.scalar(select(func.count(Seat.id)).join(SeatTable).where(SeatTable.event_id == event_id, Seat.accessible.is_(True)))
    needs = access_needs(session, event_id) if marked else {}
    for guest_id, row in seats.items():
        if guest_id in needs and not row.accessible:
            sentence = f"{names[guest_id]} needs an accessible seat ({needs[guest_id]})."
            found.append(PlanIssue(sentence, (guest_id,), (row.table_id,)))
    return found


def access_needs(session: Session, event_id: str) -> dict[str, str]:
    """Guest → what they need to reach a seat, as noted for this event or of the person; those without needs are left out."""
    query = select(Guest.id, Guest.access_needs, Person.access_needs).join(Person, Person.id == Guest.person_id).where(Guest.event_id == event_id)
    return {guest_id: here or always for guest_id, here, always in session.execute(query) if here or always}


def seatless_word(decision: str, reply: str) -> str:
    """Why somebody may hold no seat, in a word: declined, delegated, not now."""
    return WORDS[decision if decision == Decision.NOT_NOW else reply].lower()


def _strict(session: Session, event_id: str) -> bool:
    return any(r.kind in STRICT_KINDS for r in rows_of(session, _kind(), event=event_id))


@cache
def _kind() -> Query:
    return select(Event.kind).where(Event.id == bindparam("event"))


@cache
def _company() -> Query:
    columns = (Guest.id, Guest.person_id, Guest.side, Person.display_name, Person.organisation_id)
    query = select(*columns).join(Person, Person.id == Guest.person_id)
    return query.where(Guest.id.in_(several("guests"))).order_by(Person.sort_name)


def _people(session: Session, event_id: str) -> list[_Person]:
    """Everybody who may hold a seat."""
    columns = (Guest.id, Guest.person_id, Person.organisation_id, Guest.companion_of, Guest.decision, Guest.reply)
    query = select(*columns).join(Person, Person.id == Guest.person_id).where(Guest.event_id == event_id).order_by(Guest.id)
    return [_Person(*r[:4]) for r in session.execute(query) if may_be_seated(r.decision, r.reply)]


def _names(session: Session, guest_ids: Iterable[str]) -> dict[str, str]:
    query = select(Guest.id, Person.display_name).join(Person, Person.id == Guest.person_id).where(Guest.id.in_(list(guest_ids)))
    return dict(session.execute(query).all())


def _both(one: str, other: str) -> str:
    return " and ".join(sorted((one, other)))


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)
