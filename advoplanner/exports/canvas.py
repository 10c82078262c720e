"""The sheet of paper that documents draw on: millimetres from the top left, text that is never markup, tags for readers.

Builds are deterministic: the same pack gives the same bytes. A page is written as soon as it is finished.
"""

from __future__ import annotations

from typing import IO

from advoplanner.exports.archiving import About, write_info, write_metadata, write_output_intent
from advoplanner.exports.bidi import RIGHT_TO_LEFT
from advoplanner.exports.lettering import shortened, width, wrapped
from advoplanner.exports.pdf_file import PdfFile, references, text_string
from advoplanner.exports.shapes import Shapes
from advoplanner.exports.style import POINTS, Face
from advoplanner.exports.typesetting import Typesetter, paragraph_level


class Sheet(Shapes):
    """Pages of one document, drawn in order; `cut` and `missing` collect what a person should look at.

    Of an excerpt `leads_elsewhere` is False: links have no page to lead to.
    """

    def __init__(self, file: IO[bytes], size: tuple[float, float], *, title: str, author: str, subject: str, language: str = "en-GB") -> None:
        super().__init__(PdfFile(file), size[1])
        self.width = size[0]
        self._portrait = size
        self._about = About(title, author, subject, language)
        self._type = Typesetter(self._file)
        self._pages: dict[int, int] = {}
        self._drawn: list[int] = []
        self._tree = self._file.reserve()
        self._outline: list[tuple[int, str, int]] = []
        self._links: list[int] = []
        self._key = 0
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
        page = self._page(len(self._drawn) + 1)
        self._drawn.append(page)
        self._key = self._tags.page_begun(page)
        if outline:
            self._outline.append((level, outline, page))

    def finish(self) -> None:
        """Write the present page and forget it."""
        content = self._file.stream("", "\n".join(self._code).encode("ascii"))
        fonts, pictures = ("".join(f"/{name} {number} 0 R" for name, number in used.items()) for used in (self._type.on_page, self._pictures_on_page))
        links = f"/Annots{references(self._links)}" if self._links else ""
        self._file.put(
            f"<</Type/Page/Parent {self._tree} 0 R/MediaBox[0 0 {self.width * POINTS:.2f} {self.height * POINTS:.2f}]/Contents {content} 0 R"
            f"/Resources<</Font<<{fonts}>>/XObject<<{pictures}>>>>/StructParents {self._key}/Tabs/S{links}>>",
            self._drawn[-1],
        )
        self._tags.page_done(self._key)
        for kept in (self._code, self._type.on_page, self._pictures_on_page, self._links):
            kept.clear()

    def save(self) -> None:
        """Write what holds the pages together; the file is whole then."""
        file = self._file
        if absent := [number for number, page in self._pages.items() if page not in self._drawn]:
            raise ValueError(f"Something leads to page {min(absent)}, which was not drawn")
        self._type.write_fonts()
        file.put(f"<</Type/Pages/Count {len(self._drawn)}/Kids{references(self._drawn)}>>", self._tree)
        outline = f"/Outlines {_write_outline(file, self._outline)} 0 R/PageMode/UseOutlines" if self._outline else ""
        catalog = file.put(
            f"<</Type/Catalog/Pages {self._tree} 0 R/Lang {text_string(self._about.language)}/MarkInfo<</Marked true>>"
            f"/StructTreeRoot {self._tags.write()} 0 R/Metadata {write_metadata(file, self._about)} 0 R"
            f"/OutputIntents[{write_output_intent(file)} 0 R]/ViewerPreferences<</DisplayDocTitle true>>{outline}>>"
        )
        file.finish(catalog, write_info(file, self._about))

    def link(self, x: float, y: float, wide: float, high: float, page: int, says: str = "") -> None:
        """Make an area lead to another page of this document; `says` is read out for it."""
        if not self.leads_elsewhere:
            return
        words = says or f"Page {page}"
        number = self._file.reserve()
        key = self._tags.linked(number, words)
        corners = f"{self._at(x, y + high)} {self._at(x + wide, y)}"
        self._file.put(
            f"<</Type/Annot/Subtype/Link/Rect[{corners}]/Border[0 0 0]/F 4/Dest[{self._page(page)} 0 R/Fit]"
            f"/Contents {text_string(words)}/StructParent {key}>>",
            number,
        )
        self._links.append(number)

    def _page(self, number: int) -> int:
        """The object of a page, which may be referred to before it is drawn."""
        return self._pages.get(number) or self._pages.setdefault(number, self._file.reserve())

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
            self._code.append(self._type.set([(left * POINTS, (self.height - y) * POINTS, shown)], face))
        return wide

    def paragraph(self, x: float, y: float, words: str, face: Face, limit: float, *, tag: str = "P") -> float:
        """`words` wrapped to `limit` mm, first baseline at `y`; returns the baseline for what follows."""
        return self.lines(x, y, wrapped(words, face, limit), face, room=limit, tag=tag)

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
                self._code.append(self._type.set(spots, face))
        return y + len(rows) * face.line


def _turned(words: str) -> str:
    """`words` where some of them run from the right and so are drawn in another order than they are read."""
    return words if not words.isascii() and RIGHT_TO_LEFT.search(words) else ""


def _write_outline(file: PdfFile, entries: list[tuple[int, str, int]]) -> int:
    """The number of the outline; an entry lies within the nearest one before it of a smaller level."""
    root = file.reserve()
    numbers = [file.reserve() for _ in entries]
    above: list[tuple[int, int]] = []
    children: dict[int, list[int]] = {root: []}
    parents: list[tuple[int, int]] = []
    for number, (level, _, _) in zip(numbers, entries, strict=True):
        while above and above[-1][0] >= level:
            above.pop()
        parent = above[-1][1] if above else root
        beside = children.setdefault(parent, [])
        parents.append((parent, len(beside)))
        beside.append(number)
        above.append((level, number))
    for number, (parent, place), (_, title, page) in zip(numbers, parents, entries, strict=True):
        beside = children[parent]
        previous = f"/Prev {beside[place - 1]} 0 R" if place else ""
        following = f"/Next {beside[place + 1]} 0 R" if place + 1 < len(beside) else ""
        own = children.get(number, [])
        within = f"/First {own[0]} 0 R/Last {own[-1]} 0 R/Count {-len(own)}" if own else ""
        file.put(f"<</Title {text_string(title)}/Parent {parent} 0 R/Dest[{page} 0 R/Fit]{previous}{following}{within}>>", number)
    top = children[root]
    file.put(f"<</Type/Outlines/First {top[0]} 0 R/Last {top[-1]} 0 R/Count {len(top)}>>", root)
    return root
