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

from advoplanner.exports.style import HAIRLINE, POINTS, RULE
from advoplanner.exports.tagging import Tags


class Shapes:
    """Draws on a reportlab canvas; `height` is that of the present page."""

    def __init__(self, canvas: Canvas, height: float) -> None:
        self.height = height
        self._canvas = canvas
        self._tags = Tags(canvas)
        self._pictures: dict[bytes, ImageReader] = {}

    def rule(self, x1: float, y: float, x2: float, colour: str = RULE, weight: float = HAIRLINE) -> None:
        """A horizontal line; `weight` in points."""
        self.stroke(x1, y, x2, y, colour, weight)

    def stroke(self, x1: float, y1: float, x2: float, y2: float, colour: str = RULE, weight: float = HAIRLINE, dash: tuple[float, ...] = ()) -> None:
        with self._tags.artifact(), self._saved():
            self._canvas.setStrokeColor(_colour(colour))
            self._canvas.setLineWidth(weight)
            if dash:
                self._canvas.setDash(*dash)
            self._canvas.line(x1 * POINTS, (self.height - y1) * POINTS, x2 * POINTS, (self.height - y2) * POINTS)

    def box(
        self, x: float, y: float, wide: float, high: float, *, fill: str = "", stroke: str = "", weight: float = HAIRLINE, radius: float = 0.0
    ) -> None:
        """A rectangle with its top left corner at x, y."""
        with self._tags.artifact(), self._saved():
            self._colours(fill, stroke, weight)
            args = (x * POINTS, (self.height - y - high) * POINTS, wide * POINTS, high * POINTS)
            if radius:
                self._canvas.roundRect(*args, min(radius, wide / 2, high / 2) * POINTS, stroke=int(bool(stroke)), fill=int(bool(fill)))
            else:
                self._canvas.rect(*args, stroke=int(bool(stroke)), fill=int(bool(fill)))

    def circle(self, x: float, y: float, radius: float, *, fill: str = "", stroke: str = "", weight: float = HAIRLINE) -> None:
        with self._tags.artifact(), self._saved():
            self._colours(fill, stroke, weight)
            self._canvas.circle(x * POINTS, (self.height - y) * POINTS, radius * POINTS, stroke=int(bool(stroke)), fill=int(bool(fill)))

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
            path = self._canvas.beginPath()
            path.roundRect(x * POINTS, (self.height - y - high) * POINTS, wide * POINTS, high * POINTS, min(radius, wide / 2, high / 2) * POINTS)
            self._canvas.clipPath(path, stroke=0, fill=0)
            left, top = x - (across * scale - wide) / 2, y - (down * scale - high) / 2
            self._canvas.drawImage(image, left * POINTS, (self.height - top - down * scale) * POINTS, across * scale * POINTS, down * scale * POINTS)

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

    def _colours(self, fill: str, stroke: str, weight: float) -> None:
        if fill:
            self._canvas.setFillColor(_colour(fill))
        if stroke:
            self._canvas.setStrokeColor(_colour(stroke))
            self._canvas.setLineWidth(weight)


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
