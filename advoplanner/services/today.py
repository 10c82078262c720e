"""The Today page: what is due across all events, and the next events with how ready they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from advoplanner.core.dates import to_wall
from advoplanner.domain.followup import ActionRow
from advoplanner.domain.host_requests import RequestState
from advoplanner.domain.programmes import ENDING_DAYS
from advoplanner.domain.today import DueAction, NextEvent, ShortForecast, TodayRows, WaitingRequest
from advoplanner.services import checks, tasks
from advoplanner.services.context import Workspace
from advoplanner.store.queries import followup, kits, programmes
from advoplanner.store.queries import today as queries
from advoplanner.store.queries.today import EventAhead

SHOWN = 3
"""Events to come that the page shows."""

SOON = timedelta(days=7)
"""Actions and waves due within this time are shown before they are late."""

TERM_AHEAD, TERM_PAST = timedelta(days=ENDING_DAYS), timedelta(days=30)
"""Terms that end within this time are shown (norms 3.1), and those that ended a little while ago."""


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
        waves = tuple(queries.waves_due(session, now, (now + SOON).date()))
        requests = tuple(WaitingRequest(r.id, r.host, r.start, r.places) for r in kits.requests(session, state=RequestState.ASKED))
        terms = tuple(queries.terms_ending(session, (now - TERM_PAST).date(), (now + TERM_AHEAD).date()))
        thanks = tuple(programmes.thanks_due(session))
    readings = [(event, checks.read(ws, event.id)) for event in ahead]
    return TodayRows(
        tuple(_next_event(event, reading, now) for event, reading in readings), replies, messages, unseated,
        tuple(DueAction(a) for a in actions if _is_due(a, now, ended)), tuple(tasks.pressing(ws)), waves,
        tuple(row for event, reading in readings for row in _short(event, reading)), terms, requests, thanks,
    )  # fmt: skip


def _next_event(event: EventAhead, reading: checks.Reading, now: datetime) -> NextEvent:
    report = checks.report(reading)
    days = max((event.start.date() - to_wall(now, event.zone).date()).days, 0)
    return NextEvent(
        event.id, event.kind, event.title, event.start, event.zone, days, event.invited, event.accepted,
        report.count("E"), report.count("W"), report.readiness,
    )  # fmt: skip


def _short(event: EventAhead, reading: checks.Reading) -> Iterator[ShortForecast]:
    """Where the forecast falls short of the quorum, or will."""
    ahead = checks.outlook(reading)
    if ahead.course is not None and ahead.course.short_from is not None:
        names = tuple(guest.name for guest in ahead.next_ones[:2])
        yield ShortForecast(event.id, event.title, ahead.quorum, ahead.course.short_from, ahead.more, names)


def _is_due(action: ActionRow, now: datetime, ended: set[str]) -> bool:
    """Late or due within the week; without owner or date once the event is over."""
    if action.done:
        return False
    if action.due is not None and action.due <= (now + SOON).date():
        return True
    return action.incomplete and action.event_id in ended
