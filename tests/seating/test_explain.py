"""Rules that cannot hold together are named, with the guests in them and nothing that could be dropped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advoplanner.core.errors import RuleBroken
from advoplanner.seating import NeedOneOf, Problem, Table, solve, violations
from advoplanner.seating.explain import smallest

NAMES = ("Ana", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Hal", "Ida")

OBVIOUS: list[tuple[dict[str, Any], str]] = [
    (
        {"together": ((0, 1), (1, 2), (4, 5)), "apart": ((0, 2),)},
        "Ana and Cy must be kept apart, but must also sit together (Ana and Bo together; Bo and Cy together).",
    ),
    ({"together": ((0, 1, 2, 3),)}, "Ana, Bo, Cy and Di must sit together, but the largest table has 3 seats."),
    ({"together": ((0, 1),), "pinned": {0: 0, 1: 2}}, "Ana is bound to table 0 and Bo to table 2, but they must share a table."),
    ({"pinned": {0: 0, 1: 0, 2: 0, 3: 0}}, "4 guests (Ana, Bo, Cy and Di) are bound to table 0, which has 3 seats."),
    ({"pinned": {0: 1}, "allowed": {0: frozenset({0})}}, "Ana is bound to table 1 and Ana to table 0"),
    ({"pinned": {0: 1, 1: 1}, "apart": ((0, 1),)}, "Ana and Bo must be kept apart, but both are bound to table 1."),
    ({"need_one_of": (NeedOneOf((0, 1, 2, 3, 4, 5, 6), 0, 2),)}, "No table may have more than 2 of Ana, Bo, Cy, Di, Ed, Flo and Gus"),
    ({"need_one_of": (NeedOneOf((0, 1)),)}, "Every table needs at least one of Ana and Bo: 3 tables need 3, there are 2."),
    ({"apart": tuple((i, j) for i in range(4) for j in range(i))}, "must all be kept apart from each other, but there are only 3 tables."),
]


def nine(**rules: Any) -> Problem:
    return Problem(NAMES, (Table(3, 3),) * 3, **rules)


@pytest.mark.parametrize(("rules", "sentence"), OBVIOUS)
def test_everyday_contradictions(rules: dict[str, Any], sentence: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        solve(nine(**rules), iterations=10)
    assert caught.value.code == "seating.contradiction"
    assert sentence.removesuffix(".") in caught.value.sentence


def test_a_hidden_contradiction_names_a_smallest_set() -> None:
    # Couples cannot fill a table of three, and each of three tables can take one couple only.
    rules = {"together": ((0, 1), (2, 3), (4, 5), (6, 7)), "apart": ((0, 8), (2, 8))}
    with pytest.raises(RuleBroken) as caught:
        solve(nine(**rules), iterations=10)
    assert (
        caught.value.sentence
        == "These rules cannot hold together: Ana and Bo together, Cy and Di together, Ed and Flo together and Gus and Hal together."
    )


def test_a_cycle_too_long_for_two_tables() -> None:
    problem = Problem(NAMES[:6], (Table(0, 6),) * 2, apart=((0, 1), (1, 2), (2, 3), (3, 4), (0, 4), (0, 5)))
    with pytest.raises(RuleBroken) as caught:
        solve(problem, iterations=10)
    assert "Ana apart from Flo" not in caught.value.sentence
    assert caught.value.sentence.count("apart from") == 5


def test_too_few_guests_leave_whole_tables_empty() -> None:
    solution = solve(Problem(NAMES[:5], (Table(4, 5),) * 3), iterations=10)
    assert len(set(solution.rounds[0])) == 1
    with pytest.raises(RuleBroken, match="ask for at least 4 guests"):
        solve(Problem(NAMES[:3], (Table(4, 5),)), iterations=10)


def test_hosts_for_fewer_tables_leave_the_rest_empty() -> None:
    solution = solve(Problem(NAMES[:6], (Table(0, 4),) * 4, need_one_of=(NeedOneOf((0, 1)),)), iterations=10)
    assert set(solution.rounds[0]) == {solution.rounds[0][0], solution.rounds[0][1]}


def feasible(problem: Problem) -> bool:
    """By trying every plan."""
    plans = product(range(len(problem.tables)), repeat=problem.size)
    return any(not violations(problem, [plan]) for plan in plans)


def without_one(problem: Problem) -> Iterator[Problem]:
    """The problem with each of its rules dropped in turn."""
    for name in ("together", "apart", "need_one_of"):
        rules = getattr(problem, name)
        yield from (replace(problem, **{name: rules[:at] + rules[at + 1 :]}) for at in range(len(rules)))
    for name in ("pinned", "allowed"):
        rules = getattr(problem, name)
        yield from (replace(problem, **{name: {g: t for g, t in rules.items() if g != guest}}) for guest in rules)


@st.composite
def crowded(draw: st.DrawFn) -> Problem:
    """Six guests, three tables, and so many rules that they often contradict each other."""
    pair = st.sampled_from([(i, j) for i in range(6) for j in range(i + 1, 6)])
    guest, table = st.integers(0, 5), st.integers(0, 2)
    tables = draw(st.sampled_from([(Table(2, 2),) * 3, (Table(0, 3),) * 3, (Table(1, 3), Table(1, 2), Table(2, 4))]))
    return Problem(
        NAMES[:6],
        tables,
        together=tuple(draw(st.lists(pair, max_size=3, unique=True))),
        apart=tuple(draw(st.lists(pair, max_size=8, unique=True))),
        pinned=draw(st.dictionaries(guest, table, max_size=3)),
        allowed=draw(st.dictionaries(guest, st.frozensets(table, min_size=1), max_size=2)),
        need_one_of=tuple(NeedOneOf(tuple(sorted(group))) for group in draw(st.lists(st.frozensets(guest, min_size=3), max_size=1))),
    )


@settings(max_examples=60, deadline=None)
@given(crowded())
def test_what_is_named_cannot_hold_and_nothing_of_it_can_be_dropped(problem: Problem) -> None:
    core = smallest(problem, 60)
    assert (core is None) == feasible(problem)
    if core is not None:
        assert not feasible(core)
        assert all(feasible(other) for other in without_one(core))


@settings(max_examples=60, deadline=None)
@given(crowded())
def test_a_plan_or_a_contradiction_never_neither(problem: Problem) -> None:
    if feasible(problem):
        assert solve(problem, iterations=50).violations == ()
    else:
        with pytest.raises(RuleBroken) as caught:
            solve(problem, iterations=50)
        assert caught.value.code == "seating.contradiction"
