"""Cells of a spreadsheet (.xlsx, .xls, .ods) as text, behind guards: a small file can unpack to gigabytes or claim a billion cells."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time
from typing import Any

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import clean
from advoplanner.imports.decoding import MAX_BYTES
from advoplanner.imports.tables import MAX_COLUMNS, MAX_ROWS, SourceTable, from_rows

MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200
MAX_ENTRIES = 1_000
"""Limits for the zip inside: a reader took 1.4 GiB of memory for a file of 0.5 MB without them."""

_CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"'][^<>]*(?<!/)>")
_ODS_ITEM = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table)\b([^<>]*)>")
_REPEATED = re.compile(rb"number-(?:columns|rows)-repeated\s*=\s*[\"'](\d{1,9})[\"']")


def read_spreadsheet(data: bytes, *, sheet: str | None = None) -> SourceTable:
    """The named sheet, else the first that holds anything; formulas give their last value. Raises RuleBroken `import.…`."""
    if len(data) > MAX_BYTES:
        raise RuleBroken("import.too_large", f"The file has {len(data) // 2**20} MB; 200 MB is the most.", "Split it, or leave columns out.")
    if data.startswith(b"PK"):
        _guard(data)
    elif not data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _unreadable()
    cells, notes = _cells(data, sheet)
    numbered = [(line, [_text(value) for value in row]) for line, row in cells]
    filled = [(line, row) for line, row in numbered if any(row)]
    return from_rows([row for _, row in filled], [line for line, _ in filled], notes=notes)


def _cells(data: bytes, wanted: str | None) -> tuple[list[tuple[int, list[Any]]], tuple[str, ...]]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            names = list(book.sheet_names)
            for name in [wanted] if wanted else names:
                found = book.get_sheet_by_name(name)
                if found.height > MAX_ROWS or found.width > MAX_COLUMNS:
                    raise _too_many()
                if rows := found.to_python(skip_empty_area=True):
                    first = (found.start or (0, 0))[0] + 1
                    others = [f"“{clean(other)}”" for other in names if other != name][:5]
                    notes = (f"Read the sheet “{clean(name)}”; not read: {', '.join(others)}.",) if others else ()
                    return list(enumerate(rows, first)), notes
    except PasswordError as error:
        raise RuleBroken("import.protected", "The spreadsheet is protected by a password.", "Save it without one, or as .csv.") from error
    except (CalamineError, OSError, ValueError, LookupError) as error:
        raise _unreadable() from error
    except BaseException as error:
        # A panic in the reader's native code is no Exception; it means a damaged file, not a wish to leave the program.
        if type(error).__name__ == "PanicException":
            raise _unreadable() from error
        raise
    raise RuleBroken("import.empty", "There is nothing in this spreadsheet.", "Save it again with the list in it.")


def _guard(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(len(data), 10_000):
                raise RuleBroken("import.zip_bomb", "The spreadsheet unpacks to far more than a list of people needs; it was not opened.",
                                 "Copy the list into a new spreadsheet, or save it as .csv.")  # fmt: skip
            for entry in entries:
                _guard_entry(package, entry)
    except RuleBroken:
        raise
    except Exception as error:
        # Damaged packages raise BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError and more: no common family.
        raise _unreadable() from error


def _guard_entry(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    name = entry.filename.lower()
    if name.startswith("xl/") and name.endswith(".bin") and "workbook" in name:
        raise RuleBroken("import.xlsb", "Binary spreadsheets (.xlsb) are not read.", "Save it as .xlsx or .csv.")
    if name.startswith("xl/") and "sheet" in name and name.endswith(".xml"):
        rows, columns = _extent(_unpacked(package, entry))
    elif name == "content.xml":
        rows, columns = _ods_extent(_unpacked(package, entry))
    else:
        return
    if rows > MAX_ROWS or columns > MAX_COLUMNS:
        raise _too_many()


def _unpacked(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """What is really inside, whatever size the directory claims."""
    with package.open(entry) as source:
        inside = source.read(MAX_UNPACKED + 1)
    if len(inside) > MAX_UNPACKED:
        raise _unreadable()
    return inside


def _extent(sheet: bytes) -> tuple[int, int]:
    """Rows and columns up to the last cell that holds something."""
    found = _CELL.findall(sheet)
    return max((int(row) for _, row in found), default=0), max((_column(letters) for letters in {letters for letters, _ in found}), default=0)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _ods_extent(content: bytes) -> tuple[int, int]:
    rows = columns = row = column = repeat = last_row = 0
    for kind, attributes in _ODS_ITEM.findall(content):
        times = int(found[1]) if (found := _REPEATED.search(attributes)) else 1
        if kind == b"table":
            row = column = repeat = 0
        elif kind == b"table-row":
            row, column, repeat = row + repeat, 0, times
        else:
            column += times
            if b"value-type" in attributes:
                last_row, columns = row + repeat, max(columns, column)
                rows = max(rows, last_row)
    return rows, columns


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.strip() if value.isascii() and value.isprintable() else clean(value, lines=True)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _unreadable() -> RuleBroken:
    return RuleBroken("import.spreadsheet", "The spreadsheet cannot be read: it is damaged, cut off or something else under its name.",
                      "Open it in your spreadsheet program and save it again as .xlsx or .csv.")  # fmt: skip


def _too_many() -> RuleBroken:
    return RuleBroken("import.too_many_rows", f"The sheet reaches beyond {MAX_ROWS:,} rows or {MAX_COLUMNS} columns.",
                      "Delete what lies outside the list, or save the list as .csv.")  # fmt: skip
