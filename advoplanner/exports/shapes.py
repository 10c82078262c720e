"""Lines, boxes, circles and pictures on a page, measured in millimetres from the top left and tagged as what they are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from advoplanner.exports import typesetting as ink
from advoplanner.exports.style import AMBER, HAIRLINE, POINTS, RULE
from advoplanner.exports.tagging import Tags

_ROUND = 0.5523
"""How far the handles of a curve reach that is a quarter of a circle, in radii."""


class Shapes:
    """Draws on a reportlab canvas; `height` is that of the present page."""

    def __init__(self, canvas: Canvas, height: float) -> None:
        self.height = height
        self._canvas = canvas
        self._tags = Tags(canvas)
        self._pictures: dict[bytes, ImageReader] = {}
        self.shows_changes = False

    def rule(self, x1: float, y: float, x2: float, colour: str = RULE, weight: float = HAIRLINE) -> None:
        """A horizontal line; `weight` in points."""
        self.stroke(x1, y, x2, y, colour, weight)

    def stroke(
        self, x1: float, y1: float, x2: float, y2: float, colour: str = RULE, weight: float = HAIRLINE, dash: tuple[float, float] | None = None
    ) -> None:
        """A straight line; `dash` is how long each dash is in points, and how far into one the line begins."""
        broken = f" [{dash[0]:g}] {dash[1]:g} d" if dash else ""
        self._ornament(f"{ink.stroke(colour)} {weight:g} w{broken} {self._at(x1, y1)} m {self._at(x2, y2)} l S")

    def box(
        self, x: float, y: float, wide: float, high: float, *, fill: str = "", stroke: str = "", weight: float = HAIRLINE, radius: float = 0.0
    ) -> None:
        """A rectangle with its top left corner at x, y."""
        self._ornament(_painted(f"1 0 0 1 {self._at(x, y)} cm {_rounded(wide, high, radius)}", fill, stroke, weight))

    def circle(self, x: float, y: float, radius: float, *, fill: str = "", stroke: str = "", weight: float = HAIRLINE) -> None:
        self.box(x - radius, y - radius, 2 * radius, 2 * radius, fill=fill, stroke=stroke, weight=weight, radius=radius)

    def arc(self, x: float, y: float, radius: float, start: float, extent: float, colour: str, weight: float) -> None:
        """Part of a circle round x, y; degrees anticlockwise from three o'clock."""
        with self._tags.artifact(), self._saved():
            self._canvas.setStrokeColor(_colour(colour))
            self._canvas.setLineWidth(weight)
            middle = self.height - y
            corners = ((x - radius) * POINTS, (middle - radius) * POINTS, (x + radius) * POINTS, (middle + radius) * POINTS)
            self._canvas.arc(*corners, startAng=start, extent=extent)

    def squares(self, x: float, y: float, side: float, cells: list[tuple[int, int, int]], colour: str, says: str) -> None:
        """Rows of filled squares drawn as one path (a QR code); cells are (column, row, how many)."""
        with self._tags.marked("Figure", says), self._saved():
            self._canvas.setFillColor(_colour(colour))
            path = self._canvas.beginPath()
            for column, row, count in cells:
                path.rect((x + column * side) * POINTS, (self.height - y - (row + 1) * side) * POINTS, count * side * POINTS, side * POINTS)
            self._canvas.drawPath(path, stroke=0, fill=1)

    def picture(self, x: float, y: float, wide: float, high: float, jpeg: bytes, *, radius: float, says: str) -> None:
        """A JPEG in a rounded frame, cut to the frame's proportions; `says` is read out in its place."""
        image = self._pictures.get(jpeg)
        if image is None:
            image = self._pictures[jpeg] = _Jpeg(jpeg)
        across, down = image.getSize()
        scale = max(wide / across, high / down)
        with self._tags.marked("Figure", says), self._saved():
            self._canvas._code.append(f"1 0 0 1 {self._at(x, y)} cm {_rounded(wide, high, radius)} W n")
            wide, high = (wide - across * scale) / 2, (high + down * scale) / 2
            self._canvas.drawImage(image, wide * POINTS, -high * POINTS, across * scale * POINTS, down * scale * POINTS)

    def changed(self, x: float, y: float, high: float, what: str) -> None:
        """A bar just left of `x`, beside something that readers have not read yet; the page says since when."""
        self.shows_changes = True
        with self._tags.marked("Figure", f"Changed: {what}"):
            self.box(x - 3.4, y, 1.0, high, fill=AMBER)

    @contextmanager
    def turned(self, x: float, y: float, degrees: float) -> Iterator[None]:
        """Everything drawn within is turned anticlockwise round x, y."""
        with self._saved():
            self._canvas.translate(x * POINTS, (self.height - y) * POINTS)
            self._canvas.rotate(degrees)
            self._canvas.translate(-x * POINTS, -(self.height - y) * POINTS)
            yield

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Everything drawn within is furniture of the page that a screen reader skips."""
        with self._tags.artifact():
            yield

    @contextmanager
    def group(self, tag: str, *, columns: int = 1) -> Iterator[None]:
        """Everything drawn within is read out as one thing of several parts: "Table", "TR", "TD" over so many `columns`, "TOC"."""
        with self._tags.group(tag, columns=columns):
            yield

    @contextmanager
    def _saved(self) -> Iterator[None]:
        self._canvas.saveState()
        yield
        self._canvas.restoreState()

    def _ornament(self, operators: str) -> None:
        """Decoration, written as it stands: a pack draws tens of thousands of lines and dots."""
        with self._tags.artifact():
            self._canvas._code.append(f"q {operators} Q")

    def _at(self, x: float, y: float) -> str:
        """A point of the page in points from its bottom left, to a hundredth."""
        return f"{x * POINTS:.2f} {(self.height - y) * POINTS:.2f}"


class _Jpeg(ImageReader):  # type: ignore[misc]
    """A JPEG that reportlab embeds as it is. It tells pictures apart by their pixels, which for four hundred would fill the memory."""

    def __init__(self, jpeg: bytes) -> None:
        super().__init__(BytesIO(jpeg))
        self._digest = hashlib.sha256(jpeg).digest()
        self._dataA = None  # a JPEG has no transparency to look for

    def getRGBData(self) -> bytes:
        """What stands for the pixels where pictures are told apart."""
        return self._digest


@lru_cache(maxsize=256)
def _colour(text: str) -> Color:
    """A colour from "#RRGGBB"; a document has a dozen and draws with them thousands of times."""
    return HexColor(text)


def _painted(path: str, fill: str, stroke: str, weight: float) -> str:
    """The operators that fill a path, draw its line, or both."""
    colours = f"{ink.fill(fill)} " if fill else ""
    if stroke:
        colours += f"{ink.stroke(stroke)} {weight:g} w "
    return f"{colours}{path} {'B' if fill and stroke else 'S' if stroke else 'f' if fill else 'n'}"


@lru_cache(maxsize=1024)
def _rounded(wide: float, high: float, radius: float) -> str:
    """The path of a rectangle whose top left corner is the origin; a circle is one that has nothing but round corners."""
    wide, high, radius = (value * POINTS for value in (wide, high, min(radius, wide / 2, high / 2)))
    if radius <= 0:
        return f"0 {-high:.2f} {wide:.2f} {high:.2f} re"
    bend = radius * (1 - _ROUND)
    straight = wide > 2 * radius or high > 2 * radius
    corners = (
        ((wide - radius, 0), (wide - bend, 0), (wide, bend), (wide, radius)),
        ((wide, high - radius), (wide, high - bend), (wide - bend, high), (wide - radius, high)),
        ((radius, high), (bend, high), (0, high - bend), (0, high - radius)),
        ((0, radius), (0, bend), (bend, 0), (radius, 0)),
    )
    path = [f"{radius:.2f} 0 m"]
    for begin, *curve in corners:
        if straight:
            path.append(f"{begin[0]:.2f} {-begin[1]:.2f} l")
        path.append(" ".join(f"{across:.2f} {-down:.2f}" for across, down in curve) + " c")
    return " ".join([*path, "h"])
