"""Arrivals and departures as a workbook, for whoever plans the cars."""

from __future__ import annotations

from advoplanner.core.progress import QUIET, Progress
from advoplanner.domain.documents import Pack
from advoplanner.exports.press import Target
from advoplanner.exports.stays_table import travel_rows
from advoplanner.exports.workbook import write_sheet


def write(pack: Pack, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None) -> int:
    """Write the workbook; returns its number of sheets."""
    return write_sheet(travel_rows, "Arrivals and departures", pack, target, paper, progress, problems)
