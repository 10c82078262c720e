"""What tasks are planned from: events with who speaks at them, and what somebody wrote down about their tasks."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from advoplanner.core.dates import to_wall
from advoplanner.domain.events import EventStatus
from advoplanner.domain.guests import Decision, Reply, Role
from advoplanner.domain.tasks import Occasion, Speaker, TaskMark
from advoplanner.store.models import Event, Guest, Person, SessionRole, Task
from advoplanner.store.models import Session as SessionModel
from advoplanner.store.queries import calls

SPEAKING = ("presenter", "panellist")


def occasions(session: Session, day: date, event_id: str | None = None) -> list[tuple[Occasion, str]]:
    """One event, or all that are neither closed nor cancelled, by start, as they are on `day`; each with its zone."""
    wanted = _wanted(event_id)
    # Columns, not objects: there may be hundreds of events, and little of each is asked.
    query = select(Event.id, Event.title, Event.kind, Event.start, Event.end, Event.created_at, Event.zone).where(wanted)
    found = session.execute(query.order_by(Event.start_utc, Event.title)).all()
    speakers, closed = _speakers(session, wanted), _not_by_phone(session, wanted, day)
    return [
        (Occasion(key, title, kind, start, end, to_wall(made, zone).date(), speakers.get(key, ()), closed.get(key, ())), zone)
        for key, title, kind, start, end, made, zone in found
    ]  # fmt: skip


def marks(session: Session, event_id: str | None = None) -> dict[str, list[TaskMark]]:
    """What was written down about the tasks of the same events, by event."""
    found: dict[str, list[TaskMark]] = defaultdict(list)
    query = (
        select(Task.event_id, Task.id, Task.norm_key, Task.title, Task.offset_days, Task.due, Task.owner, Task.state, Task.note)
        .join(Event, Event.id == Task.event_id)
        .where(_wanted(event_id))
        .order_by(Task.created_at, Task.id)
    )
    for of, *mark in session.execute(query):
        found[of].append(TaskMark(*mark))  # type: ignore[arg-type]
    return found


def _wanted(event_id: str | None) -> ColumnElement[bool]:
    return Event.id == event_id if event_id is not None else Event.status.not_in((EventStatus.CLOSED, EventStatus.CANCELLED))


def _not_by_phone(session: Session, wanted: ColumnElement[bool], day: date) -> dict[str, list[str]]:
    """The names of guests who might be called, were it allowed: approved ones who have not declined, the host's people left out."""
    refused = list(calls.refused(session, day))
    if not refused:
        return {}
    query = (
        select(Guest.event_id, Person.display_name)
        .join(Person, Person.id == Guest.person_id)
        .join(Event, Event.id == Guest.event_id)
        .where(wanted, Guest.person_id.in_(refused))
        .where(Guest.decision == Decision.APPROVED, Guest.side != "host", Guest.reply.not_in((Reply.DECLINED, Reply.DELEGATED)))
        .order_by(Person.sort_name, Guest.id)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for event_id, name in session.execute(query):
        found[event_id].append(name)
    return found


def _speakers(session: Session, wanted: ColumnElement[bool]) -> dict[str, list[Speaker]]:
    """Guests who present, host's people left out: each once, with their first session or the event's title."""
    query = (
        select(SessionModel.event_id, Guest.id, Person.display_name, SessionModel.title)
        .join(SessionRole, SessionRole.session_id == SessionModel.id)
        .join(Guest, Guest.id == SessionRole.guest_id)
        .join(Person, Person.id == Guest.person_id)
        .join(Event, Event.id == SessionModel.event_id)
        .where(wanted, SessionRole.role.in_(SPEAKING), Guest.side != "host")
        .order_by(SessionModel.start, SessionModel.title)
    )
    named = (
        select(Guest.event_id, Guest.id, Person.display_name, Event.title)
        .join(Person, Person.id == Guest.person_id)
        .join(Event, Event.id == Guest.event_id)
        .where(wanted, Guest.role == Role.PRESENTER, Guest.side != "host", Guest.decision == Decision.APPROVED)
        .where(Guest.reply.not_in((Reply.DECLINED, Reply.DELEGATED)))
        .order_by(Person.sort_name, Guest.id)
    )
    found: dict[str, dict[str, Speaker]] = defaultdict(dict)
    # Whoever presents without a session of their own yet is prepared for the event as such.
    for event_id, guest_id, name, title in (*session.execute(query), *session.execute(named)):
        found[event_id].setdefault(guest_id, Speaker(guest_id, name, title))
    return {event_id: list(people.values()) for event_id, people in found.items()}
