"""What was promised at an event: who does it, until when, and which member hears of the result."""

from __future__ import annotations

from datetime import date

from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One promise. `incomplete` marks one without owner or date; `overdue` one that is open after its date."""

    id: str
    event_id: str
    event: str
    text: str
    owner: str
    due: date | None
    tell_guest_id: str
    tell: str
    done: bool
    incomplete: bool
    overdue: bool
    version: int
    source: str = ""
    """Who said it, in their words."""
    outcome: str = ""
    """What was done, as members read it at the next event."""
    next_step: str = ""


def is_incomplete(owner: str, due: date | None) -> bool:
    """Whether nobody, or no day, answers for an action: kept all the same, and shown in red."""
    return not owner or due is None


def is_overdue(due: date | None, done: bool, today: date) -> bool:
    """Whether an open action's last day has passed."""
    return not done and due is not None and due < today


def read_due(due: str | date | None) -> str:
    """A due date as it is stored, "2027-03-31" or ""; raises RuleBroken `followup.due`."""
    if isinstance(due, date):
        return due.isoformat()[:10]
    text = (due or "").strip()
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise RuleBroken("followup.due", f"“{text}” is not a date.", "Write it as 2027-03-31.", field="due") from error
