"""What moves when a session moves: along with it, or only as far as a delay pushes. What is fixed stays, and stops both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from advoplanner.domain.agenda import MIN_MINUTES, SessionRow, SessionType
from advoplanner.domain.agenda_time import agenda_day

GIVES_FIRST: dict[str, int] = {SessionType.BREAK: 10, SessionType.NETWORKING: 15}
"""Minutes that must be left of what a delay may shorten where there is no other room."""

GIVES_LAST: dict[str, int] = {**GIVES_FIRST, SessionType.MEAL: 30}


@dataclass(frozen=True, slots=True)
class Delay:
    """What a delay comes to: new start and minutes by session, and by how many minutes it still runs into `stop`.

    `stop` is the fixed session that it meets, None for the end of the event.
    """

    places: Mapping[str, tuple[datetime, int]] = field(default_factory=dict)
    overrun: int = 0
    stop: SessionRow | None = None

    def applied(self, rows: Iterable[SessionRow]) -> list[SessionRow]:
        """The agenda as it would be."""
        places = ((row, self.places.get(row.id, (row.start, row.minutes))) for row in rows)
        return [replace(row, start=start, minutes=minutes) for row, (start, minutes) in places]


def rippled(rows: Iterable[SessionRow], moved: SessionRow, start: datetime, minutes: int) -> dict[str, datetime]:
    """New starts of what comes after `moved` on its day, when that session gets a new start and length.

    All shift by as much as its end does, up to the first session that is fixed. Nothing ripples out of the tray or across days.
    """
    if moved.start is None or moved.end is None or agenda_day(start) != agenda_day(moved.start):
        return {}
    shift = start + timedelta(minutes=minutes) - moved.end
    after = _after(rows, moved, moved.start if start != moved.start else moved.end, strictly=start != moved.start)
    chain, _ = _up_to_fixed(after)
    return {r.id: r.start + shift for r in chain if r.start and shift}


def delayed(rows: Iterable[SessionRow], late: SessionRow, minutes: int, end: datetime, *, shorter: int = 0) -> Delay:
    """What follows when `late` begins `minutes` later and lasts `shorter` minutes less, on an event that ends at `end`.

    Later sessions move only as far as they must: gaps and free time give way first; breaks, networking and then meals are
    shortened only where a fixed session or the end would be overrun otherwise.
    """
    if late.start is None or late.end is None:
        return Delay()
    chain, stop = _up_to_fixed(_after(rows, late, late.end))
    limit = stop.start if stop is not None and stop.start is not None else end
    first = (late.start + timedelta(minutes=minutes), max(late.minutes - shorter, MIN_MINUTES))
    places, over = _pushed(late, first, chain, limit, {}, 0)
    wanted = over
    for least in (GIVES_FIRST, GIVES_LAST):
        if over > 0:
            places, over = _pushed(late, first, chain, limit, least, wanted)
    return Delay(places, max(over, 0), stop)


def _after(rows: Iterable[SessionRow], moved: SessionRow, moment: datetime, *, strictly: bool = False) -> list[SessionRow]:
    """The sessions of the same day from a moment on, in the order of time."""
    day = agenda_day(moved.start) if moved.start else None
    later = [r for r in rows if r.start and r.id != moved.id and agenda_day(r.start) == day]
    return sorted((r for r in later if r.start and (r.start > moment if strictly else r.start >= moment)), key=lambda r: (r.start, r.id))


def _up_to_fixed(after: Sequence[SessionRow]) -> tuple[list[SessionRow], SessionRow | None]:
    stop = next((r for r in after if r.fixed), None)
    return [r for r in after if stop is None or (r.start and stop.start and r.start < stop.start)], stop


def _pushed(
    late: SessionRow, first: tuple[datetime, int], chain: Sequence[SessionRow], limit: datetime, least: Mapping[str, int], wanted: int
) -> tuple[dict[str, tuple[datetime, int]], int]:
    """Push each session behind those that ended before it began; returns the places and the minutes past `limit`.

    `wanted` minutes in all are taken from sessions whose type is in `least`, down to that length; free time gives all it has.
    """
    ends = [(late.end, first[0] + timedelta(minutes=first[1]))]
    places = {late.id: first}
    for row in chain:
        if row.start is None or row.end is None:
            continue
        start = max(row.start, *(new for old, new in ends if old is not None and old <= row.start))
        push = int((start - row.start).total_seconds()) // 60
        if row.type == SessionType.FREE:
            given = min(push, row.minutes - MIN_MINUTES)
        else:
            given = max(min(push, row.minutes - least.get(row.type, row.minutes), wanted), 0)
            wanted -= given
        if push:
            places[row.id] = (start, row.minutes - given)
        ends.append((row.end, start + timedelta(minutes=row.minutes - given)))
    return places, int((max(new for _, new in ends) - limit).total_seconds()) // 60
