"""Tables of a room: a layout that changes keeps the plan, a table that shrinks lets only the overflow go."""

from __future__ import annotations

import shutil
from datetime import datetime

import pytest

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.domain.room_editing import Place
from advoplanner.domain.rooms import RoomSize, fits
from advoplanner.services import events, guests, history, people, rooms, seating, tables


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Eight guests seated in order at two tables of four; the file and the event."""
    path = tmp_path_factory.mktemp("tables") / "prepared.advo"
    ws = create_workspace(path)
    new = NewEvent("council", "Council", "Listen", datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 22), "Europe/Berlin", template=False)
    event = events.new(ws, new).created("event")[0]
    guests.add(ws, event, [people.add(ws, ContactDraft(display_name=f"Guest {n}", family=str(n))).created("person")[0] for n in range(8)])
    ids = [g.id for g in guests.rows(ws, event)]
    guests.set_reply(ws, ids, "accepted")
    tables.make_layout(ws, event, "round", [(2, 4)])
    plan = seating.plan(ws, event)
    for guest_id, seat in zip(ids, plan.seats, strict=True):
        seating.seat_guest(ws, plan.round_id, guest_id, seat.id)
    ws.close()
    return path, event


@pytest.fixture
def ws(tmp_path, prepared):
    workspace = open_workspace(shutil.copy(prepared[0], tmp_path / "w.advo"))
    yield workspace
    workspace.close()


@pytest.fixture
def event(prepared) -> str:
    return prepared[1]


def places(ws, event, round_id=None) -> dict[str, tuple[int, int]]:
    """Guest's name → (table, seat)."""
    plan = seating.plan(ws, event, round_id)
    numbers = {t.id: t.number for t in plan.tables}
    names = {g.id: g.name for g in guests.rows(ws, event)}
    return {names[s.guest_id]: (numbers[s.table_id], s.number) for s in plan.seats if s.guest_id}


def table(ws, event, number: int):
    return next(t for t in tables.rows(ws, event) if t.number == number)


def test_another_layout_keeps_everybody_for_whom_there_is_a_seat(ws, event):
    before = places(ws, event)
    changes = tables.make_layout(ws, event, "rectangle", [(3, 6)])
    assert changes.label == "Lay out 3 tables with 18 seats"
    assert places(ws, event) == before
    assert {t.shape for t in tables.rows(ws, event)} == {"rectangle"}


def test_a_table_keeps_its_name_topic_host_and_marks_through_a_new_layout(ws, event):
    one = table(ws, event, 1)
    host = seating.plan(ws, event).seats[0].guest_id
    tables.rename_table(ws, one.id, name="Harbour", topic="Cost of cloud")
    tables.set_host(ws, one.id, host)
    rooms.mark_seats(ws, [seating.plan(ws, event).seats[1].id], "accessible", True)
    tables.make_layout(ws, event, "boardroom", [(2, 5)])
    kept = table(ws, event, 1)
    assert (kept.name, kept.topic, kept.host_guest_id, kept.seats) == ("Harbour", "Cost of cloud", host, 5)
    assert [s.accessible for s in seating.plan(ws, event).seats][:3] == [False, True, False]


def test_a_smaller_layout_names_how_many_it_unseats_and_comes_back_whole(ws, event):
    before = places(ws, event)
    changes = tables.make_layout(ws, event, "round", [(1, 6)])
    assert changes.label == "Lay out 1 table with 6 seats, 4 guests unseated"
    assert places(ws, event) == {name: place for name, place in before.items() if place[0] == 1}
    round_id = seating.plan(ws, event).round_id
    assert len(seating.unseated(ws, event, round_id)) == 4
    history.undo(ws)
    assert places(ws, event) == before


def test_locks_and_further_rounds_live_through_a_new_layout(ws, event):
    plan = seating.plan(ws, event)
    second = seating.add_round(ws, event, "Dinner").created("seating_round")[0]
    seating.seat_guest(ws, second, plan.seats[0].guest_id, plan.seats[6].id)
    seating.lock(ws, plan.round_id, [plan.seats[0].guest_id], True)
    tables.make_layout(ws, event, "round", [(2, 5)])
    assert seating.plan(ws, event).seats[0].locked
    assert places(ws, event, second) == {"Guest 0": (2, 3)}


def test_a_table_that_shrinks_moves_its_guests_together_first(ws, event):
    round_id = seating.plan(ws, event).round_id
    tables.resize_table(ws, table(ws, event, 1).id, 6)
    plan = seating.plan(ws, event)
    seating.seat_guest(ws, round_id, plan.seats[1].guest_id, plan.seats[5].id)
    changes = tables.resize_table(ws, table(ws, event, 1).id, 4)
    assert changes.label == "Table 1: 4 seats"
    assert places(ws, event)["Guest 1"] == (1, 2)
    assert len(places(ws, event)) == 8


