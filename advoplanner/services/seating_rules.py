"""The hard rules of seating, read from people and companies: who must share a table, who must not, who competes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.domain.events import EventKind
from advoplanner.domain.guests import WORDS, may_be_seated
from advoplanner.store.models import Assignment, Event, Guest, Person, Seat, SeatTable
from advoplanner.store.queries import seating as queries

STRICT_KINDS = frozenset({EventKind.CAB, EventKind.COUNCIL, EventKind.USER_GROUP})
"""Kinds in which competitors never share a table (norms 3.1)."""


def apart_pairs(session: Session, event_id: str) -> dict[tuple[str, str], str]:
    """Pairs of guests who must not share a table, with the reason in words; each pair stands once, ids sorted."""
    people = _people(session, event_id)
    guest_of = {p.id: g.id for g, p in people}
    found = {}
    for a, b in queries.bound_pairs(session, "keep_apart", guest_of):
        found[_pair(guest_of[a], guest_of[b])] = "are to be kept apart"
    if session.get_one(Event, event_id).kind in STRICT_KINDS:
        rivals = queries.competitors(session)
        for (g1, p1), (g2, p2) in combinations(people, 2):
            if rivals and (p1.organisation_id, p2.organisation_id) in rivals:
                found.setdefault(_pair(g1.id, g2.id), "work for competitors")
    return found


def together_pairs(session: Session, event_id: str) -> list[tuple[str, str]]:
    """Pairs of guests who must share a table: by relation, and companions who sit with their guest."""
    people = _people(session, event_id)
    guest_of = {p.id: g.id for g, p in people}
    pairs = {_pair(guest_of[a], guest_of[b]) for a, b in queries.bound_pairs(session, "must_sit_with", guest_of)}
    present = {g.id for g, _ in people}
    pairs |= {_pair(g.id, g.companion_of) for g, _ in people if g.companion_of in present}
    return sorted(pairs)


def pair_forbidden(session: Session, guest: Guest, mates: Iterable[str]) -> str:
    """The sentence that forbids a guest to sit with `mates` (guest ids), or ""."""
    pairs = apart_pairs(session, guest.event_id)
    for mate in mates:
        why = pairs.get(_pair(guest.id, mate))
        if why:
            names = _names(session, [guest.id, mate])
            return f"{names[guest.id]} and {names[mate]} {why}."
    return ""


def broken_rules(session: Session, event_id: str, round_id: str) -> list[str]:
    """Hard rules that a round does not hold, one sentence each."""
    query = select(Assignment.guest_id, SeatTable.id).join(Seat, Seat.id == Assignment.seat_id).join(SeatTable, SeatTable.id == Seat.table_id)
    table_of = dict(session.execute(query.where(Assignment.round_id == round_id)).tuples().all())
    names = _names(session, table_of)
    found = [
        f"{names[a]} and {names[b]} {why} but share a table."
        for (a, b), why in apart_pairs(session, event_id).items()
        if a in table_of and table_of[a] == table_of.get(b)
    ]
    for a, b in together_pairs(session, event_id):
        if a in table_of and b in table_of and table_of[a] != table_of[b]:
            found.append(f"{names[a]} and {names[b]} belong together but sit apart.")
    for guest in session.scalars(select(Guest).where(Guest.id.in_(list(table_of)))):
        if not may_be_seated(guest.decision, guest.reply):
            state = guest.reply if guest.reply == "declined" else guest.decision
            found.append(f"{names[guest.id]} still holds a seat: {WORDS[state].lower()}.")
    return found


def _people(session: Session, event_id: str) -> list[tuple[Guest, Person]]:
    query = select(Guest, Person).join(Person, Person.id == Guest.person_id).where(Guest.event_id == event_id).order_by(Guest.id)
    return [(r[0], r[1]) for r in session.execute(query) if may_be_seated(r[0].decision, r[0].reply)]


def _names(session: Session, guest_ids: Iterable[str]) -> dict[str, str]:
    query = select(Guest.id, Person.display_name).join(Person, Person.id == Guest.person_id).where(Guest.id.in_(list(guest_ids)))
    return dict(session.execute(query).tuples().all())


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)
