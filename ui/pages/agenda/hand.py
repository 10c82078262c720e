"""A session in the hand: where it would lie if it were let go now. Nothing is written before that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from advoplanner.domain.agenda import MAX_MINUTES, SessionRow
from ui.pages.agenda.grid import snapped
from ui.pages.agenda.plan import STEP, AgendaPlan, clock


@dataclass(slots=True)
class Hand:
    """`grab` is how many minutes below the card's start it was taken; with `sizing` its end moves, and `grab` is below that."""

    plan: AgendaPlan
    row: SessionRow
    grab: float
    sizing: bool = False
    day: int = 0
    start: int = 0
    minutes: int = STEP
    over_tray: bool = False
    aimed: bool = False

    def aim(self, day: int, minute: float) -> None:
        """Follow the pointer, in steps of five minutes."""
        self.over_tray = False
        self.aimed = True
        if self.sizing:
            self.minutes = min(max(snapped(minute - self.grab) - self.start, STEP), MAX_MINUTES)
            return
        self.day = day
        self.start = min(max(snapped(minute - self.grab), self.plan.first), self.plan.last - STEP)

    @property
    def wall(self) -> datetime:
        """The start it would get."""
        return self.plan.wall(self.day, self.start)

    @property
    def words(self) -> str:
        """ "Wed 09:15–10:15"."""
        if self.over_tray:
            return "To the tray"
        return f"{self.plan.days[self.day]:%a} {clock(self.start)}–{clock(self.start + self.minutes)}"


def take(plan: AgendaPlan, row: SessionRow, minute: float | None, *, sizing: bool = False) -> Hand:
    """Take hold of a session at a minute of its day; of one in the tray (None) at its middle."""
    block = plan.block(row.id)
    if block is None or minute is None:
        return Hand(plan, row, row.minutes / 2, minutes=row.minutes)
    return Hand(plan, row, minute - (block.end if sizing else block.start), sizing, block.day, block.start, row.minutes)
