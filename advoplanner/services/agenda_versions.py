"""Versions of the agenda: released with a name and a note, compared, read again, and told to those they concern."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session as DbSession

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.text import clean, plural, whole
from advoplanner.domain import agenda_versions as rules
from advoplanner.domain.agenda import SessionRow
from advoplanner.domain.agenda_versions import AgendaVersionRow, Difference, Standing
from advoplanner.domain.audiences import Audience, kept_audience
from advoplanner.domain.checks import Finding
from advoplanner.domain.guests import may_be_seated
from advoplanner.domain.letters import letter
from advoplanner.services import checks, invitations
from advoplanner.services.context import Workspace
from advoplanner.services.drafts import WAITING, drop
from advoplanner.store.models import AgendaVersion, Event, Guest, Message, Wave
from advoplanner.store.queries import agenda as queries
from advoplanner.store.session import UnitOfWork

LIMITS = {"name": 120, "note": 2000, "waiver": 2000}
LEAST_REASON = 10
"""A reason in fewer letters explains nothing to somebody who reads it later."""

UPDATE = "agenda_update"
"""The kind of wave that tells of a version; it goes only to those it was written for."""


@dataclass(frozen=True, slots=True)
class ReleasePreview:
    """What a release would be: its number, what changed, what stands against it, and which guests it concerns."""

    number: int
    standing: Standing
    against: tuple[Finding, ...]
    concerned: tuple[str, ...]
    coming: tuple[str, ...]

    @property
    def name(self) -> str:
        return rules.version_label(self.number, "")


@dataclass(frozen=True, slots=True)
class Released:
    """A release: the version's id and number, and how many drafts wait in the outbox because of it."""

    version_id: str
    number: int
    drafts: int
    changes: ChangeSet


@dataclass(frozen=True, slots=True)
class Told:
    """How many drafts wait in the outbox because of a change."""

    drafts: int
    changes: ChangeSet


def versions(ws: Workspace, event_id: str) -> list[AgendaVersionRow]:
    """The released versions of an event, the newest first."""
    with ws.reading() as session:
        return _versions(session, event_id)


def version(ws: Workspace, version_id: str) -> AgendaVersionRow:
    """One released version; raises RuleBroken `agenda_versions.unknown`."""
    with ws.reading() as session:
        return _row(_found(session, version_id))


def standing(ws: Workspace, event_id: str, rows: Sequence[SessionRow] | None = None) -> Standing:
    """How the board differs from the version released last; `rows` are its sessions where somebody has read them already."""
    with ws.reading() as session:
        return _standing(session, event_id, rows)


def standing_of(rows: Sequence[SessionRow], versions: Sequence[AgendaVersionRow]) -> Standing:
    """How sessions that somebody has read differ from the newest of the `versions` that they have read, the newest first."""
    since = versions[0] if versions else None
    return Standing(since, rules.compare(since.sessions if since else (), rows))


def compare(ws: Workspace, event_id: str, before: str, after: str) -> tuple[Difference, ...]:
    """How two versions differ, each an id of this event's versions or `draft` for the board as it is now."""
    with ws.reading() as session:
        rows = [queries.rows(session, event_id) if each == rules.DRAFT else _row(_found(session, each)).sessions for each in (before, after)]
    return rules.compare(*rows)


def preview(ws: Workspace, event_id: str) -> ReleasePreview:
    """What releasing now would mean. Writes nothing; raises RuleBroken `agenda.no_event`."""
    with ws.reading() as session:
        found = _standing(session, event_id)
        coming = _coming(session, event_id)
        number = found.since.number + 1 if found.since else 1
        differences = _untold(session, event_id, found)
    concerned = rules.concerned(differences)
    return ReleasePreview(number, found, against(ws, event_id), tuple(g for g in coming if g in concerned), coming)


def against(ws: Workspace, event_id: str) -> tuple[Finding, ...]:
    """Errors of the checks that keep the agenda from being released until they are mended or waived."""
    return checks.gate(ws, event_id, "agenda").findings


def release(ws: Workspace, event_id: str, name: str = "", note: str = "", *, waiver: str = "", tell: Iterable[str] = ()) -> Released:
    """Freeze the agenda as its next version, and draft an update for each guest of `tell`.

    Raises RuleBroken: `agenda_versions.same` where nothing changed, `.empty`, `.gate` where a check stands against it and `waiver` gives
    no reason, and what a wave needs where somebody is to be told.
    """
    texts = {"name": whole(name, LIMITS["name"], "name"), "note": whole(note, LIMITS["note"], "note", lines=True)}
    reason = whole(waiver, LIMITS["waiver"], "waiver", lines=True)
    guests = list(dict.fromkeys(tell))
    with ws.action("") as work:
        before = _standing(work.session, event_id)
        number = before.since.number + 1 if before.since else 1
        kept = rules.frozen(queries.rows(work.session, event_id))
        _check(before, bool(kept))
        _open_gate(ws, event_id, reason)
        row = AgendaVersion(id=new_id(), event_id=event_id, number=number, **texts, waiver=reason, released_at=ws.clock(), sessions=kept)
        row.name = row.name or rules.version_label(number, "")
        differences = _untold(work.session, event_id, before)
        work.add(row)
        work.session.flush()
        lines = rules.in_lines(differences) or f"- {row.name}"
        drafts = draft_update(ws, work, event_id, _wave_name(number), lines, guests) if guests else 0
        work.label = f"Release the agenda: {rules.version_label(number, row.name)}"
    return Released(row.id, number, drafts, work.changes)


