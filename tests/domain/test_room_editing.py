"""Several tables at once: level, evenly apart, turned, numbered by place."""

import pytest

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.room_editing import ALIGN_WORDS, align, numbered, spread, turn
from advoplanner.domain.rooms import TableRow


def table(number: int, x: float, y: float, width: float = 100, length: float = 60, angle: float = 0) -> TableRow:
    return TableRow(f"t{number}", number, "", "rectangle", 6, x, y, angle, width, length)


@pytest.mark.parametrize(
    ("how", "axis", "wanted"),
    [("left", 0, [150, 200]), ("right", 0, [450, 400]), ("centre", 0, [300, 300]), ("top", 1, [130, 130]), ("bottom", 1, [470, 470])],
)
def test_tables_become_level(how, axis, wanted):
    placed = align([table(1, 150, 130), table(2, 400, 470, width=200)], how)
    assert [placed[t][axis] for t in ("t1", "t2")] == wanted


def test_a_turned_table_is_level_as_it_stands():
    placed = align([table(1, 150, 130), table(2, 400, 470, angle=90)], "left")
    assert placed["t2"].x == pytest.approx(100 + 30)


def test_neighbours_come_evenly_apart_and_the_outermost_stay():
    placed = spread([table(1, 100, 0), table(2, 700, 0), table(3, 250, 0, width=200)], "across")
    assert [placed[t].x for t in ("t1", "t3", "t2")] == [100, 400, 700]
    placed = spread([table(1, 0, 100), table(2, 0, 200), table(3, 0, 700)], "down")
    assert [placed[t].y for t in ("t1", "t2", "t3")] == [100, 400, 700]


def test_too_few_tables_say_how_to_choose_more():
    for deed in (lambda: align([table(1, 0, 0)], "left"), lambda: spread([table(1, 0, 0), table(2, 9, 9)], "down")):
        with pytest.raises(RuleBroken) as refused:
            deed()
        assert "Hold Ctrl" in refused.value.hint


def test_turning_keeps_the_place_and_counts_round():
    assert turn([table(1, 5, 6, angle=350)], 15)["t1"] == (5, 6, 5)


def test_numbers_follow_rows_from_the_front_left_even_where_rows_are_not_straight():
    tables = [table(9, 500, 110), table(8, 100, 100), table(7, 100, 420), table(6, 500, 400)]
    assert numbered(tables) == {"t8": 1, "t9": 2, "t7": 3, "t6": 4}


def test_every_way_to_align_has_its_words():
    assert all(align([table(1, 0, 0), table(2, 9, 9)], how) for how in ALIGN_WORDS)
