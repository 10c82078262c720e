"""The bench: people on hold in the order in which they are to be invited, and those for whom there was no room."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.text import plural
from advoplanner.domain.guests import Decision, Reply
from advoplanner.services.context import Workspace
from advoplanner.store.models import Event, Guest


def order(ws: Workspace, guest_ids: Iterable[str]) -> ChangeSet:
    """Who is to be invited next, in this order."""
    place = {guest_id: number for number, guest_id in enumerate(guest_ids, 1)}
    with ws.action("Order the bench") as work:
        for guest in work.session.scalars(select(Guest).where(Guest.id.in_(list(place)))):
            guest.bench_rank = place[guest.id]
    return work.changes


def promote(ws: Workspace, guest_ids: Iterable[str], *, enlarge: bool = False) -> ChangeSet:
    """Approve guests from the bench; with `enlarge` the event's capacity grows as far as they need it."""
    ids = list(guest_ids)
    with ws.action(f"Promote {plural(len(ids), 'guest')} from the bench") as work:
        found = work.session.scalars(select(Guest).where(Guest.id.in_(ids))).all()
        for guest in found:
            guest.decision, guest.bench_rank = Decision.APPROVED.value, 0
        work.session.flush()
        event = work.session.get(Event, found[0].event_id) if found else None
        if enlarge and event is not None and event.capacity:
            event.capacity = max(event.capacity, expected(work.session, event.id))
    return work.changes


def put_beyond_capacity(session: Session, event: Event, new: list[dict[str, Any]]) -> int:
    """Put those of the new guests (columns) who are beyond the event's capacity on hold, at the end of the bench; how many."""
    if not event.capacity:
        return 0
    last = session.scalar(select(func.max(Guest.bench_rank)).where(Guest.event_id == event.id)) or 0
    beyond = new[max(event.capacity - expected(session, event.id), 0) :]
    for rank, values in enumerate(beyond, last + 1):
        values |= {"decision": Decision.HOLD.value, "bench_rank": rank}
    return len(beyond)


def expected(session: Session, event_id: str) -> int:
    """How many places the approved take who have not declined."""
    query = select(func.count()).select_from(Guest).where(Guest.event_id == event_id, Guest.decision == Decision.APPROVED)
    return session.scalar(query.where(Guest.reply.not_in([Reply.DECLINED, Reply.DELEGATED]))) or 0
