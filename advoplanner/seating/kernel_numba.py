"""The compiled back-end: one guest against all partners at a time, some 800 to 1,700 million moves judged a second on one core."""
# mypy: disable-error-code="untyped-decorator"

from __future__ import annotations

import math
from typing import Any

import numpy as np

from advoplanner.seating.compiling import below, compiled, inlined, unit
from advoplanner.seating.schedule import WINDOW, steered
from advoplanner.seating.state import Ints, State

NAME = "numba"

_steered = inlined(steered)

_CROWD = 16
"""Where more than one partner in so many leaves hope, all are judged exactly."""


def anneal(state: State, steps: int, temperature: float, first: float, last: float, least: float) -> float:
    """`steps` steps while the schedule above `least` runs from `first` to `last` (0 to 1); returns the temperature to go on with."""
    return float(_anneal(state, steps, temperature, first, last, least))


def descend(state: State, passes: int) -> bool:
    """Takes every gain for at most `passes` passes; True once no single move or swap improves the plan."""
    return bool(_descend(state, passes))


@compiled
def _anneal(s: Any, steps: int, temperature: float, first: float, last: float, least: float) -> float:
    taken = 0
    for step in range(steps):
        r = below(s.random, s.table.shape[0])
        i = below(s.random, s.movable)
        threshold = max(temperature * math.log(unit(s.random)), float(s.floor))
        gain = _step(s, r, i, math.ceil(threshold))
        if gain != s.floor - 1:
            taken += 1
        if step % WINDOW == WINDOW - 1:
            temperature = _steered(temperature, taken, first + (last - first) * step / steps, WINDOW * (last - first) / steps, least)
            temperature = min(float(-s.floor), max(0.05, temperature))
            taken = 0
    return temperature


@compiled
def _descend(s: Any, passes: int) -> bool:
    for _ in range(passes):
        better = False
        for r in range(s.table.shape[0]):
            for i in range(s.movable):
                better = _step(s, r, i, np.int64(1)) > 0 or better
        if not better:
            return True
    return False


@inlined
def _step(s: Any, r: int, i: int, threshold: int) -> int:
    """One guest looks for a better seat; the gain of the move made, or floor − 1 where none was good enough."""
    here = np.int64(s.table[r, i])
    mine = s.own[r, i]
    column = s.column
    for t in range(column.shape[0]):
        column[t] = s.fit[r, t, i] - mine
    if s.slack:
        gain = _insert(s, r, i, here, threshold, column)
        if gain >= threshold:
            return gain
    gain = _swap(s, r, i, here, threshold, column)
    if gain >= threshold or s.weight[i] == 1:
        return gain
    return _trade(s, r, i, here, threshold, column)


@compiled
def _insert(s: Any, r: int, i: int, here: int, threshold: int, column: Ints) -> int:
    count = column.shape[0]
    weight = s.weight[i]
    if s.load[r, here] - weight < s.lowest[here]:
        return s.floor - 1
    offset = below(s.random, count)
    s.score[2] += count
    for k in range(count):
        t = k + offset
        if t >= count:
            t -= count
        gain = np.int64(column[t]) + s.usual * weight * (s.load[r, t] + weight - s.load[r, here])
        if gain >= threshold and t != here and s.load[r, t] + weight <= s.highest[t] and _hosted(s, r, i, here, np.int64(-1), np.int64(t)):
            _keep_best(s, gain)
            _move(s, r, i, np.int64(t))
            s.score[0] += gain
            return gain
    return s.floor - 1


@inlined
def _swap(s: Any, r: int, i: int, here: int, threshold: int, column: Ints) -> int:
    """Exchanges i with the best partner, where that is good enough and no rule forbids it.

    A partner worth exactly the same is none: where guests are alike there is always one, and nothing else would ever move.
    """
    most = np.int64(s.floor)
    for t in range(column.shape[0]):
        if t != here:
            most = max(most, np.int64(column[t]))
    hopeful = _mark(s.fit[r, here], s.own[r], threshold - most + 2 * s.least[i], s.marks)
    if _CROWD * hopeful > s.movable:
        _mark_exactly(s.table[r], s.fit[r, here], s.own[r], s.pair[r, i], column, here, threshold, s.marks)
    s.score[2] += s.movable
    partner, gain = np.int64(-1), np.int64(threshold - 1)
    count = s.words.shape[0]
    offset = below(s.random, count)
    for b in range(count):
        at = b + offset if b + offset < count else b + offset - count
        if s.words[at] != 0:
            for j in range(8 * at, 8 * at + 8):
                if s.marks[j]:
                    partner, gain = _better(s, r, i, np.int64(j), here, column, partner, gain)
    for at in range(s.foes_from[i], s.foes_from[i + 1]):
        partner, gain = _better(s, r, i, np.int64(s.foes[at]), here, column, partner, gain)
    if partner < 0:
        return s.floor - 1
    _keep_best(s, gain)
    _exchange(s, r, i, partner)
    s.score[0] += gain
    return gain


