"""One event as the rules of readiness see it, read at one moment, with what was decided about its checks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select
from sqlalchemy import case as when
from sqlalchemy.orm import Session

from advoplanner.core.dates import to_wall
from advoplanner.domain.checks import CheckCase, CheckGuest, CheckTable, CheckTalk, CheckWave, Override, PastTurnout, Waiver
from advoplanner.domain.checks.course import CoursePoint
from advoplanner.domain.people import level_band
from advoplanner.domain.programmes import SITTING
from advoplanner.domain.restrictions import LEAVE
from advoplanner.store.models import (
    WORKSPACE_ID,
    Assignment,
    Competition,
    EmailAddress,
    Event,
    ForecastLog,
    Guest,
    Introduction,
    Membership,
    MotiveProfile,
    NormOverride,
    Organisation,
    Person,
    Seat,
    SeatingRound,
    SeatTable,
    Wave,
    WorkspaceInfo,
)
from advoplanner.store.models import Waiver as WaiverModel
from advoplanner.store.queries import agenda, asks, boards, kits
from advoplanner.store.queries.check_surroundings import surroundings
from advoplanner.store.queries.clashes import clashes

PRESENT = ("arrived", "left_early")


def case(session: Session, event_id: str, now: datetime) -> CheckCase | None:
    """Everything that rules ask about an event at the instant `now`, or None where there is no such event."""
    event, frame = session.get(Event, event_id), agenda.frame(session, event_id)
    if event is None or frame is None:
        return None
    waves = session.execute(select(Wave.name, Wave.subject, Wave.body).where(Wave.event_id == event_id).order_by(Wave.planned, Wave.name))
    names, ignored = session.execute(select(WorkspaceInfo.product_names, WorkspaceInfo.ignored_words).where(WorkspaceInfo.id == WORKSPACE_ID)).one()
    layout = tables(session, event_id)
    return CheckCase(
        title=event.title, purpose=event.purpose, organiser_email=event.organiser_email, quorum=event.quorum, frame=frame,
        now=to_wall(now, event.zone), sessions=agenda.rows(session, event_id), guests=guests(session, event_id, event.zone),
        competitors=[(a, b) for a, b in session.execute(select(Competition.a_id, Competition.b_id))],
        waves=[CheckWave(*wave) for wave in waves], product_names=tuple(names or ()), ignored_words=tuple(ignored or ()), tables=len(layout),
        rounds=session.scalar(select(func.count()).where(SeatingRound.event_id == event_id)) or 0, topic=event.topic,
        learn_goal=event.learn_goal, objectives=tuple(event.objectives), sponsor=event.sponsor, capacity=event.capacity,
        room=(event.room_width, event.room_length), layout=layout, history=history(session, event.kind, event_id, now),
        money=kits.money(session, event_id),
        talks=talks(session, event_id), asked=asked(session, event_id), introduced=introduced(session, event_id),
        host_company=event.host_company, clashes=clashes(session, event_id), **_own_of_boards(session, event), **surroundings(session, event, now),
    )  # fmt: skip


def _own_of_boards(session: Session, event: Event) -> dict[str, Any]:
    """What only boards and councils are asked."""
    if event.kind not in ("cab", "council"):
        return {}
    newest, meetings = boards.newest_version(session, event.id), boards.growth(session, event)
    before = [row.host for row in meetings if row.event_id != event.id and row.host]
    return {
        "formalities": boards.formalities(session, event.id), "chairs": boards.chairs(session, event.id),
        "version": newest.number if newest else 0, "last_host": before[-1] if before else "",
    }  # fmt: skip


def guests(session: Session, event_id: str, zone: str, ids: Collection[str] = ()) -> list[CheckGuest]:
    """All guests of an event by name, or only those with `ids`."""
    at = seats(session, event_id, ids)
    written = select(EmailAddress.person_id).where(EmailAddress.person_id == Person.id, EmailAddress.problem == "").exists()
    since = func.coalesce(_term(func.min(Membership.start), Membership.start != ""), Person.member_since)
    until = func.coalesce(_term(func.max(Membership.end), Membership.end != ""), Person.term_end)
    query = (
        select(
            Guest.id, Person.display_name, Organisation.id, Organisation.name, Guest.side, Guest.role, Guest.counts, Guest.decision,
            Guest.reply, Person.level_band, Person.job_title, Guest.delegate_of, Person.function, Person.department, MotiveProfile.style,
            since, Guest.diet, Person.diet, written, Guest.invite_state, Guest.bench_rank, Guest.reply_at, Guest.attendance,
            until, Guest.here_from, Guest.here_until, Person.tier, Organisation.tier, Organisation.public_sector,
            Organisation.stage,
        )
        .join(Person, Person.id == Guest.person_id)
        .join(Event, Event.id == Guest.event_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(MotiveProfile, MotiveProfile.person_id == Person.id)
        .where(Guest.event_id == event_id)
        .order_by(Person.sort_name, Guest.id)
    )  # fmt: skip
    if ids:
        query = query.where(Guest.id.in_(ids))
    return [
        CheckGuest(
            r[0], r[1], r[2] or "", r[3] or "", r[4], r[5], r[6], r[7], r[8], r[9] or level_band(r[10]), rounds_of(at.get(r[0], ())), r[11] or "",
            f"{r[12]} {r[13]} {r[10]}".strip(), r[14] or "", r[15], r[16] or r[17], bool(r[18]), r[19] != "not_sent", r[20], at.get(r[0], ()),
            to_wall(r[21], zone).date() if r[21] else None, r[22] in PRESENT, r[23], r[24], r[25],
            r[22] == "left_early", r[26] or r[27] or 0, bool(r[28]), r[29] or "",
        )
        for r in session.execute(query)
    ]  # fmt: skip


def _term(day: ColumnElement[str], said: ColumnElement[bool]) -> ScalarSelect[str]:
    """The first or last day of a guest's terms in the event's programme, NULL where none is said."""
    held = Membership.programme_id == Event.programme_id, Membership.person_id == Guest.person_id, Membership.status.in_(SITTING)
    return select(day).where(*held, said).correlate(Event, Guest).scalar_subquery()


def seats(session: Session, event_id: str, ids: Collection[str] = ()) -> dict[str, tuple[str, ...]]:
    """Where everybody sits, or only those with `ids`: for each guest with a seat "round/table/number", one for each round."""
    at: dict[str, list[str]] = defaultdict(list)
    query = (
        select(Assignment.guest_id, Assignment.round_id, Seat.table_id, Seat.number)
        .join(SeatingRound, SeatingRound.id == Assignment.round_id)
        .join(Seat, Seat.id == Assignment.seat_id)
        .where(SeatingRound.event_id == event_id)
    )
    for guest_id, round_id, table_id, number in session.execute(query.where(Assignment.guest_id.in_(ids)) if ids else query):
        at[guest_id].append(f"{round_id}/{table_id}/{number}")
    return {guest_id: tuple(sorted(places)) for guest_id, places in at.items()}


def rounds_of(places: Collection[str]) -> int:
    """In how many rounds a guest with these seats sits."""
    return len({place.partition("/")[0] for place in places})


def tables(session: Session, event_id: str) -> list[CheckTable]:
    """The event's tables by number."""
    query = select(SeatTable).where(SeatTable.event_id == event_id).order_by(SeatTable.number)
    return [CheckTable(t.id, t.name or str(t.number), t.shape, t.seats, t.width, t.length, t.x, t.y) for t in session.scalars(query)]