def test_only_the_overflow_is_unseated_and_the_locked_go_last(ws, event):
    plan = seating.plan(ws, event)
    seating.lock(ws, plan.round_id, [plan.seats[3].guest_id], True)
    seating.unseat(ws, plan.round_id, [plan.seats[0].guest_id])
    changes = tables.resize_table(ws, table(ws, event, 1).id, 2)
    assert changes.label == "Table 1: 2 seats, 1 guest unseated"
    assert {n: p for n, p in places(ws, event).items() if p[0] == 1} == {"Guest 1": (1, 2), "Guest 3": (1, 1)}
    history.undo(ws)
    assert places(ws, event)["Guest 2"] == (1, 3)


def test_reasons_and_score_follow_who_is_gone(ws, event):
    for row in guests.rows(ws, event):
        people.edit(ws, row.person_id, level_band="vp")
    tables.resize_table(ws, table(ws, event, 1).id, 2)
    plan = seating.plan(ws, event)
    assert plan.score == 3 * 1 + 3 * 6
    assert guests.rows_of(ws, [plan.seats[0].guest_id])[0].why == ("Same level as Guest 1",)


def test_a_table_that_grows_gets_free_seats(ws, event):
    tables.resize_table(ws, table(ws, event, 2).id, 6)
    assert [s.guest_id == "" for s in seating.plan(ws, event).seats] == [False] * 8 + [True] * 2


def test_removing_a_table_says_who_loses_a_seat(ws, event):
    one = table(ws, event, 1)
    assert tables.remove_tables(ws, [one.id]).label == "Remove Table 1, 4 guests unseated"
    assert set(places(ws, event)) == {"Guest 4", "Guest 5", "Guest 6", "Guest 7"}
    history.undo(ws)
    assert len(places(ws, event)) == 8


@pytest.mark.parametrize("seats", [0, -1, 10_000])
def test_absurd_sizes_are_refused_at_their_field(ws, event, seats):
    with pytest.raises(RuleBroken):
        tables.resize_table(ws, table(ws, event, 1).id, seats)
    with pytest.raises(RuleBroken):
        tables.make_layout(ws, event, "round", [(1, seats)])
    assert len(places(ws, event)) == 8


def test_a_further_table_stands_below_the_others_and_the_room_grows(ws, event):
    before = seating.plan(ws, event)
    tables.add_tables(ws, event, "round", 10)
    after = seating.plan(ws, event)
    assert table(ws, event, 3).y > max(t.y for t in before.tables)
    assert after.room_length > before.room_length
    assert after.room_length >= table(ws, event, 3).y


def test_a_table_stays_inside_the_room(ws, event):
    tables.make_layout(ws, event, "round", [(2, 4)], RoomSize(1200, 1200))
    rooms.place_things(ws, {table(ws, event, 1).id: Place(-50, 99_999, 0)})
    assert (table(ws, event, 1).x, table(ws, event, 1).y) == (0, 1200)


def test_a_name_that_is_too_long_is_refused_with_its_length(ws, event):
    with pytest.raises(RuleBroken) as refused:
        tables.rename_table(ws, table(ws, event, 1).id, name="x" * 121)
    assert (refused.value.field, refused.value.sentence) == ("name", "This is 121 characters long.")


def test_only_somebody_who_comes_leads_a_table(ws, event):
    guest = seating.plan(ws, event).seats[0].guest_id
    guests.set_reply(ws, [guest], "declined")
    with pytest.raises(RuleBroken):
        tables.set_host(ws, table(ws, event, 1).id, guest)


@pytest.mark.parametrize(
    "deed",
    [
        lambda ws: rooms.place_things(ws, {"x": Place(1, 1, 0)}),
        lambda ws: tables.resize_table(ws, "x", 3),
        lambda ws: rooms.mark_seats(ws, ["x"], "mic", True),
    ],
)
def test_what_is_gone_is_said_in_words(ws, deed):
    with pytest.raises(RuleBroken, match="no longer in the room"):
        deed(ws)


def test_tables_for_everybody_who_has_no_seat_come_below_the_others_and_fit(ws, event):
    before = seating.plan(ws, event)
    changes = tables.add_tables(ws, event, "round", 8, 5)
    after = seating.plan(ws, event)
    assert changes.label == "Add 5 tables for 8"
    assert len(after.seats) == len(before.seats) + 40
    assert fits(RoomSize(after.room_width, after.room_length), after.tables) == []
    assert after.seats[: len(before.seats)] == before.seats
    history.undo(ws)
    assert seating.plan(ws, event) == before


@pytest.mark.parametrize(("seats", "count"), [(0, 1), (8, 0), (61, 1), (8, 1_000)])
def test_absurd_further_tables_are_refused_at_their_field(ws, event, seats, count):
    with pytest.raises(RuleBroken) as refused:
        tables.add_tables(ws, event, "round", seats, count)
    assert refused.value.field in ("seats", "count")
