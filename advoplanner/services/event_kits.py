"""What an event has besides because of its kind: money, cards with questions, the form to sign up, and how strictly a meetup is judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.domain import budgets, meetups
from advoplanner.domain.budgets import Money
from advoplanner.domain.event_details import check_link
from advoplanner.domain.host_requests import check_profile
from advoplanner.domain.slots import Slot
from advoplanner.domain.slots import around as around_slot
from advoplanner.services import norms
from advoplanner.services.context import Workspace
from advoplanner.services.norms import Scope
from advoplanner.store.models import Event, EventKit
from advoplanner.store.queries import kits as queries
from advoplanner.store.queries import venues
from advoplanner.store.session import UnitOfWork

VENDOR = "vendor_minutes.meetup"


@dataclass(frozen=True, slots=True)
class Kit:
    """An event's kit as it stands; `profile` is bar or live for a meetup and "" for other kinds."""

    event_id: str
    money: Money
    questions: tuple[str, ...]
    form_link: str
    profile: str
    dates: tuple[tuple[str, str], ...]


def read(ws: Workspace, event_id: str) -> Kit:
    """The kit of an event, empty where nothing was said yet; raises RuleBroken where the event is gone."""
    scope = norms.scope_of(ws, event_id)
    with ws.reading() as session:
        kit = session.scalar(select(EventKit).where(EventKit.event_id == event_id))
        money, dates = queries.money(session, event_id), tuple(queries.dates(session, event_id))
    live = bool(norms.of(ws, scope)[VENDOR].get("live")) if scope.kind == "meetup" else False
    profile = ("live" if live else "bar") if scope.kind == "meetup" else ""
    return Kit(event_id, money, tuple(kit.questions) if kit else (), kit.form_link if kit else "", profile, dates)


def edit(ws: Workspace, event_id: str, *, merge_key: str = "", **fields: Any) -> ChangeSet:
    """Change the kit: budget, per_head, planned, spent (whole units), currency, questions (lines), form_link, profile (of a meetup).

    Raises RuleBroken at the field.
    """
    profile = fields.pop("profile", None)
    values = {name: _checked(name, value) for name, value in fields.items()}
    with ws.action("", merge_key=merge_key) as work:
        event = work.session.get(Event, event_id)
        if event is None:
            raise RuleBroken("kits.no_event", "This event is no longer in the workspace.", "Undo brings it back.")
        work.label = f"Change the kit of {event.title}"
        if profile is not None:
            if event.kind != "meetup":
                raise RuleBroken("meetups.kind", "Only a meetup is judged as one.", field="profile")
            norms.change(ws, Scope(event.kind, event_id), VENDOR, "live", float(check_profile(profile) == "live"))
            work.label = f"Judge {event.title} as {'a live event with prospects' if profile == 'live' else 'an evening in a bar'}"
        if values:
            row = of_event(work, event_id)
            for name, value in values.items():
                setattr(row, name, value)
    return work.changes


def of_event(work: UnitOfWork, event_id: str) -> EventKit:
    """The kit's row, made where there is none yet."""
    work.session.flush()
    row = work.session.scalar(select(EventKit).where(EventKit.event_id == event_id))
    if row is None:
        row = EventKit(event_id=event_id)
        work.add(row)
        work.session.flush()
    return row


def around(ws: Workspace, event_id: str) -> Slot | None:
    """What the event's time means for its venue: set-up, clear-down, who has the keys, the last transport; None without a venue or its hours."""
    with ws.reading() as session:
        event = session.get_one(Event, event_id)
        places = venues.places(session, [event.venue_id]) if event.venue_id else []
    return around_slot(places[0], event.start, event.end, event.zone) if places else None


def _checked(name: str, value: Any) -> Any:
    if name in budgets.MONEY:
        return budgets.check_money(name, value)
    if name == "currency":
        return budgets.check_currency(value)
    if name == "questions":
        return meetups.check_questions(value)
    if name == "form_link":
        try:
            return check_link(value)
        except RuleBroken as broken:
            raise RuleBroken("kits.form_link", "The address of a form begins with https:// and has no spaces.", field="form_link") from broken
    raise TypeError(f"a kit has no field {name!r}")
