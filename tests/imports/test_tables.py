"""Encodings, delimiters, header rows and ragged rows of text files."""

from __future__ import annotations

import codecs
import csv
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advoplanner.core.errors import RuleBroken
from advoplanner.imports import decoding
from advoplanner.imports.decoding import decode
from advoplanner.imports.tables import read_csv

LIST = "First Name,Last Name,City\r\nJörg,Müller,Köln\r\nAna,Gómez,León\r\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (LIST.encode(), "utf-8"),
        (codecs.BOM_UTF8 + LIST.encode(), "utf-8"),
        (LIST.encode("cp1252"), "cp1252"),
        (LIST.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + LIST.encode("utf-16-be"), "utf-16"),
        (LIST.encode("utf-16-le"), "utf-16-le"),
        (LIST.encode("utf-16-be"), "utf-16-be"),
        (LIST.encode("utf-32"), "utf-32"),
    ],
)
def test_encodings_are_found(data: bytes, encoding: str) -> None:
    table = read_csv(data)
    assert table.encoding == encoding
    assert table.headers == ("First Name", "Last Name", "City")
    assert table.rows == [["Jörg", "Müller", "Köln"], ["Ana", "Gómez", "León"]]
    assert table.numbers == [2, 3]


def test_a_person_can_overrule_the_encoding() -> None:
    table = read_csv("First Name,City\nŁucja,Łódź\n".encode("cp1250"), encoding="cp1250")
    assert table.rows == [["Łucja", "Łódź"]]
    with pytest.raises(RuleBroken) as broken:
        read_csv(LIST.encode(), encoding="zip")
    assert broken.value.code == "import.encoding"


def test_mixed_encodings_are_read_and_told() -> None:
    data = "First Name,City\nJörg,Köln\nRené,Liège\n".encode() + "Zoë,Zürich\n".encode("cp1252")
    table = read_csv(data)
    assert table.rows[0] == ["Jörg", "Köln"]
    assert table.rows[2] == ["Zoë", "Zürich"]
    assert any("two encodings" in note for note in table.notes)


def test_names_in_nfd_become_nfc_and_control_characters_go() -> None:
    text, _, _ = decode("Jose\u0301\x00\u202e,x\r\ny".encode())
    assert text == "José,x\ny"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_found(delimiter: str) -> None:
    data = f'First Name{delimiter}Last Name{delimiter}Notes\nAna{delimiter}Lee{delimiter}"a, b; c"\nBo{delimiter}Ek{delimiter}1,5\n'.encode()
    table = read_csv(data)
    assert table.delimiter == delimiter
    assert table.rows[0] == ["Ana", "Lee", "a, b; c"]


def test_excels_sep_line_decides() -> None:
    table = read_csv(b"sep=;\r\nName;City\r\nAna, B;Bonn\r\n")
    assert (table.delimiter, table.headers, table.rows, table.numbers) == (";", ("Name", "City"), [["Ana, B", "Bonn"]], [3])


def test_titles_and_preambles_above_the_header_are_skipped() -> None:
    preamble = b'Notes:\n"When exporting your data, you may notice\nthat some addresses are missing."\n\n'
    linkedin = preamble + b"First Name,Last Name,URL,Email Address,Company\nAna,Lee,,,Acme\n"
    table = read_csv(linkedin)
    assert (table.headers[0], table.header_row, table.numbers) == ("First Name", 5, [6])
    assert table.notes == ("Skipped 2 lines above the header in line 5.",)
    titled = read_csv(b"Guests of the spring dinner;;\nas of 1 March;;\nVorname;Nachname;Firma\nAna;Lee;Acme\n")
    assert (titled.headers, titled.rows) == (("Vorname", "Nachname", "Firma"), [["Ana", "Lee", "Acme"]])


def test_unknown_headers_are_still_headers_and_addresses_are_not() -> None:
    assert read_csv(b"Alpha,Beta\n1,2\n").headers == ("Alpha", "Beta")
    bare = read_csv(b"Ana Lee,ana@x.org\nBo Ek,bo@x.org\n")
    assert (bare.headers, bare.header_row, len(bare.rows)) == (("Column 1", "Column 2"), 0, 2)


def test_repeated_and_empty_headers_get_names_of_their_own() -> None:
    assert read_csv(b"Name,E-mail,E-mail,,E-mail\na,b,c,d,e\n").headers == ("Name", "E-mail", "E-mail (2)", "Column 4", "E-mail (3)")


def test_ragged_rows_are_told_with_their_lines() -> None:
    table = read_csv(b'Name,Company,City\nAna,Acme,Bonn\nBo,Acme, Inc.,Bonn\n"Cy\nD",Acme\nDi,Acme,Ulm,,\nTotal: 4\n')
    assert table.rows == [["Ana", "Acme", "Bonn"], ["Cy\nD", "Acme", ""], ["Di", "Acme", "Ulm"]]
    assert table.numbers == [2, 4, 6]
    assert [line for line, _ in table.problems] == [3, 4, 7]
    assert table.rejected == (3, 7)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "import.empty"),
        (b" \r\n\t\n", "import.empty"),
        (b"PK\x03\x04rest of a workbook", "import.binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "import.binary"),
        (bytes(range(256)) * 20, "import.binary"),
        (b'Name,City\nAna,"' + b"x" * 1_100_000, "import.unreadable_row"),
        (b",".join(b"h%d" % i for i in range(300)) + b"\n", "import.too_wide"),
    ],
)
def test_what_is_no_list_gets_one_sentence(data: bytes, code: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        read_csv(data)
    assert broken.value.code == code
    assert broken.value.hint


def test_files_over_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MAX_BYTES", 10)
    with pytest.raises(RuleBroken, match="200 MB"):
        read_csv(b"First Name,Last Name\n")


def test_a_quotation_mark_never_closed_is_told() -> None:
    lines = "".join(f"Person {i},Bonn\n" for i in range(100))
    table = read_csv(f'Name,City\n"Ana,Bonn\n{lines}'.encode())
    assert any("never be closed" in why for _, why in table.problems)


def test_the_csv_modules_limit_is_put_back() -> None:
    before = csv.field_size_limit()
    read_csv(LIST.encode())
    assert csv.field_size_limit() == before


@given(st.binary(max_size=400), st.sampled_from([b"", b"Name,E-mail\n", codecs.BOM_UTF16_LE, codecs.BOM_UTF8, b"sep=;\n"]))
def test_any_bytes_give_a_table_or_a_sentence(data: bytes, start: bytes) -> None:
    with suppress(RuleBroken):
        table = read_csv(start + data)
        assert all(len(row) == len(table.headers) for row in table.rows)
        assert len(table.numbers) == len(table.rows)
