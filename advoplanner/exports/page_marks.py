"""A mark for each page of a PDF, by what can be read on it: apart from the page number and from what the marks of changes say."""

from __future__ import annotations

import re
from hashlib import sha256
from threading import Lock

from pypdfium2 import PdfDocument

from advoplanner.exports.words import CHANGED

PDFIUM = Lock()
"""PDFium may be used by one thread at a time: whoever uses it holds this."""

_NUMBER = re.compile(rf"Page \d+ of \d+|{CHANGED}[^\r\n]*")


def page_marks(pdf: bytes) -> tuple[str, ...]:
    """Marks in the order of the pages; "" for a file that cannot be read, such as a locked one."""
    with PDFIUM:
        document = PdfDocument(pdf)
        try:
            return tuple(_mark(document[number].get_textpage().get_text_range()) for number in range(len(document)))
        finally:
            document.close()


def _mark(words: str) -> str:
    return sha256(" ".join(_NUMBER.sub("", words).split()).encode()).hexdigest()[:16]
