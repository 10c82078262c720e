"""The guest list as CSV: for spreadsheets without a cell that they would take for a formula, or as it is for programs that import it."""

from __future__ import annotations

import csv
import re
from io import StringIO
from pathlib import Path

from advoplanner.core.paths import write_bytes
from advoplanner.core.progress import QUIET, Progress
from advoplanner.domain.documents import Pack
from advoplanner.exports.guests_table import guest_rows
from advoplanner.exports.press import Target
from advoplanner.exports.tidying import tidied

_STARTS_A_FORMULA = re.compile("'*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_LOOKS_GUARDED = re.compile("'+[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def write(
    pack: Pack,
    target: Target,
    *,
    paper: str = "a4",  # noqa: ARG001
    raw: bool = False,
    progress: Progress = QUIET,
    problems: list[str] | None = None,
) -> int:
    """Write the file, UTF-8 with a mark; returns 1. `paper` is there because every writer takes it.

    With `raw` cells are as they were typed, which no spreadsheet should open. Our own import gives the same texts from either.
    """
    rows = guest_rows(tidied(pack, [] if problems is None else problems))
    progress.step(0.0, "Guest list for spreadsheets")
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([_bare(cell) if raw else harmless(cell) for cell in row] for row in rows)
    data = out.getvalue().encode("utf-8-sig")
    if isinstance(target, Path):
        write_bytes(target, data)
    else:
        target.write(data)
    progress.step(1.0, "Guest list for spreadsheets")
    return 1


def harmless(cell: str) -> str:
    """An apostrophe before what a spreadsheet would calculate, and before what would look as if it had got one."""
    return f"'{cell}" if _STARTS_A_FORMULA.match(cell) else cell


def _bare(cell: str) -> str:
    """The cell as it is; one that looks guarded gets the apostrophe that an import takes off."""
    return f"'{cell}" if _LOOKS_GUARDED.match(cell) else cell