def asked(session: Session, event_id: str) -> dict[str, list[date]]:
    """For each guest of whom something was asked outside this event: on which days."""
    people = {person_id: guest_id for guest_id, person_id in session.execute(select(Guest.id, Guest.person_id).where(Guest.event_id == event_id))}
    return {people[person_id]: days for person_id, days in asks.asked(session, people, besides=event_id).items()}


def introduced(session: Session, event_id: str) -> dict[str, int]:
    """How many introductions each guest has, those that have taken place too."""
    pairs = session.execute(select(Introduction.a_id, Introduction.b_id).where(Introduction.event_id == event_id))
    return dict(Counter(guest_id for pair in pairs for guest_id in pair))


def talks(session: Session, event_id: str) -> list[CheckTalk]:
    """Those who present and may come, with what their briefs lack."""
    return [CheckTalk(*brief) for brief in kits.briefs(session, event_id)]


def history(session: Session, kind: str, event_id: str, now: datetime) -> list[PastTurnout]:
    """How past events of the kind went, of those at which somebody was marked as there; members of the host's side left out."""
    came = func.sum(when((Guest.attendance.in_(PRESENT), 1), else_=0))
    query = (
        select(Guest.event_id, Guest.reply, came, func.count())
        .join(Event, Event.id == Guest.event_id)
        .where(Event.kind == kind, Event.id != event_id, Event.end_utc < now, Guest.decision == "approved", Guest.side != "host", Guest.counts)
        .group_by(Guest.event_id, Guest.reply)
    )
    found: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for past, reply, there, of in session.execute(query):
        found[past][reply] = (int(there), int(of))
    return [PastTurnout(past, replies) for past, replies in found.items() if any(there for there, _ in replies.values())]


