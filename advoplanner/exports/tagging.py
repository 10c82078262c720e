"""The tag tree of a PDF: what is a heading, a paragraph or a picture, in reading order, and what is only decoration."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

_HEADINGS = {f"H{level}": level for level in range(1, 7)}
_NOTHING: AbstractContextManager[None] = nullcontext()
_CELLS = frozenset({"TH", "TD"})


class Tags:
    """Marks content while it is drawn on `canvas`; `write` hangs the tree into the catalogue when all pages are there."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._document: Any = canvas._doc
        self._root = _Element("StructTreeRoot")
        self._body = _Element("Document", self._refer(self._root))
        self._open = [self._body]
        self._refer(self._body)
        self._page = ""
        self._on_page: list[str] = []
        self._parents: list[tuple[int, str]] = []
        self._key = 0
        self._level = 0
        self._block = _Block(canvas)

    def page_begun(self) -> None:
        """Marks belong to a new page from now on."""
        self._page, self._on_page = self._document.thisPageName(), []

    def page_done(self) -> None:
        """The page just shown is to be found by its marks."""
        page = self._document.Pages.pages[-1]
        page.StructParents, page.Tabs = self._key, pdfdoc.PDFName("S")
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        self._parents.append((self._key, f"[{' '.join(self._on_page)}]"))
        self._key += 1

    def marked(self, tag: str, alternative: str = "", reads: str = "") -> AbstractContextManager[None]:
        """What is drawn within is one element; inside another element or decoration it belongs to that.

        `reads` is its text where it is drawn in another order than it is read.
        """
        if self._block.inside:
            return _NOTHING
        number = len(self._on_page)
        tag = self._nested(tag)
        extra = f"/K {number}{_of_table(tag)}"
        extra += f"/Alt {self._string(alternative)}" if alternative else ""
        extra += f"/ActualText {self._string(reads)}" if reads else ""
        self._on_page.append(self._added(_Element(tag, self._open[-1].own, extra, self._page)))
        self._canvas._code.append(f"/{tag} <</MCID {number}>> BDC")
        return self._block

    def artifact(self) -> AbstractContextManager[None]:
        """What is drawn within is decoration that nobody reads out."""
        if self._block.inside:
            return _NOTHING
        self._canvas._code.append("/Artifact BMC")
        return self._block

    @contextmanager
    def group(self, tag: str, *, columns: int = 1) -> Iterator[None]:
        """Elements within belong together: a table, its rows and cells, a list. `columns` is how many a cell spans.

        A cell counts where it is empty too, or those after it would stand in the wrong columns.
        """
        if self._block.inside:
            yield
            return
        element = _Element(tag, self._open[-1].own, _of_table(tag, columns))
        self._refer(element)
        self._open.append(element)
        yield
        self._open.pop()
        if element.kids or tag in _CELLS:
            self._open[-1].kids.append(element.own)

    def linked(self, annotation: str, says: str) -> int:
        """The element of the link whose area is called `annotation`, reading `says`; returns the key under which the area finds it."""
        area = pdfdoc.PDFObjectReference(f"Annot.{annotation}")
        element = _Element("Link", self._open[-1].own, f"/Alt {self._string(says)}", self._page)
        element.area = area
        self._parents.append((self._key, self._added(element)))
        self._key += 1
        return self._key - 1

    def write(self) -> None:
        """Hang the tree into the catalogue."""
        numbers = " ".join(f"{key} {element}" for key, element in sorted(self._parents))
        tree = self._refer(_Element("", extra=f"/Nums[{numbers}]"))
        self._root.extra = f"/K {self._body.own}/ParentTree {tree}/ParentTreeNextKey {self._key}"
        self._document.Catalog.StructTreeRoot = pdfdoc.PDFObjectReference(self._root.name)
        self._document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})

    def _added(self, element: _Element) -> str:
        """Take an element into the open one; returns the reference to it."""
        reference = self._refer(element)
        self._open[-1].kids.append(reference)
        return reference

    def _refer(self, element: _Element) -> str:
        """The reference to an element, "12 0 R"; numbers are given as elements come."""
        made = self._document.Reference(element)
        element.name = made.name
        element.own = made.format(self._document).decode("ascii")
        return element.own

    def _string(self, text: str) -> str:
        written: str = pdfdoc.PDFString(text).format(self._document).decode("latin-1")
        return written

    def _nested(self, tag: str) -> str:
        """Headings go down one level at a time, wherever a document begins: badges have no title of their own."""
        if tag not in _HEADINGS:
            return tag
        self._level = min(_HEADINGS[tag], self._level + 1)
        return f"H{self._level}"


def _of_table(tag: str, columns: int = 1) -> str:
    """What a cell says of its table: a heading's column, and how many columns it spans."""
    spans = f"/ColSpan {columns}" if columns > 1 else ""
    return f"/A<</O/Table{'/Scope/Column' if tag == 'TH' else ''}{spans}>>" if spans or tag == "TH" else ""


class _Element(pdfdoc.PDFObject):  # type: ignore[misc]
    """One node of the tree, written from its parts: a document has tens of thousands, so it is no dictionary of objects."""

    __slots__ = ("__InternalName__", "area", "extra", "kids", "name", "own", "page", "parent", "tag")
    __RefOnly__ = 1

    def __init__(self, tag: str, parent: str = "", extra: str = "", page: str = "") -> None:
        self.tag, self.parent, self.extra, self.page = tag, parent, extra, page
        self.kids: list[str] = []
        self.area: Any = None
        self.name = self.own = ""

    def format(self, document: Any) -> bytes:
        """The object as it stands in the file; reportlab asks for it while saving."""
        kind = "/Type/StructTreeRoot" if not self.parent and self.tag else f"/S/{self.tag}/P {self.parent}" if self.tag else ""
        kids = f"/K[{' '.join(self.kids)}]" if self.kids or self.tag in _CELLS else ""
        if self.area is not None:
            kids = f"/K<</Type/OBJR/Obj {self.area.format(document).decode('ascii')}>>"
        # A page gets its number when it is shown, after what stands on it.
        page = f"/Pg {document.idToObjectNumberAndVersion[self.page][0]} 0 R" if self.page else ""
        return f"<<{kind}{page}{self.extra}{kids}>>".encode("latin-1")


class _Block:
    """Marked content that has begun on the canvas and ends with the block. Pages hold thousands, so it is no generator."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self.inside = False

    def __enter__(self) -> None:
        self.inside = True

    def __exit__(self, *_: object) -> None:
        self.inside = False
        self._canvas._code.append("EMC")
