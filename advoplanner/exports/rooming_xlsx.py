"""The rooming list as a workbook, for a hotel that takes it so."""

from __future__ import annotations

from advoplanner.core.progress import QUIET, Progress
from advoplanner.domain.documents import Pack
from advoplanner.exports.press import Target
from advoplanner.exports.stays_table import rooming_rows
from advoplanner.exports.workbook import write_sheet


def write(pack: Pack, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None) -> int:
    """Write the workbook; returns its number of sheets."""
    return write_sheet(rooming_rows, "Rooms", pack, target, paper, progress, problems)
