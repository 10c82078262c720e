"""Seats kept in sessions: for whom, in which order others stand by, and when nobody waits for a holder any more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import to_wall
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural
from advoplanner.domain import reserved_seats as rules
from advoplanner.domain.guests import GuestRow, Side, may_be_seated
from advoplanner.domain.reserved_seats import OCCUPIED, ReservedRow, SeatState, Terms
from advoplanner.services import drafts, events, notices, standby
from advoplanner.services.context import Workspace
from advoplanner.services.guest_lookup import person_of
from advoplanner.services.notices import Notice, Notices
from advoplanner.store.models import Event, ReservedSeat, Session
from advoplanner.store.queries import guests as guest_queries
from advoplanner.store.queries import reserved_seats as queries
from advoplanner.store.session import UnitOfWork


def rows(ws: Workspace, event_id: str) -> list[ReservedRow]:
    """Everybody with a kept seat or waiting for one, by session."""
    with ws.reading() as session:
        return queries.rows(session, event_id)


def sessions(ws: Workspace, event_id: str) -> list[Terms]:
    """The sessions in which seats can be kept, with their terms."""
    with ws.reading() as session:
        return queries.terms(session, event_id)


def possible_guests(ws: Workspace, event_id: str) -> list[GuestRow]:
    """For whom a seat can be kept: advocates first, then all others who come or may come, without the host team."""
    with ws.reading() as session:
        found = [r for r in guest_queries.rows(session, event_id) if may_be_seated(r.decision, r.reply) and r.side != Side.HOST]
    return sorted(found, key=lambda r: (r.side != Side.ADVOCATE, r.sort_name, r.id))


def hold(ws: Workspace, session_id: str, guest_id: str) -> ChangeSet:
    """Keep a seat for a guest, or let them stand by where all are held.

    Raises RuleBroken at `guest_id` where they are in line already, have a part in the session, or are bound elsewhere at its time.
    """
    with ws.action("") as work:
        row = _session(work, session_id)
        person = person_of(work.session, row.event_id, guest_id)
        if work.session.scalar(select(ReservedSeat.id).where(ReservedSeat.session_id == session_id, ReservedSeat.guest_id == guest_id)):
            sentence = f"{person.display_name} is in line for “{row.title}” already."
            raise RuleBroken("reserved.twice", sentence, "Open them in the list.", field="guest_id")
        bound = queries.bound(work.session, guest_id, row)
        if bound is not None:
            how = "has a part in" if bound[1] == "part" else "has a seat kept in"
            raise RuleBroken("reserved.clash", f"{person.display_name} {how} “{bound[0]}” at that time.", "Choose another session.", field="guest_id")
        last = work.session.scalar(select(func.max(ReservedSeat.place)).where(ReservedSeat.session_id == session_id)) or 0
        seat = ReservedSeat(session_id=session_id, guest_id=guest_id, place=last + 1)
        work.add(seat)
        standby.settle(work, [session_id])
        kept = seat.state == SeatState.HELD
        work.label = f"Keep a seat for {person.display_name} in “{row.title}”" if kept else f"{person.display_name} stands by for “{row.title}”"
    return work.changes


def set_terms(ws: Workspace, session_id: str, *, seats: int | None = None, release_minutes: int | None = None) -> ChangeSet:
    """How many seats a session keeps, and until how long before its start. More seats go to who stands by, in the same step."""
    with ws.action("") as work:
        row = _session(work, session_id)
        if seats is not None:
            row.kept_seats = rules.check_seats(seats, _occupied(work, session_id))
        if release_minutes is not None:
            row.release_minutes = rules.check_release(release_minutes)
            # The calendar entry says until when the seat is kept.
            drafts.set_own_stale(work, work.session.scalars(select(ReservedSeat.guest_id).where(ReservedSeat.session_id == session_id)).all())
        work.label = f"Keep {plural(row.kept_seats, 'seat')} in “{row.title}”{standby.settle(work, [session_id])}"
    return work.changes


def take(ws: Workspace, ids: Iterable[str]) -> ChangeSet:
    """The holders came and sit there; a seat that was given back and is still free is theirs again.

    Raises RuleBroken where somebody stands by, or their seat has gone to somebody else.
    """
    with ws.action("") as work:
        chosen = _seats(work, ids)
        for seat in chosen:
            if seat.state in (SeatState.STANDBY, SeatState.PASSED):
                words = rules.WORDS[seat.state].lower()
                raise RuleBroken("reserved.not_theirs", f"No seat is kept for this guest: {words}.", "Release a seat first.")
            seat.state = SeatState.TAKEN.value
        work.label = f"{plural(len(chosen), 'kept seat')} taken"
    return work.changes


def release(ws: Workspace, ids: Iterable[str]) -> ChangeSet:
    """Give seats back; the next in line gets each in the same step, and whose it was is to be told."""
    with ws.action("") as work:
        chosen = [seat for seat in _seats(work, ids) if seat.state in OCCUPIED]
        if not chosen:
            raise RuleBroken("reserved.none_held", "None of these holds a seat.", "Choose somebody with a kept seat.")
        work.label = f"Release {plural(len(chosen), 'kept seat')}{_free(work, chosen)}"
    return work.changes


def release_due(ws: Workspace, event_id: str) -> ChangeSet:
    """Give back every seat that nobody took by its session's release time. Raises RuleBroken where there is none, with the next time."""
    with ws.action("") as work:
        event = work.session.get_one(Event, event_id)
        now = to_wall(ws.clock(), event.zone)
        held = [row for row in queries.rows(work.session, event_id) if row.state == SeatState.HELD and row.terms.release is not None]
        due = [row.id for row in held if _passed(row.terms, now)]
        if not due:
            ahead = min((row.terms.release for row in held if row.terms.release), default=None)
            hint = f"The next is at {ahead:%a %H:%M}." if ahead else "No seat is held."
            raise RuleBroken("reserved.not_due", "No seat is due to be released now.", hint)
        work.label = f"Release {plural(len(due), 'kept seat')} that nobody took{_free(work, _seats(work, due))}"
    return work.changes


