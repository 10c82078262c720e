"""What documents say of an event's kit: cards of those who present, what the hour means for the venue, how guests travel, whose seats are kept."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from advoplanner.domain.document_kits import AnswerFacts, StayFacts, TalkFacts
from advoplanner.domain.documents import Fact, GuestFacts, SessionFacts
from advoplanner.domain.guests import Reply
from advoplanner.domain.outcomes import QUESTIONS, means
from advoplanner.domain.reserved_seats import OCCUPIED, SeatState
from advoplanner.domain.restrictions import Audience
from advoplanner.domain.slots import KIND_WORDS
from advoplanner.domain.stays import StayRow
from advoplanner.services import event_kits, outcomes, stays, talks, topics
from advoplanner.services.context import Workspace
from advoplanner.store.queries import reserved_seats

WITHHELD = "Name withheld"
"""Stands for a guest whom a restriction hides from the reader: the bed and the car are needed all the same."""


def talks_of(ws: Workspace, event_id: str, shown: Container[str], audience: str) -> tuple[TalkFacts, ...]:
    """A card for each presenter who comes and whom the reader may read of; the venue is only told whom its cameras may record."""
    if audience not in (Audience.HOST, Audience.MEMBER, Audience.VENUE):
        return ()
    found = [row for row in talks.rows(ws, event_id) if row.guest_id in shown and row.reply not in (Reply.DECLINED, Reply.DELEGATED)]
    if audience == Audience.VENUE:
        return tuple(TalkFacts(row.guest_id, recording=row.recording) for row in found)
    return tuple(TalkFacts(row.guest_id, row.context, row.went_wrong, row.not_for, row.draw, row.own_guests, row.recording) for row in found)


def slot(ws: Workspace, event_id: str) -> tuple[Fact, ...]:
    """Set-up, beginning, end and clear-down outside the opening hours, and what is to be arranged; nothing within them."""
    found = event_kits.around(ws, event_id)
    if found is None:
        return ()
    hours = (("Set-up from", found.doors), ("Begins", found.start), ("Ends", found.end), ("Cleared by", found.done))
    return (
        ("When", KIND_WORDS[found.kind]),
        *((name, f"{wall:%H:%M}") for name, wall in hours),
        *(("To arrange", note.rstrip(".")) for note in found.notes),
    )


def stays_of(ws: Workspace, event_id: str, reduced: Mapping[str, GuestFacts | None]) -> tuple[StayFacts, ...]:
    """Everybody who comes; `reduced` are those to be named nowhere (None) or without their company."""
    rows = stays.rows(ws, event_id)
    hidden = {row.guest_id for row in rows if row.guest_id in reduced and reduced[row.guest_id] is None}
    return tuple(_facts(row, hidden, row.guest_id in reduced) for row in rows)


def _facts(row: StayRow, hidden: set[str], bare: bool) -> StayFacts:
    gone = row.guest_id in hidden
    partner = WITHHELD if row.shares_id in hidden else row.shares_with
    pair = min(row.guest_id, row.shares_id) if row.shares_id else row.guest_id
    return StayFacts(
        row.guest_id, WITHHELD if gone else row.name, "" if bare else row.organisation, row.hotel, "" if gone else row.travel, row.access_needs,
        row.arrives, row.leaves, row.check_in, row.check_out, partner, pair if row.needs_room else "",
    )  # fmt: skip


def kept_seats(session: Session, event_id: str, shown: Container[str]) -> dict[str, tuple[list[str], list[str]]]:
    """Session → guests with a kept seat, and those in line for one, in order, as far as the reader may read of them."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for row in reserved_seats.rows(session, event_id):
        if row.guest_id in shown and row.state in (*OCCUPIED, SeatState.STANDBY):
            kept, line = found.setdefault(row.terms.session_id, ([], []))
            (line if row.state == SeatState.STANDBY else kept).append(row.guest_id)
    return found


def with_kept(sessions: tuple[SessionFacts, ...], seats: Mapping[str, tuple[list[str], list[str]]]) -> tuple[SessionFacts, ...]:
    """Sessions with their kept seats."""
    return tuple(replace(s, kept_for=tuple(seats[s.id][0]), standing_by=tuple(seats[s.id][1])) if s.id in seats else s for s in sessions)


def with_trails(ws: Workspace, event_id: str, sessions: tuple[SessionFacts, ...]) -> tuple[SessionFacts, ...]:
    """The same sessions, each that came of a topic saying how many members asked for it."""
    trails = {row.session_id: row.trail for row in topics.rows(ws, event_id) if row.session_id}
    return tuple(replace(each, trail=trails[each.id]) if trails.get(each.id) else each for each in sessions) if trails else sessions


def answers_of(ws: Workspace, event_id: str) -> tuple[AnswerFacts, ...]:
    """What guests said: each question with its mean, peers first, then the words of those who may be quoted."""
    rows = outcomes.rows(ws, event_id)
    figures = [AnswerFacts(QUESTIONS[name], mean, count) for name, (mean, count) in means(rows).items()]
    return (*figures, *(AnswerFacts(row.name, quote=row.quote) for row in rows if row.quote and row.quote_allowed))
