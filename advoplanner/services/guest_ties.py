"""What hangs on a guest (the answer, seat, parts in the agenda, companions, messages), and what becomes of it when the guest's state changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, aliased

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import listed, plural
from advoplanner.domain.agenda import SessionType
from advoplanner.domain.events import EventKind
from advoplanner.domain.guests import Decision, InviteState, Reply, may_be_seated
from advoplanner.domain.guru_slots import SlotState
from advoplanner.domain.introductions import State
from advoplanner.services import drafts, standby
from advoplanner.services.seating_score import rescored, tables_by_round
from advoplanner.store.models import (
    Action,
    AgendaApproval,
    Assignment,
    Event,
    Expert,
    Guest,
    GuruSlot,
    Introduction,
    MemberRank,
    Message,
    Outcome,
    Person,
    ReplyRecord,
    ReservedSeat,
    Seat,
    SeatTable,
    SessionRole,
    SignUp,
    Stay,
    Talk,
    Topic,
    TopicVote,
)
from advoplanner.store.models import Session as AgendaSession
from advoplanner.store.queries.invitations import LEFT
from advoplanner.store.session import UnitOfWork

PRESENTING = ("presenter", "panellist")
"""Parts of a session without which there is nothing to hear."""


def let_go(work: UnitOfWork, guests: Sequence[Guest]) -> list[Guest]:
    """Free the seats and parts of those of `guests` who can hold none any more; their companions follow and are returned."""
    work.session.flush()
    gone = {g.id: g for g in guests if not may_be_seated(g.decision, g.reply)}
    if not gone:
        return []
    followers = [c for c in companions_of(work.session, gone) if may_be_seated(c.decision, c.reply)]
    for companion in followers:
        _follow(companion, gone[companion.companion_of or ""])
    _free(work, [*gone, *(c.id for c in followers)])
    return followers


def note_reply(guest: Guest, reply: str, channel: str, comment: str, at: datetime | None, reason: str = "") -> None:
    """Write an answer down, and nothing of what follows from it; a comment to the same answer stays where none comes with it."""
    guest.reply_comment = comment or (guest.reply_comment if guest.reply == reply else "")
    guest.reply, guest.reply_channel = reply, channel if reply != Reply.NONE else ""
    guest.reply_at = at if reply != Reply.NONE else None
    # Dated by the moment of the mark: no message stands behind it any more.
    guest.reply_sequence, guest.reply_dtstamp = guest.sequence_sent, ""
    guest.decline_reason = reason if reply == Reply.DECLINED else ""


def follow(work: UnitOfWork, guests: Sequence[Guest]) -> None:
    """Do what follows from new answers of `guests`: companions come or stay as they do, who can hold no seat any more lets go of it."""
    work.session.flush()
    bring_along(work, guests)
    let_go(work, guests)


def bring_along(work: UnitOfWork, guests: Sequence[Guest]) -> list[Guest]:
    """Companions who have not answered come, or may come, as their guests in `guests` said; those are returned."""
    coming = {g.id: g for g in guests if g.reply in (Reply.ACCEPTED, Reply.TENTATIVE)}
    silent = [c for c in companions_of(work.session, coming) if c.reply == Reply.NONE and c.decision != Decision.NOT_NOW]
    for companion in silent:
        main = coming[companion.companion_of or ""]
        note_reply(companion, main.reply, main.reply_channel, "", main.reply_at)
    return silent


def companions_of(session: Session, guest_ids: Iterable[str]) -> list[Guest]:
    """Guests who come with one of these, those of these themselves left out."""
    ids = list(guest_ids)
    if not ids:
        return []
    return list(session.scalars(select(Guest).where(Guest.companion_of.in_(ids), Guest.id.not_in(ids)).order_by(Guest.id)))


def with_companions(session: Session, companions: Sequence[Guest]) -> str:
    """The end of a step's name that says who follows: ", with Bo and Cy"."""
    if not companions:
        return ""
    return f", with {listed(names_of(session, companions)) if len(companions) < 3 else plural(len(companions), 'companion')}"


def names_of(session: Session, guests: Sequence[Guest]) -> list[str]:
    """Names of guests by family name."""
    query = select(Person.display_name).where(Person.id.in_([g.person_id for g in guests])).order_by(Person.sort_name)
    return list(session.scalars(query))


def taken_off(session: Session, guests: Sequence[Guest]) -> str:
    """The end of a step's name that says what those of `guests` who can have no part any more leave: ", off “Panel”, 2 introductions off"."""
    gone = [g.id for g in guests if not may_be_seated(g.decision, g.reply)]
    if not gone:
        return ""
    parts, meetings = _parts(session, gone), _meeting_words(session, gone)
    off = "" if not parts else f", off “{parts[0]}”" if len(parts) == 1 else f", off {len(parts)} sessions"
    return f"{off}, {listed(meetings)} off" if meetings else off


