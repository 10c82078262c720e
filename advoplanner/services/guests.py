"""An event's guest list: who is on it, what was decided, what they answered, whether they came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.text import clean, listed, plural
from advoplanner.domain.guest_details import GuestDetails
from advoplanner.domain.guests import WORDS, Attendance, Channel, Decision, GuestCounts, GuestRow, Reply, Role, Side, counts_by_default, may_be_seated
from advoplanner.domain.people import ContactDraft, PersonRow
from advoplanner.services import people
from advoplanner.services.context import Workspace
from advoplanner.store.models import Action, Assignment, Event, Guest, Message, Organisation, Person, ReplyRecord, SeatTable, SessionRole
from advoplanner.store.queries import guests as queries
from advoplanner.store.session import UnitOfWork

TEXT_FIELDS = {
    "value_sentence": 400,
    "diet": 200,
    "access_needs": 200,
    "travel": 300,
    "hotel": 300,
    "notes": 20000,
    "brought_by": 160,
    "decline_reason": 200,
}
"""Fields of one text each that `edit` takes, with their longest length."""

LIST_FIELDS = frozenset({"talking_points", "ask_them", "do_not_say"})
ENUM_FIELDS = {"side": Side, "role": Role, "decision": Decision}


@dataclass(frozen=True, slots=True)
class GuestsAdded:
    """How many people joined the list, and the guests who stood on it before."""

    added: int
    already: tuple[str, ...]
    changes: ChangeSet


def rows(ws: Workspace, event_id: str) -> list[GuestRow]:
    """An event's guests by family name."""
    with ws.reading() as session:
        return queries.rows(session, event_id)


def rows_of(ws: Workspace, guest_ids: Iterable[str]) -> list[GuestRow]:
    """Some guests; unknown ids are passed over."""
    with ws.reading() as session:
        return queries.rows(session, ids=guest_ids)


def counts(ws: Workspace, event_id: str) -> GuestCounts:
    """How the list divides by each state."""
    with ws.reading() as session:
        return queries.counts(session, event_id)


def details(ws: Workspace, guest_id: str) -> GuestDetails:
    """One guest; raises RuleBroken `guests.unknown`."""
    with ws.reading() as session:
        found = queries.details(session, guest_id)
    if found is None:
        raise RuleBroken("guests.unknown", "This guest is no longer on the list.", "Undo brings them back.")
    return found


def candidates(ws: Workspace, event_id: str) -> list[PersonRow]:
    """Everybody who is not on the list yet."""
    with ws.reading() as session:
        return queries.candidates(session, event_id)


def add(
    ws: Workspace, event_id: str, person_ids: Iterable[str], *, decision: str = "approved", side: str | None = None, role: str = "participant"
) -> GuestsAdded:
    """Put people on the list; the side is the person's own, or their company's, unless given. Those who stand on it stay as they are."""
    wanted = list(dict.fromkeys(person_ids))
    decision, role = _word("decision", decision), _word("role", role)
    with ws.action(f"Add {plural(len(wanted), 'guest')}") as work:
        _event(work.session, event_id)
        known = dict(work.session.execute(select(Guest.person_id, Guest.id).where(Guest.event_id == event_id)).all())
        new = [p for p in wanted if p not in known]
        sides = _sides(work.session, new)
        work.insert_rows(Guest, [guest_values(event_id, p, decision, side or sides[p], role) for p in new if p in sides])
    return GuestsAdded(len(new), tuple(known[p] for p in wanted if p in known), work.changes)


def edit(ws: Workspace, guest_ids: Iterable[str], **fields: Any) -> ChangeSet:
    """Change guests: side, role, decision, counts, bench_rank, companion_of, any of TEXT_FIELDS and LIST_FIELDS.

    A guest whom we decide not to invite now gives up seat and sessions in the same step.
    """
    ids = list(guest_ids)
    with ws.action("", merge_key=f"guest.{','.join(ids[:3])}.{'.'.join(sorted(fields))}") as work:
        found = _guests(work.session, ids)
        work.label = f"Change {_who(work.session, found)}"
        for guest in found:
            for name, value in fields.items():
                setattr(guest, name, _checked(name, value))
            if "role" in fields and "counts" not in fields:
                guest.counts = counts_by_default(guest.role)
        _free_seats(work, found)
    return work.changes


