"""Late arrivals and early leavers miss the rounds of which they would see less than half."""

from __future__ import annotations

from datetime import datetime

import pytest

from advoplanner.domain.presence import equal_parts, missed


def at(hour: float) -> datetime:
    return datetime(2027, 3, 10, int(hour), round(hour % 1 * 60))


@pytest.mark.parametrize(
    ("here_from", "here_until", "rounds"),
    [
        (None, None, set()),
        (at(18.25), None, set()),
        (at(18.5), None, set()),
        (at(18.75), None, {0}),
        (at(19), None, {0}),
        (None, at(20), {2, 3}),
        (at(19), at(21), {0, 3}),
        (at(22), None, {0, 1, 2, 3}),
        (None, at(18), {0, 1, 2, 3}),
    ],
)
def test_an_evening_of_four_rounds(here_from, here_until, rounds):
    assert missed(equal_parts(at(18), at(22), 4), here_from, here_until) == rounds


def test_a_round_without_a_time_is_missed_by_nobody():
    assert missed([None, (at(20), at(21))], at(22), None) == {1}
