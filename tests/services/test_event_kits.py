"""An event's kit: how strictly a meetup is judged, its money and cards, and what its hour means for the venue."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.budgets import Money
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.guests import GuestRow
from advoplanner.domain.meetups import Mix, mix_of
from advoplanner.domain.people import ContactDraft
from advoplanner.services import agenda, checks, event_kits, events, guests, people, venues


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo", clock=lambda: datetime(2027, 2, 1, 9, tzinfo=UTC))
    yield workspace
    workspace.close()


def make(ws, kind="meetup", hour=18, hours=3, **fields) -> str:
    start = datetime(2027, 3, 10, hour)
    new = NewEvent(kind, "Evening", "Learn", start, start + timedelta(hours=hours), "Europe/Berlin", venue="Shop", template=False, **fields)
    return events.new(ws, new).created("event")[0]


def codes(ws, event) -> dict[str, str]:
    return {f.code: f.severity for f in checks.run(ws, event).findings}


def test_a_bar_evening_bears_no_presentation_and_a_live_event_a_tenth(ws):
    event = make(ws)
    agenda.add(ws, event, type="presentation", title="Our way", start=datetime(2027, 3, 10, 19), minutes=10)
    agenda.add(ws, event, type="panel", title="Their way", start=datetime(2027, 3, 10, 19, 10), minutes=40)
    assert event_kits.read(ws, event).profile == "bar"
    assert codes(ws, event)["pitch.vendor_minutes"] == "E"
    event_kits.edit(ws, event, profile="live")
    assert event_kits.read(ws, event).profile == "live"
    found = codes(ws, event)
    assert "pitch.vendor_minutes" not in found
    assert found["pitch.vendor_share"] == "W"
    event_kits.edit(ws, event, profile="bar")
    assert codes(ws, event)["pitch.vendor_minutes"] == "E"


def test_only_a_meetup_is_judged_as_one(ws):
    event = make(ws, "rockstar")
    assert event_kits.read(ws, event).profile == ""
    with pytest.raises(RuleBroken) as refused:
        event_kits.edit(ws, event, profile="live")
    assert refused.value.field == "profile"


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"budget": -1}, "budget"), ({"spent": 10**9}, "spent"), ({"currency": "Euro"}, "currency"), ({"form_link": "http://x.example"}, "form_link"),
     ({"questions": ["?"] * 13}, "questions"), ({"questions": ["x" * 201]}, "questions"), ({"profile": "gala"}, "profile")],
)  # fmt: skip
def test_bad_input_is_refused_at_the_field_and_nothing_is_written(ws, fields, field):
    event = make(ws)
    with pytest.raises(RuleBroken) as refused:
        event_kits.edit(ws, event, **fields)
    assert refused.value.field == field
    assert event_kits.read(ws, event).money == Money()


def test_the_cost_for_each_head_is_that_of_those_who_come(ws):
    event = make(ws, capacity=20)
    event_kits.edit(ws, event, planned=300, per_head=20)
    assert event_kits.read(ws, event).money.heads == 20
    ids = [people.add(ws, ContactDraft(display_name=f"G {n}")).created("person")[0] for n in range(10)]
    added = guests.add(ws, event, ids).changes.created("guest")
    guests.set_reply(ws, added[:8], "accepted")
    guests.set_reply(ws, added[8:9], "declined")
    money = event_kits.read(ws, event).money
    assert (money.heads, money.for_each) == (8, 37.5)
    assert money.over() == ["It comes to 37.50 EUR for each of 8; 20 EUR are allowed."]
    assert Money("EUR", budget=100, planned=80, spent=120).over() == ["It comes to 120 EUR; 100 EUR are allowed."]
    assert Money("EUR", planned=80).for_each is None


def side(name, reply="accepted", decision="approved") -> GuestRow:
    blank = dict.fromkeys(GuestRow.__slots__, "")
    return GuestRow(**blank | {"side": name, "reply": reply, "decision": decision})


def test_seed_000_16_the_meter_shows_prospects_for_each_advocate():
    rows = [side("advocate"), side("advocate", "none"), *[side("prospect")] * 2, side("prospect", "declined"), side("prospect", decision="hold")]
    mix = mix_of(rows)
    assert mix == Mix(1, 2, 1, 0)
    assert (mix.ratio, mix.state()) == (2, "good")
    assert Mix(0, 3, 2, 0).state() == "bad"
    assert "2 advocates may still" in Mix(0, 3, 2, 0).words()
    crowded = Mix(2, 8, 0, 0)
    assert (crowded.state(), crowded.wanted_advocates()) == ("bad", 2)
    assert (Mix(2, 7, 0, 0).state(), Mix(3, 2, 0, 0).state()) == ("warn", "warn")
    assert Mix(3, 2, 0, 0).free_prospects() == 4


def opened(ws, event, hours, **off_hours) -> None:
    days = {day: list(hours) for day in ("mon", "tue", "wed", "thu", "fri", "sat")}
    venues.edit(ws, events.details(ws, event).venue_id, hours=days, zone="Europe/Berlin", **off_hours)


def test_seed_003_34_an_event_outside_the_hours_says_what_its_slot_needs(ws):
    late = make(ws, "rockstar", 21, 1)
    opened(ws, late, ("09:00", "21:00"), off_hours={"last_transport": "22:10"})
    slot = event_kits.around(ws, late)
    assert (slot.kind, f"{slot.doors:%H:%M}", f"{slot.done:%H:%M}") == ("late", "20:30", "22:30")
    assert "Somebody who locks up from 20:30 to 22:30." in slot.notes
    assert "Last transport at 22:10: too early for those who stay to the end." in slot.notes
    events.edit(ws, late, start=datetime(2027, 3, 10, 8), end=datetime(2027, 3, 10, 8, 45))
    early = event_kits.around(ws, late)
    assert early.kind == "early"
    assert "The doors open at 09:00, before everything is cleared." in early.notes
    events.edit(ws, late, start=datetime(2027, 3, 10, 12), end=datetime(2027, 3, 10, 13))
    assert event_kits.around(ws, late) is None


def test_without_a_venue_or_its_hours_nothing_is_said_of_a_slot(ws):
    event = make(ws, "rockstar", 7, 1)
    assert event_kits.around(ws, event) is None
    opened(ws, event, ("00:00", "24:00"))
    assert event_kits.around(ws, event) is None
