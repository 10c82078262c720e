"""An event's guest list: who is on it, what was decided, what they answered, whether they came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.text import clean, listed, plural
from advoplanner.domain.councils import check_leads, usual_role, vendor_leads
from advoplanner.domain.guest_details import GuestDetails
from advoplanner.domain.guest_fields import LIST_FIELDS, MOMENTS, TEXT_FIELDS, check_times_there, checked, word
from advoplanner.domain.guests import WORDS, Attendance, Channel, Decision, GuestCounts, GuestRow, Reply, Role, Side, counts_by_default
from advoplanner.domain.people import ContactDraft, PersonRow, split_name
from advoplanner.domain.restrictions import Restriction
from advoplanner.services import addresses, bench, calls, guest_ties, history, people, waiting_list
from advoplanner.services.context import Workspace
from advoplanner.store.models import Event, Guest, Organisation, Person, SignUp
from advoplanner.store.queries import guests as queries
from advoplanner.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class GuestsAdded:
    """How many people joined the list, the guests who stood on it before, and how many of those added wait on the bench."""

    added: int
    already: tuple[str, ...]
    changes: ChangeSet
    benched: int = 0


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


def restrictions(ws: Workspace, event_id: str) -> dict[str, tuple[Restriction, ...]]:
    """Person → what may not be done or printed about them or their company, for those on the list of whom anything is noted."""
    with ws.reading() as session:
        return queries.restrictions(session, event_id)


def photos(ws: Workspace, guest_ids: Iterable[str]) -> dict[str, bytes]:
    """Guest → photo as a normalised JPEG, for those who have one."""
    with ws.reading() as session:
        return queries.photos(session, guest_ids)


def add(
    ws: Workspace,
    event_id: str,
    person_ids: Iterable[str],
    *,
    decision: str = "approved",
    side: str | None = None,
    role: str = "participant",
    within_capacity: bool = False,
) -> GuestsAdded:
    """Put people on the list; the side is the person's own, or their company's, unless given. Those who stand on it stay as they are.

    With `within_capacity` those beyond the event's capacity go on hold, at the end of the bench.
    """
    wanted = list(dict.fromkeys(person_ids))
    decision, role, side = word("decision", decision), word("role", role), word("side", side) if side else None
    with ws.action("") as work:
        event = _event(work.session, event_id)
        known = {r.person_id: r.id for r in work.session.execute(select(Guest.person_id, Guest.id).where(Guest.event_id == event_id))}
        sides = {p: side or own for p, own in _sides(work.session, [p for p in wanted if p not in known]).items()}
        for person_id, own in sides.items():
            if vendor_leads(event.kind, own, role):
                check_leads(event.kind, own, role, work.session.get_one(Person, person_id).display_name, "role")
        new = [guest_values(event_id, p, decision, sides[p], usual_role(event.kind, sides[p], role)) for p in wanted if p in sides]
        benched = bench.put_beyond_capacity(work.session, event, new) if within_capacity and decision == Decision.APPROVED else 0
        work.insert_rows(Guest, new)
        work.label = f"Add {plural(len(new), 'guest')}{f', {benched} of them on the bench' if benched else ''}"
    return GuestsAdded(len(new), tuple(known[p] for p in wanted if p in known), work.changes, benched)


def edit(ws: Workspace, guest_ids: Iterable[str], **fields: Any) -> ChangeSet:
    """Change guests: side, role, decision, counts, bench_rank, companion_of, any of TEXT_FIELDS, LIST_FIELDS and MOMENTS.

    A guest whom we decide not to invite now gives up seat and sessions in the same step, and companions follow.
    """
    ids = list(guest_ids)
    values = {name: checked(name, value) for name, value in fields.items() if name != "companion_of"}
    history.keep_before(ws, "a bulk edit", len(ids))
    typing = len(ids) == 1 and fields.keys() <= TEXT_FIELDS.keys() | LIST_FIELDS
    with ws.action("", merge_key=f"guest.{ids[0]}.{'.'.join(sorted(fields))}" if typing else "") as work:
        found = _guests(work.session, ids)
        for guest in found:
            for name, value in fields.items():
                setattr(guest, name, _main_guest(work.session, guest, value) if name == "companion_of" else values[name])
            if moments := sorted(fields.keys() & MOMENTS):
                check_times_there(guest.here_from, guest.here_until, moments[-1])
            if "role" in fields and "counts" not in fields:
                guest.counts = counts_by_default(guest.role)
            if "role" in fields or "side" in fields:
                _check_leads(work.session, guest, "role" if "role" in fields else "side")
        _let_go(work, f"Change {_who(work.session, found)}", found)
    return work.changes


def set_reply(ws: Workspace, guest_ids: Iterable[str], reply: str, *, channel: str = "person", comment: str = "", reason: str = "") -> ChangeSet:
    """Mark what guests answered, by hand; a decline gives up seat and sessions, and companions follow, in one step.

    Where it came by telephone from somebody who must not be phoned, it is noted all the same, and the step says so.
    """
    if reply not in list(Reply):
        raise RuleBroken("guests.reply", f"“{reply}” is not a reply.", f"Choose one of: {', '.join(Reply)}.", field="reply")
    if channel not in list(Channel):
        raise RuleBroken("guests.channel", f"“{channel}” is not a channel.", f"Choose one of: {', '.join(Channel)}.", field="channel")
    words, ids, why = clean(comment, lines=True, limit=2000), list(guest_ids), checked("decline_reason", reason)
    history.keep_before(ws, "a bulk edit", len(ids))
    with ws.action("") as work:
        found = _guests(work.session, ids)
        for guest in found:
            guest_ties.note_reply(guest, reply, channel, words, ws.clock(), why)
        who = _who(work.session, found)
        along = guest_ties.bring_along(work, found)
        closed = calls.warning(ws, [guest.id for guest in found]) if channel == Channel.PHONE else ""
        _let_go(work, f"Mark {who} {WORDS[reply].lower()}" if reply != Reply.NONE else f"Clear reply of {who}", found, along)
        work.label += closed
    return work.changes


def effects_of_removal(ws: Workspace, guest_ids: Iterable[str]) -> list[str]:
    """What removing guests would undo besides: seats, parts in the agenda, drafts, companions; one line each.

    Raises RuleBroken, as the removal itself would, where somebody was invited.
    """
    ids = list(guest_ids)
    with ws.reading() as session:
        found = list(session.scalars(select(Guest).where(Guest.id.in_(ids))))
        guest_ties.check_removable(session, [*found, *guest_ties.companions_of(session, ids)])
        return guest_ties.effects(session, ids)


def remove(ws: Workspace, guest_ids: Iterable[str]) -> ChangeSet:
    """Take guests off the list with their companions, seats, sessions and drafts; raises RuleBroken for those who were invited."""
    ids = list(guest_ids)
    history.keep_before(ws, "a bulk edit", len(ids))
    with ws.action("") as work:
        found = _guests(work.session, ids)
        companions = guest_ties.companions_of(work.session, [g.id for g in found])
        work.label = f"Remove {_who(work.session, found)}{guest_ties.with_companions(work.session, companions)}"
        guest_ties.check_removable(work.session, [*found, *companions])
        guest_ties.remove_dependents(work, [g.id for g in (*found, *companions)])
        concerned = {g.event_id for g in found}
        work.delete_all([*found, *companions])
        work.label += waiting_list.move_up(work, concerned)
    return work.changes


def add_companion(ws: Workspace, guest_id: str, name: str) -> ChangeSet:
    """A companion as a person and guest of their own, beside `guest_id`; they come, or not, as that guest does."""
    if not clean(name):
        raise RuleBroken("guests.companion", "A companion needs a name.", "Write “Guest of …” until you know it.", field="companion")
    with ws.action(f"Add companion {clean(name, limit=80)}") as work:
        main = _guests(work.session, [guest_id])[0]
        values = guest_values(main.event_id, new_person(ws, name), main.decision, main.side, Role.COMPANION)
        work.insert_rows(Guest, [values | {"companion_of": main.companion_of or main.id}])
        guest_ties.bring_along(work, [main])
        guest_ties.let_go(work, [main])
    return work.changes


def set_attendance(ws: Workspace, guest_ids: Iterable[str], attendance: str) -> ChangeSet:
    """Mark guests arrived, left early, no-show or expected again; the time of arrival is that of the first mark."""
    if attendance not in list(Attendance):
        allowed = f"Choose one of: {', '.join(Attendance)}."
        raise RuleBroken("guests.attendance", f"“{attendance}” is not a state of attendance.", allowed, field="attendance")
    with ws.action("") as work:
        found = _guests(work.session, list(guest_ids))
        work.label = f"Mark {_who(work.session, found)} {WORDS[attendance].lower()}"
        for guest in found:
            guest.attendance = attendance
            came = attendance in (Attendance.ARRIVED, Attendance.LEFT_EARLY)
            guest.arrived_at = guest.arrived_at or ws.clock() if came else None
            guest.greeted_at = guest.greeted_at if came else None
    return work.changes


def walk_in(ws: Workspace, event_id: str, name: str, *, organisation: str = "", email: str = "", side: str = "") -> ChangeSet:
    """Somebody at the door whom nobody expected: a guest who has arrived, the person known by the address or new.

    The side is that of the person or the company unless given.
    """
    if not clean(name):
        raise RuleBroken("guests.walk_in", "Write the name of the person at the door.", field="name")
    with ws.action(f"Let in {clean(name, limit=80)}") as work:
        event = _event(work.session, event_id)
        person_id = known_person(work.session, name, email) or new_person(ws, name, organisation, email)
        guest = work.session.scalar(select(Guest).where(Guest.event_id == event_id, Guest.person_id == person_id))
        if guest is None:
            sides = _sides(work.session, [person_id])
            chosen = word("side", side) if side else sides[person_id]
            work.insert_rows(Guest, [guest_values(event_id, person_id, Decision.APPROVED, chosen, usual_role(event.kind, chosen, Role.PARTICIPANT))])
            guest = work.session.scalars(select(Guest).where(Guest.event_id == event_id, Guest.person_id == person_id)).one()
            work.add(SignUp(guest_id=guest.id, source="door", at=ws.clock(), told="in"))
        guest.decision, guest.attendance, guest.arrived_at = Decision.APPROVED.value, Attendance.ARRIVED.value, guest.arrived_at or ws.clock()
        if guest.reply != Reply.ACCEPTED:
            guest_ties.note_reply(guest, Reply.ACCEPTED.value, Channel.PERSON.value, "", ws.clock())
    return work.changes


def guest_values(event_id: str, person_id: str, decision: str, side: str, role: str) -> dict[str, Any]:
    """The columns of a new guest."""
    return {
        "id": new_id(), "event_id": event_id, "person_id": person_id, "decision": str(decision), "side": side or Side.CUSTOMER.value,
        "role": str(role), "counts": counts_by_default(role),
    }  # fmt: skip


def _check_leads(session: Session, guest: Guest, field: str) -> None:
    """Members lead a council, whichever of role and side is changed."""
    kind = session.get_one(Event, guest.event_id).kind
    if vendor_leads(kind, guest.side, guest.role):
        check_leads(kind, guest.side, guest.role, session.get_one(Person, guest.person_id).display_name, field)


def free_seats_of(work: UnitOfWork, guest_ids: Iterable[str]) -> None:
    """Give up the seats and sessions of guests who can hold none any more; their companions follow."""
    found = _guests(work.session, list(guest_ids))
    guest_ties.let_go(work, found)
    waiting_list.after(work, found)


def _let_go(work: UnitOfWork, label: str, found: list[Guest], along: Sequence[Guest] = ()) -> None:
    """End a change of state: who can hold no seat any more lets go of it; the step's name says who follows, and which sessions lose somebody."""
    off = guest_ties.taken_off(work.session, found)
    followers = [*along, *guest_ties.let_go(work, found)]
    work.label = f"{label}{guest_ties.with_companions(work.session, followers)}{off}{waiting_list.after(work, found)}"


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


