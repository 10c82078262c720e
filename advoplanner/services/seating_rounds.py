"""How the rounds of an event's seating hang together: who misses which, who meets in several, and what each guest has of the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from advoplanner.core.text import listed, plural
from advoplanner.domain.peer_fit import Peer, fit
from advoplanner.domain.presence import equal_parts, missed, stay_words
from advoplanner.domain.seating_issues import PlanIssue
from advoplanner.services.context import Workspace
from advoplanner.store.models import Assignment, Event, Guest, Person, Seat, SeatingRound
from advoplanner.store.queries import seating as queries

MOST_NAMED = 3
"""So many mates are named in one note."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What the other rounds hold: pairs of guests (ids sorted) who share a table there with how often, and each guest's share of the fit."""

    met: Counter[tuple[str, str]] = field(default_factory=Counter)
    had: Mapping[str, int] = field(default_factory=dict)


def missing(session: Session, event_id: str, guests: Iterable[Guest], at_least: int = 1) -> dict[str, frozenset[int]]:
    """Guest → the rounds, from 0, for most of which they are away.

    Rounds follow each other through the event in equal parts, as many as there are or `at_least`; one seating alone is for everybody.
    """
    count = max(at_least, len(queries.rounds(session, event_id)))
    if count == 1:
        return {}
    event = session.get_one(Event, event_id)
    parts = equal_parts(event.start, event.end, count)
    away = {guest.id: missed(parts, guest.here_from, guest.here_until) for guest in guests}
    return {guest: rounds for guest, rounds in away.items() if rounds}


def away_words(session: Session, guest: Guest, rounds: Iterable[int]) -> str:
    """Why a guest has no seat in rounds: "Arrives 19:30: not there in round 1"."""
    start = session.get_one(Event, guest.event_id).start
    numbers = [str(number + 1) for number in sorted(rounds)]
    named = f"{'rounds' if len(numbers) > 1 else 'round'} {listed(numbers)}"
    return f"{stay_words(guest.here_from, guest.here_until, start.date())}: not there in {named}"


def away_from(session: Session, event_id: str, round_id: str) -> dict[str, str]:
    """Guest → why they have no seat in a round, of those who miss it."""
    order = [found for found, _ in queries.rounds(session, event_id)]
    if len(order) < 2 or round_id not in order:
        return {}
    late = Guest.here_from.is_not(None) | Guest.here_until.is_not(None)
    guests = {guest.id: guest for guest in session.scalars(select(Guest).where(Guest.event_id == event_id, late))}
    found = missing(session, event_id, guests.values())
    return {guest: away_words(session, guests[guest], away) for guest, away in found.items() if order.index(round_id) in away}


def seated_though_away(session: Session, round_id: str, away: Mapping[str, str]) -> list[PlanIssue]:
    """Who holds a seat in a round for most of which they are not there; `away` says of those who miss it why, as `away_from` does."""
    if not away:
        return []
    query = select(Assignment.guest_id, Seat.table_id, Person.display_name).join(Seat, Seat.id == Assignment.seat_id)
    query = query.join(Guest, Guest.id == Assignment.guest_id).join(Person, Person.id == Guest.person_id).order_by(Person.sort_name)
    held = session.execute(query.where(Assignment.round_id == round_id, Assignment.guest_id.in_(list(away)))).all()
    return [PlanIssue(f"{r.display_name} holds a seat but is away. {away[r.guest_id]}.", (r.guest_id,), (r.table_id,), severe=False) for r in held]


def away(ws: Workspace, round_id: str) -> tuple[str, ...]:
    """The guests who are not there in a round."""
    with ws.reading() as session:
        row = session.get(SeatingRound, round_id)
        return tuple(away_from(session, row.event_id, round_id)) if row is not None else ()


def elsewhere(session: Session, event_id: str, but: Sequence[str], peers: Mapping[str, Peer]) -> Elsewhere:
    """What the event's rounds hold for these guests, except the rounds in `but`."""
    at: dict[tuple[str, str], list[str]] = {}
    for round_id, table_id, guest_id in session.execute(_seats(event_id)):
        if round_id not in but and guest_id in peers:
            at.setdefault((round_id, table_id), []).append(guest_id)
    met: Counter[tuple[str, str]] = Counter()
    had = dict.fromkeys((guest for there in at.values() for guest in there), 0)
    for there in at.values():
        for one, other in combinations(sorted(there), 2):
            met[one, other] += 1
            points = fit(peers[one], peers[other])
            had[one] += points
            had[other] += points
    return Elsewhere(met, had)


def notes(ws: Workspace, round_id: str, guest_id: str) -> tuple[str, ...]:
    """What else is to be said of a guest's seat in a round: the rounds they miss, and whom of the table they meet in others too."""
    with ws.reading() as session:
        guest, row = session.get(Guest, guest_id), session.get(SeatingRound, round_id)
        if guest is None or row is None:
            return ()
        away = missing(session, guest.event_id, [guest]).get(guest_id)
        found = [f"{away_words(session, guest, away)}."] if away else []
        return (*found, *_met_again(session, row, guest_id))


def _met_again(session: Session, row: SeatingRound, guest_id: str) -> list[str]:
    at: dict[tuple[str, str], set[str]] = {}
    for round_id, table_id, other in session.execute(_seats(row.event_id)):
        at.setdefault((round_id, table_id), set()).add(other)
    own = {round_id: there - {guest_id} for (round_id, _), there in at.items() if guest_id in there}
    here = own.pop(row.id, set())
    found = []
    for round_id, name in queries.rounds(session, row.event_id):
        again = here & own.get(round_id, set())
        if again:
            query = select(Person.display_name).join(Guest, Guest.person_id == Person.id).where(Guest.id.in_(again)).order_by(Person.sort_name)
            names = list(session.scalars(query))
            more = [plural(len(names) - MOST_NAMED, "other")] if len(names) > MOST_NAMED else []
            found.append(f"Shares a table with {listed(names[:MOST_NAMED] + more)} in {name} too.")
    return found


def _seats(event_id: str) -> Select[str, str, str]:
    query = select(Assignment.round_id, Seat.table_id, Assignment.guest_id).join(Seat, Seat.id == Assignment.seat_id)
    return query.join(SeatingRound, SeatingRound.id == Assignment.round_id).where(SeatingRound.event_id == event_id)
