"""The guest list as CSV that spreadsheets open as it is: UTF-8 with a mark, and no cell that they would take for a formula."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from advoplanner.core.paths import write_bytes
from advoplanner.core.progress import QUIET, Progress
from advoplanner.domain.documents import Pack
from advoplanner.exports.guests_table import guest_rows
from advoplanner.exports.press import Target
from advoplanner.exports.tidying import tidied

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write(pack: Pack, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None) -> int:  # noqa: ARG001
    """Write the file; returns 1. `paper` is there because every writer takes it."""
    rows = guest_rows(tidied(pack, [] if problems is None else problems))
    progress.step(0.0, "Guest list for spreadsheets")
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([harmless(cell) for cell in row] for row in rows)
    data = out.getvalue().encode("utf-8-sig")
    if isinstance(target, Path):
        write_bytes(target, data)
    else:
        target.write(data)
    progress.step(1.0, "Guest list for spreadsheets")
    return 1


def harmless(cell: str) -> str:
    """An apostrophe before what a spreadsheet would calculate."""
    return f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell
