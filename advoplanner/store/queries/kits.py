"""What only some kinds of event need, as rows: requests of hosts, money, briefs of speakers, sign-ups, dates of a series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from advoplanner.core.text import fold
from advoplanner.domain.budgets import BudgetLine, Money, with_lines
from advoplanner.domain.guests import Attendance, Decision, Reply, Role
from advoplanner.domain.host_requests import RequestRow
from advoplanner.domain.restrictions import Audience, Restriction, Use, decide
from advoplanner.domain.sign_ups import PRESENT, AudienceFigures, Place, SignUpRow, figures, place_of
from advoplanner.domain.talks import TalkRow, missing_parts
from advoplanner.store.models import BudgetLine as Line
from advoplanner.store.models import EmailAddress, Event, EventKit, Guest, HostRequest, Organisation, Person, SessionRole, SignUp, Talk
from advoplanner.store.models import Session as AgendaSession
from advoplanner.store.queries import people

SPEAKING = ("presenter", "panellist")


def requests(session: Session, ids: Iterable[str] | None = None, state: str = "") -> list[RequestRow]:
    """Requests of hosts, those that wait first, then by when they would be; all of them unless ids or a state are given."""
    query = select(HostRequest, Event.title).outerjoin(Event, Event.id == HostRequest.event_id)
    if ids is not None:
        query = query.where(HostRequest.id.in_(list(ids)))
    if state:
        query = query.where(HostRequest.state == state)
    found = [_request(row, title or "") for row, title in session.execute(query)]
    return sorted(found, key=lambda r: (r.state != "asked", r.start is None, r.start.isoformat() if r.start else "", fold(r.host), r.id))


def money(session: Session, event_id: str) -> Money:
    """An event's money, for as many heads as come: those who accepted, before that those who are invited, before that its places."""
    figures = select(EventKit.currency, EventKit.budget, EventKit.per_head, EventKit.planned, EventKit.spent)
    kit = session.execute(figures.where(EventKit.event_id == event_id)).first() or ("EUR", 0, 0, 0, 0)
    live = select(Guest.reply).where(Guest.event_id == event_id, Guest.decision == Decision.APPROVED, Guest.reply.not_in(_GONE))
    replies = list(session.scalars(live))
    accepted = sum(reply == Reply.ACCEPTED for reply in replies)
    places = session.scalar(select(Event.capacity).where(Event.id == event_id)) or 0
    whole = Money(*kit, accepted or len(replies) or places)
    lines = select(Line.id, Line.words, Line.currency, Line.planned, Line.actual, Line.refund, Line.version).where(Line.event_id == event_id)
    return with_lines(whole, [BudgetLine(*x) for x in session.execute(lines.order_by(Line.created_at, Line.id))])


