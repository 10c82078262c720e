"""QR codes on paper: level M, the quiet zone included, drawn as one shape."""

from __future__ import annotations

from functools import lru_cache

import segno

from advoplanner.domain.documents import EventFacts
from advoplanner.domain.restrictions import Audience
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.style import INK, WHITE

_QUIET_ZONE = 4
"""Modules that stay white round a code."""

_LEAST_MODULE = 0.4
"""Millimetres of the smallest module: five dots of a printer with 300 dpi."""

JOIN = "Code that leads to the meeting online"
"""What is read out in place of a code with the join link."""


def join_code(event: EventFacts, audience: str) -> str:
    """What a code for joining online holds: the link of a meeting that is online too, for those who are invited; else ""."""
    online = event.join_link.startswith(("https://", "http://"))
    return event.join_link if online and audience in (Audience.HOST, Audience.MEMBER, Audience.PROSPECT) else ""


def draw_code(sheet: Sheet, x: float, y: float, side: float, content: str, says: str) -> None:
    """A code of `side` mm that holds `content`, on white; `says` is read out in its place."""
    matrix = _matrix(content)
    module = side / (len(matrix) + 2 * _QUIET_ZONE)
    sheet.box(x, y, side, side, fill=WHITE, radius=1.2)
    edge = _QUIET_ZONE * module
    sheet.squares(x + edge, y + edge, module, _runs(matrix), INK, says)


def least_side(content: str) -> float:
    """Millimetres below which a telephone reads the code no more."""
    return (len(_matrix(content)) + 2 * _QUIET_ZONE) * _LEAST_MODULE


@lru_cache(maxsize=64)
def _matrix(content: str) -> list[list[int]]:
    return [list(row) for row in segno.make(content, error="m", micro=False, encoding="utf-8" if not content.isascii() else None).matrix]


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
