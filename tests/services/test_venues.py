"""Venues: hours that are possible, twins refused, and no venue taken from under an event."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.venues import check_hours, hours_words, is_open, open_at
from advoplanner.services import history, venues
from advoplanner.store.models import Event

WEDNESDAY = date(2027, 3, 10)


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo")
    yield workspace
    workspace.close()


def add_event(ws, venue_id, title) -> None:
    with ws.action("event") as work:
        times = {"start": datetime(2027, 3, 10, 18), "end": datetime(2027, 3, 10, 22), "start_utc": ws.clock(), "end_utc": ws.clock()}
        work.add(Event(kind="meetup", title=title, uid=title, purpose="p", zone="Europe/Berlin", venue_id=venue_id, **times))


def test_a_venue_is_kept_with_all_its_fields(ws):
    fields = {
        "address": "Seestraße 1", "city": "Berlin", "zone": "Europe/Berlin", "capacity": 120, "contact": "Jo, +49 30 1",
        "access_notes": "Ramp\nat the back", "notes": "Loud", "hours": {"Mon": ("9:00", "21:00"), "tue": ["09:00", "21:00"], "sat": None},
    }  # fmt: skip
    venue = venues.add(ws, "Haus am See", **fields).created("venue")[0]
    found = venues.details(ws, venue)
    assert (found.row.name, found.row.capacity, found.row.hours) == ("Haus am See", 120, "Mon–Tue 09:00–21:00")
    assert found.hours == {"mon": ["09:00", "21:00"], "tue": ["09:00", "21:00"]}
    assert (found.access_notes, found.contact, found.events) == ("Ramp\nat the back", "Jo, +49 30 1", ())
    assert [r.id for r in venues.rows(ws)] == [venue]


@pytest.mark.parametrize(
    "hours",
    [
        {"noday": ["09:00", "21:00"]},
        {"mon": ["9", "21:00"]},
        {"mon": ["09:00"]},
        {"mon": "09:00-21:00"},
        {"mon": ["25:00", "26:00"]},
        {"mon": ["09:60", "21:00"]},
        {"mon": ["09:00", "09:00"]},
        {"mon": ["24:00", "09:00"]},
        {"mon": ["09:00", "24:30"]},
    ],
)
def test_hours_that_cannot_be(ws, hours):
    with pytest.raises(RuleBroken) as raised:
        venues.add(ws, "Haus", hours=hours)
    assert (raised.value.code, raised.value.field) == ("venues.hours", "hours")
    assert venues.rows(ws) == []


def test_open_at_gives_the_span_of_a_day():
    hours = check_hours({"wed": ["09:00", "21:00"], "thu": ["18:00", "02:00"], "fri": ["00:00", "24:00"]})
    assert open_at(hours, WEDNESDAY) == (datetime(2027, 3, 10, 9), datetime(2027, 3, 10, 21))
    assert open_at(hours, date(2027, 3, 11)) == (datetime(2027, 3, 11, 18), datetime(2027, 3, 12, 2))
    assert open_at(hours, date(2027, 3, 12)) == (datetime(2027, 3, 12), datetime(2027, 3, 13))
    assert open_at(hours, date(2027, 3, 13)) is None
    assert open_at({}, WEDNESDAY) is None


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2027-03-10T09:00", "2027-03-10T21:00", True),
        ("2027-03-10T08:59", "2027-03-10T10:00", False),
        ("2027-03-10T20:00", "2027-03-10T21:01", False),
        ("2027-03-12T01:00", "2027-03-12T01:30", True),
        ("2027-03-12T22:00", "2027-03-13T03:00", True),
        ("2027-03-13T12:00", "2027-03-13T13:00", False),
    ],
)
def test_whether_a_venue_is_open_throughout(start, end, expected):
    hours = {"wed": ["09:00", "21:00"], "thu": ["18:00", "02:00"], "fri": ["18:00", "24:00"], "sat": ["00:00", "04:00"]}
    assert is_open(hours, datetime.fromisoformat(start), datetime.fromisoformat(end)) is expected


def test_hours_read_well():
    assert hours_words({}) == ""
    hours = {"mon": ["09:00", "21:00"], "tue": ["09:00", "21:00"], "thu": ["09:00", "21:00"], "sun": ["10:00", "12:00"]}
    assert hours_words(hours) == "Mon–Tue 09:00–21:00, Thu 09:00–21:00, Sun 10:00–12:00"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"zone": "Mars/Base"}, "time.zone_unknown"),
        ({"capacity": -1}, "venues.capacity"),
        ({"capacity": 10**6}, "venues.capacity"),
        ({"city": "x" * 121}, "text.too_long"),
        ({"notes": "x" * 20_001}, "text.too_long"),
    ],
)
def test_fields_that_cannot_be(ws, fields, code):
    with pytest.raises(RuleBroken) as raised:
        venues.add(ws, "Haus", **fields)
    assert raised.value.code == code


def test_a_name_is_needed_and_a_twin_refused(ws):
    with pytest.raises(RuleBroken, match="needs a name"):
        venues.add(ws, "  ")
    venues.add(ws, "Haus", city="Berlin")
    other = venues.add(ws, "Haus", city="Bremen").created("venue")[0]
    with pytest.raises(RuleBroken) as raised:
        venues.add(ws, "HAUS", city="berlin")
    assert raised.value.code == "venues.already"
    with pytest.raises(RuleBroken):
        venues.edit(ws, other, city="Berlin")
    assert [r.city for r in venues.rows(ws)] == ["Berlin", "Bremen"]


def test_edit_changes_only_what_is_named(ws):
    venue = venues.add(ws, "Haus", capacity=50, hours={"mon": ["09:00", "21:00"]}).created("venue")[0]
    venues.edit(ws, venue, hours={}, city="Ulm")
    found = venues.details(ws, venue)
    assert (found.row.name, found.row.capacity, found.row.city, found.hours) == ("Haus", 50, "Ulm", {})
    with pytest.raises(TypeError):
        venues.edit(ws, venue, colour="red")


def test_a_venue_in_use_stays_and_its_events_are_named(ws):
    venue = venues.add(ws, "Haus").created("venue")[0]
    for title in ("Spring", "Summer", "Autumn", "Winter"):
        add_event(ws, venue, title)
    with pytest.raises(RuleBroken) as raised:
        venues.remove(ws, [venue])
    assert raised.value.code == "venues.used"
    assert "“Winter”" in raised.value.sentence
    assert "1 other event" in raised.value.sentence
    assert venues.rows(ws)[0].events == 4


def test_an_unused_venue_goes_and_comes_back(ws):
    venue = venues.add(ws, "Haus").created("venue")[0]
    venues.remove(ws, [venue])
    with pytest.raises(RuleBroken, match="no longer"):
        venues.details(ws, venue)
    history.undo(ws)
    assert venues.details(ws, venue).row.name == "Haus"