@inlined
def _better(s: Any, r: int, i: int, j: int, here: int, column: Ints, partner: int, gain: int) -> tuple[int, int]:
    """j and what exchanging i with j gains, where that is more than `gain` and allowed; else the partner so far."""
    there = np.int64(s.table[r, j])
    more = np.int64(column[there]) + s.fit[r, here, j] - s.own[r, j] - 2 * np.int64(s.pair[r, i, j])
    if more <= gain or there == here or more == 0:
        return partner, gain
    heavier = np.int64(s.weight[j] - s.weight[i])
    if heavier != 0 and not _fits(s, r, here, there, heavier):
        return partner, gain
    if s.need.shape[0] > 0 and not _hosted(s, r, i, here, j, there):
        return partner, gain
    return j, more


@compiled
def _mark(fit: Ints, own: Ints, need: int, marks: Ints) -> int:
    """Marks the partners who gain at least `need` by the exchange and counts them; nothing here a vector unit cannot do."""
    least = np.int32(need)
    count = np.int32(0)
    for k in range(own.shape[0]):
        good = np.int32(fit[k] - own[k]) >= least
        marks[k] = good
        count += np.int32(good)
    return np.int64(count)


@compiled
def _mark_exactly(table: Ints, fit: Ints, own: Ints, pair: Ints, column: Ints, here: int, threshold: int, marks: Ints) -> None:
    """Marks the partners whose exchange gains at least the threshold: slower for each, and nobody is marked in vain."""
    least = np.int32(threshold)
    home = np.uint32(here)
    for k in range(own.shape[0]):
        gain = np.int32(column[table[k]] + fit[k] - own[k] - np.int32(2) * pair[k])
        marks[k] = (gain >= least) & (table[k] != home)


@compiled
def _trade(s: Any, r: int, i: int, here: int, threshold: int, column: Ints) -> int:
    """A block of several against as many single guests of one other table: without it full tables could never trade couples."""
    count = s.weight[i]
    t = below(s.random, column.shape[0])
    if t == here or s.load[r, t] < count:
        return s.floor - 1
    picked = s.picked[:count]
    for slot in range(count):
        picked[slot] = -1
    gain = np.int64(column[t])
    for slot in range(count):
        most = np.int64(s.floor)
        for j in range(s.movable):
            if s.table[r, j] != t or s.weight[j] != 1:
                continue
            worth = np.int64(s.fit[r, here, j]) - s.own[r, j] - 2 * np.int64(s.pair[r, i, j])
            for other in range(slot):
                worth = np.int64(s.floor) if picked[other] == j else worth + 2 * s.pair[r, picked[other], j]
            if worth > most:
                most = worth
                picked[slot] = j
        if picked[slot] < 0:
            return s.floor - 1
        gain += most
    s.score[2] += 1
    if gain < threshold or not _hosted_trade(s, r, i, here, picked, t):
        return s.floor - 1
    _keep_best(s, np.int64(gain))
    _move(s, r, i, np.int64(t))
    for slot in range(count):
        _move(s, r, picked[slot], here)
    s.score[0] += gain
    return gain


@inlined
def _fits(s: Any, r: int, here: int, there: int, more: int) -> bool:
    after, left = s.load[r, here] + more, s.load[r, there] - more
    return s.lowest[here] <= after <= s.highest[here] and s.lowest[there] <= left <= s.highest[there]


@compiled
def _hosted(s: Any, r: int, i: int, here: int, j: int, there: int) -> bool:
    """Whether both tables keep the hosts they need, and no more than they may have, when i goes there and j, unless it is −1, comes here."""
    weight = s.weight[j] if j >= 0 else 0
    for n in range(s.need.shape[0]):
        change = s.hosts[n, i] - (s.hosts[n, j] if j >= 0 else 0)
        if change > 0 and s.present[r, n, here] - change < s.need[n] and s.load[r, here] - s.weight[i] + weight > 0:
            return False
        if (change < 0 or s.load[r, there] == 0) and s.present[r, n, there] + change < s.need[n]:
            return False
        if (change > 0 and s.present[r, n, there] + change > s.most[n]) or (change < 0 and s.present[r, n, here] - change > s.most[n]):
            return False
    return True


