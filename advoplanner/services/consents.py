"""Leave to show somebody to readers who otherwise would not see them: for a reason, kept, listed, and taken back at any time."""

from __future__ import annotations

from dataclasses import dataclass

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import whole
from advoplanner.domain.restrictions import LEAVE, Audience, Use
from advoplanner.services import workspace
from advoplanner.services.context import Workspace
from advoplanner.store.models import Event, Person, Waiver
from advoplanner.store.queries import leaves as queries

LONGEST = 300
WORDS = {Use.NAME: "name", Use.PICTURE: "picture", Use.COMPANY: "company", Use.PROSPECTS: "name"}


@dataclass(frozen=True, slots=True)
class LeaveRow:
    """One leave that stands: whose what is shown to whom, and why."""

    id: str
    person: str
    what: str
    audience: str
    reason: str


def give_leave(ws: Workspace, event_id: str, person_id: str, use: str, audience: str, reason: str) -> ChangeSet:
    """Show somebody's name, picture or company to `audience` in this event's documents all the same.

    Raises RuleBroken `consents.reason` where no reason is given: it stands in the list of what is shown.
    """
    words = whole(reason, LONGEST, "reason")
    if len(words) < 3:
        raise RuleBroken("consents.reason", "This needs a reason.", "Say in a sentence who agreed to it, and when.", field="reason")
    if use not in WORDS or audience not in list(Audience):
        raise RuleBroken("consents.use", "This cannot be shown by leave.", field="reason")
    with ws.action("") as work:
        person = work.session.get(Person, person_id)
        if person is None or work.session.get(Event, event_id) is None:
            raise RuleBroken("consents.gone", "This is no longer in the workspace.", "Undo brings it back.")
        work.label = f"Show the {WORDS[Use(use)]} of {person.display_name} all the same"
        code, by = f"{LEAVE}{use}.{audience}", workspace.info(ws).sender_name
        work.add(Waiver(event_id=event_id, code=code, subject_id=person_id, kind="waived", reason=words, by=by, at=ws.clock()))
    return work.changes


def take_back_leave(ws: Workspace, leave_id: str) -> ChangeSet:
    """Leave them out again; that they were shown, and why, stays in the history."""
    with ws.action("Leave them out again") as work:
        row = work.session.get(Waiver, leave_id)
        if row is not None and row.ended_at is None:
            row.ended_at = ws.clock()
    return work.changes


def standing_leaves(ws: Workspace, event_id: str, audience: str = "") -> list[LeaveRow]:
    """Every leave of an event that stands, by name; those towards `audience` alone where one is named."""
    with ws.reading() as session:
        found = queries.leaves(session, event_id)
        names = queries.names(session, list(found))
    rows = [
        LeaveRow(leave.id, names.get(person_id, ""), WORDS[Use(leave.use)], leave.audience, leave.reason)
        for person_id, leaves in found.items()
        for leave in leaves
        if not audience or leave.audience == audience
    ]
    return sorted(rows, key=lambda row: (row.person, row.what, row.audience))
