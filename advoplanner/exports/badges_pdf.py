"""Name badges on label stock: the first name as large as it goes, colour and word for the role, table at the right."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import plural
from advoplanner.domain.documents import GuestFacts, Pack
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.crop_marks import bleed_of, draw_crop_marks
from advoplanner.exports.furniture import empty_page
from advoplanner.exports.lettering import clipped, fitted, width, wrapped
from advoplanner.exports.press import PagePlan, Target, print_pages
from advoplanner.exports.qr_codes import JOIN, draw_code, join_code, least_side
from advoplanner.exports.stocks import EDGE, Stock, stock_for
from advoplanner.exports.style import BADGE_COLOURS, GREY, INK, NAVY, RED, RULE, WHITE, Face
from advoplanner.exports.tidying import tidied
from advoplanner.exports.vcards import card
from advoplanner.exports.words import badge_words, by_name, table_words

FIRST = (30.0, 16.0)
LAST = (16.0, 9.0)
"""Largest and smallest size in points on a badge of 50 mm (documents.md 5); taller stock scales the largest."""

MOST_ROWS = 2
"""Lines that a first name, or a last one, may have."""

JOIN_CODE = 18.0
"""Millimetres of a code with a short link (documents.md 5)."""

CODE, LEAST_CODE = 26.0, 22.0
"""Millimetres of a contact code at most and at least: a vCard needs a larger one than a short link does."""

_TOP, _SPOKEN = Face(6.5, 500, GREY, 0, 30), Face(7, 400, GREY)
_BAR = 6.0
_PAD = 6.0
_EMPTY = "Nobody is on the list that badges are printed for yet."


@dataclass(frozen=True, slots=True)
class Look:
    """What is drawn beside the names: how print is `shift`ed in mm, `outline`s to cut along, a `code` to reach the guest, `crop` marks."""

    shift: tuple[float, float] = (0.0, 0.0)
    outline: bool = True
    code: bool = False
    crop: bool = False
    top: str = ""
    """The line above the names, the same on all."""
    join: str = ""
    """What a code for joining online holds, where the event is online too."""


def write(
    pack: Pack, target: Target, *, paper: str = "a4", stock: str | Stock = "", start: int = 1, shift: tuple[float, float] = (0.0, 0.0),
    outline: bool = True, both_sides: bool = False, code: bool = False, crop: bool = False, progress: Progress = QUIET,
    problems: list[str] | None = None,
) -> int:  # fmt: skip
    """Write badges; returns the number of sheets.

    `stock` names a sheet of `stocks.BADGES` ("" for the usual one) or is one, `start` is the first free label of a used sheet (from 1),
    `shift` moves everything right and down by millimetres to correct a printer. With `both_sides` each sheet is followed by its back.
    With `code` whoever agreed to give their contact details to other guests has them on the badge as a QR code; `crop` adds crop marks.
    """
    found: list[str] = [] if problems is None else problems
    pack = tidied(pack, found)
    sheet_of = stock_for("badges", paper, stock)
    fits = _code_side(sheet_of) >= LEAST_CODE
    join = join_code(pack.event, pack.audience)
    if join and _join_side(sheet_of, join) < least_side(join):
        found.append("The join link is too long for a code on these badges; personal agendas carry it.")
        join = ""
    look = Look(shift, outline, code and fits, crop, _top(pack, sheet_of), join)
    pages = plan(pack, sheet_of, start, look, both_sides)
    if sheet_of.near_edge(shift):
        found.append(EDGE)
    found += [said for g in by_name(pack.guests) for said in name_problems(g, sheet_of, look)]
    if code:
        found += code_problems(pack) if fits else [f"These badges are too low for a contact code, which needs {LEAST_CODE:g} millimetres."]
    return print_pages(pack, target, pages, title="Badges", paper=sheet_of.paper, progress=progress, problems=found)


def plan(pack: Pack, stock: Stock, start: int, look: Look, both_sides: bool) -> list[PagePlan]:
    """Sheets of badges by name, the first one beginning at label `start`."""
    guests: list[GuestFacts | None] = [*([None] * (max(start, 1) - 1)), *by_name(pack.guests)]
    if not pack.guests:
        return [empty_page("Badges", _EMPTY, "Badges")]
    sheets = [guests[i : i + stock.labels] for i in range(0, len(guests), stock.labels)]
    wanted = [s for s in sheets if any(s)]
    sides = (False, True) if both_sides else (False,)
    return [PagePlan(partial(_draw_sheet, stock, s, look, back), footer=False) for s in wanted for back in sides]


def name_problems(guest: GuestFacts, stock: Stock, look: Look) -> list[str]:
    """What to look at before printing: names that are set smaller, in two lines or not whole."""
    said = []
    room = _room(stock, guest, look)
    for words, (most, least), weight in ((guest.called, FIRST, 700), (guest.surname, LAST, 500)):
        face = Face(most * _scale(stock), weight)
        small = fitted(words, face, room, least)
        if len(wrapped(words, small, room)) > MOST_ROWS:
            said.append(f"“{words}” of {guest.name} is too long for the badge, even over two lines, and ends in “…”.")
        elif width(words, small) > room:
            said.append(f"“{words}” of {guest.name} is wider than the badge and goes over two lines.")
        elif small.size < face.size:
            said.append(f"“{words}” of {guest.name} is set smaller, at {small.size:g} points.")
    return said


def code_problems(pack: Pack) -> list[str]:
    """How many badges carry no code, since nobody may be reached through a badge who did not agree to it."""
    without = sum(1 for g in pack.guests if not g.contact)
    badges = plural(without, "badge has", "badges have")
    return [f"{badges} no code: no consent to give contact details to other guests is known."] if without else []


def _top(pack: Pack, stock: Stock) -> str:
    """The event, with its city where that has room on every badge."""
    event = pack.event
    city = "" if event.city.casefold() in event.title.casefold() else event.city
    both = " · ".join(filter(None, (event.title, city))).upper()
    spoken = max((width(g.pronouns, _SPOKEN) for g in pack.guests), default=0.0)
    room = stock.wide - 2 * _PAD
    return both if width(both, _TOP) <= room - min(spoken, room / 3) - 3 else event.title.upper()


def _room(stock: Stock, guest: GuestFacts, look: Look) -> float:
    """Millimetres for the names."""
    return stock.wide - 2 * _PAD - max(_side(stock, guest, look) - 1, 0.0)


def _code_side(stock: Stock) -> float:
    """Of the code with its quiet zone, between the line at the top and the bar."""
    return min(stock.high - _BAR - 9.5, CODE)


def _join_side(stock: Stock, join: str) -> float:
    return min(max(JOIN_CODE, least_side(join)), _code_side(stock))


def _side(stock: Stock, guest: GuestFacts, look: Look) -> float:
    """Millimetres of the code on a guest's badge: their contact details where wished and agreed, else the way online; 0 without one."""
    return _code_side(stock) if look.code and guest.contact else _join_side(stock, look.join) if look.join else 0.0