def move(ws: Workspace, seat_id: str, *, up: bool) -> ChangeSet:
    """One place up or down among those who stand by; nothing happens at either end."""
    with ws.action("Change the order of standing by") as work:
        (seat,) = _seats(work, [seat_id])
        query = select(ReservedSeat).where(ReservedSeat.session_id == seat.session_id, ReservedSeat.state == SeatState.STANDBY)
        line = work.session.scalars(query.order_by(ReservedSeat.place)).all()
        at = next((n for n, each in enumerate(line) if each.id == seat_id), -1)
        other = at - 1 if up else at + 1
        if at >= 0 and 0 <= other < len(line):
            seat.place, line[other].place = line[other].place, seat.place
    return work.changes


def drop(ws: Workspace, ids: Iterable[str]) -> ChangeSet:
    """Take guests out of a session's line; what they held goes to the next."""
    with ws.action("") as work:
        chosen = _seats(work, ids)
        drafts.set_own_stale(work, [seat.guest_id for seat in chosen])
        work.delete_all(chosen)
        passed = standby.settle(work, {seat.session_id for seat in chosen})
        work.label = f"Take {plural(len(chosen), 'guest')} out of the line{passed}"
    return work.changes


def write_notices(ws: Workspace, event_id: str, folder: Path, ids: Iterable[str] = ()) -> Notices:
    """Write one mail, as a draft, to each who does not know yet what became of the seat (or of these), and mark them as told.

    Raises RuleBroken where nobody is to be told, or where the event has no organiser's address.
    """
    event, wanted = events.details(ws, event_id), set(ids)
    chosen = [row for row in rows(ws, event_id) if row.to_tell and (not wanted or row.id in wanted)]
    if not chosen:
        raise RuleBroken("reserved.all_told", "Everybody knows what became of their seat.", "Whoever gets or loses one is listed here again.")
    mails = {row.id: Notice(row.guest_id, row.guest, row.email, *rules.notice(row, event), rules.WORDS[row.state]) for row in chosen}
    written = notices.write(ws, event, folder, mails.values())
    reached = [key for key, mail in mails.items() if mail.guest_id in written.reached]
    if reached:
        with ws.action(f"Tell {plural(len(reached), 'guest')} of their seats") as work:
            for seat in _seats(work, reached):
                seat.told = seat.state
        return replace(written, changes=work.changes)
    return written


def _free(work: UnitOfWork, chosen: Sequence[ReservedSeat]) -> str:
    for seat in chosen:
        seat.state = SeatState.RELEASED.value
    drafts.set_own_stale(work, [seat.guest_id for seat in chosen])
    return standby.settle(work, {seat.session_id for seat in chosen})


def _passed(terms: Terms, now: datetime) -> bool:
    return terms.release is not None and terms.release <= now


def _occupied(work: UnitOfWork, session_id: str) -> int:
    query = select(func.count()).where(ReservedSeat.session_id == session_id, ReservedSeat.state.in_(OCCUPIED))
    return work.session.scalar(query) or 0


def _session(work: UnitOfWork, session_id: str) -> Session:
    row = work.session.get(Session, session_id)
    if row is None:
        raise RuleBroken("reserved.no_session", "This session is no longer in the agenda.", "Undo brings it back.", field="session_id")
    return row


def _seats(work: UnitOfWork, ids: Iterable[str]) -> list[ReservedSeat]:
    return list(work.session.scalars(select(ReservedSeat).where(ReservedSeat.id.in_(list(ids))).order_by(ReservedSeat.place)))
