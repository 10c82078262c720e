"""What pages say of an event's kind, state, time and readiness, in one place so that they say the same."""

from __future__ import annotations

from datetime import datetime

from advoplanner.core.dates import short_date
from advoplanner.domain.events import PROFILES

STATES: dict[str, tuple[str, str]] = {
    "idea": ("Idea", "quiet"),
    "planned": ("Planned", "accent"),
    "inviting": ("Inviting", "accent"),
    "released": ("Released", "good"),
    "running": ("Running", "good"),
    "closed": ("Closed", "quiet"),
    "cancelled": ("Cancelled", "bad"),
}
"""An event's status as the word and the state of its dot."""

ICONS = {"cab": "briefcase", "council": "users", "usergroup": "message-square", "rockstar": "mic", "meetup": "utensils"}
"""The icon of each kind of event."""


def kind_words(kind: str) -> str:
    """The short name of a kind of event."""
    return PROFILES[kind].short if kind in PROFILES else kind


def zone_city(zone: str) -> str:
    """The city by which people know a zone: "New York"."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def when(start: datetime, zone: str) -> str:
    """ "Wed 10 Mar 2027, 18:00 Berlin": a start as people write it, with the city of its clock."""
    return f"{short_date(start.date())}, {start:%H:%M} {zone_city(zone)}"


def ready_words(readiness: float | None) -> str:
    """Readiness as a figure; a dash where nothing could be judged."""
    return "–" if readiness is None else f"{readiness:.0%}"


def ready_state(readiness: float | None, errors: int) -> str:
    """The state of a readiness bar: red only where something blocks."""
    return "bad" if errors else "good" if readiness is not None and readiness >= 0.9 else "warn"


def days_ahead(days: int) -> str:
    """ "today", "tomorrow", "in 12 days"."""
    return ("today", "tomorrow")[days] if days in (0, 1) else f"in {days:,} days"
