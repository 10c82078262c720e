"""Whatever the problem, the plan keeps every rule, tells the truth about its value, and is the same again for the same seed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advoplanner.core.errors import Cancelled, RuleBroken
from advoplanner.core.progress import Stoppable
from advoplanner.seating import NeedOneOf, Problem, Table, dump, objective, solve, state, violations
from advoplanner.seating.bound import ceiling, proof
from advoplanner.seating.rotation import meetings
from advoplanner.seating.rules import rules_of

QUIETLY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
BACKENDS = pytest.mark.parametrize("backend", ["numba", "numpy"])


@st.composite
def solvable(draw: st.DrawFn, most: int = 14, rules: bool = True, rounds: int = 1) -> Problem:
    """A plan is drawn first and rules it keeps after, so that no problem is contradictory."""
    n = draw(st.integers(1, most))
    k = draw(st.integers(1, 4))
    plan = draw(st.lists(st.integers(0, k - 1), min_size=n, max_size=n))
    sizes = [plan.count(t) for t in range(k)]
    tables = tuple(Table(draw(st.integers(0, size)), max(1, size) + draw(st.integers(0, 2))) for size in sizes)
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=30)) if pairs else []
    affinity = tuple((i, j, draw(st.integers(-9, 20))) for i, j in chosen)
    more: dict[str, Any] = _rules(draw, plan, pairs, sizes) if rules else {}
    return Problem(names=tuple(f"g{i}" for i in range(n)), tables=tables, affinity=affinity, rounds=rounds, **more)


def _rules(draw: st.DrawFn, plan: list[int], pairs: list[tuple[int, int]], sizes: list[int]) -> dict[str, Any]:
    same = [pair for pair in pairs if plan[pair[0]] == plan[pair[1]]]
    other = [pair for pair in pairs if plan[pair[0]] != plan[pair[1]]]
    some = st.integers(0, len(plan) - 1)
    hosts = sorted({plan.index(t) for t in range(len(sizes)) if sizes[t]} | draw(st.sets(some, max_size=2)))
    most = max(Counter(plan[guest] for guest in hosts).values())
    return {
        "together": tuple(draw(st.lists(st.sampled_from(same), unique=True, max_size=3))) if same else (),
        "apart": tuple(draw(st.lists(st.sampled_from(other), unique=True, max_size=6))) if other else (),
        "pinned": {guest: plan[guest] for guest in draw(st.sets(some, max_size=2))},
        "allowed": {guest: frozenset({plan[guest], draw(st.integers(0, len(sizes) - 1))}) for guest in draw(st.sets(some, max_size=2))},
        "need_one_of": draw(st.sampled_from([(), (NeedOneOf(tuple(hosts)),), (NeedOneOf(tuple(hosts), draw(st.integers(0, 1)), most),)])),
    }


def best_by_hand(problem: Problem) -> float:
    """The best objective of one round, by trying every plan."""
    plans = product(range(len(problem.tables)), repeat=problem.size)
    return max(objective(problem, [plan]) for plan in plans if not violations(problem, [plan]))


def names(n: int) -> tuple[str, ...]:
    return tuple(f"g{i}" for i in range(n))


def party(n: int = 40, tables: int = 5, **more: object) -> Problem:
    pairs = tuple((i, j, (i * 7 + j * 13) % 17 - 3) for i in range(n) for j in range(i + 1, n))
    size = -(-n // tables)
    return Problem(names(n), (Table(0, size),) * tables, affinity=pairs, **more)  # type: ignore[arg-type]


@BACKENDS
@QUIETLY
@given(problem=solvable())
def test_every_rule_holds_and_the_value_is_true(backend: str, problem: Problem) -> None:
    solution = solve(problem, iterations=600, backend=backend)
    assert violations(problem, solution.rounds) == []
    assert solution.objective == objective(problem, solution.rounds)
    assert solution.ceiling is not None
    assert solution.objective <= solution.ceiling


@BACKENDS
@QUIETLY
@given(problem=solvable(most=24, rounds=3))
def test_every_rule_holds_in_every_round(backend: str, problem: Problem) -> None:
    solution = solve(problem, iterations=600, backend=backend)
    assert len(solution.rounds) == 3
    assert violations(problem, solution.rounds) == []


@BACKENDS
@settings(max_examples=40, deadline=None)
@given(problem=solvable(most=6))
def test_few_guests_get_the_best_plan_with_its_proof(backend: str, problem: Problem) -> None:
    solution = solve(problem, iterations=300, backend=backend)
    best = best_by_hand(problem)
    assert solution.objective <= best <= ceiling(problem)
    if solution.proven:
        assert solution.objective == best


@BACKENDS
def test_eight_guests_equal_brute_force(backend: str) -> None:
    problem = party(8, 3)
    solution = solve(problem, iterations=300, backend=backend)
    assert solution.proven
    assert solution.objective == solution.ceiling == best_by_hand(problem)


@BACKENDS
def test_same_seed_and_iterations_same_plan(backend: str) -> None:
    plans = [solve(party(), iterations=4_000, seed=seed, backend=backend).rounds for seed in (3, 3, 4)]
    assert plans[0] == plans[1]
    assert plans[0] != plans[2]


@BACKENDS
def test_no_single_swap_improves_the_plan(backend: str) -> None:
    problem = party(30, 5)
    plan = list(solve(problem, iterations=3_000, backend=backend).rounds[0])
    value = objective(problem, [plan])
    for i in range(30):
        for j in range(i):
            swapped = list(plan)
            swapped[i], swapped[j] = plan[j], plan[i]
            assert objective(problem, [swapped]) <= value


@BACKENDS
def test_couples_hosts_and_pins_in_full_tables(backend: str) -> None:
    n, k = 60, 6
    problem = party(
        n,
        k,
        together=tuple((i, i + 1) for i in range(0, 24, 2)),
        apart=tuple((i, i + 30) for i in range(20)),
        pinned={50: 0, 51: 5},
        need_one_of=(NeedOneOf(tuple(range(40, 47))),),
        allowed={3: frozenset({1, 2})},
    )
    solution = solve(problem, iterations=4_000, backend=backend)
    assert solution.violations == ()
    assert violations(problem, solution.rounds) == []


def test_one_guest_and_everybody_pinned() -> None:
    assert solve(Problem(("Ana",), (Table(0, 4),)), seconds=0.05).rounds == ((0,),)
    pinned = solve(party(20, 4, pinned={i: i % 4 for i in range(20)}), seconds=0.05)
    assert pinned.rounds[0] == tuple(i % 4 for i in range(20))


def test_fractions_are_told_apart_and_add_up() -> None:
    problem = Problem(names(4), (Table(2, 2),) * 2, affinity=((0, 1, 0.1), (0, 2, 0.1000001), (2, 3, 0.2), (1, 3, 0.2)))
    solution = solve(problem, iterations=100)
    assert solution.rounds[0][0] == solution.rounds[0][2]
    assert solution.objective == pytest.approx(0.3000001, abs=1e-12)


def test_whole_weights_stay_whole_however_large() -> None:
    solution = solve(Problem(names(4), (Table(2, 2),) * 2, affinity=((0, 1, 999_999_999), (2, 3, 999_999_998))), iterations=100)
    assert solution.objective == 1_999_999_997
    assert isinstance(solution.objective, int)


def test_staying_is_rewarded_but_not_counted() -> None:
    before = solve(party(), iterations=20_000).rounds[0]
    near = dict(enumerate(before))
    moved = solve(party(pinned={0: (before[0] + 1) % 5}, near=near, stay_bonus=200), iterations=20_000)
    assert sum(a != b for a, b in zip(before, moved.rounds[0], strict=True)) <= 4
    assert moved.objective == objective(party(), moved.rounds)


def test_more_guests_than_seats() -> None:
    with pytest.raises(RuleBroken, match="more guests than seats") as caught:
        solve(Problem(names(5), (Table(0, 4),)))
    assert caught.value.code == "seating.too_many"


@pytest.mark.parametrize("budget", [{"seconds": 0}, {"seconds": float("nan")}, {"iterations": -1}, {"seconds": 1, "iterations": 1}, {"seed": -1}])
def test_bad_budgets_are_refused(budget: dict[str, float]) -> None:
    with pytest.raises(RuleBroken, match="solve: "):
        solve(party(), **budget)  # type: ignore[arg-type]


def test_unknown_backend() -> None:
    with pytest.raises(RuleBroken, match="no back-end"):
        solve(party(), backend="cuda")


class CancelledAt(Stoppable):
    """Presses Cancel at the n-th step."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self.left = step
        self.seen: list[float] = []

    def step(self, done: float, what: str = "") -> None:
        self.seen.append(done)
        self.left -= 1
        if self.left == 0:
            self.cancel()
        super().step(done, what)


