"""One-to-one slots: experts with their free times, all guests matched at once, single slots given, moved on or taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.text import listed, plural, whole
from advoplanner.domain.guests import GuestRow, Reply, Side, may_be_seated
from advoplanner.domain.guru_slots import (
    STATE_WORDS,
    Expert,
    Match,
    Seeker,
    SlotRow,
    SlotState,
    Span,
    check_minutes,
    check_windows,
    clash,
    interest,
    match,
    times,
)
from advoplanner.services import drafts
from advoplanner.services.context import Workspace
from advoplanner.services.guest_lookup import person_of
from advoplanner.store.models import Event, GuruSlot
from advoplanner.store.models import Expert as ExpertModel
from advoplanner.store.queries import guests as guest_queries
from advoplanner.store.queries import guru_slots as queries
from advoplanner.store.session import UnitOfWork, remove_where

TOPIC_LIMIT = 120


def experts(ws: Workspace, event_id: str) -> list[Expert]:
    """An event's experts by name."""
    with ws.reading() as session:
        return queries.experts(session, event_id)


def slots(ws: Workspace, event_id: str) -> list[SlotRow]:
    """The slots given, by time."""
    with ws.reading() as session:
        return queries.slots(session, event_id)


def possible_experts(ws: Workspace, event_id: str) -> list[GuestRow]:
    """Guests who could give time and do not yet: everybody who comes, the host team first."""
    with ws.reading() as session:
        known = {e.guest_id for e in queries.experts(session, event_id)}
        rows = [r for r in guest_queries.rows(session, event_id) if may_be_seated(r.decision, r.reply) and r.id not in known]
    return sorted(rows, key=lambda r: r.side != Side.HOST)


def possible_guests(ws: Workspace, event_id: str) -> list[GuestRow]:
    """Guests who can be given a slot: those who accepted, without the host team, by name."""
    with ws.reading() as session:
        return _coming(session, event_id)


def standing_by(ws: Workspace, event_id: str) -> list[tuple[str, str, str]]:
    """(guest id, name, why no slot) of guests who came away empty, for whom a slot given back is meant."""
    with ws.reading() as session:
        found = _seekers(session, event_id)
        given = [Match(r.expert_id, r.guest_id, r.start, r.why) for r in queries.slots(session, event_id)]
        unmet = dict(match(queries.experts(session, event_id), found, given, wanted=0).unmet)
    return [(s.guest_id, s.name, unmet[s.guest_id]) for s in found if s.guest_id in unmet]


def add_expert(ws: Workspace, event_id: str, guest_id: str, windows: Sequence[Span] = (), topics: Iterable[str] = (), **fields: Any) -> ChangeSet:
    """Somebody who gives time. Raises RuleBroken where they do already, or for times that cannot be."""
    with ws.action("") as work:
        person = person_of(work.session, event_id, guest_id)
        if work.session.scalar(select(ExpertModel.id).where(ExpertModel.event_id == event_id, ExpertModel.guest_id == guest_id)):
            raise RuleBroken("guru.twice", f"{person.display_name} is among the experts already.", "Open them in the list.", field="guest_id")
        work.label = f"{person.display_name} gives time for one-to-ones"
        values = _values(work.session, event_id, {"windows": windows, "topics": topics, **fields})
        work.insert_rows(ExpertModel, [{"id": new_id(), "event_id": event_id, "guest_id": guest_id, **values}])
    return work.changes


def edit_expert(ws: Workspace, expert_id: str, *, merge_key: str = "", **fields: Any) -> ChangeSet:
    """Change windows, topics, minutes or room. Slots that lie in no window any more are given back in the same step."""
    with ws.action("Edit an expert", merge_key=merge_key) as work:
        row = _expert(work.session, expert_id)
        for name, value in _values(work.session, row.event_id, fields).items():
            setattr(row, name, value)
        work.session.flush()
        offered = {start for e in queries.experts(work.session, row.event_id) if e.id == expert_id for start in times(e)}
        held = work.session.scalars(select(GuruSlot).where(GuruSlot.expert_id == expert_id, GuruSlot.state == SlotState.PLANNED)).all()
        lost = [slot for slot in held if slot.start not in offered]
        if lost:
            work.label = f"Edit an expert, {plural(len(lost), 'slot')} given back"
        drafts.set_slots_stale(work, held if {"room", "minutes"} & fields.keys() else lost)
        work.delete_all(lost)
    return work.changes


def remove_experts(ws: Workspace, ids: Iterable[str]) -> ChangeSet:
    """Take experts off the list, with their slots."""
    wanted = list(ids)
    with ws.action(f"Remove {plural(len(wanted), 'expert')}") as work:
        held = work.session.scalars(select(GuruSlot).where(GuruSlot.expert_id.in_(wanted))).all()
        drafts.set_slots_stale(work, held)
        work.delete_all(held)
        work.session.flush()
        remove_where(work, ExpertModel, wanted)
    return work.changes


def match_all(ws: Workspace, event_id: str, wanted: int = 1) -> ChangeSet:
    """Give every guest who has a reason a slot, as far as there are any; slots given already stay. Raises RuleBroken where none can be added."""
    with ws.action("") as work:
        session = work.session
        given = [Match(r.expert_id, r.guest_id, r.start, r.why) for r in queries.slots(session, event_id)]
        outcome = match(queries.experts(session, event_id), _seekers(session, event_id), given, wanted)
        new = [m for m in outcome.matches if m not in given]
        if not new:
            why = outcome.unmet[0][1] if outcome.unmet else "Everybody has a slot."
            raise RuleBroken("guru.none", "No further slot can be given.", why)
        work.label = f"Give {plural(len(new), 'one-to-one slot')}"
        _insert(work, event_id, new)
    return work.changes


