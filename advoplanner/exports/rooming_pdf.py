"""The rooming list for the hotel: room by room who sleeps there, from when to when, and what they need."""

from __future__ import annotations

from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import plural
from advoplanner.domain.document_kits import StayFacts
from advoplanner.domain.documents import Pack
from advoplanner.exports.furniture import dates_words
from advoplanner.exports.listing import Column, Listing, Row, listing_pages
from advoplanner.exports.press import PagePlan, Target, paper_size, print_pages
from advoplanner.exports.stays_table import day_words, nights_words, rooms_of
from advoplanner.exports.style import NAVY, TEXT
from advoplanner.exports.tidying import tidied

_EMPTY = "No room is needed yet: write down nights and hotel of those who stay, then print this again."


def write(pack: Pack, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None) -> int:
    """Write the rooming list; returns the number of pages."""
    found: list[str] = [] if problems is None else problems
    pack = tidied(pack, found)
    return print_pages(pack, target, plan(pack, paper_size(paper)), title="Rooming list", paper=paper, progress=progress, problems=found)


def plan(pack: Pack, size: tuple[float, float]) -> list[PagePlan]:
    rooms = rooms_of(pack.stays)
    columns = (
        Column("Room", 15, TEXT.weighing(600).coloured(NAVY)),
        Column("Guest", 42, TEXT.weighing(600), lines=3),
        Column("First night", 36),
        Column("Leaves on", 36),
        Column("Hotel", 28, lines=3),
        Column("Needs", 26, lines=4),
    )
    rows = tuple(_row(number, stay, index) for number, room in enumerate(rooms, 1) for index, stay in enumerate(room))
    note = f"{dates_words(pack.event)} · {plural(len(rooms), 'room')}, {plural(len(rows), 'guest')}"
    return listing_pages(Listing("Rooming list", pack.event.title, columns, rows, _EMPTY, note), size)


def _row(number: int, stay: StayFacts, index: int) -> Row:
    who = f"{stay.name}\n{stay.organisation}" if stay.organisation else stay.name
    leaves = f"{day_words(stay.check_out)}\n{nights_words(stay)}" if nights_words(stay) else day_words(stay.check_out)
    return Row((str(number) if index == 0 else f"{number}, shared", who, day_words(stay.check_in), leaves, stay.hotel, stay.access_needs), stay.name)
