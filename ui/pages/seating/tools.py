"""The row of buttons above the plan: one set for seating guests, one for arranging the room, and the switch between them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from advoplanner.core.text import plural
from advoplanner.domain.breakouts import BreakoutRow
from ui.kit.buttons import Button
from ui.kit.labels import tip
from ui.kit.segments import Segmented
from ui.kit.toolbar import Toolbar
from ui.pages.seating.desk import Desk
from ui.pages.seating.groups_view import GroupsView
from ui.pages.seating.plan_commands import PlanCommands
from ui.pages.seating.room_commands import TURN, RoomCommands

SEATS, ROOM, GROUPS = range(3)


class GroupCommands:
    """What is done to the breakout that `view` shows; `make()` asks for a new one."""

    def __init__(self, view: GroupsView, make: Callable[[], object]) -> None:
        self._view, self.make = view, make

    @property
    def row(self) -> BreakoutRow | None:
        return self._view.row

    def remake(self) -> None:
        self._with(self._view.desk.remake)

    def add_to_agenda(self) -> None:
        self._with(self._view.desk.add_to_agenda)

    def print_cards(self) -> None:
        self._with(self._view.desk.print_cards)

    def remove(self) -> None:
        self._with(self._view.desk.remove)

    def _with(self, deed: Callable[[BreakoutRow], object]) -> None:
        if self.row is not None:
            deed(self.row)


class Tools:
    """Fills a page's toolbar; `show()` after every change of plan or choice. `picked()` are the things chosen in the room."""

    def __init__(
        self, toolbar: Toolbar, desk: Desk, commands: PlanCommands, room: RoomCommands, picked: Callable[[], list[str]], groups: GroupCommands
    ) -> None:
        self._toolbar, self._desk, self._commands, self._room, self._picked = toolbar, desk, commands, room, picked
        self._groups = groups
        self.mode = Segmented(("Seats", "Room", "Groups"), "What is worked on")
        self.breakout = toolbar.primary("New breakout…", groups.make, icon="plus")
        self.seat = toolbar.primary("Seat guests", commands.seat_all, icon="armchair", tip="Everybody who accepted and has no seat yet")
        self.table = toolbar.primary("Add a table…", commands.add_table, icon="plus")
        self.improve = toolbar.button("Improve unlocked", commands.improve, icon="sparkles", tip="Seat everybody anew; locked seats stay")
        self.lock = toolbar.button("Lock", commands.toggle_lock, icon="lock", tip="The chosen guests, or everybody where nobody is chosen")
        self.plans = toolbar.button("Plans…", commands.compare, icon="layers", tip="Keep this plan, compare it with others, bring one back")
        self.weights = toolbar.button("Weights…", commands.weigh, icon="list-ordered", tip="What counts for the fit, and by how many points")
        self.generate = toolbar.button("Generate tables…", commands.generate, icon="table-2")
        self.thing = toolbar.button("Add to the room…", room.add_fixture, icon="presentation", tip="A stage, screen, door, pillar or buffet")
        self.align = toolbar.button("Align…", lambda: room.align(picked()), icon="list-checks", tip="The chosen tables (A)")
        self.turn = toolbar.button("Turn", lambda: room.turn(picked(), TURN), icon="redo-2", tip="What is chosen, by 15° (R; Shift+R the other way)")
        self.again = toolbar.button("Make again", groups.remake, icon="refresh-cw", tip="Everybody who accepted by now; hosts stay")
        self.agenda = toolbar.button(
            "Into the agenda", groups.add_to_agenda, icon="calendar-plus", tip="Sessions for the rotations and the report-back"
        )
        self.cards = toolbar.button("Print cards…", groups.print_cards, icon="printer", tip="For everybody: where they sit in each rotation")
        toolbar.add_menu(self._fill_menu)
        toolbar.add_end(self.mode)

    def show(self) -> None:
        """The buttons of what is worked on, each with its reason where it cannot act."""
        plan, waiting = self._desk.plan, len(self._desk.waiting())
        self._toolbar.setVisible(bool(plan.guests))
        self._sets()
        self.seat.setText(f"Seat {plural(waiting, 'guest')}" if waiting else "All are seated")
        self.seat.allow(self._commands.why_not_seat())
        self.improve.allow(self._commands.why_not_improve())
        self.lock.setText("Unlock" if self._commands.all_locked() else "Lock")
        self.lock.allow("" if plan.seat_of else "Nobody is seated yet.")
        reasons = {spec.id: spec.reason(self._picked()) for spec in self._room.specs()}
        self.align.allow(reasons["room.align"])
        self.turn.allow(reasons["room.turn"])

    def _sets(self) -> None:
        seats: tuple[Button, ...] = (self.seat, self.improve, self.lock, self.plans, self.weights)
        room: tuple[Button, ...] = (self.table, self.generate, self.thing, self.align, self.turn)
        small: tuple[Button, ...] = (self.breakout, self.again, self.agenda, self.cards)
        laid = bool(self._desk.plan.tables)
        for place, buttons in ((SEATS, seats), (ROOM, room), (GROUPS, small)):
            for button in buttons:
                button.setVisible(place == self.mode.place and (laid or place == GROUPS))
        for button in small[1:]:
            button.allow("" if self._groups.row else "There is no breakout yet.")

    def _fill_menu(self, menu: QMenu) -> None:
        if self.mode.place == GROUPS:
            menu.addAction("Remove the breakout").triggered.connect(lambda _=False: self._groups.remove())
            menu.actions()[-1].setEnabled(self._groups.row is not None)
            return
        subject = self._picked()
        specs = self._room.specs() if self.mode.place == ROOM else []
        for spec in specs:
            action = menu.addAction(spec.text)
            action.setEnabled(not spec.reason(subject))
            action.setToolTip(tip(spec.reason(subject)))
            action.triggered.connect(lambda _=False, spec=spec: spec.run(subject))
        if specs:
            menu.addSeparator()
        for spec in self._commands.specs()[2:]:
            action = menu.addAction(spec.text)
            action.setEnabled(not spec.reason(None))
            action.setToolTip(tip(spec.reason(None)))
            action.triggered.connect(lambda _=False, spec=spec: spec.run(None))
