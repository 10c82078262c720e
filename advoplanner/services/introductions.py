"""Planned introductions: suggested from peer fit or planned by hand, handed to an introducer, and ticked off afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.text import plural, whole
from advoplanner.domain.guests import GuestRow, Role, Side, may_be_seated
from advoplanner.domain.introductions import PER_GUEST, STATE_WORDS, IntroductionRow, introducer_names, pair_of, shared_out, suggest
from advoplanner.services.context import Workspace
from advoplanner.services.guest_lookup import person_of
from advoplanner.services.seating_rules import apart_pairs
from advoplanner.store.models import Event, Introduction
from advoplanner.store.queries import guests as guest_queries
from advoplanner.store.queries import introductions as queries
from advoplanner.store.queries import seating as seating_queries
from advoplanner.store.session import remove_where

LIMITS = {"reason": 300, "introducer": 160, "note": 300}


def rows(ws: Workspace, event_id: str) -> list[IntroductionRow]:
    """An event's introductions by name."""
    with ws.reading() as session:
        return queries.rows(session, event_id)


def guests(ws: Workspace, event_id: str) -> list[GuestRow]:
    """Those who can be introduced: guests who come or may come, without the host team."""
    with ws.reading() as session:
        return _introducible(session, event_id)


def introducers(ws: Workspace, event_id: str) -> list[str]:
    """Names of those who introduce, namesakes with their company: the hosts and facilitators who come, else the organiser."""
    with ws.reading() as session:
        return _introducers(session, event_id)


def fill(ws: Workspace, event_id: str, wanted: int = PER_GUEST) -> ChangeSet:
    """Plan introductions until every guest has `wanted`, as far as there is a reason for them; raises RuleBroken where none can be added."""
    with ws.action("") as work:
        session = work.session
        coming = {row.id for row in _introducible(session, event_id)}
        peers = [p for p in seating_queries.peers(session, event_id) if p.guest_id in coming]
        known = queries.rows(session, event_id)
        found = suggest(peers, planned=[(r.a_id, r.b_id) for r in known], never=apart_pairs(session, event_id), wanted=wanted)
        if not found:
            why = "Topics, wishes to meet and mentors on the people's pages give reasons." if coming else "Nobody has accepted yet."
            raise RuleBroken("introductions.none", "There is no further pair with a reason to meet.", why)
        who = shared_out(len(found), _introducers(session, event_id), Counter(r.introducer for r in known))
        work.label = f"Plan {plural(len(found), 'introduction')}"
        values = [{"event_id": event_id, "a_id": s.a_id, "b_id": s.b_id, "reason": s.reason[:300]} for s in found]
        work.insert_rows(Introduction, [{**v, "introducer": name} for v, name in zip(values, who, strict=True)])
    return work.changes


def plan(ws: Workspace, event_id: str, a_id: str, b_id: str, reason: str = "", introducer: str = "") -> ChangeSet:
    """Plan one introduction by hand. Raises RuleBroken for one guest alone, a pair kept apart or planned already."""
    texts = {"reason": whole(reason, LIMITS["reason"], "reason"), "introducer": whole(introducer, LIMITS["introducer"], "introducer")}
    with ws.action("") as work:
        first, second = (person_of(work.session, event_id, guest_id, field) for guest_id, field in ((a_id, "a_id"), (b_id, "b_id")))
        if first.id == second.id:
            raise RuleBroken("introductions.alone", "Two different guests are introduced.", "Choose another one.", field="b_id")
        if seating_queries.kept_apart(work.session, first.id, [second.id]):
            words = f"{first.display_name} and {second.display_name} are to be kept apart."
            raise RuleBroken("introductions.apart", words, "Their relation stands on the person's page.", field="b_id")
        low, high = pair_of(a_id, b_id)
        if work.session.scalar(select(Introduction.id).where(Introduction.event_id == event_id, Introduction.a_id == low, Introduction.b_id == high)):
            raise RuleBroken("introductions.planned", "This introduction is planned already.", "Open it in the list.", field="b_id")
        work.label = f"Introduce {first.display_name} to {second.display_name}"
        work.insert_rows(Introduction, [{"id": new_id(), "event_id": event_id, "a_id": low, "b_id": high, **texts}])
    return work.changes


def edit(ws: Workspace, introduction_id: str, *, merge_key: str = "", **fields: Any) -> ChangeSet:
    """Change reason, introducer or note. `merge_key` names a field while somebody types in it."""
    values = {name: whole(value, LIMITS[name], name) for name, value in fields.items()}
    with ws.action("Edit an introduction", merge_key=merge_key) as work:
        row = work.session.get(Introduction, introduction_id)
        if row is None:
            raise RuleBroken("introductions.unknown", "This introduction is no longer in the list.", "Undo brings it back.")
        for name, value in values.items():
            setattr(row, name, value)
    return work.changes


def mark(ws: Workspace, ids: Iterable[str], state: str) -> ChangeSet:
    """Say what became of introductions: planned, met or not_met."""
    if state not in STATE_WORDS:
        raise RuleBroken("introductions.state", f"“{state}” says nothing of a meeting.", f"Choose one of: {', '.join(STATE_WORDS)}.", field="state")
    wanted = list(ids)
    with ws.action(f"{plural(len(wanted), 'introduction')}: {STATE_WORDS[state].lower()}") as work:
        for row in work.session.scalars(select(Introduction).where(Introduction.id.in_(wanted))):
            row.state = state
    return work.changes


def remove(ws: Workspace, ids: Iterable[str]) -> ChangeSet:
    """Take introductions off the list."""
    wanted = list(ids)
    with ws.action(f"Remove {plural(len(wanted), 'introduction')}") as work:
        remove_where(work, Introduction, wanted)
    return work.changes


def _introducible(session: Session, event_id: str) -> list[GuestRow]:
    coming = (row for row in guest_queries.rows(session, event_id) if may_be_seated(row.decision, row.reply) and row.reply != "none")
    return [row for row in coming if row.side != Side.HOST]


def _introducers(session: Session, event_id: str) -> list[str]:
    team = [
        (row.name, row.organisation)
        for row in guest_queries.rows(session, event_id)
        if (row.side == Side.HOST or row.role in (Role.HOST, Role.FACILITATOR)) and may_be_seated(row.decision, row.reply)
    ]
    organiser = session.get_one(Event, event_id).organiser_name
    return introducer_names(team) or ([organiser] if organiser else [])
