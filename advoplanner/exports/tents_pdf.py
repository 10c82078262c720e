"""Tent cards for the tables: the name on both faces, the back turned so that it stands upright once folded."""

from __future__ import annotations

from functools import partial

from advoplanner.core.progress import QUIET, Progress
from advoplanner.domain.documents import EventFacts, GuestFacts, Pack
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.furniture import empty_page
from advoplanner.exports.lettering import balanced, clipped, fitted, width
from advoplanner.exports.press import PagePlan, Target, print_pages
from advoplanner.exports.stocks import Stock, stock_for
from advoplanner.exports.style import GREY, NAVY, RULE, TEAL, Face
from advoplanner.exports.tidying import tidied
from advoplanner.exports.words import by_name, table_words

NAME = (50.0, 24.0)
"""Largest and smallest size of the name in points (documents.md 5)."""

MOST_ROWS = 2
"""Lines that a name may have."""

_MARGIN = 19.0
_EMPTY = "Nobody is on the list that tent cards are printed for yet."


def write(
    pack: Pack,
    target: Target,
    *,
    paper: str = "a4",
    stock: str | Stock = "",
    start: int = 1,
    progress: Progress = QUIET,
    problems: list[str] | None = None,
) -> int:
    """Write tent cards by table and name; returns the number of sheets. `start` is the first free card of a used sheet."""
    found: list[str] = [] if problems is None else problems
    pack = tidied(pack, found)
    sheet_of = stock_for("tents", paper, stock)
    found += [said for g in by_name(pack.guests) for said in _name_problems(g, sheet_of)]
    return print_pages(pack, target, plan(pack, sheet_of, start), title="Tent cards", paper=sheet_of.paper, progress=progress, problems=found)


def plan(pack: Pack, stock: Stock, start: int = 1) -> list[PagePlan]:
    """Sheets of cards in the order in which tables are laid."""
    if not pack.guests:
        return [empty_page("Tent cards", _EMPTY, "Tent cards")]
    guests: list[GuestFacts | None] = [*([None] * (max(start, 1) - 1)), *sorted(by_name(pack.guests), key=_by_table)]
    sheets = [guests[i : i + stock.labels] for i in range(0, len(guests), stock.labels)]
    return [PagePlan(partial(_draw_sheet, pack.event, stock, s), landscape=stock.landscape, footer=False) for s in sheets if any(s)]


def _by_table(guest: GuestFacts) -> tuple[bool, int, str, int]:
    number = int(guest.table) if guest.table.isdecimal() else 0
    return not guest.table, number, guest.table, guest.seat


def _name_problems(guest: GuestFacts, stock: Stock) -> list[str]:
    room = stock.wide - 2 * _MARGIN
    face = _name_face(guest.name, room)
    if len(balanced(guest.name, face, room)) > MOST_ROWS:
        return [f"“{guest.name}” is too long for the card, even over two lines, and ends in “…”."]
    if width(guest.name, face) > room:
        return [f"“{guest.name}” is wider than the card and goes over two lines."]
    return [f"“{guest.name}” is set smaller, at {face.size:g} points."] if face.size < NAME[0] else []


def _name_face(name: str, room: float) -> Face:
    return fitted(name, Face(NAME[0], 700, NAVY), room, NAME[1])


def _draw_sheet(event: EventFacts, stock: Stock, guests: list[GuestFacts | None], sheet: Sheet) -> None:
    for index, guest in enumerate(guests):
        if guest is None:
            continue
        x, y = stock.corner(index)
        fold = y + stock.high / 2
        with sheet.turned(x + stock.wide / 2, fold, 180), sheet.aside():
            _draw_face(sheet, stock, x, fold, event, guest)
        _draw_face(sheet, stock, x, fold, event, guest)
        _draw_ticks(sheet, stock, x, fold)
        if y > 1 and stock.top == 0:
            sheet.stroke(x, y, x + stock.wide, y, RULE, 0.4, (4, 3))


def _draw_ticks(sheet: Sheet, stock: Stock, x: float, fold: float) -> None:
    for start in (x + 5, x + stock.wide - 10):
        sheet.stroke(start, fold, start + 5, fold, GREY, 0.4, (2, 2))


def _draw_face(sheet: Sheet, stock: Stock, x: float, y: float, event: EventFacts, guest: GuestFacts) -> None:
    """One face with its top left corner at x, y; nothing comes nearer to the edge than the stock's maker allows."""
    wide, high = stock.wide, stock.high / 2
    room, middle = wide - 2 * _MARGIN, x + wide / 2
    rows = [guest.name]
    face = _name_face(guest.name, room)
    if width(guest.name, face) > room:
        rows = clipped(balanced(guest.name, face, room), MOST_ROWS, face, room)
    line = face.size * 1.1 * 0.353
    foot = y + high - stock.safe
    cap = face.size * 0.353 * 0.73
    top = y + 5 + cap + max((foot - 12 - y - cap - 10.5 - (len(rows) - 1) * line) / 2, 0)
    for index, row in enumerate(rows):
        sheet.text(middle, top + index * line, row, face, align="centre", tag="H2")
    company = fitted(guest.organisation, Face(19, 500, GREY), room, 11)
    sheet.text(
        middle,
        top + (len(rows) - 1) * line + 10.5,
        guest.organisation,
        company,
        align="centre",
        limit=room,
        where=f"the organisation of {guest.name}",
    )
    sheet.box(x + _MARGIN, foot, room, 1.06, fill=TEAL)
    table = table_words(guest.table) if guest.table else ""
    used = sheet.text(x + wide - _MARGIN, foot - 2.6, table, Face(9.5, 600, TEAL), align="right", limit=room / 3)
    sheet.text(x + _MARGIN, foot - 2.6, event.title, Face(9.5, 400, GREY), limit=room - used - 6)