def _scale(stock: Stock) -> float:
    return min(max(stock.high / 50, 0.8), 1.5)


def _draw_sheet(stock: Stock, guests: list[GuestFacts | None], look: Look, back: bool, sheet: Sheet) -> None:
    shift = look.shift
    for index, guest in enumerate(guests):
        if guest is not None:
            x, y = stock.back_corner(index) if back else stock.corner(index)
            _draw_badge(sheet, stock, x + shift[0], y + shift[1], guest, look)
    if look.crop:
        draw_crop_marks(sheet, stock, shift)


def _draw_badge(sheet: Sheet, stock: Stock, x: float, y: float, guest: GuestFacts, look: Look) -> None:
    scale, room = _scale(stock), stock.wide - 2 * _PAD
    _draw_bar(sheet, stock, x, y, guest, bleed_of(stock) if look.crop else 0.0)
    if look.outline and not look.crop:
        sheet.box(x, y, stock.wide, stock.high, stroke=RULE, weight=0.3, radius=stock.radius)
    left = x + _PAD
    spoken = sheet.text(x + stock.wide - _PAD, y + 7.2, guest.pronouns, _SPOKEN, align="right", limit=room / 3)
    sheet.text(left, y + 7.2, look.top, _TOP, limit=room - spoken - 3)
    if side := _side(stock, guest, look):
        own = look.code and guest.contact
        says = f"Code with the contact details of {guest.name}" if own else JOIN
        content = card(guest, short=True) if own else look.join
        draw_code(sheet, x + stock.wide - _PAD + 2 - side, y + stock.high - _BAR - 1 - side, side, content, says)
    room = _room(stock, guest, look)
    end = _draw_names(sheet, left, y + 7.2 + 11.6 * scale, room, guest, scale)
    _draw_work(sheet, left, y + stock.high - _BAR - 3.4, room, guest, end)


