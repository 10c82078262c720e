"""The reasons at every seat and a round's score, kept true while people come, go and change places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.domain.peer_fit import Peer, fit, reasons
from advoplanner.store.models import Assignment, Seat, SeatingRound
from advoplanner.store.queries import seating as queries


@contextmanager
def rescored(session: Session, round_id: str, table_ids: Iterable[str]) -> Iterator[None]:
    """Around a change of who sits at some tables of a round: then only their reasons are written again, and the score moves by the difference."""
    touched = set(table_ids)
    before = [[a.guest_id for a in row] for row in _at_tables(session, round_id, touched).values()]
    yield
    session.flush()
    round_row = session.get_one(SeatingRound, round_id)
    if round_row.score is None:
        rescore(session, round_id)
        return
    after = _at_tables(session, round_id, touched)
    everybody = {a.guest_id for row in after.values() for a in row}.union(*before)
    peers = {p.guest_id: p for p in queries.peers(session, round_row.event_id, everybody)}
    _explain(after, peers)
    now = [[a.guest_id for a in row] for row in after.values()]
    gained = _sum(now, peers) - _sum(before, peers)
    round_row.score += gained
    round_row.proven = round_row.proven and not gained
    session.flush()


def rescore(session: Session, round_id: str) -> None:
    """Write all reasons of a round again, and its score; none where nobody sits."""
    session.flush()
    round_row = session.get_one(SeatingRound, round_id)
    tables = _at_tables(session, round_id)
    peers = {p.guest_id: p for p in queries.peers(session, round_row.event_id, [a.guest_id for row in tables.values() for a in row])}
    _explain(tables, peers)
    round_row.score = _sum([[a.guest_id for a in row] for row in tables.values()], peers) if tables else None
    round_row.proven = False
    session.flush()


def tables_by_round(session: Session, guest_ids: Iterable[str]) -> dict[str, set[str]]:
    """Round → tables at which any of these guests sits."""
    query = select(Assignment.round_id, Seat.table_id).join(Seat, Seat.id == Assignment.seat_id).where(Assignment.guest_id.in_(list(guest_ids)))
    found: dict[str, set[str]] = {}
    for round_id, table_id in session.execute(query):
        found.setdefault(round_id, set()).add(table_id)
    return found


def _at_tables(session: Session, round_id: str, table_ids: Iterable[str] | None = None) -> dict[str, list[Assignment]]:
    query = select(Assignment, Seat.table_id).join(Seat, Seat.id == Assignment.seat_id).where(Assignment.round_id == round_id)
    if table_ids is not None:
        query = query.where(Seat.table_id.in_(list(table_ids)))
    found: dict[str, list[Assignment]] = {}
    for assignment, table_id in session.execute(query.order_by(Seat.number)):
        found.setdefault(table_id, []).append(assignment)
    return found


def _explain(tables: dict[str, list[Assignment]], peers: dict[str, Peer]) -> None:
    for row in tables.values():
        for assignment in row:
            assignment.why = reasons(peers[assignment.guest_id], [peers[a.guest_id] for a in row if a is not assignment])


def _sum(tables: Iterable[list[str]], peers: dict[str, Peer]) -> int:
    return sum(fit(peers[a], peers[b]) for row in tables for a, b in combinations(row, 2))
