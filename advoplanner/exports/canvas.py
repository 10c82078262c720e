"""The sheet of paper that documents draw on: millimetres from the top left, text that is never markup, tags for readers.

Builds are deterministic: the same pack gives the same bytes. reportlab keeps state for the whole process, so
one document is built at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import RLock
from typing import IO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from advoplanner.exports.embedding import EmbeddedFont
from advoplanner.exports.lettering import shortened, width, wrapped
from advoplanner.exports.shapes import Shapes
from advoplanner.exports.shaping import Shaped, shape_line
from advoplanner.exports.style import POINTS, Face
from advoplanner.exports.typefaces import Typeface

rl_config.useA85 = 0  # ASCII armour costs a fifth of the file and a tenth of the time
ONE_AT_A_TIME = RLock()
"""Held while a document is built: reportlab is not deterministic in several threads."""


class _Canvas(Canvas):  # type: ignore[misc]
    """reportlab's canvas without the unembedded Helvetica that it would otherwise name on every page."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


class Sheet(Shapes):
    """Pages of one document, drawn in order; `pages` is the number planned, shown in each footer."""

    def __init__(self, file: IO[bytes], size: tuple[float, float], *, title: str, author: str, subject: str, language: str = "en-GB") -> None:
        canvas = _Canvas(file, pagesize=(size[0] * POINTS, size[1] * POINTS), pageCompression=1, invariant=1, lang=language, pdfVersion=(1, 7))
        super().__init__(canvas, size[1])
        self.width = size[0]
        self._portrait = size
        canvas.setTitle(title)
        canvas.setAuthor(author)
        canvas.setSubject(subject)
        canvas.setCreator("AdvoPlanner")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        self._fonts: dict[str, EmbeddedFont] = {}
        self.missing: set[str] = set()
        self.cut: list[str] = []

    # Pages

    def start(self, *, landscape: bool = False, outline: str = "", level: int = 0) -> None:
        """Prepare the page about to be drawn: its direction and its place in the outline."""
        across, down = self._portrait
        self.width, self.height = (down, across) if landscape else (across, down)
        self._canvas.setPageSize((self.width * POINTS, self.height * POINTS))
        if outline:
            mark = f"page{self._canvas.getPageNumber()}"
            self._canvas.bookmarkPage(mark)
            self._canvas.addOutlineEntry(outline, mark, level)

    def finish(self) -> None:
        """Close the present page."""
        self._canvas.showPage()
        self._tags.page_done()

    def save(self) -> None:
        """Write the whole document to its file."""
        self._tags.write()
        if self._canvas._outlines:
            self._canvas.showOutline()
        self._canvas.save()

    def link(self, x: float, y: float, wide: float, high: float, page: int) -> None:
        """Make an area lead to another page of this document that stands in the outline."""
        box = (x * POINTS, (self.height - y - high) * POINTS, (x + wide) * POINTS, (self.height - y) * POINTS)
        self._canvas.linkRect("", f"page{page}", box, relative=0, thickness=0)

    # Text

    def text(self, x: float, y: float, words: str, face: Face, *, align: str = "left", limit: float = 0.0, where: str = "", tag: str = "P") -> float:
        """One line with its baseline at `y`; returns its width. Over `limit` mm it ends in an ellipsis, and `where` is noted.

        `align` tells what `x` is: the left end, the middle ("centre") or the right end of the line.
        """
        shown = shortened(words, face, limit) if limit else words
        if shown != words and where:
            self.cut.append(where)
        if not shown.strip():
            return 0.0
        wide = width(shown, face)
        left = x - (wide if align == "right" else wide / 2 if align == "centre" else 0.0)
        with self._tags.marked(tag):
            self._draw_line(left, y, shown, face)
        return wide

    def paragraph(self, x: float, y: float, words: str, face: Face, limit: float, *, tag: str = "P") -> float:
        """`words` wrapped to `limit` mm, first baseline at `y`; returns the baseline for what follows."""
        return self.lines(x, y, wrapped(words, face, limit), face, tag=tag)

    def lines(self, x: float, y: float, rows: list[str], face: Face, *, tag: str = "P") -> float:
        """Lines that are already broken, read out as one paragraph."""
        if any(r.strip() for r in rows):
            with self._tags.marked(tag):
                for index, row in enumerate(rows):
                    self._draw_line(x, y + index * face.line, row, face)
        return y + len(rows) * face.line

    def _draw_line(self, x: float, y: float, words: str, face: Face) -> None:
        code = [f"BT {_fill(face.colour)} 1 0 0 1 {x * POINTS:.3f} {(self.height - y) * POINTS:.3f} Tm {face.tracking * face.size / 1000:.3f} Tc"]
        for piece in shape_line(words, face.weight):
            code += self._operators(piece, face)
        code.append("ET")
        self._canvas._code.append(" ".join(code))

    def _operators(self, piece: Shaped, face: Face) -> Iterator[str]:
        self.missing.update(piece.missing)
        for run in piece.runs:
            font = self._font(run.typeface)
            stroke = f"{_stroke(face.colour)} {face.size * 0.028:.3f} w 2 Tr " if run.bold else ""
            yield f"{stroke}/{font.name} {face.size:g} Tf {font.operators(run, face.size)}{' 0 Tr' if run.bold else ''}"

    def _font(self, typeface: Typeface) -> EmbeddedFont:
        font = self._fonts.get(typeface.file)
        if font is None:
            font = self._fonts[typeface.file] = EmbeddedFont(typeface, f"T{len(self._fonts) + 1}")
            self._canvas._doc.delayedFonts.append(font)
        return font


def _fill(colour: str) -> str:
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.4g}" for i in (1, 3, 5)) + " rg"


def _stroke(colour: str) -> str:
    return _fill(colour).removesuffix("rg") + "RG"
