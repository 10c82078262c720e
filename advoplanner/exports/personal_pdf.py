"""A page for each guest: their own day with what they do in it, their one-to-ones and their seat."""

from __future__ import annotations

from functools import partial

from advoplanner.core.progress import QUIET, Progress
from advoplanner.domain.documents import GuestFacts, Pack, SessionFacts
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.furniture import HEADING_END, dates_words, empty_page, heading, label, place_words
from advoplanner.exports.lettering import fitted
from advoplanner.exports.press import PagePlan, Target, paper_size, print_pages
from advoplanner.exports.qr_codes import JOIN, draw_code, join_code
from advoplanner.exports.style import BOTTOM, FACT, GREY, SIDE, TEXT
from advoplanner.exports.tidying import tidied
from advoplanner.exports.timeline import DAY, LEAST, TALL, Entry, by_day, draw_day, facts_line, of_session
from advoplanner.exports.words import by_name, seat_words

_EMPTY = "Nobody is on the list that personal agendas are printed for yet."
_LINE = 11.0
_GAP = 3.0
_FOOT = 12.0
CODE = 34.0
"""Height that the code for joining online takes at the foot of a page."""
PARTS = {"chair": "You chair", "presenter": "You present", "panellist": "You are on the panel", "facilitator": "You lead the talk",
         "table_host": "You host a table", "scribe": "You take notes"}  # fmt: skip
"""What somebody does in a session, said to them."""


def write(pack: Pack, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None) -> int:
    """Write a personal agenda for each guest; returns the number of pages."""
    found: list[str] = [] if problems is None else problems
    pack = tidied(pack, found)
    return print_pages(pack, target, plan(pack, paper_size(paper)), title="Personal agendas", paper=paper, progress=progress, problems=found)


def plan(pack: Pack, size: tuple[float, float]) -> list[PagePlan]:
    """Guests by name, one after another; a long programme goes on on a further page."""
    if not pack.guests:
        return [empty_page("Personal agendas", _EMPTY, "Personal agendas")]
    known = {g.id: g for g in pack.guests}
    return [page for guest in by_name(pack.guests) for page in guest_pages(pack, guest, known, size)]


def guest_pages(pack: Pack, guest: GuestFacts, known: dict[str, GuestFacts], size: tuple[float, float]) -> list[PagePlan]:
    """The pages of one guest."""
    entries = own_entries(pack, guest, known)
    room = size[1] - HEADING_END - BOTTOM - _FOOT - _LINE - (CODE if join_code(pack.event, pack.audience) else 0.0)
    days = by_day(entries)
    overhead = len(days) * (DAY + _GAP)
    high = min((room - overhead) / max(len(entries), 1), TALL)
    if high >= LEAST:
        return [PagePlan(partial(_draw, pack, guest, entries, high, ""), guest.name)]
    most = int((room - overhead) / LEAST)
    parts = [entries[i : i + most] for i in range(0, len(entries), most)]
    more = [f" ({i + 1} of {len(parts)})" for i in range(len(parts))]
    pages = enumerate(zip(parts, more, strict=True))
    return [PagePlan(partial(_draw, pack, guest, part, LEAST, words), "" if i else guest.name) for i, (part, words) in pages]


def own_entries(pack: Pack, guest: GuestFacts, known: dict[str, GuestFacts]) -> list[Entry]:
    """Every session with what the guest does in it, and their one-to-ones, in order of time."""
    entries = [of_session(s, pack.event, _part(s, guest.id), changed=s.id in pack.changes.ids) for s in pack.sessions]
    for slot in pack.slots:
        if guest.id in (slot.expert_id, slot.guest_id):
            other = known.get(slot.guest_id if guest.id == slot.expert_id else slot.expert_id)
            if other is not None:
                below = " · ".join(filter(None, (slot.room, other.job_title, other.organisation)))
                entries.append(Entry(slot.start, slot.minutes, f"One-to-one with {other.name}", below, "Only you"))
    return sorted(entries, key=lambda e: (e.start, e.minutes, e.title))


def _part(session: SessionFacts, guest_id: str) -> str:
    part = next((PARTS.get(role, "You take part") for each, role in session.parts if each == guest_id), "")
    return part or ("A seat is kept for you" if guest_id in session.kept_for else "")


def _draw(pack: Pack, guest: GuestFacts, entries: list[Entry], high: float, more: str, sheet: Sheet) -> None:
    event = pack.event
    y = heading(sheet, f"Personal agenda · {event.title}", f"{guest.name}{more}", seat_words(guest), rule=False)
    line = "   ·   ".join(filter(None, (dates_words(event), place_words(event), event.room)))
    sheet.text(SIDE, y + 1.5, line, TEXT.coloured(GREY), limit=sheet.width - 2 * SIDE)
    y += _LINE - 4
    wide = sheet.width - 2 * SIDE
    for day, part in by_day(entries):
        y = draw_day(sheet, SIDE, y, wide, day, part, high) + _GAP
    if not entries:
        y = sheet.paragraph(SIDE, y + 6, "The programme follows.", TEXT.coloured(GREY), wide)
    help_words = f" Help on the day: {event.help_contact}" if event.help_contact else ""
    y = facts_line(sheet, SIDE, y + 4, wide, f"Times are local ({event.zone_abbreviation or event.zone}).{help_words}")
    if link := join_code(event, pack.audience):
        _draw_join(sheet, y, link, wide)


def _draw_join(sheet: Sheet, y: float, link: str, wide: float) -> None:
    """The code that leads to the meeting online, and the link beside it for who has no telephone at hand."""
    side = CODE - 4
    draw_code(sheet, SIDE - 2, y, side, link, JOIN)
    label(sheet, SIDE + side + 2, y + side / 2 - 1.5, "Join online")
    sheet.text(SIDE + side + 2, y + side / 2 + 4, link, fitted(link, FACT, wide - side - 2, 7), limit=wide - side - 2)
