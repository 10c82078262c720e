"""The face sheet: everybody's picture, name and company on as few pages as possible, to learn the room by heart."""

from __future__ import annotations

from functools import partial

from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import plural
from advoplanner.domain.documents import GuestFacts, Pack
from advoplanner.domain.restrictions import Audience
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.furniture import HEADING_END, empty_page, heading, portrait
from advoplanner.exports.lettering import clipped, fitted, longest_word, wrapped
from advoplanner.exports.press import PagePlan, Target, paper_size, print_pages
from advoplanner.exports.style import BOTTOM, FACT, LABEL, NAVY, SIDE, TEXT
from advoplanner.exports.tidying import tidied
from advoplanner.exports.words import badge_words, by_name, is_host, role_words, without_photo

ACROSS, DOWN = 4, 4
_GAP = 6.0
_WORDS = 24.0
"""Millimetres for the words below a face."""
_EMPTY = "Nobody is on the guest list yet, so there are no faces to learn."


def write(pack: Pack, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None) -> int:
    """Write the face sheet; returns the number of pages."""
    found: list[str] = [] if problems is None else problems
    pack = tidied(pack, found)
    found += without_photo(pack.guests)
    return print_pages(pack, target, plan(pack, paper_size(paper)), title="Face sheet", paper=paper, progress=progress, problems=found)


def plan(pack: Pack, size: tuple[float, float]) -> list[PagePlan]:
    guests = sorted(by_name(pack.guests), key=is_host)
    if not guests:
        return [empty_page("Face sheet", _EMPTY, "Face sheet")]
    most = ACROSS * DOWN
    cell = (size[1] - HEADING_END - BOTTOM - 4) / DOWN
    parts = [guests[i : i + most] for i in range(0, len(guests), most)]
    note = plural(len(guests), "person", "people")
    return [
        PagePlan(partial(_draw, part, cell, pack.audience == Audience.HOST, f" ({i + 1} of {len(parts)})" if len(parts) > 1 else "", note))
        for i, part in enumerate(parts)
    ]


def _draw(guests: list[GuestFacts], cell: float, inside: bool, more: str, note: str, sheet: Sheet) -> None:
    top = heading(sheet, "Face sheet", f"Who is who{more}", note) + 6
    wide = (sheet.width - 2 * SIDE - (ACROSS - 1) * _GAP) / ACROSS
    for index, guest in enumerate(guests):
        row, column = divmod(index, ACROSS)
        _draw_face(
            sheet, SIDE + column * (wide + _GAP), top + row * cell, wide, cell - _WORDS, guest, role_words(guest) if inside else badge_words(guest)
        )


def _draw_face(sheet: Sheet, x: float, y: float, wide: float, side: float, guest: GuestFacts, role: str) -> None:
    portrait(sheet, x, y, min(side, wide), guest)
    y += min(side, wide) + 4.4
    face = TEXT.weighing(600).coloured(NAVY)
    face = fitted(longest_word(guest.name, face), face, wide, 7)
    while face.size > 7 and len(wrapped(guest.name, face, wide)) > 3:
        face = face.sized(max(face.size - 0.5, 7))
    names = clipped(wrapped(guest.name, face, wide), 3, face, wide)
    if names and names[-1].endswith("…"):
        sheet.cut.append(f"the name of {guest.name}")
    y = sheet.lines(x, y, names, face, tag="H2")
    for words in (guest.latin_name, guest.say_it and f"“{guest.say_it}”", guest.organisation, guest.job_title)[: max(5 - len(names), 2)]:
        if words:
            sheet.text(x, y, words, fitted(words, FACT, wide, 7), limit=wide)
            y += 3.6
    sheet.text(x, y + 0.4, role.upper(), LABEL.sized(7), limit=wide)
