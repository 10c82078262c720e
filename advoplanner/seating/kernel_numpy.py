"""The back-end that is always there: the same search as kernel_numba, one guest against all partners at a time."""

from __future__ import annotations

import math

import numpy as np

from advoplanner.seating.schedule import WINDOW, steered
from advoplanner.seating.state import ACCEPTED, BEST, CURRENT, EVALUATIONS, Ints, State

NAME = "numpy"


def anneal(state: State, steps: int, temperature: float, first: float, last: float, least: float) -> float:
    """`steps` steps while the schedule above `least` runs from `first` to `last` (0 to 1); returns the temperature to go on with."""
    random = _random(state)
    rounds = random.integers(0, len(state.table), steps).tolist()
    guests = random.integers(0, state.movable, steps).tolist()
    luck = np.log(1.0 - random.random(steps)).tolist()
    turns = random.random(steps).tolist()
    taken = 0
    for step in range(steps):
        threshold = math.ceil(max(temperature * luck[step], float(state.floor)))
        gain = _step(state, rounds[step], guests[step], threshold, turns[step])
        taken += gain is not None
        if step % WINDOW == WINDOW - 1:
            temperature = steered(temperature, taken, first + (last - first) * step / steps, WINDOW * (last - first) / steps, least)
            temperature = min(float(-state.floor), max(0.05, temperature))
            taken = 0
    return temperature


def descend(state: State, passes: int) -> bool:
    """Takes every gain for at most `passes` passes; True once no single move or swap improves the plan."""
    for _ in range(passes):
        better = False
        for r in range(len(state.table)):
            for i in range(state.movable):
                better = _step(state, r, i, 1, 0.5) is not None or better
        if not better:
            return True
    return False


def _random(s: State) -> np.random.Generator:
    """A generator that goes on where the last chunk stopped."""
    s.random[0] += np.uint64(1)
    return np.random.default_rng(int(s.random[0]))


def _step(s: State, r: int, i: int, threshold: int, turn: float) -> int | None:
    """One guest looks for a better seat; the gain of the move made, or None where none was good enough."""
    here = int(s.table[r, i])
    column = s.fit[r, :, i] - s.own[r, i]
    if s.slack:
        gain = _insert(s, r, i, here, threshold, column, turn)
        if gain is not None:
            return gain
    gain = _swap(s, r, i, here, threshold, column, turn)
    if gain is not None or s.weight[i] == 1:
        return gain
    return _trade(s, r, i, here, threshold, column, turn)


def _insert(s: State, r: int, i: int, here: int, threshold: int, column: Ints, turn: float) -> int | None:
    weight = s.weight[i]
    if s.load[r, here] - weight < s.lowest[here]:
        return None
    s.score[EVALUATIONS] += len(column)
    gains = column + s.usual * int(weight) * (s.load[r] + weight - s.load[r, here]).astype(np.int64)
    good = np.flatnonzero((gains >= threshold) & (s.load[r] + weight <= s.highest))
    for t in _turned(good, turn, len(column)):
        if t != here and hosted(s, r, i, here, [], t):
            gain = int(gains[t])
            _keep_best(s, gain)
            _move(s, r, i, t)
            s.score[CURRENT] += gain
            return gain
    return None


def _swap(s: State, r: int, i: int, here: int, threshold: int, column: Ints, turn: float) -> int | None:
    v = s.movable
    table = s.table[r, :v]
    gains = column.take(table)
    gains += s.fit[r, here]
    gains -= s.own[r]
    gains -= s.pair[r, i, :v] * np.int32(2)
    s.score[EVALUATIONS] += v
    good = ((gains >= threshold) & (gains != 0)).nonzero()[0]  # a partner worth the same is none: see kernel_numba
    if len(good) > 1:
        good = np.roll(good, int(turn * len(good)))
        good = good[gains[good].argsort(kind="stable")[::-1]]
    for j in good.tolist():
        there = int(table[j])
        if there == here:
            continue
        more = int(s.weight[j] - s.weight[i])
        if (more == 0 or _fits(s, r, here, there, more)) and hosted(s, r, i, here, [j], there):
            gain = int(gains[j])
            _keep_best(s, gain)
            exchange(s, r, i, j)
            s.score[CURRENT] += gain
            return gain
    return None


def _turned(good: Ints, turn: float, count: int) -> list[int]:
    """The candidates beginning at a random place, so that no guest is favoured by their number."""
    if len(good) < 2:
        return good.tolist()  # type: ignore[no-any-return]
    at = int(np.searchsorted(good, turn * count))
    return good[at:].tolist() + good[:at].tolist()  # type: ignore[no-any-return]


