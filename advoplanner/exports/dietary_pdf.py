"""The dietary summary for the kitchen: how many of each need, then who sits where; without names in the kitchen's copy."""

from __future__ import annotations

from collections import Counter

from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import listed, plural
from advoplanner.domain.documents import GuestFacts, Pack
from advoplanner.exports.furniture import empty_page
from advoplanner.exports.listing import Column, Listing, Row, listing_pages
from advoplanner.exports.press import PagePlan, Target, paper_size, print_pages
from advoplanner.exports.style import NAVY, TEXT
from advoplanner.exports.tidying import tidied
from advoplanner.exports.words import by_name, seat_words

_EMPTY = "Nobody has told a diet or a need for access yet. That may mean that nobody was asked."


def write(pack: Pack, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None) -> int:
    """Write the dietary summary; returns the number of pages."""
    found: list[str] = [] if problems is None else problems
    pack = tidied(pack, found)
    return print_pages(pack, target, plan(pack, paper_size(paper)), title="Dietary summary", paper=paper, progress=progress, problems=found)


def plan(pack: Pack, size: tuple[float, float]) -> list[PagePlan]:
    with_needs = [g for g in by_name(pack.guests) if g.diet or g.access_needs]
    if not with_needs:
        return [empty_page("Dietary summary", _EMPTY, "For the kitchen")]
    place = Column("Table and seat", 36, TEXT.weighing(600).coloured(NAVY), lines=3)
    second = Column("Guests", 50, lines=3) if any(g.name for g in with_needs) else Column("Meals", 34)
    columns = (place, second, Column("Diet", 50, lines=4), Column("Access", 34, lines=4))
    # Whoever cooks and serves finds people by their seats; their names are the host team's.
    rows = tuple(
        Row((seat_words(g) or "No seat yet", g.name, g.diet, g.access_needs), g.name or seat_words(g), "Who sits where")
        for g in sorted(with_needs, key=_by_table)
    )
    without = len(pack.guests) - sum(1 for g in pack.guests if g.diet)
    note = f"{plural(len(pack.guests), 'guest')}, {without} without a diet"
    return listing_pages(Listing("For the kitchen", "Dietary summary", columns, (*_totals(with_needs), *rows), _EMPTY, note), size)


def _totals(guests: list[GuestFacts]) -> list[Row]:
    diets = Counter(g.diet for g in guests if g.diet)
    return [
        Row((_tables(guests, diet) or "No seat yet", plural(count, "meal"), diet, ""), diet, "How many")
        for diet, count in sorted(diets.items(), key=lambda d: (-d[1], d[0].casefold()))
    ]


def _tables(guests: list[GuestFacts], diet: str) -> str:
    names = sorted({g.table for g in guests if g.diet == diet and g.table}, key=lambda t: (len(t), t))
    if not names:
        return ""
    return f"{'Table' if len(names) == 1 else 'Tables'} {listed(names)}"


def _by_table(guest: GuestFacts) -> tuple[bool, int, str, int]:
    number = int(guest.table) if guest.table.isdecimal() else 0
    return not guest.table, number, guest.table, guest.seat
