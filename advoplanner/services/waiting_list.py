"""The waiting list of an open audience: who moves up as soon as somebody gives a place back or there are more of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select

from advoplanner.domain.guests import Decision, may_be_seated
from advoplanner.domain.sign_ups import moved_words
from advoplanner.services import bench, guest_ties
from advoplanner.store.models import Event, Guest
from advoplanner.store.queries import kits as queries
from advoplanner.store.session import UnitOfWork


def move_up(work: UnitOfWork, event_ids: Iterable[str], but: Collection[str] = ()) -> str:
    """Give free places of events to those who signed up first and wait, `but` for some; returns the end of the step's name that says who, or "".

    Events without a limit, and those to which nobody signed up, are left alone: on their bench the coordinator chooses.
    """
    work.session.flush()
    moved: list[Guest] = []
    for event in work.session.scalars(select(Event).where(Event.id.in_(list(event_ids)))).all():
        waiting = [guest for guest in queries.waiting(work.session, event.id) if guest.id not in but]
        free = len(waiting) if not event.capacity else event.capacity - bench.expected(work.session, event.id)
        for guest in waiting[: max(free, 0)]:
            guest.decision, guest.bench_rank = Decision.APPROVED.value, 0
            moved.append(guest)
    work.session.flush()
    return moved_words(guest_ties.names_of(work.session, moved)) if moved else ""


def after(work: UnitOfWork, guests: Iterable[Guest]) -> str:
    """The same for the events of guests who may have given their places back; whoever was put on hold does not get it again at once."""
    given = [guest for guest in guests if not (may_be_seated(guest.decision, guest.reply) and guest.decision == "approved")]
    return move_up(work, {guest.event_id for guest in given}, {guest.id for guest in given})
