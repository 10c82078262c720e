"""How a table's cell is drawn: text elided in the middle, a sentence at its end, a state dot, an icon, chips; one hairline below each row."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QWidget

from ui.kit import icons, theme
from ui.kit.row_menu import plain_tip
from ui.kit.tokens import ROW, SMALL, Tokens

PAD = 8
SLACK = 2
"""Widths of words are measured in whole px: what is rounded off must not cut them."""

REMEMBERED = 2000
"""Texts kept as they were cut to the width of their cell: while somebody types the same rows come again and again."""

Index = QModelIndex | QPersistentModelIndex
_FLAGS = {"left": Qt.AlignmentFlag.AlignLeft, "right": Qt.AlignmentFlag.AlignRight, "center": Qt.AlignmentFlag.AlignHCenter}
ALIGN = {word: int(flag | Qt.AlignmentFlag.AlignVCenter) for word, flag in _FLAGS.items()}
_SELECTED, _FOCUSED = QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_HasFocus.value


class Cell(NamedTuple):
    """What is drawn of a cell: its chips or else its text (all the same in words), before it a state word's dot or else an icon by name."""

    text: str
    chips: tuple[str, ...] = ()
    state: str = ""
    icon: str = ""
    quiet: bool = False
    align: str = "left"
    sentence: bool = False


class Cells(Protocol):
    """Tells what to draw; asked of each cell at once and not by Qt's roles, which take ten times as long."""

    def cell(self, line: int, column: int) -> Cell: ...


class CellDelegate(QStyledItemDelegate):
    """Paints the cells of `rows`. `hovered` is the row under the pointer, kept by the table."""

    def __init__(self, parent: QWidget, rows: Cells) -> None:
        super().__init__(parent)
        self.hovered = -1
        self._rows = rows
        self._plain, self._figures, self._small = theme.font(), theme.font(figures=True), theme.font(SMALL)
        self._metrics, self._plain_metrics, self._small_metrics = (QFontMetrics(f) for f in (self._figures, self._plain, self._small))
        self._cut: dict[tuple[str, int, bool, bool], str] = {}
        self._tokens: Tokens | None = None
        self._colours: dict[str, QColor] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, ROW)

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        line, column, rect = index.row(), index.column(), option.rect
        cell = self._rows.cell(line, column)
        self._ground(painter, rect, option.state.value, line, column)
        inner = rect.adjusted(PAD, 0, -PAD, -1)
        if cell.chips:
            self._chips(painter, inner, cell.chips)
            return
        if cell.state or cell.icon:
            inner.setLeft(inner.left() + self._mark(painter, inner, cell))
        if cell.text:
            self._text(painter, inner, cell)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: Any, index: Index) -> bool:
        """The column's own tooltip, or the whole text where it is cut short; never read as markup."""
        words = index.data(Qt.ItemDataRole.ToolTipRole) if index.isValid() else ""
        if not words and index.isValid() and not self.text_fits(index, option.rect.width()):
            words = index.data()
        QToolTip.showText(event.globalPos(), plain_tip(str(words or "")), view)
        return True

    def text_fits(self, index: Index, width: int) -> bool:
        """Whether the cell shows its whole text at this width."""
        return self._words(self._rows.cell(index.row(), index.column())) <= width

    def needed(self, line: int, column: int, usual: int) -> int:
        """The width at which nothing is cut; `usual` for chips, which fold by themselves."""
        cell = self._rows.cell(line, column)
        return usual if cell.chips else self._words(cell) + SLACK

    def _words(self, cell: Cell) -> int:
        return self._metrics.horizontalAdvance(cell.text) + (16 if cell.state else 0) + (24 if cell.icon else 0) + 2 * PAD

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFrame(False)
        title = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(str(title))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: Any, index: Index) -> None:
        editor.setGeometry(option.rect)

    def _colour(self, role: str) -> QColor:
        """A token's colour, made once: to read it from its text takes longer than to fill a cell with it."""
        tokens = theme.tokens()
        if tokens is not self._tokens:
            self._tokens, self._colours = tokens, {}
        if role not in self._colours:
            self._colours[role] = QColor(tokens.colour(role))
        return self._colours[role]

    def _ground(self, painter: QPainter, rect: QRect, state: int, line: int, column: int) -> None:
        painter.fillRect(rect, self._colour("selected" if state & _SELECTED else "hover" if line == self.hovered else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._colour("line"))
        if column == 0 and state & _FOCUSED:
            painter.fillRect(rect.left(), rect.top(), 2, rect.height() - 1, self._colour("accent"))

    def _mark(self, painter: QPainter, rect: QRect, cell: Cell) -> int:
        """Draw dot or icon at the left of `rect`; the width it takes."""
        if not cell.state:
            painter.drawPixmap(rect.left(), rect.center().y() - 7, icons.pixmap(cell.icon, 16, "quiet"))
            return 24
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour(cell.state))
        painter.drawEllipse(QPoint(rect.left() + 4, rect.center().y() + 1), 4, 4)
        painter.restore()
        return 16

    def _text(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        figures, width = cell.align == "right", rect.width()
        shown = self._cut.get((cell.text, width, figures, cell.sentence))
        if shown is None:
            if len(self._cut) >= REMEMBERED:
                self._cut.clear()
            metrics = self._metrics if figures else self._plain_metrics
            lost = Qt.TextElideMode.ElideRight if cell.sentence else Qt.TextElideMode.ElideMiddle
            shown = self._cut[cell.text, width, figures, cell.sentence] = metrics.elidedText(cell.text, lost, width)
        painter.setFont(self._figures if figures else self._plain)
        painter.setPen(self._colour("quiet" if cell.quiet else "text"))
        painter.drawText(rect, ALIGN[cell.align], shown)

    def _chips(self, painter: QPainter, rect: QRect, words: tuple[str, ...]) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._small)
        metrics = self._small_metrics
        left = rect.left()
        for place, word in enumerate(words):
            rest = f"+{len(words) - place}"
            room = rect.right() - left - (metrics.horizontalAdvance(rest) + 8 if place < len(words) - 1 else 0)
            width = metrics.horizontalAdvance(word) + 12
            if width > room and place:
                painter.setPen(self._colour("quiet"))
                painter.drawText(QRect(left, rect.top(), rect.right() - left + 1, rect.height()), int(Qt.AlignmentFlag.AlignVCenter), rest)
                break
            chip = QRect(left, rect.center().y() - 9, min(width, max(room, 24)), 20)
            painter.setPen(self._colour("line"))
            painter.setBrush(self._colour("raised"))
            painter.drawRoundedRect(chip, 10, 10)
            painter.setPen(self._colour("text"))
            shown = metrics.elidedText(word, Qt.TextElideMode.ElideMiddle, chip.width() - 10)
            painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), shown)
            left += chip.width() + 4
        painter.restore()
