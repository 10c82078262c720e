"""One page of a document at a time, at any size: the picture, and the keys that leaf and zoom."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

from ui.kit import theme
from ui.pages.packs.rendering import POINTS

PIXELS_PER_INCH = 96
"""At 100 % an inch on paper is this many device-independent pixels."""

EDGE = 16
REDRAW_MS = 60


class PageView(QAbstractScrollArea):
    """Asks for a picture with `wanted(scale)`, in pixels for a point; `turned(step)` and `zoomed(step)` follow keys and wheel.

    `zoom` is a share of the paper's own size, or 0 for the whole page, or -1 for its width.
    """

    wanted = Signal(float)
    turned = Signal(int)
    zoomed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Page")
        self.zoom = 0.0
        self._paper = (0.0, 0.0)
        self._image: QImage | None = None
        self._redraw = QTimer(self, interval=REDRAW_MS, singleShot=True)
        self._redraw.timeout.connect(self._ask)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)
        theme.THEME.changed.connect(self.viewport().update)

    def show_paper(self, width: float, height: float) -> None:
        """A page of this size in points is to be shown; its picture follows."""
        self._paper = (width, height)
        self.verticalScrollBar().setValue(0)
        self._lay_out()
        self._ask()

    def show_image(self, image: QImage) -> None:
        """The picture that was asked for."""
        self._image = image
        self.viewport().update()

    def clear(self) -> None:
        """Nothing to show."""
        self._image, self._paper = None, (0.0, 0.0)
        self._lay_out()
        self.viewport().update()

    def set_zoom(self, zoom: float) -> None:
        self.zoom = zoom
        self._lay_out()
        self._ask()

    def share(self) -> float:
        """The size shown, as a share of the paper's own size."""
        wide, high = (side * PIXELS_PER_INCH / POINTS for side in self._paper)
        if self.zoom > 0 or not wide:
            return max(self.zoom, 0.01)
        room = self.maximumViewportSize() - QSize(2 * EDGE, 2 * EDGE)
        if self.zoom < 0:
            return max(room.width() - self.verticalScrollBar().sizeHint().width(), 40) / wide
        width = max(room.width(), 40) / wide
        return min(width, max(room.height(), 40) / high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self._redraw.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _TURNS.get(Qt.Key(event.key()), 0)
        zoom = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self.turned.emit(step)
        elif zoom:
            self.zoomed.emit(zoom)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        step = 1 if event.angleDelta().y() > 0 else -1
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(step)
        elif self.verticalScrollBar().maximum() == 0 and event.angleDelta().y():
            self.turned.emit(-step)
        else:
            super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.colour("raised"))
        place = self._place()
        if place.isEmpty():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(place, Qt.GlobalColor.white)
        if self._image is not None:
            painter.drawImage(place, self._image)
        painter.setPen(theme.colour("edge"))
        painter.drawRect(place.adjusted(-1, -1, 0, 0))

    def _place(self) -> QRect:
        size = self._size()
        view = self.viewport().size()
        left = max((view.width() - size.width()) // 2, EDGE) - self.horizontalScrollBar().value()
        top = max((view.height() - size.height()) // 2, EDGE) - self.verticalScrollBar().value()
        return QRect(left, top, size.width(), size.height())

    def _size(self) -> QSize:
        share = self.share() * PIXELS_PER_INCH / POINTS
        return QSize(round(self._paper[0] * share), round(self._paper[1] * share))

    def _lay_out(self) -> None:
        size, view = self._size(), self.viewport().size()
        for bar, need, have in (
            (self.horizontalScrollBar(), size.width(), view.width()),
            (self.verticalScrollBar(), size.height(), view.height()),
        ):
            bar.setRange(0, max(need + 2 * EDGE - have, 0))
            bar.setPageStep(have)
            bar.setSingleStep(32)
        self.viewport().update()

    def _ask(self) -> None:
        if self._paper[0] and self.isVisible():
            self.wanted.emit(self.share() * PIXELS_PER_INCH / POINTS * self.devicePixelRatioF())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._redraw.start()


_TURNS = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Home: -100_000, Qt.Key.Key_End: 100_000}
