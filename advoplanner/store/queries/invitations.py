"""Waves and messages as rows, and everything a message to a guest is written from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import starmap
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.domain.audiences import Invitee, read_audience
from advoplanner.domain.guru_slots import SlotRow, SlotState
from advoplanner.domain.letters import MessageRow, WaveRow
from advoplanner.domain.motives import UNKNOWN, Motives
from advoplanner.domain.restrictions import Restriction
from advoplanner.store.models import Event, Expert, Guest, Message, Organisation, Person, SessionRole, Wave
from advoplanner.store.models import Session as AgendaSession
from advoplanner.store.queries import guru_slots, people

LEFT = ("exporting", "sending", "unsure", "exported")
"""States of messages whose octets are settled."""

Holding = tuple[str, str]
"""A guest and a part: one calendar entry of one person."""

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Addressee:
    """A guest as a message needs one; `problem` says why mail cannot reach the address, "" where it can; `tier` is the person's or the company's.

    `limits` is what may not be done with them, or what they agreed to.
    """

    guest: Guest
    person: Person
    organisation: str
    address: str
    problem: str
    motives: Motives
    tier: int = 0
    limits: tuple[Restriction, ...] = ()

    @property
    def invitee(self) -> Invitee:
        """The guest as an audience sees them."""
        return Invitee(self.guest.id, self.guest.side, self.guest.role, self.tier, tuple(self.person.tags))


def waves(session: Session, event_id: str) -> list[WaveRow]:
    """An event's waves by planned day, those without one last, with the states of their messages."""
    states: dict[str, Counter[str]] = {}
    for wave_id, state in session.execute(select(Message.wave_id, Message.state).where(Message.event_id == event_id)):
        states.setdefault(wave_id, Counter())[state] += 1
    found = session.scalars(select(Wave).where(Wave.event_id == event_id).order_by(Wave.planned == "", Wave.planned, Wave.created_at, Wave.id))
    return [
        WaveRow(
            w.id, w.event_id, w.name, w.kind, w.gives, w.subject, w.body, w.planned, read_audience(w.audience), w.mode, dict(states.get(w.id, {}))
        )
        for w in found
    ]  # fmt: skip


def messages(
    session: Session, event_id: str | None = None, states: Iterable[str] | None = None, ids: Iterable[str] | None = None
) -> list[MessageRow]:
    """Messages, those that wait first, then by number and name."""
    m = Message
    query = (
        # Neither body nor calendar: a list of a thousand is read often, and shows neither.
        select(
            m.id, m.event_id, Event.title, Wave.name, m.guest_id, m.to_name, m.to_address, m.method, m.part, m.subject, m.state, m.reason, m.number,
            m.sequence, m.exported_at, m.version,
        )
        .join(Event, Event.id == Message.event_id)
        .join(Wave, Wave.id == Message.wave_id)
        .order_by(Message.number, Event.start_utc, Message.to_name, Message.part, Message.id)
    )  # fmt: skip
    if event_id is not None:
        query = query.where(Message.event_id == event_id)
    if states is not None:
        query = query.where(Message.state.in_(list(states)))
    if ids is not None:
        query = query.where(Message.id.in_(list(ids)))
    return list(starmap(MessageRow, session.execute(query)))


def addressees(session: Session, event_id: str, guest_ids: Iterable[str] | None = None) -> list[Addressee]:
    """The guests of an event as messages need them, by family name."""
    query = (
        select(Guest, Person, Organisation.name, Organisation.tier)
        .join(Person, Person.id == Guest.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(Guest.event_id == event_id)
        .order_by(Person.sort_name, Guest.id)
    )
    if guest_ids is not None:
        query = query.where(Guest.id.in_(list(guest_ids)))
    rows = session.execute(query).all()
    ids = [person.id for _, person, _, _ in rows]
    primary = people.primary_addresses(session, ids)
    motives, limits = people.motives(session, ids), people.restrictions(session, ids)
    return [
        Addressee(
            guest, person, company or "", *primary.get(person.id, ("", "")), motives.get(person.id, UNKNOWN), person.tier or tier or 0,
            tuple(limits.get(person.id, ())),
        )
        for guest, person, company, tier in rows
    ]  # fmt: skip


def last_sent(session: Session, event_id: str) -> dict[Holding, Message]:
    """(guest, part) → the newest message that left, or is about to: what stands in their calendar, or that it was taken out."""
    query = select(Message).where(Message.event_id == event_id, Message.state.in_(LEFT), Message.method.in_(("REQUEST", "CANCEL")))
    return {(m.guest_id, m.part): m for m in session.scalars(query.order_by(Message.number))}


def of_wave(session: Session, wave_id: str) -> dict[Holding, list[Message]]:
    """(guest, part) → the messages of one wave, the newest first."""
    found: dict[Holding, list[Message]] = {}
    for message in session.scalars(select(Message).where(Message.wave_id == wave_id).order_by(Message.number.desc())):
        found.setdefault((message.guest_id, message.part), []).append(message)
    return found


def by_guest(found: Mapping[Holding, _Found]) -> dict[str, dict[str, _Found]]:
    """Guest → part → what was found for both, so that one guest's share is at hand without looking through everybody's."""
    sorted_out: dict[str, dict[str, _Found]] = {}
    for (guest_id, part), each in found.items():
        sorted_out.setdefault(guest_id, {})[part] = each
    return sorted_out


def hours(session: Session, event_id: str) -> dict[date, tuple[datetime, datetime]]:
    """Day → when its agenda begins and ends (wall time); days without sessions are not in it."""
    found: dict[date, tuple[datetime, datetime]] = {}
    for start, minutes in session.execute(select(AgendaSession.start, AgendaSession.minutes).where(AgendaSession.event_id == event_id)):
        if start is None:
            continue
        end = start + timedelta(minutes=minutes)
        first, last = found.get(start.date(), (start, end))
        found[start.date()] = min(first, start), max(last, end)
    return found


def speaking(session: Session, event_id: str) -> dict[str, list[tuple[AgendaSession, str]]]:
    """Guest → the scheduled sessions in which they have a part, and the part, by time."""
    query = (
        select(SessionRole.guest_id, AgendaSession, SessionRole.role)
        .join(AgendaSession, AgendaSession.id == SessionRole.session_id)
        .where(AgendaSession.event_id == event_id, AgendaSession.start.is_not(None), SessionRole.role != "listener")
        .order_by(AgendaSession.start, AgendaSession.id)
    )
    found: dict[str, list[tuple[AgendaSession, str]]] = {}
    for guest_id, row, role in session.execute(query):
        found.setdefault(guest_id, []).append((row, role))
    return found


def meeting(session: Session, event_id: str) -> dict[str, list[SlotRow]]:
    """Guest → the one-to-ones to come in which they give or take advice, by time."""
    givers = select(Expert.id, Expert.guest_id).where(Expert.event_id == event_id)
    experts = {expert_id: guest_id for expert_id, guest_id in session.execute(givers)}  # noqa: C416
    found: dict[str, list[SlotRow]] = {}
    for slot in guru_slots.slots(session, event_id) if experts else ():
        for guest_id in (slot.guest_id, experts[slot.expert_id]) if slot.state == SlotState.PLANNED else ():
            found.setdefault(guest_id, []).append(slot)
    return found


def interrupted(session: Session, event_id: str) -> list[str]:
    """Messages of an event that were marked but never finished, in the order of sending."""
    return list(session.scalars(select(Message.id).where(Message.event_id == event_id, Message.state == "exporting").order_by(Message.number)))
