"""The first page of the briefing pack: what, when and where, what is inside, how many come, and what for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from advoplanner.core.dates import span
from advoplanner.core.text import plural
from advoplanner.domain.documents import EventFacts, Pack
from advoplanner.domain.guests import Reply
from advoplanner.domain.restrictions import Audience
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.furniture import bullets, dates_words, label, place_words
from advoplanner.exports.lettering import balanced, clipped, fitted, wrapped
from advoplanner.exports.style import (
    BOTTOM,
    COVER_LABEL,
    COVER_LINE,
    COVER_SUB,
    COVER_TITLE,
    FACT,
    GREY,
    NAVY,
    NUMBER,
    SIDE,
    SMALL,
    TEAL,
    TEXT,
    TINT,
)
from advoplanner.exports.words import is_host

_CONTENTS = 96.0
_NUMBERS = 110.0
_ESSENTIALS = 42.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: a part of the pack and the page on which it begins."""

    title: str
    page: int


def cover(pack: Pack, subtitle: str, contents: list[Entry]) -> Callable[[Sheet], None]:
    """What draws the cover."""

    def draw(sheet: Sheet) -> None:
        block = 106.0 if sheet.height > 290 else 90.0
        _draw_block(sheet, pack.event, subtitle, block)
        left = _draw_contents(sheet, contents, block + 14)
        right = _draw_numbers(sheet, _numbers(pack), block + 14)
        _draw_objectives(sheet, pack.event, max(left, right) + 5)
        _draw_essentials(sheet, pack.event)

    return draw


def _draw_block(sheet: Sheet, event: EventFacts, subtitle: str, block: float) -> None:
    sheet.box(0, 0, sheet.width, block, fill=NAVY)
    sheet.box(0, block, sheet.width, 2, fill=TEAL)
    room = sheet.width - 2 * SIDE
    sheet.text(SIDE, block * 0.23, (event.brand or event.kind_name).upper(), COVER_LABEL, limit=room)
    face = COVER_TITLE
    rows = balanced(event.title, face, room)
    while len(rows) > 2 and face.size > 18:
        face = face.sized(face.size - 2)
        rows = balanced(event.title, face, room)
        if face.size <= 26 and len(rows) == 3:
            break
    rows = clipped(rows, 3, face, room)
    sheet.lines(SIDE, block - 41 - (len(rows) - 1) * face.line, rows, face, tag="H1")
    sheet.text(SIDE, block - 29, subtitle, COVER_SUB)
    line = "   ·   ".join(filter(None, (dates_words(event), place_words(event))))
    sheet.text(SIDE, block - 13, line, fitted(line, COVER_LINE, room, 9), limit=room)


def _draw_contents(sheet: Sheet, contents: list[Entry], y: float) -> float:
    y = label(sheet, SIDE, y, "In this pack") + 1.6
    for entry in contents:
        sheet.text(SIDE, y, entry.title, TEXT.sized(10), limit=_CONTENTS - 12)
        sheet.text(SIDE + _CONTENTS, y, str(entry.page), TEXT.sized(10).weighing(500).coloured(NAVY), align="right")
        sheet.link(SIDE, y - 4.5, _CONTENTS, 7, entry.page)
        sheet.rule(SIDE, y + 2.3, SIDE + _CONTENTS)
        y += 6.9
    return y


def _numbers(pack: Pack) -> list[tuple[int, str]]:
    guests = [g for g in pack.guests if not is_host(g)]
    hosts = len(pack.guests) - len(guests)
    countries = len({g.country for g in guests if g.country})
    decisions = sum(1 for s in pack.sessions if s.decision_owner and not s.pause)
    accepted = sum(1 for g in guests if g.reply == Reply.ACCEPTED)
    across = f" from {plural(countries, 'country', 'countries')}" if countries > 1 else ""
    numbers = [(len(guests), f"guest{across}" if len(guests) == 1 else f"guests{across}"), (hosts, "host" if hosts == 1 else "hosts")]
    if pack.audience != Audience.HOST:
        return [n for n in numbers if n[0] or n is numbers[0]]
    third = (decisions, "decision we need" if decisions == 1 else "decisions we need") if decisions else (accepted, "accepted so far")
    return [n for n in (*numbers, third) if n[0] or n is numbers[0]]


def _draw_numbers(sheet: Sheet, numbers: list[tuple[int, str]], y: float) -> float:
    x = SIDE + _NUMBERS
    y = label(sheet, x, y, "At a glance") + 6
    for number, words in numbers:
        used = max(sheet.text(x, y, f"{number:,}", NUMBER), 12) + 4
        limit = sheet.width - SIDE - x - used
        rows = clipped(wrapped(words, SMALL, limit), 2, SMALL, limit)
        sheet.lines(x + used, y - (len(rows) - 1) * SMALL.line * 0.6, rows, SMALL)
        y += 13
    return y


def _draw_objectives(sheet: Sheet, event: EventFacts, y: float) -> None:
    """Purpose and objectives, as many lines as stand above the essentials."""
    room = sheet.width - 2 * SIDE
    end = sheet.height - BOTTOM - _ESSENTIALS - 4
    face = TEXT.sized(10)
    if event.purpose:
        y = label(sheet, SIDE, y, "Purpose")
        rows = clipped(wrapped(event.purpose, face, room), 3, face, room)
        y = sheet.lines(SIDE, y, rows, face) + 4
    if event.objectives and y + 12 < end:
        y = label(sheet, SIDE, y, "Objectives")
        wanted = [clipped(wrapped(o, face, room - 5), 2, face, room - 5) for o in event.objectives]
        fitting: list[list[str]] = []
        for rows in wanted:
            if y + sum(len(r) for r in [*fitting, rows]) * (face.line + 0.5) < end:
                fitting.append(rows)
        bullets(sheet, SIDE, y, fitting, face)


def _draw_essentials(sheet: Sheet, event: EventFacts) -> None:
    """When, where and whom to ask, in three columns on a tint."""
    top = sheet.height - BOTTOM - _ESSENTIALS + 2
    wide = sheet.width - 2 * SIDE
    sheet.box(SIDE, top, wide, _ESSENTIALS - 6, fill=TINT, radius=2.6)
    column = (wide - 10) / 3
    for index, (title, lines) in enumerate(_essentials(event)):
        x = SIDE + 5 + index * column
        y = label(sheet, x, top + 7, title)
        for number, words in enumerate(lines):
            face = FACT.weighing(600).coloured(NAVY) if number == 0 else FACT.coloured(GREY)
            rows = clipped(wrapped(words, face, column - 6), 2, face, column - 6)
            y = sheet.lines(x, y, rows, face)


def _essentials(event: EventFacts) -> list[tuple[str, list[str]]]:
    zone = f"Times are local ({event.zone_abbreviation or event.zone})"
    where = [
        event.venue or event.city or "Not settled yet",
        event.room,
        event.address,
        "" if event.city in event.address + event.venue else event.city,
    ]
    ask = [event.organiser_name or event.organiser_email or "Not named yet", event.organiser_email if event.organiser_name else ""]
    helper, _, reached = event.help_contact.rpartition(", ")
    ask += [f"On the day: {helper or reached}" if reached else "", reached if helper else "", f"Sponsor: {event.sponsor}" if event.sponsor else ""]
    when = span(event.start, event.end).split(" – ")
    return [("When", [*when, zone]), ("Where", [w for w in where if w]), ("Whom to ask", [a for a in ask if a])]
