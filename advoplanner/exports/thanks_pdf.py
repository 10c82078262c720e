"""A letter of thanks to each guest who came: what they gave, what was promised to them, and no certificate."""

from __future__ import annotations

from functools import partial

from advoplanner.core.dates import long_date
from advoplanner.core.progress import QUIET, Progress
from advoplanner.domain.documents import EventFacts, FollowUpFacts, GuestFacts, Pack
from advoplanner.domain.thanks import CLOSING, FEW, PROMISED, gave, paragraphs
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.furniture import bullets, dates_words, empty_page, place_words
from advoplanner.exports.lettering import clipped, wrapped
from advoplanner.exports.press import PagePlan, Target, paper_size, print_pages
from advoplanner.exports.style import GREY, INK, LABEL, NAVY, TEAL, Face
from advoplanner.exports.tidying import tidied
from advoplanner.exports.words import by_name, is_host

_EDGE = 28.0
_BODY = Face(11, 400, INK, 17)
_EMPTY = "Nobody who came is on the list yet, so there is nobody to thank."
CAME = ("arrived", "left_early")


def write(pack: Pack, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None) -> int:
    """Write the letters; returns their number."""
    found: list[str] = [] if problems is None else problems
    pack = tidied(pack, found)
    return print_pages(pack, target, plan(pack, paper_size(paper)), title="Thank-you letters", paper=paper, progress=progress, problems=found)


def plan(pack: Pack, _size: tuple[float, float]) -> list[PagePlan]:
    """Letters to guests by name: to those who came, or before anybody has been ticked off at the door to those who are expected."""
    guests = [g for g in by_name(pack.guests) if not is_host(g)]
    came = [g for g in guests if g.attendance in CAME] or [g for g in guests if g.attendance == "expected"]
    if not came:
        return [empty_page("Thank-you letters", _EMPTY, "Thank-you letters")]
    return [PagePlan(partial(_draw, pack, guest), guest.name, footer=False) for guest in came]


def _draw(pack: Pack, guest: GuestFacts, sheet: Sheet) -> None:
    event, wide = pack.event, sheet.width - 2 * _EDGE
    sheet.box(0, 0, sheet.width, 6, fill=NAVY)
    sheet.text(_EDGE, 26, (event.brand or event.title).upper(), LABEL.sized(9), limit=wide)
    address = [guest.name, guest.job_title, guest.organisation, guest.city]
    y = sheet.lines(_EDGE, 48, [row for words in address if words for row in clipped(wrapped(words, _BODY, wide * 0.6), 2, _BODY, wide)], _BODY)
    place = f"{event.city}, " if event.city else ""
    sheet.text(sheet.width - _EDGE, 48, f"{place}{_day(event)}", _BODY.sized(9.5).coloured(GREY), align="right", limit=wide * 0.4)
    y = sheet.paragraph(_EDGE, y + 12, f"Dear {guest.called},", _BODY, wide, tag="H1") + 3
    for words in _paragraphs(pack, guest):
        y = sheet.lines(_EDGE, y, clipped(wrapped(words, _BODY, wide), 6, _BODY, wide), _BODY) + 4.5
    promised = [f for f in pack.follow_ups if f.member == guest.name and f.status != "Done"]
    if promised:
        y = _draw_promises(sheet, y + 1, wide, promised)
    y = sheet.paragraph(_EDGE, y + 3, CLOSING, _BODY, wide)
    _draw_signature(sheet, y + 16, wide, event)


def _paragraphs(pack: Pack, guest: GuestFacts) -> list[str]:
    event = pack.event
    parts = [(role, session.title) for session in pack.sessions for each, role in session.parts if each == guest.id and role]
    topic = event.topic if event.start.date() == event.end.date() else ""
    return paragraphs(event.title, dates_words(event), place_words(event), topic, gave(parts))


def _draw_promises(sheet: Sheet, y: float, wide: float, promised: list[FollowUpFacts]) -> float:
    y = sheet.paragraph(_EDGE, y, PROMISED, _BODY, wide) + 2
    items = []
    for promise in promised[:FEW]:
        due = f", by {long_date(promise.due)}" if promise.due else ""
        items.append(clipped(wrapped(f"{promise.what}{due}", _BODY, wide - 5), 3, _BODY, wide - 5))
    return bullets(sheet, _EDGE, y, items, _BODY) + 2


def _draw_signature(sheet: Sheet, y: float, wide: float, event: EventFacts) -> None:
    sheet.rule(_EDGE, y, _EDGE + 60, TEAL, 0.8)
    rows = [event.organiser_name or event.host_company or "The host team", event.host_company if event.organiser_name else "", event.organiser_email]
    for number, words in enumerate(filter(None, rows)):
        face = _BODY.weighing(600) if number == 0 else _BODY.sized(9.5).coloured(GREY)
        y += 6
        sheet.text(_EDGE, y, words, face, limit=wide)
    if event.disclosure:
        sheet.text(_EDGE, sheet.height - 12, event.disclosure, _BODY.sized(8).coloured(GREY), limit=wide)


def _day(event: EventFacts) -> str:
    return f"{event.end.day} {event.end:%B %Y}"
