"""How well the seats of a programme are followed: its bench."""

from __future__ import annotations

from collections.abc import Iterable

from advoplanner.domain.events import EventKind
from advoplanner.domain.programmes import MemberRow, MemberStatus

TOP_BENCH = 4
"""So many who could follow are an excellent bench, fewer a good one, nobody a weak one (norms 3.1)."""


def bench_words(kind: str, rows: Iterable[MemberRow]) -> str:
    """ "2 could follow: a good bench", by how many are nominated or approached; "" where no seats are to be filled (norms 3.1)."""
    if kind not in (EventKind.CAB, EventKind.COUNCIL):
        return ""
    waiting = sum(row.status in (MemberStatus.NOMINATED, MemberStatus.APPROACHED) for row in rows)
    if not waiting:
        return "nobody could follow: a weak bench"
    return f"{waiting} could follow: {'an excellent' if waiting >= TOP_BENCH else 'a good'} bench"
