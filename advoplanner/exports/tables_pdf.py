"""The seating charts: the plan to scale, a card for each table, and everybody by name."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from functools import partial

from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import plural
from advoplanner.domain.documents import GuestFacts, Pack, PlanFacts, SeatFacts, TableFacts
from advoplanner.domain.restrictions import Audience
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.floor_plan import plan_page
from advoplanner.exports.furniture import HEADING_END, empty_page, heading
from advoplanner.exports.lettering import clipped, fitted, wrapped
from advoplanner.exports.listing import Column, Listing, Row, listing_pages
from advoplanner.exports.press import PagePlan, Target, paper_size, print_pages
from advoplanner.exports.style import BOTTOM, FACT, GREY, NAVY, SIDE, TEAL, TEXT, TINT, Face
from advoplanner.exports.tidying import tidied
from advoplanner.exports.words import by_name, table_words

_GUTTER = 8.0
_HEAD = 13.0
_SEAT = 5.6
_AFTER = 7.0
EMPTY = "Nobody is seated yet: lay out tables and seat the guests, then print this again."


def write(pack: Pack, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None) -> int:
    """Write the seating charts; returns the number of pages."""
    found: list[str] = [] if problems is None else problems
    pack = tidied(pack, found)
    return print_pages(pack, target, plan(pack, paper_size(paper)), title="Seating", paper=paper, progress=progress, problems=found)


def plan(pack: Pack, size: tuple[float, float]) -> list[PagePlan]:
    """Plan, tables and names; one page that says so where there is no plan."""
    if pack.plan is None or not pack.plan.tables:
        return [empty_page("Seating", EMPTY, "Seating plan")]
    # Why people sit where they do is nobody's business but the host team's.
    shown = pack.plan if pack.audience == Audience.HOST else replace(pack.plan, notes=())
    return [plan_page(shown, size), *card_pages(pack.plan, pack.guests, size, changed=pack.changes.ids), *_name_pages(pack, size)]


def card_pages(
    plan: PlanFacts, guests: tuple[GuestFacts, ...], size: tuple[float, float], *, level: int = 0, changed: Set[str] = frozenset()
) -> list[PagePlan]:
    """Cards of all tables in two columns, as many pages as they need; seats of guests in `changed` are marked."""
    heights = [_card_height(t) + _AFTER for t in plan.tables]
    room = min(size[1] - HEADING_END - BOTTOM - 6, max(sum(heights) / 2 + max(heights) / 2, max(heights)))
    columns: list[list[TableFacts]] = [[]]
    used = 0.0
    for table in plan.tables:
        high = _card_height(table)
        if columns[-1] and used + high > room:
            columns.append([])
            used = 0.0
        columns[-1].append(table)
        used += high + _AFTER
    known = {g.id: g for g in guests}
    pages = [columns[i : i + 2] for i in range(0, len(columns), 2)]
    return [
        PagePlan(partial(_draw_cards, plan.room, known, changed, page, i, len(pages)), "" if i else "Table by table", level)
        for i, page in enumerate(pages)
    ]


def _card_height(table: TableFacts) -> float:
    return _HEAD + max(len(table.seats), 1) * _SEAT


def _draw_cards(
    room: str, known: dict[str, GuestFacts], changed: Set[str], columns: list[list[TableFacts]], index: int, count: int, sheet: Sheet
) -> None:
    more = f" ({index + 1} of {count})" if count > 1 else ""
    top = heading(sheet, "Seating plan", f"Table by table{more}", room) + 6
    wide = (sheet.width - 2 * SIDE - _GUTTER) / 2
    for number, tables in enumerate(columns):
        y = top
        for table in tables:
            x = SIDE + number * (wide + _GUTTER)
            _draw_card(sheet, x, y, wide, table, known)
            for place, seat in enumerate(table.seats):
                if seat.guest_id in changed:
                    sheet.changed(x, y + _HEAD + place * _SEAT - 3.4, _SEAT - 0.6, seat.name)
            y += _card_height(table) + _AFTER


def _draw_card(sheet: Sheet, x: float, y: float, wide: float, table: TableFacts, known: dict[str, GuestFacts]) -> None:
    sheet.box(x, y, wide, 8.4, fill=TINT)
    sheet.box(x, y, 1.1, 8.4, fill=TEAL)
    title = table_words(table.name)
    used = sheet.text(x + 4, y + 5.8, title, fitted(title, Face(12, 700, NAVY), wide * 0.6, 9), limit=wide * 0.6, tag="H2")
    note = table.topic or plural(table.taken, "guest")
    sheet.text(x + wide - 3, y + 5.7, note, FACT, align="right", limit=wide - used - 12)
    y += _HEAD
    for seat in table.seats:
        _draw_seat(sheet, x, y, wide, seat, known.get(seat.guest_id))
        sheet.rule(x, y + 1.8, x + wide)
        y += _SEAT


def _draw_seat(sheet: Sheet, x: float, y: float, wide: float, seat: SeatFacts, guest: GuestFacts | None) -> None:
    sheet.text(x + 6, y, str(seat.number), FACT.coloured(GREY), align="right")
    if not seat.name:
        sheet.text(x + 9, y, "free", FACT)
        return
    face = TEXT.weighing(600).coloured(NAVY) if seat.is_host else TEXT
    company = guest.organisation if guest else ""
    room = wide - 10
    used = sheet.text(x + 9, y, seat.name, fitted(seat.name, face, room, 8), limit=room, where=f"the name of {seat.name[:60]}")
    if company and room - used > 18:
        lines = clipped(wrapped(company, FACT, room - used - 4), 1, FACT, room - used - 4)
        sheet.text(x + wide, y, lines[0], FACT, align="right")


def _name_pages(pack: Pack, size: tuple[float, float]) -> list[PagePlan]:
    seated = [g for g in by_name(pack.guests) if g.table]
    columns = (
        Column("Name", 44, TEXT.weighing(600), lines=3),
        Column("Organisation", 42, lines=3),
        Column("Table", 20),
        Column("Seat", 9, align="right"),
    )
    rows = tuple(Row((_listed_name(g), g.organisation, g.table, str(g.seat or "")), g.name, changed=g.id in pack.changes.ids) for g in seated)
    without = [g.name for g in by_name(pack.guests) if not g.table]
    closing = f"Without a seat: {', '.join(without)}" if without else ""
    listing = Listing("Seating plan", "By name", columns, rows, EMPTY, plural(len(rows), "guest"), closing=closing)
    return listing_pages(listing, size)


def _listed_name(guest: GuestFacts) -> str:
    """ "Ferreira, Ana", or the whole name where its parts are not known."""
    return f"{guest.family}, {guest.given}" if guest.family and guest.given else guest.name