def set_reply(ws: Workspace, guest_ids: Iterable[str], reply: str, *, channel: str = "person", comment: str = "", reason: str = "") -> ChangeSet:
    """Mark what guests answered, by hand; a decline gives up seat and sessions and takes companions along, in one step."""
    if reply not in list(Reply):
        raise RuleBroken("guests.reply", f"“{reply}” is not a reply.", f"Choose one of: {', '.join(Reply)}.", field="reply")
    if channel not in list(Channel):
        raise RuleBroken("guests.channel", f"“{channel}” is not a channel.", f"Choose one of: {', '.join(Channel)}.", field="channel")
    ids = list(guest_ids)
    with ws.action("") as work:
        found = _guests(work.session, ids)
        companions = work.session.scalars(select(Guest).where(Guest.companion_of.in_(ids))).all() if reply == Reply.DECLINED else []
        work.label = (
            f"Mark {_who(work.session, found)} {WORDS[reply].lower()}" if reply != Reply.NONE else f"Clear reply of {_who(work.session, found)}"
        )
        for guest in dict.fromkeys([*found, *companions]):
            guest.reply, guest.reply_channel = reply, channel if reply != Reply.NONE else ""
            guest.reply_at = ws.clock() if reply != Reply.NONE else None
            guest.reply_sequence = guest.sequence_sent
            guest.reply_comment = clean(comment, lines=True, limit=2000) or guest.reply_comment
            guest.decline_reason = clean(reason, limit=200) if reply == Reply.DECLINED else ""
        _free_seats(work, [*found, *companions])
    return work.changes


def effects_of_removal(ws: Workspace, guest_ids: Iterable[str]) -> list[str]:
    """What removing guests would undo besides: seats, sessions, drafts, companions; one line each."""
    ids = list(guest_ids)
    with ws.reading() as session:

        def count(model: Any, column: Any) -> int:
            return session.scalar(select(func.count()).select_from(model).where(column.in_(ids))) or 0

        found = [
            (count(Assignment, Assignment.guest_id), "seat"), (count(SessionRole, SessionRole.guest_id), "part in the agenda"),
            (count(Message, Message.guest_id), "message"), (count(Guest, Guest.companion_of), "companion"),
        ]  # fmt: skip
    return [plural(n, "part in the agenda", "parts in the agenda") if "part" in word else plural(n, word) for n, word in found if n]


def remove(ws: Workspace, guest_ids: Iterable[str]) -> ChangeSet:
    """Take guests off the list with their seats, sessions and drafts; raises RuleBroken for those who hold an invitation."""
    ids = list(guest_ids)
    with ws.action("") as work:
        found = _guests(work.session, ids)
        work.label = f"Remove {_who(work.session, found)}"
        sent = work.session.scalars(select(Message.to_name).where(Message.guest_id.in_(ids), Message.state.in_(("exported", "sent")))).first()
        if sent:
            raise RuleBroken("guests.invited", f"{sent} holds an invitation.", "Cancel it first, or decide “not now” instead of removing.")
        _remove_dependents(work, ids)
        work.delete_all(found)
    return work.changes


def add_companion(ws: Workspace, guest_id: str, name: str) -> ChangeSet:
    """A companion as a person and guest of their own, beside `guest_id`."""
    if not clean(name):
        raise RuleBroken("guests.companion", "A companion needs a name.", "Write “Guest of …” until you know it.", field="companion")
    with ws.action(f"Add companion {clean(name, limit=80)}") as work:
        main = _guests(work.session, [guest_id])[0]
        person_id = _new_person(ws, name)
        values = guest_values(main.event_id, person_id, main.decision, main.side, Role.COMPANION) | {"companion_of": guest_id}
        work.insert_rows(Guest, [values])
    return work.changes


def set_attendance(ws: Workspace, guest_ids: Iterable[str], attendance: str) -> ChangeSet:
    """Mark guests arrived, left early, no-show or expected again."""
    if attendance not in list(Attendance):
        raise RuleBroken("guests.attendance", f"“{attendance}” is not a state of attendance.", f"Choose one of: {', '.join(Attendance)}.")
    with ws.action("") as work:
        found = _guests(work.session, list(guest_ids))
        work.label = f"Mark {_who(work.session, found)} {WORDS[attendance].lower()}"
        for guest in found:
            guest.attendance = attendance
            if attendance == Attendance.ARRIVED:
                guest.arrived_at = ws.clock()
            elif attendance in (Attendance.EXPECTED, Attendance.NO_SHOW):
                guest.arrived_at = None
    return work.changes


def walk_in(ws: Workspace, event_id: str, name: str, *, organisation: str = "", email: str = "", side: str = "customer") -> ChangeSet:
    """Somebody at the door whom nobody invited: a person and a guest who has arrived."""
    if not clean(name):
        raise RuleBroken("guests.walk_in", "Write the name of the person at the door.", field="name")
    with ws.action(f"Let in {clean(name, limit=80)}") as work:
        _event(work.session, event_id)
        person_id = _new_person(ws, name, organisation, email)
        arrived = {
            "reply": Reply.ACCEPTED,
            "reply_channel": Channel.PERSON,
            "reply_at": ws.clock(),
            "attendance": Attendance.ARRIVED,
            "arrived_at": ws.clock(),
        }
        work.insert_rows(Guest, [guest_values(event_id, person_id, Decision.APPROVED, _word("side", side), Role.PARTICIPANT) | arrived])
    return work.changes


