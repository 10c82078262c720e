"""What somebody holds at an event (seats, parts in sessions, introductions), and a delegate who takes it over.

One-to-ones were matched to the person, so they become free.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session as DbSession

from advoplanner.core.text import listed, plural
from advoplanner.domain.introductions import State
from advoplanner.services import agenda, introductions, seating
from advoplanner.services.context import Workspace
from advoplanner.store.models import Assignment, Guest, Introduction, SessionRole
from advoplanner.store.models import Session as AgendaSession
from advoplanner.store.queries import seating as seating_queries
from advoplanner.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class Held:
    """`seats` are (round, seat), `parts` (session, role, title), `meetings` (other guest, reason, introducer)."""

    seats: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str, str], ...]
    meetings: tuple[tuple[str, str, str], ...]

    @property
    def words(self) -> str:
        """Parts and meetings in words: "“Panel” and 2 introductions"; "" for none."""
        said = [f"“{title}”" for _, _, title in self.parts]
        said += [plural(len(self.meetings), "introduction")] if self.meetings else []
        return listed(said)


def held_by(session: DbSession, guest_id: str) -> Held:
    """What a guest holds now; meetings that have taken place are left out."""
    seats = select(Assignment.round_id, Assignment.seat_id).where(Assignment.guest_id == guest_id, Assignment.seat_id.is_not(None))
    parts = (
        select(SessionRole.session_id, SessionRole.role, AgendaSession.title)
        .join(AgendaSession, AgendaSession.id == SessionRole.session_id)
        .where(SessionRole.guest_id == guest_id)
        .order_by(AgendaSession.start, AgendaSession.title)
    )
    planned = Introduction.state == State.PLANNED
    pairs = session.scalars(select(Introduction).where(or_(Introduction.a_id == guest_id, Introduction.b_id == guest_id), planned))
    return Held(
        tuple((a, b or "") for a, b in session.execute(seats)),
        tuple((a, b, c) for a, b, c in session.execute(parts)),
        tuple((p.b_id if p.a_id == guest_id else p.a_id, p.reason, p.introducer) for p in pairs),
    )


def take_seats(ws: Workspace, held: Held, deputy_id: str) -> None:
    """The same seats, where the rules allow it."""
    for round_id, seat_id in held.seats:
        if not seating.check_seat(ws, round_id, deputy_id, seat_id):
            seating.seat_guest(ws, round_id, deputy_id, seat_id)


def take_parts(ws: Workspace, work: UnitOfWork, held: Held, deputy: Guest) -> None:
    """The same parts in sessions, and the introductions but those with somebody from whom they are to be kept apart."""
    for session_id, role, _ in held.parts:
        agenda.set_person(ws, session_id, deputy.id, role)
    query = select(Guest.id, Guest.person_id).where(Guest.id.in_([other for other, _, _ in held.meetings]))
    people = {row.id: row.person_id for row in work.session.execute(query)}
    for other, reason, introducer in held.meetings:
        if other in people and not seating_queries.kept_apart(work.session, deputy.person_id, [people[other]]):
            introductions.plan(ws, deputy.event_id, deputy.id, other, reason, introducer)
