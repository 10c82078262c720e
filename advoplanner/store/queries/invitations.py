"""Waves and messages as rows, and everything a message to a guest is written from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.domain.letters import MessageRow, WaveRow
from advoplanner.domain.motives import UNKNOWN, Motives
from advoplanner.store.models import Event, Guest, Message, Organisation, Person, Wave
from advoplanner.store.queries import people

LEFT = ("exporting", "exported")
"""States of messages whose octets are settled."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """A guest as a message needs one; `problem` says why mail cannot reach the address, "" where it can."""

    guest: Guest
    person: Person
    organisation: str
    address: str
    problem: str
    motives: Motives


def waves(session: Session, event_id: str) -> list[WaveRow]:
    """An event's waves in the order they were made, with the states of their messages."""
    states: dict[str, Counter[str]] = {}
    for wave_id, state in session.execute(select(Message.wave_id, Message.state).where(Message.event_id == event_id)):
        states.setdefault(wave_id, Counter())[state] += 1
    found = session.scalars(select(Wave).where(Wave.event_id == event_id).order_by(Wave.created_at, Wave.id))
    return [WaveRow(w.id, w.event_id, w.name, w.kind, w.gives, w.subject, w.body, w.planned, dict(states.get(w.id, {}))) for w in found]


def messages(
    session: Session, event_id: str | None = None, states: Iterable[str] | None = None, ids: Iterable[str] | None = None
) -> list[MessageRow]:
    """Messages, those that wait first, then by number and name."""
    query = (
        select(Message, Event.title, Wave.name)
        .join(Event, Event.id == Message.event_id)
        .join(Wave, Wave.id == Message.wave_id)
        .order_by(Message.number, Event.start_utc, Message.to_name, Message.id)
    )
    if event_id is not None:
        query = query.where(Message.event_id == event_id)
    if states is not None:
        query = query.where(Message.state.in_(list(states)))
    if ids is not None:
        query = query.where(Message.id.in_(list(ids)))
    return [
        MessageRow(
            m.id, m.event_id, title, wave, m.guest_id, m.to_name, m.to_address, m.method, m.subject, m.state, m.reason, m.number, m.sequence,
            m.exported_at, m.version,
        )
        for m, title, wave in session.execute(query)
    ]  # fmt: skip


def addressees(session: Session, event_id: str, guest_ids: Iterable[str] | None = None) -> list[Addressee]:
    """The guests of an event as messages need them, by family name."""
    query = (
        select(Guest, Person, Organisation.name)
        .join(Person, Person.id == Guest.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(Guest.event_id == event_id)
        .order_by(Person.sort_name, Guest.id)
    )
    if guest_ids is not None:
        query = query.where(Guest.id.in_(list(guest_ids)))
    rows = session.execute(query).all()
    ids = [person.id for _, person, _ in rows]
    primary = people.primary_addresses(session, ids)
    motives = people.motives(session, ids)
    return [
        Addressee(guest, person, company or "", *primary.get(person.id, ("", "")), motives.get(person.id, UNKNOWN)) for guest, person, company in rows
    ]


def last_requests(session: Session, event_id: str) -> dict[str, Message]:
    """Guest → the newest invitation or update that left, or is about to."""
    query = select(Message).where(Message.event_id == event_id, Message.method == "REQUEST", Message.state.in_(LEFT))
    return {m.guest_id: m for m in session.scalars(query.order_by(Message.number))}


def by_guest(session: Session, wave_id: str) -> dict[str, list[Message]]:
    """Guest → the messages of one wave, the newest first."""
    found: dict[str, list[Message]] = {}
    for message in session.scalars(select(Message).where(Message.wave_id == wave_id).order_by(Message.number.desc())):
        found.setdefault(message.guest_id, []).append(message)
    return found


def interrupted(session: Session, event_id: str) -> list[str]:
    """Messages of an event that were marked but never finished, in the order of sending."""
    return list(session.scalars(select(Message.id).where(Message.event_id == event_id, Message.state == "exporting").order_by(Message.number)))
