"""Labels that never read their text as markup, so that a name from outside stays a name."""

from __future__ import annotations

from html import escape

from PySide6 import QtGui
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.kit import theme
from ui.kit.tokens import FIGURE, SECTION, SMALL, TEXT, TITLE

_PALETTE = {
    "text": QPalette.ColorRole.WindowText,
    "quiet": QPalette.ColorRole.PlaceholderText,
    "accent": QPalette.ColorRole.Link,
    "ink": QPalette.ColorRole.LinkVisited,
    "bad": QPalette.ColorRole.BrightText,
    "on_accent": QPalette.ColorRole.HighlightedText,
}


def tip(text: str) -> str:
    """`text` as a tooltip that shows it as it is; Qt would read what looks like markup as markup."""
    # The function lives in the namespace that PySide6 calls QtGui.Qt.
    return f"<span>{escape(text).replace(chr(10), '<br>')}</span>" if QtGui.Qt.mightBeRichText(text) else text


class PlainText(QLabel):
    """Plain text in one of the six sizes and in a token's colour; wraps unless `wrap` is False."""

    def __init__(
        self,
        text: str = "",
        *,
        size: int = TEXT,
        weight: QFont.Weight = QFont.Weight.Normal,
        role: str = "text",
        wrap: bool = True,
        figures: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(size, weight, figures=figures))
        self.setWordWrap(wrap)
        self.setText(text)
        self._role = "text"
        self.set_role(role)

    def set_role(self, role: str) -> None:
        """Colour by a token's name or a state word."""
        self._role = role
        if role in _PALETTE:
            self.setForegroundRole(_PALETTE[role])
        else:
            self.setForegroundRole(QPalette.ColorRole.WindowText)
            theme.THEME.changed.connect(self._colour, Qt.ConnectionType.UniqueConnection)
            self._colour()

    def _colour(self) -> None:
        if self._role not in _PALETTE:
            made = self.palette()
            made.setColor(QPalette.ColorRole.WindowText, theme.colour(self._role))
            self.setPalette(made)


class Elided(PlainText):
    """One line that gives way in the middle and shows the whole in its tooltip."""

    def __init__(self, text: str = "", *, size: int = TEXT, weight: QFont.Weight = QFont.Weight.Normal, role: str = "text") -> None:
        self._whole = text
        super().__init__(text, size=size, weight=weight, role=role, wrap=False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(40)

    def set_whole(self, text: str) -> None:
        if text == self._whole == self.accessibleName():
            return
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def whole(self) -> str:
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideMiddle, self.contentsRect().width())
        self.setText(shown)
        self.setToolTip(tip(self._whole) if shown != self._whole else "")


def title(text: str = "") -> PlainText:
    """The page's title, 20 px."""
    return PlainText(text, size=TITLE, weight=QFont.Weight.DemiBold, role="ink", wrap=False)


def section(text: str = "") -> PlainText:
    """A section's title, 15 px."""
    return PlainText(text, size=SECTION, weight=QFont.Weight.DemiBold)


def quiet(text: str = "") -> PlainText:
    """A second line or a label, 12 px."""
    return PlainText(text, size=SMALL, role="quiet")


def figure(text: str = "", role: str = "ink") -> PlainText:
    """The one big number of a card, 28 px."""
    return PlainText(text, size=FIGURE, weight=QFont.Weight.DemiBold, role=role, wrap=False, figures=True)
