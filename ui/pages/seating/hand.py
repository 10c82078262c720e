"""The pointer on the plan: what it presses, which gesture follows, what it passes over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QGraphicsSceneMouseEvent, QToolTip

from ui.pages.seating.fixture_item import FixtureItem
from ui.pages.seating.gestures import ChooseArea, Gesture, MoveGuest, MoveThings, thing_id
from ui.pages.seating.seat_item import SeatItem
from ui.pages.seating.table_item import TableItem

if TYPE_CHECKING:
    from ui.pages.seating.scene import PlanScene

Item = SeatItem | TableItem | FixtureItem | None
_EXTEND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Hand:
    """Holds at most one gesture; on a `still` scene it does nothing."""

    def __init__(self, scene: PlanScene) -> None:
        self._scene = scene
        self.gesture: Gesture | None = None
        self._pressed: tuple[QPointF, Item] | None = None
        self._over: SeatItem | None = None

    def press(self, event: QGraphicsSceneMouseEvent) -> None:
        """Choose what is there; a gesture begins once the pointer has moved far enough."""
        if event.button() != Qt.MouseButton.LeftButton or self._scene.still:
            event.ignore()
            return
        item = self._scene.item_at(event.scenePos())
        self._pressed = (event.scenePos(), item)
        self._choose(item, extend=bool(event.modifiers() & _EXTEND))
        event.accept()

    def move(self, at: QPointF) -> None:
        if self.gesture is not None:
            self.gesture.move(at)
        elif self._pressed is None:
            self._pass_over(self._scene.item_at(at))
        elif (at - self._pressed[0]).manhattanLength() * self._scene.scale_now >= QApplication.startDragDistance():
            start, item = self._pressed
            self._begin(self._gesture_for(item), start)
            if self.gesture is not None:
                self.gesture.move(at)

    def drop(self, at: QPointF) -> None:
        """Finish what is under way."""
        self._pressed = None
        gesture, self.gesture = self.gesture, None
        if gesture is not None:
            gesture.finish(at)

    def carry(self, guest_id: str, at: QPointF) -> None:
        """Begin or go on to carry a guest who came from outside the plan."""
        if isinstance(self.gesture, MoveGuest) and self.gesture.guest_id == guest_id:
            self.gesture.move(at)
        elif guest_id in self._scene.plan.guests:
            self._begin(MoveGuest(self._scene, guest_id), at)

    def give_up(self) -> bool:
        """End whatever is under way without a trace; whether there was anything."""
        gesture, self.gesture = self.gesture, None
        self._pressed = None
        if gesture is not None:
            gesture.cancel()
        return gesture is not None

    def forget(self) -> None:
        """The plan was replaced: what lay under the pointer may be gone."""
        self._over = None
        self._scene.show_ties_of(None)

    def open(self, at: QPointF) -> None:
        """A double click."""
        item = self._scene.item_at(at)
        if self._scene.arranging:
            return
        if isinstance(item, SeatItem) and item.guest is not None:
            self._scene.opened.emit(item.guest.guest_id)
        elif isinstance(item, TableItem):
            self._scene.opened.emit(item.table.id)

    def ask_menu(self, at: QPointF, screen: QPoint) -> None:
        """Choose what is there, unless it is among the chosen already, and ask for its menu."""
        item = self._scene.item_at(at)
        if self._scene.still or item is None:
            return
        if self._scene.arranging:
            if isinstance(item, TableItem | FixtureItem) and thing_id(item) not in self._scene.picked:
                self._choose(item)
            self._scene.menu_wanted.emit("room", "", screen)
        elif isinstance(item, FixtureItem):
            return
        elif isinstance(item, TableItem):
            self._choose(item)
            self._scene.menu_wanted.emit("table", item.table.id, screen)
        elif item.guest is None:
            self._scene.menu_wanted.emit("seat", item.seat.id, screen)
        else:
            if item.guest.guest_id not in self._scene.chosen:
                self._choose(item)
            self._scene.menu_wanted.emit("guest", item.guest.guest_id, screen)

    def _choose(self, item: Item, *, extend: bool = False) -> None:
        scene = self._scene
        if scene.arranging:
            self._pick(item, extend=extend)
        elif isinstance(item, SeatItem) and item.guest is not None:
            guest_id = item.guest.guest_id
            if extend:
                scene.choose(scene.chosen ^ {guest_id}, tell=True)
            elif guest_id not in scene.chosen or len(scene.chosen) > 1:
                scene.choose({guest_id}, tell=True)
        elif isinstance(item, TableItem):
            scene.choose((), item.table.id, tell=True)
        elif not extend and not isinstance(item, SeatItem):
            scene.choose((), tell=True)

    def _pick(self, item: Item, *, extend: bool) -> None:
        """Choose what is to be arranged; one of several that are chosen keeps them all in the hand."""
        scene = self._scene
        if not isinstance(item, TableItem | FixtureItem):
            if not extend:
                scene.pick((), tell=True)
            return
        own = thing_id(item)
        if extend:
            scene.pick(scene.picked ^ {own}, tell=True)
        elif own not in scene.picked:
            scene.pick({own}, tell=True)

    def _gesture_for(self, item: Item) -> Gesture | None:
        if self._scene.arranging and isinstance(item, TableItem | FixtureItem):
            picked = self._scene.picked
            return MoveThings(self._scene, item, [each for each in self._scene.things() if each is not item and thing_id(each) in picked])
        if isinstance(item, SeatItem):
            return MoveGuest(self._scene, item.guest.guest_id) if item.guest is not None else None
        return MoveThings(self._scene, item) if isinstance(item, TableItem) else ChooseArea(self._scene)

    def _begin(self, gesture: Gesture | None, at: QPointF) -> None:
        self.give_up()
        self._pass_over(None)
        QToolTip.hideText()
        self.gesture = gesture
        if gesture is not None:
            gesture.start(at)

    def _pass_over(self, item: Item) -> None:
        seat = item if isinstance(item, SeatItem) and item.guest is not None and not self._scene.arranging else None
        if seat is not self._over:
            self._over = seat
            self._scene.show_ties_of(seat)
