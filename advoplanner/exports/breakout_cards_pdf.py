"""Cards of a breakout, one for each person: where they sit in each rotation and who leads there; and everybody on one list."""

from __future__ import annotations

from functools import partial

from advoplanner.core.progress import QUIET, Progress
from advoplanner.domain.breakouts import BreakoutRow
from advoplanner.domain.documents import Pack
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.furniture import empty_page
from advoplanner.exports.lettering import fitted
from advoplanner.exports.listing import Column, Listing, Row, listing_pages
from advoplanner.exports.press import PagePlan, Target, paper_size, print_pages
from advoplanner.exports.style import FACT, GREY, LABEL, NAVY, RULE, TEAL, TEXT, Face

_ACROSS, _DOWN = 2, 4
_PAD = 8.0
_NAME = (20.0, 11.0)
_EMPTY = "Nobody is in a group yet: mark who accepted, make the groups, then print this again."
UNKNOWN = "A guest"


def write(pack: Pack, row: BreakoutRow, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None) -> int:
    """Write cards by name, eight a sheet, then the list; returns the number of pages. Names are those that `pack` may show."""
    pages = plan(pack, row, paper_size(paper))
    return print_pages(pack, target, pages, title=row.name, paper=paper, progress=progress, problems=problems)


def plan(pack: Pack, row: BreakoutRow, size: tuple[float, float]) -> list[PagePlan]:
    """Sheets of cards, and the pages of the list."""
    shown = {guest.id: guest.name for guest in pack.guests}
    people = sorted((shown.get(guest, UNKNOWN), guest) for guest in row.names if any(place >= 0 for place in row.group_of(guest)))
    if not people:
        return [empty_page(row.name, _EMPTY, "Breakout")]
    hosts = {group.host: shown.get(group.host, UNKNOWN) for group in row.groups if group.host}
    each = _ACROSS * _DOWN
    sheets = [people[i : i + each] for i in range(0, len(people), each)]
    cards = [PagePlan(partial(_draw_sheet, pack, row, hosts, cards), "" if n else "Cards", footer=False) for n, cards in enumerate(sheets)]
    turns = [f"Rotation {n + 1}" if len(row.rounds) > 1 else "Group" for n in range(len(row.rounds))]
    columns = (Column("Guest", 3.0), *(Column(turn, 2.0) for turn in turns))
    rows = tuple(Row((name, *(_place(row, place) for place in row.group_of(guest))), name) for name, guest in people)
    listing = Listing("Breakout", row.name, columns, rows, _EMPTY, f"{len(people)} guests, {len(row.groups)} groups")
    return [*cards, *listing_pages(listing, size)]


def _place(row: BreakoutRow, place: int) -> str:
    return row.groups[place].name if place >= 0 else "–"


def _draw_sheet(pack: Pack, row: BreakoutRow, hosts: dict[str, str], people: list[tuple[str, str]], sheet: Sheet) -> None:
    wide, high = sheet.width / _ACROSS, sheet.height / _DOWN
    for n, (name, guest) in enumerate(people):
        down, across = divmod(n, _ACROSS)
        _draw_card(sheet, across * wide, down * high, wide, high, pack, row, hosts, name, guest)
    for n in range(1, _DOWN):
        sheet.stroke(0, n * high, sheet.width, n * high, RULE, 0.4, (4, 3))
    sheet.stroke(wide, 0, wide, sheet.height, RULE, 0.4, (4, 3))


def _draw_card(
    sheet: Sheet, x: float, y: float, wide: float, high: float, pack: Pack, row: BreakoutRow, hosts: dict[str, str], name: str, guest: str
) -> None:
    left, room = x + _PAD + 4, wide - 2 * _PAD - 8
    at = y + _PAD + 6
    sheet.text(left, at, row.name.upper(), LABEL.coloured(TEAL), limit=room, tag="P")
    at += 8.5
    sheet.text(left, at, name, fitted(name, Face(_NAME[0], 700, NAVY), room, _NAME[1]), limit=room, tag="H2")
    at += 8.5
    for turn, place in enumerate(row.group_of(guest)):
        if place < 0:
            continue
        group = row.groups[place]
        before = f"{turn + 1}.  " if len(row.rounds) > 1 else ""
        sheet.text(left, at, f"{before}{group.words}", TEXT.weighing(600), limit=room)
        leads = "You lead this group" if group.host == guest else f"with {hosts[group.host]}" if group.host else ""
        if leads:
            at += 4.4
            sheet.text(left + (5 if before else 0), at, leads, FACT, limit=room - 5)
        at += 6.2
    sheet.text(left, y + high - _PAD, pack.event.title, FACT.coloured(GREY), limit=room)
