"""The plan with what stands beside it: choosing here chooses there, and every issue leads to its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter

from advoplanner.domain.seating_issues import PlanIssue
from ui.pages.seating.beside import Beside
from ui.pages.seating.board import Board
from ui.pages.seating.desk import Desk
from ui.pages.seating.details import Details
from ui.pages.seating.looks import OFFER_TABLES
from ui.pages.seating.room_panel import RoomPanel
from ui.pages.seating.seat_list import ISSUES, SeatList


class Workplace(QSplitter):
    """Shows the desk's plan. `followed()` is called after another guest or table was chosen, `offer()` for missing tables,
    `make_room()` where the list is needed but has no room."""

    def __init__(self, desk: Desk, board: Board, people: SeatList, details: Details, room: RoomPanel) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.desk, self.board, self.list, self.details, self.room = desk, board, people, details, room
        self.reasons: Mapping[str, str] = {}
        self.followed: Callable[[], object] = lambda: None
        self.offer: Callable[[], object] = lambda: None
        self.make_room: Callable[[], object] = lambda: None
        self.beside = Beside(people, details, room)
        self.addWidget(board)
        self.addWidget(self.beside)
        self.setStretchFactor(0, 1)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(16)
        board.scene.chosen_changed.connect(self._chosen_on_plan)
        board.scene.opened.connect(self.select)
        board.list_wanted.connect(lambda wanted: self.beside.want(wanted, self.size()))
        board.strip.clicked.connect(self.show_issues)
        people.chosen.connect(self._chosen_in_list)
        people.opened.connect(self.show_guest)
        people.issues.opened.connect(self.open_issue)
        room.picked.connect(self._picked_in_list)

    @property
    def arranging(self) -> bool:
        """Whether the room is arranged, and nobody seated."""
        return self.board.scene.arranging

    def arrange(self, wanted: bool) -> None:
        """Work on the room, or on the guests; the plan keeps its zoom."""
        self.board.scene.arrange(wanted)
        self.beside.setCurrentIndex(int(wanted))
        if wanted:
            self.room.show_plan(self.desk.plan, ())
        self.follow()

    def minimumSizeHint(self) -> QSize:
        return self.board.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share_out()
        super().resizeEvent(event)

    def show_plan(self) -> None:
        """The desk's plan, in the drawing and in the list; what was chosen stays."""
        plan = self.desk.plan
        self.board.show_rounds(self.desk.found.rounds, plan.row.round_id)
        self.board.view.show_plan(plan)
        if self.arranging:
            self.room.show_plan(plan, self.board.picked())
        self.show_list()
        self.follow()

    def show_list(self) -> None:
        """The list again, after the reasons became known."""
        self.list.show_plan(self.desk.plan, self.reasons)
        self.list.choose(self.board.scene.chosen)

    def show_found(self, reasons: Mapping[str, str], issues: list[PlanIssue]) -> None:
        """Why each guest without a seat has none, and what does not hold."""
        self.reasons = reasons
        self.board.strip.show_issues(issues)
        self.list.show_issues(issues)
        self.show_list()

    def select(self, item_id: str) -> None:
        """Choose a guest or a table."""
        if item_id in self.desk.plan.tables:
            self.open_table(item_id)
        elif item_id in self.desk.plan.guests:
            self.show_guest(item_id)

    def show_guest(self, guest_id: str) -> None:
        """Bring a guest's seat into view, with the lines to the others there and the reasons beside it."""
        self.show_guests([guest_id])
        self.board.scene.show_ties_of(self.board.scene.seat_of(guest_id))

    def show_guests(self, guest_ids: list[str]) -> None:
        """Choose guests in the list and on the plan, and bring the first into view."""
        self.board.scene.choose(guest_ids)
        self.list.choose(guest_ids)
        self.follow()
        self.board.view.show_seat(guest_ids[0])

    def show_table(self, table_id: str) -> None:
        """Choose a table and bring it into view."""
        self.board.scene.choose((), table_id)
        self.board.scene.show_ties_of(None)
        self.follow()
        self.board.view.show_table(table_id)

    def open_table(self, table_id: str) -> None:
        """Show what a table is called and who leads it, ready to be typed."""
        self._need_list()
        self.show_table(table_id)
        self.details.table.form["name"].editor.setFocus()

    def open_issue(self, issue: PlanIssue) -> None:
        """Go where an issue lies: to its guests, else its tables; or offer what can be done about it."""
        guests = [guest_id for guest_id in issue.guests if guest_id in self.desk.plan.guests]
        tables = [table_id for table_id in issue.places if table_id in self.desk.plan.tables]
        if issue.offer == OFFER_TABLES:
            self.offer()
        elif self.arranging and issue.places:
            self.board.scene.pick(issue.places, tell=True)
            self.board.view.show_table(issue.places[0])
        elif guests:
            self.show_guests(guests)
        elif tables:
            self.show_table(tables[0])

    def show_issues(self) -> None:
        """All issues in the list, the first with the focus."""
        self._need_list()
        self.list.tabs.setCurrentIndex(ISSUES)
        if self.list.issues.rows:
            self.list.issues.rows[0].setFocus()

    def follow(self) -> None:
        """Buttons and details after another guest or table was chosen."""
        plan, chosen, table_id = self.desk.plan, self.board.chosen(), self.board.scene.chosen_table
        self.followed()
        if self.arranging:
            self.room.follow(plan, self.board.picked())
        elif len(chosen) == 1:
            self.details.show_guest(plan, plan.guests[chosen[0]], self.reasons.get(chosen[0], ""), self.desk.notes(chosen[0]))
        elif table_id in plan.tables:
            self.details.show_table(plan, plan.tables[table_id])
        else:
            self.details.show_nothing()
        self._share_out()

    def _share_out(self) -> None:
        focused = QApplication.focusWidget()
        held = focused is not None and self.beside.isAncestorOf(focused)
        self.beside.share(self.size())
        if held and self.beside.isHidden():
            # The keys stay with the plan, where the same commands are, instead of jumping across the window.
            self.board.view.setFocus()
        self.board.allow_list("Close the panel at the right to see the list." if self.beside.crowded else "")

    def _need_list(self) -> None:
        if self.beside.crowded:
            self.make_room()
        self.board.show_list()

    def _chosen_in_list(self, ids: list[str]) -> None:
        if self.arranging:
            return
        if ids or not self.board.scene.chosen_table:
            self.board.scene.choose(ids)
            self.follow()
        if len(ids) == 1:
            self.board.view.show_seat(ids[0])

    def _picked_in_list(self, ids: list[str]) -> None:
        self.board.scene.pick(ids)
        self.follow()

    def _chosen_on_plan(self) -> None:
        self.list.choose(self.board.scene.chosen)
        self.follow()
