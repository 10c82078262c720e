"""What came of an event: answers of guests and what became of prospects, for one event and for everybody who hosts."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import to_wall
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import whole
from advoplanner.domain.outcomes import Conversion, OutcomeRow, check_converted, check_scores, conversions
from advoplanner.services.context import Workspace
from advoplanner.store.models import Event, Guest, Outcome, Person
from advoplanner.store.queries import outcomes as queries

QUOTE_LIMIT, STEP_LIMIT = 2000, 300


def rows(ws: Workspace, event_id: str) -> list[OutcomeRow]:
    """Guests who came, with what they said and what became of them."""
    with ws.reading() as session:
        return queries.rows(session, [event_id])


def conversion(ws: Workspace, event_id: str) -> list[Conversion]:
    """How many prospects of an event became customers within 30, 90 and 180 days."""
    with ws.reading() as session:
        event = session.get_one(Event, event_id)
        return conversions(queries.rows(session, [event_id]), event.end.date(), to_wall(ws.clock(), event.zone).date())


def by_host(ws: Workspace) -> list[tuple[str, Conversion]]:
    """For everybody who hosted prospects: how many of them, over all their events, became customers within the longest time that is over."""
    with ws.reading() as session:
        hosted = queries.hosts(session)
        every = sorted({event_id for ids in hosted.values() for event_id in ids})
        came: dict[str, list[OutcomeRow]] = {}
        for row in queries.rows(session, every):
            came.setdefault(row.event_id, []).append(row)
        days = queries.event_days(session, every)
    today = ws.clock().date()
    return [(name, summed) for name, ids in hosted.items() if (summed := _summed([conversions(came.get(i, []), days[i], today) for i in ids])).total]


def record(ws: Workspace, guest_id: str, *, merge_key: str = "", **fields: Any) -> ChangeSet:
    """Write down `scores` (question → 1 to 5 or None), `quote`, `quote_allowed`, `next_step` or `converted` (a date or "2027-06-30").

    Raises RuleBroken at the field that cannot be.
    """
    with ws.action("", merge_key=merge_key) as work:
        session = work.session
        query = select(Person.display_name, Event.start).join(Guest, Guest.person_id == Person.id).join(Event, Event.id == Guest.event_id)
        found = session.execute(query.where(Guest.id == guest_id)).one_or_none()
        if found is None:
            raise RuleBroken("outcomes.unknown", "This guest is no longer on the list.", "Undo brings them back.")
        name, start = found
        work.label = f"What came of it: {name}"
        outcome = session.scalar(select(Outcome).where(Outcome.guest_id == guest_id))
        if outcome is None:
            outcome = Outcome(guest_id=guest_id)
            work.add(outcome)
        for field, value in _values(fields, start.date()).items():
            setattr(outcome, field, value)
    return work.changes


def _values(fields: dict[str, Any], event_day: date) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in fields.items():
        if name == "scores":
            values[name] = check_scores(value)
        elif name == "quote":
            values[name] = whole(value, QUOTE_LIMIT, "quote", lines=True)
        elif name == "next_step":
            values[name] = whole(value, STEP_LIMIT, "next_step")
        elif name == "converted":
            values[name] = check_converted(value.isoformat() if isinstance(value, date) else (value or "").strip(), event_day)
        elif name == "quote_allowed":
            values[name] = bool(value)
        else:
            raise TypeError(f"an outcome has no field {name!r}")
    return values


def _summed(events: list[list[Conversion]]) -> Conversion:
    """Several events as one, each counted for the longest time that is over there."""
    last = [next((c for c in reversed(found) if c.over), found[0]) for found in events]
    counted = [each for each in last if each.over] or last
    return Conversion(max(c.days for c in counted), sum(c.converted for c in counted), sum(c.total for c in counted), any(c.over for c in counted))
