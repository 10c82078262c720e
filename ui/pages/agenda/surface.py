"""The scrolled surface under the board: what lies where, what a tooltip says, and bringing a session into view."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip

from ui.kit import theme
from ui.pages.agenda.grid import HEAD, LEFT, Grid, fitted, snapped
from ui.pages.agenda.plan import AgendaPlan, Block, people_of, spoken

EDGE = 6.0
"""Pixels at a card's lower edge that resize it."""


class Surface(QAbstractScrollArea):
    """Points are those of the viewport; the days and hours at its edges never scroll away."""

    def __init__(self, plan: AgendaPlan) -> None:
        super().__init__()
        self.plan = plan
        self.grid: Grid = fitted(plan, 100, 100)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(160)
        self.viewport().setMouseTracking(True)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(self.viewport().update)
        theme.THEME.changed.connect(self.viewport().update)

    @property
    def offset(self) -> QPointF:
        """How far the content is scrolled."""
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def fit(self) -> None:
        """Lay the plan out in the room there is now."""
        room = self.maximumViewportSize()
        width, height = room.width(), room.height()
        self.grid = fitted(self.plan, width, height)
        if self.grid.height > height + 1:
            width -= self.verticalScrollBar().sizeHint().width()
            self.grid = fitted(self.plan, width, height)
        if self.grid.width > width + 1:
            height -= self.horizontalScrollBar().sizeHint().height()
        for bar, size, shown in ((self.verticalScrollBar(), self.grid.height, height), (self.horizontalScrollBar(), self.grid.width, width)):
            bar.setRange(0, max(round(size) - shown, 0))
            bar.setPageStep(shown)
            bar.setSingleStep(24)
        self.viewport().update()

    def moment(self, point: QPoint) -> tuple[int, float]:
        """Column and minute below a point."""
        return self.grid.at(point.toPointF() + self.offset)

    def snapped_moment(self, point: QPoint) -> tuple[int, int]:
        """Column and minute below a point, in steps of five minutes, on the axis."""
        day, minute = self.moment(point)
        return day, min(max(snapped(minute), self.plan.first), self.plan.last)

    def inside(self, point: QPoint) -> bool:
        """Whether a point lies on the days and not on the edges."""
        return LEFT <= point.x() < self.grid.width - self.offset.x() and point.y() >= HEAD

    def block_at(self, point: QPoint) -> Block | None:
        """The session below a point."""
        at = point.toPointF() + self.offset
        return next((block for block in reversed(self.plan.blocks) if self.inside(point) and self.grid.rect(block).contains(at)), None)

    def mark_at(self, point: QPoint) -> Block | None:
        """The session whose mark in the gutter lies below a point."""
        at = point.toPointF() + self.offset
        marked = (block for block in self.plan.blocks if block.row.id in self.plan.levels)
        return next((block for block in marked if self.inside(point) and self.grid.mark(block).contains(at)), None)

    def on_edge(self, block: Block, point: QPoint) -> bool:
        """Whether a point lies on the lower edge of a card."""
        rect = self.grid.rect(block)
        return point.y() + self.offset.y() >= rect.bottom() - min(EDGE, rect.height() / 3)

    def foot_of(self, block: Block) -> QPoint:
        """The lower left corner of a card."""
        return (self.grid.rect(block).bottomLeft() - self.offset).toPoint()

    def reveal(self, block: Block) -> None:
        """Scroll no further than needed to show a card."""
        rect, view = self.grid.rect(block), QRectF(self.offset, self.viewport().size().toSizeF()).adjusted(LEFT, HEAD, 0, 0)
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        if rect.top() < view.top() or rect.height() > view.height():
            down.setValue(int(rect.top() - HEAD - 8))
        elif rect.bottom() > view.bottom():
            down.setValue(int(rect.bottom() - self.viewport().height() + 8))
        if rect.left() < view.left():
            across.setValue(int(rect.left() - LEFT - 24))
        elif rect.right() > view.right():
            across.setValue(int(rect.right() - self.viewport().width() + 8))

    def tip_at(self, point: QPoint) -> str:
        """What is known of the session below a point, as text that is not read as markup."""
        block = self.mark_at(point) or self.block_at(point)
        if block is None:
            return ""
        lines = [spoken(block.row), people_of(block.row), *self.plan.sentences(block.row.id)]
        return "<br>".join(escape(line) for line in lines if line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self.viewport())
            return True
        return super().viewportEvent(event)