def give(ws: Workspace, expert_id: str, guest_id: str, start: datetime) -> ChangeSet:
    """Give one slot by hand. Raises RuleBroken where the expert has no time then, the slot is taken, or the guest is bound."""
    with ws.action("") as work:
        session = work.session
        row = _expert(session, expert_id)
        person = person_of(session, row.event_id, guest_id)
        expert = next(e for e in queries.experts(session, row.event_id) if e.id == expert_id)
        (seeker,) = queries.seekers(session, row.event_id, [guest_id])
        _check_free(expert, seeker, start, queries.slots(session, row.event_id))
        work.label = f"{person.display_name} meets {expert.name} at {start:%H:%M}"
        _insert(work, row.event_id, [Match(expert_id, guest_id, start, interest(seeker, expert)[1])])
    return work.changes


def mark(ws: Workspace, ids: Iterable[str], state: str) -> ChangeSet:
    """Say what became of slots: planned, done or missed."""
    if state not in STATE_WORDS:
        raise RuleBroken("guru.state", f"“{state}” says nothing of a slot.", f"Choose one of: {', '.join(STATE_WORDS)}.", field="state")
    wanted = list(ids)
    with ws.action(f"{plural(len(wanted), 'slot')}: {STATE_WORDS[state].lower()}") as work:
        for row in work.session.scalars(select(GuruSlot).where(GuruSlot.id.in_(wanted))):
            row.state = state
    return work.changes


def release(ws: Workspace, ids: Iterable[str]) -> ChangeSet:
    """Give slots back, for those who stand by."""
    wanted = list(ids)
    with ws.action(f"Give back {plural(len(wanted), 'slot')}") as work:
        given = work.session.scalars(select(GuruSlot).where(GuruSlot.id.in_(wanted))).all()
        drafts.set_slots_stale(work, given)
        work.delete_all(given)
    return work.changes


def _seekers(session: Session, event_id: str) -> list[Seeker]:
    """What the matching needs of those who could have a slot; the host team gives them."""
    return queries.seekers(session, event_id, [row.id for row in _coming(session, event_id)])


def _coming(session: Session, event_id: str) -> list[GuestRow]:
    return [r for r in guest_queries.rows(session, event_id) if r.reply == Reply.ACCEPTED and r.side != Side.HOST]


def _insert(work: UnitOfWork, event_id: str, matches: Sequence[Match]) -> None:
    rows = [
        {"id": new_id(), "event_id": event_id, "expert_id": m.expert_id, "guest_id": m.guest_id, "start": m.start, "why": m.why[:300]}
        for m in matches
    ]
    work.insert_rows(GuruSlot, rows)
    givers = work.session.scalars(select(ExpertModel.guest_id).where(ExpertModel.id.in_({m.expert_id for m in matches})))
    drafts.set_own_stale(work, {*givers, *(m.guest_id for m in matches)})


def _check_free(expert: Expert, seeker: Seeker, start: datetime, given: Sequence[SlotRow]) -> None:
    if start not in times(expert):
        offered = listed([f"{t:%a %H:%M}" for t in times(expert)[:4]]) or "none yet"
        raise RuleBroken("guru.no_time", f"{expert.name} has no slot at {start:%a %H:%M}.", f"Their times: {offered}.", field="start")
    taken = next((g for g in given if g.expert_id == expert.id and g.start == start), None)
    if taken is not None:
        raise RuleBroken(
            "guru.taken", f"{taken.guest} meets {expert.name} at {start:%H:%M}.", "Choose another time, or give that slot back.", field="start"
        )
    bound = clash(seeker, start, expert.minutes)
    own = next((g for g in given if g.guest_id == seeker.guest_id and g.expert_id == expert.id), None)
    if own is not None:
        raise RuleBroken(
            "guru.same", f"{seeker.name} meets {expert.name} already, at {own.start:%H:%M}.", "Give that slot back first.", field="guest_id"
        )
    if bound:
        raise RuleBroken("guru.clash", f"{seeker.name} is bound by “{bound}” at that time.", "Choose another time.", field="start")


def _values(session: Session, event_id: str, fields: dict[str, Any]) -> dict[str, Any]:
    event = session.get(Event, event_id)
    if event is None:
        raise RuleBroken("events.unknown", "This event is no longer in the workspace.", "Undo brings it back.")
    values: dict[str, Any] = {}
    for name, value in fields.items():
        if name == "windows":
            spans = check_windows(value, event.start, event.end)
            values[name] = [[opens.isoformat(timespec="minutes"), closes.isoformat(timespec="minutes")] for opens, closes in spans]
        elif name == "topics":
            values[name] = [whole(topic, TOPIC_LIMIT, "topics") for topic in value]
        elif name == "minutes":
            values[name] = check_minutes(value)
        elif name == "room":
            values[name] = whole(value, 160, "room")
        else:
            raise TypeError(f"an expert has no field {name!r}")
    return values


def _expert(session: Session, expert_id: str) -> ExpertModel:
    row = session.get(ExpertModel, expert_id)
    if row is None:
        raise RuleBroken("guru.unknown", "This expert is no longer in the list.", "Undo brings them back.")
    return row
