"""Rules of how many are asked and how many come, how an event is held, and of the room: one test each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from advoplanner.domain.budgets import Money
from advoplanner.domain.checks import CheckMeeting, CheckTable
from advoplanner.domain.room_layouts import chairs, table_size
from tests.domain.cases import START, case, found, guest, report, session

OVER = -1
"""Days before the event on which it is over."""


def said(code: str, *args, **fields) -> str:
    (one,) = [f for f in report(*args, **fields).findings if f.code == code]
    return one.message


def table(name="T", shape="round", seats=8, x=0.0, y=0.0, **size) -> CheckTable:
    width, length = table_size(shape, seats)
    return CheckTable(name, name, shape, seats, size.get("width", width), size.get("length", length), x, y)


def test_a_board_is_chosen_from_many_companies():
    few = [guest(n, decision="suggested" if n > 5 else "approved") for n in range(49)]
    assert found("guests.candidates") == ["I?"]
    assert found("guests.candidates", guests=few) == ["I"]
    assert "49 companies are on the list" in said("guests.candidates", guests=few)
    assert found("guests.candidates", guests=[*few, guest(50, decision="notnow")]) == []
    assert found("guests.candidates", guests=[guest(n) for n in range(12)]) == [], "Who has a board needs no candidates"
    assert found("guests.candidates", "meetup", guests=few) == []


def test_of_new_members_two_are_asked_for_each_yes_and_of_settled_ones_one():
    new = [guest(n, reply="none") for n in range(7)]
    assert found("guests.asks_per_yes", guests=new) == ["I?"]
    assert found("guests.asks_per_yes", quorum=4, guests=new) == ["I"]
    assert said("guests.asks_per_yes", quorum=4, guests=new).startswith("4 more yeses are needed for the quorum, and 7 guests")
    assert said("guests.asks_per_yes", quorum=4, guests=new).endswith("ask 1 more.")
    assert found("guests.asks_per_yes", quorum=3, guests=new) == []
    settled = [replace(g, member_since="2024-05-01") for g in new]
    assert found("guests.asks_per_yes", quorum=7, guests=settled) == []
    assert found("guests.asks_per_yes", quorum=1, guests=[guest(1)]) == []
    assert found("guests.asks_per_yes", quorum=4, guests=new, days_before=OVER) == []


def test_an_open_event_asks_three_for_each_place():
    asked = [guest(n, "prospect", reply="none") for n in range(11)]
    assert found("guests.asks_per_yes", "meetup", capacity=4, guests=asked) == ["I"]
    assert said("guests.asks_per_yes", "meetup", capacity=4, guests=asked).startswith("4 places are still free, and 11 guests have still to answer")
    assert found("guests.asks_per_yes", "meetup", capacity=4, guests=[*asked, guest(20, "prospect", reply="tentative")]) == []


def test_how_many_accept_is_judged_two_weeks_before():
    asked = [guest(n, "prospect", "accepted" if n < 2 else "declined") for n in range(10)]
    assert found("guests.yes_rate", "meetup", guests=asked[:9]) == ["I?"]
    assert found("guests.yes_rate", "meetup", guests=asked) == []
    assert found("guests.yes_rate", "meetup", guests=asked, days_before=14) == ["I"]
    more = [*asked[:-1], guest(9, "prospect")]
    assert found("guests.yes_rate", "meetup", guests=more, days_before=14) == []
    assert found("guests.yes_rate", "cab", guests=asked, days_before=14) == []


@pytest.mark.parametrize(
    ("kind", "away", "expected"), [("cab", 3, []), ("cab", 4, ["I"]), ("meetup", 4, []), ("meetup", 5, ["I"]), ("rockstar", 12, [])]
)
def test_who_stays_away_is_judged_when_it_is_over(kind, away, expected):
    people = [replace(guest(n), came=n >= away) for n in range(20)]
    assert found("guests.no_show", kind, guests=people, days_before=OVER) == expected
    assert found("guests.no_show", kind, guests=people) == []


def test_who_stayed_away_is_not_known_where_nobody_was_marked():
    assert found("guests.no_show", guests=[guest(1)], days_before=OVER) == ["I?"]
    assert found("guests.no_show", guests=[guest(1, reply="declined")], days_before=OVER) == []


def test_who_left_early_is_asked_why():
    people = [replace(guest(n), came=True, left_early=n == 0) for n in range(9)]
    assert found("guests.left_early", guests=people, days_before=OVER) == ["I"]
    assert found("guests.left_early", guests=[*people, replace(guest(9), came=True)], days_before=OVER) == []
    assert found("guests.left_early", guests=people) == []


def test_what_is_asked_of_all_advocates_stays_below_what_they_can_bear():
    assert found("guests.rotation") == ["I?"]
    assert found("guests.rotation", pool=(0, 5)) == ["I?"]
    assert found("guests.rotation", pool=(7, 5)) == []
    assert found("guests.rotation", pool=(8, 5)) == ["W"]
    assert "80%" in said("guests.rotation", pool=(8, 5))


def test_guests_of_the_public_sector_receive_little():
    public = replace(guest(1), public_sector=True)
    costly = Money("USD", planned=210, heads=10)
    assert found("guests.hospitality", guests=[guest(1)], money=costly) == []
    assert found("guests.hospitality", guests=[public]) == ["I?"]
    assert found("guests.hospitality", guests=[public], money=replace(costly, currency="EUR")) == ["I?"]
    assert found("guests.hospitality", guests=[public], money=costly) == ["W"]
    assert found("guests.hospitality", guests=[public], money=replace(costly, planned=200)) == []
    assert found("guests.hospitality", guests=[public], money=replace(costly, planned=200), received={"g1": 31.0}) == ["W"]
    assert "ask your counsel" in said("guests.hospitality", guests=[public], money=costly)


def test_a_board_meets_twice_a_year_in_person_and_twice_on_screens():
    there, screen = CheckMeeting(date(2026, 10, 1), False), CheckMeeting(date(2026, 11, 1), True)
    assert found("event.cadence") == ["I?"]
    assert found("event.cadence", guests=[guest(1)], meetings=[there, screen]) == []
    assert found("event.cadence", guests=[guest(1)], meetings=[there, there]) == ["I"]
    assert found("event.cadence", guests=[guest(1)], meetings=[screen, screen, there], virtual=True) == ["I"]
    assert found("event.cadence", guests=[guest(1)], meetings=[there, there, screen], virtual=True) == []


def test_on_screens_a_board_is_brief_and_small():
    short = replace(case().frame, end=START + timedelta(minutes=90))
    people = [guest(n) for n in range(13)]
    assert found("agenda.virtual", guests=people) == []
    assert found("agenda.virtual", guests=people[:12], virtual=True, frame=short) == []
    assert found("agenda.virtual", guests=people, virtual=True, frame=short) == ["W"]
    assert found("agenda.virtual", guests=people[:12], virtual=True) == ["W"]


@pytest.mark.parametrize(
    ("job", "expected"), [("CEO", ["W"]), ("Founder, CEO", ["W"]), ("Vice President Sales", []), ("Chief Executive Officer", ["W"]), ("Engineer", [])]
)
def test_a_chief_sits_as_a_peer(job, expected):
    host = replace(guest(1, "host", role="host"), function=job)
    assert found("guests.chief_hosts", guests=[host]) == expected
    assert found("guests.chief_hosts", guests=[replace(host, role="participant")]) == []


@pytest.mark.parametrize(("count", "expected"), [(0, []), (4, ["I"]), (5, []), (6, []), (7, ["I"])])
def test_cards_have_five_or_six_questions(count, expected):
    assert found("event.questions", "meetup", questions=count) == expected
    assert found("event.questions", "cab", questions=count) == []


def test_a_meetup_has_prospects_to_tell():
    people = [guest(1, "advocate"), guest(2, "advocate"), guest(3, "prospect")]
    assert found("guests.prospects_per_advocate", "meetup", guests=people) == ["I"]
    assert found("guests.prospects_per_advocate", "meetup", guests=[*people, guest(4, "prospect")]) == []


def test_the_roster_says_how_many_come():
    assert "about 70% of a list come to a meeting, here 7" in said("guests.roster", guests=[guest(n) for n in range(10)])


def test_tables_as_hired_are_not_crowded_and_smaller_ones_are():
    hired = [table("a", seats=5), table("b"), table("c", seats=10), table("d", "rectangle", 6), table("e", "rectangle", 8)]
    assert found("seating.table_size", layout=hired) == []
    assert found("seating.table_size", layout=[replace(hired[2], width=160)]) == ["W"]
    assert found("seating.table_size", layout=[replace(hired[4], width=183)]) == ["W"]
    assert found("seating.table_size", layout=[table("u", "u", 20)]) == []


def test_round_tables_that_face_a_stage_are_not_full():
    assert found("seating.facing", layout=[table(seats=9)], front=(0, 0)) == ["I"]
    assert found("seating.facing", layout=[table(seats=8)], front=(0, 0)) == []
    assert found("seating.facing", layout=[table(seats=9)]) == []


@pytest.mark.parametrize(
    ("shape", "side", "expected"),
    [("round", 335, []), ("round", 330, ["W"]), ("theatre", 305, []), ("theatre", 295, ["W"]), ("boardroom", 480, []), ("boardroom", 475, ["W"])],
)
def test_each_arrangement_needs_its_own_space(shape, side, expected):
    assert found("seating.room_area", layout=[table(shape=shape, seats=10)], room=(side, side)) == expected


def test_who_stands_needs_space_too():
    people = [guest(n) for n in range(10)]
    assert found("seating.room_area", "meetup", guests=people, room=(230, 230)) == ["W"]
    assert found("seating.room_area", "meetup", guests=people, room=(240, 240)) == []
    assert found("seating.room_area", "meetup", guests=people) == []


def test_who_discusses_sees_the_others():
    rows, talk = [table("a", "theatre"), table("b", "theatre")], [session(type="workshop")]
    assert found("seating.discussion", layout=rows, sessions=talk) == ["I"]
    assert found("seating.discussion", layout=[*rows, table("c", "u")], sessions=talk) == []
    assert found("seating.discussion", layout=rows, sessions=[session(type="peer_story")]) == []


def test_who_leads_sits_in_the_middle_of_the_u():
    u = table("u", "u", 11)
    base = max(chair.y for chair in chairs("u", 11, u.width, u.length))
    middle = min((abs(c.x), n) for n, c in enumerate(chairs("u", 11, u.width, u.length), 1) if c.y >= base - 1)[1]
    chair = guest(1, role="chair")
    assert found("seating.leader", layout=[u], guests=[replace(chair, tables=(f"r/u/{middle}",))]) == []
    aside = replace(chair, tables=("r/u/1",))
    assert found("seating.leader", layout=[u], guests=[aside]) == ["I"]
    assert found("seating.leader", layout=[u], guests=[aside, replace(guest(2, role="facilitator"), tables=(f"r/u/{middle}",))]) == []
    assert found("seating.leader", layout=[table("u", "round", 11)], guests=[aside]) == []


def test_the_first_tier_sits_near_the_stage():
    layout = [table(f"t{n}", y=300.0 * n) for n in range(4)]
    first = replace(guest(1), tier=1)
    assert found("seating.first_tier", layout=layout, front=(0, 0), guests=[replace(first, tables=("r/t1/1",))]) == []
    far = [replace(first, tables=("r/t2/1",))]
    assert found("seating.first_tier", layout=layout, front=(0, 0), guests=far) == ["I"]
    assert found("seating.first_tier", layout=layout, guests=far) == []
    assert found("seating.first_tier", layout=layout, front=(0, 0), guests=[replace(far[0], tier=2)]) == []
