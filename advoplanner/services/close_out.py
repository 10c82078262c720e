"""Closing an event: what is left to do, and "you said, we did" for the next agenda."""

from __future__ import annotations

from sqlalchemy import select

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural
from advoplanner.domain.close_out import SAID_MINUTES, SAID_TITLE, CloseOutLine, SaidDone, said_lines
from advoplanner.domain.close_out import close_out as lines_of
from advoplanner.domain.guests import Side
from advoplanner.services import agenda
from advoplanner.services.context import Workspace
from advoplanner.services.departures import thanks_entry
from advoplanner.store.models import Event, Guest, Session
from advoplanner.store.queries import close_out as queries
from advoplanner.store.queries import outcomes


def lines(ws: Workspace, event_id: str) -> list[CloseOutLine]:
    """What is left before the event can be closed, and what is done; raises where the event is gone."""
    with ws.reading() as session:
        return lines_of(queries.tally(session, session.get_one(Event, event_id), ws.clock()))


def said(ws: Workspace, event_id: str) -> list[SaidDone]:
    """What members said at earlier events of this kind, and what came of it, the newest first."""
    with ws.reading() as session:
        return queries.said(session, session.get_one(Event, event_id))


def note_thanks(ws: Workspace, event_id: str) -> ChangeSet:
    """Write into the ledger of everybody who came and was not thanked yet that they were thanked today; raises where nobody is left."""
    with ws.action("") as work:
        event = work.session.get_one(Event, event_id)
        known = queries.thanked(work.session, event)
        left = [row for row in outcomes.rows(work.session, [event_id]) if row.side != Side.HOST and row.guest_id not in known]
        if not left:
            raise RuleBroken("close_out.thanked", "Everybody who came is thanked.", "Mark who came on the day's page first.")
        for row in left:
            person_id = work.session.get_one(Guest, row.guest_id).person_id
            work.add(thanks_entry(person_id, event, ws.clock()))
        work.label = f"Note thanks to {plural(len(left), 'guest')}"
    return work.changes


def put_on_agenda(ws: Workspace, event_id: str) -> ChangeSet:
    """A session in the agenda's tray that opens with what was done; one that stands there already gets the words of today.

    Raises RuleBroken where nothing was promised at an earlier event.
    """
    found = said(ws, event_id)
    if not found:
        raise RuleBroken("close_out.nothing", "Nothing was promised at an earlier event of this kind.", "Write down actions at its follow-up.")
    words = said_lines(found, agenda.LIMITS["materials"])
    with ws.action(f"Put “{SAID_TITLE}” on the agenda") as work:
        there = work.session.scalar(select(Session).where(Session.event_id == event_id, Session.title == SAID_TITLE))
        if there is None:
            agenda.add(
                ws, event_id, type="framed_discussion", title=SAID_TITLE, minutes=SAID_MINUTES, materials=words,
                member_benefit="See what became of what you said", input_sought="What is still missing?",
            )  # fmt: skip
        else:
            agenda.edit(ws, there.id, materials=words)
    return work.changes
