"""The contact sheet: how guests reach one another, of those alone who agreed to it."""

from __future__ import annotations

from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import plural
from advoplanner.domain.documents import GuestFacts, Pack
from advoplanner.exports.listing import Column, Listing, Row, listing_pages
from advoplanner.exports.press import PagePlan, Target, paper_size, print_pages
from advoplanner.exports.style import TEXT
from advoplanner.exports.tidying import tidied
from advoplanner.exports.words import by_name

EMPTY = "Nobody has agreed yet to give their contact details to other guests. Ask them, and note the consent with the person."


def write(pack: Pack, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None) -> int:
    """Write the contact sheet; returns the number of pages."""
    found: list[str] = [] if problems is None else problems
    pack = tidied(pack, found)
    found += not_asked(pack)
    return print_pages(pack, target, plan(pack, paper_size(paper)), title="Contact sheet", paper=paper, progress=progress, problems=found)


def plan(pack: Pack, size: tuple[float, float]) -> list[PagePlan]:
    """Guests by name."""
    columns = (
        Column("Name", 38, TEXT.weighing(600), lines=3), Column("Organisation", 42, lines=3), Column("E-mail", 62, lines=2), Column("Telephone", 36),
    )  # fmt: skip
    rows = tuple(Row(_cells(g), g.name, guest=g) for g in agreed(pack))
    note = plural(len(rows), "person", "people")
    closing = "Given by each of them for those who are here: please pass it on to nobody else." if rows else ""
    return listing_pages(Listing("Contact sheet", pack.event.title, columns, rows, EMPTY, note, 10.5, closing=closing), size)


def agreed(pack: Pack) -> list[GuestFacts]:
    """Guests who gave their contact details to the others, by name."""
    return [g for g in by_name(pack.guests) if g.contact]


def not_asked(pack: Pack) -> list[str]:
    """How many are not on the sheet, as a sentence; nothing where all are."""
    missing = len(pack.guests) - len(agreed(pack))
    who, so = ("1 guest has", "so is") if missing == 1 else (f"{missing} guests have", "so are")
    return [f"{who} not agreed to give contact details to other guests, and {so} not on the sheet."] if missing else []


def _cells(guest: GuestFacts) -> tuple[str, ...]:
    known = dict(guest.contact)
    name = f"{guest.name}\n{guest.latin_name}" if guest.latin_name else guest.name
    return name, f"{guest.organisation}\n{guest.job_title}", known.get("E-mail", ""), known.get("Telephone", "")
