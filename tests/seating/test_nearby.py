"""A few moves better a plan as far as they can, keep the rules, and are never more than asked for."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advoplanner.seating import Problem, Table, objective, violations
from advoplanner.seating.nearby import improved


@settings(max_examples=60, deadline=None)
@given(st.integers(6, 12), st.integers(0, 4), st.randoms(use_true_random=False))
def test_a_plan_gets_no_worse_and_moves_no_more_than_asked(n: int, most: int, random) -> None:
    pairs = tuple((i, j, random.randint(-5, 9)) for i, j in combinations(range(n), 2))
    problem = Problem(tuple(map(str, range(n))), (Table(0, n // 3 + 1),) * 3, affinity=pairs, pinned={0: 0})
    plan = [g % 3 for g in range(n)]
    near = dict(enumerate(plan))
    after = improved(problem, plan, near, most)
    assert objective(problem, [after]) >= objective(problem, [plan])
    assert sum(a != b for a, b in zip(plan, after, strict=True)) <= most
    assert violations(problem, [after]) == []
    if most == 0:
        assert list(after) == plan


@pytest.mark.parametrize(("most", "value"), [(0, 0), (1, 0), (2, 12), (4, 22)])
def test_the_best_exchange_comes_first(most: int, value: int) -> None:
    """Two pairs who belong together sit apart at full tables: the dearer exchange is made first."""
    problem = Problem(tuple("abcdefgh"), (Table(2, 2),) * 4, affinity=((0, 2, 12), (4, 6, 10)))
    plan = [0, 0, 1, 1, 2, 2, 3, 3]
    assert objective(problem, [improved(problem, plan, dict(enumerate(plan)), most)]) == value


def test_a_free_seat_is_a_move_of_one() -> None:
    problem = Problem(tuple("abc"), (Table(0, 2), Table(0, 3)), affinity=((0, 2, 5),))
    assert improved(problem, [0, 0, 1], {0: 0, 1: 0, 2: 1}, 1) == (1, 0, 1)
