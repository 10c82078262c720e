"""Topics that members want, as rows."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advoplanner.domain.guests import Decision, Side
from advoplanner.domain.topics import TopicRow
from advoplanner.store.models import Guest, Person, Topic, TopicVote
from advoplanner.store.models import Session as AgendaSession
from advoplanner.store.queries.boards import GONE


def rows(session: Session, event_id: str) -> list[TopicRow]:
    """Topics of an event, what most members want first."""
    voters: dict[str, list[tuple[str, str]]] = defaultdict(list)
    votes = (
        select(TopicVote.topic_id, Guest.id, Person.display_name)
        .join(Topic, Topic.id == TopicVote.topic_id)
        .join(Guest, Guest.id == TopicVote.guest_id)
        .join(Person, Person.id == Guest.person_id)
        .where(Topic.event_id == event_id)
        .order_by(Person.sort_name, Guest.id)
    )
    for topic_id, guest_id, name in session.execute(votes):
        voters[topic_id].append((guest_id, name))
    members = session.scalar(select(func.count()).select_from(Guest).where(*_may_vote(event_id))) or 0
    query = (
        select(Topic, Person.display_name, AgendaSession.title)
        .outerjoin(Guest, Guest.id == Topic.proposed_by)
        .outerjoin(Person, Person.id == Guest.person_id)
        .outerjoin(AgendaSession, AgendaSession.id == Topic.session_id)
        .where(Topic.event_id == event_id)
    )
    found = [
        TopicRow(t.id, t.event_id, t.text, by or "", tuple(voters[t.id]), members, t.session_id or "", title or "")
        for t, by, title in session.execute(query)
    ]
    return sorted(found, key=lambda row: (-len(row.voters), row.text.casefold(), row.id))


def voters(session: Session, event_id: str) -> list[tuple[str, str]]:
    """(guest id, name) of those who may vote: members who may come, never the vendor's own people."""
    query = select(Guest.id, Person.display_name).join(Person, Person.id == Guest.person_id).where(*_may_vote(event_id))
    return [(key, name) for key, name in session.execute(query.order_by(Person.sort_name, Guest.id))]


def _may_vote(event_id: str) -> tuple[Any, ...]:
    return Guest.event_id == event_id, Guest.side != Side.HOST, Guest.decision == Decision.APPROVED, Guest.reply.not_in(GONE)
