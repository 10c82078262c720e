"""A list as a workbook, the same look for every kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import xlsxwriter

from advoplanner.core.paths import write_bytes
from advoplanner.core.progress import Progress
from advoplanner.domain.documents import Pack
from advoplanner.exports.press import Target
from advoplanner.exports.style import NAVY, WHITE
from advoplanner.exports.tidying import tidied

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_NARROWEST, _WIDEST = 8, 48


def write_sheet(
    rows_of: Callable[[Pack], list[list[str]]], name: str, pack: Pack, target: Target, paper: str, progress: Progress, problems: list[str] | None
) -> int:
    """Write what `rows_of` makes of the pack as one sheet called `name`; returns the number of sheets."""
    rows = rows_of(tidied(pack, [] if problems is None else problems))
    progress.step(0.0, f"{name} for spreadsheets")
    data = workbook(rows, pack.event.title[:200], paper, sheet_name=name)
    if isinstance(target, Path):
        write_bytes(target, data)
    else:
        target.write(data)
    progress.step(1.0, f"{name} for spreadsheets")
    return 1


def workbook(rows: list[list[str]], title: str, paper: str, *, sheet_name: str) -> bytes:
    """A sheet with a heading row and filters; every cell is text, so nothing that somebody typed can become a formula or a link."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    # A fixed date keeps the bytes the same for the same guests.
    book.set_properties({"title": title, "created": datetime(2000, 1, 1, tzinfo=UTC)})
    sheet = book.add_worksheet(sheet_name)
    head = book.add_format({"bold": True, "font_color": WHITE, "bg_color": NAVY, "valign": "vcenter"})
    text = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, cell, head if number == 0 else text)
    for column in range(len(rows[0])):
        longest = max(len(row[column]) for row in rows)
        sheet.set_column(column, column, min(max(longest + 2, _NARROWEST), _WIDEST))
    sheet.set_row(0, 22)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows) - 1, 1), len(rows[0]) - 1)
    sheet.set_paper(9 if paper == "a4" else 1)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    sheet.set_landscape()
    book.close()
    return out.getvalue()
