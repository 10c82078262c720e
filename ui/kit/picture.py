"""A picture in its own proportions, no larger than it may be."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel


class Picture(QLabel):
    """`called` is read out in its place."""

    def __init__(self, most: QSize, called: str) -> None:
        super().__init__()
        self._most = most
        self.setAccessibleName(called)

    def show_picture(self, data: bytes | None) -> None:
        """The picture in `data`; without one there is nothing to see."""
        picture = QPixmap()
        if data:
            picture.loadFromData(data)
            picture = picture.scaled(self._most, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        self.setPixmap(picture)
        self.setVisible(data is not None)
