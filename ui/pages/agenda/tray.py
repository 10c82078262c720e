"""The tray: sessions that have no time yet, to be dragged onto a day; a day's session dropped here loses its time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from advoplanner.domain.agenda import SessionRow
from ui.kit import theme
from ui.kit.tokens import RADIUS, SMALL, mix
from ui.pages.agenda.card import fill_of
from ui.pages.agenda.plan import kind_of

PAD, CHIP, GAP = 8, 26, 6
EMPTY = "Tray: drop a session here, or press T, to take its time away"


class Tray(QWidget):
    """`carried(id, point)` and `let_go` follow a drag out of the tray, `given_up` Esc."""

    picked = Signal(str)
    opened = Signal(str)
    carried = Signal(str, QPoint)
    let_go = Signal()
    given_up = Signal()
    resized = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[SessionRow] = ()
        self.chosen = ""
        self.aimed = False
        self._pressed: tuple[QPoint, str] | None = None
        self._dragging = False
        self.setFont(theme.font(SMALL))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.THEME.changed.connect(self.update)

    def show_rows(self, rows: Sequence[SessionRow], chosen: str) -> None:
        self.rows, self.chosen = rows, chosen
        self.setAccessibleName(f"Tray: {', '.join(row.title for row in rows)}" if rows else EMPTY)
        self._fit()
        self.update()

    def aim(self, at: QPoint | None) -> bool:
        """Show whether something from a day would drop here; `at` is a point of the screen."""
        aimed = at is not None and self.visibleRegion().contains(self.mapFromGlobal(at))
        if aimed != self.aimed:
            self.aimed = aimed
            self.update()
        return aimed

    def chips(self) -> list[tuple[SessionRow, QRectF]]:
        """Where each session lies."""
        metrics = self.fontMetrics()
        left, top = float(PAD + metrics.horizontalAdvance(self._head()) + 12), float(PAD)
        begin, found = left, []
        for row in self.rows:
            width = min(metrics.horizontalAdvance(chip_words(row)) + 20, max(self.width() - begin - PAD, 80))
            if left > begin and left + width > self.width() - PAD:
                left, top = begin, top + CHIP + GAP
            found.append((row, QRectF(left, top, width, CHIP)))
            left += width + GAP
        return found

    def sizeHint(self) -> QSize:
        return QSize(240, self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = theme.tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = tokens.accent if self.aimed else tokens.edge
        painter.setPen(QPen(QColor(edge), 2 if self.aimed else 1, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(tokens.selected if self.aimed else tokens.window))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.setPen(QColor(tokens.quiet))
        head = QRectF(PAD + 4, PAD, self.width() - 2 * PAD, CHIP)
        words = self._head() if self.rows else self.fontMetrics().elidedText(EMPTY, Qt.TextElideMode.ElideRight, int(head.width()))
        painter.drawText(head, int(Qt.AlignmentFlag.AlignVCenter), words)
        for row, rect in self.chips():
            self._chip(painter, row, rect)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        session_id = self._at(event.position())
        if session_id and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = (event.position().toPoint(), session_id)
            self.picked.emit(session_id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.OpenHandCursor if self._at(event.position()) else Qt.CursorShape.ArrowCursor)
        if self._pressed and (event.position().toPoint() - self._pressed[0]).manhattanLength() >= QApplication.startDragDistance():
            self._dragging = True
            self.setFocus()
            self.carried.emit(self._pressed[1], event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragging, self._dragging, self._pressed = self._dragging, False, None
        if dragging:
            self.let_go.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        session_id = self._at(event.position())
        if session_id:
            self.opened.emit(session_id)

    def event(self, event: QEvent) -> bool:
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self._dragging
        if escape and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if escape and event.type() == QEvent.Type.KeyPress:
            self._dragging, self._pressed = False, None
            self.given_up.emit()
            return True
        return super().event(event)

    def _head(self) -> str:
        return f"No time yet ({len(self.rows)})" if self.rows else ""

    def _at(self, point: QPointF) -> str:
        return next((row.id for row, rect in self.chips() if rect.contains(point)), "")

    def _fit(self) -> None:
        lines = max((rect.bottom() for _, rect in self.chips()), default=float(PAD + CHIP))
        height = int(lines) + PAD
        if height != self.minimumHeight():
            self.setFixedHeight(height)
            self.resized.emit(height)

    def _chip(self, painter: QPainter, row: SessionRow, rect: QRectF) -> None:
        tokens = theme.tokens()
        fill = fill_of(tokens, kind_of(row))
        chosen = row.id == self.chosen
        painter.setPen(QPen(QColor(tokens.accent if chosen else mix(fill, tokens.quiet, 0.35)), 2 if chosen else 1))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 5, 5)
        painter.setFont(theme.font(SMALL, QFont.Weight.Medium))
        painter.setPen(QColor(tokens.text))
        shown = painter.fontMetrics().elidedText(chip_words(row), Qt.TextElideMode.ElideMiddle, int(rect.width()) - 14)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), shown)


def chip_words(row: SessionRow) -> str:
    return f"{row.title} · {row.minutes} min"
