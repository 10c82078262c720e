"""Judging members after an event, and writing down what it did for their companies."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import whole
from advoplanner.domain.formalities import check_day
from advoplanner.domain.ranking import AccountRow, RankRow, check_rank, check_stage
from advoplanner.services.context import Workspace
from advoplanner.store.models import AccountOutcome, Event, Guest, MemberRank, Organisation, Person
from advoplanner.store.queries import ranking as queries

NOTE_LIMIT = 2000


def members(ws: Workspace, event_id: str) -> list[RankRow]:
    """Members with how they took part, the highest first."""
    with ws.reading() as session:
        return queries.members(session, event_id)


def judge(ws: Workspace, guest_id: str, **fields: Any) -> ChangeSet:
    """Write down `attendance`, `input`, `advocacy` (0 to 5 or None) and `note` of a member; raises RuleBroken at the field."""
    values = {name: whole(value, NOTE_LIMIT, name, lines=True) if name == "note" else check_rank(name, value) for name, value in fields.items()}
    with ws.action("") as work:
        found = work.session.scalar(select(Person.display_name).join(Guest, Guest.person_id == Person.id).where(Guest.id == guest_id))
        if found is None:
            raise RuleBroken("ranking.unknown", "This member is no longer on the list.", "Undo brings them back.")
        work.label = f"Judge {found}"
        row = work.session.scalar(select(MemberRank).where(MemberRank.guest_id == guest_id))
        if row is None:
            row = MemberRank(guest_id=guest_id)
            work.add(row)
        for name, value in values.items():
            setattr(row, name, value)
    return work.changes


def accounts(ws: Workspace, event_id: str) -> list[AccountRow]:
    """Companies of those who came, with what became of them."""
    with ws.reading() as session:
        return queries.accounts(session, event_id)


def record_account(ws: Workspace, event_id: str, organisation_id: str, **fields: Any) -> ChangeSet:
    """Write down `before`, `after` (stages), `day` and `note` of a company; raises RuleBroken at the field."""
    values = {name: _account_value(name, value) for name, value in fields.items()}
    with ws.action("") as work:
        company, event = work.session.get(Organisation, organisation_id), work.session.get(Event, event_id)
        if company is None or event is None:
            raise RuleBroken("accounts.unknown", "This company is no longer in the workspace.", "Undo brings it back.")
        day = values.get("day", "")
        if day and day < event.start.date().isoformat():
            raise RuleBroken("accounts.before", "That was before the event, which had no part in it then.", "Choose a later day.", field="day")
        work.label = f"What came of it: {company.name}"
        row = work.session.scalar(
            select(AccountOutcome).where(AccountOutcome.event_id == event_id, AccountOutcome.organisation_id == organisation_id)
        )
        if row is None:
            row = AccountOutcome(event_id=event_id, organisation_id=organisation_id)
            work.add(row)
        for name, value in values.items():
            setattr(row, name, value)
    return work.changes


def _account_value(name: str, value: Any) -> str:
    if name in ("before", "after"):
        return check_stage(name, str(value or ""))
    if name == "day":
        return check_day(name, value)
    if name == "note":
        return whole(value, NOTE_LIMIT, name, lines=True)
    raise TypeError(f"a company's outcome has no field {name!r}")
