"""Seating: the plan with its list, who still needs a seat, what does not hold, and the commands for all of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from advoplanner.core.changes import ChangeSet
from advoplanner.core.text import plural
from advoplanner.domain.guests import Reply
from advoplanner.domain.seating_issues import PlanIssue
from ui.kit.action import ActionSpec
from ui.kit.context import Context
from ui.kit.empty_state import EmptyState
from ui.kit.jobs import Job
from ui.kit.page import Page
from ui.pages.seating.board import Board
from ui.pages.seating.breakout_dialog import BreakoutDialog
from ui.pages.seating.commands import GuestCommands, give_keys, popup
from ui.pages.seating.desk import Desk
from ui.pages.seating.details import Details
from ui.pages.seating.groups_desk import GroupsDesk
from ui.pages.seating.groups_view import GroupsView
from ui.pages.seating.kept_desk import KeptDesk
from ui.pages.seating.looks import Looks
from ui.pages.seating.plan import Plan
from ui.pages.seating.plan_commands import PlanCommands
from ui.pages.seating.room_commands import RoomCommands
from ui.pages.seating.room_panel import RoomPanel
from ui.pages.seating.seat_list import SeatList
from ui.pages.seating.services import Services
from ui.pages.seating.table_commands import SeatCommands, TableCommands
from ui.pages.seating.tools import GROUPS, ROOM, SEATS, GroupCommands, Tools
from ui.pages.seating.weights_desk import WeightsDesk
from ui.pages.seating.what_if_panel import WhatIfDesk
from ui.pages.seating.workplace import Workplace

NOBODY, BARE, PLAN, SMALL = 0, 1, 2, 3
LOW = 520
"""On a page lower than this the plan has the room that the title would take: the open step says the same."""
SETTLED = 200
"""Milliseconds after a change of seats until what does not hold is looked for: guests moved one after another are looked at once."""
_PEOPLE = frozenset({"guest", "person", "organisation", "relation", "motive_profile", "competition", "employment", "norm_override"})


class SeatingPage(Page):
    """Drag a guest, or use the list: both do the same, each in one undoable step."""

    tables = _PEOPLE | {"event", "seat_table", "seat", "seating_round", "assignment", "fixture", "kept_plan", "breakout"}

    def __init__(self, ctx: Context, services: Services | None = None) -> None:
        super().__init__(ctx, "Seating")
        services = services or _services()
        self.desk = Desk(ctx, self, services)
        self.looks = Looks(self.desk)
        self.kept = KeptDesk(self, self.desk, services.kept_plans)
        self.what_if = WhatIfDesk(self, self.desk, services.what_if)
        self.plan_commands = PlanCommands(self.desk, self.chosen, self._restart, self.kept.open, lambda: self.weights.open())
        self.weights = WeightsDesk(self, self.desk, self.looks, self.plan_commands.improve, self.plan_commands.why_not_improve)
        self.guest_commands = GuestCommands(self.desk, self.select, self.select, self.what_if.open)
        self.table_commands = TableCommands(self.desk, self._open_table)
        self.seat_commands = SeatCommands(self.desk, self.chosen)
        self.board = Board(self.desk.check, self.plan_commands.add_round)
        self.list = SeatList(self.guest_commands.specs())
        self.details = Details(self.desk)
        self.room_commands = RoomCommands(self.desk)
        self.room = RoomPanel(self.desk, [*self.room_commands.specs(), *self.table_commands.for_one()])
        self.work = Workplace(self.desk, self.board, self.list, self.details, self.room)
        self._seat_keys = give_keys(self.board.view, self.guest_commands.specs(), self.chosen)
        self._room_keys = give_keys(self.board.view, self.room_commands.specs(), self.board.picked)
        self.groups_desk = GroupsDesk(ctx, self, services.breakouts, lambda: self.desk.event_id, lambda made: self.groups.show_breakout(made))
        self.groups = GroupsView(self.groups_desk, self.make_breakout)
        groups = GroupCommands(self.groups, self.make_breakout)
        self.tools = Tools(self.toolbar, self.desk, self.plan_commands, self.room_commands, self.board.picked, groups)
        self.toolbar.search = self.list.search
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.look_round)
        ctx.jobs.finished.connect(self._job_ended)
        self._lay_out_content()
        self._wire()
        self.show_mode(SEATS)

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the round and show it; the plan keeps its zoom and what was chosen."""
        if self.event_id is None:
            return
        self.desk.open(self.event_id)
        if changes is not None and self.desk.follows(changes):
            self.desk.reseat(changes)
            self._show_plan(SETTLED)
            return
        same_people = changes is not None and not changes.touches(_PEOPLE)
        if not same_people:
            self.desk.forget_scores()
        self._read(same_people=same_people)
        self.desk.compare(self._show_plan)
        if self.desk.plan.guests:
            self.desk.services.prepare()

    def select(self, item_id: str) -> None:
        """Choose a guest or a table."""
        self.work.select(item_id)

    def commands(self) -> Sequence[ActionSpec]:
        return self.plan_commands.specs()

    def chosen(self) -> list[str]:
        """The guests chosen now, in the order of the plan's guests."""
        return self.board.chosen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.height() < LOW
        self.title.setVisible(not low)
        self._column.setContentsMargins(24, *((8, 24, 8) if low else (20, 24, 16)))
        self._column.setSpacing(8 if low else 16)

    def _read(self, *, same_people: bool = False) -> None:
        self.desk.read(same_people=same_people)
        self._show_plan()

    def _show_plan(self, look_after: int = 0) -> None:
        """Show the desk's plan; what does not hold in it is looked for so many ms later."""
        plan = self.desk.plan
        small = self.tools.mode.place == GROUPS and plan.guests
        self.stack.setCurrentIndex(SMALL if small else PLAN if plan.tables else BARE if plan.guests else NOBODY)
        self.bare.say(f"No tables yet. Say how many of which size, and {plural(len(plan.guests), 'guest')} can be seated.")
        self.set_title("Seating", _figures(plan))
        self.work.show_plan()
        self.kept.show()
        self.weights.show()
        if small:
            self.groups.show_rows()
            self.tools.show()
        soon = self._later.isActive() and self._later.interval() == 0
        self._later.start(0 if soon else look_after)

    def look_round(self) -> None:
        """Look for what does not hold in the plan that is shown; on a page that was left meanwhile, when it is shown again."""
        if self.isVisible():
            self.looks.round(self._show_found)
        else:
            self.ask_refresh()

    def _show_found(self, reasons: dict[str, str], issues: list[PlanIssue]) -> None:
        """What does not hold; where it is severe, also whether the rules can hold at all."""
        self.work.show_found(reasons, issues)
        if any(issue.severe for issue in issues) and self.desk.job is None:
            self.looks.conflicts(lambda found: self.work.show_found(reasons, found + issues) if found else None)

    def _restart(self) -> None:
        """Follow the search that is under way below the plan; no other begins meanwhile."""
        self.board.search.follow(self.desk.job, self.desk.before)
        if self.tools.seat.hasFocus() or self.tools.improve.hasFocus():
            # Its button cannot be pressed meanwhile, and Space must not reach the one beside it.
            self.board.view.setFocus()
        self.ask_refresh()

    def _job_ended(self, job: Job) -> None:
        if job is self.desk.job:
            self.desk.job = None
            self.board.search.follow(None)
            self.ask_refresh()

    def show_mode(self, mode: int) -> None:
        """Seat guests, arrange the room, or make small groups."""
        self.tools.mode.show_place(mode)
        arranging = mode == ROOM
        for keys, alive in ((self._seat_keys, not arranging), (self._room_keys, arranging)):
            for key in keys:
                key.setEnabled(alive)
        self.work.arrange(arranging)
        if self.event_id is not None:
            self._read(same_people=True)

    def make_breakout(self) -> None:
        """Ask what groups there are to be."""
        accepted = [guest for guest in self.desk.plan.guests.values() if guest.reply == Reply.ACCEPTED]
        BreakoutDialog(self.groups_desk, len(accepted), self.groups_desk.topics()).ask(self)

    def _drop_things(self, moved: dict[str, tuple[float, float]]) -> None:
        if not self.desk.tables.drop(moved):
            self.ask_refresh()

    def _open_round(self, round_id: str) -> None:
        self.desk.round_id = round_id
        self.ask_refresh()

    def _open_table(self, table_id: str) -> None:
        """Name, topic and host of a table stand beside the guests."""
        if self.work.arranging:
            self.show_mode(SEATS)
        self.select(table_id)

    def _menu(self, kind: str, item_id: str, at: QPoint) -> None:
        if kind == "room":
            popup(self, self.room_commands.specs(), self.board.picked(), at)
        elif kind == "table":
            popup(self, self.table_commands.specs(), [item_id], at)
        elif kind == "guest":
            popup(self, self.guest_commands.specs(), self.chosen(), at)
        else:
            popup(self, self.seat_commands.specs(), [item_id], at)

    def _lay_out_content(self) -> None:
        nobody = EmptyState("Nobody is on the guest list yet. Who may be seated appears here.", "Go to guests", self._go_to_guests, icon="users")
        self.bare = EmptyState("No tables yet.", "Generate tables…", self.plan_commands.generate, icon="table-2")
        self.stack = QStackedWidget()
        for widget in (nobody, self.bare, self.work, self.groups):
            self.stack.addWidget(widget)
        self.set_content(self.stack)

    def _go_to_guests(self) -> None:
        self.ctx.navigate("guests", self.event_id)

    def _wire(self) -> None:
        scene = self.board.scene
        scene.guest_moved.connect(self.desk.seat)
        scene.things_moved.connect(self._drop_things)
        scene.refused.connect(self.ctx.messages.warning)
        scene.menu_wanted.connect(self._menu)
        self.board.round_chosen.connect(self._open_round)
        self.tools.mode.chosen.connect(self.show_mode)
        self.room.units_changed.connect(self.ask_refresh)
        self.room.units_changed.connect(self.board.scene.update)
        self.work.followed = self.tools.show
        self.work.make_room = self.drawer.close_drawer
        self.work.offer = self.plan_commands.add_missing_tables


def _figures(plan: Plan) -> str:
    """The line under the title."""
    if not plan.tables:
        return ""
    parts = [
        f"{len(plan.seat_of):,} of {plural(len(plan.guests), 'guest')} seated",
        plural(len(plan.tables), "table"),
        plural(plan.free, "free seat"),
    ]
    if plan.seat_of:
        ceiling = f" of at most {plan.row.ceiling:,}" if plan.row.ceiling is not None and not plan.row.proven else ""
        parts.append(f"fit {plan.row.score:,}{ceiling}{', proven best' if plan.row.proven else ''}")
    return " · ".join(parts)


def _services() -> Services:
    from advoplanner.seating.ahead import compile_ahead
    from advoplanner.services import (
        auto_seat,
        breakouts,
        kept_plans,
        peer_weights,
        rooms,
        seating,
        seating_rounds,
        table_mix,
        tables,
        venue_rooms,
        what_if,
    )
    from advoplanner.services.seating_conflicts import conflicts

    further = (kept_plans, breakouts, what_if, venue_rooms, peer_weights, table_mix, conflicts, seating_rounds, compile_ahead)
    return Services(seating, tables, auto_seat.seat_all, rooms, *further)
