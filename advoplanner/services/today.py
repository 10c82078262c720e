"""The Today page: what is due across all events, and the next events with how ready they are."""

from __future__ import annotations

from datetime import datetime, timedelta

from advoplanner.core.dates import to_wall
from advoplanner.domain.followup import ActionRow
from advoplanner.domain.today import DueAction, NextEvent, TodayRows
from advoplanner.services import checks
from advoplanner.services.context import Workspace
from advoplanner.store.queries import followup
from advoplanner.store.queries import today as queries
from advoplanner.store.queries.today import EventAhead

SHOWN = 3
"""Events to come that the page shows."""

SOON = timedelta(days=7)
"""Actions due within this time are shown before they are late."""


def page(ws: Workspace) -> TodayRows:
    """Everything that waits, each row with the page to jump to."""
    now = ws.clock()
    with ws.reading() as session:
        ahead = queries.events_ahead(session, now, SHOWN)
        ended = queries.ended_events(session, now)
        replies = tuple(queries.replies_that_need_you(session))
        messages = tuple(queries.messages_waiting(session))
        unseated = tuple(queries.unseated(session, now))
        actions = followup.rows(session, now)
    due = tuple(DueAction(a) for a in actions if _is_due(a, now, ended))
    return TodayRows(tuple(_next_event(ws, event, now) for event in ahead), replies, messages, unseated, due)


def _next_event(ws: Workspace, event: EventAhead, now: datetime) -> NextEvent:
    report = checks.run(ws, event.id)
    days = max((event.start.date() - to_wall(now, event.zone).date()).days, 0)
    return NextEvent(
        event.id, event.kind, event.title, event.start, event.zone, days, event.invited, event.accepted,
        report.count("E"), report.count("W"), report.readiness,
    )  # fmt: skip


def _is_due(action: ActionRow, now: datetime, ended: set[str]) -> bool:
    """Late or due within the week; without owner or date once the event is over."""
    if action.done:
        return False
    if action.due is not None and action.due <= (now + SOON).date():
        return True
    return action.incomplete and action.event_id in ended
