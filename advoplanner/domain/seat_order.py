"""Who sits beside whom at one table: neighbours who suit each other, around those whose seats are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise

from advoplanner.domain.peer_fit import Peer, fit

PASSES = 4
"""Rounds of trying every exchange of two; a table of ten settles in two."""

MOST_EXCHANGED = 40
"""Longer rows keep their first order: nobody compares neighbours across forty seats."""


def order(members: Sequence[Peer], seats: int, given: Mapping[str, int]) -> dict[str, int]:
    """Guest → seat (from 0) for as many members as there are seats, those in `given` on theirs.

    First each next guest is the one who suits the last best; then two change places wherever that pleases their neighbours more.
    """
    held = {m.guest_id: given[m.guest_id] for m in members if m.guest_id in given}
    free = [seat for seat in range(seats) if seat not in set(held.values())]
    waiting = [m for m in members if m.guest_id not in held]
    row: list[Peer | None] = [None] * seats
    for member in members:
        if member.guest_id in held:
            row[held[member.guest_id]] = member
    last: Peer | None = None
    for seat in free[: len(waiting)]:
        chosen = waiting[0] if last is None else max(waiting, key=lambda m, last=last: fit(last, m))  # type: ignore[misc]
        waiting.remove(chosen)
        row[seat] = last = chosen
    if seats <= MOST_EXCHANGED:
        _exchange(row, [seat for seat in free if row[seat] is not None])
    return {member.guest_id: seat for seat, member in enumerate(row) if member is not None}


def neighbourly(row: Sequence[Peer | None]) -> int:
    """The sum of the fits of neighbours round the table; an empty seat parts its neighbours."""
    if len(row) < 3:
        return sum(fit(a, b) for a, b in pairwise(row) if a and b)
    return sum(fit(a, b) for a, b in zip(row, [*row[1:], row[0]], strict=True) if a and b)


def _exchange(row: list[Peer | None], movable: list[int]) -> None:
    """Exchange pairs in place until nothing is gained."""
    for _ in range(PASSES):
        gained = False
        for i, j in combinations(movable, 2):
            before = _around(row, i, j)
            row[i], row[j] = row[j], row[i]
            if _around(row, i, j) > before:
                gained = True
            else:
                row[i], row[j] = row[j], row[i]
        if not gained:
            return


def _around(row: list[Peer | None], *places: int) -> int:
    """The fits of all neighbours of some seats, each pair of seats once."""
    size = len(row)
    pairs = {(i, (i + 1) % size) for p in places for i in ((p - 1) % size, p)}
    if size < 3:
        pairs = {(0, 1)} if size == 2 else set()
    total = 0
    for i, j in pairs:
        a, b = row[i], row[j]
        if a is not None and b is not None:
            total += fit(a, b)
    return total
