"""Crop marks for cards on plain card stock: short lines in the sheet's margins that show the guillotine where to cut."""

from __future__ import annotations

from advoplanner.exports.canvas import Sheet
from advoplanner.exports.stocks import Stock
from advoplanner.exports.style import INK

BLEED = 3.0
"""Millimetres by which colour runs over the edge of a card, so that no white line stays where a cut is a little off."""

_LENGTH = 5.0


def bleed_of(stock: Stock) -> float:
    """How far colour may run over the edge without reaching the next card."""
    gaps = [step - side for step, side, count in ((stock.step_x, stock.wide, stock.across), (stock.step_y, stock.high, stock.down)) if count > 1]
    return max(min([BLEED, *(gap / 2 for gap in gaps)]), 0.0)


def draw_crop_marks(sheet: Sheet, stock: Stock, shift: tuple[float, float]) -> None:
    """Marks at every edge of every column and row, outside of all cards and their bleed."""
    left, top = stock.left + shift[0], stock.top + shift[1]
    right, low = left + (stock.across - 1) * stock.step_x + stock.wide, top + (stock.down - 1) * stock.step_y + stock.high
    for column in range(stock.across):
        for x in (left + column * stock.step_x, left + column * stock.step_x + stock.wide):
            sheet.stroke(x, top - BLEED - _LENGTH, x, top - BLEED, INK, 0.25)
            sheet.stroke(x, low + BLEED, x, low + BLEED + _LENGTH, INK, 0.25)
    for row in range(stock.down):
        for y in (top + row * stock.step_y, top + row * stock.step_y + stock.high):
            sheet.stroke(left - BLEED - _LENGTH, y, left - BLEED, y, INK, 0.25)
            sheet.stroke(right + BLEED, y, right + BLEED + _LENGTH, y, INK, 0.25)
