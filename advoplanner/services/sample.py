"""The example workspace: made-up people and five half-planned events, made through the same services as anybody's own."""

from __future__ import annotations

import tempfile
import tomllib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from sqlalchemy import select

from advoplanner.core.dates import to_wall
from advoplanner.core.paths import safe_name
from advoplanner.core.progress import QUIET, Progress
from advoplanner.domain.audiences import EVERYBODY
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.guests import Attendance, Reply, Role
from advoplanner.domain.motives import Motives
from advoplanner.domain.people import email_key
from advoplanner.domain.rooms import parse_shape
from advoplanner.imports.photos import normalise
from advoplanner.services import (
    auto_seat,
    events,
    followup,
    guests,
    guru_slots,
    imports,
    introductions,
    invitations,
    motives,
    outbox,
    people,
    tables,
    venues,
    workspace,
)
from advoplanner.services.context import Workspace
from advoplanner.services.sample_faces import face
from advoplanner.services.sample_kits import add_kits
from advoplanner.services.sample_programmes import add_programmes
from advoplanner.services.sample_replies import add_replies
from advoplanner.store.models import Event, Organisation

ITERATIONS = 20_000
"""Enough for tables of five; the plan is the same on every machine."""

FACES = 36


@dataclass(frozen=True, slots=True)
class SampleMade:
    events: tuple[str, ...]
    people: int


def make(ws: Workspace, progress: Progress = QUIET, *, mail_to: Path | None = None) -> SampleMade:
    """Fill a new workspace with the example, as one action that undo does not offer to take back.

    The invitations that the example's guests hold are written below `mail_to`, a folder for each event, or nowhere.
    """
    plan = tomllib.loads(_text("events.toml"))
    facts = tomllib.loads(_text("knowledge.toml"))
    with ws.action("Make the example", final=True):
        workspace.edit(ws, **plan["workspace"])
        progress.step(0.05, "People")
        imports.run(ws, imports.preview(ws, _bytes("people.csv"), "people.csv"))
        who = {row.email: row.id for row in people.rows(ws)}
        _add_faces(ws, list(who.values())[:FACES])
        _add_knowledge(ws, facts, who)
        ids = {}
        for number, event in enumerate(plan["event"]):
            progress.step(0.2 + 0.8 * number / len(plan["event"]), event["title"])
            ids[event["key"]] = _add_event(ws, event, who, mail_to)
        _add_notes(ws, facts, ids)
        _add_actions(ws, facts, ids)
        add_programmes(ws, ids, who, _monday(ws, "Europe/Lisbon"))
        add_replies(ws, plan["reply"], ids)
        add_kits(ws, ids, _monday(ws, "Europe/Lisbon"))
    progress.step(1.0)
    return SampleMade(tuple(ids.values()), len(people.rows(ws)))


def _add_faces(ws: Workspace, person_ids: list[str]) -> None:
    for number, person_id in enumerate(person_ids):
        people.set_photo(ws, person_id, normalise(face(number)))


def _add_knowledge(ws: Workspace, facts: dict[str, Any], who: dict[str, str]) -> None:
    for known in facts["person"]:
        person_id = who[known["email"]]
        if "needs" in known:
            jobs, likes, wont_do = (tuple(known.get(name, ())) for name in ("jobs", "likes", "wont_do"))
            found = Motives(known["needs"], style=known.get("style", ""), jobs=jobs, likes=likes, wont_do=wont_do, source="Interview")
            motives.set_motives(ws, person_id, found)
        if "restriction" in known:
            motives.add_restriction(ws, person_id=person_id, kind=known["restriction"], note=known["note"])
        for kind in known.get("consents", ()):
            motives.add_restriction(ws, person_id=person_id, kind=kind, note=known["evidence"], allows=True)
        if known.get("rock_star"):
            people.edit(ws, person_id, rock_star=True)
    for relation in facts["relation"]:
        motives.relate(ws, who[relation["a"]], who[relation["b"]], relation["kind"])
    with ws.reading() as session:
        companies = dict(session.execute(select(Organisation.name, Organisation.id)).all())
    for pair in facts["competition"]:
        motives.set_competitors(ws, companies[pair["a"]], companies[pair["b"]], True)


