"""The window onto the plan: zoom by wheel, pinch and keys, pan by hand, fit, and drops from the list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPixmapCache,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView

from ui.kit import theme
from ui.pages.seating.plan import Plan
from ui.pages.seating.scene import AROUND, PlanScene
from ui.pages.seating.style import NORMAL

GUEST_MIME = "application/x-advoplanner-guest"
LEAST, MOST = 0.05, 3.0
_STEP = 1.15
_PAN = 60
CACHE_KB = 96 * 1024
"""Room for pictures of 500 seats with their names at 150 %: a plan that is only moved is not drawn again."""


class PlanView(QGraphicsView):
    """Scales are pixels a centimetre; 100 % is `NORMAL`."""

    zoomed = Signal(float)

    def __init__(self, scene: PlanScene) -> None:
        super().__init__(scene)
        self.plan_scene = scene
        scene.setParent(self)
        self._fitted = True
        self._panning: QPointF | None = None
        QPixmapCache.setCacheLimit(max(QPixmapCache.cacheLimit(), CACHE_KB))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setAccessibleName("Seating plan")
        self.setAccessibleDescription("A drawing of the room. The list beside it holds the same guests and the same commands.")
        self.setMinimumSize(280, 150)
        theme.THEME.changed.connect(self.plan_scene.recolour)

    def fit(self) -> None:
        """Show the whole room, and keep it whole while the window changes."""
        area = self.plan_scene.room().adjusted(-AROUND, -AROUND, AROUND, AROUND)
        self._keep_whole(True)
        whole = min(self.viewport().width() / area.width(), self.viewport().height() / area.height())
        self._set_scale(max(LEAST, min(NORMAL * 1.5, whole)))
        self.centerOn(self.plan_scene.room().center())

    def zoom_by(self, factor: float) -> None:
        self._keep_whole(False)
        self._set_scale(max(LEAST, min(MOST, self.transform().m11() * factor)))

    def show_seat(self, guest_id: str) -> None:
        """Bring a guest's seat into view."""
        seat = self.plan_scene.seat_of(guest_id)
        if seat is not None:
            self.ensureVisible(QRectF(seat.scenePos(), seat.scenePos()).adjusted(-90, -60, 90, 60), 0, 0)

    def show_table(self, table_id: str) -> None:
        """Bring a table with its chairs into view."""
        item = self.plan_scene.table_items.get(table_id) or self.plan_scene.fixture_items.get(table_id)
        if item is not None:
            self.ensureVisible(item.sceneBoundingRect().adjusted(-60, -60, 60, 60), 0, 0)

    def show_plan(self, plan: Plan) -> None:
        """Show `plan`; a room that was whole in the window stays whole."""
        if self.plan_scene.show_plan(plan) and self._fitted:
            self.fit()
        self.plan_scene.write_names()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_STEP ** (event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1 + event.value())
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        middle = event.button() == Qt.MouseButton.MiddleButton
        bare = event.button() == Qt.MouseButton.LeftButton and not event.modifiers() and self._item_at(event.position()) is None
        super().mousePressEvent(event)
        if middle or bare:
            self.plan_scene.hand.give_up()
            self._panning = event.position()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._panning is None:
            super().mouseMoveEvent(event)
            return
        moved = event.position() - self._panning
        self._panning = event.position()
        self._keep_whole(False)
        self.scroll_by(-moved.x(), -moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._panning is not None:
            self._panning = None
            self.viewport().unsetCursor()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        pans = {Qt.Key.Key_Left: (-_PAN, 0), Qt.Key.Key_Right: (_PAN, 0), Qt.Key.Key_Up: (0, -_PAN), Qt.Key.Key_Down: (0, _PAN)}
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(1 / _STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_1:
            self.zoom_by(NORMAL / self.transform().m11())
        elif key in pans:
            self._keep_whole(False)
            self.scroll_by(*pans[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted:
            self.fit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(GUEST_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(GUEST_MIME):
            self.plan_scene.hand.carry(_guest(event), self.mapToScene(event.position().toPoint()))
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.plan_scene.hand.give_up()

    def dropEvent(self, event: QDropEvent) -> None:
        self.plan_scene.hand.carry(_guest(event), self.mapToScene(event.position().toPoint()))
        self.plan_scene.hand.drop(self.mapToScene(event.position().toPoint()))
        event.acceptProposedAction()

    def _keep_whole(self, whole: bool) -> None:
        """A whole room has no scroll bars: they would take the space that decides whether they are needed."""
        self._fitted = whole
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if whole else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(policy)
        self.setVerticalScrollBarPolicy(policy)

    def _item_at(self, at: QPointF) -> object:
        return self.plan_scene.item_at(self.mapToScene(at.toPoint()))

    def scroll_by(self, dx: float, dy: float) -> None:
        """Move what is shown, in px."""
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + round(dx))
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + round(dy))

    def _set_scale(self, scale: float) -> None:
        factor = scale / self.transform().m11()
        if abs(factor - 1) > 1e-9:
            self.scale(factor, factor)
        self.plan_scene.set_scale(scale)
        self.plan_scene.write_names()
        self.zoomed.emit(scale / NORMAL)


def _guest(event: QDropEvent) -> str:
    return bytes(event.mimeData().data(GUEST_MIME).data()).decode()
