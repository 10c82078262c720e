"""An invitation on paper for each guest who cannot be written to: what it is, when and where, and whom to tell whether they come."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from advoplanner.core.dates import span
from advoplanner.domain.documents import EventFacts, GuestFacts, Pack
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.furniture import label, place_words
from advoplanner.exports.lettering import clipped, wrapped
from advoplanner.exports.press import PagePlan, Target, print_pages
from advoplanner.exports.style import GREY, INK, LABEL, NAVY, TEAL, Face
from advoplanner.exports.tidying import tidied
from advoplanner.exports.words import by_name

_EDGE = 28.0
_BODY = Face(12, 400, INK, 18)
_TITLE = Face(24, 700, NAVY, 30)


def write(pack: Pack, guest_ids: Collection[str], target: Target, *, paper: str = "a4", problems: list[str] | None = None) -> int:
    """Write a card for each of the pack's guests whose id is given, by name; returns their number."""
    found: list[str] = [] if problems is None else problems
    pack = tidied(pack, found)
    pages = [PagePlan(partial(_draw, pack.event, guest), guest.name, footer=False) for guest in by_name(pack.guests) if guest.id in guest_ids]
    return print_pages(pack, target, pages, title="Invitations on paper", paper=paper, problems=found)


def _draw(event: EventFacts, guest: GuestFacts, sheet: Sheet) -> None:
    wide = sheet.width - 2 * _EDGE
    sheet.box(0, 0, sheet.width, 6, fill=NAVY)
    sheet.text(_EDGE, 26, (event.brand or event.host_company or "Invitation").upper(), LABEL.sized(9), limit=wide)
    address = [guest.name, guest.job_title, guest.organisation, guest.city]
    y = sheet.lines(_EDGE, 44, [row for words in address if words for row in clipped(wrapped(words, _BODY, wide * 0.6), 2, _BODY, wide)], _BODY)
    y = sheet.paragraph(_EDGE, y + 14, event.title, _TITLE, wide, tag="H1") + 6
    y = sheet.paragraph(_EDGE, y, f"Dear {guest.called}, would you join us?", _BODY, wide) + 2
    y = sheet.lines(_EDGE, y, clipped(wrapped(event.purpose, _BODY, wide), 8, _BODY, wide), _BODY) + 8
    for words, fact in (("When", span(event.start, event.end)), ("Where", _where(event)), ("Your answer", _answer(event))):
        if fact:
            label(sheet, _EDGE, y, words)
            y = sheet.lines(_EDGE, y + 6, clipped(wrapped(fact, _BODY, wide), 4, _BODY, wide), _BODY) + 6
    sheet.rule(_EDGE, y + 4, _EDGE + 60, TEAL, 0.8)
    sheet.text(_EDGE, y + 11, event.organiser_name or event.host_company, _BODY.weighing(600), limit=wide)
    if event.disclosure:
        sheet.text(_EDGE, sheet.height - 12, event.disclosure, _BODY.sized(8).coloured(GREY), limit=wide)


def _where(event: EventFacts) -> str:
    return ", ".join(part for part in (event.room, place_words(event), event.address) if part)


def _answer(event: EventFacts) -> str:
    """Whom to tell, and how."""
    who = event.organiser_name or event.host_company or "us"
    ways = [way for way in (event.organiser_email, event.help_contact) if way]
    return f"Please tell {who} whether you come{': ' + ', '.join(ways) if ways else ''}."
