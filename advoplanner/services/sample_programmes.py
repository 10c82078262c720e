"""The example's programmes: to whose board, council and series its events belong, with rosters and terms."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from advoplanner.domain.programmes import MEMBER_TEXTS, MOST, TEXT_FIELDS
from advoplanner.services import events, memberships, programmes
from advoplanner.services.context import Workspace

_CHARTER = (*TEXT_FIELDS, *MOST)
_WORDS = ("role", "status", *MEMBER_TEXTS)


def add_programmes(ws: Workspace, ids: Mapping[str, str], who: Mapping[str, str], monday: datetime) -> None:
    """Add them for the events `ids` by key and the people `who` by address; `monday` is that of the present week."""
    plan = tomllib.loads(files("resources").joinpath("sample", "programmes.toml").read_text(encoding="utf-8"))
    named = {each["name"]: _programme(ws, each, ids, monday) for each in plan["programme"]}
    for term in plan["term"]:
        _term(ws, named[term["programme"]], who[term["who"]], term, monday)


def _programme(ws: Workspace, plan: dict[str, Any], ids: Mapping[str, str], monday: datetime) -> str:
    charter = {name: plan[name] for name in _CHARTER if name in plan}
    made = programmes.create(ws, plan["kind"], **charter).created("programme")[-1]
    for key in plan["events"]:
        events.edit(ws, ids[key], programme_id=made)
    if "roster_of" in plan:
        memberships.add_guests_of(ws, made, ids[plan["roster_of"]])
        memberships.edit(ws, [row.id for row in memberships.roster(ws, made)], **_days(plan, monday))
    return made


def _term(ws: Workspace, programme_id: str, person_id: str, plan: dict[str, Any], monday: datetime) -> None:
    """Change the term of who is on the roster, or add one."""
    values = {name: plan[name] for name in _WORDS if name in plan} | _days(plan, monday)
    held = next((row.id for row in memberships.roster(ws, programme_id) if row.person_id == person_id), "")
    if held:
        memberships.edit(ws, held, **values)
    else:
        memberships.add(ws, programme_id, [person_id], **values)


def _days(plan: Mapping[str, Any], monday: datetime) -> dict[str, str]:
    return {name: (monday + timedelta(weeks=plan[f"{name}_weeks"])).date().isoformat() for name in ("start", "end") if f"{name}_weeks" in plan}
