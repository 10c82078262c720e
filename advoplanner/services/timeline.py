"""The timeline of one person: every event, answer, ask, gift and former job, the newest first."""

from __future__ import annotations

from advoplanner.domain.timeline import TimelineRow, timeline
from advoplanner.services.context import Workspace
from advoplanner.store.queries import asks, people
from advoplanner.store.queries import timeline as queries


def rows(ws: Workspace, person_id: str) -> list[TimelineRow]:
    """All that is known of what a person has been part of, the newest first."""
    with ws.reading() as session:
        found = asks.ledger(session, person_id)
        return timeline(people.events(session, person_id), queries.answers(session, person_id), found, people.employments(session, person_id))
