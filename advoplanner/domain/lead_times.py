"""When a wave should leave, counted back from the event, with where each figure comes from."""

from __future__ import annotations

from datetime import date, timedelta

from advoplanner.domain.events import EventKind
from advoplanner.domain.letters import ANSWER_DAYS, WaveKind

INFORMAL = frozenset({EventKind.MEETUP, EventKind.ROCK_STAR})
"""Kinds to which people come at short notice."""

_WEEK = timedelta(weeks=1)


def lead_time(wave: str, kind: str) -> tuple[timedelta, str]:
    """How long before the event a wave of this kind leaves, and the source of the figure; raises KeyError for a wave without a norm."""
    if kind in INFORMAL:
        return {**_FORMAL, **_INFORMAL}[wave]
    return _FORMAL[wave]


def planned_day(wave: str, kind: str, start: date, today: date) -> date:
    """The day on which a wave should leave: never in the past, never after the event."""
    return min(max(start - lead_time(wave, kind)[0], today), start)


_FORMAL: dict[str, tuple[timedelta, str]] = {
    WaveKind.SAVE_THE_DATE: (13 * _WEEK, "as soon as the date is confirmed, 13 weeks before"),
    WaveKind.INVITATION: (8 * _WEEK, "6 to 8 weeks before an event that needs travel or a calendar of weeks"),
    WaveKind.REMINDER: (timedelta(days=ANSWER_DAYS + 4), "3 to 5 days before answers are due, to those who are silent"),
    WaveKind.CONFIRMATION: (timedelta(days=2), "2 days before, with the way there and what has changed"),
    WaveKind.SPEAKERS: (4 * _WEEK, "4 weeks before, when the agenda stands"),
}

_INFORMAL: dict[str, tuple[timedelta, str]] = {
    WaveKind.SAVE_THE_DATE: (6 * _WEEK, "6 weeks before an informal evening"),
    WaveKind.INVITATION: (4 * _WEEK, "3 to 4 weeks before an informal event"),
    WaveKind.REMINDER: (timedelta(days=ANSWER_DAYS + 4), "3 to 5 days before answers are due, to those who are silent"),
    WaveKind.SPEAKERS: (2 * _WEEK, "2 weeks before, when the agenda stands"),
}
