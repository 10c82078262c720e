"""Events whose moment moved because a country changed its clocks: told by the zone rules of today against those of the last save."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.dates import is_zone, to_utc, tzdata_version, zone
from advoplanner.core.text import plural
from advoplanner.domain.events import EventStatus
from advoplanner.services import invitations
from advoplanner.services.context import Workspace
from advoplanner.services.invitations import Drafted
from advoplanner.store.models import Event, Guest


@dataclass(frozen=True, slots=True)
class MovedEvent:
    """An event to come whose wall time is another moment now; `was` and `now` are instants, `holders` those who have it in their calendar."""

    event_id: str
    title: str
    zone: str
    start: datetime
    was: datetime
    now: datetime
    holders: int


def moved(ws: Workspace) -> list[MovedEvent]:
    """Events to come whose moment moved with the rules of their zone since they were saved, by start."""
    with ws.reading() as session:
        return [_row(session, event) for event in _moved(session, ws.clock())]


def follow(ws: Workspace, event_ids: Iterable[str]) -> Drafted:
    """Keep the wall time of these events under the new rules, and draft an update (the next version) for whoever holds one.

    Raises RuleBroken `time.gap` where the clocks skip a time now: then the event needs another one.
    """
    wanted = set(event_ids)
    with ws.action("") as work:
        found = [event for event in _moved(work.session, ws.clock()) if event.id in wanted]
        for event in found:
            event.start_utc, event.end_utc = to_utc(event.start, event.zone), to_utc(event.end, event.zone)
            event.tzdata = tzdata_version()
        work.session.flush()
        done = [invitations.update_holders(ws, event.id) for event in found]
        work.label = f"Follow the new clock rules: {plural(len(found), 'event')}"
    return Drafted(sum(d.ready for d in done), sum(d.held for d in done), sum(d.unchanged for d in done), changes=work.changes)


def _moved(session: Session, now: datetime) -> list[Event]:
    query = select(Event).where(Event.tzdata != tzdata_version(), Event.end_utc > now, Event.status.not_in(_OVER)).order_by(Event.start_utc)
    return [e for e in session.scalars(query) if is_zone(e.zone) and (_today(e.start, e.zone), _today(e.end, e.zone)) != (e.start_utc, e.end_utc)]


def _today(wall: datetime, zone_name: str) -> datetime:
    """The moment of a wall time by today's rules; one that the clocks skip now is read on as if they did not."""
    return wall.replace(tzinfo=zone(zone_name)).astimezone(UTC)


def _row(session: Session, event: Event) -> MovedEvent:
    holders = session.scalars(select(Guest.id).where(Guest.event_id == event.id, Guest.invite_state == "sent")).all()
    return MovedEvent(event.id, event.title, event.zone, event.start, event.start_utc, _today(event.start, event.zone), len(holders))


_OVER = (EventStatus.CANCELLED, EventStatus.CLOSED)