def talks(session: Session, event_id: str, day: date) -> list[TalkRow]:
    """Those who present at an event, hosts left out, by name; whether they may be recorded is asked of the one rule, for `day`."""
    titles: dict[str, list[str]] = defaultdict(list)
    parts = (
        select(SessionRole.guest_id, AgendaSession.title)
        .join(AgendaSession, AgendaSession.id == SessionRole.session_id)
        .where(AgendaSession.event_id == event_id, SessionRole.role.in_(SPEAKING))
        .order_by(AgendaSession.start, AgendaSession.title)
    )
    for guest_id, title in session.execute(parts):
        titles[guest_id].append(title)
    query = (
        select(Guest, Person.display_name, Organisation.name, Talk)
        .join(Person, Person.id == Guest.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(Talk, Talk.guest_id == Guest.id)
        .where(*_presents(event_id))
        .order_by(Person.sort_name, Guest.id)
    )
    rows = session.execute(query).all()
    limits = people.restrictions(session, [guest.person_id for guest, *_ in rows])
    brought = _brought(session, event_id)
    return [
        _talk(guest, name, company or "", talk, titles[guest.id], brought.get(fold(name), 0), limits.get(guest.person_id, ()), day)
        for guest, name, company, talk in rows
    ]  # fmt: skip


def briefs(session: Session, event_id: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """For each who presents and may come: id, name, and the parts of the brief that are missing, in words."""
    query = (
        select(Guest.id, Person.display_name, Talk.context, Talk.went_wrong, Talk.not_for)
        .join(Person, Person.id == Guest.person_id)
        .outerjoin(Talk, Talk.guest_id == Guest.id)
        .where(*_presents(event_id), Guest.reply.not_in(_GONE))
        .order_by(Person.sort_name, Guest.id)
    )
    return [(guest_id, name, missing_parts(*(part or "" for part in parts))) for guest_id, name, *parts in session.execute(query)]


def sign_ups(session: Session, event_id: str) -> list[SignUpRow]:
    """Those who signed up in the order in which they did, with their places on the waiting list."""
    primary = select(EmailAddress.address).where(EmailAddress.person_id == Person.id, EmailAddress.primary).limit(1).scalar_subquery()
    query = (
        select(SignUp, Guest, Person.display_name, Organisation.name, primary)
        .join(Guest, Guest.id == SignUp.guest_id)
        .join(Person, Person.id == Guest.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(Guest.event_id == event_id)
        .order_by(SignUp.at, SignUp.created_at, SignUp.id)
    )
    found, waiting = [], _waiting_numbers(session, event_id)
    for row, guest, name, company, address in session.execute(query):
        place = place_of(guest.decision, guest.reply)
        number = waiting.get(guest.id, 0) if place == Place.WAITING else 0
        said = (row.source, row.at, place, number, guest.attendance, row.told)
        found.append(SignUpRow(guest.id, event_id, name, address or "", company or "", *said))
    return found


def audience(session: Session, event_id: str, *, over: bool) -> AudienceFigures:
    """The numbers of an event's open audience."""
    places = session.scalar(select(Event.capacity).where(Event.id == event_id)) or 0
    on_list = session.execute(select(Guest.decision, Guest.reply, Guest.attendance).where(Guest.event_id == event_id)).all()
    taken = sum(r.decision == Decision.APPROVED and r.reply not in _GONE for r in on_list)
    came = sum(r.attendance in PRESENT for r in on_list)
    return figures(sign_ups(session, event_id), places=places, taken=taken, came=came, over=over)


def waiting(session: Session, event_id: str) -> list[Guest]:
    """Those who signed up and wait for a place, the next first."""
    query = (
        select(Guest)
        .join(SignUp, SignUp.guest_id == Guest.id)
        .where(Guest.event_id == event_id, Guest.decision == Decision.HOLD, Guest.reply.not_in(_GONE))
        .order_by(Guest.bench_rank, SignUp.at, SignUp.created_at, Guest.id)
    )
    return list(session.scalars(query))


def dates(session: Session, event_id: str) -> list[tuple[str, str]]:
    """The events of the series that an event belongs to, by time: (id, title); none where it stands alone."""
    series = session.scalar(select(EventKit.series).where(EventKit.event_id == event_id))
    if not series:
        return []
    query = select(Event.id, Event.title).join(EventKit, EventKit.event_id == Event.id).where(EventKit.series == series)
    return [(r.id, r.title) for r in session.execute(query.order_by(Event.start_utc, Event.title))]


_GONE = (Reply.DECLINED, Reply.DELEGATED)


def _request(row: HostRequest, title: str) -> RequestRow:
    return RequestRow(
        row.id, row.host, row.purpose, row.venue, row.city, row.zone, row.start, row.minutes, row.places, row.budget, row.currency,
        tuple(row.names), row.profile, row.state, row.reason, row.event_id or "", title,
    )  # fmt: skip


def _talk(
    guest: Guest, name: str, company: str, talk: Talk | None, titles: list[str], brought: int, limits: Iterable[Restriction], day: date
) -> TalkRow:
    brief = (talk.context, talk.went_wrong, talk.not_for, talk.draw, talk.own_guests) if talk else ("", "", "", None, 0)
    known = list(limits)
    verdict = decide(Use.RECORDING, known, Audience.PUBLIC, day)
    asked = any(r.kind == "no_recording" for r in known)
    answer = "yes" if verdict.allowed else "no" if asked else ""
    evidence = next((r.note for r in known if r.kind == "no_recording" and r.note), verdict.why)
    return TalkRow(
        guest.id, guest.event_id, guest.person_id, name, company, guest.reply, tuple(titles), *brief[:3], brief[3], brief[4], brought, answer,
        evidence if asked else "",
    )  # fmt: skip


def _brought(session: Session, event_id: str) -> dict[str, int]:
    """How many guests come, or came, because of whom, by folded name."""
    query = (
        select(Guest.brought_by, func.count())
        .where(Guest.event_id == event_id, Guest.brought_by != "", Guest.reply.not_in(_GONE), Guest.attendance != Attendance.NO_SHOW)
        .group_by(Guest.brought_by)
    )
    found: dict[str, int] = defaultdict(int)
    for name, count in session.execute(query):
        found[fold(name)] += count
    return found


def _presents(event_id: str) -> tuple[ColumnElement[bool], ...]:
    """Whoever presents at an event by role or by a part in a session, hosts left out."""
    parts = (
        select(SessionRole.guest_id)
        .join(AgendaSession, AgendaSession.id == SessionRole.session_id)
        .where(AgendaSession.event_id == event_id, SessionRole.role.in_(SPEAKING))
    )
    speaks = or_(Guest.role == Role.PRESENTER, Guest.id.in_(parts))
    return Guest.event_id == event_id, Guest.side != "host", Guest.decision != Decision.NOT_NOW, speaks


def _waiting_numbers(session: Session, event_id: str) -> dict[str, int]:
    """Guest → place on the waiting list, from 1."""
    return {guest.id: number for number, guest in enumerate(waiting(session, event_id), 1)}
