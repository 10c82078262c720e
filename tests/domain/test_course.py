"""The course of a forecast: what one could know on each day, what waiting costs, and the day on which it falls short."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from advoplanner.domain.checks.course import course
from advoplanner.domain.checks.turnout import weights
from tests.domain.cases import NORMS, START, case, guest

LIKELY = weights(NORMS["turnout.cab"])
TODAY = (START - timedelta(days=60)).date()


def answered(n, days_ago, **fields):
    return replace(guest(n, **fields), replied=TODAY - timedelta(days=days_ago))


def test_the_past_knows_only_what_was_answered_by_then():
    found = course(case(guests=[answered(1, 10), answered(2, 5), guest(3, reply="none")]), LIKELY)
    by_day = {p.day: p for p in found.points}
    assert found.points[0].day == TODAY - timedelta(days=10)
    assert by_day[TODAY - timedelta(days=10)].expected == pytest.approx(0.9 + 0.3 + 0.3)
    assert by_day[TODAY].expected == pytest.approx(0.9 + 0.9 + 0.3)
    assert [p.ahead for p in found.points] == [p.day > TODAY for p in found.points]


def test_silence_fades_to_nothing_on_the_day():
    found = course(case(guests=[guest(1), *(guest(n, reply="none") for n in range(2, 12))]), LIKELY)
    assert found.points[-1].day == START.date()
    assert found.points[-1].expected == pytest.approx(0.9)
    ahead = [p.expected for p in found.points]
    assert ahead == sorted(ahead, reverse=True)
    assert all(p.low <= p.expected + 1 and p.expected <= p.high + 1 for p in found.points)


def test_the_day_on_which_it_falls_short_is_named():
    people = [*(guest(n) for n in range(8)), *(guest(n, reply="none") for n in range(20, 30))]
    found = course(case(guests=people, quorum=9), LIKELY)
    # 7.2 from those who accepted; the silent give 3 today, and 1.8 are needed: 24 of 60 days may pass.
    assert found.short_from == TODAY + timedelta(days=25)
    assert course(case(guests=people, quorum=7), LIKELY).short_from is None
    assert course(case(guests=people), LIKELY).short_from is None


def test_what_falls_short_now_says_since_when():
    people = [answered(n, 20) for n in range(4)] + [answered(n, 7, reply="tentative") for n in range(10, 14)]
    assert course(case(guests=people, quorum=6), LIKELY).short_from == TODAY - timedelta(days=20)


@pytest.mark.parametrize("fields", [{"guests": []}, {"guests": [guest(1)], "days_before": 0}])
def test_there_is_no_course_without_guests_or_once_it_has_begun(fields):
    assert course(case(**fields), LIKELY) is None


def test_a_large_event_has_a_range_too():
    found = course(case(guests=[guest(n, reply="tentative") for n in range(400)]), LIKELY)
    assert found.points[0].low < 200 < found.points[0].high