@BACKENDS
def test_progress_rises_and_cancel_stops(backend: str) -> None:
    watched = CancelledAt(0)
    solve(party(), iterations=200_000 if backend == "numba" else 12_000, backend=backend, progress=watched)
    assert watched.seen == sorted(watched.seen)
    assert watched.seen[-1] == 1.0
    with pytest.raises(Cancelled):
        solve(party(), seconds=60, backend=backend, progress=CancelledAt(6))


class EnoughAt(CancelledAt):
    """Takes what there is at the n-th step, and keeps every value told."""

    def __init__(self, step: int) -> None:
        super().__init__(step)
        self.told: list[float] = []

    def cancel(self) -> None:
        self.enough()

    def better(self, value: float) -> None:
        self.told.append(value)
        super().better(value)


@BACKENDS
@pytest.mark.parametrize("step", [1, 2, 6])
def test_enough_returns_the_best_so_far(backend: str, step: int) -> None:
    solution = solve(party(), seconds=60, backend=backend, progress=EnoughAt(step))
    assert solution.seconds < 60
    assert violations(party(), solution.rounds) == []


@BACKENDS
def test_the_best_value_so_far_rises_to_that_of_the_plan(backend: str) -> None:
    watched = EnoughAt(0)
    couple = replace(party(), together=((0, 1),), near={2: 0}, stay_bonus=1000)
    solution = solve(couple, iterations=200_000 if backend == "numba" else 12_000, backend=backend, progress=watched)
    assert len(watched.told) > 1
    assert watched.told == sorted(set(watched.told))
    assert watched.best is not None
    assert watched.told[0] < watched.best <= solution.objective