def _draw_bar(sheet: Sheet, stock: Stock, x: float, y: float, guest: GuestFacts, bleed: float) -> None:
    colour = BADGE_COLOURS.get(badge_words(guest), GREY)
    top = y + stock.high - _BAR
    sheet.box(x, top - stock.radius, stock.wide, _BAR + stock.radius, fill=colour, radius=stock.radius)
    if stock.radius:
        sheet.box(x - 0.2, top - stock.radius - 0.2, stock.wide + 0.4, stock.radius + 0.2, fill=WHITE)
    if bleed:
        sheet.box(x - bleed, top, stock.wide + 2 * bleed, _BAR + bleed, fill=colour)
    face = Face(7.5, 600, WHITE, 0, 40)
    mark = _draw_camera(sheet, x + stock.wide / 2, top, guest.camera, stock.wide - 2 * _PAD) if guest.camera else 0.0
    used = sheet.text(x + _PAD, top + 4, badge_words(guest).upper(), face, limit=(stock.wide - mark) / 2 - (_PAD if mark else 0))
    table = table_words(guest.table).upper() if guest.table else ""
    room = (stock.wide - mark) / 2 - _PAD - 2 if mark else stock.wide - 2 * _PAD - used - 4
    sheet.text(x + stock.wide - _PAD, top + 4, table, face, align="right", limit=room)


def _draw_camera(sheet: Sheet, middle: float, top: float, words: str, room: float) -> float:
    """A red mark in the middle of the bar for whoever stands behind a camera; returns its width."""
    face = Face(6.5, 600, WHITE, 0, 30)
    wide = min(width(words.upper(), face) + 4, room / 2)
    sheet.box(middle - wide / 2, top + 0.9, wide, _BAR - 1.8, fill=RED, radius=1)
    sheet.text(middle, top + 3.8, words.upper(), face, align="centre", limit=wide - 2)
    return wide


def _draw_names(sheet: Sheet, x: float, y: float, room: float, guest: GuestFacts, scale: float) -> float:
    """First and last name; returns the last baseline."""
    first = fitted(guest.called, Face(FIRST[0] * scale, 700, INK), room, FIRST[1])
    rows = clipped(wrapped(guest.called, first, room), MOST_ROWS, first, room)
    if len(rows) > 1:
        first, y = first.sized(FIRST[1]), y - 4.5
    y = sheet.lines(x, y, rows, _tight(first), tag="H2") - _tight(first).line
    last = fitted(guest.surname, Face(LAST[0] * scale, 500, INK), room, LAST[1])
    rows = clipped(wrapped(guest.surname, last, room), MOST_ROWS, last, room) if guest.surname else []
    if rows:
        y = sheet.lines(x, y + last.size * 0.353 + 1.9, rows, _tight(last)) - _tight(last).line
    if guest.latin_name and guest.latin_name != guest.name:
        y += 4.4
        sheet.text(x, y, guest.latin_name, Face(8.5, 400, GREY), limit=room, where=f"the Latin name of {guest.name}")
    return y


def _draw_work(sheet: Sheet, x: float, y: float, room: float, guest: GuestFacts, end: float) -> None:
    """Company and job title upwards from the bar, as far as the names leave room."""
    job = fitted(guest.job_title, Face(8.5, 400, GREY), room, 7)
    if guest.job_title and y - end > 9:
        sheet.text(x, y, guest.job_title, job, limit=room, where=f"the job title of {guest.name}")
        y -= 4.6
    company = fitted(guest.organisation, Face(10.5, 600, NAVY), room, 8.5)
    rows = clipped(wrapped(guest.organisation, company, room), 2 if y - end > 9 else 1, company, room)
    if rows and rows[-1].endswith("…"):
        sheet.cut.append(f"the organisation of {guest.name}")
    sheet.lines(x, y - (len(rows) - 1) * company.line, rows, company)


def _tight(face: Face) -> Face:
    return Face(face.size, face.weight, face.colour, face.size * 1.12)
