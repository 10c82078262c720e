"""Everything the overview shows of one event, read at once, and what to do next about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from advoplanner.core.dates import to_utc
from advoplanner.core.text import plural
from advoplanner.domain.agenda import SessionRow
from advoplanner.domain.checks import CheckReport
from advoplanner.domain.event_details import EventDetails
from advoplanner.domain.events import EventRow
from advoplanner.domain.guests import Decision, GuestCounts, GuestRow, InviteState
from advoplanner.domain.tasks import TaskRow
from advoplanner.services import agenda, checks, events, guests, invitations, pitch, replies, tasks
from advoplanner.services.checks import Outlook, Reading
from advoplanner.services.pitch import PitchGuard

WAITING = ("draft", "held", "stale", "exporting", "sending", "unsure")
"""States of messages that have not left."""


ENDED = ("closed", "cancelled")
PRESSING = frozenset({"now", "late", "week"})


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something to do, as a sentence (`words`) and as a command (`verb`), and the page where it is done."""

    words: str
    verb: str
    page: str


@dataclass(frozen=True, slots=True)
class Glance:
    """One event with its counts, its findings, its pressing tasks and the steps ahead."""

    event: EventDetails
    row: EventRow
    counts: GuestCounts
    report: CheckReport
    outlook: Outlook
    guard: PitchGuard
    tasks: tuple[TaskRow, ...]
    steps: tuple[NextStep, ...]
    holders: int
    """Guests whose calendars hold the event."""
    reading: Reading
    """What the checks read of it, to be kept in the log of the forecast."""


def read(ws: Any, event_id: str, now: datetime) -> Glance:
    """The glance at one event; raises RuleBroken `events.unknown` where it is gone."""
    event = events.details(ws, event_id)
    row = events.rows(ws, [event_id])[0]
    people, sessions = guests.rows(ws, event_id), agenda.rows(ws, event_id)
    waiting = sum(message.state in WAITING for message in invitations.messages(ws, event_id))
    asked = sum(reply.event_id == event_id for reply in replies.rows(ws, "need_you"))
    reading = checks.read(ws, event_id)
    report, outlook = checks.report(reading), checks.outlook(reading)
    steps = tuple(next_steps(event, row, people, sessions, waiting, asked, now))
    if event.status not in ENDED:
        steps += tuple(_release_steps(report))
    holders = sum(guest.invite_state == InviteState.SENT for guest in people)
    waiting_tasks = tuple(row for row in tasks.rows(ws, event_id) if row.group in PRESSING)
    guard = pitch.guard_of(reading)
    return Glance(event, row, guests.counts(ws, event_id), report, outlook, guard, waiting_tasks, steps, holders, reading)


def next_steps(
    event: EventDetails, row: EventRow, people: list[GuestRow], sessions: list[SessionRow], waiting: int, asked: int, now: datetime
) -> Iterator[NextStep]:
    """What to do, the most pressing first; nothing for an event that is closed or cancelled."""
    if event.status in ENDED:
        return
    if to_utc(event.end, event.zone) < now:
        yield NextStep("The event is over: write down what was promised, and close it.", "Go to follow-up", "followup")
        return
    if asked:
        yield NextStep(f"{plural(asked, 'reply', 'replies')} can only be decided by you.", f"Decide {plural(asked, 'reply', 'replies')}", "replies")
    if waiting:
        verb = "waits" if waiting == 1 else "wait"
        yield NextStep(f"{plural(waiting, 'message')} {verb} in the outbox.", f"Look at {plural(waiting, 'message')}", "outbox")
    yield from _guest_steps(people)
    if not sessions:
        yield NextStep("The agenda is empty.", "Make the agenda", "agenda")
    yield from _seat_steps(row)


def _guest_steps(people: list[GuestRow]) -> Iterator[NextStep]:
    if not people:
        yield NextStep("Nobody is on the guest list yet.", "Add guests", "guests")
    suggested = sum(guest.decision == Decision.SUGGESTED for guest in people)
    if suggested:
        yield NextStep(f"{plural(suggested, 'suggested guest')} to decide about.", f"Decide about {plural(suggested, 'guest')}", "guests")
    unsent = sum(g.decision == Decision.APPROVED and g.invite_state == InviteState.NOT_SENT and g.reply == "none" for g in people)
    if unsent:
        verb = "has" if unsent == 1 else "have"
        yield NextStep(f"{plural(unsent, 'guest')} {verb} no invitation yet.", f"Invite {plural(unsent, 'guest')}", "invitations")


def _seat_steps(row: EventRow) -> Iterator[NextStep]:
    missing = row.accepted - row.seated
    if row.accepted and not row.seats:
        yield NextStep(f"{plural(row.accepted, 'guest')} accepted, and there are no tables yet.", "Make tables", "seating")
    elif missing > 0:
        yield NextStep(f"{plural(missing, 'accepted guest')} without a seat.", f"Seat {plural(missing, 'guest')}", "seating")


def _release_steps(report: CheckReport) -> Iterator[NextStep]:
    errors = [finding for finding in report.findings if finding.severity == "E" and not finding.waived]
    if errors:
        yield NextStep(f"{plural(len(errors), 'finding')} to put right before anything is released.", "Put it right", errors[0].page)
