"""Geometry of rooms: chairs never stand in one another, layouts fit, absurd sizes are refused in words."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.room_layouts import CHAIR, e_boards
from advoplanner.domain.rooms import (
    SHAPE_WORDS,
    RoomSize,
    TableShape,
    TableSpec,
    fits,
    generate,
    generate_groups,
    overlaps,
    parse_shape,
    seat_places,
    table_size,
)

shapes = st.sampled_from(list(TableShape))


def table(shape: str, seats: int, *, x: float = 500, y: float = 500, angle: float = 0, number: int = 1) -> TableSpec:
    return TableSpec(number, "", shape, seats, x, y, angle, *table_size(shape, seats))


@given(shape=shapes, seats=st.integers(1, 60), angle=st.floats(0, 360))
def test_each_shape_has_as_many_chairs_as_seats_and_none_stands_on_another(shape: TableShape, seats: int, angle: float) -> None:
    places = seat_places(table(shape, seats, angle=angle))
    assert [p.number for p in places] == list(range(1, seats + 1))
    for one, other in itertools.combinations(places, 2):
        assert math.hypot(one.x - other.x, one.y - other.y) >= CHAIR - 0.01


@pytest.mark.parametrize("side", [0, -100, 99, 1e6, math.nan, math.inf])
def test_a_room_that_cannot_be_is_refused_at_its_field(side: float) -> None:
    for field, room in (("room_width", RoomSize(side, 900)), ("room_length", RoomSize(900, side))):
        with pytest.raises(RuleBroken) as refused:
            generate("round", 2, 8, room)
        assert (refused.value.code, refused.value.field) == ("rooms.size", field)


def test_a_layout_of_nothing_is_refused() -> None:
    with pytest.raises(RuleBroken, match="at least one table"):
        generate_groups("round", [])


@given(shape=shapes, seats=st.integers(1, 60), width=st.floats(10, 400), length=st.floats(10, 400))
def test_a_table_too_small_for_its_seats_still_keeps_the_chairs_apart(shape: TableShape, seats: int, width: float, length: float) -> None:
    places = seat_places(TableSpec(1, "", shape, seats, 0, 0, 0, width, length))
    assert len(places) == seats
    assert all(math.hypot(a.x - b.x, a.y - b.y) >= CHAIR - 0.01 for a, b in itertools.combinations(places, 2))


@given(shape=shapes.filter(lambda s: s != TableShape.THEATRE), seats=st.integers(1, 60))
def test_chairs_stand_outside_the_table(shape: TableShape, seats: int) -> None:
    one = table(shape, seats, x=0, y=0)
    for place in seat_places(one):
        if shape in (TableShape.ROUND, TableShape.CABARET):
            assert math.hypot(place.x, place.y) >= one.width / 2
        elif shape == TableShape.E:
            for board in e_boards(one.width, one.length):
                assert not (board.x < place.x < board.x + board.across and board.y < place.y < board.y + board.down)
        else:
            assert abs(place.x) > one.width / 2 or abs(place.y) > one.length / 2


@settings(max_examples=60)
@given(shape=shapes, count=st.integers(1, 40), seats=st.integers(1, 24))
def test_generated_tables_fit_their_room_and_leave_each_other_alone(shape: TableShape, count: int, seats: int) -> None:
    layout = generate(shape, count, seats)
    assert len(layout.tables) == count
    assert layout.seats == count * seats
    assert fits(layout.room, layout.tables) == []


def test_two_sizes_of_table_share_a_room() -> None:
    layout = generate_groups("round", [(11, 8), (2, 10)])
    assert [t.seats for t in layout.tables] == [8] * 11 + [10] * 2
    assert [t.number for t in layout.tables] == list(range(1, 14))
    assert fits(layout.room, layout.tables) == []


def test_a_room_too_small_is_kept_and_said() -> None:
    room = RoomSize(700, 600)
    layout = generate("round", 11, 8, room)
    assert layout.room == room
    assert overlaps(layout.tables) == []
    assert "do not fit inside the room" in fits(room, layout.tables)[0]


def test_a_large_room_is_used_without_scattering_the_tables() -> None:
    layout = generate("round", 4, 6, RoomSize(3000, 3000))
    assert fits(layout.room, layout.tables) == []
    assert max(t.x for t in layout.tables) - min(t.x for t in layout.tables) < 1500


def test_sizes_of_the_norms() -> None:
    assert [round(table_size("round", n)[0] / 2.54) for n in (4, 5, 8, 10)] == [42, 48, 60, 72]
    assert [round(cm / 2.54) for cm in table_size("rectangle", 6)] == [72, 24]
    assert [round(cm / 2.54) for cm in table_size("rectangle", 8)] == [84, 30]


def test_fourteen_in_a_u_leave_the_front_open() -> None:
    one = table("u", 14)
    places = seat_places(one)
    assert all(p.y > one.y - one.length / 2 for p in places)
    assert sum(p.y > one.y + one.length / 2 for p in places) == 4
    assert places[0].x < one.x < places[-1].x


def test_long_sides_of_a_rectangle_fill_first() -> None:
    six = seat_places(table("rectangle", 6, x=0, y=0))
    assert all(abs(p.y) > 30 for p in six)
    eight = seat_places(table("rectangle", 8, x=0, y=0))
    assert sum(abs(p.x) > 100 for p in eight) == 2


def test_nobody_at_a_cabaret_table_turns_a_back_to_the_stage() -> None:
    assert all(p.y > 480 for p in seat_places(table("cabaret", 6)))


def test_overlapping_tables_are_named() -> None:
    pair = [table("round", 8, number=3), table("rectangle", 6, x=600, number=7, angle=45)]
    assert overlaps(pair) == ["Tables 3 and 7 stand in each other's way."]
    assert overlaps([pair[0], table("round", 8, x=900)]) == []


@pytest.mark.parametrize(
    ("text", "groups"),
    [("11x8", [(11, 8)]), ("11x8 2x10", [(11, 8), (2, 10)]), (" 11 × 8, 2*10 ", [(11, 8), (2, 10)]), ("1X60", [(1, 60)])],
)
def test_shapes_as_people_type_them(text: str, groups: list[tuple[int, int]]) -> None:
    assert parse_shape(text) == groups


@pytest.mark.parametrize("text", ["", "8", "x8", "0x8", "3x0", "201x2", "3x61", "100x30", "-1x8", "1.5x8", "99999999999x1", "¹x²", "a x b"])
def test_absurd_shapes_are_refused_at_the_field(text: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        parse_shape(text)
    assert caught.value.field in ("shape", "count", "seats")
    assert caught.value.sentence.endswith(".")


@given(text=st.text(max_size=40))
def test_any_text_is_a_shape_or_a_sentence(text: str) -> None:
    try:
        groups = parse_shape(text)
    except RuleBroken as broken:
        said = broken.sentence
    else:
        said = "fine" if all(count >= 1 and seats >= 1 for count, seats in groups) else ""
    assert said


def test_every_shape_has_a_word() -> None:
    assert set(SHAPE_WORDS) == set(TableShape)
