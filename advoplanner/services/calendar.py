"""Calendar files of events without their guests: to save, to print a code for, to put on a website."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from advoplanner.core.paths import write_bytes
from advoplanner.domain.event_details import EventDetails
from advoplanner.domain.invitations import CalendarFacts, Standing
from advoplanner.exports import calendar
from advoplanner.services import events
from advoplanner.services.context import Workspace


def publish(ws: Workspace, event_ids: Iterable[str], path: Path) -> Path:
    """Write a PUBLISH calendar of some events to `path`; raises RuleBroken or KnownProblem."""
    entries = [_facts(events.details(ws, event_id), ws.clock()) for event_id in event_ids]
    return write_bytes(path, calendar.publish(entries))


def _facts(event: EventDetails, now: datetime) -> CalendarFacts:
    standing = Standing.CANCELLED if event.status == "cancelled" else Standing.CONFIRMED
    facts = CalendarFacts(
        uid=event.uid,
        title=event.title,
        start=event.start,
        end=event.end,
        zone=event.zone,
        organiser_name=event.organiser_name or event.host_company,
        organiser_email=event.organiser_email,
        dtstamp=now.replace(microsecond=0),
        sequence=event.sequence,
        description="\n\n".join(t for t in (event.purpose, event.topic) if t),
        location=event.where,
        status=standing,
    )
    return replace(facts, url=event.join_link)
