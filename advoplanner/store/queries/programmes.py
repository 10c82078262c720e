"""Programmes with their counts, their rosters with attendance, and their meetings, as rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from advoplanner.core.records import dataclass
from advoplanner.domain.events import EventStatus
from advoplanner.domain.guests import Attendance, Decision, Reply, Side
from advoplanner.domain.people import level_band
from advoplanner.domain.programmes import SITTING, MemberRow, MemberStatus, ProgrammeDetails, ProgrammeRow, Thanks
from advoplanner.domain.today import ThanksDue
from advoplanner.store.models import Event, Guest, Membership, Organisation, Person, Programme
from advoplanner.store.queries.boards import day_of

CAME = (Attendance.ARRIVED, Attendance.LEFT_EARLY)
GONE = (Reply.DECLINED, Reply.DELEGATED)
WAITING = (MemberStatus.NOMINATED, MemberStatus.APPROACHED)
Rate = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Known:
    """A person's name, the side that they or their company are on, and the term that was known of them ("" where not said)."""

    name: str
    side: str
    member_since: str
    term_end: str


def rows(session: Session, now: datetime, until: date, *, archived: bool = False) -> list[ProgrammeRow]:
    """Programmes by name; `until` is the last day on which a term counts as ending."""
    sitting = Membership.status.in_(SITTING)
    ending = sitting & (Membership.end != "") & (Membership.end <= until.isoformat())
    members = select(Membership.programme_id, _sum(sitting).label("sit"), _sum(ending).label("end")).group_by(Membership.programme_id).subquery()
    query = (
        select(Programme, members.c.sit, members.c.end)
        .outerjoin(members, members.c.programme_id == Programme.id)
        .where(Programme.archived.is_(archived))
        .order_by(Programme.name, Programme.id)
    )
    rates, meetings = _rates(session, now), _meetings_ahead(session, now)
    found = []
    for p, sit, end in session.execute(query):
        present, counted = rates.get(p.id, (0, 0))
        events, start = meetings.get(p.id, (0, None))
        found.append(
            ProgrammeRow(
                p.id, p.name, p.kind, p.ownership, p.sponsor, p.archived, sit or 0, end or 0, present, counted, events, start, p.version,
            )
        )  # fmt: skip
    return found


def details(session: Session, programme_id: str) -> ProgrammeDetails | None:
    """One programme, or None."""
    p = session.get(Programme, programme_id)
    if p is None:
        return None
    return ProgrammeDetails(
        p.id, p.kind, p.name, p.purpose, p.ownership, p.sponsor, p.text_mark, p.mission, p.scope, p.tenure_months, p.meetings_per_year,
        p.duties, p.benefits, p.confidentiality, p.archived, p.version,
    )  # fmt: skip


def members(session: Session, now: datetime, *, programme_id: str = "", person_id: str = "", ids: Iterable[str] = ()) -> list[MemberRow]:
    """Terms of one programme, of one person, or some; who sits now first, then by name."""
    query = (
        select(
            Membership, Person.display_name, Organisation.name, Person.job_title, Person.level_band, Person.side, Organisation.side,
        )
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .order_by(Person.sort_name, Membership.start, Membership.id)
    )  # fmt: skip
    wanted = list(ids)
    query = query.where(
        Membership.programme_id == programme_id if programme_id else Membership.person_id == person_id if person_id else Membership.id.in_(wanted)
    )
    found = session.execute(query).all()
    rates = _rates_of_members(session, now, {m.programme_id for m, *_ in found}, set() if programme_id else {m.person_id for m, *_ in found})
    order = {status: place for place, status in enumerate((MemberStatus.ACTIVE, MemberStatus.PAUSED, *WAITING, MemberStatus.ALUMNI))}
    rows = []
    for m, name, company, title, band, side, company_side in found:
        rate = _within(rates.get((m.programme_id, m.person_id), ()), m.start, m.end)
        rows.append(
            MemberRow(
                m.id, m.programme_id, m.person_id, name, company or "", title, band or level_band(title), side or company_side or "", m.role,
                m.status, m.seat_no, day_of(m.start), day_of(m.end), m.renewals, m.nominated_by, m.reason_left, m.thanks, m.version, *rate,
            )
        )  # fmt: skip
    return sorted(rows, key=lambda row: order.get(MemberStatus(row.status), 9))


