"""The look of the window: Fusion, our palette, a handful of style rules, Inter. Switches while the window is open."""

from __future__ import annotations

from importlib.resources import files
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette, QPen
from PySide6.QtWidgets import QApplication

from ui.kit.tokens import DARK, LIGHT, SCHEMES, TEXT, Tokens

STYLED = "drawn in Fusion"
"""A property of the application. To ask the style itself, or to set it here, reads all of QStyle, a twentieth of the start."""

_FONTS = ("Inter_400Regular.ttf", "Inter_500Medium.ttf", "Inter_600SemiBold.ttf", "Inter_700Bold.ttf")


class Theme(QObject):
    """Holds the tokens in force; `changed` follows a switch. There is one, `THEME`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens = LIGHT
        self.appearance = "system"
        self._following = False

    def apply(self, appearance: str = "system") -> None:
        """Dress the application: "system", "light", "dark" or "contrast"."""
        self.appearance = appearance
        self._follow_system()
        self._dress(SCHEMES.get(appearance) or self._system())

    def _follow_system(self) -> None:
        if not self._following:
            self._following = True
            register_fonts()
            QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    def _system_changed(self) -> None:
        if self.appearance == "system":
            self._dress(self._system())

    @staticmethod
    def _system() -> Tokens:
        return DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT

    def _dress(self, tokens: Tokens) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise RuntimeError("the theme needs a QApplication")
        self.tokens = tokens
        if not app.property(STYLED):
            app.setStyle("Fusion")
            app.setProperty(STYLED, True)
        app.setFont(font())
        app.setPalette(palette(tokens))
        app.setStyleSheet(style_sheet(tokens))
        self.changed.emit()


THEME = Theme()


def tokens() -> Tokens:
    """The tokens in force; ask each time you paint."""
    return THEME.tokens


def colour(role: str) -> QColor:
    """A token or a state word ("good", "warn", "bad", "quiet", "accent", "ink") as a QColor."""
    return QColor(THEME.tokens.colour(role))


def font(size: int = TEXT, weight: QFont.Weight = QFont.Weight.Normal, *, figures: bool = False) -> QFont:
    """Inter at `size` px; `figures` sets digits of one width, for columns of numbers and clocks."""
    made = QFont("Inter")
    made.setPixelSize(size)
    made.setWeight(weight)
    if figures:
        made.setFeature(QFont.Tag.fromString("tnum"), 1)
    return made


def ring() -> QPen:
    """The focus ring: 2 px in the accent."""
    return QPen(colour("accent"), 2)


def register_fonts() -> None:
    """Make the bundled Inter known to Qt; again is harmless."""
    if "Inter" in QFontDatabase.families():
        return
    folder = files("resources") / "fonts"
    for name in _FONTS:
        QFontDatabase.addApplicationFontFromData((folder / name).read_bytes())


def style_sheet(tokens: Tokens) -> str:
    """The style rules with the colours of `tokens`."""
    text = (files("resources") / "styles" / "app.qss").read_text("utf-8")
    words = {name: str(getattr(tokens, name)) for name in (*tokens.__dataclass_fields__, "selected", "hover", "edge", "disabled")}
    return Template(text).substitute(words)


def palette(tokens: Tokens) -> QPalette:
    """The palette Fusion draws from."""
    made = QPalette()
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    pairs = {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.window,
        role.Text: tokens.text,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.bad,
        role.ToolTipBase: tokens.text,
        role.ToolTipText: tokens.surface,
        role.PlaceholderText: tokens.quiet,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.ink,
        role.Light: tokens.surface,
        role.Midlight: tokens.raised,
        role.Mid: tokens.line,
        role.Dark: tokens.edge,
        role.Shadow: tokens.line,
        role.Accent: tokens.accent,
    }
    for each, value in pairs.items():
        made.setColor(each, QColor(value))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, each, QColor(tokens.quiet))
    return made
