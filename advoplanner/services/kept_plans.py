"""Plans of a round kept under a name: looked at, compared, brought back."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.text import plural, whole
from advoplanner.domain.guests import may_be_seated
from advoplanner.domain.kept_plans import KeptRow, Move, moves
from advoplanner.services.context import Workspace
from advoplanner.services.seating_score import rescore
from advoplanner.store.models import Assignment, Guest, KeptPlan, Person, Seat, SeatingRound, SeatTable
from advoplanner.store.queries import seating as queries
from advoplanner.store.session import UnitOfWork, remove_where

MOST_KEPT = 50
NOW = "As it is now"

Seats = dict[str, tuple[int, int]]


def rows(ws: Workspace, round_id: str) -> list[KeptRow]:
    """The plan as it is now (id ""), then those kept, the newest first."""
    with ws.reading() as session:
        round_row = session.get(SeatingRound, round_id)
        if round_row is None:
            return []
        now = KeptRow("", NOW, round_row.score or 0, len(_seats_now(session, round_id)), None)
        kept = session.scalars(select(KeptPlan).where(KeptPlan.round_id == round_id).order_by(KeptPlan.created_at.desc(), KeptPlan.id.desc()))
        return [now, *(KeptRow(k.id, k.name, k.score, len(k.seats), k.created_at) for k in kept)]


def keep(ws: Workspace, round_id: str, name: str) -> ChangeSet:
    """Keep the plan as it is now under a name; raises RuleBroken without a name or where nobody sits."""
    called = whole(name, 120, "name")
    if not called:
        raise RuleBroken("kept_plans.name", "A kept plan needs a name.", "For example: before the declines.", field="name")
    with ws.action(f"Keep the plan as “{called}”") as work:
        session = work.session
        present = _seats_now(session, round_id)
        if not present:
            raise RuleBroken("kept_plans.empty", "Nobody is seated yet, so there is no plan to keep.", "Seat somebody first.")
        if len(session.scalars(select(KeptPlan.id).where(KeptPlan.round_id == round_id)).all()) >= MOST_KEPT:
            raise RuleBroken("kept_plans.many", f"{MOST_KEPT} plans of this round are kept already.", "Remove one you no longer need.")
        locked = set(session.scalars(select(Assignment.guest_id).where(Assignment.round_id == round_id, Assignment.locked.is_(True))))
        seats = [[guest, *seat, guest in locked] for guest, seat in present.items()]
        score = session.get_one(SeatingRound, round_id).score or 0
        work.add(KeptPlan(id=new_id(), round_id=round_id, name=called, score=score, seats=seats))
    return work.changes


def remove(ws: Workspace, kept_ids: list[str]) -> ChangeSet:
    """Forget kept plans; nobody's seat changes."""
    with ws.action(f"Remove {plural(len(kept_ids), 'kept plan')}") as work:
        remove_where(work, KeptPlan, kept_ids)
    return work.changes


def compare(ws: Workspace, round_id: str, before_id: str, after_id: str) -> list[Move]:
    """Who sits elsewhere in the second plan; "" stands for the plan as it is now."""
    with ws.reading() as session:
        return moves(_seats(session, round_id, before_id), _seats(session, round_id, after_id), _names(session, round_id))


def bring_back(ws: Workspace, kept_id: str) -> ChangeSet:
    """Seat everybody as in a kept plan, in one step.

    Who no longer comes, and whose chair is gone or blocked, stays unseated, and the step says how many.
    """
    with ws.action("") as work:
        kept = work.session.get(KeptPlan, kept_id)
        if kept is None:
            raise RuleBroken("kept_plans.gone", "This kept plan is no longer there.", "Undo brings it back.")
        missing = _write(work, kept)
        said = f", {plural(missing, 'guest')} unseated" if missing else ""
        work.label = f"Bring back the plan “{kept.name}”{said}"
    return work.changes


def _write(work: UnitOfWork, kept: KeptPlan) -> int:
    """Replace the round's seats by the kept ones; how many of those who may sit found no chair."""
    session = work.session
    event_id = session.get_one(SeatingRound, kept.round_id).event_id
    there = select(Seat.id, SeatTable.number, Seat.number).join(SeatTable, SeatTable.id == Seat.table_id)
    found = session.execute(there.where(SeatTable.event_id == event_id, Seat.blocked.is_(False)).order_by(SeatTable.id.desc()))
    seat_at = {(table, seat): seat_id for seat_id, table, seat in found}
    coming = session.execute(select(Guest.id, Guest.decision, Guest.reply).where(Guest.event_id == event_id))
    may = {r.id for r in coming if may_be_seated(r.decision, r.reply)}
    work.delete_all(session.scalars(select(Assignment).where(Assignment.round_id == kept.round_id)).all())
    session.flush()
    wanted = [(guest, seat_at.get((table, seat)), locked) for guest, table, seat, locked in kept.seats if guest in may]
    rows = [{"round_id": kept.round_id, "guest_id": g, "seat_id": s, "locked": bool(locked), "why": []} for g, s, locked in wanted if s]
    work.insert_rows(Assignment, rows)
    session.get_one(SeatingRound, kept.round_id).ceiling = None
    rescore(session, kept.round_id)
    return len(kept.seats) - len(rows)


def _seats(session: Session, round_id: str, kept_id: str) -> Seats:
    if not kept_id:
        return _seats_now(session, round_id)
    kept = session.get(KeptPlan, kept_id)
    if kept is None:
        raise RuleBroken("kept_plans.gone", "This kept plan is no longer there.", "Undo brings it back.")
    return {guest: (table, seat) for guest, table, seat, _ in kept.seats}


def _seats_now(session: Session, round_id: str) -> Seats:
    event_id = session.scalar(select(SeatingRound.event_id).where(SeatingRound.id == round_id))
    if event_id is None:
        return {}
    plan = queries.plan(session, event_id, round_id)
    number = {table.id: table.number for table in plan.tables}
    return {seat.guest_id: (number[seat.table_id], seat.number) for seat in plan.seats if seat.guest_id}


def _names(session: Session, round_id: str) -> dict[str, str]:
    event = select(SeatingRound.event_id).where(SeatingRound.id == round_id).scalar_subquery()
    query = select(Guest.id, Person.display_name).join(Person, Person.id == Guest.person_id).where(Guest.event_id == event)
    return dict(session.execute(query.order_by(Person.sort_name, Guest.id)).all())
