"""Who sits beside whom at one table: neighbours who suit each other, around those whose seats are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise

from advoplanner.domain.peer_fit import Peer, beside, between

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
        chosen = waiting[0] if last is None else max(waiting, key=lambda m, last=last: beside(last, m))  # type: ignore[misc]
        waiting.remove(chosen)
        row[seat] = last = chosen
    if seats <= MOST_EXCHANGED:
        _exchange(row, [seat for seat in free if row[seat] is not None])
    return {member.guest_id: seat for seat, member in enumerate(row) if member is not None}


def neighbourly(row: Sequence[Peer | None]) -> int:
    """What neighbours round the table are worth to each other; an empty seat parts its neighbours."""
    size = len(row)
    if size < 3:
        return sum(beside(a, b) for a, b in pairwise(row) if a and b)
    return sum(_pair(row, at, (at + 1) % size) + _middle(row, at) for at in range(size))


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
    """What all neighbours of some seats are worth, each pair of seats and each seat between two once."""
    size = len(row)
    if size < 3:
        return _pair(row, 0, 1) if size == 2 else 0
    pairs = {(i, (i + 1) % size) for p in places for i in ((p - 1) % size, p)}
    middles = {(p + step) % size for p in places for step in (-1, 0, 1)}
    return sum(_pair(row, i, j) for i, j in pairs) + sum(_middle(row, at) for at in middles)


def _pair(row: Sequence[Peer | None], i: int, j: int) -> int:
    a, b = row[i], row[j]
    return 0 if a is None or b is None else beside(a, b)


def _middle(row: Sequence[Peer | None], at: int) -> int:
    before, guest, after = row[at - 1], row[at], row[(at + 1) % len(row)]
    return 0 if before is None or guest is None or after is None else between(before, guest, after)