def _main_guest(session: Session, guest: Guest, main_id: str | None) -> str | None:
    """The id of the guest somebody comes with, checked."""
    if not main_id:
        return None
    main = session.get(Guest, main_id)
    if main is None or main.event_id != guest.event_id or main.id == guest.id or main.companion_of:
        raise RuleBroken("guests.companion", "A companion comes with another guest of this event.", "Choose a guest.", field="companion_of")
    return main.id


def _who(session: Session, guests: list[Guest]) -> str:
    return plural(len(guests), "guest") if len(guests) > 2 else listed(guest_ties.names_of(session, guests))


def known_person(session: Session, name: str, email: str) -> str:
    """Whose address this is: the person of this name, or the only one who has it; "" for nobody."""
    return addresses.holder(session, email, name) if email else ""


def new_person(ws: Workspace, name: str, organisation: str = "", email: str = "", side: str = "") -> str:
    """Somebody new of this name, within the action that is open; the id."""
    parts = split_name(name)
    draft = ContactDraft(
        given=parts.given, family=parts.family, prefix=parts.prefix, suffix=parts.suffix, nickname=parts.nickname,
        organisation=organisation, emails=(email,) if email else (), side=side,
    )  # fmt: skip
    # The nested action is still open, so its changes are read from the action around it.
    return people.add(ws, draft).created("person")[-1]
