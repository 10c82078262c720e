"""Spreadsheets: values as text, and files that are bombs, damaged or no spreadsheets."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from advoplanner.core.errors import RuleBroken
from advoplanner.imports.contacts import read_contacts
from advoplanner.imports.xlsx import read_spreadsheet

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook(rows: list[list[Any]], *, empty_first: bool = False) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd", "strings_to_formulas": False, "strings_to_urls": False})
    if empty_first:
        book.add_worksheet("Cover")
    sheet = book.add_worksheet("People")
    for i, row in enumerate(rows):
        sheet.write_row(i, 0, row)
    book.close()
    return out.getvalue()


def package(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in parts.items():
            target.writestr(name, text)
    return out.getvalue()


def raw_sheet(data: str) -> bytes:
    head = '<?xml version="1.0"?>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    packaged = "http://schemas.openxmlformats.org/package/2006"
    return package(
        {
            "[Content_Types].xml": f'{head}<Types xmlns="{packaged}/content-types"/>',
            "_rels/.rels": f'{head}<Relationships xmlns="{packaged}/relationships">'
            f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'{head}<workbook xmlns="{main}" xmlns:r="{RELATIONS}">'
            '<sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'{head}<Relationships xmlns="{packaged}/relationships">'
            f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{main}"><sheetData>{data}</sheetData></worksheet>',
        }
    )


def test_values_become_text_and_rows_keep_their_lines() -> None:
    rows: list[list[Any]] = [
        ["Guests of the dinner"],
        [],
        ["First Name", "Last Name", "Phone", "Member Since", "Notes", "Company"],
        ["Jörg", "Müller", 4930123456, date(2024, 3, 12), "two\nlines", "=HYPERLINK(1)"],
        ["Ana", "Lee", 1.5, datetime(2024, 3, 12, 9, 30), True, " Acme "],
    ]
    found = read_contacts(workbook(rows), "people.xlsx")
    jorg, ana = found.drafts
    assert (found.kind, jorg.row, ana.row) == ("spreadsheet", 4, 5)
    assert (jorg.display_name, jorg.phones, jorg.member_since, jorg.notes) == ("Jörg Müller", ("4930123456",), date(2024, 3, 12), "two\nlines")
    assert (jorg.organisation, ana.organisation, ana.phones, ana.notes, ana.member_since) == (
        "=HYPERLINK(1)",
        "Acme",
        ("1.5",),
        "yes",
        date(2024, 3, 12),
    )
    assert found.problems == []


def test_the_first_sheet_with_anything_in_it_is_read() -> None:
    table = read_spreadsheet(workbook([["Name"], ["Ana Lee"]], empty_first=True))
    assert table.rows == [["Ana Lee"]]
    assert "not read: “Cover”" in table.notes[0]
    with pytest.raises(RuleBroken):
        read_spreadsheet(workbook([["Name"], ["Ana"]]), sheet="Nowhere")


def test_formulas_give_their_last_value() -> None:
    data = '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row><row r="2"><c r="A2" t="str"><f>UPPER("ana")</f><v>ANA</v></c></row>'
    assert read_spreadsheet(raw_sheet(data)).rows == [["ANA"]]


def test_a_sheet_that_claims_a_billion_cells_is_refused() -> None:
    data = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c s="0" r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(RuleBroken, match="200,000 rows") as broken:
        read_spreadsheet(raw_sheet(data))
    assert broken.value.code == "import.too_many_rows"


def test_zip_bombs_are_not_opened() -> None:
    for bomb in (package({"xl/worksheets/sheet1.xml": "0" * 20_000_000}), package({f"part{i}": "" for i in range(1_001)})):
        with pytest.raises(RuleBroken) as broken:
            read_spreadsheet(bomb)
        assert broken.value.code == "import.zip_bomb"


def test_an_opendocument_sheet_of_repeated_rows() -> None:
    def content(rows: int) -> str:
        return (
            '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
            ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
            '<office:body><office:spreadsheet><table:table table:name="A">'
            '<table:table-row><table:table-cell office:value-type="string"><text:p>Name</text:p></table:table-cell></table:table-row>'
            f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
            '<table:table-row><table:table-cell office:value-type="string"><text:p>Ana Lee</text:p></table:table-cell></table:table-row>'
            '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
            "</table:table></office:spreadsheet></office:body></office:document-content>"
        )

    kind = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}
    manifest = {"META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'}
    good = read_spreadsheet(package({**kind, **manifest, "content.xml": content(2)}))
    assert (good.headers, good.rows, good.numbers) == (("Name",), [["Ana Lee"]], [4])
    with pytest.raises(RuleBroken, match="200,000 rows"):
        read_spreadsheet(package({**kind, **manifest, "content.xml": content(900_000_000)}))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no spreadsheet",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        workbook([["Name"], ["Ana"]])[:-200],
        package({"a": "b"}),
    ],
)
def test_what_is_no_spreadsheet_gets_one_sentence(data: bytes) -> None:
    with pytest.raises(RuleBroken) as broken:
        read_spreadsheet(data)
    assert broken.value.code == "import.spreadsheet"


def test_empty_and_binary_spreadsheets() -> None:
    with pytest.raises(RuleBroken) as broken:
        read_spreadsheet(workbook([]))
    assert broken.value.code == "import.empty"
    with pytest.raises(RuleBroken, match="xlsb"):
        read_spreadsheet(package({"xl/workbook.bin": "x"}))


def test_a_workbook_renamed_to_csv_is_told() -> None:
    with pytest.raises(RuleBroken, match="Excel"):
        read_contacts(workbook([["Name"], ["Ana"]]), "people.csv")


GOOD = workbook([["Name", "E-mail"], ["Ana Lee", "ana@x.example"]])


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_damaged_workbooks_give_people_or_a_sentence(changes: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD)
    for at, value in changes:
        data[at] = value
    with suppress(RuleBroken):
        assert read_contacts(bytes(data), "people.xlsx").read >= 0


@settings(max_examples=60)
@given(st.text(alphabet='<>/crvt="A1 0&;is', max_size=120))
def test_damaged_sheets_give_people_or_a_sentence(inside: str) -> None:
    with suppress(RuleBroken):
        assert read_spreadsheet(raw_sheet(inside)).headers
