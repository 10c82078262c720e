"""A card for each table: its number or name across the room, its topic, its host, and who sits there."""

from __future__ import annotations

from functools import partial

from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import listed
from advoplanner.domain.documents import Pack, TableFacts
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.furniture import empty_page
from advoplanner.exports.lettering import balanced, clipped, fitted, wrapped
from advoplanner.exports.press import PagePlan, Target, paper_size, print_pages
from advoplanner.exports.style import INK, NAVY, RULE, SIDE, TEAL, Face
from advoplanner.exports.tables_pdf import EMPTY
from advoplanner.exports.tidying import tidied
from advoplanner.exports.words import table_words

_NAMES = Face(13, 400, INK, 19)


def write(pack: Pack, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None) -> int:
    """Write table cards, two to a sheet; returns the number of sheets."""
    found: list[str] = [] if problems is None else problems
    pack = tidied(pack, found)
    return print_pages(pack, target, plan(pack, paper_size(paper)), title="Table cards", paper=paper, progress=progress, problems=found)


def plan(pack: Pack, _size: tuple[float, float]) -> list[PagePlan]:
    """Tables in the order of the plan."""
    tables = pack.plan.tables if pack.plan else ()
    if not tables:
        return [empty_page("Table cards", EMPTY, "Table cards")]
    pairs = [tables[i : i + 2] for i in range(0, len(tables), 2)]
    return [PagePlan(partial(_draw_sheet, pack.event.title, pair), table_words(pair[0].name), footer=False) for pair in pairs]


def _draw_sheet(title: str, tables: tuple[TableFacts, ...], sheet: Sheet) -> None:
    high = sheet.height / 2
    for index, table in enumerate(tables):
        _draw_card(sheet, index * high, high, title, table)
    with sheet.aside():
        sheet.stroke(0, high, sheet.width, high, RULE, 0.4, (4, 3))


def _draw_card(sheet: Sheet, y: float, high: float, title: str, table: TableFacts) -> None:
    middle, room = sheet.width / 2, sheet.width - 2 * SIDE
    number = table.name.isdigit()
    sheet.text(middle, y + 19, (title if not number else f"{title} · Table").upper(), Face(9, 600, TEAL, 0, 60), align="centre", limit=room)
    words = table.name if number else table_words(table.name)
    face = fitted(words, Face(210 if number else 72, 700, NAVY), room, 26)
    rows = [words] if number else clipped(balanced(words, face, room), 2, face, room)
    step = face.size * 0.353 * 1.1
    baseline = y + 19 + 12 + face.size * 0.353 * 0.75
    for place, row in enumerate(rows):
        sheet.text(middle, baseline + place * step, row, face, align="centre", tag="H1")
    below = baseline + (len(rows) - 1) * step + 13
    if table.topic:
        topic = Face(17, 500, INK, 22)
        for row in clipped(balanced(table.topic, topic, room), 2, topic, room):
            sheet.text(middle, below, row, topic, align="centre")
            below += topic.line
    if table.host:
        sheet.text(middle, below, f"Your host: {table.host}", Face(11, 600, TEAL), align="centre", limit=room)
    _draw_names(sheet, y + high - 14, table)


def _draw_names(sheet: Sheet, foot: float, table: TableFacts) -> None:
    names = [seat.name for seat in table.seats if seat.name and seat.guest_id]
    room = sheet.width - 2 * SIDE - 20
    rows = clipped(wrapped(listed(names), _NAMES, room), 3, _NAMES, room) if names else []
    top = foot - (len(rows) - 1) * _NAMES.line
    if rows:
        sheet.rule(sheet.width / 2 - 14, top - 8, sheet.width / 2 + 14, TEAL, 1.2)
    for place, row in enumerate(rows):
        sheet.text(sheet.width / 2, top + place * _NAMES.line, row, _NAMES, align="centre")
