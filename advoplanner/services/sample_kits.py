"""The example's kits: requests of hosts, a presenter's brief, money and cards of a meetup, sign-ups with a waiting list."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from advoplanner.services import event_kits, events, guests, host_requests, sign_ups, talks
from advoplanner.services.context import Workspace


def add_kits(ws: Workspace, ids: dict[str, str], monday: datetime) -> None:
    """Add them to the events `ids` by key; `monday` is that of the present week, at midnight."""
    plan = tomllib.loads(files("resources").joinpath("sample", "kits.toml").read_text(encoding="utf-8"))
    for request in plan["request"]:
        _request(ws, dict(request), monday)
    for kit in plan["kit"]:
        event_kits.edit(ws, ids[kit["event"]], **{name: value for name, value in kit.items() if name != "event"})
    for talk in plan["talk"]:
        guest = next(row.id for row in guests.rows(ws, ids[talk["event"]]) if row.email == talk["who"])
        brief = {name: talk[name] for name in ("context", "went_wrong", "not_for", "draw", "own_guests")}
        talks.edit(ws, guest, **brief)
        talks.set_recording(ws, guest, talk["recording"])
    for audience in plan["audience"]:
        _audience(ws, ids[audience["event"]], audience)


def _request(ws: Workspace, request: dict[str, Any], monday: datetime) -> None:
    hour, minute = map(int, request.pop("start").split(":"))
    start = monday + timedelta(weeks=request.pop("weeks"), days=request.pop("day"), hours=hour, minutes=minute)
    reason = request.pop("declined", "")
    made = host_requests.add(ws, request.pop("host"), start=start, **request).created("host_request")[-1]
    if reason:
        host_requests.decline(ws, made, reason)


def _audience(ws: Workspace, event_id: str, audience: dict[str, Any]) -> None:
    events.edit(ws, event_id, capacity=audience["capacity"])
    for person in audience["people"]:
        sign_ups.add(ws, event_id, person["name"], email=person["email"], organisation=person["company"])
    sign_ups.mark_told(ws, [row.id for row in sign_ups.rows(ws, event_id)[: audience["told"]]])
