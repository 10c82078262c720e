"""The tag tree of a PDF: what is a heading, a paragraph or a picture, in reading order, and what is only decoration."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from advoplanner.exports.pdf_file import PdfFile, references, text_string

_HEADINGS = {f"H{level}": level for level in range(1, 7)}
_NOTHING: AbstractContextManager[None] = nullcontext()
_CELLS = frozenset({"TH", "TD"})


class Tags:
    """Marks content in a page's `code` while it is drawn; elements are written as soon as they are complete."""

    def __init__(self, file: PdfFile, code: list[str]) -> None:
        self._file = file
        self._code = code
        self._root = file.reserve()
        self._body = file.reserve()
        self._open: list[tuple[int, list[int]]] = [(self._body, [])]
        self._page = 0
        self._on_page: list[int] = []
        self._parents: list[tuple[int, int]] = []
        self._key = 0
        self._level = 0
        self._block = _Block(code)

    def page_begun(self, page: int) -> int:
        """Marks belong to `page` from now on; returns the key under which the page finds them."""
        self._page, self._on_page = page, []
        self._key += 1
        return self._key - 1

    def page_done(self, key: int) -> None:
        """The page's marks are all there."""
        self._parents.append((key, self._file.put(references(self._on_page))))

    def marked(self, tag: str, alternative: str = "", reads: str = "") -> AbstractContextManager[None]:
        """What is drawn within is one element; inside another element or decoration it belongs to that.

        `reads` is its text where it is drawn in another order than it is read.
        """
        if self._block.inside:
            return _NOTHING
        tag = self._nested(tag)
        number = len(self._on_page)
        extra = f"/Alt {text_string(alternative)}" if alternative else ""
        if reads:
            extra += f"/ActualText {text_string(reads)}"
        parent, kids = self._open[-1]
        element = self._file.put(f"<</S/{tag}/P {parent} 0 R/Pg {self._page} 0 R/K {number}{extra}>>")
        self._on_page.append(element)
        kids.append(element)
        self._code.append(f"/{tag} <</MCID {number}>> BDC")
        return self._block

    def artifact(self) -> AbstractContextManager[None]:
        """What is drawn within is decoration that nobody reads out."""
        if self._block.inside:
            return _NOTHING
        self._code.append("/Artifact BMC")
        return self._block

    @contextmanager
    def group(self, tag: str, *, columns: int = 1) -> Iterator[None]:
        """Elements within belong together: a table, its rows and cells, a list. `columns` is how many a cell spans.

        A cell counts where it is empty too, or those after it would stand in the wrong columns.
        """
        if self._block.inside:
            yield
            return
        parent, siblings = self._open[-1]
        element, kids = self._file.reserve(), list[int]()
        self._open.append((element, kids))
        yield
        self._open.pop()
        if kids or tag in _CELLS:
            siblings.append(element)
        spans = f"/ColSpan {columns}" if columns > 1 else ""
        about = f"/A<</O/Table{'/Scope/Column' if tag == 'TH' else ''}{spans}>>" if spans or tag == "TH" else ""
        self._file.put(f"<</S/{tag}/P {parent} 0 R{about}/K{references(kids)}>>", element)

    def linked(self, annotation: int, says: str) -> int:
        """A link's element, reading `says`; returns the key under which the link's area finds it."""
        parent, kids = self._open[-1]
        element = self._file.put(f"<</S/Link/P {parent} 0 R/Pg {self._page} 0 R/K<</Type/OBJR/Obj {annotation} 0 R>>/Alt {text_string(says)}>>")
        kids.append(element)
        self._parents.append((self._key, element))
        self._key += 1
        return self._key - 1

    def write(self) -> int:
        """Write the tree; returns the number of its root."""
        self._file.put(f"<</S/Document/P {self._root} 0 R/K{references(self._open[0][1])}>>", self._body)
        numbers = " ".join(f"{key} {element} 0 R" for key, element in sorted(self._parents))
        tree = self._file.put(f"<</Nums[{numbers}]>>")
        self._file.put(f"<</Type/StructTreeRoot/K {self._body} 0 R/ParentTree {tree} 0 R/ParentTreeNextKey {self._key}>>", self._root)
        return self._root

    def _nested(self, tag: str) -> str:
        """Headings go down one level at a time, wherever a document begins: badges have no title of their own."""
        if tag not in _HEADINGS:
            return tag
        self._level = min(_HEADINGS[tag], self._level + 1)
        return f"H{self._level}"


class _Block:
    """Marked content that has begun in `code` and ends with the block. Pages hold thousands, so it is no generator."""

    def __init__(self, code: list[str]) -> None:
        self._code = code
        self.inside = False

    def __enter__(self) -> None:
        self.inside = True

    def __exit__(self, *_: object) -> None:
        self.inside = False
        self._code.append("EMC")
