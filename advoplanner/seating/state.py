"""The arrays both back-ends work on: blocks of guests as columns, whole-number weights, and the sums a move is judged by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from advoplanner.seating.problem import Problem
from advoplanner.seating.rules import Rules

Ints = np.ndarray[Any, np.dtype[Any]]

CURRENT, BEST, EVALUATIONS, ACCEPTED = range(4)

_SORTED_UP_TO = 2_000
"""Blocks up to which the largest sum at a table is found by sorting every row; beyond it takes seconds."""


class State(NamedTuple):
    """One plan of R rounds for m blocks at K tables; the first v blocks may move, the rest are bound to a table.

    fit[r, t, b]   what block b gains at table t in round r (int32, R×K×v)
    own[r, b]      the same at the table where b sits (int32, R×v)
    pair[r, a, b]  weight of the pair in round r, less the penalty for meetings in other rounds (int32, R×m×m)
    table[r, b]    where b sits (uint32, R×m); best is the best plan so far
    load[r, t]     guests at a table; lowest and highest bound it; hosts, need, most and present hold need_one_of
    least[b]       the lowest weight b has in any pair but those kept apart, whom foes[foes_from[b]:foes_from[b + 1]] lists
    met[a, b]      rounds in which a pair of blocks shares a table; penalty[a, b] is its price (both 1×1 for one round)
    score          current and best score, evaluations, accepted moves (int64)
    random         the generator's state (uint64, 1)
    column … nobody  space for the kernels to work in: words are the marks of eight partners at once
    floor          no move that loses more is ever taken: that is what keeps the hard rules
    usual          the mean weight, which pair and fit hold less of where tables may differ in size: see Layout
    """

    fit: Ints
    own: Ints
    pair: Ints
    table: Ints
    best: Ints
    load: Ints
    lowest: Ints
    highest: Ints
    weight: Ints
    hosts: Ints
    need: Ints
    most: Ints
    present: Ints
    least: Ints
    foes: Ints
    foes_from: Ints
    met: Ints
    penalty: Ints
    score: Ints
    random: Ints
    column: Ints
    marks: Ints
    words: Ints
    picked: Ints
    nobody: Ints
    floor: int
    movable: int
    slack: bool
    usual: int


@dataclass(frozen=True)
class Layout:
    """How blocks of the rules became columns of the state, and by what factor weights were made whole.

    Where guests may move to tables of another size, `pair` holds each weight less `usual` for every two guests, and the
    score counts `usual` for the size of each table instead: otherwise every guest of a small table would gain by any
    exchange with a large one, and nearly all partners would have to be judged exactly.
    """

    order: tuple[int, ...]
    movable: int
    scale: float
    soft: int
    wall: int
    pair: Ints
    linear: Ints
    penalty: Ints
    weight: Ints
    usual: int


def layout(problem: Problem, rules: Rules) -> Layout:
    """Block weights as int32 so scaled that no sum the search forms can overflow; kept exact wherever they fit."""
    order = _order(rules)
    members = [rules.members[b] for b in order]
    real = _merged(problem.matrix, members)
    linear = _linear(problem, members)
    penalty = _penalty(problem, members)
    seats = max(table.max for table in problem.tables)
    weight = np.array([len(group) for group in members], dtype=np.int32)
    usual = _usual(real, rules, problem, weight[: _movable(rules)])
    reach = _reach(real, penalty, 2 * problem.rounds, seats) + float(np.abs(linear).max(initial=0)) + 2 * abs(usual) * seats
    degree = max((min(len(others), seats) for others in rules.apart), default=0) + 1
    most = (2**31 - 1) / (8.0 + 40.0 * degree)
    scale = _scale(real, most / max(reach, 1e-9))
    soft = int(reach * scale) + 1
    wall = 8 * soft + 2
    pair, whole = _whole(real, scale), round(usual * scale)
    if whole:
        pair = pair - whole * np.outer(weight, weight)
        np.fill_diagonal(pair, 0)
    return _walled(Layout(order, _movable(rules), scale, soft, wall, pair, _whole(linear, scale), _whole(penalty, scale), weight, whole), rules)


def start(layout: Layout, rules: Rules, problem: Problem, plans: list[list[int]], seed: int) -> State:
    """The state of `plans` (one table per block and round, in the rules' order), all sums worked out."""
    m, v, rounds, tables = rules.count, layout.movable, problem.rounds, len(problem.tables)
    table = np.array([[plan[b] for b in layout.order] for plan in plans], dtype=np.uint32)
    hosts = np.array([[row[b] for b in layout.order] for row in rules.hosts], dtype=np.int32).reshape(len(rules.need), m)
    seated = np.zeros((rounds, tables, m), dtype=np.int64)
    for r in range(rounds):
        seated[r, table[r], np.arange(m)] = 1
    met, penalty, pair = _met(layout, table)
    fit = _gains(layout, pair, table, tables)
    least, foes, foes_from = _partners(layout, rules, rounds)
    own = np.array([fit[r, table[r, :v], np.arange(v)] for r in range(rounds)], dtype=np.int32).reshape(rounds, v)
    marks = np.zeros(-(-v // 8) * 8, dtype=np.uint8)
    return State(
        fit=fit,
        own=own,
        pair=pair,
        table=table,
        best=table.copy(),
        load=np.ascontiguousarray(seated @ layout.weight.astype(np.int64)).astype(np.int32),
        lowest=np.array(rules.lowest, dtype=np.int32),
        highest=np.array(rules.highest, dtype=np.int32),
        weight=layout.weight,
        hosts=hosts,
        need=np.array(rules.need, dtype=np.int32),
        most=np.array(rules.most, dtype=np.int32),
        present=np.ascontiguousarray((seated @ hosts.T.astype(np.int64)).transpose(0, 2, 1)).astype(np.int32),
        least=least,
        foes=foes,
        foes_from=foes_from,
        met=met,
        penalty=penalty,
        score=_begun(layout, table),
        random=np.array([(seed * 0x9E3779B97F4A7C15 + 0x1234567) % 2**64 or 1], dtype=np.uint64),
        column=np.zeros(tables, dtype=np.int32),
        marks=marks,
        words=marks.view(np.uint64),
        picked=np.zeros(max(layout.weight.max(initial=1), 1), dtype=np.int64),
        nobody=np.zeros(m, dtype=np.int32),
        floor=-(layout.wall - 4 * layout.soft - 1),
        movable=v,
        slack=sum(rules.highest) > problem.size,
        usual=layout.usual,
    )


def _begun(layout: Layout, table: Ints) -> Ints:
    score = np.zeros(4, dtype=np.int64)
    score[CURRENT] = score[BEST] = scored(layout, table)
    return score


def scored(layout: Layout, table: Ints) -> int:
    """The score of a plan from nothing but the weights: what the running sums must equal."""
    total = 0
    for row in table:
        shared = (layout.pair[np.ix_(at, at)].sum(dtype=np.int64) for at in (np.flatnonzero(row == t) for t in np.unique(row)))
        total += int(sum(shared)) // 2 + int(layout.linear[row, np.arange(len(row))].sum(dtype=np.int64))
        loads = np.bincount(row, layout.weight)
        total += layout.usual * int((loads * loads).sum() - (layout.weight.astype(np.int64) ** 2).sum()) // 2
    if len(table) == 1:
        return total
    again = (sum((row[:, None] == row[None, :]).astype(np.int64) for row in table) - 1).clip(0)
    return total - int((layout.penalty * again * again).sum(dtype=np.int64)) // 2


def _order(rules: Rules) -> tuple[int, ...]:
    bound = [b for b in range(rules.count) if _fixed(rules, b)]
    return tuple([b for b in range(rules.count) if not _fixed(rules, b)] + bound)


def _movable(rules: Rules) -> int:
    return sum(not _fixed(rules, b) for b in range(rules.count))


def _fixed(rules: Rules, block: int) -> bool:
    tables = rules.allowed[block]
    return tables is not None and len(tables) == 1


def _merged(matrix: Ints, members: list[tuple[int, ...]]) -> Ints:
    """Sums of the guests' weights between every two blocks."""
    first = np.array([group[0] for group in members])
    if len(first) == len(matrix) and (first == np.arange(len(matrix))).all():
        return matrix
    merged: Ints = matrix[np.ix_(first, first)]
    index = np.concatenate([np.array(group) for group in members])
    begins = np.concatenate([[0], np.cumsum([len(group) for group in members])[:-1]])
    for at, group in enumerate(members):
        if len(group) > 1:
            merged[at] = merged[:, at] = np.add.reduceat(matrix[list(group)].sum(axis=0)[index], begins)
    np.fill_diagonal(merged, 0)
    return merged


def _linear(problem: Problem, members: list[tuple[int, ...]]) -> Ints:
    linear = np.zeros((len(problem.tables), len(members)))
    if problem.near and problem.stay_bonus:
        for at, group in enumerate(members):
            for guest in group:
                if guest in problem.near:
                    linear[problem.near[guest], at] += problem.stay_bonus
    return linear


def _usual(real: Ints, rules: Rules, problem: Problem, weight: Ints) -> float:
    """The mean weight of two guests; 0 where it makes no difference, or where blocks would need it in every exchange."""
    n = problem.size
    if sum(rules.highest) == n or n < 2 or weight.max(initial=1) > 1:
        return 0.0
    return float(real.sum()) / (n * (n - 1))


def _penalty(problem: Problem, members: list[tuple[int, ...]]) -> Ints:
    """What a second meeting of two blocks costs; without rotations one zero seen from everywhere, which takes no memory."""
    if problem.rounds == 1 or not problem.repeat_penalty:
        return np.broadcast_to(np.zeros(1), (len(members), len(members)))
    crossing = np.array([len(group) for group in members], dtype=np.float64)
    penalty: Ints = np.outer(crossing, crossing) * problem.repeat_penalty
    np.fill_diagonal(penalty, 0)
    return penalty


def _reach(real: Ints, penalty: Ints, times: int, seats: int) -> float:
    """The largest sum of weights one block can have at one table; for thousands of blocks a bound above it, which takes no sorting."""
    if len(real) > _SORTED_UP_TO:
        sizes = (np.abs(row) + price * times for row, price in zip(real, penalty, strict=True))
        return max(min(float(size.sum()), float(size.max()) * seats) for size in sizes)
    size = np.abs(real) + penalty * times
    if seats >= len(size):
        return float(size.sum(axis=1).max(initial=0))
    return float(np.partition(size, len(size) - seats, axis=1)[:, len(size) - seats :].sum(axis=1).max(initial=0))


def _scale(real: Ints, most: float) -> float:
    """The smallest power of ten that makes every weight whole, or the largest factor that fits."""
    for power in range(7):
        scale = 10.0**power
        if scale > most:
            break
        if np.issubdtype(real.dtype, np.integer) or all(_near_whole(row * scale) for row in real):
            return scale
    return float(min(most, 1e6))


def _near_whole(values: Ints) -> bool:
    nearest = np.rint(values)
    return bool((np.abs(values - nearest) <= 1e-9 + 1e-13 * np.abs(nearest)).all())


def _whole(real: Ints, scale: float) -> Ints:
    if scale == 1 and np.issubdtype(real.dtype, np.integer):
        return real.astype(np.int32)
    if not any(real.strides):
        return np.broadcast_to(np.rint(real[:1, :1] * scale).astype(np.int32), real.shape)
    return np.rint(real * scale).astype(np.int32)


def _walled(plain: Layout, rules: Rules) -> Layout:
    """Puts the price no move can pay on pairs kept apart and on tables a block may not use."""
    column = {block: at for at, block in enumerate(plain.order)}
    for block, others in enumerate(rules.apart):
        for other in others:
            plain.pair[column[block], column[other]] -= plain.wall
    for block, tables in enumerate(rules.allowed):
        if tables is not None:
            barred = [t for t in range(len(rules.lowest)) if t not in tables]
            plain.linear[barred, column[block]] -= plain.wall
    return plain


def _met(layout: Layout, table: Ints) -> tuple[Ints, Ints, Ints]:
    """Meetings of every pair of blocks, their price, and the pair weights of each round with that price taken off."""
    rounds = len(table)
    if rounds == 1 or not layout.penalty.any():
        # One round never changes its pair weights, so it needs no copy of them.
        pair = layout.pair[None] if rounds == 1 else np.repeat(layout.pair[None], rounds, axis=0)
        none = np.zeros((1, 1), dtype=np.int32)
        return none, none, pair
    shared = table[:, :, None] == table[:, None, :]
    met = shared.sum(axis=0, dtype=np.int32)
    before = met[None, :, :] - shared
    pair = layout.pair[None, :, :] - layout.penalty[None, :, :] * (2 * before - 1).clip(0)
    np.fill_diagonal(met, 0)
    return met, layout.penalty, np.ascontiguousarray(pair, dtype=np.int32)


def _partners(layout: Layout, rules: Rules, rounds: int) -> tuple[Ints, Ints, Ints]:
    """For each movable block its lowest weight in any pair that is not kept apart, and the movable blocks kept apart from it."""
    v = layout.movable
    column = {block: at for at, block in enumerate(layout.order)}
    apart = [sorted(column[other] for other in rules.apart[block] if column[other] < v) for block in layout.order[:v]]
    least = np.zeros(v, dtype=np.int32)
    for at, others in enumerate(apart):
        row = layout.pair[at, :v]
        least[at] = (np.delete(row, others) if others else row).min(initial=0)
    if rounds > 1:
        least -= (2 * rounds - 3) * layout.penalty[:v, :v].max(axis=1, initial=0)
    foes = np.array([other for others in apart for other in others], dtype=np.int32)
    foes_from = np.cumsum([0, *map(len, apart)]).astype(np.int32)
    return least, foes, foes_from


def _gains(layout: Layout, pair: Ints, table: Ints, tables: int) -> Ints:
    """What each block that may move gains at each table, round by round (int32, R×K×v)."""
    v = layout.movable
    fit = np.zeros((len(table), tables, v), dtype=np.int32)
    for r in range(len(table)):
        fit[r] = _sums(pair[r], table[r], tables)[:, :v] + layout.linear[:, :v]
    return fit


def _sums(pair: Ints, table: Ints, tables: int) -> Ints:
    sums = np.zeros((tables, len(table)), dtype=np.int64)
    for at in range(tables):
        sums[at] = pair[table == at].sum(axis=0, dtype=np.int64)
    return sums
