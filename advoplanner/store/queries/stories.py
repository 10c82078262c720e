"""Stories as rows."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.domain.stories import StoryRow
from advoplanner.store.models import Event, Organisation, Person, Story
from advoplanner.store.queries.boards import day_of


def rows(session: Session, event_id: str | None = None) -> list[StoryRow]:
    """Stories told at one event, or all, by person."""
    query = (
        select(Story, Person.display_name, Organisation.name, Event.title)
        .join(Person, Person.id == Story.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(Event, Event.id == Story.event_id)
        .order_by(Person.sort_name, Story.created_at, Story.id)
    )
    if event_id is not None:
        query = query.where(Story.event_id == event_id)
    return [
        StoryRow(
            s.id, s.person_id, name, company or "", s.event_id or "", event or "", s.quote, s.permission, s.evidence, tuple(s.uses), day_of(s.until),
        )
        for s, name, company, event in session.execute(query)
    ]  # fmt: skip
