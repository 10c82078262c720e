"""The forecast: an exact distribution, one's own history from three events on, the quorum, and whom to invite next."""

from __future__ import annotations

from itertools import product
from math import prod

import pytest

from advoplanner.domain.checks import PastTurnout
from advoplanner.domain.checks.norms import Norm
from advoplanner.domain.checks.turnout import actual, distribution, forecast, to_invite, turnout_of, weights
from tests.domain.cases import NORMS, case, found, guest, report

NORM = NORMS["turnout.cab"]


def brute(chances) -> list[float]:
    """Every way in which guests may come or not, counted one by one."""
    odds = [0.0] * (len(chances) + 1)
    for comes in product((0, 1), repeat=len(chances)):
        odds[sum(comes)] += prod(p if c else 1 - p for p, c in zip(chances, comes, strict=True))
    return odds


@pytest.mark.parametrize("chances", [[], [0.3], [0.9] * 5, [0.9, 0.9, 0.5, 0.3, 0.3, 0.3, 0.3], [0.0, 1.0, 0.5], [0.05] * 9])
def test_the_distribution_is_exact(chances):
    assert distribution(chances) == pytest.approx(brute(chances), abs=1e-12)


def test_a_large_event_keeps_its_whole_probability():
    odds = distribution([0.6] * 300 + [0.5] * 100 + [0.1] * 100)
    assert sum(odds) == pytest.approx(1, abs=1e-9)
    assert sum(n * p for n, p in enumerate(odds)) == pytest.approx(240, abs=1e-6)


def test_the_range_holds_in_eight_of_ten_cases():
    turnout = turnout_of([0.5] * 10, quorum=5)
    assert (turnout.expected, turnout.low, turnout.high) == (5.0, 3, 7)
    assert turnout.chance == pytest.approx(638 / 1024)
    assert turnout_of([1.0] * 4, 4).chance == pytest.approx(1)
    assert turnout_of([0.5]).chance is None


def test_own_history_counts_from_three_events_on():
    past = [PastTurnout(str(n), {"accepted": (3, 6), "none": (1, 2)}) for n in range(3)]
    assert weights(NORM, past[:2])["accepted"].origin == "norm"
    own = weights(NORM, past)
    assert (own["accepted"].origin, own["accepted"].value, own["accepted"].cases) == ("history", 0.5, 18)
    assert own["none"].origin == "norm"  # six guests are too few to tell
    assert forecast(case(guests=[guest(1), guest(2)], history=past), NORM).expected == pytest.approx(1.0)


def test_a_reply_without_a_likelihood_takes_the_default_and_says_so():
    found_ = weights(Norm("turnout.cab", "x", {"none": 0.2}))
    assert (found_["accepted"].value, found_["accepted"].origin) == (0.8, "default")
    assert found_["none"].origin == "norm"


def test_the_bench_is_named_in_its_order():
    bench = [guest(30, decision="hold", reply="none"), guest(31, decision="hold", reply="none")]
    people = [guest(n) for n in range(8)] + [guest(32, decision="hold", reply="declined"), *bench]
    there = case(guests=people, quorum=8)
    more, first = to_invite(there, forecast(there, NORM))
    assert (more, [g.id for g in first]) == (3, ["g30", "g31"])
    (finding,) = [f for f in report(guests=people, quorum=8).findings if f.code == "guests.forecast"]
    assert "Guest 30 and Guest 31 first" in finding.message


@pytest.mark.parametrize(("days", "severity"), [(15, "W"), (14, "E")])
def test_two_weeks_before_a_forecast_below_the_quorum_is_an_error(days, severity):
    assert found("guests.forecast", guests=[guest(1)], quorum=9, days_before=days) == [severity]


def test_the_room_may_become_too_small():
    people = [guest(n) for n in range(8)] + [guest(n, reply="tentative") for n in range(20, 30)]
    assert found("guests.overflow", guests=people, capacity=10) == ["W"]
    assert found("guests.overflow", guests=people, capacity=18) == []
    assert found("guests.capacity", guests=people, capacity=18) == []
    assert found("guests.capacity", guests=people, capacity=17) == ["I"]
    assert found("guests.capacity", guests=people, capacity=7) == ["E"]


def test_a_board_without_a_quorum_is_told_one_that_suits():
    assert found("guests.no_quorum", guests=[guest(n) for n in range(20)]) == ["I"]
    (finding,) = [f for f in report(guests=[guest(n) for n in range(20)]).findings if f.code == "guests.no_quorum"]
    assert finding.threshold == 10
    assert found("guests.no_quorum", guests=[guest(1)], quorum=5) == []


def test_after_the_event_the_actual_number_counts():
    people = [guest(1), guest(2)]
    there = [type(g)(**{**{f: getattr(g, f) for f in g.__dataclass_fields__}, "came": g.id == "g1"}) for g in people]
    assert actual(case(guests=there, days_before=-1)) == 1
    assert actual(case(guests=there)) is None
    assert actual(case(guests=people, days_before=-1)) is None
