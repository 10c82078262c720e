"""What is on now and what comes next, by the event's own clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from advoplanner.domain.agenda import SessionRow


@dataclass(frozen=True, slots=True)
class NowAndNext:
    """Words for the card; "" where there is nothing."""

    now: str
    now_until: str
    next: str
    next_at: str
    now_id: str = ""


def now_and_next(sessions: Sequence[SessionRow], wall: datetime) -> NowAndNext:
    """The session that runs at `wall` (naive, in the event's zone) and the first one after it. Of parallel ones the first stands here."""
    placed = sorted((s for s in sessions if s.start is not None), key=lambda s: (s.start, s.title))
    running = next((s for s in placed if s.start is not None and s.end is not None and s.start <= wall < s.end), None)
    coming = next((s for s in placed if s.start is not None and s.start > wall), None)
    return NowAndNext(
        running.title if running else "",
        f"until {running.end:%H:%M}, {_minutes(running.end - wall)} left" if running and running.end else "",
        coming.title if coming else "",
        _begins(coming.start, wall) if coming and coming.start else "",
        running.id if running else "",
    )


def _begins(start: datetime, wall: datetime) -> str:
    if start.date() != wall.date():
        return f"{start:%a} {start.day} {start:%b}, {start:%H:%M}"
    return f"at {start:%H:%M}, in {_minutes(start - wall)}"


def _minutes(span: timedelta) -> str:
    minutes = max(int(span.total_seconds() // 60), 0)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60:02} min"
