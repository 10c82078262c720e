"""The whole programme on one page, to hang up and to carry: every day with time, title, room and people."""

from __future__ import annotations

from datetime import date
from functools import partial

from advoplanner.core.progress import QUIET, Progress
from advoplanner.domain.documents import EventFacts, Pack
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.furniture import HEADING_END, dates_words, empty_page, heading, place_words
from advoplanner.exports.press import PagePlan, Target, paper_size, print_pages
from advoplanner.exports.style import BOTTOM, SIDE
from advoplanner.exports.tidying import tidied
from advoplanner.exports.timeline import DAY, LEAST, TALL, Entry, by_day, draw_day, facts_line, of_session

_GAP = 3.0
_FOOT = 10.0
_GUTTER = 8.0


def write(pack: Pack, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None) -> int:
    """Write the agenda on one page; returns the number of pages, which is more than one only for a programme that no page holds."""
    found: list[str] = [] if problems is None else problems
    pack = tidied(pack, found)
    return print_pages(pack, target, plan(pack, paper_size(paper)), title="Agenda on one page", paper=paper, progress=progress, problems=found)


def plan(pack: Pack, size: tuple[float, float]) -> list[PagePlan]:
    """One page; two columns where one cannot hold all rows, further pages where two cannot."""
    days = by_day(of_session(s, pack.event, "Working session" if s.working else "", changed=s.id in pack.changes.ids) for s in pack.sessions)
    if not days:
        return [empty_page("Agenda", "This event has no sessions on its agenda yet.", "Agenda")]
    room = size[1] - HEADING_END - BOTTOM - _FOOT
    rows, overhead = sum(len(e) for _, e in days), len(days) * (DAY + _GAP)
    if rows * LEAST + overhead <= room:
        return [PagePlan(partial(_draw, pack.event, [days], min((room - overhead) / rows, TALL), ""), "Agenda")]
    columns = _columns(days, room)
    pages = [columns[i : i + 2] for i in range(0, len(columns), 2)]
    more = [f" ({i + 1} of {len(pages)})" if len(pages) > 1 else "" for i in range(len(pages))]
    return [PagePlan(partial(_draw, pack.event, page, LEAST + 0.8, words), f"Agenda{words}") for page, words in zip(pages, more, strict=True)]


def _columns(days: list[tuple[date, list[Entry]]], room: float) -> list[list[tuple[date, list[Entry]]]]:
    """Days over columns of `room` mm; a day goes on under its own name where it has to."""
    columns: list[list[tuple[date, list[Entry]]]] = [[]]
    used, high = 0.0, LEAST + 0.8
    for day, entries in days:
        rest = entries
        while rest:
            fits = int((room - used - DAY) / high)
            if fits < min(2, len(rest)):
                columns.append([])
                used = 0.0
                continue
            columns[-1].append((day, rest[:fits]))
            used += DAY + _GAP + len(rest[:fits]) * high
            rest = rest[fits:]
    return columns


def _draw(event: EventFacts, columns: list[list[tuple[date, list[Entry]]]], high: float, more: str, sheet: Sheet) -> None:
    top = heading(sheet, f"Agenda · {place_words(event)}" if place_words(event) else "Agenda", f"{event.title}{more}", dates_words(event), rule=False)
    top -= 2
    wide = sheet.width - 2 * SIDE
    column = wide if len(columns) == 1 else (wide - _GUTTER) / 2
    bottom = top
    for index, days in enumerate(columns):
        y = top
        for day, entries in days:
            y = draw_day(sheet, SIDE + index * (column + _GUTTER), y, column, day, entries, high) + _GAP
        bottom = max(bottom, y)
    help_words = f" Help on the day: {event.help_contact}" if event.help_contact else ""
    facts_line(sheet, SIDE, bottom + 3, wide, f"Times are local ({event.zone_abbreviation or event.zone}).{help_words}")
