"""An event as it is, and as it was at an earlier step of the journal: its sessions, who comes, and who sits where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advoplanner.domain.agenda import SessionPerson, SessionRow
from advoplanner.domain.day_changes import DayThen, GuestThen
from advoplanner.store.base import Base
from advoplanner.store.journal import Recorder, Values, decode, default_of
from advoplanner.store.models import Assignment, Guest, JournalStep, Organisation, Person, Seat, SeatingRound, SeatTable, SessionRole
from advoplanner.store.models import Session as SessionModel
from advoplanner.store.queries import agenda

STANDS = ("done", "final")
"""States of a step whose rows are in the tables now."""

Rows = dict[str, Values]
"""The columns of rows by their ids."""


def step_before(session: Session, moment: datetime) -> int:
    """The number of the last step taken before a moment, 0 where there was none."""
    return session.scalar(select(func.max(JournalStep.number)).where(JournalStep.at < moment)) or 0


def now_and_then(session: Session, event_id: str, step: int) -> tuple[DayThen, DayThen]:
    """The event as it was right after `step`, and as it is. Steps whose rows are no longer kept count as if nothing had changed in them."""
    undone = _reverse(session, step)
    tables = {name: _as_it_was(session, model, undone.get(name, {}), event_id) for name, model in _MODELS.items()}
    names = _names(session, tables["guest"])
    rows = agenda.rows(session, event_id)
    seats = _seats(session, event_id)
    return (
        DayThen(_sessions(event_id, rows, tables, names), _guests(tables, names, seats)),
        DayThen(rows, _guests({n: _rows(session, m, event_id) for n, m in _MODELS.items()}, names, seats)),
    )


_MODELS: dict[str, Any] = {"guest": Guest, "session": SessionModel, "session_role": SessionRole, "assignment": Assignment}


def _reverse(session: Session, step: int) -> dict[str, dict[str, tuple[Values | None, Values | None]]]:
    """For each table what the steps since then changed in all: id → (before, after)."""
    recorder = Recorder()
    query = select(JournalStep.payload).where(JournalStep.number > step, JournalStep.state.in_(STANDS)).order_by(JournalStep.number)
    for payload in session.scalars(query):
        recorder.load(payload)
    found: dict[str, dict[str, tuple[Values | None, Values | None]]] = {}
    for table, _, rows in recorder.payload():
        found.setdefault(table, {}).update({row_id: (before, after) for row_id, before, after in rows})
    return found


def _rows(session: Session, model: Any, event_id: str) -> Rows:
    """What belongs to the event now."""
    query = select(model)
    if model is Assignment:
        query = query.join(SeatingRound, SeatingRound.id == Assignment.round_id).where(SeatingRound.event_id == event_id)
    elif model is SessionRole:
        query = query.join(SessionModel, SessionModel.id == SessionRole.session_id).where(SessionModel.event_id == event_id)
    else:
        query = query.where(model.event_id == event_id)
    return {row.id: {c.name: getattr(row, c.name) for c in model.__table__.columns} for row in session.scalars(query)}


def _as_it_was(session: Session, model: Any, changes: dict[str, tuple[Values | None, Values | None]], event_id: str) -> Rows:
    """The rows of today with what changed since put back; rows of other events come along where they were deleted, and name no guest here."""
    table, rows = Base.metadata.tables[model.__tablename__], _rows(session, model, event_id)
    for row_id, (before, _) in changes.items():
        if before is None:
            rows.pop(row_id, None)
        elif row_id in rows:
            rows[row_id] |= {name: decode(table.c[name], value) for name, value in before.items()}
        else:
            whole = {c.name: decode(c, before.get(c.name, default_of(c))) for c in table.columns}
            if whole.get("event_id", event_id) == event_id:
                rows[row_id] = whole | {"id": row_id}
    return rows


def _names(session: Session, guests: Rows) -> dict[str, tuple[str, str]]:
    """Guest → name and company, of those on the list then or now."""
    query = select(Person.id, Person.display_name, Organisation.name).outerjoin(Organisation, Organisation.id == Person.organisation_id)
    people = {r[0]: (r[1], r[2] or "") for r in session.execute(query)}
    now = dict(session.execute(select(Guest.id, Guest.person_id)).all())
    known = now | {key: row["person_id"] for key, row in guests.items()}
    return {guest: people.get(person, ("Somebody", "")) for guest, person in known.items()}


def _seats(session: Session, event_id: str) -> dict[str, tuple[str, int]]:
    """Seat → (table, number)."""
    query = select(Seat.id, SeatTable.name, SeatTable.number, Seat.number).join(SeatTable, SeatTable.id == Seat.table_id)
    return {r[0]: (r[1] or f"Table {r[2]}", r[3]) for r in session.execute(query.where(SeatTable.event_id == event_id))}


def _guests(tables: dict[str, Rows], names: dict[str, tuple[str, str]], seats: dict[str, tuple[str, int]]) -> dict[str, GuestThen]:
    taken: dict[str, dict[str, tuple[str, int]]] = {}
    for row in tables["assignment"].values():
        if row["seat_id"] in seats:
            taken.setdefault(row["guest_id"], {})[row["round_id"]] = seats[row["seat_id"]]
    return {key: GuestThen(key, names[key][0], row["decision"], row["reply"], taken.get(key, {})) for key, row in tables["guest"].items()}


def _sessions(event_id: str, rows: Iterable[SessionRow], tables: dict[str, Rows], names: dict[str, tuple[str, str]]) -> list[SessionRow]:
    """The sessions as they were, with the people on them then."""
    parts: dict[str, list[SessionPerson]] = {}
    for part in tables["session_role"].values():
        guest = tables["guest"].get(part["guest_id"], {})
        name, company = names.get(part["guest_id"], ("Somebody", ""))
        person = SessionPerson(part["guest_id"], name, company, guest.get("side", ""), part["role"], guest.get("reply", ""))
        parts.setdefault(part["session_id"], []).append(person)
    known = {row.id: row for row in rows}
    fields = [name for name in SessionRow.__slots__ if name not in ("people", "id", "event_id", "version")]
    empty = SessionRow("", event_id, None, 0, "", "", "", "", "", "", "", "", "", (), 0)
    made = []
    for key, values in tables["session"].items():
        kept = {name: values[name] for name in fields}
        made.append(replace(known.get(key, empty), **kept, id=key, people=tuple(parts.get(key, ()))))
    return made
