"""Late arrivals, early leavers and who met before: each round seats those who are there, and old meetings count."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advoplanner.core.errors import RuleBroken
from advoplanner.core.progress import Stoppable
from advoplanner.seating import NeedOneOf, Problem, Table, objective, parse, solve, violations
from advoplanner.seating.problem import NOT_THERE
from advoplanner.seating.rotation import meetings


def party(n: int, tables: int, **more: Any) -> Problem:
    pairs = tuple((i, j, (i * 7 + j * 13) % 17 - 3) for i, j in combinations(range(n), 2))
    return Problem(tuple(map(str, range(n))), (Table(0, -(-n // tables)),) * tables, affinity=pairs, **more)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_who_is_there_has_a_seat_and_nobody_else(data: st.DataObject) -> None:
    n, rounds = data.draw(st.integers(4, 12)), data.draw(st.integers(1, 3))
    missing = st.frozensets(st.integers(0, rounds - 1), min_size=1, max_size=rounds)
    absent = data.draw(st.dictionaries(st.integers(0, n - 1), missing, max_size=n - 2))
    problem = party(n, 3, rounds=rounds, absent=absent, together=((0, 1),), apart=((2, 3),))
    solution = solve(problem, iterations=300)
    assert violations(problem, solution.rounds) == list(solution.violations) == []
    for at, seats in enumerate(solution.rounds):
        assert {g for g, table in enumerate(seats) if table == NOT_THERE} == {g for g, rounds_missed in absent.items() if at in rounds_missed}
    assert solution.ceiling is None or solution.objective <= solution.ceiling + 1e-6
    assert [[table is None for table in row] for row in solution.as_document()["rounds"]] == [
        [t == NOT_THERE for t in row] for row in solution.rounds
    ]


def test_absent_guests_are_worth_nothing_and_meet_nobody() -> None:
    problem = Problem(tuple("abc"), (Table(0, 3),), affinity=((0, 1, 5), (0, 2, 7)), rounds=2, absent={0: frozenset({1}), 1: frozenset({1})})
    rounds = ((0, 0, 0), (NOT_THERE, NOT_THERE, 0))
    assert objective(problem, rounds) == 12
    assert set(meetings(rounds).values()) == {1}
    assert violations(problem, rounds) == []
    assert violations(problem, ((0, 0, 0), (0, NOT_THERE, 0))) == [
        "Not everybody who is there has a seat, or somebody who is not has one in round 2."
    ]


def test_a_rotation_without_repeats_stays_one_where_somebody_comes_late() -> None:
    everybody = Problem(tuple(map(str, range(15))), (Table(2, 3),) * 5, rounds=7, absent={4: frozenset({0, 1}), 9: frozenset({6})})
    solution = solve(everybody, iterations=1_000)
    assert (solution.repeats, solution.violations) == (0, ())


def test_who_met_at_an_earlier_event_does_not_meet_again() -> None:
    before = tuple((i, j, 1) for i, j in combinations(range(4), 2)) + tuple((i, j, 1) for i, j in combinations(range(4, 8), 2))
    problem = Problem(tuple(map(str, range(8))), (Table(2, 2),) * 4, rounds=3, met=before)
    solution = solve(problem, iterations=6_000)
    met = meetings(solution.rounds)
    assert max(met.values()) == 1
    assert not {(i, j) for i, j, _ in before} & set(met)


def test_what_was_often_is_avoided_before_what_was_once() -> None:
    problem = Problem(tuple("abc"), (Table(1, 2), Table(1, 1)), met=((0, 1, 3), (0, 2, 1), (1, 2, 2)), repeat_penalty=1)
    assert Counter(solve(problem, iterations=200).rounds[0]).most_common(1)[0][1] == 2
    assert set(meetings(solve(problem, iterations=200).rounds)) == {(0, 2)}


def test_the_same_seed_is_the_same_plan_and_cancel_is_heard() -> None:
    problem = party(20, 4, rounds=2, absent={3: frozenset({0})}, met=((0, 1, 2),))
    watched = Stoppable()
    assert solve(problem, iterations=4_000, seed=5, progress=watched).rounds == solve(problem, iterations=4_000, seed=5).rounds
    assert watched.done == 1.0


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_best_so_far_is_told_for_all_rounds_less_what_repeats_cost(rounds: int) -> None:
    problem = party(40, 8, rounds=rounds, absent={3: frozenset({2})} if rounds > 1 else {}, met=((0, 1, 2), (2, 5, 1)))
    watched = Stoppable()
    solution = solve(problem, iterations=6_000, progress=watched)
    counts = meetings(solution.rounds)
    before = {(i, j): times for i, j, times in problem.met}
    cost = sum(max(0, counts[pair] + before.get(pair, 0) - 1) ** 2 for pair in counts) - sum(
        (times - 1) ** 2 for pair, times in before.items() if counts[pair]
    )
    assert watched.best == pytest.approx(solution.objective - 10 * cost)


def test_the_round_without_its_host_is_named() -> None:
    problem = party(8, 2, rounds=2, need_one_of=(NeedOneOf((0, 1)),), absent={1: frozenset({1})})
    with pytest.raises(RuleBroken, match=r"^In round 2: every table needs at least one of"):
        solve(problem, iterations=100)


def test_seats_need_only_suffice_for_those_who_are_there() -> None:
    document = {"guests": 5, "tables": [{"max": 2}, {"max": 2}], "rounds": 2, "absent": {"0": [0], "4": [1]}}
    assert solve(parse(document), iterations=100).violations == ()
    with pytest.raises(RuleBroken, match="more guests than seats"):
        parse({**document, "absent": {"0": [0]}})
