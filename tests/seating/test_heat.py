"""A search begins hot enough for groups of peers to find each other."""

from __future__ import annotations

import numpy as np

from advoplanner.seating import Problem, Table, solve
from advoplanner.seating.heat import heat
from advoplanner.seating.rules import rules_of
from advoplanner.seating.search import feasible_plan, kernel
from advoplanner.seating.state import layout, start


def by_levels(n: int, levels: int) -> Problem:
    """Guests of equal number in each level, worth 3 to their own, 1 to the next and −2 to all others, at tables of ten."""
    level = np.arange(n) * 7 % levels
    apart = np.abs(level[:, None] - level[None, :])
    weights = np.where(apart == 0, 3, np.where(apart == 1, 1, -2)).astype(float)
    np.fill_diagonal(weights, 0)
    return Problem(tuple(map(str, range(n))), (Table(10, 10),) * (n // 10), dense=weights)


def test_tables_change_their_kind_until_each_is_of_one_level() -> None:
    assert solve(by_levels(480, 4), iterations=60_000).objective == 48 * 45 * 3


def test_a_search_begins_hotter_where_guests_form_groups() -> None:
    """Exchanges between tables of peers cost several times what they cost where the weights are chance."""
    luck = np.random.default_rng(1).integers(-2, 4, (240, 240))
    chance = Problem(tuple(map(str, range(240))), (Table(10, 10),) * 24, dense=np.triu(luck, 1) + np.triu(luck, 1).T.astype(float))
    assert first_heat(by_levels(240, 4)) > 1.5 * first_heat(chance) > 0


def first_heat(problem: Problem) -> float:
    rules = rules_of(problem)
    laid = layout(problem, rules)
    state = start(laid, rules, problem, [feasible_plan(problem, rules, 1)], 1)
    kernel(None).descend(state, 3)
    return heat(state, laid.linear, 1)