def _check(before: Standing, some: bool) -> None:
    if not some:
        raise RuleBroken("agenda_versions.empty", "No session has a time yet, so there is nothing to release.", "Put sessions on the board first.")
    if before.since is not None and not before.differences:
        raise RuleBroken("agenda_versions.same", f"Nothing changed since {before.since.label}.", "There is nothing to release.")


def _open_gate(ws: Workspace, event_id: str, reason: str) -> None:
    """Waive what stands against the release, for the reason given; raises RuleBroken where there is none."""
    found = against(ws, event_id)
    if found and not reason:
        words = f"{plural(len(found), 'check stands', 'checks stand')} against this release: {found[0].message}"
        raise RuleBroken("agenda_versions.gate", words, "Mend it, or give a reason to release all the same.", field="waiver")
    if found and len(reason) < LEAST_REASON:
        raise RuleBroken("agenda_versions.reason", "This reason explains too little.", "Write a sentence that others understand.", field="waiver")
    for finding in found:
        checks.waive(ws, event_id, finding.code, reason, subject=finding.subject)


def draft_update(
    ws: Workspace, work: UnitOfWork, event_id: str, name: str, lines: str, guests: list[str], own: Mapping[str, str] | None = None
) -> int:
    """Draft for these guests what changed, as part of an action; drafts of earlier updates that have not left give way. Returns how many.

    `own` has other lines for some guests; such a message counts as edited, so that it keeps them.
    """
    drop(work, _waiting(work.session, event_id, guests))
    work.session.flush()
    words = letter(UPDATE, work.session.get_one(Event, event_id).kind)
    text = _as_text(lines)
    body = words.body.replace("[changes]", text)
    audience = kept_audience(Audience(added=tuple(guests)))
    wave = work.session.scalar(select(Wave).where(Wave.event_id == event_id, Wave.name == name, Wave.kind == UPDATE))
    if wave is None:
        wave = Wave(id=new_id(), event_id=event_id, name=name, kind=UPDATE, subject=words.subject, body=body, audience=audience)
        work.add(wave)
    wave.body, wave.audience = body, audience
    work.session.flush()
    done = invitations.draft(ws, wave.id, guests)
    mine = select(Message).where(Message.wave_id == wave.id, Message.guest_id.in_(list(own or ())), Message.state.in_(WAITING))
    for message in work.session.scalars(mine):
        personal = _as_text((own or {})[message.guest_id])
        if personal and personal != text and text in message.body:
            message.body, message.edited = message.body.replace(text, personal, 1), True
    return done.ready + done.held


def _as_text(lines: str) -> str:
    """Lines in which nothing reads as a merge field: a title may hold what looks like one."""
    return lines.replace("{{", "{ {")


def _untold(session: DbSession, event_id: str, standing: Standing) -> tuple[Difference, ...]:
    """What changed since the last version of which no update waits unsent: those it concerned have heard of nothing newer."""
    names = set(session.scalars(select(Wave.name).join(Message, Message.wave_id == Wave.id).where(*_waiting_update(event_id))))
    released = _versions(session, event_id)
    waiting = [v.number for v in released if _wave_name(v.number) in names]
    if not waiting:
        return standing.differences
    told = next((v.sessions for v in released if v.number == min(waiting) - 1), ())
    return rules.compare(told, queries.rows(session, event_id))


def _waiting(session: DbSession, event_id: str, guests: list[str]) -> list[Message]:
    query = select(Message).join(Wave, Wave.id == Message.wave_id).where(*_waiting_update(event_id), Message.guest_id.in_(guests))
    return list(session.scalars(query))


def _waiting_update(event_id: str) -> tuple[ColumnElement[bool], ...]:
    return Wave.event_id == event_id, Wave.kind == UPDATE, Message.state.in_(WAITING)


def _standing(session: DbSession, event_id: str, known: Sequence[SessionRow] | None = None) -> Standing:
    rows = queries.rows(session, event_id) if known is None else known
    last = session.scalar(select(AgendaVersion).where(AgendaVersion.event_id == event_id).order_by(AgendaVersion.number.desc()).limit(1))
    if last is None:
        return Standing(None, rules.compare((), rows))
    since = _row(last)
    return Standing(since, rules.compare(since.sessions, rows))


def _coming(session: DbSession, event_id: str) -> tuple[str, ...]:
    """Guests who may still come and are no companions: whoever they come with tells those."""
    found = session.scalars(select(Guest).where(Guest.event_id == event_id, Guest.companion_of.is_(None)).order_by(Guest.id))
    return tuple(g.id for g in found if g.decision == "approved" and may_be_seated(g.decision, g.reply))


def _versions(session: DbSession, event_id: str) -> list[AgendaVersionRow]:
    query = select(AgendaVersion).where(AgendaVersion.event_id == event_id).order_by(AgendaVersion.number.desc())
    return [_row(row) for row in session.scalars(query)]


def _found(session: DbSession, version_id: str) -> AgendaVersion:
    row = session.get(AgendaVersion, version_id)
    if row is None:
        raise RuleBroken("agenda_versions.unknown", "This version of the agenda is not there any more.", "Redo brings it back.")
    return row


def _row(row: AgendaVersion) -> AgendaVersionRow:
    return AgendaVersionRow(row.id, row.event_id, row.number, row.name, row.note, row.waiver, row.released_at, rules.thawed(row.sessions))


def _wave_name(number: int) -> str:
    return clean(f"Agenda version {number}")
