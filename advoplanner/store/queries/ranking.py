"""Judgements of members and outcomes of companies as rows."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.domain.guests import Decision, Side
from advoplanner.domain.ranking import AccountRow, RankRow, ranked
from advoplanner.store.models import AccountOutcome, Guest, MemberRank, Organisation, Person
from advoplanner.store.queries import outcomes
from advoplanner.store.queries.boards import day_of


def members(session: Session, event_id: str) -> list[RankRow]:
    """Everybody who was invited but the vendor's own people, the highest first."""
    query = (
        select(Guest.id, Person.display_name, Organisation.name, MemberRank)
        .join(Person, Person.id == Guest.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(MemberRank, MemberRank.guest_id == Guest.id)
        .where(Guest.event_id == event_id, Guest.side != Side.HOST, Guest.decision == Decision.APPROVED)
        .order_by(Person.sort_name, Guest.id)
    )
    return ranked(
        RankRow(key, name, company or "", *((r.attendance, r.input, r.advocacy, r.note) if r else (None, None, None, "")))
        for key, name, company, r in session.execute(query)
    )


def accounts(session: Session, event_id: str) -> list[AccountRow]:
    """Companies of those who came, and those of which something is written down, by name."""
    came = [row.guest_id for row in outcomes.rows(session, [event_id]) if row.side != Side.HOST]
    query = select(Person.organisation_id).join(Guest, Guest.person_id == Person.id).where(Guest.id.in_(came), Person.organisation_id.is_not(None))
    count = Counter(session.scalars(query))
    kept = {row.organisation_id: row for row in session.scalars(select(AccountOutcome).where(AccountOutcome.event_id == event_id))}
    names = select(Organisation).where(Organisation.id.in_([*count, *kept])).order_by(Organisation.name_key)
    return [_account(event_id, company, count[company.id], kept.get(company.id)) for company in session.scalars(names)]


def _account(event_id: str, company: Organisation, came: int, kept: AccountOutcome | None) -> AccountRow:
    if kept is None:
        return AccountRow(company.id, event_id, company.name, came, "", "", None, "")
    return AccountRow(company.id, event_id, company.name, came, kept.before, kept.after, day_of(kept.day), kept.note)