@compiled
def _hosted_trade(s: Any, r: int, i: int, here: int, picked: Ints, there: int) -> bool:
    for n in range(s.need.shape[0]):
        change = s.hosts[n, i]
        for j in picked:
            change -= s.hosts[n, j]
        if s.present[r, n, here] - change < s.need[n] or s.present[r, n, there] + change < s.need[n]:
            return False
        if s.present[r, n, here] - change > s.most[n] or s.present[r, n, there] + change > s.most[n]:
            return False
    return True


@compiled
def _keep_best(s: Any, gain: int) -> None:
    """Copies the plan before it gets worse, where it is the best so far."""
    if gain < 0 and s.score[0] > s.score[1]:
        s.score[1] = s.score[0]
        for r in range(s.table.shape[0]):
            for k in range(s.table.shape[1]):
                s.best[r, k] = s.table[r, k]
    s.score[3] += 1


@compiled
def _count(s: Any, r: int, i: int, here: int, there: int) -> None:
    weight = s.weight[i]
    s.load[r, here] -= weight
    s.load[r, there] += weight
    for n in range(s.need.shape[0]):
        s.present[r, n, here] -= s.hosts[n, i]
        s.present[r, n, there] += s.hosts[n, i]


@compiled
def _exchange(s: Any, r: int, i: int, j: int) -> None:
    here, there = np.int64(s.table[r, i]), np.int64(s.table[r, j])
    _swap_sums(s.fit[r, here], s.fit[r, there], s.own[r], s.table[r], s.pair[r, i], s.pair[r, j], here, there, s.movable)
    s.table[r, i] = there
    s.table[r, j] = here
    s.own[r, i] = s.fit[r, there, i]
    s.own[r, j] = s.fit[r, here, j]
    _count(s, r, i, here, there)
    _count(s, r, j, there, here)
    if s.met.shape[0] > 1:
        _meet(s, r, i, j, here, there)
        _meet(s, r, j, i, there, here)


@compiled
def _move(s: Any, r: int, i: int, there: int) -> None:
    here = np.int64(s.table[r, i])
    _swap_sums(s.fit[r, here], s.fit[r, there], s.own[r], s.table[r], s.pair[r, i], s.nobody, here, there, s.movable)
    s.table[r, i] = there
    s.own[r, i] = s.fit[r, there, i]
    _count(s, r, i, here, there)
    if s.met.shape[0] > 1:
        _meet(s, r, i, i, here, there)


@compiled
def _swap_sums(old: Ints, new: Ints, own: Ints, table: Ints, leaves: Ints, comes: Ints, here: int, there: int, movable: int) -> None:
    a, b = np.uint32(here), np.uint32(there)
    zero = np.int32(0)
    for k in range(movable):
        change = np.int32(comes[k] - leaves[k])
        old[k] += change
        new[k] -= change
        own[k] += change if table[k] == a else (-change if table[k] == b else zero)


@compiled
def _meet(s: Any, r: int, i: int, j: int, here: int, there: int) -> None:
    """i went from here to there (j the other way): fewer or more meetings change what the pair is worth in other rounds."""
    for k in range(s.table.shape[1]):
        if k == i or k == j:  # noqa: SIM109 - compiled code builds no tuple
            continue
        if s.table[r, k] == here:
            _meet_again(s, r, i, k, np.int64(-1))
        elif s.table[r, k] == there:
            _meet_again(s, r, i, k, np.int64(1))


@compiled
def _meet_again(s: Any, r: int, i: int, k: int, change: int) -> None:
    before = s.met[i, k]
    s.met[i, k] += change
    s.met[k, i] += change
    price = s.penalty[i, k]
    for q in range(s.table.shape[0]):
        if q == r:
            continue
        a, b = s.table[q, i], s.table[q, k]
        others = before - (1 if a == b else 0)
        shift = price * (max(0, 2 * others - 1) - max(0, 2 * (others + change) - 1))
        if shift == 0:
            continue
        s.pair[q, i, k] += shift
        s.pair[q, k, i] += shift
        if i < s.movable:
            s.fit[q, b, i] += shift
            if a == b:
                s.own[q, i] += shift
        if k < s.movable:
            s.fit[q, a, k] += shift
            if a == b:
                s.own[q, k] += shift