def test_what_is_given_for_staying_does_not_pass_for_a_good_plan() -> None:
    stays = replace(party(), near={2: 0}, stay_bonus=1000)
    assert solve(stays, iterations=100_000).objective > 0.98 * solve(party(), iterations=100_000).objective


def test_rotations_tell_their_value_less_the_repeats() -> None:
    watched = EnoughAt(0)
    twice = Problem(tuple(map(str, range(8))), (Table(4, 4),) * 2, affinity=((0, 1, 5),), rounds=4, repeat_penalty=3)
    solution = solve(twice, iterations=5_000, progress=watched)
    met = meetings(solution.rounds).values()
    assert watched.best == solution.objective - 3 * sum((n - 1) ** 2 for n in met)


def test_the_document_has_the_fields_of_the_contract(tmp_path: Path) -> None:
    written = json.loads(dump(solve(party(12, 3), iterations=200), tmp_path / "s.json").read_text())
    assert list(written) == [
        "rounds",
        "objective",
        "ceiling",
        "proven",
        "repeats",
        "violations",
        "seconds",
        "seed",
        "iterations",
        "evaluations",
        "backend",
    ]
    assert len(written["rounds"][0]) == 12
    assert written["violations"] == []


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, advoplanner.seating as s; print(any(m in sys.modules for m in ('numpy', 'numba')))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]).stdout == "False\n"


@settings(max_examples=40, deadline=None)
@given(problem=solvable(most=9))
def test_both_ways_of_proving_agree(problem: Problem) -> None:
    rules = rules_of(problem)
    found = [proof(problem, rules, compiled, 60.0, lambda: None) for compiled in (True, False)]
    values = [objective(problem, [one.tables]) if one and not violations(problem, [one.tables]) else None for one in found]
    assert values[0] == values[1]


def test_twenty_one_guests_are_proven_best() -> None:
    problem = party(21, 3)
    solution = solve(problem, iterations=100, backend="numba")
    assert solution.proven
    assert solution.objective >= solve(problem, iterations=20_000, backend="numpy").objective


@BACKENDS
def test_a_population_keeps_every_rule_and_repeats_itself(backend: str) -> None:
    problem = party(
        14,
        4,
        rounds=1,
        together=((0, 1), (2, 3)),
        apart=((4, 5), (6, 7)),
        pinned={8: 2},
        need_one_of=(NeedOneOf((9, 10, 11, 12)),),
    )
    one, again = (solve(problem, iterations=40_000 if backend == "numpy" else 200_000, backend=backend, seed=5) for _ in range(2))
    assert one.rounds == again.rounds
    assert one.violations == ()
    assert one.objective >= solve(problem, iterations=1_000, backend=backend, seed=5).objective


@BACKENDS
def test_no_table_has_more_hosts_than_it_may(backend: str) -> None:
    hosts = tuple(range(9))
    friends = tuple((i, j, 50 if {i, j} <= set(hosts) else 1) for i in range(32) for j in range(i + 1, 32))
    problem = Problem(names(32), (Table(8, 8),) * 4, affinity=friends, need_one_of=(NeedOneOf(hosts, 2, 3),))
    solution = solve(problem, iterations=4_000, backend=backend)
    at_table = Counter(solution.rounds[0][host] for host in hosts)
    assert sorted(at_table.values()) in ([2, 2, 2, 3],)
    assert solution.violations == ()


def test_tables_of_unequal_size_score_truly() -> None:
    pairs = tuple((i, j, 40 + (i * 7 + j * 13) % 17) for i in range(30) for j in range(i + 1, 30))
    problem = Problem(names(30), (Table(3, 9), Table(4, 12), Table(6, 8), Table(2, 11)), affinity=pairs)
    laid = state.layout(problem, rules_of(problem))
    plan = [i % 3 for i in range(30)]
    assert laid.usual > 0
    assert state.scored(laid, np.array([plan])) == objective(problem, [plan])
