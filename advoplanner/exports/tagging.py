"""The tag tree of a PDF: what is a heading, a paragraph or a picture, in reading order, and what is only decoration."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase import pdfdoc


@dataclass(frozen=True, slots=True)
class _Mark:
    tag: str
    page: int
    number: int
    alternative: str = ""


class Tags:
    """Marks content while pages are drawn and writes the tree when the document is saved."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._marks: list[_Mark] = []
        self._page = 0
        self._number = 0
        self._inside = False

    @contextmanager
    def marked(self, tag: str, alternative: str = "") -> Iterator[None]:
        """What is drawn within is one element; inside another element or decoration it belongs to that."""
        if self._inside:
            yield
            return
        self._marks.append(_Mark(tag, self._page, self._number, alternative))
        with self._block(f"/{tag} <</MCID {self._number}>> BDC"):
            self._number += 1
            yield

    @contextmanager
    def figure(self, alternative: str) -> Iterator[None]:
        with self.marked("Figure", alternative):
            yield

    @contextmanager
    def artifact(self) -> Iterator[None]:
        if self._inside:
            yield
            return
        with self._block("/Artifact BMC"):
            yield

    @contextmanager
    def _block(self, opening: str) -> Iterator[None]:
        self._canvas._code.append(opening)
        self._inside = True
        yield
        self._inside = False
        self._canvas._code.append("EMC")

    def page_done(self) -> None:
        """Number the page just closed, so that its marks are found."""
        page = self._pages[-1]
        page.StructParents = self._page
        page.Tabs = pdfdoc.PDFName("S")
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        self._page += 1
        self._number = 0

    def write(self) -> None:
        """Hang the tree into the catalogue."""
        document = self._canvas._doc
        root, body = pdfdoc.PDFDictionary({}), pdfdoc.PDFDictionary({})
        root_at, body_at = document.Reference(root), document.Reference(body)
        elements = [(m, document.Reference(self._element(m, body_at))) for m in self._marks]
        by_page: dict[int, list[Any]] = {}
        for mark, reference in elements:
            by_page.setdefault(mark.page, []).append(reference)
        numbers = [value for index in range(self._page) for value in (index, document.Reference(pdfdoc.PDFArray(by_page.get(index, []))))]
        body.dict.update({"Type": _name("StructElem"), "S": _name("Document"), "P": root_at, "K": pdfdoc.PDFArray([r for _, r in elements])})
        tree = document.Reference(pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)}))
        root.dict.update({"Type": _name("StructTreeRoot"), "K": body_at, "ParentTree": tree, "ParentTreeNextKey": self._page})
        document.Catalog.StructTreeRoot = root_at
        document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})

    def _element(self, mark: _Mark, parent: Any) -> Any:
        entries = {"Type": _name("StructElem"), "S": _name(mark.tag), "P": parent, "Pg": self._canvas._doc.Reference(self._pages[mark.page])}
        entries["K"] = mark.number
        if mark.alternative:
            entries["Alt"] = pdfdoc.PDFString(mark.alternative)
        return pdfdoc.PDFDictionary(entries)

    @property
    def _pages(self) -> list[Any]:
        pages: list[Any] = self._canvas._doc.Pages.pages
        return pages


_name = pdfdoc.PDFName
