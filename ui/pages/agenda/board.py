"""Days side by side on one axis of time, painted: sessions are chosen, moved and resized by hand here, or by key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from ui.kit import a11y
from ui.kit.action import ActionSpec
from ui.kit.row_menu import RowMenu
from ui.pages.agenda.canvas import Canvas, Still, paint
from ui.pages.agenda.gestures import Gestures
from ui.pages.agenda.plan import STEP, AgendaPlan, spoken
from ui.pages.agenda.surface import Surface
from ui.pages.agenda.tray import Tray

FAST = 30
"""Minutes by which an arrow moves with Shift."""


class DayBoard(Surface):
    """Left and right choose, up and down move, the commands' own keys do the rest. Esc gives a drag up.

    `place` is an empty spot of the event's time that was clicked: a new session begins there.
    """

    picked = Signal(str)
    opened = Signal(str)
    wanted_at = Signal(object)
    nudged = Signal(int)
    mark_clicked = Signal(str)

    def __init__(self, plan: AgendaPlan, tray: Tray, actions: Sequence[ActionSpec]) -> None:
        super().__init__(plan)
        self.setAccessibleName("Agenda by day")
        self.chosen = ""
        self.found: frozenset[str] | None = None
        self.place: tuple[int, int] | None = None
        self._still: Still | None = None
        self.gestures = Gestures(self, tray)
        self.menu = RowMenu(self, self.selected_ids)
        for spec in actions:
            self.menu.add(spec)

    def show_plan(self, plan: AgendaPlan) -> None:
        """Another state of the agenda; the chosen session stays chosen while it is there."""
        self.gestures.give_up()
        if plan.start != self.plan.start:
            # Another event, or the same on another day: it is read from its beginning.
            self.verticalScrollBar().setValue(0)
        self.plan = plan
        row = plan.row(self.chosen)
        if row:
            self.setAccessibleDescription(spoken(row))
        else:
            self.chosen = ""
        if self.place and self.place[0] >= len(plan.days):
            self.place = None
        self.fit()

    def choose(self, session_id: str) -> None:
        """Choose a session and bring it into view."""
        self.chosen, self.place = session_id, None
        row, block = self.plan.row(session_id), self.plan.block(session_id)
        self.setAccessibleDescription(spoken(row) if row else "")
        if row:
            a11y.announce(self, spoken(row))
        if block:
            self.reveal(block)
        self.viewport().update()

    def show_found(self, ids: frozenset[str] | None) -> None:
        """Fade all but these; None fades nothing."""
        self.found = ids
        self.viewport().update()

    def selected_ids(self) -> list[str]:
        return [self.chosen] if self.chosen else []

    def new_start(self) -> datetime | None:
        """Where a new session begins: at the marked spot, else after the chosen session, else None."""
        if self.place:
            return self.plan.wall(*self.place)
        row = self.plan.row(self.chosen)
        return row.end if row else None

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = Canvas(self.grid, self.offset, self.chosen, self.hasFocus(), self.found, self.place, self.gestures.hand)
        self._still = paint(QPainter(self.viewport()), canvas, self.viewport().rect().toRectF(), self._still)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        mark, block = self.mark_at(point), self.block_at(point)
        if mark:
            self._pick(mark.row.id)
            self.mark_clicked.emit(mark.row.id)
        elif block:
            self.gestures.press(point, block.row.id, self.on_edge(block, point))
            self._pick(block.row.id)
        elif self.inside(point):
            self._mark_spot(point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.gestures.move(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.gestures.let_go()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        block = self.block_at(point)
        if block:
            self.opened.emit(block.row.id)
        elif self.inside(point) and self.place:
            self.wanted_at.emit(self.new_start())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        under, own = self.block_at(event.pos()), self.plan.block(self.chosen)
        if event.reason() == QContextMenuEvent.Reason.Keyboard and own:
            self.menu.popup(self.foot_of(own))
            return
        if under:
            self._pick(under.row.id)
            self.menu.popup(event.pos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        if key == Qt.Key.Key_Escape and self.gestures.hand:
            self.gestures.give_up()
        elif key in _MOVES and not held & Qt.KeyboardModifier.ControlModifier:
            self.nudged.emit(_MOVES[key] * (FAST if held & Qt.KeyboardModifier.ShiftModifier else STEP))
        elif key in _CHOOSES:
            self._pick(self.plan.neighbour(self.chosen, _CHOOSES[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen:
            self.opened.emit(self.chosen)
        elif key == Qt.Key.Key_N and not self.chosen:
            self.wanted_at.emit(self.new_start())
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        """Esc with something in the hand and N on a marked spot are the board's own, whatever shortcuts there are."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            escape = event.key() == Qt.Key.Key_Escape and self.gestures.hand is not None
            if escape or (event.key() == Qt.Key.Key_N and not self.chosen):
                event.accept()
                return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.chosen and not self.place and event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._pick(self.plan.neighbour("", 0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _pick(self, session_id: str) -> None:
        if session_id:
            self.choose(session_id)
            self.picked.emit(session_id)

    def _mark_spot(self, point: QPoint) -> None:
        """Mark a spot for a new session; there is none outside the event's time."""
        spot = self.snapped_moment(point)
        wall = self.plan.wall(*spot)
        self.chosen, self.place = "", spot if self.plan.start <= wall < self.plan.end else None
        self.setAccessibleDescription(f"{wall:%A %H:%M}. Press N to add a session here." if self.place else "")
        self.viewport().update()
        self.picked.emit("")


_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_CHOOSES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -1000, Qt.Key.Key_End: 1000}
