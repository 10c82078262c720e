"""Slots from the workspace: venues with their rules, times at which nothing else takes place, refusals at their field."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.services import events, history, slots, venues

WEDNESDAY, THURSDAY = date(2027, 3, 10), date(2027, 3, 11)
NINE_TO_NINE = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat"), ("09:00", "21:00"))


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo")
    yield workspace
    workspace.close()


def shop(ws, name="Shop", zone="Europe/Berlin", **fields) -> str:
    return venues.add(ws, name, zone=zone, hours=NINE_TO_NINE, **fields).created("venue")[0]


def times(found) -> list[tuple[str, str]]:
    return [(s.venue, f"{s.start:%a %H:%M}") for s in found.slots]


def test_slots_of_several_venues_come_in_the_order_of_the_instants(ws):
    shop(ws, "Berlin")
    shop(ws, "New York", "America/New_York")
    assert times(slots.find(ws, WEDNESDAY, WEDNESDAY)) == [
        ("Berlin", "Wed 07:00"), ("New York", "Wed 07:00"), ("Berlin", "Wed 21:00"), ("New York", "Wed 21:00"),
    ]  # fmt: skip


def test_an_event_takes_its_slot_and_gives_it_back_when_called_off(ws):
    shop(ws)
    start = datetime(2027, 3, 10, 21, 30)
    new = NewEvent("rockstar", "Late show", "Learn", start, start.replace(hour=22), "Europe/Berlin", venue="Shop")
    event = events.new(ws, new).created("event")[0]
    assert times(slots.find(ws, WEDNESDAY, WEDNESDAY)) == [("Shop", "Wed 07:00")]
    with ws.action("call off") as work:
        from advoplanner.store.models import Event

        work.session.get_one(Event, event).status = "cancelled"
    assert times(slots.find(ws, WEDNESDAY, WEDNESDAY)) == [("Shop", "Wed 07:00"), ("Shop", "Wed 21:00")]


def test_a_venue_without_hours_is_asked_about_and_hides_no_other(ws):
    shop(ws)
    venues.add(ws, "Barn", zone="Europe/Berlin")
    found = slots.find(ws, WEDNESDAY, WEDNESDAY, kinds=["early"])
    assert times(found) == [("Shop", "Wed 07:00")]
    assert found.asked == ("The opening hours of Barn are not known yet.",)


def test_what_a_venue_allows_is_kept_and_undone(ws):
    venue = shop(ws)
    venues.edit(ws, venue, off_hours={"latest": "21:30", "setup": 30}, exceptions={"2027-03-11": []})
    assert times(slots.find(ws, WEDNESDAY, THURSDAY)) == [("Shop", "Wed 07:00"), ("Shop", "Thu 07:00")]
    assert venues.details(ws, venue).off_hours == {"latest": "21:30"}
    history.undo(ws)
    assert ("Shop", "Wed 21:00") in times(slots.find(ws, WEDNESDAY, THURSDAY))


@pytest.mark.parametrize(
    ("first", "last", "minutes", "field"),
    [(THURSDAY, WEDNESDAY, 45, "last"), (WEDNESDAY, date(2029, 3, 10), 45, "last"), (WEDNESDAY, WEDNESDAY, 0, "minutes")],
)
def test_days_and_lengths_that_cannot_be(ws, first, last, minutes, field):
    with pytest.raises(RuleBroken) as refused:
        slots.find(ws, first, last, minutes=minutes)
    assert refused.value.field == field
