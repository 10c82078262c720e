"""The example's kits: requests of hosts, a presenter's brief, costs and cards, kept seats, sign-ups with a waiting list."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from advoplanner.core.paths import safe_name
from advoplanner.domain.agenda import WORKING
from advoplanner.domain.formalities import Paper
from advoplanner.services import (
    agenda,
    agenda_versions,
    budgets,
    councils,
    event_kits,
    events,
    formalities,
    guests,
    host_requests,
    invitations,
    reserved_seats,
    sign_ups,
    stays,
    talks,
    topics,
)
from advoplanner.services.context import Workspace


def add_kits(ws: Workspace, ids: dict[str, str], monday: datetime) -> None:
    """Add them to the events `ids` by key; `monday` is that of the present week, at midnight."""
    plan = tomllib.loads(files("resources").joinpath("sample", "kits.toml").read_text(encoding="utf-8"))
    for request in plan["request"]:
        _request(ws, dict(request), monday)
    for kit in plan["kit"]:
        event_kits.edit(ws, ids[kit["event"]], **{name: value for name, value in kit.items() if name != "event"})
    for talk in plan["talk"]:
        guest = _guest(ws, ids[talk["event"]], talk["who"])
        brief = {name: talk[name] for name in ("context", "went_wrong", "not_for", "draw", "own_guests")}
        talks.edit(ws, guest, **brief)
        talks.set_recording(ws, guest, talk["recording"])
    for paper in plan["paper"]:
        _papers(ws, ids[paper["event"]], paper)
    for stay in plan["stay"]:
        _stays(ws, ids[stay["event"]], stay)
    for topic in plan["topic"]:
        _topic(ws, ids[topic["event"]], topic)
    for council in plan["council"]:
        _council(ws, ids[council["event"]], council)
    agenda_versions.release(ws, ids["council"], note="As the chairs asked for it")
    for chair in plan["chair"]:
        councils.approve(ws, ids[chair["event"]], _guest(ws, ids[chair["event"]], chair["who"]))
    for cost in plan["cost"]:
        budgets.add(ws, ids[cost["event"]], **{name: value for name, value in cost.items() if name != "event"})
    for kept in plan["kept"]:
        _kept_seats(ws, ids[kept["event"]], kept)
    for audience in plan["audience"]:
        _audience(ws, ids[audience["event"]], audience)
    # What was drafted before the council's kit was there is to be read and sent, not to be written again first.
    invitations.refresh(ws, ids["council"])


def _guest(ws: Workspace, event_id: str, email: str) -> str:
    return next(row.id for row in guests.rows(ws, event_id) if row.email == email)


def _kept_seats(ws: Workspace, event_id: str, plan: dict[str, Any]) -> None:
    """For as many as the session keeps, in this order; whoever is left stands by."""
    session = next(terms.session_id for terms in reserved_seats.sessions(ws, event_id) if terms.title == plan["session"])
    for email in plan["who"]:
        reserved_seats.hold(ws, session, _guest(ws, event_id, email))


def _papers(ws: Workspace, event_id: str, plan: dict[str, Any]) -> None:
    """Everybody has signed but those in `sent`, who have the papers on their desks; one company renews soon after the event."""
    today = ws.clock().date()
    waiting = {_guest(ws, event_id, email) for email in plan["sent"]}
    renews = _guest(ws, event_id, plan["renews"])
    for row in formalities.rows(ws, event_id):
        if row.guest_id == renews:
            formalities.set_renewal(ws, row.organisation_id, row.day + timedelta(days=plan["renewal_days"]))
        for kind in Paper:
            if row.guest_id in waiting:
                formalities.record(ws, row.person_id, kind, state="sent")
            else:
                signed, expires = today - timedelta(days=200), today + timedelta(days=500)
                copy = f"{kind}-{safe_name(row.name)}.pdf"
                formalities.record(ws, row.person_id, kind, state="signed", signed=signed, expires=expires, file_name=copy)


def _topic(ws: Workspace, event_id: str, plan: dict[str, Any]) -> None:
    made = topics.propose(ws, event_id, plan["text"], _guest(ws, event_id, plan["by"])).created("topic")[0]
    for email in plan["wanted"]:
        topics.vote(ws, made, _guest(ws, event_id, email))


def _council(ws: Workspace, event_id: str, plan: dict[str, Any]) -> None:
    """Its own mark, a member's company as its host, who pays, and what its first sessions of content teach."""
    events.edit(ws, event_id, **{name: plan[name] for name in ("text_mark", "host_company", "sponsor")})
    content = [row for row in agenda.rows(ws, event_id) if row.type in WORKING]
    for row, skill in zip(content, plan["skills"], strict=False):
        agenda.edit(ws, row.id, skill=skill)


def _stays(ws: Workspace, event_id: str, plan: dict[str, Any]) -> None:
    """Some have said how they travel; the others are still to be asked."""
    event = events.details(ws, event_id)
    for person in plan["people"]:
        guest = _guest(ws, event_id, person["who"])
        arrives = _on(event.start - timedelta(days=person["arrives"][0]), person["arrives"][1])
        leaves = _on(event.end + timedelta(days=person["leaves"][0]), person["leaves"][1])
        guests.edit(ws, [guest], travel=person["travel"], hotel=plan["hotel"])
        stays.record(ws, guest, arrives=arrives, leaves=leaves, check_in=arrives.date(), check_out=leaves.date())


def _on(day: datetime, clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return day.replace(hour=hour, minute=minute)


def _request(ws: Workspace, request: dict[str, Any], monday: datetime) -> None:
    start = _on(monday + timedelta(weeks=request.pop("weeks"), days=request.pop("day")), request.pop("start"))
    reason = request.pop("declined", "")
    made = host_requests.add(ws, request.pop("host"), start=start, **request).created("host_request")[-1]
    if reason:
        host_requests.decline(ws, made, reason)


def _audience(ws: Workspace, event_id: str, audience: dict[str, Any]) -> None:
    events.edit(ws, event_id, capacity=audience["capacity"])
    for person in audience["people"]:
        sign_ups.add(ws, event_id, person["name"], email=person["email"], organisation=person["company"])
    sign_ups.mark_told(ws, [row.id for row in sign_ups.rows(ws, event_id)[: audience["told"]]])
