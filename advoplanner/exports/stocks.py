"""Label and card stock as it is sold, measured: millimetres from the top left corner of the sheet.

The figures are facts of the sheets, checked against public label templates (documents in the trade, gLabels and pretix);
stock whose geometry could not be verified is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from advoplanner.core.errors import RuleBroken
from advoplanner.exports.style import PAPERS

UNPRINTABLE = 4.0
"""Millimetres along a sheet's edges that most office printers leave white."""

EDGE = f"Labels reach within {UNPRINTABLE:g} mm of the paper's edge, where many printers leave white. Print one sheet and hold it against the stock."
CUSTOM = "custom"
SMALLEST_LABEL = (40.0, 20.0)
"""Below this no name can be read at arm's length."""


@dataclass(frozen=True, slots=True)
class Stock:
    """A sheet of equal labels: their size, how many stand across and down, where the first begins, and the pitch.

    `safe` is how far from a card's edge its maker wants print to stay.
    """

    key: str
    name: str
    paper: str
    wide: float
    high: float
    across: int
    down: int
    left: float
    top: float
    step_x: float
    step_y: float
    radius: float = 0.0
    safe: float = 0.0
    landscape: bool = False

    @property
    def labels(self) -> int:
        return self.across * self.down

    def corner(self, index: int) -> tuple[float, float]:
        """Top left corner of label `index`, counted from 0 along the rows."""
        row, column = divmod(index % self.labels, self.across)
        return self.left + column * self.step_x, self.top + row * self.step_y

    def back_corner(self, index: int) -> tuple[float, float]:
        """The same label's corner on the other side of the sheet, turned over its long edge: columns change places."""
        x, y = self.corner(index)
        return self.sheet[0] - x - self.wide, y

    @property
    def sheet(self) -> tuple[float, float]:
        """Width and height of the sheet as it is printed."""
        across, down = PAPERS[self.paper]
        return (down, across) if self.landscape else (across, down)

    def near_edge(self, shift: tuple[float, float] = (0.0, 0.0)) -> bool:
        """Whether a label moved by `shift` begins or ends where common printers cannot print."""
        wide, high = self.sheet
        corners = [self.corner(index) for index in (0, self.labels - 1)]
        ends = [(x + shift[0], y + shift[1], x + shift[0] + self.wide, y + shift[1] + self.high) for x, y in corners]
        return any(min(left, top, wide - right, high - low) < UNPRINTABLE for left, top, right, low in ends)


BADGES: dict[str, Stock] = {
    s.key: s
    for s in (
        Stock("L4785", "Avery L4785 (also L4784, L4786, L4787)", "a4", 80, 50, 2, 5, 18, 13, 95, 55, 4),
        Stock("5395", "Avery 5395 (also 5095, 5895, 8395, 15395)", "letter", 85.72, 59.27, 2, 4, 17.46, 14.82, 95.25, 63.5, 4),
        Stock("4412", "Herma 4412", "a4", 80, 50, 2, 5, 17.5, 13.5, 95, 55, 3),
        Stock("1445", "Durable 1445-02", "a4", 90, 54, 2, 5, 15, 12, 90, 54),
        Stock("1453", "Durable 1453-02", "a4", 75, 40, 2, 6, 30, 28.5, 75, 40),
        Stock("1456", "Durable 1456-02", "a4", 90, 60, 2, 4, 15, 28.5, 90, 60),
        Stock("32015", "Avery 32015 card", "a4", 85, 54, 2, 4, 17, 31.5, 91, 60),
        Stock("5390", "Avery 5390 insert", "letter", 88.9, 56.36, 2, 4, 19.05, 26.99, 88.9, 56.36),
        Stock("5392", "Avery 5392 insert (also 5384, 74541)", "letter", 101.6, 76.2, 2, 3, 6.35, 25.4, 101.6, 76.2),
        Stock("5388", "Avery 5388 card", "letter", 127, 76.2, 1, 3, 44.45, 25.4, 0, 76.2),
        Stock("5371", "Avery 5371 card (also 8371)", "letter", 88.9, 50.8, 2, 5, 19.05, 12.7, 88.9, 50.8),
    )
}  # fmt: skip

TENTS: dict[str, Stock] = {
    s.key: s
    for s in (
        Stock("A4", "A4 cut across the middle, each half folded", "a4", 210, 148.5, 1, 2, 0, 0, 0, 148.5, safe=9.5),
        Stock("5305", "Avery 5305 tent card", "letter", 215.9, 127, 1, 2, 0, 12.7, 0, 127, safe=9.525),
        Stock("5309", "Avery 5309 large tent card", "letter", 279.4, 177.8, 1, 1, 0, 19.05, 0, 177.8, safe=12.7, landscape=True),
    )
}  # fmt: skip

_USUAL = {("badges", "a4"): "L4785", ("badges", "letter"): "5395", ("tents", "a4"): "A4", ("tents", "letter"): "5305"}


def stock_for(kind: str, paper: str, key: str | Stock = "") -> Stock:
    """The stock named `key`, or the usual one of a paper; `kind` is "badges" or "tents". A stock stands for itself. Raises RuleBroken."""
    if isinstance(key, Stock):
        return key
    known = BADGES if kind == "badges" else TENTS
    stock = known.get(key or _USUAL.get((kind, paper), ""))
    if stock is None:
        raise RuleBroken("export.stock", f"There is no stock “{key or paper}” for {kind}.", f"Known are {', '.join(known)}.", field="stock")
    return stock


def custom_stock(
    paper: str, *, wide: float, high: float, across: int, down: int, left: float, top: float, step_x: float = 0.0, step_y: float = 0.0
) -> Stock:
    """A sheet that somebody measured, in millimetres; a pitch of 0 means that labels touch. Raises RuleBroken `export.stock` at the field."""
    if paper not in PAPERS:
        raise RuleBroken("export.paper", f"“{paper}” is not a paper that documents are made for.", "Choose a4 or letter.", field="paper")
    for field, size, least in (("wide", wide, SMALLEST_LABEL[0]), ("high", high, SMALLEST_LABEL[1])):
        if not (isfinite(size) and size >= least):
            raise _refused(f"A label needs at least {SMALLEST_LABEL[0]:g} × {SMALLEST_LABEL[1]:g} mm.", "Measure it once more.", field)
    if not 1 <= across <= 10 or not 1 <= down <= 30:
        raise _refused("A sheet has 1 to 10 labels across and 1 to 30 down.", "Count them once more.", "across" if not 1 <= across <= 10 else "down")
    stock = Stock(CUSTOM, "Custom stock", paper, wide, high, across, down, left, top, step_x or wide, step_y or high)
    for field, space, need in (("step_x", stock.step_x, wide), ("step_y", stock.step_y, high)):
        if not (isfinite(space) and space >= need):
            raise _refused("Labels would overlap: the pitch is from one label's edge to the next one's.", f"Write {need:g} or more.", field)
    for field, start, size, count, step, room in (
        ("left", left, wide, across, stock.step_x, PAPERS[paper][0]), ("top", top, high, down, stock.step_y, PAPERS[paper][1])
    ):  # fmt: skip
        end = start + (count - 1) * step + size
        if not (isfinite(start) and start >= 0):
            raise _refused("The first label cannot begin outside the sheet.", "Write 0 or more.", field)
        if end > room + _ROUNDING:
            raise _refused(f"The last label would end at {end:g} mm, but the sheet at {room:g} mm.", "Check margin, size, pitch and number.", field)
    return stock


_ROUNDING = 0.1


def _refused(sentence: str, hint: str, field: str) -> RuleBroken:
    return RuleBroken("export.stock", sentence, hint, field=field)
