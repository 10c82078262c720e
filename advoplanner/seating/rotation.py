"""Rounds in which nobody meets twice, built rather than searched, where algebra offers them; and the count of repeats.

Guests stand in a grid of s rows and g columns; in round r the guest of row a and column b sits at table b + a·r. Over a
field two guests then share a table in exactly one round (the classic net of a plane; MacNeish's product for composite g).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations, product

from advoplanner.seating.problem import NOT_THERE, Problem
from advoplanner.seating.starters import STARTERS

Plan = list[int]
_MOST_TABLES = 128

_TWELVE = (
    (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
    (0, 7, 11, 5, 2, 6, 4, 10, 9, 8, 3, 1),
    (0, 3, 9, 8, 5, 11, 10, 6, 4, 1, 7, 2),
    (0, 8, 5, 7, 6, 3, 11, 9, 2, 10, 1, 4),
    (0, 11, 8, 6, 1, 4, 7, 3, 10, 2, 5, 9),
)
"""Rows of which every two differ by every element of Z2×Z6 once (element 6a + b is (a, b)): five Latin squares for twelve
tables, where the product of fields has two. Found by search among all orthomorphisms of the group."""


def built(problem: Problem) -> tuple[tuple[int, ...], ...] | None:
    """Rounds without a repeat for a problem without weights or rules, or None where no construction is known here.

    Head-counts that do not divide leave places of the last row empty, so that tables differ by one guest.
    """
    g = len(problem.tables)
    if problem.together or problem.apart or problem.pinned or problem.need_one_of or problem.allowed or problem.near:
        return None
    if problem.absent or problem.met or problem.matrix.any():
        return None
    s = -(-problem.size // g)
    for rounds in (grid_rounds(g, s, problem.rounds), started_rounds(g, s)[: problem.rounds]):
        plans = tuple(tuple(plan[: problem.size]) for plan in rounds)
        if len(plans) == problem.rounds and all(_fits(problem, plan) for plan in plans):
            return plans
    return None


def repeats(rounds: Sequence[Sequence[int]]) -> int:
    """The sum over pairs of (meetings − 1) where above 0."""
    return sum(count - 1 for count in meetings(rounds).values())


def meetings(rounds: Sequence[Sequence[int]]) -> Counter[tuple[int, int]]:
    """How often each pair that shares a table does so."""
    met: Counter[tuple[int, int]] = Counter()
    for seats in rounds:
        at: dict[int, list[int]] = {}
        for guest, table in enumerate(seats):
            if table != NOT_THERE:
                at.setdefault(table, []).append(guest)
        for guests in at.values():
            met.update(combinations(guests, 2))
    return met


def grid_rounds(g: int, s: int, most: int) -> list[Plan]:
    """At most `most` rounds for g tables of s, the table of guest a·g + b at that place; no pair meets twice."""
    if g == 1 or s == 1:
        return [[guest % g for guest in range(g * s)]] * (most if s == 1 else 1)
    if s == 2:
        return _circle(g)[:most]
    if s > g or g > _MOST_TABLES:
        return [[guest % g for guest in range(g * s)]][:most]
    plans = _net(g, s)[:most]
    if g % s == 0:
        # Guests of one row have not met yet: every row of g plays its own smaller rotation beside the others.
        inner = grid_rounds(g // s, s, most - len(plans))
        plans += [[a * (g // s) + plan[b] for a in range(s) for b in range(g)] for plan in inner]
    return plans[:most]


def _net(g: int, s: int) -> list[Plan]:
    """Rounds in which guests of different rows meet at most once, and those of one row never."""
    diverse = _diverse(g)
    if g == 12 and s > len(diverse):
        return [[(b // 6 + step[a] // 6) % 2 * 6 + (b + step[a]) % 6 for a in range(s) for b in range(g)] for step in _TWELVE]
    add, times = _ring(g)
    rows, steps = (diverse, range(g)) if s <= len(diverse) else (list(range(g)), diverse)
    return [[add[b][times[rows[a]][r]] for a in range(s) for b in range(g)] for r in steps]


def started_rounds(g: int, s: int) -> list[Plan]:
    """Rounds for g tables of s from the starter kept for them; none where there is no such starter. No pair meets twice."""
    starter = STARTERS.get((g, s))
    return starter.rounds() if starter else []


def _fits(problem: Problem, plan: Sequence[int]) -> bool:
    sizes = Counter(plan)
    return all(table.min <= sizes[at] <= table.max for at, table in enumerate(problem.tables))


def _circle(g: int) -> list[Plan]:
    """Round robin by the circle method: 2g − 1 rounds of pairs."""
    n = 2 * g
    plans: list[Plan] = []
    for r in range(n - 1):
        plan = [0] * n
        for t in range(1, g):
            plan[(r + t) % (n - 1)] = plan[(r - t) % (n - 1)] = t
        plans.append(plan)
    return plans


def _ring(g: int) -> tuple[list[list[int]], list[list[int]]]:
    """Addition and multiplication of the product of fields with g elements."""
    fields = [_field(p, k) for p, k in _prime_powers(g)]
    places = list(product(*(range(len(add)) for add, _ in fields)))
    number = {place: at for at, place in enumerate(places)}

    def table(which: int) -> list[list[int]]:
        return [[number[tuple(fields[f][which][x[f]][y[f]] for f in range(len(fields)))] for y in places] for x in places]

    return table(0), table(1)


def _diverse(g: int) -> list[int]:
    """As many elements as possible of which every two differ by something invertible."""
    powers = [p**k for p, k in _prime_powers(g)]
    chosen: list[int] = []
    for value in range(min(powers)):
        at = 0
        for size in powers:
            at = at * size + value
        chosen.append(at)
    return chosen


def _prime_powers(g: int) -> list[tuple[int, int]]:
    powers: list[tuple[int, int]] = []
    p = 2
    while g > 1:
        k = 0
        while g % p == 0:
            g //= p
            k += 1
        if k:
            powers.append((p, k))
        p += 1
    return powers


def _field(p: int, k: int) -> tuple[list[list[int]], list[list[int]]]:
    """Addition and multiplication of the field with p**k elements, elements as numbers to base p."""
    q = p**k
    digits = [[value // p**d % p for d in range(k)] for value in range(q)]
    number = {tuple(row): at for at, row in enumerate(digits)}
    add = [[number[tuple((a + b) % p for a, b in zip(x, y, strict=True))] for y in digits] for x in digits]
    for tail in digits:
        times = [[number[tuple(_reduced(x, y, tail, p))] for y in digits] for x in digits]
        if all(0 not in row[1:] for row in times[1:]):
            return add, times
    raise AssertionError(f"every prime power has a field, yet none was found for {q}")


def _reduced(x: list[int], y: list[int], tail: list[int], p: int) -> list[int]:
    """x·y modulo the polynomial t**k = tail."""
    k = len(tail)
    long = [0] * (2 * k - 1)
    for a, left in enumerate(x):
        for b, right in enumerate(y):
            long[a + b] += left * right
    for at in range(2 * k - 2, k - 1, -1):
        for d in range(k):
            long[at - k + d] += long[at] * tail[d]
    return [value % p for value in long[:k]]
