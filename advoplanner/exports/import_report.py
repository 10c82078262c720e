"""What an import did, row by row, as CSV that a spreadsheet opens as it is."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path

from advoplanner.core.paths import write_bytes
from advoplanner.exports.guests_csv import harmless

HEADER = ("Row", "Name", "Company", "E-mail", "What became of it", "Why")


def write(path: Path, rows: Iterable[Sequence[str]]) -> Path:
    """Write one line a row under HEADER, all or nothing; raises KnownProblem where `path` may not be written."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return write_bytes(path, out.getvalue().encode("utf-8-sig"))
