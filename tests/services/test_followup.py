"""Actions: kept whole or incomplete, ticked off, overdue by the event's own day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.services import followup, history
from advoplanner.store.models import Event, Guest, Person

NOW = datetime(2027, 3, 31, 22, 30, tzinfo=UTC)


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo", clock=lambda: NOW)
    yield workspace
    workspace.close()


def make_event(ws, title="Council", zone="UTC") -> str:
    with ws.action("event") as work:
        start, end = datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 22)
        event = Event(kind="council", title=title, uid=title, purpose="p", zone=zone, start=start, end=end, start_utc=NOW, end_utc=NOW)
        work.add(event)
        work.session.flush()
    return event.id


def make_guest(ws, event_id) -> str:
    with ws.action("guest") as work:
        person = Person(display_name="Ana", sort_name="Ana")
        work.add(person)
        work.session.flush()
        guest = Guest(event_id=event_id, person_id=person.id, side="customer")
        work.add(guest)
        work.session.flush()
    return guest.id


def test_an_action_is_kept_with_whom_to_tell(ws):
    event = make_event(ws)
    guest = make_guest(ws, event)
    followup.add_action(ws, event, "Send the page\nof advice", "Jo", "2027-04-15", guest)
    (row,) = followup.actions(ws, event)
    assert (row.text, row.owner, row.due, row.tell, row.event) == ("Send the page\nof advice", "Jo", date(2027, 4, 15), "Ana", "Council")
    assert (row.done, row.incomplete, row.overdue) == (False, False, False)


@pytest.mark.parametrize(("owner", "due"), [("", ""), ("Jo", ""), ("", "2027-04-15")])
def test_an_action_without_owner_or_date_is_kept_and_marked(ws, owner, due):
    followup.add_action(ws, make_event(ws), "Call back", owner, due)
    assert [a.incomplete for a in followup.actions(ws)] == [True]


@pytest.mark.parametrize("due", ["soon", "31.03.2027", "2027-02-30"])
def test_a_date_that_cannot_be_read_is_refused(ws, due):
    event = make_event(ws)
    with pytest.raises(RuleBroken) as raised:
        followup.add_action(ws, event, "Call", due=due)
    assert (raised.value.code, raised.value.field) == ("followup.due", "due")
    assert followup.actions(ws) == []


def test_an_action_needs_words_an_event_and_one_of_its_guests(ws):
    event, other = make_event(ws), make_event(ws, "Other")
    for wrong in (lambda: followup.add_action(ws, event, " "), lambda: followup.add_action(ws, "gone", "Call")):
        with pytest.raises(RuleBroken):
            wrong()
    with pytest.raises(RuleBroken, match="not a guest of this event"):
        followup.add_action(ws, other, "Call", tell_guest_id=make_guest(ws, event))


def test_overdue_goes_by_the_day_at_the_event(ws):
    # At 22:30 UTC it is the next day in Berlin already.
    for title, zone in (("Here", "UTC"), ("There", "Europe/Berlin")):
        followup.add_action(ws, make_event(ws, title, zone), title, "Jo", "2027-03-31")
    assert {a.text: a.overdue for a in followup.actions(ws)} == {"Here": False, "There": True}


def test_done_is_ticked_and_opened_again_and_sorts_last(ws):
    event = make_event(ws)
    first = followup.add_action(ws, event, "A", "Jo", date(2027, 3, 1)).created("action")[0]
    followup.add_action(ws, event, "B", "Jo", "2027-03-02")
    followup.add_action(ws, event, "C")
    assert [a.text for a in followup.actions(ws)] == ["A", "B", "C"]
    followup.set_done(ws, [first])
    assert [(a.text, a.overdue) for a in followup.actions(ws)] == [("B", True), ("C", False), ("A", False)]
    followup.edit_action(ws, first, done=False, owner="Max")
    assert followup.actions(ws)[0].owner == "Max"


def test_actions_go_and_come_back(ws):
    event = make_event(ws)
    action = followup.add_action(ws, event, "A").created("action")[0]
    followup.remove_actions(ws, [action])
    assert followup.actions(ws) == []
    with pytest.raises(RuleBroken, match="no longer"):
        followup.edit_action(ws, action, text="B")
    history.undo(ws)
    assert [a.text for a in followup.actions(ws, event)] == ["A"]


def test_an_unknown_field_is_a_bug(ws):
    with pytest.raises(TypeError, match="colour"):
        followup.edit_action(ws, "any", colour="red")


def test_nobody_to_tell_may_be_said_as_an_empty_word(ws):
    event = make_event(ws)
    followup.add_action(ws, event, "Call back", tell_guest_id="")
    assert [a.tell_guest_id for a in followup.actions(ws, event)] == [""]


@pytest.mark.parametrize("field", ["text", "owner"])
def test_what_is_too_long_is_refused_at_its_field_and_not_cut(ws, field):
    event = make_event(ws)
    with pytest.raises(RuleBroken) as refused:
        followup.add_action(ws, event, **({"text": "Send the notes"} | {field: "x" * 5000}))
    assert (refused.value.code, refused.value.field) == ("text.too_long", field)
    assert followup.actions(ws, event) == []
