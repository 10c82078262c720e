"""A strip above the content for what the environment says; it stays until it is closed or settled."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.kit import icons, theme
from ui.kit.a11y import announce
from ui.kit.buttons import Button, IconButton
from ui.kit.labels import PlainText
from ui.kit.messages import Message
from ui.kit.tokens import RADIUS, mix

_ICONS = {"info": ("info", "accent"), "warning": ("triangle-alert", "warn"), "error": ("circle-alert", "bad")}


class Banner(QWidget):
    """One message: icon, sentence, what to do, at most one button, and a way to close it."""

    gone = Signal()

    def __init__(self, message: Message) -> None:
        super().__init__()
        self.message = message
        name, self._role = _ICONS[message.level]
        picture = QLabel()
        picture.setPixmap(icons.pixmap(name, 20, self._role))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(PlainText(str(message)), 1)
        if message.button and message.action:
            row.addWidget(Button(message.button, message.action))
        row.addWidget(IconButton("x", "Close this message", self.dismiss))
        self.setAccessibleName(str(message))

    def dismiss(self) -> None:
        self.hide()
        self.gone.emit()
        self.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme.tokens()
        painter.setBrush(QColor(mix(tokens.surface, tokens.colour(self._role), 0.08)))
        painter.setPen(QColor(mix(tokens.surface, tokens.colour(self._role), 0.4)))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), RADIUS, RADIUS)


class BannerStack(QWidget):
    """Banners one below another; the same text or code is shown once."""

    def __init__(self, margin: int = 0) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(margin, margin // 2, margin, 0)
        self._column.setSpacing(8)
        self._banners: list[Banner] = []
        self.hide()

    def show_message(self, message: Message) -> Banner:
        """Show it; a banner with the same words gives way."""
        self.drop(message.code or str(message))
        banner = Banner(message)
        banner.gone.connect(self._tidy)
        self._column.addWidget(banner)
        # Where the stack is seen already Qt would show it only later, and until then it would count as closed.
        banner.show()
        self._banners.append(banner)
        self.show()
        announce(banner, str(message))
        return banner

    def drop(self, key: str) -> None:
        """Close the banner with this code or these words."""
        for banner in self.banners():
            if key in (banner.message.code, str(banner.message)):
                banner.dismiss()

    def banners(self) -> list[Banner]:
        """Those shown now, oldest first."""
        return list(self._banners)

    def _tidy(self) -> None:
        self._banners = [banner for banner in self._banners if not banner.isHidden()]
        if not self._banners:
            self.hide()
