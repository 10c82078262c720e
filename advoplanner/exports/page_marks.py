"""A mark for each page of a PDF, by what can be read on it: the page number in the footer apart, so that a page that moved stays the same."""

from __future__ import annotations

import re
from hashlib import sha256
from threading import Lock

from pypdfium2 import PdfDocument

PDFIUM = Lock()
"""PDFium may be used by one thread at a time: whoever uses it holds this."""

_NUMBER = re.compile(r"Page \d+ of \d+")


def page_marks(pdf: bytes) -> tuple[str, ...]:
    """Marks in the order of the pages; "" for a file that cannot be read, such as a locked one."""
    with PDFIUM:
        document = PdfDocument(pdf)
        try:
            return tuple(_mark(document[number].get_textpage().get_text_range()) for number in range(len(document)))
        finally:
            document.close()


def _mark(words: str) -> str:
    return sha256(_NUMBER.sub("", words).encode()).hexdigest()[:16]
