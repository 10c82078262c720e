"""Colours and measures, the same family as in the printed documents. Contrast of every text pair is tested."""

from __future__ import annotations

from advoplanner.core.records import dataclass

GAP = 4
SMALL, TEXT, SECTION, TITLE, FIGURE = 12, 13, 15, 20, 28
ROW = 32
RAIL, RAIL_NARROW = 200, 56
DRAWER = 380
RADIUS = 6


@dataclass(frozen=True, slots=True)
class Tokens:
    """One scheme. `on_accent` is text on the accent; `selected` and `tint` are accent laid thinly over surface."""

    name: str
    window: str
    surface: str
    raised: str
    line: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    ink: str
    good: str
    warn: str
    bad: str

    @property
    def dark(self) -> bool:
        return luminance(self.window) < 0.2

    @property
    def selected(self) -> str:
        """Behind the selected row, with `text` on it."""
        return mix(self.surface, self.accent, 0.3 if self.name == "contrast" else 0.16 if self.dark else 0.12)

    @property
    def hover(self) -> str:
        """Under the pointer."""
        return mix(self.surface, self.raised, 0.7)

    @property
    def edge(self) -> str:
        """Border of a field: stronger than a hairline."""
        return mix(self.line, self.quiet, 0.35)

    @property
    def disabled(self) -> str:
        """How the border of a disabled button is drawn: high contrast has no paler colour to tell it by."""
        return "dashed" if self.name == "contrast" else "solid"

    def colour(self, role: str) -> str:
        """The colour of a token or a state word; raises AttributeError for a word that is neither."""
        return str(getattr(self, role or "quiet"))


LIGHT = Tokens(
    name="light",
    window="#F5F7FA",
    surface="#FFFFFF",
    raised="#EEF2F7",
    line="#D9E0E9",
    text="#18222F",
    quiet="#556273",
    accent="#0F766E",
    on_accent="#FFFFFF",
    ink="#1F3A5F",
    good="#13703A",
    warn="#9A4B00",
    bad="#B3261E",
)
DARK = Tokens(
    name="dark",
    window="#11161D",
    surface="#1A212B",
    raised="#232C38",
    line="#313C4A",
    text="#E7ECF3",
    quiet="#A3AFBF",
    accent="#43BDB3",
    on_accent="#11161D",
    ink="#8FB4E3",
    good="#5CC98A",
    warn="#F0A95B",
    bad="#FF8A80",
)
CONTRAST = Tokens(
    name="contrast",
    window="#000000",
    surface="#000000",
    raised="#000000",
    line="#FFFFFF",
    text="#FFFFFF",
    quiet="#FFFFFF",
    accent="#43BDB3",
    on_accent="#000000",
    ink="#FFFFFF",
    good="#FFFFFF",
    warn="#FFFFFF",
    bad="#FFFFFF",
)
SCHEMES = {tokens.name: tokens for tokens in (LIGHT, DARK, CONTRAST)}


def mix(below: str, above: str, share: float) -> str:
    """`above` laid over `below` at `share` (0 to 1) opacity."""
    pairs = zip(_channels(below), _channels(above), strict=True)
    return "#" + "".join(f"{round(low + (high - low) * share):02X}" for low, high in pairs)


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, definition of relative luminance)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (channel / 255 for channel in _channels(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2, 1.4.3)."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
