"""Who stands by for a kept seat: moves up in the same step in which one becomes free."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from advoplanner.core.text import listed
from advoplanner.domain.reserved_seats import OCCUPIED, SeatState
from advoplanner.services import drafts
from advoplanner.store.models import Guest, Person, ReservedSeat, Session
from advoplanner.store.session import UnitOfWork


def settle(work: UnitOfWork, session_ids: Iterable[str]) -> str:
    """Give free seats of sessions to the next in line; returns the end of the step's name that says who gets one, or "".

    Whose released seat it was has passed it on, and is to be told.
    """
    work.session.flush()
    moved: list[str] = []
    for row in work.session.scalars(select(Session).where(Session.id.in_(list(session_ids)))).all():
        seats = work.session.scalars(select(ReservedSeat).where(ReservedSeat.session_id == row.id).order_by(ReservedSeat.place)).all()
        free = row.kept_seats - sum(seat.state in OCCUPIED for seat in seats)
        released = [seat for seat in seats if seat.state == SeatState.RELEASED]
        for seat in [seat for seat in seats if seat.state == SeatState.STANDBY][: max(free, 0)]:
            seat.state = SeatState.HELD.value
            moved.append(seat.guest_id)
            if released:
                released.pop(0).state = SeatState.PASSED.value
    work.session.flush()
    drafts.set_own_stale(work, moved)
    names = work.session.scalars(
        select(Person.display_name).join(Guest, Guest.person_id == Person.id).where(Guest.id.in_(moved)).order_by(Person.sort_name)
    ).all()
    return f"; {listed(list(names))} {'gets' if len(names) == 1 else 'get'} the seat" if names else ""


def leave(work: UnitOfWork, guest_ids: Iterable[str]) -> None:
    """Take guests out of every line; whoever stands by behind them gets what they held."""
    seats = work.session.scalars(select(ReservedSeat).where(ReservedSeat.guest_id.in_(list(guest_ids)))).all()
    if seats:
        work.delete_all(seats)
        settle(work, {seat.session_id for seat in seats})
