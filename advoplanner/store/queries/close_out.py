"""What the list of closing an event counts, and what members of earlier events said."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from advoplanner.core.text import fold
from advoplanner.domain.asks import LedgerKind
from advoplanner.domain.close_out import SaidDone, Tally
from advoplanner.domain.followup import is_incomplete
from advoplanner.domain.guests import Attendance, Decision, Side
from advoplanner.store.models import Action, Event, Guest, LedgerEntry, Topic
from advoplanner.store.models import Session as AgendaSession
from advoplanner.store.queries import outcomes
from advoplanner.store.queries.boards import GONE, day_of, together


def tally(session: Session, event: Event, now: datetime) -> Tally:
    """Figures of one event; people of the host's side are neither thanked nor asked."""
    unmarked = select(Guest.id).where(
        Guest.event_id == event.id, Guest.decision == Decision.APPROVED, Guest.reply.not_in(GONE), Guest.attendance == Attendance.EXPECTED
    )
    came = [row for row in outcomes.rows(session, [event.id]) if row.side != Side.HOST]
    actions = session.scalars(select(Action).where(Action.event_id == event.id)).all()
    known = thanked(session, event)
    return Tally(
        unmarked=len(session.scalars(unmarked).all()),
        came=len(came),
        thanked=sum(row.guest_id in known for row in came),
        answered=sum(bool(row.scores or row.quote) for row in came),
        no_step=sum(row.side == Side.PROSPECT and not row.next_step and row.converted is None for row in came),
        actions=len(actions),
        bare=sum(is_incomplete(action.owner, day_of(action.due)) and not action.done for action in actions),
        untold=sum(action.done and not action.outcome for action in actions),
        begun=event.start_utc <= now,
    )


def said(session: Session, event: Event) -> list[SaidDone]:
    """What was promised at earlier events of this kind, the newest event first."""
    query = (
        select(Action, Event.title, Event.start)
        .join(Event, Event.id == Action.event_id)
        .where(together(event), Event.end_utc <= event.start_utc, Event.id != event.id)
        .order_by(Event.start_utc.desc(), Action.due, Action.text, Action.id)
    )
    found = session.execute(query)
    return [
        *_topics(session, event),
        *(SaidDone(title, start.date(), a.text, a.source, a.outcome, a.done, day_of(a.due)) for a, title, start in found),
    ]


def _topics(session: Session, event: Event) -> list[SaidDone]:
    """Topics that members of earlier events wanted: done where a session with a time came of them there, or of the same words at this event."""
    query = (
        select(Topic, Event.title, Event.start, AgendaSession.title)
        .join(Event, Event.id == Topic.event_id)
        .outerjoin(AgendaSession, and_(AgendaSession.id == Topic.session_id, AgendaSession.start.is_not(None)))
        .where(together(event), Event.end_utc <= event.start_utc, Event.id != event.id)
        .order_by(Event.start_utc.desc(), Topic.text, Topic.id)
    )
    here = {fold(title) for title in session.scalars(select(AgendaSession.title).where(AgendaSession.event_id == event.id))}
    return [
        SaidDone(
            title, start.date(), f"Talk about: {topic.text}", "", _became(topic.text, placed, here), bool(placed) or fold(topic.text) in here, None
        )
        for topic, title, start, placed in session.execute(query)
    ]


def _became(text: str, placed: str | None, here: set[str]) -> str:
    if placed:
        return f"Discussed in “{placed}”."
    return "On the agenda this time." if fold(text) in here else "Not on an agenda yet."


def thanked(session: Session, event: Event) -> set[str]:
    """Guests whose ledger says that they were thanked for this event, or since it began."""
    query = (
        select(Guest.id)
        .join(LedgerEntry, LedgerEntry.person_id == Guest.person_id)
        .where(Guest.event_id == event.id, LedgerEntry.kind == LedgerKind.THANKS, LedgerEntry.day >= event.start.date().isoformat())
    )
    return set(session.scalars(query))
