"""Venues as rows, with the events that take place there."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

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
    return VenueDetails(_row(venue, len(events)), venue.contact, venue.access_notes, venue.notes, dict(venue.hours), tuple(events))


def titles_at(session: Session, venue_ids: Iterable[str]) -> list[str]:
    """Titles of the events at any of these venues, the newest event first."""
    query = select(Event.title).where(Event.venue_id.in_(list(venue_ids))).order_by(Event.start_utc.desc(), Event.title)
    return list(session.scalars(query))


def _row(venue: Venue, events: int) -> VenueRow:
    return VenueRow(
        venue.id, venue.name, venue.address, venue.city, venue.zone, venue.capacity, hours_words(venue.hours), events, venue.version
    )  # fmt: skip
