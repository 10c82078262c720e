"""How many hosts every table must have: asked for at one event, kept by the search, told where a plan made by hand does not."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.domain.table_mix import HostRule
from advoplanner.services import auto_seat, events, guests, history, people, seating, table_mix, tables, what_if
from advoplanner.services.seating_conflicts import conflicts


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo")
    yield workspace
    workspace.close()


def an_event(ws, sides: dict[str, int], shape: list[tuple[int, int]]) -> str:
    """Guests of these sides who accepted, and tables; topics draw each side together."""
    new = NewEvent("meetup", "Evening", "Listen", datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 22), "UTC", template=False)
    event_id = events.new(ws, new).created("event")[0]
    for side, count in sides.items():
        ids = []
        for n in range(count):
            ids += people.add(ws, ContactDraft(display_name=f"{side.title()} {n:02}", emails=(f"{side}{n}@x.example",))).created("person")
            people.edit(ws, ids[-1], topics=["Own", side.title(), "More"] if side != "customer" else [])
        guests.add(ws, event_id, ids, side=side)
    guests.set_reply(ws, [g.id for g in guests.rows(ws, event_id)], "accepted")
    tables.make_layout(ws, event_id, "round", shape)
    return event_id


def per_table(ws, event_id: str, side: str) -> list[int]:
    """How many of a side sit at each table in use, the fewest first."""
    plan = seating.plan(ws, event_id)
    sides = {g.guest_id: g.side for g in seating.guests(ws, event_id)}
    count = Counter({seat.table_id: 0 for seat in plan.seats if seat.guest_id})
    count.update(seat.table_id for seat in plan.seats if seat.guest_id and sides[seat.guest_id] == side)
    return sorted(count.values())


def test_every_table_gets_as_many_hosts_as_asked_for(ws):
    event_id = an_event(ws, {"host": 7, "customer": 17}, [(3, 8)])
    table_mix.set_hosts(ws, event_id, 2, 3)
    assert table_mix.hosts(ws, event_id) == HostRule(2, 3)
    result = auto_seat.seat_all(ws, event_id, iterations=2_000)
    assert per_table(ws, event_id, "host") == [2, 2, 3]
    assert result.violations == ()


def test_too_few_hosts_are_named_and_nothing_is_seated(ws):
    event_id = an_event(ws, {"host": 3, "customer": 21}, [(3, 8)])
    table_mix.set_hosts(ws, event_id, 2, None)
    with pytest.raises(RuleBroken, match=r"^Every table needs at least 2 of Host 00, Host 01 and Host 02: 3 tables need 6, there are 3\."):
        auto_seat.seat_all(ws, event_id, iterations=500)
    table_mix.set_hosts(ws, event_id, None, None)
    auto_seat.seat_all(ws, event_id, iterations=500)
    assert per_table(ws, event_id, "host") == [1, 1, 1]


def test_more_hosts_than_all_tables_may_have_are_named(ws):
    event_id = an_event(ws, {"host": 5, "customer": 3}, [(2, 4)])
    table_mix.set_hosts(ws, event_id, None, 2)
    with pytest.raises(RuleBroken, match=r"^No table may have more than 2 of .*: there are 5 of them and 4 places\."):
        auto_seat.seat_all(ws, event_id, iterations=500)


def test_a_plan_by_hand_says_where_the_hosts_are_too_few(ws):
    event_id = an_event(ws, {"host": 4, "customer": 8}, [(2, 8)])
    auto_seat.seat_all(ws, event_id, iterations=500)
    plan = seating.plan(ws, event_id)
    assert not [i for i in seating.issues(ws, event_id, plan.round_id) if "host or chair" in i.sentence]
    table_mix.set_hosts(ws, event_id, 2, 2)
    moved = next(g.guest_id for g in seating.guests(ws, event_id) if g.side == "host")
    seating.unseat(ws, plan.round_id, [moved])
    [issue] = [i for i in seating.issues(ws, event_id, plan.round_id) if "host or chair" in i.sentence]
    assert issue.sentence.endswith(": 1 host or chair, at least 2 must sit here.")
    assert issue.severe


def test_numbers_out_of_range_are_refused_at_the_field_and_undo_takes_back(ws):
    event_id = an_event(ws, {"host": 2, "customer": 2}, [(1, 4)])
    for least, most, field in ((-1, None, "least"), (21, None, "least"), (None, 0, "most"), (3, 2, "most")):
        with pytest.raises(RuleBroken) as refused:
            table_mix.set_hosts(ws, event_id, least, most)
        assert (refused.value.code, refused.value.field) == ("hosts.range", field)
    assert table_mix.hosts(ws, event_id) == HostRule()
    assert table_mix.set_hosts(ws, event_id, 1, 2).label == "Hosts at every table: at least 1 and at most 2"
    history.undo(ws)
    assert table_mix.hosts(ws, event_id) == HostRule()


def test_the_host_team_is_spread_where_it_can_be(ws):
    event_id = an_event(ws, {"host": 5, "customer": 19}, [(3, 8)])
    auto_seat.seat_all(ws, event_id, iterations=4_000)
    assert per_table(ws, event_id, "host") == [1, 2, 2]


def test_no_table_has_more_prospects_than_its_advocates_can_speak_to(ws):
    event_id = an_event(ws, {"advocate": 3, "prospect": 9, "customer": 6}, [(3, 6)])
    auto_seat.seat_all(ws, event_id, iterations=4_000)
    assert per_table(ws, event_id, "prospect") == [3, 3, 3]
    assert per_table(ws, event_id, "advocate") == [1, 1, 1]


def test_seating_again_keeps_the_rule(ws):
    event_id = an_event(ws, {"host": 6, "customer": 18}, [(3, 8)])
    table_mix.set_hosts(ws, event_id, 2, 2)
    auto_seat.seat_all(ws, event_id, iterations=1_000)
    plan = seating.plan(ws, event_id)
    leaving = next(g.guest_id for g in seating.guests(ws, event_id) if g.side == "customer")
    for way in what_if.plans(ws, plan.round_id, [leaving]):
        assert (way.impossible, way.lacks) == ("", "")


def test_a_host_more_than_a_table_may_have_is_refused_in_one_sentence_and_a_swap_of_two_is_not(ws):
    event_id = an_event(ws, {"host": 3, "customer": 4}, [(2, 4)])
    table_mix.set_hosts(ws, event_id, None, 1)
    ids, plan = {g.name: g.guest_id for g in seating.guests(ws, event_id)}, seating.plan(ws, event_id)
    for name, place in (("Host 00", 0), ("Customer 00", 1), ("Host 01", 4), ("Customer 01", 5)):
        seating.seat_guest(ws, plan.round_id, ids[name], plan.seats[place].id)
    sentence = "With Host 02 this table would have 2 hosts, at most 1 may sit here."
    for place in (1, 2):
        assert seating.check_seat(ws, plan.round_id, ids["Host 02"], plan.seats[place].id) == sentence
    with pytest.raises(RuleBroken, match="at most 1 may sit here"):
        seating.seat_guest(ws, plan.round_id, ids["Host 00"], plan.seats[5].id)
    assert seating.check_seat(ws, plan.round_id, ids["Host 00"], plan.seats[4].id) == ""
    assert seating.check_seat(ws, plan.round_id, ids["Host 02"], plan.seats[0].id) == ""
    assert seating.check_seat(ws, plan.round_id, ids["Customer 02"], plan.seats[2].id) == ""
    table_mix.set_hosts(ws, event_id, None, None)
    assert seating.check_seat(ws, plan.round_id, ids["Host 02"], plan.seats[2].id) == ""


def test_hosts_too_few_are_told_before_anybody_is_seated_though_there_is_no_other_rule(ws):
    event_id = an_event(ws, {"host": 1, "customer": 7}, [(2, 4)])
    round_id = seating.plan(ws, event_id).round_id
    assert conflicts(ws, event_id, round_id) == []
    table_mix.set_hosts(ws, event_id, 1, None)
    [issue] = conflicts(ws, event_id, round_id)
    assert issue.sentence == "Every table needs at least one of Host 00: 2 tables need 2, there is 1."