def _add_event(ws: Workspace, plan: dict[str, Any], who: dict[str, str], mail_to: Path | None) -> str:
    start = _monday(ws, plan["zone"]) + timedelta(weeks=plan["weeks"], days=plan["day"])
    hour, minute = map(int, plan["start"].split(":"))
    start = start.replace(hour=hour, minute=minute)
    texts = {name: plan.get(name, "") for name in ("venue", "city", "address", "room", "topic", "learn_goal", "sponsor")}
    new = NewEvent(
        plan["kind"], plan["title"], plan["purpose"], start, start + timedelta(hours=plan["hours"]), plan["zone"],
        objectives=tuple(plan.get("objectives", ())), capacity=plan.get("capacity", 0), **texts,
    )  # fmt: skip
    event_id = events.new(ws, new).created("event")[-1]
    events.edit(ws, event_id, **{name: plan[name] for name in ("day_contact", "logistics", "quorum") if name in plan})
    if "opens" in plan:
        venues.edit(ws, events.details(ws, event_id).venue_id, hours=dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat"), plan["opens"]))
    _add_guests(ws, event_id, plan, who)
    if "tables" in plan:
        tables.make_layout(ws, event_id, "round", parse_shape(plan["tables"]))
    if plan.get("invited") or plan.get("drafted"):
        folder = mail_to / safe_name(plan["title"]) / "invitations" if mail_to else None
        _invite(ws, event_id, folder, send=bool(plan.get("invited")))
    _answer(ws, event_id, plan)
    if plan.get("seated"):
        auto_seat.seat_all(ws, event_id, iterations=ITERATIONS)
    if plan.get("introduced"):
        introductions.fill(ws, event_id, plan["introduced"])
    if plan.get("experts"):
        _give_time(ws, event_id, start, plan["experts"], who)
    if plan.get("past"):
        _close(ws, event_id)
    return event_id


def _give_time(ws: Workspace, event_id: str, start: datetime, experts: list[dict[str, Any]], who: dict[str, str]) -> None:
    """Experts with their times, and a slot for whoever shares their interests."""
    guest_of = {row.person_id: row.id for row in guests.rows(ws, event_id)}
    for each in experts:
        day = start.date() + timedelta(days=each["day"])
        opens, closes = (datetime.combine(day, time.fromisoformat(each[end])) for end in ("from", "to"))
        guru_slots.add_expert(ws, event_id, guest_of[who[each["who"]]], [(opens, closes)], each["topics"], room=each["room"])
    guru_slots.match_all(ws, event_id)


def _add_guests(ws: Workspace, event_id: str, plan: dict[str, Any], who: dict[str, str]) -> None:
    rows = people.rows(ws)
    members = [r.id for r in rows if set(plan["tags"]) & set(r.tags)]
    guests.add(ws, event_id, members)
    guests.add(ws, event_id, [who[a] for a in plan.get("hosts", ())], role=Role.HOST)
    by_address = {g.email: g.id for g in guests.rows(ws, event_id)}
    for address in plan.get("chairs", ()):
        guests.edit(ws, [by_address[address]], role=Role.CHAIR)
    if "presenter" in plan:
        guests.edit(ws, [by_address[plan["presenter"]]], role=Role.PRESENTER)


def _invite(ws: Workspace, event_id: str, folder: Path | None, *, send: bool) -> None:
    """Draft the invitations; those that are sent leave into `folder`, or into one that goes again."""
    if not send:
        invitations.draft(ws, invitations.new_wave(ws, event_id, audience=EVERYBODY).created("wave")[-1])
        return
    with tempfile.TemporaryDirectory() as passing:
        outbox.invite(ws, event_id, folder or Path(passing))


def _answer(ws: Workspace, event_id: str, plan: dict[str, Any]) -> None:
    rows = guests.rows(ws, event_id)
    team = [g.id for g in rows if g.side == "host" or g.role in (Role.CHAIR, Role.PRESENTER)]
    others = [g.id for g in rows if g.id not in set(team)]
    if "accepted" not in plan:
        return
    guests.set_reply(ws, [*team, *others[: plan["accepted"]]], Reply.ACCEPTED, channel="mail")
    rest = others[plan["accepted"] :]
    unsure, no = rest[: plan.get("tentative", 0)], rest[plan.get("tentative", 0) :][: plan.get("declined", 0)]
    if unsure:
        guests.set_reply(ws, unsure, Reply.TENTATIVE, channel="mail", comment="Waiting for a board date")
    if no:
        guests.set_reply(ws, no, Reply.DECLINED, channel="phone", reason="Travelling that week")


def _close(ws: Workspace, event_id: str) -> None:
    coming = [g.id for g in guests.rows(ws, event_id) if g.reply == Reply.ACCEPTED]
    guests.set_attendance(ws, coming[1:], Attendance.ARRIVED)
    guests.set_attendance(ws, coming[:1], Attendance.NO_SHOW)
    with ws.action("Close") as work:
        work.session.get_one(Event, event_id).status = "closed"


def _add_notes(ws: Workspace, facts: dict[str, Any], ids: dict[str, str]) -> None:
    by_address = {g.email: g.id for g in guests.rows(ws, ids["cab"])}
    for known in facts["person"]:
        notes = {name: known[name] for name in ("talking_points", "ask_them", "do_not_say") if name in known}
        if notes and known["email"] in by_address:
            guests.edit(ws, [by_address[known["email"]]], **notes)


def _add_actions(ws: Workspace, facts: dict[str, Any], ids: dict[str, str]) -> None:
    for action in facts["action"]:
        event_id = ids[action["event"]]
        by_address = {email_key(g.email): g.id for g in guests.rows(ws, event_id)}
        due = (_monday(ws, "Europe/Lisbon") + timedelta(weeks=action["weeks"], days=4)).date().isoformat()
        made = followup.add_action(
            ws, event_id, action["text"], action["owner"], due, by_address.get(email_key(action["tell"])) if action["tell"] else None
        )
        if action.get("done"):
            followup.edit_action(ws, made.created("action")[-1], done=True)


def _monday(ws: Workspace, zone: str) -> datetime:
    today = to_wall(ws.clock(), zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return today - timedelta(days=today.weekday())


def _text(name: str) -> str:
    return _bytes(name).decode("utf-8")


def _bytes(name: str) -> bytes:
    import resources

    return (files(resources) / "sample" / name).read_bytes()
