"""Leave to show somebody against what is known: kept among an event's waivers, so that reason, time and taking back stay."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.domain.restrictions import LEAVE, Leave
from advoplanner.store.models import Person, Waiver


def leaves(session: Session, event_id: str) -> dict[str, list[Leave]]:
    """Person → what may be shown of them at this event, for a reason."""
    found: dict[str, list[Leave]] = {}
    for row in session.scalars(select(Waiver).where(Waiver.event_id == event_id, Waiver.code.startswith(LEAVE), Waiver.ended_at.is_(None))):
        _, use, audience = row.code.split(".")
        found.setdefault(row.subject_id, []).append(Leave(row.id, use, audience, row.reason))
    return found


def names(session: Session, person_ids: list[str]) -> dict[str, str]:
    """Person → name."""
    return dict(session.execute(select(Person.id, Person.display_name).where(Person.id.in_(person_ids))).all())
