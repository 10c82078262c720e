"""Who met whom at earlier events: at a table, in each round of it, or through an introduction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import combinations
from typing import TypeVar

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from advoplanner.domain.events import EventStatus
from advoplanner.domain.guests import Attendance
from advoplanner.domain.introductions import State
from advoplanner.domain.meetings import REMEMBERED, Meeting, Past, event_words
from advoplanner.store.models import Assignment, Event, Guest, Introduction, Seat, SeatingRound, SeatTable
from advoplanner.store.prepared import Query, rows_of, several

_first, _second = aliased(Guest), aliased(Guest)

Pair = tuple[str, str]
What = TypeVar("What")


def past(session: Session, event_id: str, person_ids: Iterable[str]) -> Past:
    """What these people have behind them when an event begins, of the last `REMEMBERED` events at which anybody met; no-shows met nobody."""
    names = _earlier_events(session, event_id)
    met: dict[str, dict[str, Meeting]] = {}
    missed: dict[str, dict[str, str]] = {}
    if not names:
        return Past(met, missed)
    people = list(person_ids)
    shared, introduced = _shared(session, list(names), people), _introduced(session, list(names), people)
    for ago, (event, name) in enumerate(names.items()):
        there = shared.get(event, Counter())
        for pair in dict.fromkeys([*there, *introduced[State.MET].get(event, ())]):
            _note(met, pair, Meeting(name, ago, there[pair]))
        for one, other in introduced[State.NOT_MET].get(event, ()):
            if other not in met.get(one, {}):
                _note(missed, (one, other), name)
    return Past(met, missed)


def _note(known: dict[str, dict[str, What]], pair: Pair, what: What) -> None:
    """Note it of both, unless something later is known."""
    for one, other in (pair, pair[::-1]):
        known.setdefault(one, {}).setdefault(other, what)


def _earlier_events(session: Session, event_id: str) -> dict[str, str]:
    """The events that are remembered with their names in sentences, the last one first."""
    found = rows_of(session, _earlier(), event=event_id)
    return {r.id: event_words(r.title, r.start.date(), r.now.date()) for r in found}


def _shared(session: Session, events: list[str], people: list[str]) -> Mapping[str, Counter[Pair]]:
    """Event → pairs who shared a table there, with the number of rounds."""
    at: dict[tuple[str, str, str], set[str]] = {}
    for event, round_id, table_id, person_id in rows_of(session, _tables(), events=events, people=people):
        at.setdefault((event, round_id, table_id), set()).add(person_id)
    found: dict[str, Counter[Pair]] = {}
    for (event, _, _), there in at.items():
        found.setdefault(event, Counter()).update(combinations(sorted(there), 2))
    return found


def _introduced(session: Session, events: list[str], people: list[str]) -> dict[str, dict[str, list[Pair]]]:
    """State of an introduction → event → pairs."""
    found: dict[str, dict[str, list[Pair]]] = {State.MET: {}, State.NOT_MET: {}}
    for event, state, a, b in rows_of(session, _introductions(), events=events, people=people, states=list(found)):
        found[state].setdefault(event, []).append((a, b) if a < b else (b, a))
    return found


@cache
def _earlier() -> Query:
    now = select(Event.start, Event.start_utc).where(Event.id == bindparam("event")).subquery()
    sat = select(Assignment.id).join(SeatingRound, SeatingRound.id == Assignment.round_id).where(SeatingRound.event_id == Event.id).exists()
    introduced = select(Introduction.id).where(Introduction.event_id == Event.id, Introduction.state.in_([State.MET, State.NOT_MET])).exists()
    query = select(Event.id, Event.title, Event.start, now.c.start.label("now")).join(now, Event.start_utc < now.c.start_utc)
    query = query.where(Event.status != EventStatus.CANCELLED, or_(sat, introduced))
    return query.order_by(Event.start_utc.desc(), Event.id).limit(REMEMBERED)


@cache
def _tables() -> Query:
    return (
        select(SeatTable.event_id, Assignment.round_id, Seat.table_id, Guest.person_id)
        .join(Seat, Seat.id == Assignment.seat_id)
        .join(SeatTable, SeatTable.id == Seat.table_id)
        .join(Guest, Guest.id == Assignment.guest_id)
        .where(SeatTable.event_id.in_(several("events")), Guest.attendance != Attendance.NO_SHOW, Guest.person_id.in_(several("people")))
    )


@cache
def _introductions() -> Query:
    return (
        select(Introduction.event_id, Introduction.state, _first.person_id.label("a"), _second.person_id.label("b"))
        .join(_first, _first.id == Introduction.a_id)
        .join(_second, _second.id == Introduction.b_id)
        .where(Introduction.event_id.in_(several("events")), Introduction.state.in_(several("states")))
        .where(_first.person_id.in_(several("people")), _second.person_id.in_(several("people")))
    )
