"""What is done to the whole plan: seat everybody, improve, lay out, add tables and rounds."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from advoplanner.core.text import plural
from advoplanner.domain.rooms import SHAPE_WORDS, TableShape
from ui.kit.action import ActionSpec
from ui.pages.seating.desk import Desk
from ui.pages.seating.whole_room import WholeRoom

Ids = list[str]
USUAL_SEATS = {TableShape.ROUND: 8, TableShape.RECTANGLE: 8, TableShape.CABARET: 6, TableShape.THEATRE: 12}
"""Seats that a new table begins with (norms 3.6)."""
WORKING = "The seating is being worked out. Take it or cancel it above the plan."
MOST_AT_ONCE = 8
"""So many rounds can be planned at once, and as many as there are."""
LONG = 30.0
"""Seconds of a search for which one waits on purpose."""


class PlanCommands:
    """What is done to the whole round; the subject is ignored. `chosen()` are the guests chosen now, `restarted()` shows
    the page anew when the search starts and ends, `compare()` opens the kept plans, `weigh()` what counts for the fit."""

    def __init__(
        self, desk: Desk, chosen: Callable[[], Ids], restarted: Callable[[], object], compare: Callable[[], object], weigh: Callable[[], object]
    ) -> None:
        self._desk = desk
        self._room = WholeRoom(desk)
        self.compare, self.weigh = compare, weigh
        self._chosen = chosen
        self._restarted = restarted

    def specs(self) -> list[ActionSpec]:
        return [
            ActionSpec("seating.all", "Seat everybody who accepted", self.seat_all, why_not=self.why_not_seat),
            ActionSpec("seating.improve", "Improve the unlocked seats", self.improve, why_not=self.why_not_improve),
            ActionSpec("seating.longer", f"Improve for {LONG:.0f} seconds", self.improve_long, why_not=self.why_not_improve),
            ActionSpec("seating.layout", "Generate tables…", self.generate),
            ActionSpec("seating.table", "Add a table…", self.add_table),
            *self._room.specs(),
            ActionSpec("seating.round", "Add a round of seating…", self.add_round),
            ActionSpec("seating.rounds", "Plan several rounds at once…", self.plan_rounds, why_not=self.why_not_rounds),
            ActionSpec("seating.plans", "Keep and compare plans…", lambda subject: self.compare()),
            ActionSpec("seating.weights", "What counts for the fit…", lambda subject: self.weigh()),
            ActionSpec("seating.clear", "Clear the unlocked seats", self.clear, why_not=self.why_not_improve),
        ]

    def seat_all(self, subject: object = None) -> None:
        """Seat those who wait; where somebody sits already, they stay."""
        self._start(fill_gaps=bool(self._desk.plan.seat_of))

    def improve(self, subject: object = None) -> None:
        """Seat everybody anew but the locked."""
        self._start(fill_gaps=False)

    def improve_long(self, subject: object = None) -> None:
        """The same for longer; what is found can be taken at any moment."""
        self._start(fill_gaps=False, seconds=LONG)

    def clear(self, subject: object = None) -> None:
        self._desk.clear()

    def generate(self, subject: object = None) -> None:
        from ui.pages.seating.layout_dialog import LayoutDialog

        LayoutDialog(self._desk).ask(QApplication.activeWindow())

    def add_missing_tables(self, subject: object = None) -> None:
        """Offer as many further tables as everybody who accepted needs, all in one step."""
        short = self._desk.short()
        kinds = list(USUAL_SEATS)
        counts = [math.ceil(max(short, 1) / USUAL_SEATS[kind]) for kind in kinds]
        options = [f"{SHAPE_WORDS[kind]}: {count} of {USUAL_SEATS[kind]} seats" for kind, count in zip(kinds, counts, strict=True)]
        place = self._desk.ctx.dialogs.choose(f"{plural(short, 'seat')} too few", "Add", options, verb="Add tables")
        if place is not None:
            self._desk.tables.add(str(kinds[place]), USUAL_SEATS[kinds[place]], counts[place])

    def add_round(self, subject: object = None) -> None:
        if self._desk.add_round():
            self._restarted()

    def plan_rounds(self, subject: object = None) -> None:
        """Ask how many rounds, and seat everybody in each with as few as can be at one table twice."""
        there = len(self._desk.found.rounds)
        counts = range(2, max(MOST_AT_ONCE, there) + 1)
        words = [f"{count} rounds" + (", as many as there are" if count == there else "") for count in counts]
        title = "Plan several rounds"
        place = self._desk.ctx.dialogs.choose(title, "Few meet twice; locked seats stay", words, verb="Plan rounds")
        if place is not None:
            self._start(fill_gaps=False, rotations=counts[place])

    def why_not_rounds(self, subject: object = None) -> str:
        """Why no rounds can be planned now, or ""."""
        if self._desk.job is not None:
            return WORKING
        if not self._desk.plan.tables:
            return "There are no tables yet."
        nobody = not self._desk.plan.seat_of and not self._desk.waiting()
        return "Nobody has accepted yet." if nobody else ""

    def add_table(self, subject: object = None) -> None:
        kinds = list(USUAL_SEATS)
        options = [f"{SHAPE_WORDS[kind]}, {USUAL_SEATS[kind]} seats" for kind in kinds]
        place = self._desk.ctx.dialogs.choose("Add a table", "Kind", options, verb="Add table")
        if place is not None:
            self._desk.tables.add(str(kinds[place]), USUAL_SEATS[kinds[place]])

    def toggle_lock(self) -> None:
        """Lock or unlock the chosen guests, or everybody where nobody is chosen."""
        self._desk.lock(self.lockable(), not self.all_locked())

    def lockable(self) -> Ids:
        seats = self._desk.plan.seat_of
        return [guest_id for guest_id in self._chosen() if guest_id in seats] or list(seats)

    def all_locked(self) -> bool:
        ids = self.lockable()
        return bool(ids) and all(self._desk.plan.seat_of[guest_id].locked for guest_id in ids)

    def why_not_seat(self, subject: object = None) -> str:
        """Why nobody can be seated now, or ""."""
        if self._desk.job is not None:
            return WORKING
        if not self._desk.plan.tables:
            return "There are no tables yet."
        if not self._desk.waiting():
            return "Everybody who accepted has a seat."
        return "" if self._desk.plan.free else "Every seat is taken. Add a table, or enlarge one."

    def why_not_improve(self, subject: object = None) -> str:
        """Why nothing can be improved now, or ""."""
        if self._desk.job is not None:
            return WORKING
        seats = self._desk.plan.seat_of.values()
        if not seats:
            return "Nobody is seated yet."
        return "Every seat is locked, so there is nothing to improve." if all(seat.locked for seat in seats) else ""

    def _start(self, *, fill_gaps: bool, seconds: float | None = None, rotations: int = 1) -> None:
        self._desk.seat_all(fill_gaps=fill_gaps, seconds=seconds, rotations=rotations)
        self._restarted()
