"""Label and card stock as it is sold, measured: millimetres from the top left corner of the sheet.

The figures are facts of the sheets, checked against public label templates (documents in the trade, gLabels and pretix);
stock whose geometry could not be verified is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

from advoplanner.core.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class Stock:
    """A sheet of equal labels: their size, how many stand across and down, where the first begins, and the pitch."""

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

    @property
    def labels(self) -> int:
        return self.across * self.down

    def corner(self, index: int) -> tuple[float, float]:
        """Top left corner of label `index`, counted from 0 along the rows."""
        row, column = divmod(index % self.labels, self.across)
        return self.left + column * self.step_x, self.top + row * self.step_y


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
        Stock("5371", "Avery 5371 card (also 8371)", "letter", 88.9, 50.8, 2, 5, 19.05, 12.7, 88.9, 50.8),
    )
}  # fmt: skip

TENTS: dict[str, Stock] = {
    s.key: s
    for s in (
        Stock("A4", "A4 cut across the middle, each half folded", "a4", 210, 148.5, 1, 2, 0, 0, 0, 148.5),
        Stock("5305", "Avery 5305 tent card", "letter", 215.9, 127, 1, 2, 0, 12.7, 0, 127),
    )
}  # fmt: skip

_USUAL = {("badges", "a4"): "L4785", ("badges", "letter"): "5395", ("tents", "a4"): "A4", ("tents", "letter"): "5305"}


def stock_for(kind: str, paper: str, key: str = "") -> Stock:
    """The stock named `key`, or the usual one of a paper; `kind` is "badges" or "tents". Raises RuleBroken."""
    known = BADGES if kind == "badges" else TENTS
    stock = known.get(key or _USUAL.get((kind, paper), ""))
    if stock is None:
        raise RuleBroken("export.stock", f"There is no stock “{key or paper}” for {kind}.", f"Known are {', '.join(known)}.", field="stock")
    return stock
