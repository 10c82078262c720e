"""A tile for each document: what it is, who reads it, how many pages, what to mind."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from advoplanner.core.text import plural
from advoplanner.exports.documents import DOCUMENTS, DocumentSpec
from advoplanner.services.printing import Preview
from ui.kit import theme
from ui.kit.labels import PlainText, quiet, tip
from ui.kit.tokens import RADIUS, SMALL

DOT = 8
READERS = {"": "Usual readers", "host": "Host team", "member": "Members", "prospect": "Prospects", "public": "Public"}
"""Who reads a document, short enough for a tile."""


class Tile(QAbstractButton):
    """One document; `show_state` tells what is known of it."""

    def __init__(self, spec: DocumentSpec) -> None:
        super().__init__()
        self.spec = spec
        self.state = ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._title = PlainText(spec.title, weight=QFont.Weight.DemiBold)
        self._purpose = quiet(spec.purpose)
        self._facts = PlainText(size=SMALL, role="quiet", figures=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 9)
        column.setSpacing(2)
        for line in (self._title, self._purpose, self._facts):
            line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(line)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_state(self, facts: str, state: str = "", why_not: str = "") -> None:
        """`facts` in words; `state` "warn" or "accent" puts a dot before them; with `why_not` the document cannot be chosen."""
        self.state = "" if why_not else state
        self._facts.setText(why_not or facts)
        self._facts.setContentsMargins(DOT + 6 if self.state else 0, 0, 0, 0)
        self.setEnabled(not why_not)
        self.setToolTip(tip(why_not))
        self.setAccessibleName(self.spec.title)
        self.setAccessibleDescription(f"{self.spec.purpose}. {why_not or facts}")
        for line in (self._title, self._purpose, self._facts):
            line.set_role("quiet" if why_not or line is not self._title else "text")
        self.update()

    def facts(self) -> str:
        """The words shown now."""
        return self._facts.text()

    def sizeHint(self) -> QSize:
        return self.layout().sizeHint()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.layout().heightForWidth(width)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = "selected" if self.isChecked() else "hover" if self.underMouse() and self.isEnabled() else "surface"
        painter.setBrush(theme.colour(fill))
        painter.setPen(theme.ring() if self.hasFocus() else theme.colour("accent" if self.isChecked() else "line"))
        edge = 1.0 if self.hasFocus() else 0.5
        painter.drawRoundedRect(self.rect().toRectF().adjusted(edge, edge, -edge, -edge), RADIUS, RADIUS)
        if self.state:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(self.state))
            line = QRect(self._facts.geometry())
            painter.drawEllipse(QPoint(line.left() + DOT // 2, line.top() + self._facts.fontMetrics().height() // 2 + 1), DOT // 2, DOT // 2)


class TileList(QScrollArea):
    """All tiles, one below another; arrow keys go up and down. `chosen(key)` follows a choice."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Documents")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tiles = {key: Tile(spec) for key, spec in DOCUMENTS.items()}
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(1, 1, 8, 1)
        column.setSpacing(8)
        for key, tile in self.tiles.items():
            tile.clicked.connect(lambda _checked=False, key=key: self.choose(key))
            column.addWidget(tile)
        column.addStretch(1)
        self.setWidget(body)
        body.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def choose(self, key: str) -> None:
        """Mark a tile and tell."""
        for each, tile in self.tiles.items():
            tile.setChecked(each == key)
        self.ensureWidgetVisible(self.tiles[key], 0, 8)
        self.chosen.emit(key)

    def current(self) -> str:
        """The key of the tile that is marked; "" for none."""
        return next((key for key, tile in self.tiles.items() if tile.isChecked()), "")

    def allowed(self) -> Iterable[str]:
        """Documents that may be chosen now."""
        return (key for key, tile in self.tiles.items() if tile.isEnabled())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        keys = list(self.allowed())
        if step and self.current() in keys:
            key = keys[min(max(keys.index(self.current()) + step, 0), len(keys) - 1)]
            self.tiles[key].setFocus()
            self.choose(key)
        else:
            super().keyPressEvent(event)


def facts_of(reader: str, preview: Preview | None, missing: str, changed: str) -> tuple[str, str]:
    """A tile's line and the state of its dot: readers, pages, what to mind."""
    parts = [READERS[reader]]
    if preview is not None:
        parts.append(plural(preview.pages, "page"))
    if missing:
        return " · ".join([*parts, missing]), "warn"
    if preview is not None:
        if preview.problems:
            parts.append(f"{len(preview.problems)} to check")
        if preview.hidden:
            parts.append(f"{len(preview.hidden)} left out")
    if changed:
        parts.append(changed)
    state = "accent" if changed else "warn" if preview is not None and preview.problems else ""
    return " · ".join(parts), state