def _trade(s: State, r: int, i: int, here: int, threshold: int, column: Ints, turn: float) -> int | None:
    """A block of several against as many single guests of one other table."""
    count = int(s.weight[i])
    t = int(turn * len(column))
    if t == here or s.load[r, t] < count:
        return None
    v = s.movable
    singles = np.flatnonzero((s.table[r, :v] == t) & (s.weight[:v] == 1))
    if len(singles) < count:
        return None
    worth = s.fit[r, here, singles].astype(np.int64) - s.own[r, singles] - 2 * s.pair[r, i, singles].astype(np.int64)
    gain = int(column[t])
    picked: list[int] = []
    for _ in range(count):
        at = int(worth.argmax())
        gain += int(worth[at])
        picked.append(int(singles[at]))
        worth += 2 * s.pair[r, picked[-1], singles]
        worth[at] = np.iinfo(np.int64).min // 2
    s.score[EVALUATIONS] += 1
    if gain < threshold or not hosted(s, r, i, here, picked, t):
        return None
    _keep_best(s, gain)
    _move(s, r, i, t)
    for j in picked:
        _move(s, r, j, here)
    s.score[CURRENT] += gain
    return gain


def _fits(s: State, r: int, here: int, there: int, more: int) -> bool:
    after, left = s.load[r, here] + more, s.load[r, there] - more
    return bool(s.lowest[here] <= after <= s.highest[here] and s.lowest[there] <= left <= s.highest[there])


def hosted(s: State, r: int, i: int, here: int, back: list[int], there: int) -> bool:
    """Whether both tables keep the hosts they need, and no more than they may have, when i goes there and everybody in `back` comes here."""
    if not len(s.need):
        return True
    change = s.hosts[:, i] - s.hosts[:, back].sum(axis=1)
    stays = s.load[r, here] - s.weight[i] + s.weight[back].sum() > 0
    if stays and ((s.present[r, :, here] - change < s.need) & (change > 0)).any():
        return False
    if ((s.present[r, :, here] - change > s.most) & (change < 0)).any() or ((s.present[r, :, there] + change > s.most) & (change > 0)).any():
        return False
    fresh = (change < 0) | (s.load[r, there] == 0)
    return not ((s.present[r, :, there] + change < s.need) & fresh).any()


def _keep_best(s: State, gain: int) -> None:
    """Copies the plan before it gets worse, where it is the best so far."""
    if gain < 0 and s.score[CURRENT] > s.score[BEST]:
        s.score[BEST] = s.score[CURRENT]
        s.best[:] = s.table
    s.score[ACCEPTED] += 1


def _count(s: State, r: int, i: int, here: int, there: int) -> None:
    s.load[r, here] -= s.weight[i]
    s.load[r, there] += s.weight[i]
    if len(s.need):
        s.present[r, :, here] -= s.hosts[:, i]
        s.present[r, :, there] += s.hosts[:, i]


def exchange(s: State, r: int, i: int, j: int) -> None:
    """i and j change places in round r; the score is the caller's."""
    here, there = int(s.table[r, i]), int(s.table[r, j])
    _shift(s, r, here, there, s.pair[r, j] - s.pair[r, i])
    s.table[r, i], s.table[r, j] = there, here
    s.own[r, i] = s.fit[r, there, i]
    s.own[r, j] = s.fit[r, here, j]
    _count(s, r, i, here, there)
    _count(s, r, j, there, here)
    if len(s.met) > 1:
        _meet(s, r, i, j, here, there)
        _meet(s, r, j, i, there, here)


def _move(s: State, r: int, i: int, there: int) -> None:
    here = int(s.table[r, i])
    _shift(s, r, here, there, -s.pair[r, i])
    s.table[r, i] = there
    s.own[r, i] = s.fit[r, there, i]
    _count(s, r, i, here, there)
    if len(s.met) > 1:
        _meet(s, r, i, i, here, there)


def _shift(s: State, r: int, here: int, there: int, change: Ints) -> None:
    v = s.movable
    table, change = s.table[r, :v], change[:v]
    s.fit[r, here] += change
    s.fit[r, there] -= change
    own = s.own[r]
    own += change * (table == here)
    own -= change * (table == there)


def _meet(s: State, r: int, i: int, j: int, here: int, there: int) -> None:
    """i went from here to there (j the other way): fewer or more meetings change what the pair is worth in other rounds."""
    row = s.table[r]
    for table, change in ((here, -1), (there, 1)):
        others = np.flatnonzero(row == table)
        others = others[(others != i) & (others != j)]
        _meet_again(s, r, i, others, change)


def _meet_again(s: State, r: int, i: int, others: Ints, change: int) -> None:
    before = s.met[i, others]
    s.met[i, others] += change
    s.met[others, i] += change
    for q in range(len(s.table)):
        if q == r:
            continue
        a, b = int(s.table[q, i]), s.table[q, others]
        apart = before - (b == a)
        shift = s.penalty[i, others] * ((2 * apart - 1).clip(0) - (2 * (apart + change) - 1).clip(0))
        s.pair[q, i, others] += shift
        s.pair[q, others, i] += shift
        if i < s.movable:
            np.add.at(s.fit[q, :, i], b, shift)
            s.own[q, i] = s.fit[q, a, i]
        free = others < s.movable
        s.fit[q, a, others[free]] += shift[free]
        s.own[q, others[free]] = s.fit[q, b[free], others[free]]
