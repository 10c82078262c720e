"""Who sits beside whom round one table: the best order there is for tables of usual size, a good one for longer rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

import numpy as np

from advoplanner.seating.ahead import under_way

FREE, EMPTY = -1, -2
"""Seats of a row: one that somebody is to take, one that stays empty. Other numbers are the guests who sit there."""

MOST_EXACT = 12
"""Guests to place up to which every order is weighed, compiled; a few milliseconds."""
MOST_EXACT_PLAIN = 7
"""The same where nothing can be compiled."""

_PASSES = 4
_MOST_EXCHANGED = 40
"""Longer rows keep their first order: nobody compares neighbours across forty seats."""
_NEVER = -(2**62)

Ints = np.ndarray[Any, Any]
Row = list[int]
Layers = Callable[..., tuple[Ints, Ints]]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What neighbours are worth to n guests: `pair` n×n, symmetric, whole numbers; `price` is added for a guest who is not flagged
    and has flagged guests on both sides."""

    pair: Ints
    flagged: Ints
    price: Ints


def seated(neighbours: Neighbours, row: Sequence[int]) -> Row:
    """`row` with the guests not in it on its FREE seats, of which there must be as many; no order is worth more up to MOST_EXACT."""
    waiting = [guest for guest in range(len(neighbours.pair)) if guest not in set(row)]
    layers, most = _layers()
    if len(row) < 3 or not waiting:
        return _filled(row, waiting)
    if len(waiting) <= most:
        return _turned(neighbours, row, waiting, layers)
    return _searched(neighbours, row, waiting)


def worth(neighbours: Neighbours, row: Sequence[int]) -> int:
    """What all neighbours round a table are worth; an empty seat parts its neighbours. At a table for two they are one pair."""
    size = len(row)
    if size < 3:
        return _beside(neighbours, row, 0, 1) if size == 2 else 0
    return sum(_beside(neighbours, row, at, (at + 1) % size) + _between(neighbours, row, at) for at in range(size))


def _filled(row: Sequence[int], waiting: Sequence[int]) -> Row:
    left = iter(waiting)
    return [next(left) if guest == FREE else guest for guest in row]


def _turned(neighbours: Neighbours, row: Sequence[int], waiting: Sequence[int], layers: Layers) -> Row:
    """The row begins at a seat that is settled: one that is given or empty, or else, as all turns of a full ring are alike, anybody's."""
    start = next((at for at, guest in enumerate(row) if guest != FREE), -1)
    turned = [*row[start:], *row[:start]] if start >= 0 else [waiting[0], *row[1:]]
    left = waiting if start >= 0 else waiting[1:]
    n = len(neighbours.pair)
    pair = np.zeros((n + 1, n + 1), dtype=np.int64)
    pair[:n, :n] = neighbours.pair
    flagged, price = (np.append(np.asarray(part, dtype=np.int64), 0) for part in (neighbours.flagged, neighbours.price))
    # Guest n is nobody: beside an empty seat there is nothing to gain.
    seats = np.array([n if guest == EMPTY else guest for guest in turned], dtype=np.int64)
    found = _exact(layers, pair, flagged, price, seats, np.array(left, dtype=np.int64))
    back = len(row) - max(start, 0)
    return [EMPTY if guest == n else guest for guest in [*found[back:], *found[:back]]]


def _layers() -> tuple[Layers, int]:
    """What weighs every order, and up to how many guests."""
    return (plain_layers, MOST_EXACT_PLAIN) if under_way() else _compiled_layers()


@cache
def _compiled_layers() -> tuple[Layers, int]:
    try:
        from advoplanner.seating.kernel_ring import layers
    except ImportError:
        return plain_layers, MOST_EXACT_PLAIN
    return layers, MOST_EXACT


def _exact(layers: Layers, pair: Ints, flagged: Ints, price: Ints, row: Ints, waiting: Ints) -> Row:
    """The best order where row[0] is settled. Whether the second seat is flagged decides on the price of the first, so both are tried."""
    size, m, first = len(row), len(waiting), int(row[0])
    best = _NEVER
    answer: Row = row.tolist()
    for second in (0, 1):
        value, came = layers(pair, flagged, price, row, waiting, second)
        for last in range(m + 1):
            y = int(waiting[last] if last < m else row[-1])
            for f in (0, 1):
                total = int(value[-1, -1, last, f])
                if total == _NEVER:
                    continue
                total += int(pair[y, first]) + (int(price[y]) if f and flagged[first] and not flagged[y] else 0)
                total += int(price[first]) if second and flagged[y] and not flagged[first] else 0
                if total > best:
                    best, answer = total, _read(came, row, waiting, size - 1, last, f)
    return answer


