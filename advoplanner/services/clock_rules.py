"""Events whose moment moved because a country changed its clocks: told by the zone rules of today against those of the last save."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.dates import to_utc, tzdata_version, zone
from advoplanner.core.errors import RuleBroken
from advoplanner.core.progress import QUIET, Part, Progress
from advoplanner.core.text import plural
from advoplanner.domain.clock_rules import MovedEvent
from advoplanner.domain.events import EventStatus
from advoplanner.services.context import Workspace
from advoplanner.store.models import Event, Guest

if TYPE_CHECKING:
    from advoplanner.services.invitations import Drafted


def moved(ws: Workspace) -> list[MovedEvent]:
    """Events to come whose moment moved with the rules of their zone since they were saved, by start."""
    with ws.reading() as session:
        return [_row(session, event) for event in _moved(session, ws.clock())]


def follow(ws: Workspace, event_ids: Iterable[str], *, progress: Progress = QUIET) -> Drafted:
    """Keep the wall time of these events under the new rules, and draft an update (the next version) for whoever holds one.

    One that cannot keep it stays as it is among several; raises RuleBroken `time.gap` or `time.zone_unknown` where none can.
    """
    # Read where it is needed: Today asks only what has moved, and is drawn before anything else.
    from advoplanner.services import invitations

    wanted = set(event_ids)
    with ws.action("") as work:
        concerned = [event for event in _moved(work.session, ws.clock()) if event.id in wanted]
        broken = {event.id: why for event in concerned if (why := _refused(event)) is not None}
        found = [event for event in concerned if event.id not in broken]
        if broken and not found:
            raise next(iter(broken.values()))
        for event in found:
            event.start_utc, event.end_utc = to_utc(event.start, event.zone), to_utc(event.end, event.zone)
            event.tzdata = tzdata_version()
        work.session.flush()
        parts = [Part(progress, number / len(found), 1 / len(found)) for number in range(len(found))]
        done = [invitations.update_holders(ws, event.id, progress=part) for event, part in zip(found, parts, strict=True)]
        work.label = f"Follow the new clock rules: {plural(len(found), 'event')}"
    return invitations.Drafted(sum(d.ready for d in done), sum(d.held for d in done), sum(d.unchanged for d in done), changes=work.changes)


def _moved(session: Session, now: datetime) -> list[Event]:
    query = select(Event).where(Event.tzdata != tzdata_version(), Event.end_utc > now, Event.status.not_in(_OVER)).order_by(Event.start_utc)
    return [e for e in session.scalars(query) if _refused(e) or (to_utc(e.start, e.zone), to_utc(e.end, e.zone)) != (e.start_utc, e.end_utc)]


def _refused(event: Event) -> RuleBroken | None:
    """Why the event cannot keep its wall time: the clocks skip it now, or the zone is no more."""
    try:
        zone(event.zone)
        for wall in (event.start, event.end):
            to_utc(wall, event.zone)
    except RuleBroken as broken:
        return broken
    return None


def _row(session: Session, event: Event) -> MovedEvent:
    holders = session.scalars(select(Guest.id).where(Guest.event_id == event.id, Guest.invite_state == "sent")).all()
    refused = _refused(event)
    now = event.start_utc if refused else to_utc(event.start, event.zone)
    return MovedEvent(event.id, event.title, event.zone, event.start, event.start_utc, now, len(holders), str(refused or ""))


_OVER = (EventStatus.CANCELLED, EventStatus.CLOSED)
