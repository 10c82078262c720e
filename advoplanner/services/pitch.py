"""The pitch guard's own suggestions: read for an event, and followed as one step each."""

from __future__ import annotations

from dataclasses import dataclass

from advoplanner.core.changes import NOTHING, ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import clean, plural
from advoplanner.domain.agenda import SessionRow, vendor_minutes, vendor_share
from advoplanner.domain.checks.suggestions import Suggestion, limit_of, suggestions, way_under
from advoplanner.services import agenda, checks
from advoplanner.services.checks import Reading
from advoplanner.services.context import Workspace


@dataclass(frozen=True, slots=True)
class PitchGuard:
    """How much the vendor speaks against the limit (None where it is not judged), and what the guard would change.

    `way` are the suggestions that, followed in order, bring the share under the limit; empty where it is, or where none help.
    """

    share: float | None
    limit: float | None
    vendor_minutes: float
    content_minutes: int
    suggestions: tuple[Suggestion, ...]
    way: tuple[Suggestion, ...]
    sessions: tuple[SessionRow, ...]


def guard(ws: Workspace, event_id: str) -> PitchGuard:
    """The guard of one event; raises RuleBroken `checks.no_event`."""
    return guard_of(checks.read(ws, event_id))


def guard_of(reading: Reading) -> PitchGuard:
    """The guard of an event that has been read."""
    case = reading.case
    limit = limit_of(case, reading.norms)
    content = [s for s in case.placed if s.type in case.weights]
    return PitchGuard(
        vendor_share(case.placed, case.weights), limit, vendor_minutes(content, case.weights), sum(s.minutes for s in content),
        tuple(suggestions(case)), tuple(way_under(case, limit)) if limit is not None else (), tuple(case.placed),
    )  # fmt: skip


def follow(ws: Workspace, event_id: str, suggestion_id: str) -> ChangeSet:
    """Do what one suggestion says, as one step; raises RuleBroken `pitch.gone` where it no longer fits the agenda."""
    return _follow(ws, _found(ws, event_id, suggestion_id))


def follow_way(ws: Workspace, event_id: str) -> ChangeSet:
    """Follow suggestions until the vendor's share is under its limit, all as one step; nothing where it is already."""
    way = guard(ws, event_id).way
    if not way:
        return NOTHING
    with ws.action(f"Follow {plural(len(way), 'suggestion')} of the pitch guard") as work:
        for each in way:
            _follow(ws, each)
    return work.changes


def _found(ws: Workspace, event_id: str, suggestion_id: str) -> Suggestion:
    found = next((s for s in suggestions(checks.read(ws, event_id).case) if s.id == suggestion_id), None)
    if found is None:
        raise RuleBroken("pitch.gone", "The agenda has changed, and this suggestion no longer fits it.", "Look at the new ones.")
    return found


def _follow(ws: Workspace, made: Suggestion) -> ChangeSet:
    with ws.action(clean(f"{made.verb}: follow the pitch guard", limit=120)) as work:
        for guest_id in made.take:
            agenda.drop_person(ws, made.session_id, guest_id)
        if made.changes:
            agenda.edit(ws, made.session_id, **made.changes)
        if made.give:
            agenda.set_person(ws, made.session_id, made.give[0].id, made.give[1])
    return work.changes
