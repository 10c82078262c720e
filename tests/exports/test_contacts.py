"""How guests reach one another: a sheet, vCards and codes on badges, of those alone who agreed."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import made_up
import pypdfium2
import pytest
import vobject
import zxingcpp

from advoplanner.domain.documents import GuestFacts, Pack
from advoplanner.exports import badges_pdf
from advoplanner.exports.crop_marks import BLEED, bleed_of
from advoplanner.exports.documents import write_document
from advoplanner.exports.stocks import BADGES
from advoplanner.exports.vcards import card

ANA = GuestFacts(
    "1", "Ana, «Ani» Núñez;Ferreira", given="Ana, «Ani»", family="Núñez;Ferreira", organisation="Smith & Søn; \\ Ltd\r\nX-EVIL:1",
    job_title="名 " * 40,
    contact=(("E-mail", "ana@x.example"), ("Telephone", "+351 21 000 0000")),
)  # fmt: skip
BO = GuestFacts("2", "Bo Silent", given="Bo", family="Silent", organisation="Quiet Works")


def pack(*guests: GuestFacts) -> Pack:
    made = made_up.pack(2, audience="member")
    return replace(made, event=replace(made.event, join_link=""), guests=guests)


def images(pdf: bytes):
    return [page.render(scale=300 / 72).to_pil() for page in pypdfium2.PdfDocument(pdf)]


def test_seed_002_15_sheet_and_cards_hold_those_who_agreed_and_say_how_many_did_not(tmp_path: Path) -> None:
    sheet, cards = write_document("contacts", pack(ANA, BO), tmp_path)
    text = pypdfium2.PdfDocument(sheet.path)[0].get_textpage().get_text_range()
    assert "ana@x.example" in text
    assert "Silent" not in text
    assert "1 guest has not agreed to give contact details to other guests, and so is not on the sheet." in sheet.problems
    read = list(vobject.readComponents(cards.path.read_text("utf-8")))
    assert [(c.fn.value, c.n.value.family, c.email.value, c.tel.value) for c in read] == [
        (ANA.name, "Núñez;Ferreira", "ana@x.example", "+351 21 000 0000")
    ]
    assert "X-EVIL" not in [line.name for line in read[0].lines()]


def test_no_line_of_a_card_is_longer_than_75_octets() -> None:
    assert max(len(line.encode()) for line in card(ANA).split("\r\n")) <= 75


def test_a_sheet_of_nobody_says_so(tmp_path: Path) -> None:
    _, cards = write_document("contacts", pack(ANA), tmp_path)
    (sheet,) = write_document("contacts", pack(BO), tmp_path)
    assert "Nobody has agreed yet" in pypdfium2.PdfDocument(sheet.path)[0].get_textpage().get_text_range()
    assert not cards.path.exists()


@pytest.mark.parametrize("stock", BADGES)
def test_the_code_of_a_badge_decodes_on_every_stock(stock: str) -> None:
    out, problems = BytesIO(), []
    badges_pdf.write(pack(ANA, BO), out, stock=stock, code=True, problems=problems)
    (image,) = images(out.getvalue())
    (code,) = zxingcpp.read_barcodes(image)
    (read,) = vobject.readComponents(code.text)
    assert (read.fn.value, read.email.value) == (ANA.name, "ana@x.example")
    assert "1 badge has no code: no consent to give contact details to other guests is known." in problems


def test_on_labels_that_are_too_low_for_a_code_there_is_none_and_it_is_said() -> None:
    out, problems = BytesIO(), []
    low = replace(BADGES[next(iter(BADGES))], high=30.0)
    badges_pdf.write(pack(ANA), out, stock=low, code=True, problems=problems)
    assert zxingcpp.read_barcodes(images(out.getvalue())[0]) == []
    assert "These badges are too low for a contact code, which needs 22 millimetres." in problems


def test_no_badge_has_a_code_unless_it_is_wished_for() -> None:
    out = BytesIO()
    badges_pdf.write(pack(ANA), out)
    assert zxingcpp.read_barcodes(images(out.getvalue())[0]) == []


def test_crop_marks_stand_outside_all_cards(monkeypatch) -> None:
    drawn = []
    monkeypatch.setattr(badges_pdf.Sheet, "stroke", lambda self, *line: drawn.append(line[:4]))
    for stock in BADGES.values():
        drawn.clear()
        badges_pdf.write(pack(ANA), BytesIO(), stock=stock, crop=True)
        assert len(drawn) == 4 * (stock.across + stock.down)
        right = stock.left + (stock.across - 1) * stock.step_x + stock.wide
        low = stock.top + (stock.down - 1) * stock.step_y + stock.high
        for x1, y1, x2, y2 in drawn:
            assert max(x1, x2) < stock.left or min(x1, x2) > right or max(y1, y2) < stock.top or min(y1, y2) > low
        assert 0 <= bleed_of(stock) <= BLEED
