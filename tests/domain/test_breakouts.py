"""Sizes of groups leave nobody alone and say so; hosts stay; topics are given as wished; moves touch one person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.breakouts import BreakoutRow, Group, by_topics, check_rotations, group_sizes, moved, with_host


@given(st.integers(2, 400), st.integers(2, 50))
def test_nobody_is_alone_and_sizes_differ_by_one_at_most(people, size):
    sizes, _ = group_sizes(people, size)
    assert sum(sizes) == people
    assert min(sizes) >= 2
    assert max(sizes) - min(sizes) <= 1
    assert max(sizes) <= size or (size == 2 and people % 2) or people < size


def test_who_would_sit_alone_is_taken_in_and_it_is_said():
    assert group_sizes(13, 4) == ([4, 3, 3, 3], "13 guests in groups of 4 would leave one alone, so the groups have 4 and 3.")
    assert group_sizes(5, 2) == ([3, 2], "5 guests in groups of 2 would leave one alone, so the groups have 3 and 2.")
    assert group_sizes(12, 4) == ([4, 4, 4], "")
    assert group_sizes(3, 8) == ([3], "")


@pytest.mark.parametrize(("people", "size", "field"), [(10, 1, "size"), (10, 0, "size"), (10, 51, "size"), (1, 4, "size"), (0, 4, "size")])
def test_absurd_groups_are_refused_at_their_field(people, size, field):
    with pytest.raises(RuleBroken) as refused:
        group_sizes(people, size)
    assert refused.value.field == field


@pytest.mark.parametrize("rotations", [0, 5, -1])
def test_a_breakout_has_one_to_four_rotations(rotations):
    with pytest.raises(RuleBroken) as refused:
        check_rotations(rotations)
    assert refused.value.field == "rotations"


def test_topics_are_given_as_wished_and_another_one_in_each_rotation():
    wishes = {"a": ["AI", "Data"], "b": ["ai"], "c": ["Data"], "d": []}
    rounds, unlucky = by_topics(["AI", "Data"], wishes, 2)
    row = BreakoutRow("", "", True, (Group("1", "AI"), Group("2", "Data")), rounds)
    assert [row.group_of(g)[0] for g in ("b", "c")] == [0, 1]
    assert sorted(row.group_of("a")) == [0, 1]
    assert unlucky == []


def test_who_gets_none_of_their_topics_is_named():
    rounds, unlucky = by_topics(["AI", "Data"], {f"g{n}": ["AI"] for n in range(8)}, 1)
    assert len(rounds[0][0]) == 6
    assert unlucky == ["g6", "g7"]


def test_a_host_stays_in_the_group_in_every_rotation_and_sizes_stay():
    rounds = ((("a", "b"), ("c", "d")), (("c", "a"), ("b", "d")))
    hosted = with_host(rounds, "a", 1)
    assert all("a" in groups[1] for groups in hosted)
    assert all(sorted(g for people in groups for g in people) == ["a", "b", "c", "d"] for groups in hosted)


def test_a_move_touches_one_person_in_one_rotation():
    rounds = ((("a", "b"), ("c", "d")), (("a", "c"), ("b", "d")))
    assert moved(rounds, 1, "a", 1) == ((("a", "b"), ("c", "d")), (("c",), ("a", "b", "d")))


def test_what_does_not_hold_is_said():
    row = BreakoutRow(
        "", "", False, (Group("Group 1", host="a"), Group("Group 2")), ((("a", "b"), ("c",)),), names={"d": "Dora"}, gone=("Egon",), missing=("d",)
    )
    assert row.issues() == [
        "Group 2 has no host.", "Somebody sits alone in Group 2.", "Egon no longer comes.", "Dora accepted, but is in no group.",
    ]  # fmt: skip
