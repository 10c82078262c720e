"""What was asked of people and given to them: from the ledger, and from the waves that left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from advoplanner.domain.asks import LedgerKind, LedgerRow
from advoplanner.domain.letters import WaveKind
from advoplanner.store.models import Event, Guest, LedgerEntry, Message, Person, Wave

FOLLOW_UPS = (WaveKind.REMINDER, WaveKind.CONFIRMATION)
"""Waves that repeat an ask rather than make one."""


def asked(session: Session, person_ids: Iterable[str], besides: str = "") -> dict[str, list[date]]:
    """Person → the days on which something was asked of them; an asking wave of the event `besides` does not count against itself."""
    ids = set(person_ids)
    found: dict[str, list[date]] = {}
    ledger = select(LedgerEntry.person_id, LedgerEntry.day).where(LedgerEntry.kind == LedgerKind.ASK)
    for person_id, written in session.execute(ledger):
        if person_id in ids:
            found.setdefault(person_id, []).append(date.fromisoformat(written))
    for person_id, event_id, _, _, day in _waves_that_left(session, gives=False):
        if person_id in ids and event_id != besides:
            found.setdefault(person_id, []).append(day)
    return found


def made(session: Session, who: ColumnElement[bool], after: date, until: date) -> int:
    """How often those of whom `who` holds were asked on the days after one and up to another."""
    entries = (
        select(func.count())
        .select_from(LedgerEntry)
        .join(Person, Person.id == LedgerEntry.person_id)
        .where(who, LedgerEntry.kind == LedgerKind.ASK, LedgerEntry.day > after.isoformat(), LedgerEntry.day <= until.isoformat())
    )
    days = [day for *_, day in _waves_that_left(session, who, gives=False)]
    return (session.scalar(entries) or 0) + sum(after < day <= until for day in days)


def ledger(session: Session, person_id: str) -> list[LedgerRow]:
    """Everything asked of, given to and said to a person, the newest first."""
    entries = session.execute(
        select(LedgerEntry, Event.title).outerjoin(Event, Event.id == LedgerEntry.event_id).where(LedgerEntry.person_id == person_id)
    )
    rows = [LedgerRow(e.id, e.kind, e.activity, e.day, e.event_id or "", title or "") for e, title in entries]
    for gives, kind in ((False, LedgerKind.ASK), (True, LedgerKind.GIVE)):
        found = _waves_that_left(session, gives=gives)
        rows += [LedgerRow("", kind, wave, day.isoformat(), event_id, title) for who, event_id, title, wave, day in found if who == person_id]
    return sorted(rows, key=lambda row: (row.day, row.activity), reverse=True)


def _waves_that_left(session: Session, *who: ColumnElement[bool], gives: bool) -> list[tuple[str, str, str, str, date]]:
    """(person, event, its title, the wave's name, day) once for each person and event: the first message that left."""
    query = (
        select(Guest.person_id, Message.event_id, Event.title, Wave.name, Message.exported_at)
        .join(Wave, Wave.id == Message.wave_id)
        .join(Guest, Guest.id == Message.guest_id)
        .join(Event, Event.id == Message.event_id)
        .join(Person, Person.id == Guest.person_id)
        .where(*who)
        .where(Wave.gives.is_(gives), Wave.kind.not_in(FOLLOW_UPS), Message.method == "REQUEST", Message.part == "", Message.exported_at.is_not(None))
        .order_by(Message.exported_at)
    )
    first = {(r[0], r[1]): (r[0], r[1], r[2], r[3], r[4].date()) for r in reversed(session.execute(query).all()) if r[4] is not None}
    return list(first.values())
