"""What a hand does on the board: taking a session, carrying it to a time or the tray, pulling its end, letting go."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ui.pages.agenda.grid import HEAD
from ui.pages.agenda.hand import Hand, take
from ui.pages.agenda.surface import Surface
from ui.pages.agenda.tray import Tray

SCROLL_ZONE, SCROLL_STEP, SCROLL_MS = 24, 10, 30


class Gestures(QObject):
    """Points are those of the board's viewport. A signal follows each drag that changed something."""

    moved = Signal(str, object)
    resized = Signal(str, int)
    unscheduled = Signal(str)

    def __init__(self, board: Surface, tray: Tray) -> None:
        super().__init__(board)
        self.board, self.tray = board, tray
        self.hand: Hand | None = None
        self._pressed: tuple[QPoint, str, bool] | None = None
        self._pointer = QPoint()
        self._edge = QTimer(self, interval=SCROLL_MS)
        self._edge.timeout.connect(self._scroll_on)
        tray.carried.connect(self.carry)
        tray.let_go.connect(self.let_go)
        tray.given_up.connect(self.give_up)

    def press(self, point: QPoint, session_id: str, sizing: bool) -> None:
        """A session was pressed; it is taken once the pointer has moved a little."""
        self._pressed = (point, session_id, sizing)

    def move(self, point: QPoint) -> None:
        """The pointer moved over the board."""
        if self._pressed and self.hand is None and (point - self._pressed[0]).manhattanLength() >= QApplication.startDragDistance():
            self._take(*self._pressed)
        if self.hand:
            self._follow(point)
        else:
            self._show_pointer(point)

    def carry(self, session_id: str, at: QPoint) -> None:
        """Follow a session that was taken from the tray; `at` is a point of the screen."""
        row = self.board.plan.row(session_id)
        if row and (self.hand is None or self.hand.row.id != session_id):
            self.hand = take(self.board.plan, row, None)
            self._edge.start()
        self._follow(self.board.viewport().mapFromGlobal(at))

    def let_go(self) -> None:
        """Put down what is in the hand."""
        hand = self.give_up()
        if hand is None or not (hand.aimed or hand.over_tray):
            return
        if hand.over_tray:
            self.unscheduled.emit(hand.row.id)
        elif hand.sizing and hand.minutes != hand.row.minutes:
            self.resized.emit(hand.row.id, hand.minutes)
        elif not hand.sizing and hand.wall != hand.row.start:
            self.moved.emit(hand.row.id, hand.wall)

    def give_up(self) -> Hand | None:
        """Let go without a trace; what was in the hand."""
        hand, self.hand, self._pressed = self.hand, None, None
        self._edge.stop()
        self.tray.aim(None)
        self.board.viewport().update()
        return hand

    def _take(self, point: QPoint, session_id: str, sizing: bool) -> None:
        row = self.board.plan.row(session_id)
        if row:
            self.hand = take(self.board.plan, row, self.board.moment(point)[1], sizing=sizing)
            self._edge.start()

    def _follow(self, point: QPoint) -> None:
        """Aim at the time below the pointer; a session from the tray aims at nothing before it is over the days."""
        self._pointer = point
        hand, viewport = self.hand, self.board.viewport()
        if hand is None:
            return
        placed = hand.row.start is not None
        if placed or viewport.rect().contains(point):
            hand.aim(*self.board.moment(point))
        else:
            hand.aimed = False
        hand.over_tray = placed and not hand.sizing and self.tray.aim(viewport.mapToGlobal(point))
        viewport.update()

    def _scroll_on(self) -> None:
        """Near an edge the board moves on under the hand."""
        if self.hand is None or self.hand.over_tray or not self.hand.aimed:
            return
        height, bar = self.board.viewport().height(), self.board.verticalScrollBar()
        step = -1 if self._pointer.y() < HEAD + SCROLL_ZONE else 1 if self._pointer.y() > height - SCROLL_ZONE else 0
        if step:
            bar.setValue(bar.value() + step * SCROLL_STEP)
            self._follow(self._pointer)

    def _show_pointer(self, point: QPoint) -> None:
        block = self.board.block_at(point)
        shape = Qt.CursorShape.PointingHandCursor if self.board.mark_at(point) else Qt.CursorShape.ArrowCursor
        if block:
            shape = Qt.CursorShape.SizeVerCursor if self.board.on_edge(block, point) else Qt.CursorShape.OpenHandCursor
        self.board.viewport().setCursor(shape)
