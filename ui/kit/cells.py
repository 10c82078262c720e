"""How a table's cell is drawn: text elided in the middle, a state dot, an icon, chips; one hairline below each row."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QWidget

from ui.kit import icons, theme
from ui.kit.row_menu import plain_tip
from ui.kit.tokens import ROW, SMALL, Tokens

ROLE_STATE, ROLE_ICON, ROLE_CHIPS, ROLE_QUIET = (Qt.ItemDataRole.UserRole + i for i in range(1, 5))
PAD = 8
SLACK = 2
"""Widths of words are measured in whole px: what is rounded off must not cut them."""

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Paints a cell from the model's roles. `hovered` is the row under the pointer, kept by the table."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hovered = -1
        self._plain = theme.font()
        self._figures = theme.font(figures=True)
        self._small = theme.font(SMALL)
        self._metrics = QFontMetrics(self._figures)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, ROW)

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        tokens = theme.tokens()
        rect: QRect = option.rect
        self._ground(painter, option, index, tokens)
        inner = rect.adjusted(PAD, 0, -PAD, -1)
        chips = index.data(ROLE_CHIPS)
        if chips:
            self._chips(painter, inner, chips, tokens)
            return
        inner.setLeft(inner.left() + self._mark(painter, inner, index, tokens))
        self._text(painter, inner, index, tokens)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: Any, index: Index) -> bool:
        """The column's own tooltip, or the whole text where it is cut short; never read as markup."""
        words = index.data(Qt.ItemDataRole.ToolTipRole) if index.isValid() else ""
        if not words and index.isValid() and not self.text_fits(index, option.rect.width()):
            words = index.data()
        QToolTip.showText(event.globalPos(), plain_tip(str(words or "")), view)
        return True

    def text_fits(self, index: Index, width: int) -> bool:
        """Whether the cell shows its whole text at this width."""
        return self._words(index) <= width

    def needed(self, index: Index, usual: int) -> int:
        """The width at which nothing is cut; `usual` for chips, which fold by themselves."""
        return usual if index.data(ROLE_CHIPS) else self._words(index) + SLACK

    def _words(self, index: Index) -> int:
        marks = 16 if index.data(ROLE_STATE) else 0
        marks += 24 if index.data(ROLE_ICON) else 0
        return self._metrics.horizontalAdvance(str(index.data() or "")) + marks + 2 * PAD

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFrame(False)
        title = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(str(title))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: Any, index: Index) -> None:
        editor.setGeometry(option.rect)

    def _ground(self, painter: QPainter, option: Any, index: Index, tokens: Tokens) -> None:
        rect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        colour = tokens.selected if selected else tokens.hover if index.row() == self.hovered else tokens.surface
        painter.fillRect(rect, QColor(colour))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.line))
        if index.column() == 0 and option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(rect.left(), rect.top(), 2, rect.height() - 1, QColor(tokens.accent))

    def _mark(self, painter: QPainter, rect: QRect, index: Index, tokens: Tokens) -> int:
        """Draw dot or icon at the left of `rect`; the width it takes."""
        state, icon = index.data(ROLE_STATE), index.data(ROLE_ICON)
        if state:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.colour(state)))
            painter.drawEllipse(QPoint(rect.left() + 4, rect.center().y() + 1), 4, 4)
            painter.restore()
            return 16
        if icon:
            painter.drawPixmap(rect.left(), rect.center().y() - 7, icons.pixmap(icon, 16, "quiet"))
            return 24
        return 0

    def _text(self, painter: QPainter, rect: QRect, index: Index, tokens: Tokens) -> None:
        text = index.data() or ""
        if not text:
            return
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        painter.setFont(self._figures if align & Qt.AlignmentFlag.AlignRight else self._plain)
        painter.setPen(QColor(tokens.quiet if index.data(ROLE_QUIET) else tokens.text))
        painter.drawText(rect, int(align), painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, rect.width()))

    def _chips(self, painter: QPainter, rect: QRect, words: tuple[str, ...], tokens: Tokens) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._small)
        metrics = painter.fontMetrics()
        left = rect.left()
        for place, word in enumerate(words):
            rest = f"+{len(words) - place}"
            room = rect.right() - left - (metrics.horizontalAdvance(rest) + 8 if place < len(words) - 1 else 0)
            width = metrics.horizontalAdvance(word) + 12
            if width > room and place:
                painter.setPen(QColor(tokens.quiet))
                painter.drawText(QRect(left, rect.top(), rect.right() - left + 1, rect.height()), int(Qt.AlignmentFlag.AlignVCenter), rest)
                break
            chip = QRect(left, rect.center().y() - 9, min(width, max(room, 24)), 20)
            painter.setPen(QColor(tokens.line))
            painter.setBrush(QColor(tokens.raised))
            painter.drawRoundedRect(chip, 10, 10)
            painter.setPen(QColor(tokens.text))
            shown = metrics.elidedText(word, Qt.TextElideMode.ElideMiddle, chip.width() - 10)
            painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), shown)
            left += chip.width() + 4
        painter.restore()
