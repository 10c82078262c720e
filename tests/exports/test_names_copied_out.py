"""What is drawn can be copied out again to the letter, in both readers that most programs build on."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from io import BytesIO

import pypdf
import pypdfium2
import pytest

from advoplanner.core.text import clean
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.style import Face

NAMES = [
    "José Núñez", "Łukasz Wałęsa", "Ólafur Þórðarson", "Nguyễn Thị Minh Khai", "Мария Шевченко", "Ђорђе Ћирић", "Ελένη Παπαδοπούλου",
    "王小明", "山田 太郎", "さくら カナ", "김민준", "محمد الفاسي", "فاطمة الزهراء", "שרה כהן", "प्रिया शर्मा", "क्षत्रिय ज्ञानेश्वर", "สมชาย ใจดี",
    "Zoe\u0308 Ko\u0302ne\u0301", "Ada 👩\u200d🚀 Byron", "𠮷野 家", "O'Brien & Sons <Ltd>", "Affleck office ffi fl",
]  # fmt: skip
"""Latin with all its marks, Cyrillic, Greek, Han, kana, Hangul, Arabic, Hebrew, Devanagari, Thai, decomposed letters, joined emoji,
a character beyond U+FFFF, signs of markup, and letters that fonts like to join."""


@pytest.fixture(scope="module")
def pdf() -> bytes:
    out = BytesIO()
    sheet = Sheet(out, (210, 297), title="Names", author="Tests", subject="Names")
    sheet.start()
    for x, weight in ((20, 400), (110, 700)):
        for row, name in enumerate(NAMES):
            sheet.text(x, 20 + row * 9, clean(name), Face(14, weight))
    assert sheet.missing == set()
    sheet.finish()
    sheet.save()
    return out.getvalue()


def lines(text: str) -> list[str]:
    """Lines without the marks with which a reader frames text from the right."""
    return [line.translate(dict.fromkeys(map(ord, "\u200b\u202a\u202b\u202c\u200e\u200f"))).strip() for line in text.splitlines()]


def test_pdfium_reads_every_name(pdf: bytes) -> None:
    found = lines(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range())
    assert [name for name in NAMES if found.count(unicodedata.normalize("NFC", name)) != 2] == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="28 November 2026: needs poppler-utils, which .ci/run installs")
def test_poppler_reads_every_name(pdf: bytes) -> None:
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True)
    assert done.stderr == b""
    found = lines(done.stdout.decode())
    assert [name for name in NAMES if found.count(unicodedata.normalize("NFC", name)) != 2] == []


@pytest.mark.parametrize("line", ["محمد (CEO) 2026", "CEO (محمد) 12-34", "שרה [Sarah] כהן"])
def test_every_word_of_a_line_in_two_directions_stays_whole(line: str) -> None:
    out = BytesIO()
    sheet = Sheet(out, (210, 297), title="Names", author="Tests", subject="Names")
    sheet.start()
    sheet.text(20, 20, line, Face(14))
    sheet.finish()
    sheet.save()
    found = lines(pypdfium2.PdfDocument(out.getvalue())[0].get_textpage().get_text_range())[0]
    words = [word.strip("()[]") for word in line.split()]
    assert [word for word in words if word not in found and word != "12-34"] == []
    # For a screen reader the element carries the line as it is written.
    element = pypdf.PdfReader(BytesIO(out.getvalue())).trailer["/Root"]["/StructTreeRoot"]["/K"]["/K"][0]
    assert element["/ActualText"] == line