def not_introduced(work: UnitOfWork, a_id: str, b_id: str, now: datetime) -> str:
    """Take off the introductions that two people (by their own ids) have before them; the end of the step's name that says so, or ""."""
    first, second = aliased(Guest), aliased(Guest)
    pair = or_(
        and_(first.person_id == a_id, second.person_id == b_id),
        and_(first.person_id == b_id, second.person_id == a_id),
    )
    query = (
        select(Introduction)
        .join(first, first.id == Introduction.a_id)
        .join(second, second.id == Introduction.b_id)
        .join(Event, Event.id == Introduction.event_id)
        .where(Introduction.state == State.PLANNED, Event.end_utc > now, pair)
    )
    found = work.session.scalars(query).all()
    work.delete_all(found)
    return f", {plural(len(found), 'introduction')} off" if found else ""


def effects(session: Session, guest_ids: Sequence[str]) -> list[str]:
    """What taking guests off the list would undo besides, one line each: seats, parts in the agenda, messages, companions."""
    seats = session.execute(
        select(Person.display_name, SeatTable.name, SeatTable.number, Seat.number)
        .join_from(Assignment, Guest, Guest.id == Assignment.guest_id)
        .join(Person, Person.id == Guest.person_id)
        .join(Seat, Seat.id == Assignment.seat_id)
        .join(SeatTable, SeatTable.id == Seat.table_id)
        .where(Guest.id.in_(guest_ids))
    ).all()
    parts = _parts(session, guest_ids)
    drafts = session.scalars(select(Message.id).where(Message.guest_id.in_(guest_ids))).all()
    companions = names_of(session, companions_of(session, guest_ids))
    lines = []
    if seats:
        lines.append(f"Seat {seats[0][3]} at {seats[0][1] or f'table {seats[0][2]}'}" if len(seats) == 1 else plural(len(seats), "seat"))
    if parts:
        lines.append(f"The part in “{parts[0]}”" if len(parts) == 1 else f"{len(parts)} parts in the agenda")
    lines += _meeting_words(session, guest_ids)
    if drafts:
        lines.append(plural(len(drafts), "message"))
    if companions:
        lines.append(f"Companion {companions[0]}" if len(companions) == 1 else f"{len(companions)} companions: {listed(companions)}")
    return lines


def check_removable(session: Session, guests: Sequence[Guest]) -> None:
    """Raises RuleBroken where somebody was invited: what was sent stays on record."""
    written = set(session.scalars(select(Message.guest_id).where(Message.guest_id.in_([g.id for g in guests]), Message.state.in_(LEFT))))
    if not written:
        return
    holders = [g for g in guests if g.id in written]
    names = names_of(session, holders)
    who = listed(names) if len(names) < 3 else f"{names[0]} and {len(names) - 1} others"
    if all(g.invite_state == InviteState.CANCELLED for g in holders):
        raise RuleBroken("guests.invited", f"{who} had an invitation, and what was sent stays on record.", "“Not now” keeps them out of everything.")
    holds = "holds an invitation" if len(names) == 1 else "hold invitations"
    raise RuleBroken("guests.invited", f"{who} {holds}.", "Cancel it, or decide “not now” instead of removing.")


def remove_dependents(work: UnitOfWork, guest_ids: Sequence[str]) -> None:
    """Delete what belongs to guests and let go of what only names them, before they are deleted themselves."""
    session = work.session
    _free(work, guest_ids)
    work.delete_all(session.scalars(select(Message).where(Message.guest_id.in_(guest_ids))).all())
    work.delete_all(session.scalars(select(Introduction).where(_introduces(guest_ids))).all())
    for model in (Outcome, Talk, SignUp, AgendaApproval, Stay, MemberRank, TopicVote):
        work.delete_all(session.scalars(select(model).where(model.guest_id.in_(guest_ids))).all())
    _end_slots(work, guest_ids, session.scalars(select(GuruSlot).where(_meets(guest_ids))).all())
    for record in session.scalars(select(ReplyRecord).where(ReplyRecord.guest_id.in_(guest_ids))):
        record.guest_id = None
    for action in session.scalars(select(Action).where(Action.tell_guest_id.in_(guest_ids))):
        action.tell_guest_id = None
    for topic in session.scalars(select(Topic).where(Topic.proposed_by.in_(guest_ids))):
        topic.proposed_by = None
    for stay in session.scalars(select(Stay).where(Stay.shares_with.in_(guest_ids))):
        stay.shares_with = None
    for guest in session.scalars(select(Guest).where(Guest.companion_of.in_(guest_ids) | Guest.delegate_of.in_(guest_ids))):
        guest.companion_of = None if guest.companion_of in guest_ids else guest.companion_of
        guest.delegate_of = None if guest.delegate_of in guest_ids else guest.delegate_of
    session.flush()


