"""QR codes on paper: level M, the quiet zone included, drawn as one shape."""

from __future__ import annotations

import segno

from advoplanner.exports.canvas import Sheet
from advoplanner.exports.style import INK, WHITE

_QUIET_ZONE = 4
"""Modules that stay white round a code."""


def draw_code(sheet: Sheet, x: float, y: float, side: float, content: str, says: str) -> None:
    """A code of `side` mm that holds `content`, on white; `says` is read out in its place."""
    matrix = [list(row) for row in segno.make(content, error="m", micro=False, encoding="utf-8" if not content.isascii() else None).matrix]
    module = side / (len(matrix) + 2 * _QUIET_ZONE)
    sheet.box(x, y, side, side, fill=WHITE, radius=1.2)
    edge = _QUIET_ZONE * module
    sheet.squares(x + edge, y + edge, module, _runs(matrix), INK, says)


def _runs(matrix: list[list[int]]) -> list[tuple[int, int, int]]:
    """Dark modules joined along each row: (column, row, how many)."""
    found: list[tuple[int, int, int]] = []
    for number, row in enumerate(matrix):
        start = None
        for column, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                found.append((start, number, column - start))
                start = None
    return found
