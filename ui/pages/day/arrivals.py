"""The list at the door: tall rows with a face, the name large, company and seat below, and whether they are here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from advoplanner.core.text import fold
from advoplanner.domain.guests import WORDS, Attendance, GuestRow
from advoplanner.domain.short_names import initials
from ui.kit import theme
from ui.kit.tokens import SECTION, SMALL, TEXT

ROW, FACE, PAD = 48, 32, 12
STATES = {Attendance.ARRIVED: "good", Attendance.LEFT_EARLY: "warn", Attendance.NO_SHOW: "bad", Attendance.EXPECTED: "quiet"}
Index = QModelIndex | QPersistentModelIndex
ROLE_ROW, ROLE_ALERT = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2


class Arrivals(QAbstractListModel):
    """Guests who fit the words typed; those expected first."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[GuestRow] = []
        self.shown: list[GuestRow] = []
        self.alerts: dict[str, str] = {}
        self._words: list[str] = []

    def set_rows(self, rows: Sequence[GuestRow]) -> None:
        self.rows = list(rows)
        self._arrange()

    def show_alerts(self, alerts: Mapping[str, str]) -> None:
        """What the door must know of a guest, by id."""
        if self.alerts != alerts:
            self.alerts = dict(alerts)
            self.dataChanged.emit(self.index(0), self.index(max(len(self.shown) - 1, 0)))

    def search(self, text: str) -> bool:
        """Keep those whose name or company holds every word typed, names that begin so first; False for the same words again."""
        same, self._words = fold(text).split() == self._words, fold(text).split()
        if not same:
            self._arrange()
        return not same

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.shown[index.row()]
        if role == ROLE_ROW:
            return row
        if role == ROLE_ALERT:
            return self.alerts.get(row.id, "")
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(filter(None, (row.name, row.organisation, seat_words(row), self.alerts.get(row.id, ""), state_words(row))))
        return None

    def line_of(self, guest_id: str) -> int:
        return next((line for line, row in enumerate(self.shown) if row.id == guest_id), -1)

    def _arrange(self) -> None:
        self.beginResetModel()
        fitting = [row for row in self.rows if all(word in fold(f"{row.name} {row.organisation}") for word in self._words)]
        self.shown = sorted(fitting, key=self._place)
        self.endResetModel()

    def _place(self, row: GuestRow) -> tuple[bool, bool, str, str]:
        begins = bool(self._words) and any(part.startswith(self._words[0]) for part in fold(row.name).split())
        return row.attendance != Attendance.EXPECTED, not begins, row.sort_name, row.organisation


class ArrivalDelegate(QStyledItemDelegate):
    """`face(guest_id)` gives a photo, or None for initials."""

    def __init__(self, parent: QWidget, face: Callable[[str], QPixmap | None]) -> None:
        super().__init__(parent)
        self._face = face
        self._name, self._line, self._state = theme.font(SECTION, QFont.Weight.DemiBold), theme.font(SMALL), theme.font(TEXT)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        row: GuestRow = index.data(ROLE_ROW)
        tokens, rect = theme.tokens(), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, QColor(tokens.selected if selected else tokens.surface))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.line))
        draw_face(painter, QRectF(rect.left() + PAD, rect.top() + (ROW - FACE) / 2, FACE, FACE), row.name, self._face(row.id))
        painter.setFont(self._state)
        words = state_words(row)
        width = painter.fontMetrics().horizontalAdvance(words) + 16
        right = QRect(rect.right() - PAD - width, rect.top(), width, rect.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.colour(STATES[Attendance(row.attendance)])))
        painter.drawEllipse(QRectF(right.left(), rect.center().y() - 3, 8, 8))
        painter.setPen(QColor(tokens.text))
        painter.drawText(right.adjusted(16, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), words)
        room = rect.adjusted(2 * PAD + FACE, 5, -width - 2 * PAD, -5)
        self._two_lines(painter, room, row, index.data(ROLE_ALERT))
        painter.restore()

    def _two_lines(self, painter: QPainter, room: QRect, row: GuestRow, alert: str) -> None:
        for font, role, align, text in (
            (self._name, "text", Qt.AlignmentFlag.AlignTop, row.name),
            (self._line, "warn" if alert else "quiet", Qt.AlignmentFlag.AlignBottom, _second(alert, row)),
        ):
            painter.setFont(font)
            painter.setPen(theme.colour(role))
            painter.drawText(room, int(align), painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, room.width()))


def _second(alert: str, row: GuestRow) -> str:
    """The line below the name: what the door must know first."""
    return "  ·  ".join(filter(None, (alert, row.organisation, seat_words(row))))


def draw_face(painter: QPainter, circle: QRectF, name: str, photo: QPixmap | None) -> None:
    """A photo cut round, or the initials of the name."""
    path = QPainterPath()
    path.addEllipse(circle)
    painter.save()
    if photo is None:
        painter.fillPath(path, theme.colour("raised"))
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.font(SMALL, QFont.Weight.DemiBold))
        painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), initials(name))
    else:
        painter.setClipPath(path)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(circle.toRect(), photo)
    painter.restore()


def seat_words(row: GuestRow) -> str:
    return f"{row.table}, seat {row.seat}" if row.table else ""


def state_words(row: GuestRow) -> str:
    """ "Expected", and from when where somebody comes later."""
    later = row.attendance == Attendance.EXPECTED and row.here_from
    return f"{WORDS[row.attendance]} {row.here_from:%H:%M}" if later else WORDS[row.attendance]