def _parts(session: Session, guest_ids: Sequence[str]) -> Sequence[str]:
    """Titles of the sessions in which guests have a part, once for each part."""
    query = select(AgendaSession.title).join(SessionRole, SessionRole.session_id == AgendaSession.id)
    return session.scalars(query.where(SessionRole.guest_id.in_(guest_ids))).all()


def _meeting_words(session: Session, guest_ids: Sequence[str]) -> list[str]:
    """How many introductions and one-to-one slots to come guests leave: ["2 introductions", "1 slot"]."""
    counted = (("introduction", _introductions(session, guest_ids)), ("one-to-one slot", _slots(session, guest_ids)))
    return [plural(len(found), word) for word, found in counted if found]


def _introductions(session: Session, guest_ids: Sequence[str]) -> Sequence[Introduction]:
    """Introductions still to be made of any of these guests; those that took place stay on record."""
    return session.scalars(select(Introduction).where(Introduction.state == State.PLANNED, _introduces(guest_ids))).all()


def _slots(session: Session, guest_ids: Sequence[str]) -> Sequence[GuruSlot]:
    """One-to-one slots to come with any of these guests, as guest or as expert; those that took place stay on record."""
    return session.scalars(select(GuruSlot).where(GuruSlot.state == SlotState.PLANNED, _meets(guest_ids))).all()


def _end_slots(work: UnitOfWork, guest_ids: Sequence[str], slots: Sequence[GuruSlot]) -> None:
    """Delete these slots with what was to be said of them, and experts among the guests of whom no slot is left on record."""
    drafts.set_slots_stale(work, slots)
    work.delete_all(slots)
    work.session.flush()
    kept = select(GuruSlot.expert_id)
    work.delete_all(work.session.scalars(select(Expert).where(Expert.guest_id.in_(guest_ids), Expert.id.not_in(kept))).all())


def _back_to_the_tray(work: UnitOfWork, session_ids: Sequence[str]) -> None:
    """A Rock Star's session, or a customer's story at any event, that nobody presents any more waits in the tray, with all its notes."""
    session = work.session
    session.flush()
    presented = select(SessionRole.session_id).where(SessionRole.role.in_(PRESENTING))
    theirs = or_(Event.kind == EventKind.ROCK_STAR, AgendaSession.type == SessionType.PEER_STORY)
    query = (
        select(AgendaSession)
        .join(Event, Event.id == AgendaSession.event_id)
        .where(AgendaSession.id.in_(session_ids), AgendaSession.id.not_in(presented), theirs)
    )
    moved = session.scalars(query).all()
    for row in moved:
        row.start = None
    keeping = select(ReservedSeat.guest_id).where(ReservedSeat.session_id.in_([row.id for row in moved]))
    drafts.set_own_stale(work, session.scalars(keeping).all())


def _introduces(guest_ids: Sequence[str]) -> ColumnElement[bool]:
    return Introduction.a_id.in_(guest_ids) | Introduction.b_id.in_(guest_ids)


def _meets(guest_ids: Sequence[str]) -> ColumnElement[bool]:
    return GuruSlot.guest_id.in_(guest_ids) | GuruSlot.expert_id.in_(select(Expert.id).where(Expert.guest_id.in_(guest_ids)))


def _follow(companion: Guest, main: Guest) -> None:
    """Give a companion the state of the guest they would have come with."""
    if main.decision == Decision.NOT_NOW:
        companion.decision = Decision.NOT_NOW.value
    if main.reply in (Reply.DECLINED, Reply.DELEGATED):
        note_reply(companion, Reply.DECLINED.value, main.reply_channel, "", main.reply_at, "The guest they come with is not coming")


def _free(work: UnitOfWork, guest_ids: Sequence[str]) -> None:
    if not guest_ids:
        return
    session = work.session
    with ExitStack() as stack:
        for round_id, tables in tables_by_round(session, guest_ids).items():
            stack.enter_context(rescored(work, round_id, tables))
        work.delete_all(session.scalars(select(Assignment).where(Assignment.guest_id.in_(guest_ids))).all())
    parts = session.scalars(select(SessionRole).where(SessionRole.guest_id.in_(guest_ids))).all()
    work.delete_all(parts)
    _back_to_the_tray(work, [part.session_id for part in parts if part.role in PRESENTING])
    drafts.set_own_stale(work, guest_ids)
    work.delete_all(_introductions(session, guest_ids))
    _end_slots(work, guest_ids, _slots(session, guest_ids))
    standby.leave(work, guest_ids)
    for table in session.scalars(select(SeatTable).where(SeatTable.host_guest_id.in_(guest_ids))):
        table.host_guest_id = None
    session.flush()