def overrides(session: Session, kind: str, event_id: str = "", programme_id: str = "") -> list[Override]:
    """Figures that differ for a kind of event, for a programme, and for one event with the programme that it belongs to."""
    for_kind = and_(NormOverride.event_id.is_(None), NormOverride.programme_id.is_(None), NormOverride.kind == kind)
    its_programme = select(Event.programme_id).where(Event.id == event_id).scalar_subquery()
    of_programme = NormOverride.programme_id == (its_programme if event_id else programme_id)
    return _overrides(session, or_(for_kind, of_programme, NormOverride.event_id == event_id))


def programmes_of_events(session: Session) -> dict[str, str]:
    """Event → programme, of those that belong to one."""
    return {key: of for key, of in session.execute(select(Event.id, Event.programme_id)) if of}


def all_overrides(session: Session) -> list[Override]:
    """Every figure that differs, for whatever kind or event."""
    return _overrides(session)


def _overrides(session: Session, *wanted: ColumnElement[bool]) -> list[Override]:
    found = session.scalars(select(NormOverride).where(*wanted).order_by(NormOverride.norm, NormOverride.figure))
    return [Override(o.id, o.event_id or "", o.kind, o.norm, o.figure, o.value, o.programme_id or "") for o in found]


def waivers(session: Session, event_id: str) -> list[Waiver]:
    """What was waived, hidden or ignored for an event, the newest first; what was taken back stays in the list."""
    found = session.scalars(select(WaiverModel).where(WaiverModel.event_id == event_id, ~WaiverModel.code.startswith(LEAVE)))
    return [_waiver(row) for row in sorted(found, key=lambda row: (row.at, row.id), reverse=True)]


def logged(session: Session, event_id: str) -> list[CoursePoint]:
    """The forecast on each day on which it was kept, in order of time."""
    found = session.scalars(select(ForecastLog).where(ForecastLog.event_id == event_id).order_by(ForecastLog.day))
    return [CoursePoint(date.fromisoformat(row.day), row.expected, row.low, row.high, ahead=False) for row in found]


def ignored(found: Sequence[Waiver]) -> frozenset[tuple[str, str]]:
    """Checks with the sessions or waves that they pass over."""
    return frozenset((w.code, w.subject_id) for w in found if w.kind == "ignored" and w.stands)


def _waiver(row: Any) -> Waiver:
    return Waiver(row.id, row.code, row.subject_id, row.kind, row.reason, row.by, row.at, row.value, row.ended_at)
