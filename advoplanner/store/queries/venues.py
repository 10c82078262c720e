"""Venues as rows, with the events that take place there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advoplanner.domain.events import EventStatus
from advoplanner.domain.slots import OffHours, Place
from advoplanner.domain.venues import VenueDetails, VenueRow, hours_words
from advoplanner.store.models import Event, Venue


def rows(session: Session) -> list[VenueRow]:
    """All venues by name."""
    counted = select(Event.venue_id, func.count().label("events")).group_by(Event.venue_id)
    used = {row.venue_id: row.events for row in session.execute(counted)}
    venues = session.scalars(select(Venue))
    return sorted((_row(v, used.get(v.id, 0)) for v in venues), key=lambda r: (r.name.casefold(), r.city.casefold(), r.id))


def details(session: Session, venue_id: str) -> VenueDetails | None:
    """Everything known of one venue, or None."""
    venue = session.get(Venue, venue_id)
    if venue is None:
        return None
    events = titles_at(session, [venue_id])
    return VenueDetails(
        _row(venue, len(events)),
        venue.contact,
        venue.access_notes,
        venue.notes,
        dict(venue.hours),
        tuple(events),
        dict(venue.exceptions),
        dict(venue.off_hours),
    )


def places(session: Session, venue_ids: Iterable[str] | None = None) -> list[Place]:
    """Venues as the finder of slots needs them, by name; all of them unless ids are given."""
    query = select(Venue) if venue_ids is None else select(Venue).where(Venue.id.in_(list(venue_ids)))
    found = [Place(v.id, v.name, v.city, v.zone, dict(v.hours), dict(v.exceptions), OffHours(**v.off_hours)) for v in session.scalars(query)]
    return sorted(found, key=lambda p: (p.name.casefold(), p.id))


def taken(session: Session, venue_ids: Iterable[str]) -> list[tuple[str, datetime, datetime]]:
    """(venue id, start, end) of the events at these venues that are not called off, as instants."""
    query = select(Event.venue_id, Event.start_utc, Event.end_utc).where(Event.venue_id.in_(list(venue_ids)))
    return [(r.venue_id or "", r.start_utc, r.end_utc) for r in session.execute(query.where(Event.status != EventStatus.CANCELLED))]


def titles_at(session: Session, venue_ids: Iterable[str]) -> list[str]:
    """Titles of the events at any of these venues, the newest event first."""
    query = select(Event.title).where(Event.venue_id.in_(list(venue_ids))).order_by(Event.start_utc.desc(), Event.title)
    return list(session.scalars(query))


def _row(venue: Venue, events: int) -> VenueRow:
    return VenueRow(
        venue.id, venue.name, venue.address, venue.city, venue.zone, venue.capacity, hours_words(venue.hours), events, venue.version
    )  # fmt: skip
