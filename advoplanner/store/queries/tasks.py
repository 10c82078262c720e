"""What tasks are planned from: events with who speaks at them, and what somebody wrote down about their tasks."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import select
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
    query = select(Event).order_by(Event.start_utc, Event.title)
    if event_id is not None:
        query = query.where(Event.id == event_id)
    else:
        query = query.where(Event.status.not_in((EventStatus.CLOSED, EventStatus.CANCELLED)))
    found = session.scalars(query).all()
    speakers = _speakers(session, [event.id for event in found])
    closed = _not_by_phone(session, [event.id for event in found], day)
    return [
        (
            Occasion(
                e.id, e.title, e.kind, e.start, e.end, to_wall(e.created_at, e.zone).date(), speakers.get(e.id, ()), closed.get(e.id, ())
            ),
            e.zone,
        )
        for e in found
    ]  # fmt: skip


def marks(session: Session, event_ids: list[str]) -> dict[str, list[TaskMark]]:
    """What was written down about the tasks of events, by event."""
    found: dict[str, list[TaskMark]] = defaultdict(list)
    for t in session.scalars(select(Task).where(Task.event_id.in_(event_ids)).order_by(Task.created_at, Task.id)):
        found[t.event_id].append(TaskMark(t.id, t.norm_key, t.title, t.offset_days, t.due, t.owner, t.state, t.note))
    return found


def _not_by_phone(session: Session, event_ids: list[str], day: date) -> dict[str, list[str]]:
    """The names of guests who might be called, were it allowed: approved ones who have not declined, the host's people left out."""
    query = (
        select(Guest.event_id, Person.display_name)
        .join(Person, Person.id == Guest.person_id)
        .where(Guest.event_id.in_(event_ids), Guest.person_id.in_(list(calls.refused(session, day))))
        .where(Guest.decision == Decision.APPROVED, Guest.side != "host", Guest.reply.not_in((Reply.DECLINED, Reply.DELEGATED)))
        .order_by(Person.sort_name, Guest.id)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for event_id, name in session.execute(query):
        found[event_id].append(name)
    return found


def _speakers(session: Session, event_ids: list[str]) -> dict[str, list[Speaker]]:
    """Guests who present, host's people left out: each once, with their first session or the event's title."""
    query = (
        select(SessionModel.event_id, Guest.id, Person.display_name, SessionModel.title)
        .join(SessionRole, SessionRole.session_id == SessionModel.id)
        .join(Guest, Guest.id == SessionRole.guest_id)
        .join(Person, Person.id == Guest.person_id)
        .where(SessionModel.event_id.in_(event_ids), SessionRole.role.in_(SPEAKING), Guest.side != "host")
        .order_by(SessionModel.start, SessionModel.title)
    )
    named = (
        select(Guest.event_id, Guest.id, Person.display_name, Event.title)
        .join(Person, Person.id == Guest.person_id)
        .join(Event, Event.id == Guest.event_id)
        .where(Guest.event_id.in_(event_ids), Guest.role == Role.PRESENTER, Guest.side != "host", Guest.decision == Decision.APPROVED)
        .where(Guest.reply.not_in((Reply.DECLINED, Reply.DELEGATED)))
        .order_by(Person.sort_name, Guest.id)
    )
    found: dict[str, dict[str, Speaker]] = defaultdict(dict)
    # Whoever presents without a session of their own yet is prepared for the event as such.
    for event_id, guest_id, name, title in (*session.execute(query), *session.execute(named)):
        found[event_id].setdefault(guest_id, Speaker(guest_id, name, title))
    return {event_id: list(people.values()) for event_id, people in found.items()}