def meetings(session: Session, programme_id: str) -> list[str]:
    """Ids of the events of a programme, the newest first."""
    query = select(Event.id).where(Event.programme_id == programme_id).order_by(Event.start_utc.desc(), Event.id)
    return list(session.scalars(query))


def thanks_due(session: Session) -> list[ThanksDue]:
    """Those who left and are not thanked yet, by name."""
    query = (
        select(Membership.id, Person.display_name, Programme.id, Programme.name)
        .join(Person, Person.id == Membership.person_id)
        .join(Programme, Programme.id == Membership.programme_id)
        .where(Membership.thanks == Thanks.DUE)
        .order_by(Person.sort_name, Membership.id)
    )
    return [ThanksDue(*row) for row in session.execute(query)]


def sitting(session: Session, programme_id: str) -> list[tuple[str, str]]:
    """(person id, role) of who sits now and is not paused, by name."""
    query = (
        select(Membership.person_id, Membership.role)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.programme_id == programme_id, Membership.status == MemberStatus.ACTIVE)
        .order_by(Person.sort_name, Membership.id)
    )
    return [(r[0], r[1]) for r in session.execute(query)]


def known(session: Session, person_ids: Iterable[str]) -> dict[str, Known]:
    """What a roster asks of each of these people; without those who are gone."""
    query = (
        select(Person.id, Person.display_name, Person.side, Organisation.side, Person.member_since, Person.term_end)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.id.in_(list(person_ids)))
    )
    return {r[0]: Known(r[1], r[2] or r[3] or "", r[4], r[5]) for r in session.execute(query)}


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _past(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Meetings that are over, and what is known of who came: those of whom nothing was noted are left out."""
    noted = or_(Guest.attendance.in_((*CAME, Attendance.NO_SHOW)), Guest.reply.in_(GONE))
    return Event.end_utc < now, Event.status != EventStatus.CANCELLED, Guest.decision == Decision.APPROVED, noted


def _rates(session: Session, now: datetime) -> dict[str, Rate]:
    """Programme → how many invitations to meetings its members followed, and of how many; other guests do not count."""
    member = select(Membership.id).where(Membership.programme_id == Programme.id, Membership.person_id == Guest.person_id).exists()
    query = (
        select(Programme.id, _sum(Guest.attendance.in_(CAME)), func.count())
        .join(Event, Event.programme_id == Programme.id)
        .join(Guest, Guest.event_id == Event.id)
        .where(*_past(now), member, Guest.side != Side.HOST)
        .group_by(Programme.id)
    )
    return {r[0]: (r[1], r[2]) for r in session.execute(query)}


def _rates_of_members(session: Session, now: datetime, programmes: set[str], people: set[str]) -> dict[tuple[str, str], list[tuple[str, bool]]]:
    """(programme, person) → days of meetings with whether they came; of everybody where no `people` are given."""
    query = (
        select(Programme.id, Guest.person_id, Event.start, Guest.attendance)
        .join(Event, Event.programme_id == Programme.id)
        .join(Guest, Guest.event_id == Event.id)
        .where(*_past(now), Programme.id.in_(programmes))
    )
    if people:
        query = query.where(Guest.person_id.in_(people))
    found: dict[tuple[str, str], list[tuple[str, bool]]] = defaultdict(list)
    for programme, person, start, attendance in session.execute(query):
        found[programme, person].append((start.date().isoformat(), attendance in CAME))
    return found


def _within(days: Iterable[tuple[str, bool]], start: str, end: str) -> Rate:
    counted = [came for day, came in days if (not start or day >= start) and (not end or day <= end)]
    return sum(counted), len(counted)


def _meetings_ahead(session: Session, now: datetime) -> dict[str, tuple[int, datetime | None]]:
    """Programme → number of its events, with the start of the next one."""
    found: dict[str, tuple[int, datetime | None]] = {}
    query = (
        select(Programme.id, Event.start, Event.end_utc, Event.status)
        .join(Event, Event.programme_id == Programme.id)
        .order_by(Event.start_utc, Event.id)
    )
    for programme, start, end, status in session.execute(query):
        count, day = found.get(programme, (0, None))
        if day is None and end >= now and status not in (EventStatus.CLOSED, EventStatus.CANCELLED):
            day = start
        found[programme] = (count + 1, day)
    return found
