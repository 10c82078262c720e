"""A list of people as lines and columns, from CSV text or a spreadsheet's cells: finds the delimiter and the header row."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass

from advoplanner.core.errors import RuleBroken
from advoplanner.core.progress import QUIET, Progress
from advoplanner.imports.decoding import decode
from advoplanner.imports.header_words import field_of_header

DELIMITERS = (",", ";", "\t", "|")
MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_CELL = 1_000_000
"""Characters; a longer cell is a quotation mark that was never closed."""

_HEADER_SEARCH = 15
_LONG_ROW_LINES = 60


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A file's cells. Every row is as long as `headers`; `numbers` are their lines in the source, counted from 1.

    `header_row` is the header's line, 0 where there is none. `problems` are (line, why), `rejected` the lines that gave no row.
    """

    headers: tuple[str, ...]
    rows: list[list[str]]
    numbers: list[int]
    encoding: str
    delimiter: str
    header_row: int
    notes: tuple[str, ...]
    problems: tuple[tuple[int, str], ...]
    rejected: tuple[int, ...]


def read_csv(data: bytes, *, encoding: str | None = None, delimiter: str | None = None, progress: Progress = QUIET) -> SourceTable:
    """A delimited text file or pasted table; raises RuleBroken `import.…` with a sentence where it is none."""
    text, encoding, notes = decode(data, encoding)
    told, text, skipped = _told_delimiter(text)
    delimiter = delimiter or told or _delimiter(text)
    records, numbers, problems = _records(text, delimiter, skipped, progress)
    return from_rows(records, numbers, encoding=encoding, delimiter=delimiter, notes=notes, problems=problems)


def from_rows(
    records: list[list[str]],
    numbers: list[int],
    *,
    encoding: str = "",
    delimiter: str = "",
    notes: tuple[str, ...] = (),
    problems: tuple[tuple[int, str], ...] = (),
) -> SourceTable:
    """The table in raw records: header found, titles above it skipped, headers made unique, ragged rows told."""
    if not records:
        raise RuleBroken("import.empty", "There is nothing in this file but empty lines.", "Export it again and look at it first.")
    at = _header_at(records)
    raw = records[at] if at >= 0 else [""] * max(map(len, records[:100]))
    if len(raw) > MAX_COLUMNS:
        raise RuleBroken("import.too_wide", f"The file has {len(raw)} columns; {MAX_COLUMNS} is the most.", "Delete the columns you do not need.")
    if at > 0:
        notes += (f"Skipped {at} line{'s' if at > 1 else ''} above the header in line {numbers[at]}.",)
    headers = _unique(raw)
    rows, lines, ragged, rejected = _squared(records[at + 1 :], numbers[at + 1 :], len(headers))
    return SourceTable(
        headers, rows, lines, encoding, delimiter, numbers[at] if at >= 0 else 0, notes, tuple(sorted((*problems, *ragged))), tuple(rejected)
    )


def _told_delimiter(text: str) -> tuple[str, str, int]:
    """Excel's first line `sep=;`: (delimiter, the text after that line, lines skipped)."""
    first, _, rest = text.partition("\n")
    line = first.strip().strip('"')
    if line.lower().startswith("sep=") and len(line) <= 5:
        return line[4:5] or "\t", rest, 1
    return "", text, 0


def _delimiter(text: str) -> str:
    """The delimiter under which most of the first rows have one and the same width above 1."""
    sample = text[:65536]
    if len(text) > len(sample):
        sample = sample[: sample.rfind("\n") + 1] or sample
    return max(DELIMITERS, key=lambda sign: _evenness(sample, sign))


def _evenness(sample: str, delimiter: str) -> float:
    widths: Counter[int] = Counter()
    try:
        for record in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if any(record):
                widths[len(record)] += 1
    except csv.Error:
        return 0.0
    wide = [(count, width) for width, count in widths.items() if width > 1]
    if not wide:
        return 0.0
    count, width = max(wide)
    return count / widths.total() * (width - 1) / width


def _records(text: str, delimiter: str, skipped: int, progress: Progress) -> tuple[list[list[str]], list[int], tuple[tuple[int, str], ...]]:
    records: list[list[str]] = []
    numbers: list[int] = []
    problems: list[tuple[int, str]] = []
    before = csv.field_size_limit(MAX_CELL)
    last = 0
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
        for record in reader:
            line, last = last + 1, reader.line_num
            if not any(record):
                continue
            if last - line > _LONG_ROW_LINES:
                problems.append((line + skipped, f"Runs over {last - line + 1} lines: a quotation mark may never be closed."))
            records.append(record)
            numbers.append(line + skipped)
            if not len(records) & 2047:
                _refuse_too_many(len(records))
                progress.step(min(0.5, 0.5 * last / (last + 4096)), "Reading rows")
    except csv.Error as error:
        why = f"Line {last + 1 + skipped} cannot be read: a quotation mark is never closed, or a cell is far too long."
        raise RuleBroken("import.unreadable_row", why, "Correct that line and import again.") from error
    finally:
        csv.field_size_limit(before)
    return records, numbers, tuple(problems)


def _refuse_too_many(rows: int) -> None:
    if rows > MAX_ROWS:
        raise RuleBroken("import.too_many_rows", f"The file has more than {MAX_ROWS:,} rows.", "Split it and import the parts one by one.")


def _header_at(records: list[list[str]]) -> int:
    """Index of the header among the first rows: most names that are known, else the first full row without an address; -1 where none."""
    known = [sum(1 for cell in record if field_of_header(cell)) for record in records[:_HEADER_SEARCH]]
    best = max(range(len(known)), key=lambda i: (known[i], -i))
    if known[best] and (known[best] > 1 or len(records[best]) < 4):
        return best
    width = Counter(map(len, records[:100])).most_common(1)[0][0]
    for i, record in enumerate(records[:_HEADER_SEARCH]):
        if any("@" in cell for cell in record):
            return -1
        if len(record) >= width and all(record[:-1]):
            return i
    return best if known[best] else 0


def _unique(raw: list[str]) -> tuple[str, ...]:
    """Headers without line breaks; empty ones named by position, repeated ones numbered: E-mail, E-mail (2)."""
    headers: list[str] = []
    used: set[str] = set()
    for position, cell in enumerate(raw, 1):
        name = header = " ".join(cell.split())[:200] or f"Column {position}"
        count = 1
        while header in used:
            count += 1
            header = f"{name} ({count})"
        used.add(header)
        headers.append(header)
    return tuple(headers)


def _squared(records: list[list[str]], numbers: list[int], width: int) -> tuple[list[list[str]], list[int], list[tuple[int, str]], list[int]]:
    """Rows of one width; a row with more cells is rejected (one cannot tell which cell is which), a shorter one filled up."""
    rows: list[list[str]] = []
    lines: list[int] = []
    problems: list[tuple[int, str]] = []
    rejected: list[int] = []
    for record, line in zip(records, numbers, strict=True):
        cells = len(record)
        if cells != width:
            if any(record[width:]):
                problems.append((line, f"Has {cells} cells where the header has {width}: not read. Put text with a delimiter in quotation marks."))
                rejected.append(line)
                continue
            if cells == 1 and width > 2:
                problems.append((line, f"Has one cell where the header has {width}: not read."))
                rejected.append(line)
                continue
            if cells < width:
                problems.append((line, f"Has {cells} cells where the header has {width}: the missing ones are taken as empty."))
            record = (record + [""] * (width - cells))[:width]
        rows.append(record)
        lines.append(line)
    return rows, lines, problems, rejected
