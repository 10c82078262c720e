"""Events that are online too: a code on badges and personal agendas leads to the meeting."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import made_up
import pytest
import zxingcpp
from pypdfium2 import PdfDocument

from advoplanner.domain.documents import Pack
from advoplanner.domain.prints import part_marks
from advoplanner.exports import badges_pdf, personal_pdf
from advoplanner.exports.stocks import BADGES

LINK = "https://meet.example/j/83512?pwd=a_b-c"


def _online(count: int = 2, audience: str = "member", link: str = LINK) -> Pack:
    base = made_up.pack(count, audience=audience)
    return replace(base, event=replace(base.event, join_link=link))


def _codes(data: bytes) -> list[str]:
    pages = PdfDocument(data)
    return [code.text for page in pages for code in zxingcpp.read_barcodes(page.render(scale=300 / 72).to_pil())]


def _words(data: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in PdfDocument(data))


@pytest.mark.parametrize("stock", BADGES)
def test_the_code_on_a_badge_leads_to_the_meeting_on_every_stock(stock: str) -> None:
    out, problems = BytesIO(), []
    badges_pdf.write(_online(), out, stock=stock, problems=problems)
    told = any("join link is too long" in said for said in problems)
    assert _codes(out.getvalue()) == ([] if told else [LINK, LINK])
    assert not told or BADGES[stock].high < 45


def test_a_personal_agenda_carries_the_code_and_the_link_and_stays_one_page() -> None:
    out = BytesIO()
    assert personal_pdf.write(_online(), out) == 2
    assert _codes(out.getvalue()) == [LINK, LINK]
    assert LINK in _words(out.getvalue())


@pytest.mark.parametrize(("audience", "link"), [("public", LINK), ("member", ""), ("member", "javascript:alert(1)")])
def test_nobody_else_gets_a_code(audience: str, link: str) -> None:
    out = BytesIO()
    badges_pdf.write(_online(audience=audience, link=link), out)
    assert _codes(out.getvalue()) == []


def test_a_link_that_is_too_long_is_said_and_left_to_the_agendas() -> None:
    out, problems, long = BytesIO(), [], LINK + "x" * 400
    badges_pdf.write(_online(link=long), out, problems=problems)
    assert _codes(out.getvalue()) == []
    assert "The join link is too long for a code on these badges; personal agendas carry it." in problems
    agendas = BytesIO()
    personal_pdf.write(_online(link=long), agendas)
    assert _codes(agendas.getvalue()) == [long, long]


def test_who_agreed_to_it_has_their_own_details_in_the_code_where_that_is_wished() -> None:
    out = BytesIO()
    badges_pdf.write(_online(), out, code=True)
    assert [text.startswith("BEGIN:VCARD") for text in _codes(out.getvalue())].count(True) == 1
    assert LINK in _codes(out.getvalue())


def test_a_badge_with_another_mark_or_another_link_is_printed_again() -> None:
    made = _online()
    first, second = made.guests
    marked = replace(made, guests=(replace(first, camera="No photo"), second))
    moved = replace(made, event=replace(made.event, join_link="https://meet.example/other"))
    before = part_marks("badges", made)
    assert {key for key, mark in part_marks("badges", marked).items() if before[key] != mark} == {first.id}
    assert all(before[key] != mark for key, mark in part_marks("badges", moved).items())
    assert part_marks("tents", moved) == part_marks("tents", made)
