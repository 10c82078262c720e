"""The reasons at every seat and a round's score, kept true while people come, go and change places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import combinations
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from advoplanner.domain.peer_fit import Peer, fit, table_reasons
from advoplanner.store.models import Assignment, Seat, SeatingRound
from advoplanner.store.prepared import Found, Query, rows_of, several
from advoplanner.store.queries import seating as queries
from advoplanner.store.session import UnitOfWork


@contextmanager
def rescored(work: UnitOfWork, round_id: str, table_ids: Iterable[str], before: dict[str, list[Found]] | None = None) -> Iterator[None]:
    """Around a change of who sits at some tables of a round: then only their reasons are written again, and the score moves by the difference.

    `before` are the `sitters` there, where they have been read already.
    """
    session, touched = work.session, list(table_ids)
    before = sitters(session, round_id, touched) if before is None else before
    yield
    session.flush()
    known = next(iter(rows_of(session, _round(), round=round_id)))
    if known.score is None:
        rescore(session, round_id)
        return
    after = sitters(session, round_id, touched)
    everybody = {row.guest_id for tables in (before, after) for at in tables.values() for row in at}
    peers = {p.guest_id: p for p in queries.peers(session, known.event_id, everybody)}
    work.update_rows(Assignment, _new_reasons(after, peers))
    then, now = _pairs(before), _pairs(after)
    gained = sum(fit(peers[a], peers[b]) for a, b in now - then) - sum(fit(peers[a], peers[b]) for a, b in then - now)
    if gained:
        old, new = {"score": known.score, "proven": known.proven}, {"score": known.score + gained, "proven": False}
        work.update_rows(SeatingRound, {round_id: (old, new)})


def sitters(session: Session, round_id: str, table_ids: Iterable[str]) -> dict[str, list[Found]]:
    """Table → who sits there in the order of the seats: id of the assignment, guest_id, why."""
    found: dict[str, list[Found]] = {}
    for row in rows_of(session, _sitters(), round=round_id, tables=list(table_ids)):
        found.setdefault(row.table_id, []).append(row)
    return found


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


def _at_tables(session: Session, round_id: str) -> dict[str, list[Assignment]]:
    query = select(Assignment, Seat.table_id).join(Seat, Seat.id == Assignment.seat_id).where(Assignment.round_id == round_id)
    found: dict[str, list[Assignment]] = {}
    for assignment, table_id in session.execute(query.order_by(Seat.number)):
        found.setdefault(table_id, []).append(assignment)
    return found


def _new_reasons(tables: dict[str, list[Found]], peers: dict[str, Peer]) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Assignment → the reasons before and now, of those for whom they differ."""
    found = {}
    for at in tables.values():
        for row, why in zip(at, table_reasons([peers[row.guest_id] for row in at]), strict=True):
            if why != row.why:
                found[row.id] = ({"why": row.why}, {"why": why})
    return found


def _pairs(tables: dict[str, list[Found]]) -> set[tuple[str, str]]:
    """Who shares a table with whom; each pair stands once, ids sorted."""
    return {pair for at in tables.values() for pair in combinations(sorted(row.guest_id for row in at), 2)}


@cache
def _sitters() -> Query:
    query = select(Assignment.id, Assignment.guest_id, Assignment.why, Seat.table_id).join(Seat, Seat.id == Assignment.seat_id)
    return query.where(Assignment.round_id == bindparam("round"), Seat.table_id.in_(several("tables"))).order_by(Seat.number)


@cache
def _round() -> Query:
    return select(SeatingRound.event_id, SeatingRound.score, SeatingRound.proven).where(SeatingRound.id == bindparam("round"))


def _explain(tables: dict[str, list[Assignment]], peers: dict[str, Peer]) -> None:
    for row in tables.values():
        for assignment, why in zip(row, table_reasons([peers[assignment.guest_id] for assignment in row]), strict=True):
            assignment.why = why


def _sum(tables: Iterable[list[str]], peers: dict[str, Peer]) -> int:
    return sum(fit(peers[a], peers[b]) for row in tables for a, b in combinations(row, 2))
