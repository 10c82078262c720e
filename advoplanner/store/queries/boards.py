"""What boards and councils keep, as rows: papers of members, renewals of contracts, approvals of the agenda."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from advoplanner.domain.councils import ChairRow, Growth
from advoplanner.domain.formalities import FormalityRow, PaperRow
from advoplanner.domain.guests import Decision, Reply, Role, Side
from advoplanner.store.models import AgendaApproval, AgendaVersion, Agreement, Event, Guest, Organisation, Person

GONE = (Reply.DECLINED, Reply.DELEGATED)


def formalities(session: Session, event_id: str) -> list[FormalityRow]:
    """Members who may come, by name; the vendor's own people, who are bound already, are left out."""
    query = (
        # Columns, not records: the checks ask after every edit, and a large event has a thousand.
        select(
            Guest.id, Person.id, Person.display_name, Organisation.id, Organisation.name, Organisation.renewal, Event.end,
        )
        .join(Person, Person.id == Guest.person_id)
        .join(Event, Event.id == Guest.event_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(Guest.event_id == event_id, Guest.side != Side.HOST, Guest.decision == Decision.APPROVED, Guest.reply.not_in(GONE))
        .order_by(Person.sort_name, Guest.id)
    )  # fmt: skip
    found = session.execute(query).all()
    signed = papers(session, [row[1] for row in found])
    return [
        FormalityRow(
            guest_id, event_id, person_id, name, company_id or "", company or "", end.date(), signed.get(person_id, {}), day_of(renewal or ""),
        )
        for guest_id, person_id, name, company_id, company, renewal, end in found
    ]  # fmt: skip


def papers(session: Session, person_ids: list[str]) -> dict[str, dict[str, PaperRow]]:
    """Person → kind → paper, of those who have any."""
    found: dict[str, dict[str, PaperRow]] = defaultdict(dict)
    for row in session.scalars(select(Agreement).where(Agreement.person_id.in_(person_ids))):
        found[row.person_id][row.kind] = PaperRow(row.kind, row.state, day_of(row.signed), day_of(row.expires), row.file_name)
    return found


def chairs(session: Session, event_id: str) -> list[ChairRow]:
    """Who chairs an event, by name, and which released version each of them approved last (0 for none)."""
    approved: dict[str, int] = {}
    said = select(AgendaApproval.guest_id, AgendaVersion.number).join(AgendaVersion, AgendaVersion.id == AgendaApproval.version_id)
    for guest_id, number in session.execute(said.where(AgendaVersion.event_id == event_id)):
        approved[guest_id] = max(number, approved.get(guest_id, 0))
    query = (
        select(Guest.id, Person.display_name, Organisation.name, Guest.side)
        .join(Person, Person.id == Guest.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(Guest.event_id == event_id, Guest.role == Role.CHAIR, Guest.decision == Decision.APPROVED, Guest.reply.not_in(GONE))
        .order_by(Person.sort_name, Guest.id)
    )
    return [ChairRow(key, name, company or "", side, approved.get(key, 0)) for key, name, company, side in session.execute(query)]


def newest_version(session: Session, event_id: str) -> AgendaVersion | None:
    """The version of the agenda that was released last."""
    query = select(AgendaVersion).where(AgendaVersion.event_id == event_id).order_by(AgendaVersion.number.desc()).limit(1)
    return session.scalar(query)


def growth(session: Session, event: Event) -> list[Growth]:
    """The meetings up to `event`, the oldest first: how many members each had on its list, and who hosted."""
    query = (
        select(Event.id, Event.title, Event.start, Event.host_company, Guest.person_id)
        .outerjoin(Guest, (Guest.event_id == Event.id) & (Guest.side != Side.HOST) & (Guest.decision == Decision.APPROVED))
        .where(together(event), Event.start_utc <= event.start_utc)
        .order_by(Event.start_utc, Event.id)
    )
    members: dict[str, set[str]] = defaultdict(set)
    heads: dict[str, tuple[str, date, str]] = {}
    for event_id, title, start, host, person_id in session.execute(query):
        heads[event_id] = (title, start.date(), host)
        members[event_id] |= {person_id} if person_id else set()
    seen: set[str] = set()
    rows = []
    for event_id, (title, day, host) in heads.items():
        rows.append(Growth(event_id, title, day, host, len(members[event_id]), len(members[event_id] - seen)))
        seen |= members[event_id]
    return rows


def together(event: Event) -> ColumnElement[bool]:
    """The events that are meetings of the same: of its programme, or where it belongs to none, of its kind without one."""
    if event.programme_id:
        return Event.programme_id == event.programme_id
    return and_(Event.kind == event.kind, Event.programme_id.is_(None))


def day_of(text: str) -> date | None:
    """A stored day, None for ""."""
    return date.fromisoformat(text) if text else None
