"""What a briefing tells beside the event itself: earlier events, what was promised there, and one-to-one slots."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from advoplanner.domain.document_kits import SkillFacts, SlotFacts
from advoplanner.domain.documents import FollowUpFacts
from advoplanner.store.models import Action, Event, Expert, Guest, GuruSlot, Person
from advoplanner.store.models import Session as AgendaSession


def past_events(session: Session, before: datetime, person_ids: Iterable[str]) -> dict[str, list[tuple[str, datetime, str, str]]]:
    """Person → their earlier events, the latest first: title, start in the event's wall time, reply, attendance."""
    query = (
        select(Guest.person_id, Event.title, Event.start, Guest.reply, Guest.attendance)
        .join(Event, Event.id == Guest.event_id)
        .where(Guest.person_id.in_(list(person_ids)), Event.start < before, Event.status != "cancelled")
        .order_by(Event.start.desc(), Event.title)
    )
    found: dict[str, list[tuple[str, datetime, str, str]]] = {}
    for person_id, title, start, reply, attendance in session.execute(query):
        found.setdefault(person_id, []).append((title, start, reply, attendance))
    return found


def past_promises(session: Session, before: datetime, person_ids: Iterable[str]) -> list[tuple[str, FollowUpFacts]]:
    """(person, what was promised to them at an earlier event), open ones first, then by date."""
    query = (
        select(Guest.person_id, Action, Person.display_name, Event.title)
        .join(Guest, Guest.id == Action.tell_guest_id)
        .join(Person, Person.id == Guest.person_id)
        .join(Event, Event.id == Action.event_id)
        .where(Guest.person_id.in_(list(person_ids)), Event.start < before)
        .order_by(Action.done, Action.due == "", Action.due, Action.text)
    )
    return [
        (person_id, FollowUpFacts(a.text, a.owner, date.fromisoformat(a.due) if a.due else None, name, "Done" if a.done else "Open", title))
        for person_id, a, name, title in session.execute(query)
    ]


def slots(session: Session, event_id: str) -> list[SlotFacts]:
    """One-to-one slots by time, each with the guests' ids; names are the caller's to add."""
    taker = aliased(Guest)
    query = (
        select(GuruSlot.start, Expert.minutes, Expert.room, Expert.guest_id, taker.id, GuruSlot.why)
        .join(Expert, Expert.id == GuruSlot.expert_id)
        .join(taker, taker.id == GuruSlot.guest_id)
        .where(GuruSlot.event_id == event_id)
        .order_by(GuruSlot.start, Expert.room, taker.id)
    )
    return [SlotFacts(start, minutes, room, expert, guest, why) for start, minutes, room, expert, guest, why in session.execute(query)]


def skills(session: Session, kind: str, until: datetime) -> list[SkillFacts]:
    """What sessions of this kind of event taught, up to the one that starts at `until`; only what members read of, the oldest first."""
    query = (
        select(Event.start, Event.title, AgendaSession.title, AgendaSession.skill)
        .join(AgendaSession, AgendaSession.event_id == Event.id)
        .where(
            Event.kind == kind, Event.start <= until, Event.status != "cancelled", AgendaSession.skill != "", AgendaSession.start.is_not(None),
            AgendaSession.visibility == "member",
        )
        .order_by(Event.start_utc, AgendaSession.start, AgendaSession.title)
    )  # fmt: skip
    return [SkillFacts(start.date(), event, title, skill) for start, event, title, skill in session.execute(query)]
