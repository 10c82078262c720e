"""What every table should have besides peers, as it holds for one event: the norms for hosts and prospects, and its own rule for hosts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.guests import HOST_ROLES, Side
from advoplanner.domain.seating_issues import PlanIssue
from advoplanner.domain.table_mix import HostRule, MixLimits
from advoplanner.services import norms
from advoplanner.services.context import Workspace
from advoplanner.store.models import Event, Guest, NormOverride, Person, SeatTable
from advoplanner.store.prepared import Query, rows_of, several

HOSTS_KEY = "hosts_per_table"
"""The rule for hosts is kept where other figures that differ for an event are, under this key."""


def limits(ws: Workspace, event_id: str) -> MixLimits:
    """How many of the host team and how many prospects a table may have; raises RuleBroken `norms.no_event`."""
    with ws.reading() as session:
        return limits_of(session, event_id)


def limits_of(session: Session, event_id: str) -> MixLimits:
    """As `limits`, within a reading that is open."""
    kind = session.scalar(select(Event.kind).where(Event.id == event_id))
    if kind is None:
        raise RuleBroken("norms.no_event", "This event is no longer in the workspace.", "Undo brings it back.")
    figures = norms.within(session, norms.Scope(kind, event_id))
    return MixLimits(figures["hosts_at_table"]["least"], figures["prospects_at_table"]["most"])


def hosts(ws: Workspace, event_id: str) -> HostRule:
    """How many hosts every table must have at an event."""
    with ws.reading() as session:
        return host_rule(session, event_id)


def set_hosts(ws: Workspace, event_id: str, least: int | None, most: int | None) -> ChangeSet:
    """Ask for so many hosts at every table; None for the usual: one where there are enough, and no limit.

    Raises RuleBroken `hosts.range` at least or most, or `hosts.no_event`.
    """
    rule = HostRule(least, most)
    rule.check(hosts(ws, event_id))
    with ws.action(_label(rule), merge_key=f"hosts.{event_id}") as work:
        if work.session.get(Event, event_id) is None:
            raise RuleBroken("hosts.no_event", "This event is no longer in the workspace.", "Undo brings it back.")
        kept = {row.figure: row for row in work.session.scalars(_kept(event_id))}
        for figure, value in (("least", least), ("most", most)):
            if value is None:
                work.delete_all([kept[figure]] if figure in kept else [])
            elif figure in kept:
                kept[figure].value = float(value)
            else:
                work.add(NormOverride(event_id=event_id, norm=HOSTS_KEY, figure=figure, value=float(value)))
    return work.changes


def host_rule(session: Session, event_id: str) -> HostRule:
    """The rule for hosts at every table of an event."""
    return HostRule(**{row.figure: round(row.value) for row in session.scalars(_kept(event_id))})


def lead_here(role: str, side: str) -> bool:
    """Whether a guest counts as a host of a table."""
    return role in HOST_ROLES or side == Side.HOST


def too_few_or_many(session: Session, event_id: str, table_of: Mapping[str, str]) -> list[PlanIssue]:
    """Tables in use whose hosts are not as many as the event's own rule asks, where it has one; `table_of` is guest → table."""
    rule = host_rule(session, event_id)
    if rule == HostRule():
        return []
    guests = session.execute(select(Guest.id, Guest.role, Guest.side).where(Guest.event_id == event_id))
    leading = {g.id for g in guests if lead_here(g.role, g.side)}
    count = dict.fromkeys(table_of.values(), 0)
    for guest, table in table_of.items():
        count[table] += guest in leading
    numbers = session.execute(select(SeatTable.id, SeatTable.number).where(SeatTable.id.in_(list(count))).order_by(SeatTable.number))
    return [PlanIssue(f"Table {t.number}: {words}", places=(t.id,)) for t in numbers if (words := rule.broken(count[t.id]))]


def one_host_too_many(session: Session, event_id: str, company: Mapping[str, Collection[str]]) -> str:
    """The sentence that forbids moving hosts to tables that have as many as the event's own rule allows, or "".

    `company` is whom each guest who moves would sit with; two who change places and both lead, or neither, change no table.
    """
    most = next((round(r.value) for r in rows_of(session, _most(), event=event_id)), None)
    if most is None:
        return ""
    found = rows_of(session, _leaders(), guests=list(set(company).union(*company.values())))
    leading = {r.id: r.display_name for r in found if lead_here(r.role, r.side)}
    moving = [guest for guest in company if guest in leading]
    if len(moving) != 1:
        return ""
    hosts = 1 + sum(mate in leading for mate in company[moving[0]])
    return f"With {leading[moving[0]]} this table would have {hosts} hosts, at most {most} may sit here." if hosts > most else ""


@cache
def _most() -> Query:
    most = NormOverride.figure == "most"
    return select(NormOverride.value).where(NormOverride.event_id == bindparam("event"), NormOverride.norm == HOSTS_KEY, most)


@cache
def _leaders() -> Query:
    query = select(Guest.id, Guest.role, Guest.side, Person.display_name).join(Person, Person.id == Guest.person_id)
    return query.where(Guest.id.in_(several("guests")))


def _kept(event_id: str) -> Select[NormOverride]:
    return select(NormOverride).where(NormOverride.event_id == event_id, NormOverride.norm == HOSTS_KEY)


def _label(rule: HostRule) -> str:
    least = "" if rule.least is None else f"at least {rule.least}"
    most = "" if rule.most is None else f"at most {rule.most}"
    asked = " and ".join(part for part in (least, most) if part)
    return f"Hosts at every table: {asked}" if asked else "Usual rule for hosts at every table"
