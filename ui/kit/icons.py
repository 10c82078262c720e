"""Lucide icons drawn in the palette's colours: cached, sharp on every screen, redrawn when the theme switches."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Protocol
from weakref import WeakKeyDictionary

import shiboken6
from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from ui.kit.theme import THEME

SIZES = (16, 20)


class Carrier(Protocol):
    """Anything that carries an icon: a button, an action."""

    def setIcon(self, icon: QIcon) -> None: ...


def put(carrier: Carrier, name: str, role: str = "text", gap: int = 0) -> None:
    """Give `carrier` the icon now and after each switch of the theme; `gap` px stay free at its right."""
    _carriers[carrier] = (name, role, gap)
    carrier.setIcon(icon(name, role, gap))


def icon(name: str, role: str = "text", gap: int = 0) -> QIcon:
    """The icon at 16 and 20 px in a token's colour, and in the quiet one where its carrier is disabled."""
    return _icon(name, THEME.tokens.colour(role), THEME.tokens.quiet, gap)


def pixmap(name: str, size: int = 16, role: str = "text", ratio: float = 0) -> QPixmap:
    """One drawing at `size` device-independent pixels."""
    return _pixmap(name, THEME.tokens.colour(role), size, ratio or _ratio())


def drawn(name: str, size: int, colour: str) -> QPixmap:
    """One drawing in any colour, for what is painted outside the scheme in force."""
    return _pixmap(name, colour, size, _ratio())


@cache
def _icon(name: str, colour: str, disabled: str, gap: int) -> QIcon:
    made = QIcon()
    for size in SIZES:
        made.addPixmap(_pixmap(name, colour, size, _ratio(), gap))
        made.addPixmap(_pixmap(name, disabled, size, _ratio(), gap), QIcon.Mode.Disabled)
    return made


@cache
def _pixmap(name: str, colour: str, size: int, ratio: float, gap: int = 0) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    drawing = QPixmap(QSize(round((size + gap) * ratio), round(size * ratio)))
    drawing.setDevicePixelRatio(ratio)
    drawing.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawing)
    QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return drawing


@cache
def _source(name: str) -> str:
    """The SVG text; a slightly finer stroke sits better beside 13 px text."""
    return (files("resources") / "icons" / f"{name}.svg").read_text("utf-8").replace('stroke-width="2"', 'stroke-width="1.75"')


def _ratio() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


def _redraw() -> None:
    for carrier, (name, role, gap) in list(_carriers.items()):
        if shiboken6.isValid(carrier):
            carrier.setIcon(icon(name, role, gap))


_carriers: WeakKeyDictionary[Carrier, tuple[str, str, int]] = WeakKeyDictionary()
THEME.changed.connect(_redraw)
