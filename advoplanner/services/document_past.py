"""What a briefing knows from earlier events: who came to which, what was promised there, and who has a one-to-one now."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from advoplanner.core.dates import short_date
from advoplanner.core.text import plural
from advoplanner.domain.document_kits import SkillFacts, SlotFacts
from advoplanner.domain.documents import FollowUpFacts, GuestFacts
from advoplanner.domain.event_details import EventDetails
from advoplanner.domain.events import EventKind
from advoplanner.store.queries import briefing

EVENTS = 3
"""Earlier events named on a guest's page."""

CAME = {"arrived": "came", "left_early": "came, left early", "no_show": "did not come", "expected": ""}
REPLIED = {"accepted": "accepted", "declined": "declined", "tentative": "tentative", "delegated": "sent somebody", "none": "did not answer"}


@dataclass(slots=True)
class Past:
    """`guests` by id, with their history filled in; `promises` made to them at earlier events."""

    guests: dict[str, GuestFacts] = field(default_factory=dict)
    promises: list[FollowUpFacts] = field(default_factory=list)


def read(session: Session, event: EventDetails, guests: dict[str, GuestFacts]) -> Past:
    """What the host team should remember about these guests before `event`."""
    people = [g.person_id for g in guests.values() if g.side != "host"]
    events = briefing.past_events(session, event.start, people)
    promises = briefing.past_promises(session, event.start, people)
    by_person: dict[str, list[FollowUpFacts]] = {}
    for person_id, promise in promises:
        by_person.setdefault(person_id, []).append(promise)
    known = {key: replace(g, history=_history(events.get(g.person_id, []), by_person.get(g.person_id, []))) for key, g in guests.items()}
    return Past(known, [promise for _, promise in promises])


def slots(session: Session, event_id: str, guests: dict[str, GuestFacts]) -> list[SlotFacts]:
    """One-to-ones of an event between those whom these readers may know."""
    return [slot for slot in briefing.slots(session, event_id) if slot.expert_id in guests and slot.guest_id in guests]


def skills(session: Session, event: EventDetails) -> tuple[SkillFacts, ...]:
    """What members of a council have learned so far; other kinds of event keep no such list."""
    return tuple(briefing.skills(session, event.kind, event.start)) if event.kind == EventKind.COUNCIL else ()


def _history(events: list[tuple[str, datetime, str, str]], promises: list[FollowUpFacts]) -> tuple[str, ...]:
    lines = [f"{title}, {short_date(start.date())}: {CAME.get(came) or REPLIED.get(reply, reply)}" for title, start, reply, came in events]
    more = [f"and {plural(len(lines) - EVENTS, 'earlier event')}"] if len(lines) > EVENTS else []
    return (*lines[:EVENTS], *more, *(f"We promised: {p.what}{' (done)' if p.status == 'Done' else ''}" for p in promises[:2]))
