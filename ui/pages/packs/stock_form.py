"""On which labels or cards: the stock, the first free label of a used sheet, outlines, and the correction of a printer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import clean
from advoplanner.exports.stocks import BADGES, CUSTOM, TENTS, Stock, custom_stock, stock_for
from ui.kit.buttons import Button
from ui.kit.fields import Choice
from ui.kit.form import Form
from ui.kit.labels import quiet
from ui.pages.packs.own_stock import MEASURES, OwnStock

FARTHEST = 10.0
"""Millimetres by which print may be moved; more means another stock."""

KINDS = {"badges": BADGES, "tents": TENTS}


class StockForm(QScrollArea):
    """`changed(key, options)` is called after each edit that holds; options are those of the document's writer.

    `test_sheet()` is called for a sheet that shows where labels would be printed.
    """

    def __init__(self, changed: Callable[[str, dict[str, Any]], object], test_sheet: Callable[[], object]) -> None:
        super().__init__(widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._changed = changed
        self._key = "badges"
        self._paper = "a4"
        self._chosen: dict[str, dict[str, Any]] = {}
        self.form = Form(self._save, columns=2)
        self.form.choice("stock", "Labels or cards", (), wide=True)
        self.form.number("start", "Start at label", low=1, high=99, help="For a sheet of which some labels are gone.")
        self.form.check("outline", "Print outlines", help="Thin lines to cut along; leave them out on labels that are cut already.")
        self.form.check("both_sides", "Print both sides", help="Each sheet is followed by its back, columns changed over.")
        self.form.check("code", "Print contact codes", help="A QR code for whoever agreed to give their contact details to other guests.")
        self.form.check("crop", "Print crop marks", help="For plain card that is cut afterwards; the bar runs over the edge.")
        self.form.line("right", "Move right", hint="0 mm", help="Millimetres; 1.5 or -0.5.")
        self.form.line("down", "Move down", hint="0 mm", help="For a printer that prints a little off.")
        self.own = OwnStock(lambda stock: self._save("stock", stock))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 8, 8)
        column.setSpacing(16)
        column.addWidget(self.form)
        column.addWidget(self.own)
        tested = Button("Print a test sheet…", test_sheet)
        tested.setToolTip("Outlines and scales on plain paper, to hold against the stock before labels are used up")
        column.addWidget(tested, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(quiet("Print at 100 %, never “fit to page”, or names will not meet the labels."))
        column.addStretch(1)
        self.setWidget(body)
        body.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def show_stock(self, key: str, paper: str) -> None:
        """The choices of a document on this paper, as they were made before."""
        self._key, self._paper = key, paper
        fitting = [stock for stock in KINDS[key].values() if stock.paper == paper]
        choice = self.form["stock"]
        if isinstance(choice, Choice):
            choice.set_options([*((stock.key, _words(stock)) for stock in fitting), (CUSTOM, "Custom: measured by you")])
        for name in ("outline", "both_sides", "code", "crop", "right", "down"):
            self.form[name].editor.setEnabled(key == "badges")
        chosen = self._chosen.get(key, {})
        right, down = chosen.get("shift", (0.0, 0.0))
        self.form.clear({"stock": self.stock().key, "start": chosen.get("start", 1), "outline": chosen.get("outline", True),
                         "both_sides": chosen.get("both_sides", False), "code": chosen.get("code", False), "crop": chosen.get("crop", False),
                         "right": _millimetres(right), "down": _millimetres(down)})  # fmt: skip
        self._show_own()

    def options(self, key: str, paper: str) -> dict[str, Any]:
        """What was chosen for a document; stock of another paper gives way to the usual one."""
        chosen = dict(self._chosen.get(key, {}))
        if chosen.get("stock") and stock_for(key, paper, chosen["stock"]).paper != paper:
            chosen.pop("stock")
        return chosen

    def stock(self) -> Stock:
        """The stock that is chosen for the document that is shown."""
        return stock_for(self._key, self._paper, self.options(self._key, self._paper).get("stock", ""))

    def shift(self) -> tuple[float, float]:
        """By how many millimetres right and down its print is moved."""
        shift: tuple[float, float] = self.options(self._key, self._paper).get("shift", (0.0, 0.0))
        return shift

    def _save(self, name: str, value: Any) -> None:
        chosen = dict(self._chosen.get(self._key, {}))
        if name in ("right", "down"):
            shift = list(chosen.get("shift", (0.0, 0.0)))
            shift[name == "down"] = _read_millimetres(name, value)
            chosen["shift"] = tuple(shift)
        elif name == "start":
            chosen["start"] = self._checked_start(value or 1)
        elif name == "stock" and value == CUSTOM:
            # Measuring begins with what was chosen before; nothing changes until a measure does.
            stock = self.stock()
            chosen["stock"] = custom_stock(stock.paper, **{part: getattr(stock, part) for part in MEASURES})
        else:
            chosen[name] = value
        self._chosen[self._key] = chosen
        if name == "stock":
            self._show_own()
        self._changed(self._key, self.options(self._key, self._paper))

    def _show_own(self) -> None:
        stock = self.stock()
        own = stock.key == CUSTOM
        if own and not self.own.isVisibleTo(self):
            self.own.begin(stock)
        self.own.setVisible(own)

    def _checked_start(self, start: int) -> int:
        labels = self.stock().labels
        if start > labels:
            raise RuleBroken("packs.start", f"A sheet of this stock has {labels} labels.", f"Choose 1 to {labels}.", field="start")
        return start


def _words(stock: Stock) -> str:
    return f"{stock.name}: {stock.labels} of {stock.wide:g} × {stock.high:g} mm"


def _millimetres(value: float) -> str:
    return f"{value:g} mm" if value else ""


def _read_millimetres(name: str, text: str) -> float:
    words = clean(text).removesuffix("mm").strip().replace(",", ".").replace("−", "-")
    try:
        value = float(words or 0)
    except ValueError:
        value = FARTHEST + 1
    if not -FARTHEST <= value <= FARTHEST:
        raise RuleBroken(
            "packs.shift", f"“{clean(text)}” is not a distance that print can be moved by.", f"Write -{FARTHEST:g} to {FARTHEST:g} mm.", field=name
        )
    return value
