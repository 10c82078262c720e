"""The pitch check for the sponsor: how much the vendor speaks, session by session, what stands against it, and what was waived and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import plural
from advoplanner.domain.documents import Pack
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.furniture import bullets, dates_words, heading, label
from advoplanner.exports.lettering import clipped, wrapped
from advoplanner.exports.listing import Column, Listing, Row, listing_pages
from advoplanner.exports.press import PagePlan, Target, paper_size, print_pages
from advoplanner.exports.style import AMBER, FACT, GREY, NAVY, NUMBER, SIDE, SMALL, TEAL, TEXT, TINT

_BAR, _MOST = 5.2, 8


@dataclass(frozen=True, slots=True)
class PitchLine:
    """One session: when, its title, type and minutes, and how many of them the vendor speaks."""

    when: str
    title: str
    type: str
    minutes: int
    vendor: float


@dataclass(frozen=True, slots=True)
class PitchCheck:
    """What the page says; `share` is None where there is nothing to measure, `limit` where the kind's share is not judged."""

    share: float | None
    limit: float | None
    verdict: str
    source: str
    lines: Sequence[PitchLine]
    findings: Sequence[str]
    waivers: Sequence[str]


def write(
    check: PitchCheck, pack: Pack, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None
) -> int:  # fmt: skip
    """Write the page; returns the number of pages. `pack` gives the event's facts and who reads it."""
    pages = [PagePlan(partial(_draw, check, pack), "Pitch check"), *_sessions(check, paper_size(paper))]
    return print_pages(pack, target, pages, title="Pitch check", paper=paper, progress=progress, problems=problems)


def _draw(check: PitchCheck, pack: Pack, sheet: Sheet) -> None:
    event = pack.event
    top = heading(sheet, f"Pitch check · {event.kind_name or 'event'}", event.title, dates_words(event)) + 8
    y = _draw_share(check, sheet, top)
    wide = sheet.width - 2 * SIDE
    for title, items, empty in (
        ("What stands against it", check.findings, "Nothing. Members have the floor."),
        ("Waived, and why", check.waivers, "Nothing was waived."),
    ):
        y = label(sheet, SIDE, y + 8, title) + 1
        shown = list(items[:_MOST]) + ([f"{plural(len(items) - _MOST, 'more')} in the window"] if len(items) > _MOST else [])
        rows = [clipped(wrapped(item, TEXT, wide - 6), 4, TEXT, wide - 6) for item in shown]
        if rows:
            y = bullets(sheet, SIDE, y, rows, TEXT)
        else:
            sheet.text(SIDE, y, empty, TEXT.coloured(GREY))
            y += TEXT.line


def _draw_share(check: PitchCheck, sheet: Sheet, y: float) -> float:
    """The share as a figure and a bar with its limit, and where the limit comes from."""
    wide = sheet.width - 2 * SIDE
    over = check.share is not None and check.limit is not None and check.share > check.limit
    sheet.box(SIDE, y, wide, 34, fill=TINT, radius=2.6)
    sheet.text(SIDE + 8, y + 14, "–" if check.share is None else f"{check.share:.0%}", NUMBER)
    sheet.text(SIDE + 38, y + 10.5, check.verdict, TEXT.weighing(600).coloured(AMBER if over else TEAL), limit=wide - 46)
    left, room = SIDE + 38, wide - 48
    sheet.box(left, y + 16, room, _BAR, fill="#FFFFFF", radius=1)
    if check.share:
        sheet.box(left, y + 16, room * min(check.share, 1.0), _BAR, fill=AMBER if over else TEAL, radius=1)
    if check.limit is not None:
        at = left + room * min(check.limit, 1.0)
        sheet.stroke(at, y + 14.4, at, y + 23, NAVY, 1)
        sheet.text(at, y + 28, f"at most {check.limit:.0%}", FACT, align="centre" if check.limit > 0.06 else "left")
    sheet.lines(SIDE, y + 40, clipped(wrapped(check.source, SMALL, wide), 2, SMALL, wide), SMALL)
    return y + 46


def _sessions(check: PitchCheck, size: tuple[float, float]) -> list[PagePlan]:
    columns = (
        Column("When", 30, TEXT.weighing(600).coloured(NAVY)), Column("Session", 78, TEXT.weighing(600), lines=3), Column("Form", 44),
        Column("Minutes", 18, align="right"), Column("Vendor", 18, align="right"),
    )  # fmt: skip
    rows = tuple(Row((s.when, s.title, s.type, str(s.minutes), f"{s.vendor:.0f}"), s.title) for s in check.lines)
    note = f"Vendor: {sum(s.vendor for s in check.lines):.0f} of {plural(sum(s.minutes for s in check.lines), 'minute')} of content"
    return listing_pages(Listing("Pitch check", "Session by session", columns, rows, "", note, 9.0), size) if rows else []
