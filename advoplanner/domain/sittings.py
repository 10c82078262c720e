"""Who sits where in one round: all that a change of seats alters of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from advoplanner.core.records import dataclass
from advoplanner.domain.rooms import PlanRow

_NOBODY = ("", False)


@dataclass(frozen=True, slots=True)
class Sitting:
    """`holders` is seat → (guest, locked), `why` guest → reasons for the seat, best first; the rest as in PlanRow."""

    holders: Mapping[str, tuple[str, bool]]
    why: Mapping[str, tuple[str, ...]]
    score: int = 0
    ceiling: int | None = None
    proven: bool = False


def seated(row: PlanRow, sitting: Sitting, *, part: bool = False) -> PlanRow:
    """The same room with people where `sitting` has them; seats at which nothing changed are the same objects.

    Where `sitting` is a part of the round, all others stay where they are.
    """
    elsewhere = {seat.id: _NOBODY if seat.guest_id in sitting.why else (seat.guest_id, seat.locked) for seat in row.seats} if part else {}
    held = ((seat, sitting.holders.get(seat.id) or elsewhere.get(seat.id, _NOBODY)) for seat in row.seats)
    seats = tuple(seat if (seat.guest_id, seat.locked) == now else replace(seat, guest_id=now[0], locked=now[1]) for seat, now in held)
    return replace(row, seats=seats, score=sitting.score, ceiling=sitting.ceiling, proven=sitting.proven)
