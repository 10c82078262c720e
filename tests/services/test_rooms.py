"""A room edited by hand: every change is one undoable step, and none of them takes a guest's seat in silence."""

from __future__ import annotations

import shutil
from datetime import datetime

import pytest

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.domain.room_editing import Place
from advoplanner.services import event_copies, events, guests, history, people, rooms, seating, tables


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Six guests seated in order at two tables of four; the file and the event."""
    path = tmp_path_factory.mktemp("rooms") / "prepared.advo"
    ws = create_workspace(path)
    new = NewEvent("council", "Council", "Listen", datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 22), "Europe/Berlin", template=False)
    event = events.new(ws, new).created("event")[0]
    guests.add(ws, event, [people.add(ws, ContactDraft(display_name=f"Guest {n}")).created("person")[0] for n in range(6)])
    ids = [g.id for g in guests.rows(ws, event)]
    guests.set_reply(ws, ids, "accepted")
    tables.make_layout(ws, event, "round", [(2, 4)])
    plan = seating.plan(ws, event)
    for guest_id, seat in zip(ids, plan.seats, strict=False):
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


def holders(ws, event) -> dict[str, str]:
    return {s.id: s.guest_id for s in seating.plan(ws, event).seats if s.guest_id}


def test_moving_turning_reshaping_and_numbering_keep_every_seat(ws, event):
    before, (one, two) = holders(ws, event), tables.rows(ws, event)
    rooms.place_things(ws, {one.id: Place(500, 300, 30), two.id: Place(200, 320, 400)}, "Align")
    rooms.reshape_table(ws, one.id, shape="rectangle")
    rooms.reshape_table(ws, one.id, width=250.0)
    changes = rooms.number_tables(ws, event)
    after = {t.id: t for t in tables.rows(ws, event)}
    assert (after[one.id].number, after[two.id].number) == (2, 1)
    assert (after[two.id].angle, after[one.id].width, after[one.id].shape) == (40, 250, "rectangle")
    assert holders(ws, event) == before
    assert changes.label == "Number the tables by where they stand"
    for _ in range(3):
        history.undo(ws)
    assert tables.rows(ws, event)[0].shape == "round"


def test_a_table_stays_inside_the_room(ws, event):
    table, plan = tables.rows(ws, event)[0], seating.plan(ws, event)
    rooms.place_things(ws, {table.id: Place(-50, 1e9, 0)})
    moved = tables.rows(ws, event)[0]
    assert (moved.x, moved.y) == (0, plan.room_length)


@pytest.mark.parametrize(
    ("deed", "field"),
    [
        (lambda ws, event, table: rooms.resize_room(ws, event, width=0), "width"),
        (lambda ws, event, table: rooms.resize_room(ws, event, length=1e9), "length"),
        (lambda ws, event, table: rooms.resize_room(ws, event, length=float("nan")), "length"),
        (lambda ws, event, table: rooms.reshape_table(ws, table, width=0), "width"),
        (lambda ws, event, table: rooms.reshape_table(ws, table, length=99_999), "length"),
        (lambda ws, event, table: rooms.reshape_table(ws, table, shape="blob"), "shape"),
        (lambda ws, event, table: rooms.set_number(ws, table, 0), "number"),
        (lambda ws, event, table: rooms.add_fixture(ws, event, "unicorn"), "kind"),
        (lambda ws, event, table: rooms.mark_seats(ws, ["x"], "golden", True), "mark"),
    ],
)
def test_zero_and_absurd_sizes_are_refused_at_their_field(ws, event, deed, field):
    before = seating.plan(ws, event)
    with pytest.raises(RuleBroken) as refused:
        deed(ws, event, before.tables[0].id)
    assert (refused.value.field, bool(refused.value.hint) or field == "number") == (field, True)
    assert seating.plan(ws, event) == before


def test_a_copied_table_has_no_guests_and_the_next_number(ws, event):
    before = holders(ws, event)
    changes = rooms.copy_tables(ws, [tables.rows(ws, event)[0].id])
    copy = tables.rows(ws, event)[-1]
    assert (copy.number, copy.seats, changes.label) == (3, 4, "Copy Table 1")
    assert holders(ws, event) == before


def test_a_number_that_is_taken_changes_hands(ws, event):
    one, two = tables.rows(ws, event)
    rooms.set_number(ws, one.id, 2)
    assert {t.id: t.number for t in tables.rows(ws, event)} == {one.id: 2, two.id: 1}


def test_what_stands_in_the_room_is_added_changed_copied_with_the_event_and_removed(ws, event):
    rooms.add_fixture(ws, event, "stage")
    door = rooms.add_fixture(ws, event, "door").created("fixture")[0]
    rooms.edit_fixture(ws, door, x=10.0, angle=450.0, name="To the terrace")
    row = next(f for f in rooms.fixtures(ws, event) if f.id == door)
    assert (row.x, row.angle, row.words, row.kind) == (10, 90, "To the terrace", "door")
    assert seating.plan(ws, event).fixtures == tuple(rooms.fixtures(ws, event))
    other = NewEvent("council", "Next", "Listen", datetime(2028, 3, 10, 18), datetime(2028, 3, 10, 22), "Europe/Berlin", template=False)
    target = events.new(ws, other).created("event")[0]
    with ws.action("Copy") as work:
        event_copies.copy_tables(work, event, target)
    assert [f.words for f in rooms.fixtures(ws, target)] == [f.words for f in rooms.fixtures(ws, event)]
    rooms.remove_fixtures(ws, [door])
    assert [f.kind for f in rooms.fixtures(ws, event)] == ["stage"]
    history.undo(ws)
    assert len(rooms.fixtures(ws, event)) == 2


def test_a_blocked_seat_lets_its_guest_go_and_says_so(ws, event):
    plan = seating.plan(ws, event)
    taken = plan.seats[0]
    changes = rooms.mark_seats(ws, [taken.id], "blocked", True)
    after = seating.plan(ws, event)
    assert changes.label == "Mark 1 seat blocked, 1 guest unseated"
    assert [s.id for s in after.blocked] == [taken.id]
    assert taken.id not in {s.id for s in after.seats}
    assert taken.guest_id in {g.guest_id for g, _ in seating.unseated(ws, event, plan.round_id)}
    history.undo(ws)
    assert seating.plan(ws, event) == plan


def test_a_locked_guest_is_not_blocked_away(ws, event):
    plan = seating.plan(ws, event)
    seating.lock(ws, plan.round_id, [plan.seats[0].guest_id], True)
    with pytest.raises(RuleBroken, match="locked guest"):
        rooms.mark_seats(ws, [plan.seats[0].id], "blocked", True)


def test_seats_near_screen_and_door_are_found_by_where_they_stand(ws, event):
    with pytest.raises(RuleBroken, match="no screen"):
        rooms.mark_near(ws, event)
    screen = rooms.add_fixture(ws, event, "screen").created("fixture")[0]
    table = tables.rows(ws, event)[0]
    rooms.edit_fixture(ws, screen, x=table.x, y=table.y)
    rooms.mark_near(ws, event)
    marked = {s.id for s in seating.plan(ws, event).seats if "near_screen" in s.marks}
    assert {s.id for s in seating.plan(ws, event).seats if s.table_id == table.id} <= marked
    rooms.edit_fixture(ws, screen, x=0.0, y=0.0)
    rooms.mark_near(ws, event)
    assert not any("near_screen" in s.marks for s in seating.plan(ws, event).seats if s.x > 310)


def test_an_event_is_removed_with_all_that_stands_in_its_room(ws, event):
    rooms.add_fixture(ws, event, "stage")
    events.remove(ws, [event])
    assert rooms.fixtures(ws, event) == []
