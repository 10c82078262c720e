"""Labels or cards that no list knows: measured with a ruler, taken as soon as they fit the sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import clean
from advoplanner.exports.stocks import Stock, custom_stock
from ui.kit.form import Form

_LENGTHS = (
    ("wide", "Width of a label"), ("high", "Height of a label"), ("left", "Sheet's left edge to the first label"),
    ("top", "Sheet's upper edge to the first label"), ("step_x", "From a left edge to the next one"),
    ("step_y", "From an upper edge to the next one"),
)  # fmt: skip
_COUNTS = (("across", "Labels across", 10), ("down", "Labels down", 30))
MEASURES = (*(name for name, _ in _LENGTHS), *(name for name, _, _ in _COUNTS))
"""What `custom_stock` is made from."""


class OwnStock(Form):
    """`made(stock)` is called with each stock that can be; `of` is what the fields begin with."""

    def __init__(self, made: Callable[[Stock], object]) -> None:
        super().__init__(self._keep, columns=2)
        self._made = made
        self._paper = "a4"
        self._measures: dict[str, Any] = {}
        for name, label in _LENGTHS[:2]:
            self.line(name, label, hint="0 mm")
        for name, label, most in _COUNTS:
            self.number(name, label, low=1, high=most)
        for name, label in _LENGTHS[2:]:
            self.line(name, label, hint="0 mm")

    def begin(self, of: Stock) -> None:
        """Show the measures of a stock, to be changed."""
        self._paper = of.paper
        self._measures = {name: getattr(of, name) for name in MEASURES}
        self.clear({**self._measures, **{name: f"{self._measures[name]:g} mm" for name, _ in _LENGTHS}})

    def _keep(self, name: str, value: Any) -> None:
        self._measures[name] = _length(name, value) if isinstance(value, str) else int(value or 0)
        try:
            stock = custom_stock(self._paper, **self._measures)
        except RuleBroken as refused:
            if refused.field == name or not self.show_error(refused.field, str(refused)):
                raise
            return
        for field in self._measures:
            self.clear_error(field)
            self[field].unsaved = False
        self._made(stock)


def _length(name: str, text: str) -> float:
    words = clean(text).removesuffix("mm").strip().replace(",", ".")
    try:
        return float(words or 0)
    except ValueError:
        raise RuleBroken("packs.length", f"“{clean(text)}” is not a length in millimetres.", "Write 85.5 for example.", field=name) from None
