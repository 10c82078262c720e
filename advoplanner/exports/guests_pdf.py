"""The guest list on paper: who, from where, in which role; replies and needs only where the host team reads it."""

from __future__ import annotations

from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import plural
from advoplanner.domain.documents import GuestFacts, Pack
from advoplanner.domain.guests import WORDS
from advoplanner.domain.restrictions import Audience
from advoplanner.exports.listing import Column, Listing, Row, listing_pages
from advoplanner.exports.press import PagePlan, Target, paper_size, print_pages
from advoplanner.exports.style import TEXT
from advoplanner.exports.tidying import tidied
from advoplanner.exports.words import by_name, is_host, role_words

EMPTY = "Nobody is on the guest list yet."


def write(pack: Pack, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None) -> int:
    """Write the guest list; returns the number of pages."""
    found: list[str] = [] if problems is None else problems
    pack = tidied(pack, found)
    return print_pages(pack, target, plan(pack, paper_size(paper)), title="Guest list", paper=paper, progress=progress, problems=found)


def plan(pack: Pack, size: tuple[float, float]) -> list[PagePlan]:
    inside = pack.audience == Audience.HOST
    ordered = sorted(by_name(pack.guests), key=is_host)
    columns = [Column("Name", 50, TEXT.weighing(600), lines=3), Column("Organisation", 60, lines=3), Column("From", 28)]
    if inside:
        columns += [Column("Role", 24), Column("Reply", 20), Column("Table", 14)]
    rows = tuple(Row(_cells(g, inside), g.name, "Hosts" if is_host(g) else "Guests", changed=g.id in pack.changes.ids) for g in ordered)
    note = plural(len(rows), "person", "people")
    return listing_pages(Listing("Guest list", pack.event.title, tuple(columns), rows, EMPTY, note, 10.5), size)


def _cells(guest: GuestFacts, inside: bool) -> tuple[str, ...]:
    name = "\n".join(filter(None, (guest.name, guest.latin_name, guest.camera if inside else "")))
    cells = (name, f"{guest.organisation}\n{guest.job_title}", "\n".join(filter(None, (guest.city, guest.country))))
    return (*cells, role_words(guest), WORDS.get(guest.reply, guest.reply), guest.table) if inside else cells
