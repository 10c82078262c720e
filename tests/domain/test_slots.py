"""Slots outside opening hours: the two shows of the seeds, odd hours, exceptions, and the nights on which the clocks change."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from advoplanner.core import dates
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.slots import OffHours, Place, SlotKind, check_exceptions, check_length, check_rules, find, unknown

WEDNESDAY = date(2027, 3, 10)
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat")


def shop(opens="09:00", closes="21:00", zone="Europe/Berlin", days=WEEK, exceptions=None, **rules) -> Place:
    return Place("v", "Shop", "Berlin", zone, {day: [opens, closes] for day in days}, exceptions or {}, OffHours(**rules))


def shown(place, first=WEDNESDAY, last=WEDNESDAY, minutes=45, **kinds) -> list[tuple[str, str, str]]:
    return [(s.kind.value, f"{s.start:%a %H:%M}", f"{s.end:%H:%M}") for s in find(place, first, last, minutes, **kinds)]


def test_seed_003_34_35_36_the_morning_show_and_the_late_show_of_a_shop_open_from_nine_to_nine():
    assert shown(shop()) == [("early", "Wed 07:00", "07:45"), ("late", "Wed 21:00", "21:45")]


def test_set_up_and_clear_down_stand_with_the_slot():
    early, late = find(shop(setup=20, cleardown=15), WEDNESDAY, WEDNESDAY)
    assert (early.doors, early.done) == (datetime(2027, 3, 10, 6, 40), datetime(2027, 3, 10, 8, 0))
    assert early.notes == ("Somebody with the keys from 06:40 to 08:00.",)
    assert late.notes[0] == "Somebody who locks up from 20:40 to 22:00."


@pytest.mark.parametrize(
    ("opens", "minutes", "found"),
    [
        ("08:00", 45, ("06:45", "07:30")),
        ("07:30", 45, ("06:15", "07:00")),
        ("07:00", 45, None),
        ("09:00", 90, ("07:00", "08:30")),
        ("06:00", 45, None),
    ],
)
def test_the_morning_show_ends_before_the_doors_open_and_never_begins_too_early(opens, minutes, found):
    early = [(start[-5:], end) for kind, start, end in shown(shop(opens), minutes=minutes) if kind == "early"]
    assert early == ([found] if found else [])


def test_a_late_show_ends_by_the_latest_that_the_venue_allows():
    assert shown(shop(closes="23:00"), kinds=["late"]) == []
    assert shown(shop(closes="23:00", latest="00:30"), kinds=["late"]) == [("late", "Wed 23:00", "23:45")]


def test_hours_past_midnight_keep_the_next_morning_free_only_from_closing():
    bar = shop("18:00", "02:00", days=("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    assert shown(bar) == [("early", "Wed 07:00", "07:45")]
    assert shown(shop("18:00", "02:00", latest="03:00"), kinds=["late"]) == [("late", "Thu 02:00", "02:45")]
    until_seven = shop("18:00", "06:45", days=("tue", "wed"))
    assert [s for s in shown(until_seven) if s[0] == "early"] == []


def test_a_closed_day_offers_both_shows_and_says_so():
    sunday = date(2027, 3, 14)
    assert shown(shop(), sunday, sunday) == [("shut", "Sun 07:00", "07:45"), ("shut", "Sun 21:00", "21:45")]


def test_an_exception_counts_instead_of_the_weekday():
    place = shop(exceptions={"2027-03-10": [], "2027-03-11": ["10:00", "14:00"]})
    assert shown(place, WEDNESDAY, date(2027, 3, 11)) == [
        ("shut", "Wed 07:00", "07:45"), ("shut", "Wed 21:00", "21:45"), ("early", "Thu 07:00", "07:45"), ("late", "Thu 14:00", "14:45"),
    ]  # fmt: skip


def test_without_hours_or_zone_or_closing_time_it_asks():
    assert "not known yet" in unknown(Place("v", "Shop", "", "Europe/Berlin", {}, {}, OffHours()))
    assert "no time zone" in unknown(shop(zone=""))
    always = shop("00:00", "24:00", days=("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    assert "round the clock" in unknown(always)
    assert find(always, WEDNESDAY, WEDNESDAY) == []
    assert unknown(shop()) == ""


def test_neighbours_and_the_last_train_are_said():
    (late,) = find(shop(quiet_from="22:00", last_transport="22:15"), WEDNESDAY, WEDNESDAY, 75, kinds=["late"])
    assert late.notes[1:] == ("Quiet for the neighbours from 22:00.", "Last transport at 22:15: too early for those who stay to the end.")
    (other,) = find(shop(quiet_from="22:00", last_transport="00:40"), WEDNESDAY, WEDNESDAY, kinds=["late"])
    assert other.notes[1:] == ("Last transport at 00:40.",)


@pytest.mark.parametrize(
    ("zone", "day", "end", "clock"),
    [
        ("Europe/Berlin", date(2027, 3, 27), "03:30", 120),
        ("Europe/Berlin", date(2027, 10, 30), "02:30", 0),
        ("America/New_York", date(2027, 3, 13), "03:30", 120),
        ("America/New_York", date(2027, 11, 6), "01:30", 0),
    ],
)
def test_a_slot_across_a_change_of_clocks_has_its_real_length(zone, day, end, clock):
    starts = "01:30" if clock else ("02:30" if "Berlin" in zone else "01:30")
    place = shop("18:00", starts, zone, days=("sat",), latest="05:00")
    (late,) = find(place, day, day, 60, kinds=["late"])
    assert f"{late.end:%H:%M}" == end
    assert dates.to_utc(late.end, zone, 1) - dates.to_utc(late.start, zone) == timedelta(minutes=60)
    assert late.notes[-1] == f"The clocks change that night: 60 minutes, though the clock shows {clock}."


def test_a_show_never_begins_in_the_hour_that_is_left_out():
    assert find(shop("18:00", "02:15", days=("sat",), latest="05:00"), date(2027, 3, 27), date(2027, 3, 27), kinds=["late"]) == []


ODD = [
    ("06:30", "14:00"), ("08:00", "20:00"), ("09:30", "18:30"), ("10:00", "22:00"), ("11:00", "19:00"), ("00:00", "24:00"),
    ("07:00", "23:00"), ("12:00", "00:30"),
]  # fmt: skip


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Pacific/Chatham"])
@pytest.mark.parametrize("hours", ODD)
def test_twenty_four_venues_never_meet_their_own_customers(zone, hours):
    place = shop(*hours, zone, days=("mon", "tue", "wed", "thu", "fri", "sat"))
    found = find(place, date(2027, 3, 1), date(2027, 11, 30))
    assert all(date(2027, 3, 1) <= slot.start.date() for slot in found)
    sundays = {slot.start.date() for slot in found if slot.start.weekday() == 6}
    assert len(sundays) == 39, "on the day on which it is closed something can always be held"
    for slot in found:
        assert dates.to_utc(slot.end, zone) > dates.to_utc(slot.start, zone)
        for shift in (-1, 0, 1):
            day = slot.start.date() + timedelta(days=shift)
            if day.weekday() == 6:
                continue
            opens = datetime.combine(day, datetime.min.time()) + timedelta(hours=int(hours[0][:2]), minutes=int(hours[0][3:]))
            closes = datetime.combine(day, datetime.min.time()) + timedelta(hours=int(hours[1][:2]), minutes=int(hours[1][3:]))
            closes += timedelta(days=closes <= opens)
            begins = slot.start if slot.kind is SlotKind.LATE else slot.doors
            assert slot.done <= opens or begins >= closes, (slot, opens, closes)


@pytest.mark.parametrize("exceptions", [{"soon": []}, {"2027-02-30": []}, {"2027-12-24": ["9", "14:00"]}, {"2027-12-24": ["09:00"]}])
def test_exceptions_that_cannot_be(exceptions):
    with pytest.raises(RuleBroken) as refused:
        check_exceptions(exceptions)
    assert refused.value.field == "exceptions"


@pytest.mark.parametrize(("field", "value"), [("earliest", "dawn"), ("latest", "24:00"), ("quiet_from", "22"), ("setup", -1), ("cleardown", 9999)])
def test_rules_that_cannot_be(field, value):
    with pytest.raises(RuleBroken) as refused:
        check_rules(OffHours(**{field: value}))
    assert refused.value.field == field


@pytest.mark.parametrize("minutes", [0, 4, 721])
def test_a_length_that_cannot_be(minutes):
    with pytest.raises(RuleBroken, match="lasts from 5"):
        check_length(minutes)
