"""The pitch guard's own suggestions: read for an event, and followed as one step each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from advoplanner.core.changes import NOTHING, ChangeSet
from advoplanner.core.dates import short_date
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import clean, plural
from advoplanner.domain.agenda import WORDS, SessionRow, vendor_minutes, vendor_share
from advoplanner.domain.checks.suggestions import Suggestion, limit_of, suggestions, way_under
from advoplanner.domain.documents import EventFacts, Pack
from advoplanner.domain.events import PROFILES
from advoplanner.domain.restrictions import Audience
from advoplanner.services import agenda, checks
from advoplanner.services.checks import Reading
from advoplanner.services.context import Workspace

if TYPE_CHECKING:
    from advoplanner.exports.pitch_pdf import PitchCheck


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


def export_page(ws: Workspace, event_id: str, path: Path, *, paper: str | None = None) -> Path:
    """Write the pitch check for the sponsor as PDF; raises RuleBroken `checks.no_event`, KnownProblem where it cannot be written."""
    from advoplanner.exports import pitch_pdf
    from advoplanner.services import events, workspace

    reading, event = checks.read(ws, event_id), events.details(ws, event_id)
    facts = EventFacts(event.id, event.title, event.start, event.end, kind=event.kind, kind_name=PROFILES[event.kind].name, purpose=event.purpose)
    pitch_pdf.write(_page(reading), Pack(facts, audience=Audience.HOST), path, paper=paper or workspace.info(ws).paper)
    return path


def _page(reading: Reading) -> PitchCheck:
    """What the printed page says."""
    from advoplanner.exports.pitch_pdf import PitchCheck, PitchLine

    now, weights = guard_of(reading), reading.case.weights
    kind = reading.case.kind
    norm = reading.norms[{"meetup": "vendor_minutes.meetup", "rockstar": "staff_presenter"}.get(kind, f"vendor_share.{kind}")]
    lines = [
        PitchLine(f"{s.start:%a %d %b}\n{s.start:%H:%M}", s.title, WORDS[s.type], s.minutes, vendor_minutes([s], weights))
        for s in now.sessions if s.start and s.type in weights
    ]  # fmt: skip
    found = [f for f in checks.report(reading).findings if f.area == "pitch" and not f.unknown]
    kept = [f"{f.message} {f.waiver.reason} ({f.waiver.by or 'nobody named'}, {short_date(f.waiver.at.date())})" for f in found if f.waiver]
    return PitchCheck(now.share, now.limit, _verdict(now), norm.said(), lines, [f.message for f in found if f.open], kept)


def _verdict(now: PitchGuard) -> str:
    if now.share is None:
        return "Nothing to measure: the agenda has no content yet."
    if now.limit is None:
        return "For this kind of event the presenter is what counts."
    return f"The vendor speaks {now.vendor_minutes:.0f} of {plural(now.content_minutes, 'minute')} of content."
