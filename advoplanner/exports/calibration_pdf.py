"""A test sheet for label stock: every label's outline, rulers from its corner, and how to read the correction of a printer from them."""

from __future__ import annotations

from functools import partial

from advoplanner.core.progress import QUIET, Progress
from advoplanner.domain.documents import Pack
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.lettering import wrapped
from advoplanner.exports.press import PagePlan, Target, print_pages
from advoplanner.exports.stocks import Stock
from advoplanner.exports.style import AMBER, GREY, INK, NAVY, TEAL, Face

REACH = 5
"""Millimetres that the rulers show to either side of a label's edge."""

_SMALL = Face(7, 400, GREY)
_WORDS = Face(8.5, 400, INK, 11.5)


def write(pack: Pack, target: Target, stock: Stock, *, shift: tuple[float, float] = (0.0, 0.0), progress: Progress = QUIET) -> int:
    """Write the sheet, moved by `shift` millimetres right and down as the labels will be; returns the number of pages, 1."""
    page = PagePlan(partial(_draw, stock, shift), landscape=stock.landscape, footer=False)
    return print_pages(pack, target, [page], title=f"Test sheet for {stock.name}", paper=stock.paper, progress=progress)


def _draw(stock: Stock, shift: tuple[float, float], sheet: Sheet) -> None:
    for index in range(stock.labels):
        x, y = stock.corner(index)
        x, y = x + shift[0], y + shift[1]
        sheet.box(x, y, stock.wide, stock.high, stroke=TEAL, weight=0.4, radius=stock.radius)
        if index == 0:
            continue
        sheet.stroke(x + stock.wide / 2 - 3, y + stock.high / 2, x + stock.wide / 2 + 3, y + stock.high / 2, NAVY, 0.3)
        sheet.stroke(x + stock.wide / 2, y + stock.high / 2 - 3, x + stock.wide / 2, y + stock.high / 2 + 3, NAVY, 0.3)
    x, y = stock.corner(0)
    _draw_rulers(sheet, x + shift[0], y + shift[1], stock)
    _draw_words(sheet, x + shift[0], y + shift[1], stock, shift)


def _draw_rulers(sheet: Sheet, x: float, y: float, stock: Stock) -> None:
    """Millimetres across the left and the upper edge of the first label, 0 on the edge itself."""
    down, right = y + stock.high * 0.62, x + stock.wide * 0.82
    for step in range(-REACH, REACH + 1):
        long = 3.0 if step in (-REACH, 0, REACH) else 1.8
        if x + step >= 0:
            sheet.stroke(x + step, down, x + step, down + long, AMBER if step == 0 else INK, 0.3)
        if y + step >= 0:
            sheet.stroke(right, y + step, right + long, y + step, AMBER if step == 0 else INK, 0.3)
    for step in (-REACH, 0, REACH):
        if x + step >= 3:
            sheet.text(x + step, down + 6.2, f"{step:+d}" if step else "0", _SMALL, align="centre")
        if y + step >= 3:
            sheet.text(right + 4, y + step + 0.9, f"{step:+d}" if step else "0", _SMALL)


def _draw_words(sheet: Sheet, x: float, y: float, stock: Stock, shift: tuple[float, float]) -> None:
    room = stock.wide * 0.78 - 6
    parts = [f"{by:+g} mm {way}" for by, way in zip(shift, ("right", "down"), strict=True) if by]
    moved = f"Printed {' and '.join(parts)}. " if parts else ""
    sheet.text(x + 4, y + 6.5, stock.name.partition(" (")[0], Face(8.5, 600, NAVY), limit=room, tag="H1")
    words = (
        f"{moved}Print at 100 % on plain paper, hold it with the stock against a light. Where the stock's edge crosses a scale, read how far "
        "it lies off 0 and add that to “Move right” and “Move down”."
    )
    lines = wrapped(words, _WORDS.sized(7), room)
    fitting = max(int((stock.high * 0.62 - 11) / _WORDS.sized(7).line), 1)
    sheet.lines(x + 4, y + 10.5, lines[:fitting], _WORDS.sized(7))
