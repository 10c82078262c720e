from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import made_up
import pypdfium2
import pytest
import zxingcpp

from advoplanner.exports import flyer_pdf


@pytest.mark.parametrize(
    ("join", "email", "leads_to"),
    [
        ("https://nordwind.example/cab", "ana@nordwind.example", "https://nordwind.example/cab"),
        ("javascript:alert(1)", "ana@nordwind.example", "mailto:ana@nordwind.example?subject=Stories%20%26%20tea"),
        ("", "ana@nordwind.example", "mailto:ana@nordwind.example?subject=Stories%20%26%20tea"),
        ("", "", None),
    ],
)
def test_the_code_can_be_scanned_and_leads_where_it_should(join: str, email: str, leads_to: str | None) -> None:
    pack = made_up.pack(1, audience="public")
    pack = replace(pack, event=replace(pack.event, title="Stories & tea", join_link=join, organiser_email=email))
    out, problems = BytesIO(), []
    assert flyer_pdf.write(pack, out, problems=problems) == 1
    image = pypdfium2.PdfDocument(out.getvalue())[0].render(scale=3).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(image)] == ([leads_to] if leads_to else [])
    assert bool(problems) is (leads_to is None)


def test_the_flyer_prefers_what_members_gain_over_what_hosts_want() -> None:
    out = BytesIO()
    flyer_pdf.write(made_up.pack(4, audience="public"), out)
    text = pypdfium2.PdfDocument(out.getvalue())[0].get_textpage().get_text_range()
    assert "A ranking of your peers to take home" in " ".join(text.split())
    assert "Agree two joint pilots" not in text
