"""Pages of a PDF as pictures, drawn away from the window's thread; and which pages somebody means by "2-4, 7"."""

from __future__ import annotations

from PySide6.QtGui import QImage

from advoplanner.core.errors import RuleBroken
from advoplanner.exports.page_marks import PDFIUM

POINTS = 72


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of every page in points."""
    import pypdfium2

    with PDFIUM:
        book = pypdfium2.PdfDocument(pdf)
        try:
            return tuple(book.get_page_size(number) for number in range(len(book)))
        finally:
            book.close()


def page_image(pdf: bytes, number: int, scale: float) -> QImage:
    """Page `number`, counted from 0, at `scale` pixels for a point."""
    import pypdfium2

    with PDFIUM:
        book = pypdfium2.PdfDocument(pdf)
        try:
            drawn = book[number].render(scale=scale, prefer_bgrx=True, may_draw_forms=False)
            return QImage(memoryview(drawn.buffer).cast("B"), drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32).copy()
        finally:
            book.close()


def pages_meant(text: str, count: int) -> tuple[int, ...]:
    """The pages that "2-4, 7" means out of `count`, counted from 0 and in order; all for "". Raises RuleBroken `packs.pages`."""
    found: set[int] = set()
    for part in filter(None, (piece.strip() for piece in text.replace("–", "-").replace(";", ",").split(","))):
        first, dash, last = (piece.strip() for piece in part.partition("-"))
        last = last if dash else first
        if not all(piece.isdecimal() or (dash and not piece) for piece in (first, last)):
            raise RuleBroken("packs.pages", f"“{part}” is not a page or a range of pages.", "Write 2-4, 7 for example.", field="pages")
        low, high = int(first or 1), int(last or count)
        if not 1 <= low <= high <= count:
            raise RuleBroken("packs.pages", f"“{part}” is outside pages 1 to {count:,}.", "Write 2-4, 7 for example.", field="pages")
        found |= set(range(low - 1, high))
    return tuple(sorted(found)) or tuple(range(count))
