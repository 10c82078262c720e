"""What a hand does on the plan: each gesture is an object that starts, moves, and is finished or given up."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtWidgets import QGraphicsRectItem

from ui.pages.seating.fixture_item import FixtureItem
from ui.pages.seating.overlay import Ghost, Guides
from ui.pages.seating.seat_item import SeatItem
from ui.pages.seating.style import cosmetic, style
from ui.pages.seating.table_item import TableItem

if TYPE_CHECKING:
    from ui.pages.seating.scene import PlanScene

GRID = 10.0
"""Tables stand on multiples of this many cm."""
_SNAP_PX = 8.0


class Gesture(ABC):
    """Nothing is written before `finish`; `cancel` leaves everything as it was."""

    def __init__(self, scene: PlanScene) -> None:
        self.scene = scene

    @abstractmethod
    def start(self, at: QPointF) -> None:
        """Take hold at `at`."""

    @abstractmethod
    def move(self, at: QPointF) -> None:
        """Follow the pointer."""

    @abstractmethod
    def finish(self, at: QPointF) -> None:
        """Let go at `at`: tell the scene what was done."""

    @abstractmethod
    def cancel(self) -> None:
        """Let go without a trace."""


class MoveGuest(Gesture):
    """Carry a guest to another seat. A taken seat means the two change places; a table means its nearest free seat."""

    def __init__(self, scene: PlanScene, guest_id: str) -> None:
        super().__init__(scene)
        self.guest_id = guest_id
        self.target: SeatItem | None = None
        self._ghost = Ghost(scene.plan.guests[guest_id])
        self._reasons: dict[str, str] = {}
        self._aimed: set[SeatItem] = set()

    def start(self, at: QPointF) -> None:
        self.scene.addItem(self._ghost)
        home = self.scene.seat_of(self.guest_id)
        if home is not None:
            home.fade(True)
        for seat in self.scene.seat_items.values():
            if seat.free:
                seat.aim("free")
                self._aimed.add(seat)
        self.move(at)

    def move(self, at: QPointF) -> None:
        self._ghost.setPos(at)
        seat = self.scene.target_at(at)
        if seat is not self.target:
            self._leave()
            self.target = seat
            self._enter(seat)
        for view in self.scene.views():
            self._ghost.keep_inside(view.mapFromScene(at), view.viewport().size())

    def finish(self, at: QPointF) -> None:
        self.move(at)
        target = self.target
        reason = self._reason(target) if target else ""
        self.cancel()
        if target is None or target.seat.guest_id == self.guest_id:
            return
        if reason:
            self.scene.refused.emit(reason)
        else:
            self.scene.guest_moved.emit(self.guest_id, target.seat.id)

    def cancel(self) -> None:
        self._leave()
        for seat in self._aimed:
            seat.aim("")
        self._aimed.clear()
        self.target = None
        home = self.scene.seat_of(self.guest_id)
        if home is not None:
            home.fade(False)
        if self._ghost.scene() is self.scene:
            self.scene.removeItem(self._ghost)

    def _enter(self, seat: SeatItem | None) -> None:
        if seat is None:
            self._ghost.say("", allowed=True)
            return
        reason = self._reason(seat)
        seat.aim("not" if reason else "may")
        self._aimed.add(seat)
        table = self.scene.table_items[seat.seat.table_id]
        table.light(True)
        self._ghost.say(reason or self._promise(seat), allowed=not reason)

    def _leave(self) -> None:
        if self.target is not None:
            self.target.aim("free" if self.target.free else "")
            self.scene.table_items[self.target.seat.table_id].light(False)

    def _reason(self, seat: SeatItem) -> str:
        """Why not, asked once for each seat that is passed."""
        if seat.seat.guest_id == self.guest_id:
            return ""
        if seat.seat.id not in self._reasons:
            self._reasons[seat.seat.id] = self.scene.check(self.guest_id, seat.seat.id)
        return self._reasons[seat.seat.id]

    def _promise(self, seat: SeatItem) -> str:
        table = self.scene.plan.tables[seat.seat.table_id]
        if seat.seat.guest_id == self.guest_id:
            return "Stays here"
        if seat.guest is not None:
            return f"Swaps with {seat.guest.short_name}, table {table.number}"
        return f"Table {table.number}, seat {seat.seat.number}"


class MoveThings(Gesture):
    """Shift tables with their chairs, and what else stands in the room; the one in the hand stands on the grid, or level
    with a neighbour when it comes near, and the others keep their distance to it."""

    def __init__(self, scene: PlanScene, held: TableItem | FixtureItem, others: Iterable[TableItem | FixtureItem] = ()) -> None:
        super().__init__(scene)
        self.held = held
        self._homes = {item: QPointF(item.pos()) for item in (held, *others)}
        self._grip = QPointF()
        self._guides = Guides()

    def start(self, at: QPointF) -> None:
        self._grip = at - self.held.pos()
        self.scene.addItem(self._guides)
        self._lift(True)

    def move(self, at: QPointF) -> None:
        wanted = at - self._grip
        x, level_x = self._snapped(wanted.x(), [item.x() for item in self._standing()])
        y, level_y = self._snapped(wanted.y(), [item.y() for item in self._standing()])
        room = self.scene.room()
        by = QPointF(max(0.0, min(room.width(), x)), max(0.0, min(room.height(), y))) - self._homes[self.held]
        for item, home in self._homes.items():
            item.setPos(home + by)
        lines = [QLineF(x, 0, x, room.height())] if level_x else []
        self._guides.show_lines([*lines, QLineF(0, y, room.width(), y)] if level_y else lines)

    def finish(self, at: QPointF) -> None:
        self.move(at)
        moved = {thing_id(item): (item.x(), item.y()) for item, home in self._homes.items() if item.pos() != home}
        self._tidy()
        if moved:
            self.scene.things_moved.emit(moved)

    def cancel(self) -> None:
        for item, home in self._homes.items():
            item.setPos(home)
        self._tidy()

    def _tidy(self) -> None:
        self._lift(False)
        if self._guides.scene() is self.scene:
            self.scene.removeItem(self._guides)

    def _lift(self, up: bool) -> None:
        for item in self._homes:
            if isinstance(item, TableItem):
                item.setZValue(5 if up else 0)
                item.light(up)

    def _standing(self) -> list[TableItem]:
        return [table for table in self.scene.table_items.values() if table not in self._homes]

    def _snapped(self, value: float, lines: list[float]) -> tuple[float, bool]:
        near = min(lines, key=lambda line: abs(line - value), default=None)
        if near is not None and abs(near - value) * self.scene.scale_now <= _SNAP_PX:
            return near, True
        return round(value / GRID) * GRID, False


def thing_id(item: TableItem | FixtureItem) -> str:
    """The id of a table or of what else stands in the room."""
    return item.table.id if isinstance(item, TableItem) else item.fixture.id


class ChooseArea(Gesture):
    """A frame drawn round several guests chooses them; while the room is arranged, whatever stands in it."""

    def __init__(self, scene: PlanScene) -> None:
        super().__init__(scene)
        self._from = QPointF()
        self._frame = QGraphicsRectItem()
        self._frame.setPen(cosmetic(style().accent, 1.2))
        self._frame.setZValue(60)

    def start(self, at: QPointF) -> None:
        self._from = at
        self.scene.addItem(self._frame)

    def move(self, at: QPointF) -> None:
        self._frame.setRect(QRectF(self._from, at).normalized())

    def finish(self, at: QPointF) -> None:
        self.move(at)
        area = self._frame.rect()
        self.cancel()
        if self.scene.arranging:
            self.scene.pick({thing_id(item) for item in self.scene.things() if area.contains(item.pos())}, tell=True)
            return
        inside = [seat for seat in self.scene.seat_items.values() if seat.guest is not None and area.contains(seat.scenePos())]
        self.scene.choose({seat.seat.guest_id for seat in inside}, tell=True)

    def cancel(self) -> None:
        if self._frame.scene() is self.scene:
            self.scene.removeItem(self._frame)
