"""Cards side by side where there is room and one below another where there is not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

GAP = 16


class CardColumns(QScrollArea):
    """Columns of widgets with their shares of the width; below `narrow` px they stand in one column, the first on top."""

    def __init__(self, columns: Sequence[tuple[int, Sequence[QWidget]]], *, narrow: int = 720) -> None:
        super().__init__(widgetResizable=True)
        self._narrow = narrow
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = _Body()
        self._row = QHBoxLayout(body)
        self._row.setContentsMargins(0, 0, 4, 0)
        self._row.setSpacing(GAP)
        for share, widgets in columns:
            column = QVBoxLayout()
            column.setSpacing(GAP)
            for widget in widgets:
                column.addWidget(widget)
            column.addStretch(1)
            self._row.addLayout(column, share)
        # A viewport of its own: to be handed Qt's, PySide first makes the classes of all widgets ready, an eighth of a bare start.
        self.setViewport(QWidget())
        self.setWidget(body)
        body.setAutoFillBackground(False)

    @property
    def stacked(self) -> bool:
        """Whether the columns stand one below another now."""
        return self._row.direction() == QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self._narrow
        if narrow != self.stacked:
            self._row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)


class _Body(QWidget):
    """As tall as its words are at the width it has, not at the narrowest: else an empty end could be scrolled to."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)
