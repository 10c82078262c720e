"""A page for each host: what they do and when, their one-to-ones, whom they introduce, and who sits at their table."""

from __future__ import annotations

from functools import partial

from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import listed, plural
from advoplanner.domain.documents import GuestFacts, IntroductionFacts, Pack
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.furniture import dates_words, empty_page, heading, label, portrait
from advoplanner.exports.lettering import clipped, fitted, wrapped
from advoplanner.exports.listing import Column, Listing, Row, listing_pages
from advoplanner.exports.personal_pdf import own_entries
from advoplanner.exports.press import PagePlan, Target, paper_size, print_pages
from advoplanner.exports.style import AMBER, BOTTOM, FACT, GREY, NAVY, SIDE, TEXT, Face
from advoplanner.exports.tidying import tidied
from advoplanner.exports.timeline import by_day, draw_day
from advoplanner.exports.words import by_name, is_host, seat_words, table_words

_EMPTY = "Nobody of the host team is on the guest list yet."
_ROW = 9.0
_PERSON, _SAID = 24.5, 3
_NOTE_LINE = 8.5
_REST = 12.0
_MOST_INTRODUCED = 10
"""Introductions on a host's own page; more are a list by itself, so that the people at the table have room."""
_MOST_LINES = 12


def write(pack: Pack, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None) -> int:
    """Write a page for each host; returns the number of pages."""
    found: list[str] = [] if problems is None else problems
    pack = tidied(pack, found)
    return print_pages(pack, target, plan(pack, paper_size(paper)), title="Host sheets", paper=paper, progress=progress, problems=found)


def plan(pack: Pack, size: tuple[float, float]) -> list[PagePlan]:
    """Hosts by name; each page can be handed out alone."""
    hosts = [g for g in by_name(pack.guests) if is_host(g)]
    if not hosts:
        return [empty_page("Host sheets", _EMPTY, "Host sheets")]
    known = {g.id: g for g in pack.guests}
    return [page for host in hosts for page in host_pages(pack, host, known, size)]


def host_pages(pack: Pack, host: GuestFacts, known: dict[str, GuestFacts], size: tuple[float, float]) -> list[PagePlan]:
    """The page of one host; introductions that would crowd it out are listed on pages that follow."""
    mine = _introduced_by(pack, host)
    first = PagePlan(partial(_draw, pack, host, known), host.name)
    if len(mine) <= _MOST_INTRODUCED:
        return [first]
    columns = (Column("One", 50, TEXT.weighing(600), lines=3), Column("And the other", 50, TEXT.weighing(600), lines=3), Column("Why", 80, lines=4))
    rows = tuple(Row((i.first, i.second, i.reason), i.first) for i in mine)
    title = f"Whom {host.name} introduces"
    all_of_them = Listing(f"Host sheet · {pack.event.title}", title, columns, rows, "", plural(len(rows), "introduction"), level=1)
    return [first, *listing_pages(all_of_them, size)]


def _introduced_by(pack: Pack, host: GuestFacts) -> list[IntroductionFacts]:
    return [i for i in pack.introductions if host.id in i.by_ids]


def _draw(pack: Pack, host: GuestFacts, known: dict[str, GuestFacts], sheet: Sheet) -> None:
    y = heading(sheet, f"Host sheet · {pack.event.title}", host.name, seat_words(host) or dates_words(pack.event)) + 8
    end, wide = sheet.height - BOTTOM, sheet.width - 2 * SIDE
    mine = [e for e in own_entries(pack, host, known) if e.mark]
    y = label(sheet, SIDE, y, "What you do") - 5.6
    if not mine:
        y = sheet.paragraph(SIDE, y + 6, "You have no part in a session; you are free for the guests.", TEXT.coloured(GREY), wide) + 2
    for day, entries in by_day(mine):
        fitting = entries[: max(int((end - y - 30) / _ROW), 1)]
        y = draw_day(sheet, SIDE, y, wide, day, fitting, _ROW) + 2
    y = _draw_introductions(sheet, y + 6, end, wide, _introduced_by(pack, host))
    mates = [g for g in by_name(pack.guests) if host.table and g.table == host.table and g.id != host.id]
    y = _draw_table(sheet, y + 4, end, wide, host, mates)
    if end - y > 3 * _NOTE_LINE + 10:
        label(sheet, SIDE, y + 4, "Notes")
        for index in range(1, min(int((end - y - 4) / _NOTE_LINE), _MOST_LINES) + 1):
            sheet.rule(SIDE, y + 4 + index * _NOTE_LINE, sheet.width - SIDE)


def _draw_introductions(sheet: Sheet, y: float, end: float, wide: float, mine: list[IntroductionFacts]) -> float:
    if not mine or end - y < 20:
        return y
    y = label(sheet, SIDE, y, "Whom you introduce")
    if len(mine) > _MOST_INTRODUCED:
        return sheet.paragraph(SIDE, y, f"{plural(len(mine), 'introduction')}, listed from the next page on.", TEXT, wide) + 2
    for each in mine:
        pair = f"{each.first} and {each.second}"
        used = sheet.text(SIDE, y, pair, TEXT.weighing(600), limit=wide * 0.6)
        sheet.text(SIDE + used + 4, y, each.reason, FACT, limit=wide - used - 4)
        sheet.rule(SIDE, y + 2.2, SIDE + wide)
        y += 6.4
    return y + 2


def _draw_table(sheet: Sheet, y: float, end: float, wide: float, host: GuestFacts, mates: list[GuestFacts]) -> float:
    """Those at the host's table: a face, how to say the name, what to ask, what better not to say."""
    if not mates or end - y < _PERSON + 8:
        return y
    y = label(sheet, SIDE, y, f"With you at {table_words(host.table)}") - 2
    gap = 8.0
    column = (wide - gap) / 2
    shown = mates[: 2 * int((end - y) / _PERSON)]
    if len(shown) < len(mates):
        shown = mates[: 2 * int((end - y - _REST) / _PERSON)]
    for index, guest in enumerate(shown):
        row, place = divmod(index, 2)
        _draw_mate(sheet, SIDE + place * (column + gap), y + row * _PERSON, column, guest)
    y += -(-len(shown) // 2) * _PERSON + 2
    if len(shown) < len(mates):
        rest = clipped(wrapped(f"Also at your table: {listed([g.name for g in mates[len(shown) :]])}.", FACT, wide), 3, FACT, wide)
        y = sheet.lines(SIDE, y, rest, FACT) + 2
    return y


def _draw_mate(sheet: Sheet, x: float, y: float, wide: float, guest: GuestFacts) -> None:
    portrait(sheet, x, y, 15, guest, radius=7.5)
    left, room = x + 19, wide - 19
    name = Face(10, 600, NAVY)
    sheet.text(left, y + 3.6, guest.name, fitted(guest.name, name, room, 7.5), limit=room, where=f"the name of {guest.name}")
    work = ", ".join(filter(None, (guest.job_title, guest.organisation)))
    sheet.text(left, y + 7.8, work, fitted(work, FACT, room, 7.5), limit=room)
    say = f"Say “{guest.say_it}”. " if guest.say_it else ""
    ask = guest.ask_them[0] if guest.ask_them else guest.moves_them
    rows = clipped(wrapped(f"{say}{ask}", FACT.sized(8), room), _SAID - 1 if guest.do_not_say else _SAID, FACT.sized(8), room) if say or ask else []
    y = sheet.lines(left, y + 11.8, rows, FACT.sized(8)) if rows else y + 11.8
    if guest.do_not_say:
        sheet.text(left, y, guest.do_not_say[0], FACT.sized(8).coloured(AMBER), limit=room)
