"""Warnings of a room: tables that touch, passages nobody passes, doors that are blocked; silence where all is well."""

from advoplanner.domain.clearance import room_issues
from advoplanner.domain.fixtures import FixtureRow
from advoplanner.domain.rooms import RoomSize, TableRow, generate

ROOM = RoomSize(1200, 900)


def table(number: int, x: float, y: float, shape: str = "round", size: float = 152.4) -> TableRow:
    return TableRow(f"t{number}", number, "", shape, 8, x, y, 0.0, size, size)


def sentences(tables, fixtures=(), accessible=(), **kwargs) -> list[str]:
    return [issue.sentence for issue in room_issues(ROOM, tables, fixtures, accessible, **kwargs)]


def test_a_generated_room_has_nothing_to_say():
    for kind in ("round", "rectangle", "cabaret", "theatre", "boardroom"):
        made = generate(kind, 6, 8)
        rows = [TableRow(str(t.number), t.number, "", t.shape, t.seats, t.x, t.y, t.angle, t.width, t.length) for t in made.tables]
        assert [i.sentence for i in room_issues(made.room, rows)] == [], kind


def test_overlapping_tables_come_before_narrow_passages():
    found = room_issues(ROOM, [table(1, 300, 400), table(2, 600, 400), table(3, 880, 400), table(4, 900, 480)])
    assert [i.severe for i in found] == [True, False]
    assert found[0].sentence == "Tables 3 and 4 stand in each other's way."
    assert found[0].ids == ("t3", "t4")


def test_a_narrow_passage_says_how_narrow_in_both_units():
    pair = [table(1, 300, 400), table(2, 570, 400)]
    assert sentences(pair) == ["Tables 1 and 2 leave 0.3 m between their chairs: nobody passes."]
    assert sentences(pair, imperial=True) == ["Tables 1 and 2 leave 10 in between their chairs: nobody passes."]


def test_a_table_with_an_accessible_seat_needs_the_width_of_a_wheelchair():
    pair = [table(1, 300, 400), table(2, 620, 400)]
    assert sentences(pair) == []
    assert sentences(pair, accessible={"t2"}) == ["Tables 1 and 2 leave 0.8 m between their chairs: no wheelchair passes."]


def test_a_door_stays_free_and_nothing_stands_on_the_stage():
    door = FixtureRow("d", "door", "", 300, 890, 0, 180, 20)
    stage = FixtureRow("s", "stage", "Main stage", 900, 300, 0, 400, 200)
    assert sentences([table(1, 300, 700)], [door, stage]) == ["Table 1 stands too near the door: 0.9 m stay free before a door."]
    assert sentences([table(1, 300, 400), table(2, 900, 300)], [door, stage]) == ["Table 2 stands in the way of the Main stage."]


def test_what_stands_outside_is_named():
    assert sentences([table(7, 1190, 400)]) == ["Table 7 does not fit inside the room."]
    assert sentences([], [FixtureRow("s", "screen", "", 1190, 10, 0, 240, 20)]) == ["The screen does not fit inside the room."]
