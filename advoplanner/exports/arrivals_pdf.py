"""Arrivals and departures by day and hour, for whoever fetches guests and opens the door to them."""

from __future__ import annotations

from advoplanner.core.progress import QUIET, Progress
from advoplanner.domain.documents import Pack
from advoplanner.exports.furniture import day_words as day_heading
from advoplanner.exports.furniture import empty_page
from advoplanner.exports.listing import Column, Listing, Row, listing_pages
from advoplanner.exports.press import PagePlan, Target, paper_size, print_pages
from advoplanner.exports.stays_table import Journey, journeys
from advoplanner.exports.style import NAVY, TEXT
from advoplanner.exports.tidying import tidied

_UNKNOWN = "Nobody’s arrival or departure is known yet. Note journeys with the guests, then print this again."
_EMPTY = "Nobody is expected yet: approve guests or note their replies, then print this again."


def write(pack: Pack, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None) -> int:
    """Write both lists; returns the number of pages."""
    found: list[str] = [] if problems is None else problems
    pack = tidied(pack, found)
    return print_pages(pack, target, plan(pack, paper_size(paper)), title="Arrivals and departures", paper=paper, progress=progress, problems=found)


def plan(pack: Pack, size: tuple[float, float]) -> list[PagePlan]:
    """Both lists; one page that says so where of nobody anything is known, since names alone fetch nobody."""
    ways = [way for leaving in (False, True) for way in journeys(pack.stays, leaving=leaving)]
    if ways and not any(way.at or way.stay.travel or way.stay.hotel for way in ways):
        return [empty_page("Arrivals and departures", _UNKNOWN, pack.event.title)]
    return [page for leaving in (False, True) for page in _way(pack, size, leaving=leaving)]


def _way(pack: Pack, size: tuple[float, float], *, leaving: bool) -> list[PagePlan]:
    ways = journeys(pack.stays, leaving=leaving)
    columns = (
        Column("Time", 18, TEXT.weighing(600).coloured(NAVY)),
        Column("Guest", 50, TEXT.weighing(600), lines=3),
        Column("Travel", 46, lines=4),
        Column("Hotel", 36, lines=3),
        Column("Needs", 30, lines=4),
    )
    told = sum(way.at is not None for way in ways)
    note = f"{told} of {len(ways)} known · {pack.event.zone}"
    title = "Departures" if leaving else "Arrivals"
    return listing_pages(Listing(pack.event.title, title, columns, tuple(_row(way) for way in ways), _EMPTY, note), size)


def _row(way: Journey) -> Row:
    stay = way.stay
    who = f"{stay.name}\n{stay.organisation}" if stay.organisation else stay.name
    time, day = (f"{way.at:%H:%M}", day_heading(way.at.date())) if way.at else ("?", "Not known yet")
    return Row((time, who, stay.travel, stay.hotel, stay.access_needs), stay.name, day)
