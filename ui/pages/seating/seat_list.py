"""The plan as a list: every guest with seat, fit and state, and all commands of the plan by key and by menu."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from advoplanner.domain.guests import WORDS, Reply
from advoplanner.domain.rooms import SeatGuest
from advoplanner.domain.seating_issues import PlanIssue
from ui.kit import icons
from ui.kit.action import ActionSpec
from ui.kit.data_table import DataTable, show_anew
from ui.kit.search_box import SearchBox
from ui.models.row_table_model import Column, RowTableModel
from ui.pages.seating.plan import EMPTY, Plan, about
from ui.pages.seating.strip import IssueList
from ui.pages.seating.tabs import Tabs
from ui.pages.seating.view import GUEST_MIME

ALL, UNSEATED, ISSUES = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Line:
    """One guest in the list; `order` sorts by table and seat, those without a seat last."""

    id: str
    name: str
    organisation: str
    place: str
    order: tuple[int, int]
    fit: int | None
    state: str
    tone: str
    tip: str


def line_of(plan: Plan, guest: SeatGuest, why_not: str = "") -> Line:
    """How the list shows `guest`."""
    seat = plan.seat_of.get(guest.guest_id)
    table = plan.tables[seat.table_id] if seat else None
    state, tone = _state(guest, seated=seat is not None, locked=bool(seat and seat.locked), away=guest.guest_id in plan.away)
    return Line(
        guest.guest_id,
        guest.name,
        guest.organisation,
        f"{table.number} · {seat.number}" if seat and table else "",
        (table.number, seat.number) if seat and table else (10_000, 0),
        round(plan.guest_fit(guest.guest_id)) if seat and plan.compared else None,
        state,
        tone,
        ". ".join(filter(None, [f"{guest.name}, {guest.organisation}" if guest.organisation else guest.name, about(guest), why_not])),
    )


class GuestTable(DataTable):
    """Rows can be dragged onto the plan."""

    def __init__(self, model: RowTableModel, actions: Sequence[ActionSpec]) -> None:
        super().__init__(model, "Guests and their seats", actions)
        self._pressed: tuple[float, float] | None = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by key, from the search above all, has a guest chosen for the commands."""
        super().focusInEvent(event)
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_key and not self.selected_ids() and self.model().rowCount():
            self.selectRow(max(self.currentIndex().row(), 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed = (event.position().x(), event.position().y()) if event.button() == Qt.MouseButton.LeftButton else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            far = abs(event.position().x() - self._pressed[0]) + abs(event.position().y() - self._pressed[1])
            if far >= QApplication.startDragDistance() and self.current_id():
                self._pressed = None
                self._carry(self.current_id())
            return
        super().mouseMoveEvent(event)

    def _carry(self, guest_id: str) -> None:
        data = QMimeData()
        data.setData(GUEST_MIME, guest_id.encode())
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.setPixmap(icons.pixmap("armchair", 20, "accent"))
        # Above the pointer: below it the plan shows the guest.
        drag.setHotSpot(QPoint(24, 24))
        drag.exec(Qt.DropAction.MoveAction)


class SeatList(QWidget):
    """`chosen(ids)` follows the selection, `opened(id)` Enter or a double click."""

    chosen = Signal(list)
    opened = Signal(str)

    def __init__(self, actions: Sequence[ActionSpec]) -> None:
        super().__init__()
        self.model = RowTableModel(_COLUMNS)
        self.table = GuestTable(self.model, actions)
        self.table.setColumnHidden(len(_COLUMNS) - 1, True)
        self.tabs = Tabs("Guests shown")
        self.tabs.addTab("All")
        self.tabs.addTab("Unseated")
        self.tabs.addTab("Issues")
        self.tabs.currentChanged.connect(self._filter)
        self.search = SearchBox("Find a guest")
        self.search.setMaximumWidth(10_000)
        self.search.searched.connect(self.model.search)
        self.model.counted.connect(self.search.show_count)
        self.table.selected.connect(self.chosen)
        self.table.opened.connect(self.opened)
        self.issues = IssueList()
        self._plan, self._reasons, self._lines = EMPTY, dict[str, str](), dict[str, Line]()
        people = QWidget()
        inner = QVBoxLayout(people)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        inner.addWidget(self.search)
        inner.addWidget(self.table, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(people)
        self.stack.addWidget(self.issues)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)

    def show_issues(self, issues: Sequence[PlanIssue]) -> None:
        """What does not hold, in a tab of its own."""
        self.issues.show_issues(issues)
        self.tabs.say(ISSUES, f"Issues  {len(issues):,}")

    def show_plan(self, plan: Plan, reasons: Mapping[str, str]) -> None:
        """All guests in the order of their seats; those without one follow, each with the reason where it is known."""
        known = self._known(plan, reasons)
        self._lines = {g: known.get(g) or line_of(plan, guest, reasons.get(g, "")) for g, guest in plan.guests.items()}
        self._plan, self._reasons = plan, dict(reasons)
        lines = list(self._lines.values())
        show_anew(self.table, sorted(lines, key=lambda line: (line.order, line.name)))
        without = sum(not line.place for line in lines)
        self.tabs.say(ALL, f"All  {len(lines):,}")
        self.tabs.say(UNSEATED, f"Unseated  {without:,}")

    def choose(self, ids: Iterable[str]) -> None:
        """Select these guests without telling."""
        self.table.blockSignals(True)
        self.table.select_ids(list(ids))
        self.table.blockSignals(False)

    def _known(self, plan: Plan, reasons: Mapping[str, str]) -> dict[str, Line]:
        """Lines that still hold: of guests who stayed at tables where everybody stayed."""
        before, moved = self._plan, plan.moved_since(self._plan)
        if moved is None or reasons != self._reasons:
            return {}
        stay = (guest_id for guest_id, guest in plan.guests.items() if guest is before.guests.get(guest_id))
        places = ((guest_id, plan.table_of(guest_id), before.table_of(guest_id)) for guest_id in stay)
        return {guest_id: self._lines[guest_id] for guest_id, now, then in places if now == then and now not in moved}

    def _filter(self, tab: int) -> None:
        self.stack.setCurrentIndex(int(tab == ISSUES))
        self.model.keep((lambda line: not line.place) if tab == UNSEATED else None)


def _state(guest: SeatGuest, *, seated: bool, locked: bool, away: bool) -> tuple[str, str]:
    if locked:
        return "Locked", "accent"
    if not seated:
        if away:
            return "Not there", "quiet"
        return ("To seat", "warn") if guest.reply == Reply.ACCEPTED else (WORDS.get(guest.reply, "Unseated"), "quiet")
    return (WORDS[Reply.ACCEPTED], "good") if guest.reply == Reply.ACCEPTED else (WORDS.get(guest.reply, ""), "warn")


# The company is there to be found, not to be read: it has no room beside the plan.
_COLUMNS = (
    Column("Guest", lambda line: line.name, 90, tooltip=lambda line: line.tip, stretch=True),
    Column("Seat", lambda line: line.place or None, 52, sort=lambda line: line.order),
    Column("Fit", lambda line: line.fit, 40, align="right"),
    Column("State", lambda line: line.state, 91, state=lambda line: line.tone),
    Column("Company", lambda line: line.organisation, 0),
)
