"""The one style of everything printed: colours, type sizes and margins, light in every theme of the screen.

All text colours have a contrast of at least 4.5:1 on white and on the tint; sizes are points, lengths millimetres.
"""

from __future__ import annotations

from dataclasses import dataclass

INK = "#1B2430"
GREY = "#55606E"
NAVY = "#1F3A5F"
TEAL = "#0F766E"
AMBER = "#B45309"
RED = "#B3261E"
RULE = "#D5DBE3"
TINT = "#F3F6FA"
SEAT = "#C9D6E6"
STAGE = "#E1E8F1"
WHITE = "#FFFFFF"
ON_NAVY = "#DCE6F1"

POINTS = 72 / 25.4
"""Points in a millimetre."""

SIDE = 20.0
TOP = 18.0
BOTTOM = 24.0
FOOTER_RULE = 15.0
FOOTER_BASELINE = 10.6
HAIRLINE = 0.5
GUTTER = 4.0

PAPERS = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}


@dataclass(frozen=True, slots=True)
class Face:
    """How text looks: `size` and `leading` in points, `weight` 400 to 700, `tracking` in thousandths of the size."""

    size: float
    weight: int = 400
    colour: str = INK
    leading: float = 0.0
    tracking: float = 0.0

    @property
    def line(self) -> float:
        """Distance between baselines in millimetres."""
        return (self.leading or self.size * 1.35) / POINTS

    def sized(self, size: float) -> Face:
        """The same face at another size, its leading in proportion."""
        return Face(size, self.weight, self.colour, self.leading * size / self.size, self.tracking)

    def coloured(self, colour: str) -> Face:
        return Face(self.size, self.weight, colour, self.leading, self.tracking)

    def weighing(self, weight: int) -> Face:
        return Face(self.size, weight, self.colour, self.leading, self.tracking)


COVER_TITLE = Face(34, 700, WHITE, 40)
COVER_SUB = Face(20, 400, ON_NAVY, 26)
COVER_LINE = Face(11, 500, WHITE, 15)
COVER_LABEL = Face(8.5, 500, ON_NAVY, 12, 40)
NAME = Face(24, 700, NAVY, 29)
NAME_LATIN = Face(13, 400, GREY)
TITLE = Face(22, 700, NAVY, 27)
ROLE = Face(12, 600, INK, 16)
ROW = Face(11, 600, INK, 14.5)
TEXT = Face(9.5, 400, INK, 13.5)
SMALL = Face(9, 400, GREY, 12)
FACT = Face(8.5, 400, GREY, 11.5)
FACT_VALUE = Face(8.5, 500, INK, 11.5)
LABEL = Face(7.5, 600, TEAL, 10, 40)
FOOT = Face(7.5, 400, GREY, 10)
NUMBER = Face(24, 700, NAVY, 28)

BADGE_COLOURS = {"Guest": NAVY, "Host": TEAL, "Speaker": AMBER}
"""The bar of a badge; the word stands on it, so colour never speaks alone. Other words are grey."""
