"""The sheet itself: where lines stand, what leads where, and that text from outside never becomes anything but text."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import made_up
import pypdf
import pypdfium2
import pytest

from advoplanner.exports import guests_pdf, tables_pdf
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.style import POINTS, TEXT


def drawn(draw: Callable[[Sheet], object], pages: int = 1) -> bytes:
    out = BytesIO()
    sheet = Sheet(out, (210, 297), title="Sheet", author="Tests", subject="Sheet")
    for number in range(pages):
        sheet.start(outline=f"Page {number + 1}", level=number % 3)
        draw(sheet)
        sheet.finish()
    sheet.save()
    return out.getvalue()


def test_a_paragraph_from_the_right_ends_at_the_right() -> None:
    arabic = "اجتماع مجلس العملاء الاستشاري في لشبونة مع عملائنا من أوروبا والشرق الأوسط وأفريقيا لمناقشة خارطة الطريق"
    text = pypdfium2.PdfDocument(drawn(lambda s: s.paragraph(20, 30, arabic, TEXT, 80)))[0].get_textpage()
    ends: dict[int, float] = {}
    for left, bottom, right, top in [text.get_rect(i) for i in range(text.count_rects())]:
        line = round((297 - (bottom + top) / 2 / POINTS - 30) / TEXT.line)
        ends[line] = max(ends.get(line, left), right)
    assert len(ends) > 1
    assert all(end == pytest.approx(100 * POINTS, abs=2) for end in ends.values())


def test_text_is_aligned_at_its_end_and_its_middle() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(100, 20, "Right", TEXT, align="right")
        sheet.text(100, 40, "Middle", TEXT, align="centre")

    text = pypdfium2.PdfDocument(drawn(draw))[0].get_textpage()
    assert text.count_rects() == 2
    left, _, right, _ = text.get_rect(1)
    assert text.get_rect(0)[2] == pytest.approx(100 * POINTS, abs=1)
    assert (left + right) / 2 == pytest.approx(100 * POINTS, abs=1)


def test_links_lead_to_their_pages_and_say_where() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(20, 20, "Contents", TEXT)
        sheet.link(20, 15, 50, 7, 3, "Guests, page 3")

    reader = pypdf.PdfReader(BytesIO(drawn(draw, 3)))
    link = reader.pages[0]["/Annots"][0]
    assert reader.get_page_number(link["/Dest"][0].get_object()) == 2
    assert link["/Contents"] == "Guests, page 3"
    element = next(e for e in reader.trailer["/Root"]["/StructTreeRoot"]["/K"]["/K"] if e["/S"] == "/Link")
    assert element["/K"]["/Obj"]["/Contents"] == "Guests, page 3"


def test_a_link_to_a_page_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="page 9"):
        drawn(lambda sheet: sheet.link(20, 15, 50, 7, 9))


def test_the_outline_nests_and_skips_no_level() -> None:
    outline = pypdf.PdfReader(BytesIO(drawn(lambda s: s.text(20, 20, "x", TEXT), 4))).outline
    assert [entry if not isinstance(entry, list) else len(entry) for entry in (outline[0].title, outline[1], outline[2].title)] == [
        "Page 1",
        2,
        "Page 4",
    ]


HOSTILE = [
    "<font color='[[[getattr(pow, \"__globals__\")[\"os\"].system(\"x\")]]]'>red</font>",
    "<img src=\"/etc/passwd\"/>", "<a href=\"javascript:alert(1)\">go</a>", "<b>unclosed a<b </para><br>", "(( \\( \\) )) ET Q /Helvetica 12 Tf",
    "endstream endobj 1 0 obj <</Type/Catalog>>", "%PDF-1.7 %%EOF", "=HYPERLINK(\"x\")", "&amp; &#65; &lt;",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_and_operators_are_printed_as_they_stand(text: str) -> None:
    data = drawn(lambda sheet: sheet.text(10, 20, text, TEXT))
    found = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert "".join(found.split()) == "".join(text.split())
    reader = pypdf.PdfReader(BytesIO(data))
    assert "/Annots" not in reader.pages[0]
    assert "/XObject" not in reader.pages[0]["/Resources"] or not reader.pages[0]["/Resources"]["/XObject"]


def test_what_cannot_be_written_never_reaches_the_paper() -> None:
    text = "A\ud800\udfffB\uffff\ufffeC\x00\x07\u202eD"
    pack = made_up.pack(1)
    out = BytesIO()
    guests_pdf.write(replace(pack, guests=(replace(pack.guests[0], name=text),)), out)
    assert "ABCD" in pypdfium2.PdfDocument(out.getvalue())[0].get_textpage().get_text_range()


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_numbers_that_are_none_leave_a_plan_that_can_be_read(number: float) -> None:
    pack = made_up.pack(6)
    assert pack.plan is not None
    tables = tuple(replace(t, x=number, width=number) for t in pack.plan.tables)
    out = BytesIO()
    tables_pdf.write(replace(pack, plan=replace(pack.plan, width=number, tables=tables)), out)
    assert b"nan" not in out.getvalue()
    assert len(pypdfium2.PdfDocument(out.getvalue())) >= 2


def test_a_million_characters_in_a_field_are_cut_and_told() -> None:
    pack = made_up.pack(1)
    problems: list[str] = []
    guest = replace(pack.guests[0], name="Ana Ferreira", job_title="x" * 1_000_000, organisation="wort " * 200_000)
    guests_pdf.write(replace(pack, guests=(guest,)), BytesIO(), problems=problems)
    assert "Ana Ferreira: the job title is longer than 160 characters; the rest is not printed." in problems
    assert "Ana Ferreira: the organisation is longer than 120 characters; the rest is not printed." in problems


def test_two_documents_at_once_give_the_bytes_of_one_after_the_other() -> None:
    def write(into: list[bytes]) -> None:
        out = BytesIO()
        tables_pdf.write(made_up.pack(18), out)
        into.append(out.getvalue())

    alone: list[bytes] = []
    write(alone)
    together: list[bytes] = []
    threads = [threading.Thread(target=write, args=(together,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == alone * 3
