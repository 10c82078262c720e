"""A person's picture, or the initials where there is none: choose a file, drop one, or take it away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QMenu

from advoplanner.domain.short_names import initials
from ui.kit import theme
from ui.kit.tokens import SECTION, mix

SIDE = 64


class Photo(QAbstractButton):
    """Round. `choose()` and `remove()` are called for what is wanted, `dropped(path)` for a file let go over it."""

    def __init__(self, choose: Callable[[], object], remove: Callable[[], object], dropped: Callable[[Path], object]) -> None:
        super().__init__()
        self._choose, self._remove, self._dropped = choose, remove, dropped
        self._picture = QPixmap()
        self._letters = ""
        self.setFixedSize(SIDE, SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAcceptDrops(True)
        self.clicked.connect(self._clicked)

    @property
    def has_picture(self) -> bool:
        return not self._picture.isNull()

    def show_person(self, name: str, data: bytes | None) -> None:
        """The picture in `data` (JPEG), or the initials of `name`."""
        self._letters = initials(name)
        self._picture = QPixmap()
        if data:
            self._picture.loadFromData(data)
        self.setAccessibleName(f"Picture of {name}" if self.has_picture else f"No picture of {name} yet")
        self.setToolTip("Change or remove the picture" if self.has_picture else "Choose a picture, or drop one here")
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self._dropped(paths[0])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        circle = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        shape = QPainterPath()
        shape.addEllipse(circle)
        if self.has_picture:
            painter.setClipPath(shape)
            cut = min(self._picture.width(), self._picture.height())
            source = QRectF((self._picture.width() - cut) / 2, (self._picture.height() - cut) / 4, cut, cut)
            painter.drawPixmap(circle, self._picture, source)
            painter.setClipping(False)
        else:
            tokens = theme.tokens()
            painter.fillPath(shape, QColor(mix(tokens.surface, tokens.ink, 0.12)))
            painter.setPen(QColor(tokens.ink))
            painter.setFont(theme.font(SECTION + 5, theme.QFont.Weight.DemiBold))
            painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), self._letters)
        painter.setPen(theme.ring() if self.hasFocus() else theme.colour("line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(circle)

    def _clicked(self) -> None:
        if not self.has_picture:
            self._choose()
            return
        menu = QMenu(self)
        menu.addAction("&Choose another picture…", self._choose)
        menu.addAction("&Remove the picture", self._remove)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
