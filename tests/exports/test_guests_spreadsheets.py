from __future__ import annotations

import csv
from dataclasses import replace
from io import BytesIO, StringIO
from zipfile import ZipFile

import made_up
import openpyxl
import pytest

from advoplanner.domain.documents import Pack
from advoplanner.exports import guests_csv, guests_xlsx

FORMULAS = ["=cmd()", "+1+1", "-2", "@SUM(A1)", "=HYPERLINK(\"http://x.example\")", "http://x.example", "123", "TRUE"]  # fmt: skip


def _pack() -> Pack:
    pack = made_up.pack(len(FORMULAS))
    guests = tuple(
        replace(g, name=f"{n:02} {g.name}", family=f"{n:02}", organisation=f) for n, (g, f) in enumerate(zip(pack.guests, FORMULAS, strict=True))
    )
    return replace(pack, guests=guests)


def _book(pack: Pack) -> bytes:
    out = BytesIO()
    assert guests_xlsx.write(pack, out) == 1
    return out.getvalue()


def test_a_workbook_holds_text_only() -> None:
    data = _book(_pack())
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    assert {c.data_type for row in sheet.iter_rows() for c in row if c.value is not None} == {"s"}
    head = [c.value for c in sheet[1]]
    column = head.index("Organisation")
    assert [row[column].value for row in sheet.iter_rows(min_row=2)] == FORMULAS
    assert not any(c.hyperlink for row in sheet.iter_rows() for c in row)
    with ZipFile(BytesIO(data)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_the_heading_stays_in_sight() -> None:
    sheet = openpyxl.load_workbook(BytesIO(_book(_pack()))).active
    assert sheet.freeze_panes == "B2"
    assert sheet.column_dimensions["A"].width >= 8


def test_an_empty_list_keeps_its_heading() -> None:
    sheet = openpyxl.load_workbook(BytesIO(_book(made_up.pack(0)))).active
    assert sheet.max_row == 1
    assert sheet["A1"].value == "Name"


def test_csv_opens_as_text_in_spreadsheets() -> None:
    out = BytesIO()
    assert guests_csv.write(_pack(), out) == 1
    data = out.getvalue()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))
    assert [r["Organisation"] for r in rows] == [
        "'=cmd()",
        "'+1+1",
        "'-2",
        "'@SUM(A1)",
        '\'=HYPERLINK("http://x.example")',
        "http://x.example",
        "123",
        "TRUE",
    ]


@pytest.mark.parametrize("audience", ["member", "prospect", "public"])
def test_others_get_names_and_companies_only(audience: str) -> None:
    out = BytesIO()
    guests_csv.write(made_up.pack(3, audience=audience), out)
    head = out.getvalue().decode("utf-8-sig").splitlines()[0]
    assert head == "Name,First name,Last name,Name in Latin letters,Job title,Organisation,City,Country"
