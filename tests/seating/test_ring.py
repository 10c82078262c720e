"""The order round a table is the best there is, whatever is given, empty or flagged; longer rows are in good order."""

from __future__ import annotations

from itertools import pairwise, permutations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advoplanner.seating import ring
from advoplanner.seating.ring import EMPTY, FREE, Neighbours, seated, worth


def drawn(n: int, luck: Random) -> Neighbours:
    half = np.triu(np.array([[luck.randint(-6, 9) for _ in range(n)] for _ in range(n)]), 1)
    return Neighbours(half + half.T, np.array([luck.random() < 0.4 for _ in range(n)]), np.array([luck.randint(-9, 4) for _ in range(n)]))


def best_by_hand(neighbours: Neighbours, row: list[int]) -> int:
    waiting = [guest for guest in range(len(neighbours.pair)) if guest not in row]
    found = []
    for order in permutations(waiting):
        left = iter(order)
        found.append(worth(neighbours, [next(left) if guest == FREE else guest for guest in row]))
    return max(found)


def a_row(n: int, given: int, empty: int, luck: Random) -> list[int]:
    row = [FREE] * (n - given) + luck.sample(range(n), given) + [EMPTY] * empty
    luck.shuffle(row)
    return row


@pytest.mark.parametrize("compiled", [True, False])
@settings(max_examples=80, deadline=None)
@given(n=st.integers(1, 6), given_seats=st.integers(0, 3), empty=st.integers(0, 2), luck=st.randoms(use_true_random=False))
def test_no_order_is_worth_more(compiled: bool, n: int, given_seats: int, empty: int, luck: Random) -> None:
    neighbours = drawn(n, luck)
    row = a_row(n, min(given_seats, n), empty, luck)
    with pytest.MonkeyPatch.context() as patch:
        if not compiled:
            patch.setattr(ring, "_layers", lambda: (ring.plain_layers, ring.MOST_EXACT_PLAIN))
        found = seated(neighbours, row)
    assert sorted(guest for guest in found if guest >= 0) == list(range(n))
    assert all(was in (FREE, now) for was, now in zip(row, found, strict=True))
    assert worth(neighbours, found) == best_by_hand(neighbours, row)


@pytest.mark.parametrize("n", [9, 12])
def test_larger_tables_are_better_than_any_order_drawn(n: int) -> None:
    luck = Random(n)
    neighbours = drawn(n, luck)
    found = worth(neighbours, seated(neighbours, [FREE] * n))
    assert found >= max(worth(neighbours, luck.sample(range(n), n)) for _ in range(3_000))


@pytest.mark.parametrize("n", [13, 30, 60])
def test_longer_rows_keep_who_is_given_and_seat_everybody(n: int) -> None:
    luck = Random(n)
    neighbours = drawn(n, luck)
    row = a_row(n, 3, 2, luck)
    found = seated(neighbours, row)
    assert sorted(guest for guest in found if guest >= 0) == list(range(n))
    assert all(was in (FREE, now) for was, now in zip(row, found, strict=True))
    if n <= 40:
        free = [at for at, guest in enumerate(row) if guest == FREE]
        for i, j in pairwise(free):
            other = list(found)
            other[i], other[j] = other[j], other[i]
            assert worth(neighbours, other) <= worth(neighbours, found)
