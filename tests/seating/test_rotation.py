"""Rotations: constructions without a repeat, and fewest repeats where they are searched."""

from __future__ import annotations

from collections import Counter

import pytest

from advoplanner.seating import Problem, Table, solve
from advoplanner.seating.rotation import grid_rounds, repeats, started_rounds


def rotation(tables: int, size: int, rounds: int, guests: int = 0) -> Problem:
    n = guests or tables * size
    return Problem(tuple(map(str, range(n))), (Table(size - (n < tables * size), size),) * tables, rounds=rounds)


@pytest.mark.parametrize(
    ("g", "s", "rounds"),
    [(4, 4, 5), (5, 5, 6), (8, 8, 9), (9, 3, 13), (8, 4, 9), (7, 3, 7), (10, 2, 19), (12, 3, 16), (6, 6, 3), (12, 10, 6), (12, 6, 7)],
)
def test_constructions_reach_their_count_without_a_repeat(g: int, s: int, rounds: int) -> None:
    plans = grid_rounds(g, s, 99)
    assert len(plans) == rounds
    assert repeats(plans) == 0
    assert all(set(Counter(plan).values()) == {s} for plan in plans)


@pytest.mark.parametrize(
    ("g", "s", "rounds"),
    [
        (5, 3, 7),
        (6, 3, 8),
        (6, 4, 7),
        (6, 5, 6),
        (7, 3, 10),
        (7, 4, 9),
        (8, 3, 11),
        (8, 4, 10),
        (9, 4, 11),
        (10, 3, 14),
        (10, 4, 13),
        (10, 5, 9),
        (10, 6, 7),
        (10, 8, 5),
    ],
)
def test_starters_reach_their_count_without_a_repeat(g: int, s: int, rounds: int) -> None:
    plans = started_rounds(g, s)
    assert len(plans) == rounds
    assert repeats(plans) == 0
    assert all(len(plan) == g * s and set(Counter(plan).values()) == {s} for plan in plans)
    assert solve(rotation(g, s, rounds), iterations=0).proven


MOST_ROUNDS = {
    **{(2, 2): 3, (3, 2): 5, (3, 3): 4, (4, 2): 7, (4, 3): 4, (4, 4): 5, (5, 2): 9, (5, 3): 7, (5, 4): 5, (5, 5): 6},
    **{(6, 2): 11, (6, 3): 8, (6, 4): 7, (6, 5): 6, (6, 6): 3, (7, 2): 13, (7, 3): 10, (7, 4): 9, (7, 5): 7, (7, 6): 7, (7, 7): 8},
    **{(8, 2): 15, (8, 3): 11, (8, 4): 10, (8, 5): 8, (8, 6): 8, (8, 7): 8, (8, 8): 9},
}
"""As many rounds without a repeat as are known, by tables and seats."""


@pytest.mark.parametrize(("g", "s"), MOST_ROUNDS)
def test_up_to_eight_tables_reach_as_many_rounds_as_are_known(g: int, s: int) -> None:
    solution = solve(rotation(g, s, MOST_ROUNDS[g, s]), iterations=1_000)
    assert solution.repeats == 0
    assert solution.violations == ()
    assert len(solution.rounds) == MOST_ROUNDS[g, s]


def test_no_starter_is_no_rounds() -> None:
    assert started_rounds(9, 7) == []


@pytest.mark.parametrize("guests", [35, 33])
def test_head_counts_that_do_not_divide(guests: int) -> None:
    solution = solve(rotation(7, 5, 4, guests), iterations=100)
    assert solution.repeats == 0
    assert solution.proven
    assert all(set(Counter(plan).values()) <= {4, 5} for plan in solution.rounds)


@pytest.mark.parametrize("backend", ["numba", "numpy"])
def test_a_search_ends_without_repeats(backend: str) -> None:
    pinned = Problem(tuple(map(str, range(12))), (Table(3, 3),) * 4, rounds=3, pinned={0: 0})
    solution = solve(pinned, iterations=8_000, backend=backend)
    assert solution.repeats == 0
    assert solution.violations == ()


def test_kirkmans_schoolgirls_by_search() -> None:
    everybody = Problem(tuple(map(str, range(15))), (Table(3, 3),) * 5, rounds=7, pinned={0: 0})
    assert solve(everybody, iterations=4_000_000).repeats == 0


def test_repeats_are_spread_where_they_cannot_be_avoided() -> None:
    solution = solve(rotation(2, 4, 4), iterations=20_000)
    assert solution.repeats > 0
    assert len(solution.rounds) == 4


def test_couples_meet_in_every_round_and_are_counted() -> None:
    couple = Problem(tuple("abcdef"), (Table(3, 3),) * 2, rounds=2, together=((0, 1),))
    assert solve(couple, iterations=2_000).repeats >= 1
