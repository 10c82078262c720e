"""What the lists of steps and of kept versions show."""

from __future__ import annotations

from datetime import datetime, tzinfo
from functools import partial
from typing import Any

from advoplanner.core.dates import short_date
from advoplanner.services.history import AUTOMATIC
from ui.models.column import Column

STATES: dict[str, tuple[str, str]] = {
    "done": ("Done", "good"),
    "undone": ("Undone", "warn"),
    "dropped": ("Undone, passed over", "quiet"),
    "final": ("Cannot be undone", "quiet"),
    "old": ("Too long ago to undo", "quiet"),
}
"""A step's state as the word and the state of its dot."""


def when(at: datetime, zone: tzinfo | None = None) -> str:
    """An instant on this computer's clock (or in `zone`): "Wed 10 Mar 2027, 18:00"."""
    here = at.astimezone(zone)
    return f"{short_date(here.date())}, {here:%H:%M}"


def step_columns(zone: tzinfo | None = None) -> tuple[Column, ...]:
    """When, what, who, and whether it holds."""
    return (
        Column("When", lambda step: when(step.at, zone), width=170, sort=lambda step: step.number),
        Column("What", lambda step: step.label, width=260, stretch=True),
        Column("Who", lambda step: step.by, width=150, quiet=True),
        Column("State", lambda step: STATES[step.state][0], width=180, state=lambda step: STATES[step.state][1]),
    )


def version_columns(zone: tzinfo | None = None) -> tuple[Column, ...]:
    """Name, when, what it holds, and whether somebody or the program kept it."""
    return (
        Column("Version", lambda kept: kept.name[:1].upper() + kept.name[1:], width=160, stretch=True),
        Column("Kept", partial(_kept, zone), width=170, sort=lambda kept: kept.at),
        Column("People", lambda kept: kept.people, width=70, align="right"),
        Column("Events", lambda kept: kept.events, width=70, align="right"),
        Column("By", by_whom, width=90, quiet=True),
    )


def by_whom(kept: Any) -> str:
    """Whether a version was kept by hand or by the program."""
    return "By itself" if kept.name in AUTOMATIC else "By hand"


def _kept(zone: tzinfo | None, kept: Any) -> str:
    return when(kept.at, zone)
