"""The agenda as one audience reads it: the board or a released version, and what differs from the version before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from advoplanner.domain.agenda import PAUSES, WORKING, SessionRow
from advoplanner.domain.agenda import WORDS as SESSION_WORDS
from advoplanner.domain.agenda_versions import AgendaVersionRow
from advoplanner.domain.documents import Changes, GuestFacts, SessionFacts
from advoplanner.domain.prints import without_private
from advoplanner.domain.restrictions import Audience
from advoplanner.services import agenda, agenda_versions
from advoplanner.services.context import Workspace


@dataclass(frozen=True, slots=True)
class Programme:
    """Sessions with the words for their version, and those of the version `before`; `since` is "" where there is none."""

    rows: Sequence[SessionRow]
    label: str
    before: Sequence[SessionRow] = ()
    since: str = ""


def read(ws: Workspace, event_id: str, version_id: str, known: Collection[str]) -> Programme:
    """The sessions of the board, or as they were released; in an old version nobody is named who left the list since."""
    if version_id:
        found = agenda_versions.version(ws, version_id)
        before = _released(ws, event_id, found.number - 1)
        rows, then = ([_naming(row, known) for row in each] for each in (found.sessions, before.sessions if before else ()))
        return Programme(rows, found.label, then, _since(before))
    rows = agenda.rows(ws, event_id)
    standing = agenda_versions.standing(ws, event_id, rows)
    # A draft is held against the version it follows; a version that is out, against the one before it.
    last = standing.since
    before = _released(ws, event_id, last.number - 1) if last is not None and standing.is_released else last
    return Programme(rows, standing.label, before.sessions if before else (), _since(before))


def shown(rows: Sequence[SessionRow], reduced: Mapping[str, GuestFacts | None], audience: str) -> tuple[SessionFacts, ...]:
    """The sessions that an audience may read; `reduced` are guests to be named nowhere (None) or without their company."""
    inside = audience in (Audience.HOST, Audience.VENUE)
    return tuple(_facts(row, row.start, reduced, audience) for row in rows if row.start is not None and (inside or row.for_members))


def changes(programme: Programme, now: tuple[SessionFacts, ...], reduced: Mapping[str, GuestFacts | None], audience: str) -> Changes:
    """What this audience reads otherwise than in the version before."""
    if not programme.since:
        return Changes()
    then = {s.id: s for s in shown(programme.before, reduced, audience)}
    there = {s.id for s in now}
    other = {s.id for s in now if then.get(s.id) != s}
    unseen = {s.id for s in now if s.id in other and s.id in then and without_private(then[s.id]) == without_private(s)}
    gone = tuple(s for s in then.values() if s.id not in there)
    return Changes(frozenset(other - unseen), programme.since, gone, frozenset(unseen))


def _released(ws: Workspace, event_id: str, number: int) -> AgendaVersionRow | None:
    return next((v for v in agenda_versions.versions(ws, event_id) if v.number == number), None) if number > 0 else None


def _since(version: AgendaVersionRow | None) -> str:
    return f"version {version.number}" if version else ""


def _naming(row: SessionRow, known: Collection[str]) -> SessionRow:
    return replace(row, people=tuple(p for p in row.people if p.guest_id in known))


def _facts(row: SessionRow, start: datetime, reduced: Mapping[str, GuestFacts | None], audience: str) -> SessionFacts:
    internal, venue = audience == Audience.HOST, audience == Audience.VENUE
    named = [p for p in row.people if reduced.get(p.guest_id, True) is not None]
    people_words = ", ".join(p.name if p.guest_id in reduced or not p.organisation else f"{p.name}, {p.organisation}" for p in named)
    return SessionFacts(
        start, row.minutes, row.title, row.type, SESSION_WORDS[row.type], row.room, people_words, row.member_benefit, row.input_sought,
        row.decision_owner if internal else "", row.purpose if internal else "", row.private_notes if internal else "",
        row.materials if internal or venue else "", row.type in WORKING, row.type in PAUSES,
        tuple((p.guest_id, p.role) for p in named), row.id,
        decision_due=date.fromisoformat(row.decision_due) if row.decision_due and internal else None, skill=row.skill,
    )  # fmt: skip