def _read(came: Ints, row: Ints, waiting: Ints, at: int, last: int, f: int) -> Row:
    """The order that led to a state of the last seat."""
    m, seen = len(waiting), (1 << len(waiting)) - 1
    answer: Row = row.tolist()
    while at:
        before = int(came[at, seen, last, f])
        if last < m:
            answer[at] = int(waiting[last])
            seen ^= 1 << last
        at, last, f = at - 1, before >> 1, before & 1
    return answer


def plain_layers(pair: Ints, flagged: Ints, price: Ints, row: Ints, waiting: Ints, second: int) -> tuple[Ints, Ints]:
    """The best value of every state at every seat, and the state before it; compiled where that can be.

    A state is the set of guests who sit, who of them sits last (m: whoever is settled there) and whether the seat before is flagged.
    Only orders whose second seat is flagged as `second` says are counted.
    """
    size, m = row.shape[0], waiting.shape[0]
    value = np.full((size, 1 << m, m + 1, 2), _NEVER)
    came = np.zeros((size, 1 << m, m + 1, 2), np.int32)
    value[0, 0, m, 0] = 0
    for at in range(1, size):
        begin, end = (0, m) if row[at] == FREE else (m, m + 1)
        for seen in range(1 << m):
            for last in range(m + 1):
                y = waiting[last] if last < m else row[at - 1]
                for f in range(2):
                    so_far = value[at - 1, seen, last, f]
                    if so_far == _NEVER:
                        continue
                    between = price[y] if f and at > 1 and not flagged[y] else 0
                    for j in range(begin, end):
                        x = waiting[j] if j < m else row[at]
                        if (j < m and seen >> j & 1) or (at == 1 and flagged[x] != second):
                            continue
                        then = seen | 1 << j if j < m else seen
                        total = so_far + pair[y, x] + (between if flagged[x] else 0)
                        if total > value[at, then, j, flagged[y]]:
                            value[at, then, j, flagged[y]] = total
                            came[at, then, j, flagged[y]] = last * 2 + f
    return value, came


def _searched(neighbours: Neighbours, row: Sequence[int], waiting: Sequence[int]) -> Row:
    """Each next guest is the one who suits the last best; then two change places wherever that is worth more."""
    filled, left = list(row), list(waiting)
    free = [at for at, guest in enumerate(row) if guest == FREE]
    for at in free:
        before = filled[at - 1]
        chosen = max(left, key=lambda guest: int(neighbours.pair[before, guest])) if before >= 0 else left[0]
        left.remove(chosen)
        filled[at] = chosen
    for _ in range(_PASSES if len(row) <= _MOST_EXCHANGED else 0):
        if not sum(_exchanged(neighbours, filled, i, j) for i, j in combinations(free, 2)):
            break
    return filled


def _exchanged(neighbours: Neighbours, row: Row, i: int, j: int) -> bool:
    """Exchanges two where that is worth more."""
    before = _around(neighbours, row, i, j)
    row[i], row[j] = row[j], row[i]
    if _around(neighbours, row, i, j) > before:
        return True
    row[i], row[j] = row[j], row[i]
    return False


def _around(neighbours: Neighbours, row: Row, *places: int) -> int:
    """What all neighbours of some seats are worth, each pair of seats and each seat between two once."""
    size = len(row)
    pairs = {(i, (i + 1) % size) for p in places for i in ((p - 1) % size, p)}
    middles = {(p + step) % size for p in places for step in (-1, 0, 1)}
    return sum(_beside(neighbours, row, i, j) for i, j in pairs) + sum(_between(neighbours, row, at) for at in middles)


def _beside(neighbours: Neighbours, row: Sequence[int], i: int, j: int) -> int:
    a, b = row[i], row[j]
    return 0 if a < 0 or b < 0 else int(neighbours.pair[a, b])


def _between(neighbours: Neighbours, row: Sequence[int], at: int) -> int:
    before, guest, after = row[at - 1], row[at], row[(at + 1) % len(row)]
    if min(before, guest, after) < 0 or neighbours.flagged[guest] or not (neighbours.flagged[before] and neighbours.flagged[after]):
        return 0
    return int(neighbours.price[guest])