def guest_values(event_id: str, person_id: str, decision: str, side: str, role: str) -> dict[str, Any]:
    """The columns of a new guest."""
    return {
        "id": new_id(), "event_id": event_id, "person_id": person_id, "decision": str(decision), "side": side or Side.CUSTOMER.value,
        "role": str(role), "counts": counts_by_default(role),
    }  # fmt: skip


def free_seats_of(work: UnitOfWork, guest_ids: Iterable[str]) -> None:
    """Give up the seats and sessions of guests who can hold none any more."""
    _free_seats(work, _guests(work.session, list(guest_ids)))


def _guests(session: Session, ids: list[str]) -> list[Guest]:
    found = list(session.scalars(select(Guest).where(Guest.id.in_(ids))))
    if len(found) != len(set(ids)):
        raise RuleBroken("guests.unknown", "A guest is no longer on the list.", "Undo brings them back.")
    return found


def _event(session: Session, event_id: str) -> Event:
    event = session.get(Event, event_id)
    if event is None:
        raise RuleBroken("events.unknown", "This event is no longer in the workspace.", "Undo brings it back.")
    return event


def _sides(session: Session, person_ids: list[str]) -> dict[str, str]:
    query = select(Person.id, Person.side, Organisation.side).outerjoin(Organisation, Organisation.id == Person.organisation_id)
    return {r[0]: r[1] or r[2] or Side.CUSTOMER.value for r in session.execute(query) if r[0] in set(person_ids)}


def _who(session: Session, guests: list[Guest]) -> str:
    if len(guests) > 2:
        return plural(len(guests), "guest")
    names = session.scalars(select(Person.display_name).where(Person.id.in_([g.person_id for g in guests])).order_by(Person.sort_name)).all()
    return listed(list(names))


def _new_person(ws: Workspace, name: str, organisation: str = "", email: str = "") -> str:
    from advoplanner.domain.people import split_name

    parts = split_name(name)
    draft = ContactDraft(
        given=parts.given, family=parts.family, prefix=parts.prefix, suffix=parts.suffix, nickname=parts.nickname,
        organisation=organisation, emails=(email,) if email else (),
    )  # fmt: skip
    # The nested action is still open, so its changes are read from the action around it.
    return people.add(ws, draft).created("person")[-1]


def _free_seats(work: UnitOfWork, guests: Iterable[Guest]) -> None:
    gone = [g.id for g in guests if not may_be_seated(g.decision, g.reply)]
    if not gone:
        return
    work.delete_all(work.session.scalars(select(Assignment).where(Assignment.guest_id.in_(gone))).all())
    work.delete_all(work.session.scalars(select(SessionRole).where(SessionRole.guest_id.in_(gone))).all())
    for table in work.session.scalars(select(SeatTable).where(SeatTable.host_guest_id.in_(gone))):
        table.host_guest_id = None


def _remove_dependents(work: UnitOfWork, ids: list[str]) -> None:
    session = work.session
    for query in (
        select(Assignment).where(Assignment.guest_id.in_(ids)),
        select(SessionRole).where(SessionRole.guest_id.in_(ids)),
        select(Message).where(Message.guest_id.in_(ids)),
    ):
        work.delete_all(session.scalars(query).all())
    for table in session.scalars(select(SeatTable).where(SeatTable.host_guest_id.in_(ids))):
        table.host_guest_id = None
    for record in session.scalars(select(ReplyRecord).where(ReplyRecord.guest_id.in_(ids))):
        record.guest_id = None
    for action in session.scalars(select(Action).where(Action.tell_guest_id.in_(ids))):
        action.tell_guest_id = None
    for guest in session.scalars(select(Guest).where(Guest.companion_of.in_(ids) | Guest.delegate_of.in_(ids))):
        guest.companion_of = None if guest.companion_of in ids else guest.companion_of
        guest.delegate_of = None if guest.delegate_of in ids else guest.delegate_of
    session.flush()


def _word(field: str, value: str) -> str:
    kind = ENUM_FIELDS[field]
    try:
        return str(kind(value))
    except ValueError as error:
        raise RuleBroken(f"guests.{field}", f"“{value}” is not a {field}.", f"Choose one of: {', '.join(kind)}.", field=field) from error


def _checked(name: str, value: Any) -> Any:
    if name in ENUM_FIELDS:
        return _word(name, value)
    if name in TEXT_FIELDS:
        return clean(value, lines=name == "notes", limit=TEXT_FIELDS[name])
    if name in LIST_FIELDS:
        return [clean(v, limit=400) for v in value if clean(v)]
    if name == "counts":
        return bool(value)
    if name == "bench_rank":
        return int(value)
    if name == "companion_of":
        return value or None
    raise RuleBroken("guests.field", f"A guest has no field “{name}”.", field=name)
