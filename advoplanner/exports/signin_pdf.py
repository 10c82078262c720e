"""The sign-in sheet: everybody who is expected by name, with a line to sign on and space for those who come unannounced."""

from __future__ import annotations

from dataclasses import replace

from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import plural
from advoplanner.domain.documents import GuestFacts, Pack
from advoplanner.exports.furniture import dates_words
from advoplanner.exports.listing import Column, Listing, Row, listing_pages
from advoplanner.exports.press import PagePlan, Target, paper_size, print_pages
from advoplanner.exports.style import TEXT
from advoplanner.exports.tidying import tidied
from advoplanner.exports.words import by_name

MOST_WALK_INS, FEWEST_WALK_INS = 12, 2
_LINE = 12.5
_EMPTY = "Nobody is expected yet: approve guests or note their replies, then print this again."


def write(pack: Pack, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None) -> int:
    """Write the sign-in sheet; returns the number of pages."""
    found: list[str] = [] if problems is None else problems
    pack = tidied(pack, found)
    return print_pages(pack, target, plan(pack, paper_size(paper)), title="Sign-in sheet", paper=paper, progress=progress, problems=found)


def plan(pack: Pack, size: tuple[float, float]) -> list[PagePlan]:
    guests = by_name(pack.guests)
    columns = (
        Column("Name", 54, TEXT.weighing(600).sized(10), lines=3),
        Column("Organisation", 46, lines=3),
        Column("Table", 18),
        Column("Time", 16),
        Column("Signature", 46),
    )
    rows = [Row((_name(g), g.organisation, g.table, "", ""), g.name, "Expected", changed=g.id in pack.changes.ids) for g in guests]
    note = f"{dates_words(pack.event)} · {plural(len(rows), 'name')}"
    label = pack.event.title if len(pack.event.title) < 70 else "Sign-in sheet"
    listing = Listing(label, "Please sign in", columns, tuple(rows), _EMPTY, note, _LINE)
    return _with_walk_ins(listing, size) if guests else listing_pages(listing, size)


def _with_walk_ins(listing: Listing, size: tuple[float, float]) -> list[PagePlan]:
    """Lines for those who come unannounced: as many as fill the last page; a page of their own only where hardly one is left."""
    blank = Row(("", "", "", "", ""), "", "Came as well")
    alone = len(listing_pages(listing, size))
    counts = range(MOST_WALK_INS, FEWEST_WALK_INS - 1, -1)
    tried = (listing_pages(replace(listing, rows=(*listing.rows, *[blank] * count)), size) for count in counts)
    return next((pages for pages in tried if len(pages) == alone), None) or listing_pages(
        replace(listing, rows=(*listing.rows, *[blank] * MOST_WALK_INS)), size
    )


def _name(guest: GuestFacts) -> str:
    shown = f"{guest.family}, {guest.given}" if guest.family and guest.given else guest.name
    return f"{shown}\n{guest.latin_name}" if guest.latin_name else shown
