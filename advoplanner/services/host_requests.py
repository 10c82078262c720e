"""Requests to host a meetup: written down, approved into an event with its host and guests, or declined with a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import zone as known_zone
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import clean, fold, whole
from advoplanner.domain import budgets
from advoplanner.domain import host_requests as rules
from advoplanner.domain.event_details import NewEvent, check_times
from advoplanner.domain.guests import Role, Side
from advoplanner.domain.host_requests import NamedGuest, RequestRow, RequestState
from advoplanner.services import event_kits, events, guests, people, workspace
from advoplanner.services.context import Workspace
from advoplanner.store.models import HostRequest
from advoplanner.store.queries import kits as queries
from advoplanner.store.session import UnitOfWork


def rows(ws: Workspace) -> list[RequestRow]:
    """Every request, those that wait first."""
    with ws.reading() as session:
        return queries.requests(session)


def row(ws: Workspace, request_id: str) -> RequestRow:
    """One request; raises RuleBroken `requests.unknown`."""
    with ws.reading() as session:
        found = queries.requests(session, [request_id])
    if not found:
        raise RuleBroken("requests.unknown", "This request is no longer in the list.", "Undo brings it back.")
    return found[0]


def add(ws: Workspace, host: str, **fields: Any) -> ChangeSet:
    """A request of `host` with the fields that `edit` takes; its id is `created("host_request")[0]`."""
    name = whole(host, rules.TEXTS["host"], "host")
    if not name:
        raise RuleBroken("requests.host", "Say who asks to host.", field="host")
    values = _checked({"zone": workspace.info(ws).default_zone, **fields})
    with ws.action(f"Add a request of {clean(name, limit=60)}") as work:
        work.add(HostRequest(host=name, **values))
    return work.changes


def edit(ws: Workspace, request_id: str, *, merge_key: str = "", **fields: Any) -> ChangeSet:
    """Change host, purpose, venue, city, zone, start, minutes, places, budget, currency, names (lines) or profile.

    Raises RuleBroken at the field, and `requests.decided` for a request that was decided already.
    """
    values = _checked(fields)
    with ws.action("", merge_key=merge_key) as work:
        found = _asked(work, request_id)
        work.label = f"Change the request of {found.host}"
        for name, value in values.items():
            setattr(found, name, value)
    return work.changes


def approve(ws: Workspace, request_id: str) -> ChangeSet:
    """Make the meetup that was asked for, with its places and budget, its host, and the guests by name; its id is `created("event")[0]`.

    Guests are known by address, or by name and company; who is not known yet joins the directory as a prospect.
    Raises RuleBroken at the field that is still missing, or where there are more names than places.
    """
    asked = row(ws, request_id)
    start = rules.check_ready(asked)
    place = asked.city or asked.venue
    new = NewEvent(
        "meetup", f"Meetup in {place}", asked.purpose, start, start + timedelta(minutes=asked.minutes), asked.zone, venue=asked.venue or asked.city,
        city=asked.city, capacity=asked.places, agenda="meetup_standing" if asked.profile == "bar" else "meetup",
    )  # fmt: skip
    with ws.action(f"Approve the request of {asked.host}") as work:
        event_id = events.new(ws, new).created("event")[-1]
        found = _asked(work, request_id)
        per_head = asked.budget // asked.places if asked.budget else 0
        event_kits.edit(ws, event_id, budget=asked.budget, per_head=per_head, currency=asked.currency, profile=asked.profile)
        host = _person(ws, work.session, NamedGuest(asked.host), Side.HOST.value)
        guests.add(ws, event_id, [host], role=Role.HOST)
        named = [_person(ws, work.session, each, Side.PROSPECT.value) for each in rules.read_names(asked.names)]
        guests.add(ws, event_id, named, within_capacity=True)
        found.state, found.event_id, found.decided_at, found.reason = RequestState.APPROVED.value, event_id, ws.clock(), ""
    return work.changes


def decline(ws: Workspace, request_id: str, reason: str) -> ChangeSet:
    """Say no, with the reason that the host will read; raises RuleBroken at `reason` without one."""
    words = rules.check_reason(whole(reason, rules.TEXTS["reason"], "reason"))
    with ws.action("") as work:
        found = _asked(work, request_id)
        work.label = f"Decline the request of {found.host}"
        found.state, found.reason, found.decided_at = RequestState.DECLINED.value, words, ws.clock()
    return work.changes


def ask_again(ws: Workspace, request_id: str) -> ChangeSet:
    """Let a declined request wait for a decision once more; one that became an event is refused."""
    with ws.action("") as work:
        found = _request(work, request_id)
        if found.state == RequestState.APPROVED and found.event_id:
            raise RuleBroken("requests.event", "An event came of this request.", "Cancel that event instead.")
        work.label = f"Open the request of {found.host} again"
        found.state, found.decided_at = RequestState.ASKED.value, None
    return work.changes


def remove(ws: Workspace, request_ids: list[str]) -> ChangeSet:
    """Take requests off the list; events that came of them stay."""
    with ws.action("Remove requests") as work:
        found = work.session.scalars(select(HostRequest).where(HostRequest.id.in_(request_ids))).all()
        work.label = f"Remove the request of {found[0].host}" if len(found) == 1 else f"Remove {len(found)} requests"
        work.delete_all(found)
    return work.changes


def _request(work: UnitOfWork, request_id: str) -> HostRequest:
    found = work.session.get(HostRequest, request_id)
    if found is None:
        raise RuleBroken("requests.unknown", "This request is no longer in the list.", "Undo brings it back.")
    return found


def _asked(work: UnitOfWork, request_id: str) -> HostRequest:
    found = _request(work, request_id)
    if found.state != RequestState.ASKED:
        words = rules.STATE_WORDS[found.state].lower()
        raise RuleBroken("requests.decided", f"This request is {words} already.", "Open it again to decide anew.")
    return found


def _person(ws: Workspace, session: Session, named: NamedGuest, side: str) -> str:
    """The person that is meant: of this address, else the only one of this name (and company where one is said); new where nobody is."""
    if named.email and (known := guests.known_person(session, named.name, named.email)):
        return known
    wanted = fold(named.name)
    same = [p for p in people.rows(ws) if fold(p.name) == wanted and (not named.organisation or fold(p.organisation) == fold(named.organisation))]
    return same[0].id if len(same) == 1 else guests.new_person(ws, named.name, named.organisation, named.email, side)


def _checked(fields: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in fields.items():
        if name in rules.TEXTS:
            values[name] = whole(value, rules.TEXTS[name], name, lines=name == "purpose")
        elif name == "zone":
            values[name] = value if not value else known_zone(value).key
        elif name in _CHECKS:
            values[name] = _CHECKS[name](value)
        else:
            raise TypeError(f"a request has no field {name!r}")
    if values.get("host") == "":
        raise RuleBroken("requests.host", "Say who asks to host.", field="host")
    start, zone = values.get("start"), values.get("zone")
    if start is not None and zone:
        check_times(start, start + timedelta(minutes=values.get("minutes", rules.MINUTES.start)), zone)
    return values


_CHECKS: dict[str, Any] = {
    "start": lambda value: value,
    "minutes": rules.check_minutes,
    "places": rules.check_places,
    "budget": lambda value: budgets.check_money("budget", value),
    "currency": budgets.check_currency,
    "names": lambda lines: rules.check_names(list(lines)),
    "profile": rules.check_profile,
}
