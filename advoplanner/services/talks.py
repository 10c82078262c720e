"""Those who present: the brief of their story, whom they draw and bring, and their word on being recorded."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import to_wall
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import whole
from advoplanner.domain import talks as rules
from advoplanner.domain.talks import TalkRow
from advoplanner.services import motives
from advoplanner.services.context import Workspace
from advoplanner.store.models import Event, Guest, Person, Restriction, Talk
from advoplanner.store.queries import kits as queries
from advoplanner.store.session import UnitOfWork

RECORDING = "no_recording"


def rows(ws: Workspace, event_id: str) -> list[TalkRow]:
    """Those who present at an event, by name; people of the host's side, who only introduce, are left out."""
    with ws.reading() as session:
        event = session.get_one(Event, event_id)
        day = min(to_wall(ws.clock(), event.zone).date(), event.start.date())
        return queries.talks(session, event_id, day)


def edit(ws: Workspace, guest_id: str, *, merge_key: str = "", **fields: Any) -> ChangeSet:
    """Write down parts of the brief (context, went_wrong, not_for), `draw` or `own_guests`; raises RuleBroken at the field."""
    values = {name: _checked(name, value) for name, value in fields.items()}
    with ws.action("", merge_key=merge_key) as work:
        guest, name = _guest(work, guest_id)
        work.label = f"Change the talk of {name}"
        row = work.session.scalar(select(Talk).where(Talk.guest_id == guest.id))
        if row is None:
            row = Talk(guest_id=guest.id)
            work.add(row)
        for field, value in values.items():
            setattr(row, field, value)
    return work.changes


def set_recording(ws: Workspace, guest_id: str, answer: str) -> ChangeSet:
    """Keep a presenter's word on being recorded: "yes", "no", or "" to forget it; what they said before gives way.

    It is kept with the person, so that every output and every later event heeds it. A company's own restriction stands above it.
    """
    if answer not in ("yes", "no", ""):
        raise RuleBroken("talks.recording", f"“{answer}” is no answer.", "Choose yes, no or not asked.", field="recording")
    with ws.action("") as work:
        guest, name = _guest(work, guest_id)
        event = work.session.get_one(Event, guest.event_id)
        said = select(Restriction).where(Restriction.person_id == guest.person_id, Restriction.kind == RECORDING)
        work.delete_all(work.session.scalars(said).all())
        if answer:
            note = f"Said for “{event.title[:100]}” on {to_wall(ws.clock(), event.zone):%d %B %Y}"
            motives.add_restriction(ws, person_id=guest.person_id, kind=RECORDING, note=note, allows=answer == "yes")
        words = {"yes": "may be recorded", "no": "may not be recorded", "": "was not asked about recording"}
        work.label = f"{name} {words[answer]}"
    return work.changes


def _guest(work: UnitOfWork, guest_id: str) -> tuple[Guest, str]:
    found = work.session.execute(select(Guest, Person.display_name).join(Person, Person.id == Guest.person_id).where(Guest.id == guest_id)).first()
    if found is None:
        raise RuleBroken("talks.unknown", "This presenter is no longer on the list.", "Undo brings them back.")
    return found[0], found[1]


def _checked(name: str, value: Any) -> Any:
    if name in rules.PARTS:
        return whole(value, rules.TEXT_LIMIT, name, lines=True)
    if name == "draw":
        return rules.check_count(name, value)
    if name == "own_guests":
        return rules.check_count(name, value) or 0
    raise TypeError(f"a talk has no field {name!r}")
