"""The sheet of paper that documents draw on: millimetres from the top left, text that is never markup, tags for readers.

Drawn by reportlab, finished by pikepdf (archiving.py). Builds are deterministic: the same pack gives the same bytes. reportlab keeps
state for the whole process, so one document is built at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import RLock
from typing import IO

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import LinkAnnotation
from reportlab.pdfgen.canvas import Canvas

from advoplanner.exports.archiving import About, archival
from advoplanner.exports.bidi import RIGHT_TO_LEFT
from advoplanner.exports.lettering import shortened, width, wrapped
from advoplanner.exports.shapes import Shapes
from advoplanner.exports.style import POINTS, Face
from advoplanner.exports.typesetting import Typesetter, paragraph_level

rl_config.useA85 = 0  # ASCII armour costs a fifth of the file and a tenth of the time
ONE_AT_A_TIME = RLock()
"""Held while a document is built: reportlab is not deterministic in several threads."""


class _Canvas(Canvas):  # type: ignore[misc]
    """reportlab's canvas without the unembedded Helvetica that it would otherwise name on every page."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


class _Link(LinkAnnotation):  # type: ignore[misc]
    """A link that knows its place in the tag tree, which reportlab's own may not say."""

    permitted = (*LinkAnnotation.permitted, "StructParent")


class Sheet(Shapes):
    """Pages of one document, drawn in order; `cut` and `missing` collect what a person should look at.

    Of an excerpt `leads_elsewhere` is False: links have no page to lead to, and nobody archives it.
    """

    def __init__(self, file: IO[bytes], size: tuple[float, float], *, title: str, author: str, subject: str, language: str = "en-GB") -> None:
        self._raw, self._file = BytesIO(), file
        points = (size[0] * POINTS, size[1] * POINTS)
        canvas = _Canvas(self._raw, pagesize=points, pageCompression=1, invariant=1, lang=language, pdfVersion=(1, 7))
        super().__init__(canvas, size[1])
        self.width = size[0]
        self._portrait = size
        self._about = About(title, author, subject, language)
        canvas.setTitle(title)
        canvas.setViewerPreference("DisplayDocTitle", "true")
        self._type = Typesetter()
        self._drawn = 0
        self._level = -1
        self._links: list[int] = []
        self.cut: list[str] = []
        self.leads_elsewhere = True

    @property
    def missing(self) -> set[str]:
        """Characters that no bundled typeface has."""
        return self._type.missing

    # Pages

    def start(self, *, landscape: bool = False, outline: str = "", level: int = 0) -> None:
        """Prepare the page about to be drawn: its direction and its place in the outline."""
        across, down = self._portrait
        self.width, self.height = (down, across) if landscape else (across, down)
        self._drawn += 1
        self.shows_changes = False
        self._canvas.setPageSize((self.width * POINTS, self.height * POINTS))
        self._canvas.bookmarkPage(_mark(self._drawn))
        self._tags.page_begun()
        if outline:
            self._outline(outline, _mark(self._drawn), level)

    def outline(self, words: str, y: float, level: int = 0) -> None:
        """Let what begins at `y` on the present page, below something else, stand in the outline as well."""
        place = f"{_mark(self._drawn)}at{y:.1f}"
        self._canvas.bookmarkPage(place, fit="XYZ", left=0, top=(self.height - y) * POINTS, zoom=0)
        self._outline(words, place, level)

    def _outline(self, words: str, place: str, level: int) -> None:
        # An excerpt may begin in the middle, where nothing of a higher level stands before it.
        self._level = min(level, self._level + 1)
        self._canvas.addOutlineEntry(words, place, self._level, closed=True)

    def finish(self) -> None:
        """Close the present page."""
        self._canvas.showPage()
        self._tags.page_done()

    def save(self) -> None:
        """Write the whole document to its file."""
        if absent := [number for number in self._links if number > self._drawn]:
            raise ValueError(f"Something leads to page {min(absent)}, which was not drawn")
        self._tags.write()
        self._canvas._doc.delayedFonts += self._type.fonts
        if self._canvas._outlines:
            self._canvas.showOutline()
        self._canvas.save()
        self._file.write(archival(self._raw.getvalue(), self._about) if self.leads_elsewhere else self._raw.getvalue())

    def link(self, x: float, y: float, wide: float, high: float, page: int, says: str = "") -> None:
        """Make an area lead to another page of this document; `says` is read out for it."""
        if not self.leads_elsewhere:
            return
        words = says or f"Page {page}"
        name = f"link{len(self._links)}"
        self._links.append(page)
        key = self._tags.linked(name, words)
        box = (x * POINTS, (self.height - y - high) * POINTS, (x + wide) * POINTS, (self.height - y) * POINTS)
        area = _Link(box, words, self._canvas._bookmarkReference(_mark(page)), Border="[0 0 0]", F=4, StructParent=key)
        self._canvas._addAnnotation(area, name)

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
        with self._tags.marked(tag, reads=_turned(shown)):
            self._canvas._code.append(self._type.set([(left * POINTS, (self.height - y) * POINTS, shown)], face))
        return wide

    def paragraph(self, x: float, y: float, words: str, face: Face, limit: float, *, tag: str = "P") -> float:
        """`words` wrapped to `limit` mm, first baseline at `y`; returns the baseline for what follows."""
        return self.lines(x, y, wrapped(words, face, limit), face, room=limit, tag=tag)

    @contextmanager
    def passage(self, words: str, *, tag: str = "P") -> Iterator[None]:
        """Every line drawn within is read out as one passage, `words`: a label and what it says, a cell of a table."""
        with self._tags.marked(tag, reads=_turned(words)):
            yield

    def lines(self, x: float, y: float, rows: list[str], face: Face, *, room: float = 0.0, tag: str = "P") -> float:
        """Lines that are already broken, read out as one paragraph; one that runs from the right ends at the right of `room` mm."""
        right = x + room if room and paragraph_level(rows) else 0.0
        spots = [
            ((right - width(row, face) if right else x) * POINTS, (self.height - y - index * face.line) * POINTS, row)
            for index, row in enumerate(rows)
            if row.strip()
        ]
        if spots:
            with self._tags.marked(tag, reads=_turned(" ".join(rows))):
                self._canvas._code.append(self._type.set(spots, face))
        return y + len(rows) * face.line


def _turned(words: str) -> str:
    """`words` where some of them run from the right and so are drawn in another order than they are read."""
    return words if not words.isascii() and RIGHT_TO_LEFT.search(words) else ""


def _mark(page: int) -> str:
    """The name under which a page is led to."""
    return f"page{page}"
