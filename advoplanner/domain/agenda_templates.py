"""The agendas to begin with: which there are for each kind of event, which one suits its time, and how one is laid out."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.agenda import SessionType
from advoplanner.domain.events import EventKind

BRIEF = timedelta(minutes=100)
"""Up to this length a meeting of members takes place on screens rather than in a room (assumption)."""


@dataclass(frozen=True, slots=True)
class AgendaTemplate:
    """A template: `name` is stable, `words` say for how long and where it is made, `kinds` are the events that it suits."""

    name: str
    words: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A session of a template, laid out; `start` is None where it does not fit the event and waits in the tray."""

    start: datetime | None
    minutes: int
    type: str
    title: str
    texts: Mapping[str, Any]


_MEMBERS = (EventKind.CAB, EventKind.COUNCIL, EventKind.USER_GROUP)

TEMPLATES: dict[str, AgendaTemplate] = {
    name: AgendaTemplate(name, words, frozenset(kinds))
    for name, words, kinds in (
        ("cab", "A board over one and a half days, with the evening before", (EventKind.CAB,)),
        ("cab_evening", "A board of one day, with the evening before", (EventKind.CAB,)),
        ("cab_day", "A board of one day", (EventKind.CAB,)),
        ("council", "A council of an evening, with dinner", (EventKind.COUNCIL,)),
        ("usergroup", "A user group of an afternoon", (EventKind.USER_GROUP,)),
        ("virtual", "90 minutes on screens", _MEMBERS),
        ("rockstar_morning", "A presentation at 7 in the morning, before the doors open", (EventKind.ROCK_STAR,)),
        ("rockstar_evening", "A presentation at 9 in the evening, after the doors close", (EventKind.ROCK_STAR,)),
        ("meetup", "A meetup at small tables, with supper", (EventKind.MEETUP,)),
        ("meetup_standing", "A meetup on one's feet, with a glass in hand", (EventKind.MEETUP,)),
    )
}


def templates_for(kind: str) -> list[AgendaTemplate]:
    """The templates that suit a kind of event."""
    return [template for template in TEMPLATES.values() if kind in template.kinds]


def template_name(kind: str, start: datetime, end: datetime) -> str:
    """Which template suits an event best, by its kind, how long it lasts, and whether it is early or late."""
    if kind in _MEMBERS and end - start <= BRIEF:
        return "virtual"
    if kind == EventKind.CAB:
        return "cab" if end.date() > start.date() and start.hour >= 12 else "cab_day"
    if kind == EventKind.ROCK_STAR:
        return "rockstar_morning" if start.hour < 12 else "rockstar_evening"
    return kind


def check_template(name: str) -> None:
    """Raise RuleBroken `agenda.template` for a template that there is not."""
    if name not in TEMPLATES:
        raise RuleBroken("agenda.template", f"There is no agenda template “{name}”.", f"Choose one of: {', '.join(TEMPLATES)}.", field="template")


def laid_out(text: str, start: datetime, end: datetime) -> list[PlannedSession]:
    """The sessions of a template (TOML) for an event from `start` to `end`.

    A session lies `after` minutes from the event's start, or on its n-th further `day` `at` a wall time.
    """
    sessions = tomllib.loads(text)["session"]
    return [_planned(entry, _offset(entry, start), start, end) for entry in sessions]


def _planned(entry: Mapping[str, Any], at: datetime, start: datetime, end: datetime) -> PlannedSession:
    fits = start <= at and at + timedelta(minutes=entry["minutes"]) <= end
    texts = {name: value for name, value in entry.items() if name not in ("after", "day", "at", "minutes", "type", "title")}
    return PlannedSession(at if fits else None, entry["minutes"], SessionType(entry["type"]), entry["title"], texts)


def _offset(entry: Mapping[str, Any], start: datetime) -> datetime:
    if "after" in entry:
        return start + timedelta(minutes=entry["after"])
    return datetime.combine(start.date() + timedelta(days=entry["day"]), time.fromisoformat(entry["at"]))
