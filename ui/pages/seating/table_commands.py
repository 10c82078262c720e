"""What can be done with tables and with free seats: on the plan by menu, and in the list of the room by menu and key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from advoplanner.domain.rooms import MOST_SEATS_EACH
from ui.kit.action import ActionSpec
from ui.pages.seating.commands import mark_seat
from ui.pages.seating.desk import Desk

Ids = list[str]


class TableCommands:
    """What can be done with one table. `edit(table_id)` opens its details."""

    def __init__(self, desk: Desk, edit: Callable[[str], object]) -> None:
        self._desk = desk
        self._edit = edit

    def specs(self) -> list[ActionSpec]:
        return [
            ActionSpec("table.edit", "Name, topic, host…", lambda ids: self._edit(ids[0]), "", "pencil"),
            ActionSpec("table.more", "One seat more", lambda ids: self._resize(ids[0], 1), "", "plus", why_not=self._full_size),
            ActionSpec("table.fewer", "One seat fewer", lambda ids: self._resize(ids[0], -1), "", "chevron-down", why_not=self._least_size),
            ActionSpec("table.seat", "Seat a guest here…", self._seat, "", "armchair", why_not=self._no_guest, separator=True),
            ActionSpec("table.mark", "Mark a seat…", self._mark, "", "tag"),
            ActionSpec("table.lock", "Lock everybody here", self._lock, "", "lock", why_not=self._empty),
            ActionSpec("table.unseat", "Unseat everybody here", self._unseat, "", "x", why_not=self._empty),
            ActionSpec("table.unblock", "Unblock its seats", self._unblock, "", "check", why_not=self._nothing_blocked),
            ActionSpec("table.remove", "Remove the table", self._desk.tables.remove, "", "trash-2", separator=True),
        ]

    def for_one(self) -> list[ActionSpec]:
        """The same for the list of what stands in the room, whose subject may be several things; removing stands there already."""
        return [self._for_one(spec) for spec in self.specs() if spec.id != "table.remove"]

    def _for_one(self, spec: ActionSpec) -> ActionSpec:
        def why_not(ids: Ids) -> str:
            return spec.reason(ids) if self._is_table(ids) else "Choose one table."

        return replace(spec, why_not=why_not, separator=spec.id == "table.edit")

    def _is_table(self, ids: Ids) -> bool:
        return len(ids) == 1 and ids[0] in self._desk.plan.tables

    def _seat(self, ids: Ids) -> None:
        plan = self._desk.plan
        people = [guest_id for guest_id in plan.guests if guest_id not in plan.seat_of]
        free = next(seat for seat in plan.seats_at[ids[0]] if not seat.guest_id)
        names = [plan.guests[guest_id].name for guest_id in people]
        place = self._desk.ctx.dialogs.choose(f"Seat at table {plan.tables[ids[0]].number}", "Guest", names, verb="Seat here")
        if place is not None:
            self._desk.seat(people[place], free.id)

    def _mark(self, ids: Ids) -> None:
        plan = self._desk.plan
        chairs = plan.chairs_at(ids[0])
        words = [plan.seat_words(seat.id) for seat in chairs]
        place = self._desk.ctx.dialogs.choose(f"Mark a seat of table {plan.tables[ids[0]].number}", "Seat", words, verb="Go on")
        if place is not None:
            mark_seat(self._desk, chairs[place].id)

    def _no_guest(self, ids: Ids) -> str:
        plan = self._desk.plan
        if all(seat.guest_id for seat in plan.seats_at[ids[0]]):
            return "Every seat here is taken."
        return "Everybody has a seat." if len(plan.seat_of) == len(plan.guests) else ""

    def _resize(self, table_id: str, by: int) -> None:
        self._desk.tables.resize(table_id, self._desk.plan.tables[table_id].seats + by)

    def _lock(self, ids: Ids) -> None:
        self._desk.lock(self._desk.plan.sitters(ids[0]), True)

    def _unseat(self, ids: Ids) -> None:
        self._desk.unseat(self._desk.plan.sitters(ids[0]))

    def _unblock(self, ids: Ids) -> None:
        self._desk.tables.mark([seat.id for seat in self._desk.plan.blocked_at(ids[0])], "blocked", False)

    def _nothing_blocked(self, ids: Ids) -> str:
        return "" if self._desk.plan.blocked_at(ids[0]) else "No seat here is blocked."

    def _empty(self, ids: Ids) -> str:
        return "" if self._desk.plan.sitters(ids[0]) else "Nobody sits here yet."

    def _full_size(self, ids: Ids) -> str:
        return "" if self._desk.plan.tables[ids[0]].seats < MOST_SEATS_EACH else f"A table has at most {MOST_SEATS_EACH} seats."

    def _least_size(self, ids: Ids) -> str:
        return "" if self._desk.plan.tables[ids[0]].seats > 1 else "A table has at least one seat."


class SeatCommands:
    """What can be done with a free seat; `chosen()` are the guests chosen now."""

    def __init__(self, desk: Desk, chosen: Callable[[], Ids]) -> None:
        self._desk = desk
        self._chosen = chosen

    def specs(self) -> list[ActionSpec]:
        return [
            ActionSpec("seat.guest", "Seat a guest here…", self._seat, why_not=self._cannot_seat),
            ActionSpec("seat.mark", "Mark the seat…", lambda ids: mark_seat(self._desk, ids[0]), icon="tag"),
        ]

    def _cannot_seat(self, ids: Ids) -> str:
        if "blocked" in self._desk.plan.seats[ids[0]].marks:
            return "This seat is blocked."
        return "" if self._candidates() else "Everybody has a seat."

    def _candidates(self) -> Ids:
        """The one chosen, else all without a seat."""
        chosen, plan = self._chosen(), self._desk.plan
        return chosen if len(chosen) == 1 else [guest_id for guest_id in plan.guests if guest_id not in plan.seat_of]

    def _seat(self, ids: Ids) -> None:
        people = self._candidates()
        names = [self._desk.plan.guests[guest_id].name for guest_id in people]
        place = 0 if len(people) == 1 else self._desk.ctx.dialogs.choose("Seat here", "Guest", names, verb="Seat here")
        if place is not None:
            self._desk.seat(people[place], ids[0])
