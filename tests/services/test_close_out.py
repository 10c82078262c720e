"""Closing an event: what is left, what members said and what was done, on the next agenda."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import agenda, close_out, events, followup, guests, history, outcomes, people

START = datetime(2027, 3, 10, 9)


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo", clock=lambda: datetime(2027, 4, 10, 9, tzinfo=UTC))
    yield workspace
    workspace.close()


def event_of(ws, start=START, title="Spring", kind="cab") -> str:
    new = NewEvent(kind, title, "Learn", start, start + timedelta(hours=7), "Europe/Berlin", template=False)
    return events.new(ws, new).created("event")[0]


def guest_of(ws, event, name, side="customer") -> str:
    person = people.add(ws, ContactDraft(display_name=name)).created("person")[0]
    return guests.add(ws, event, [person], side=side).changes.created("guest")[0]


def left(ws, event) -> dict[str, str]:
    return {line.title: line.words for line in close_out.lines(ws, event) if not line.done}


def test_the_list_names_what_is_left_and_ends_empty(ws):
    event = event_of(ws)
    ana, ben = guest_of(ws, event, "Ana"), guest_of(ws, event, "Ben", "prospect")
    guests.set_attendance(ws, [ana, ben], "arrived")
    guest_of(ws, event, "Cara")
    followup.add_action(ws, event, "Publish the map")
    assert left(ws, event) == {
        "Who came": "1 guest has no mark yet.",
        "Thanks": "2 of 2 guests not thanked yet.",
        "Answers": "2 of 2 guests not asked yet.",
        "Actions": "1 action without owner or date.",
        "Prospects": "1 prospect has no next step.",
    }
    guests.set_attendance(ws, [row.id for row in guests.rows(ws, event) if row.name == "Cara"], "no_show")
    for guest in (ana, ben):
        outcomes.record(ws, guest, scores={"peers": 5}, next_step="Call in May")
    [action] = followup.actions(ws, event)
    followup.edit_action(ws, action.id, owner="Jakob", due="2027-04-01", done=True)
    assert left(ws, event) == {"Thanks": "2 of 2 guests not thanked yet.", "Told": "1 action is done and nobody wrote what came of it."}
    close_out.note_thanks(ws, event)
    followup.edit_action(ws, action.id, outcome="The map is public.")
    assert left(ws, event) == {}
    with pytest.raises(RuleBroken, match="Everybody who came is thanked"):
        close_out.note_thanks(ws, event)
    history.undo(ws)
    history.undo(ws)
    assert set(left(ws, event)) == {"Thanks", "Told"}


def test_seed_000_07_what_members_said_and_what_was_done_opens_the_next_agenda(ws):
    first = event_of(ws)
    followup.add_action(ws, first, "Publish the map", "Jakob", "2027-04-01", source="We never know where our data lies")
    followup.add_action(ws, first, "Open the incident numbers", "Mira", "2027-06-01")
    [action] = [row for row in followup.actions(ws, first) if row.owner == "Jakob"]
    followup.edit_action(ws, action.id, done=True, outcome="The map is public since May.")
    other = event_of(ws, START + timedelta(days=200), "Autumn council", "council")
    following = event_of(ws, START + timedelta(days=200), "Autumn")
    assert close_out.said(ws, other) == [], "only what was said at events of the same kind"
    close_out.put_on_agenda(ws, following)
    [session] = agenda.rows(ws, following)
    assert (session.title, session.start) == ("You said, we did", None)
    assert session.materials == (
        "You said: We never know where our data lies (Publish the map)\nWe did: The map is public since May.\n\n"
        "You said: Open the incident numbers\nWe did: Not done yet; promised for Tuesday 1 June 2027."
    )
    followup.edit_action(ws, next(row.id for row in followup.actions(ws, first) if row.owner == "Mira"), done=True)
    close_out.put_on_agenda(ws, following)
    [session] = agenda.rows(ws, following)
    assert session.materials.endswith("We did: Done.")
    history.undo(ws)
    history.undo(ws)
    history.undo(ws)
    assert agenda.rows(ws, following) == []
    with pytest.raises(RuleBroken, match="Nothing was promised"):
        close_out.put_on_agenda(ws, first)


def test_a_quote_that_is_too_long_is_refused_at_its_field(ws):
    event = event_of(ws)
    with pytest.raises(RuleBroken) as broken:
        followup.add_action(ws, event, "Publish", source="x" * 1001)
    assert broken.value.field == "source"
    assert followup.actions(ws, event) == []
