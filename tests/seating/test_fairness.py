"""The worst-off guest is lifted for what may be given up, and the rules hold."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from advoplanner.core.errors import Cancelled
from advoplanner.core.progress import Stoppable
from advoplanner.seating import Problem, Table, objective, solve, violations
from advoplanner.seating.fairness import lifted, shares


def drawn(seed: int, fairness: float | None, rounds: int = 1) -> Problem:
    luck = Random(seed)
    pairs = tuple((i, j, luck.choice([0, 0, 0, 1, 2, 8])) for i, j in combinations(range(24), 2))
    return Problem(tuple(map(str, range(24))), (Table(4, 4),) * 6, affinity=pairs, rounds=rounds, fairness=fairness, pinned={0: 0}, apart=((1, 2),))


@pytest.mark.parametrize("rounds", [1, 3])
@pytest.mark.parametrize("seed", range(4))
def test_nobody_is_worse_off_than_the_worst_before(seed: int, rounds: int) -> None:
    plain = solve(drawn(seed, None, rounds), iterations=20_000)
    fair = solve(drawn(seed, 0.1, rounds), iterations=20_000)
    assert fair.violations == ()
    assert fair.repeats <= plain.repeats
    assert fair.objective >= 0.9 * plain.objective
    before, after = (shares(drawn(seed, None, rounds), s.rounds) for s in (plain, fair))
    assert after.min() >= before.min()
    assert after.sum() == pytest.approx(2 * fair.objective)


def test_somebody_is_lifted_and_without_an_allowance_the_total_stays() -> None:
    lifts = []
    for seed in range(6):
        plain = solve(drawn(seed, None), iterations=20_000)
        fair, free = (solve(drawn(seed, share), iterations=20_000) for share in (0.1, 0.0))
        lifts.append(shares(drawn(seed, None), fair.rounds).min() - shares(drawn(seed, None), plain.rounds).min())
        assert free.objective == plain.objective
    assert max(lifts) > 0


def test_by_hand() -> None:
    """Two share 6 and two nothing; exchanged, each pair has 2: the total falls by a third."""
    problem = Problem(tuple("abcd"), (Table(2, 2),) * 2, affinity=((0, 1, 6), (0, 2, 2), (1, 3, 2)), fairness=0.4)
    plan = ((0, 0, 1, 1),)
    rounds, guests = lifted(problem, plan, lambda rounds: not violations(problem, rounds))
    assert rounds in (((1, 0, 1, 0),), ((0, 1, 0, 1),))
    assert guests == (2,)
    assert lifted(replace(problem, fairness=0.3), plan, lambda rounds: True) == (plan, ())
    assert lifted(problem, plan, lambda rounds: False) == (plan, ())
    assert lifted(replace(problem, met=((0, 2, 1), (0, 3, 1))), plan, lambda rounds: True) == (plan, ())
    assert objective(problem, ((0, 1, 0, 1),)) == 4


def test_cancel_is_heard_while_somebody_is_lifted_and_enough_waits_for_it() -> None:
    problem = Problem(tuple("abcd"), (Table(2, 2),) * 2, affinity=((0, 1, 6), (0, 2, 2), (1, 3, 2)), fairness=0.4)
    cancelled, enough = Stoppable(), Stoppable()
    cancelled.cancel()
    enough.enough()
    with pytest.raises(Cancelled):
        lifted(problem, ((0, 0, 1, 1),), lambda rounds: True, cancelled)
    assert lifted(problem, ((0, 0, 1, 1),), lambda rounds: True, enough)[1] == (2,)


def test_who_had_little_before_is_given_more_now() -> None:
    """Either of two may sit with the third, for the same total; the one who had nothing so far does."""
    affinity = ((0, 2, 5), (1, 2, 5))
    for poor, had in ((0, (0, 9, 9, 9)), (1, (9, 0, 9, 9))):
        problem = Problem(tuple("abcd"), (Table(2, 2),) * 2, affinity=affinity, fairness=0.0, had=had)
        solution = solve(problem, iterations=2_000)
        assert solution.rounds[0][poor] == solution.rounds[0][2]
        assert solution.objective == 5
