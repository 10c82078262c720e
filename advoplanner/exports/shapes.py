"""Lines, boxes, circles and pictures on a page, measured in millimetres from the top left and tagged as what they are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from math import ceil, cos, pi, radians, sin, tan

from PIL import Image

from advoplanner.exports.pdf_file import PdfFile
from advoplanner.exports.style import HAIRLINE, POINTS, RULE
from advoplanner.exports.tagging import Tags
from advoplanner.exports.typesetting import fill as filling
from advoplanner.exports.typesetting import stroke as stroking

_ROUND = 0.5522847498
"""How far a curve's handles reach so that it draws a quarter of a circle."""


class Shapes:
    """Draws into the `code` of the present page; `height` is that of the page in millimetres."""

    def __init__(self, file: PdfFile, height: float) -> None:
        self.height = height
        self._file = file
        self._code: list[str] = []
        self._tags = Tags(file, self._code)
        self._pictures: dict[bytes, tuple[str, int, int, int]] = {}
        self._pictures_on_page: dict[str, int] = {}

    def rule(self, x1: float, y: float, x2: float, colour: str = RULE, weight: float = HAIRLINE) -> None:
        """A horizontal line; `weight` in points."""
        self.stroke(x1, y, x2, y, colour, weight)

    def stroke(self, x1: float, y1: float, x2: float, y2: float, colour: str = RULE, weight: float = HAIRLINE, dash: tuple[float, ...] = ()) -> None:
        dashes = f" [{' '.join(f'{d:g}' for d in dash)}] 0 d" if dash else ""
        with self._tags.artifact():
            self._code.append(f"q {stroking(colour)} {weight:g} w{dashes} {self._at(x1, y1)} m {self._at(x2, y2)} l S Q")

    def box(
        self, x: float, y: float, wide: float, high: float, *, fill: str = "", stroke: str = "", weight: float = HAIRLINE, radius: float = 0.0
    ) -> None:
        """A rectangle with its top left corner at x, y."""
        with self._tags.artifact():
            path = self._rounded(x, y, wide, high, radius) if radius else f"{self._at(x, y + high)} {wide * POINTS:.2f} {high * POINTS:.2f} re"
            self._code.append(_painted(path, fill, stroke, weight))

    def circle(self, x: float, y: float, radius: float, *, fill: str = "", stroke: str = "", weight: float = HAIRLINE) -> None:
        with self._tags.artifact():
            self._code.append(_painted(self._rounded(x - radius, y - radius, 2 * radius, 2 * radius, radius), fill, stroke, weight))

    def arc(self, x: float, y: float, radius: float, start: float, extent: float, colour: str, weight: float) -> None:
        """Part of a circle round x, y; degrees anticlockwise from three o'clock."""
        pieces = max(ceil(abs(extent) / 90), 1)
        step = radians(extent) / pieces
        reach = 4 / 3 * tan(step / 4) * radius
        angle = radians(start)
        path = [f"{self._at(x + radius * cos(angle), y - radius * sin(angle))} m"]
        for _ in range(pieces):
            end = angle + step
            handles = []
            for turn, sign in ((angle, 1), (end, -1)):
                across, up = radius * cos(turn) - sign * reach * sin(turn), radius * sin(turn) + sign * reach * cos(turn)
                handles.append(self._at(x + across, y - up))
            path.append(f"{handles[0]} {handles[1]} {self._at(x + radius * cos(end), y - radius * sin(end))} c")
            angle = end
        with self._tags.artifact():
            self._code.append(f"q {stroking(colour)} {weight:g} w {' '.join(path)} S Q")

    def squares(self, x: float, y: float, side: float, cells: list[tuple[int, int, int]], colour: str, says: str) -> None:
        """Rows of filled squares drawn as one path (a QR code); cells are (column, row, how many)."""
        with self._tags.marked("Figure", says):
            path = " ".join(
                f"{self._at(x + column * side, y + (row + 1) * side)} {count * side * POINTS:.3f} {side * POINTS:.3f} re"
                for column, row, count in cells
            )
            self._code.append(f"q {filling(colour)} {path} f Q")

    def picture(self, x: float, y: float, wide: float, high: float, jpeg: bytes, *, radius: float, says: str) -> None:
        """A JPEG in a rounded frame, cut to the frame's proportions; `says` is read out in its place."""
        name, number, across, down = self._picture(jpeg)
        self._pictures_on_page[name] = number
        scale = max(wide / across, high / down)
        left, top = x - (across * scale - wide) / 2, y - (down * scale - high) / 2
        size = f"{across * scale * POINTS:.2f} 0 0 {down * scale * POINTS:.2f} {self._at(left, top + down * scale)} cm"
        with self._tags.marked("Figure", says):
            self._code.append(f"q {self._rounded(x, y, wide, high, radius)} W n {size} /{name} Do Q")

    def _picture(self, jpeg: bytes) -> tuple[str, int, int, int]:
        """Name, object, width and height of a picture, which is written once however often it is drawn."""
        known = self._pictures.get(jpeg)
        if known is None:
            with Image.open(BytesIO(jpeg), formats=("JPEG",)) as image:
                (across, down), grey = image.size, image.mode == "L"
            colours = "DeviceGray" if grey else "DeviceRGB"
            head = f"/Type/XObject/Subtype/Image/Width {across}/Height {down}/ColorSpace/{colours}/BitsPerComponent 8/Filter/DCTDecode"
            number = self._file.stream(head, jpeg, packed=False)
            known = self._pictures[jpeg] = (f"P{len(self._pictures) + 1}", number, across, down)
        return known

    @contextmanager
    def turned(self, x: float, y: float, degrees: float) -> Iterator[None]:
        """Everything drawn within is turned anticlockwise round x, y."""
        c, s = cos(degrees * pi / 180), sin(degrees * pi / 180)
        left, up = x * POINTS, (self.height - y) * POINTS
        self._code.append(f"q {c:.5f} {s:.5f} {-s:.5f} {c:.5f} {left - c * left + s * up:.2f} {up - s * left - c * up:.2f} cm")
        yield
        self._code.append("Q")

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

    def _at(self, x: float, y: float) -> str:
        return f"{x * POINTS:.2f} {(self.height - y) * POINTS:.2f}"

    def _rounded(self, x: float, y: float, wide: float, high: float, radius: float) -> str:
        """The path of a rectangle with round corners, from its upper left corner clockwise."""
        r = min(radius, wide / 2, high / 2)
        k = r * (1 - _ROUND)
        right, low, at = x + wide, y + high, self._at
        return (
            f"{at(x + r, y)} m {at(right - r, y)} l {at(right - k, y)} {at(right, y + k)} {at(right, y + r)} c "
            f"{at(right, low - r)} l {at(right, low - k)} {at(right - k, low)} {at(right - r, low)} c "
            f"{at(x + r, low)} l {at(x + k, low)} {at(x, low - k)} {at(x, low - r)} c "
            f"{at(x, y + r)} l {at(x, y + k)} {at(x + k, y)} {at(x + r, y)} c h"
        )


def _painted(path: str, fill: str, stroke: str, weight: float) -> str:
    lines = f"{stroking(stroke)} {weight:g} w " if stroke else ""
    return f"q {filling(fill) + ' ' if fill else ''}{lines}{path} {'B' if fill and stroke else 'f' if fill else 'S' if stroke else 'n'} Q"
