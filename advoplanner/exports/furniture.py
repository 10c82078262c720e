"""Pieces that several documents share: page headings, labels, bullets, rows of facts, pictures, empty pages."""

from __future__ import annotations

from datetime import date

from advoplanner.domain.documents import EventFacts, Fact, GuestFacts
from advoplanner.domain.short_names import initials
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.lettering import clipped, fitted, width, wrapped
from advoplanner.exports.press import PagePlan
from advoplanner.exports.style import BOTTOM, FACT, FACT_VALUE, GREY, LABEL, NAVY, SIDE, STAGE, TEAL, TEXT, TITLE, TOP, Face

_NOTE_LINE = 8.5
_ROOM_FOR_NOTES = 30.0

HEADING_END = TOP + 17.0
"""Where content starts below a page heading."""


def heading(sheet: Sheet, label: str, title: str, right: str = "", *, rule: bool = True) -> float:
    """Label, title and a note at the right; returns the y at which content starts."""
    edge = sheet.width - SIDE
    sheet.text(SIDE, TOP + 3.3, label.upper(), LABEL, tag="P")
    note = 0.0
    if right:
        note = sheet.text(edge, TOP + 12.4, right, TEXT.coloured(GREY), align="right", limit=70) + 6
    room = edge - SIDE - note
    face = fitted(title, TITLE, room, 13)
    rows = wrapped(title, face, room)
    if len(rows) > 1:
        face = TITLE.sized(12)
        rows = clipped(wrapped(title, face, room), 2, face, room)
    sheet.lines(SIDE, TOP + (12.4 if len(rows) < 2 else 8.6), rows, face, tag="H1")
    if rule:
        sheet.rule(SIDE, HEADING_END, edge, NAVY, 1.2)
    return HEADING_END


def label(sheet: Sheet, x: float, y: float, words: str, *, colour: str = TEAL) -> float:
    """A small heading in capitals; returns the baseline of the text below it."""
    sheet.text(x, y, words.upper(), LABEL.coloured(colour), tag="H2")
    return y + 5.6


def bullets(sheet: Sheet, x: float, y: float, items: list[list[str]], face: Face, *, colour: str = TEAL) -> float:
    """Wrapped items with dots; returns the baseline for what follows."""
    for rows in items:
        sheet.circle(x + 1.1, y - face.size * 0.125, 0.75, fill=colour)
        y = sheet.lines(x + 5, y, rows, face) + 0.9
    return y


def fact_rows(sheet: Sheet, x: float, y: float, wide: float, facts: list[Fact], *, most: int = 3) -> float:
    """Labels at the left, values at the right with hairlines between; a long value goes on over up to `most` lines."""
    for name, value in facts:
        left = min(width(name, FACT), wide * 0.4)
        room = wide - left - 3
        rows = clipped(wrapped(value, FACT_VALUE, room), most, FACT_VALUE, room)
        with sheet.passage(f"{name} {value}"):
            sheet.text(x, y, name, FACT, limit=wide * 0.4)
            for index, row in enumerate(rows):
                sheet.text(x + wide, y + index * FACT_VALUE.line, row, FACT_VALUE, align="right")
        y += (len(rows) - 1) * FACT_VALUE.line + 2.1
        sheet.rule(x, y, x + wide)
        y += 4.2
    return y


def portrait(sheet: Sheet, x: float, y: float, side: float, guest: GuestFacts, *, radius: float = 2.6) -> None:
    """The guest's picture, or the initials on a quiet ground where there is none."""
    if guest.photo is not None:
        sheet.picture(x, y, side, side, guest.photo, radius=radius, says=f"Photo of {guest.name}")
        return
    with sheet.aside():
        sheet.box(x, y, side, side, fill=STAGE, radius=radius)
        letters = initials(guest.latin_name or guest.name)
        face = Face(side * 1.02, 600, NAVY)
        sheet.text(x + side / 2, y + side / 2 + face.size * 0.128, letters, face, align="centre")


def note_lines(sheet: Sheet, y: float) -> None:
    """Ruled lines from `y` down to the footer, where several have room: what is left of a page is for those who read it with a pen."""
    end = sheet.height - BOTTOM
    if end - y > _ROOM_FOR_NOTES:
        label(sheet, SIDE, y, "Notes")
        for index in range(1, int((end - y) / _NOTE_LINE) + 1):
            sheet.rule(SIDE, y + index * _NOTE_LINE, sheet.width - SIDE)


def empty_page(title: str, sentence: str, label_words: str = "") -> PagePlan:
    """A page that says there is nothing yet, and what would fill it."""

    def draw(sheet: Sheet) -> None:
        y = heading(sheet, label_words or "Nothing to print yet", title) + 12
        sheet.paragraph(SIDE, y, sentence, TEXT.sized(11).coloured(GREY), sheet.width - 2 * SIDE)

    return PagePlan(draw, title)


def place_words(event: EventFacts) -> str:
    """ "Palácio do Tejo, Lisbon", without saying the city twice."""
    parts = [event.venue] if event.venue else []
    if event.city and event.city.casefold() not in event.venue.casefold():
        parts.append(event.city)
    return ", ".join(parts)


def dates_words(event: EventFacts) -> str:
    """ "17–18 November 2026", as short as the two days allow."""
    first, last = event.start.date(), event.end.date()
    if first == last:
        return f"{first:%A} {first.day} {first:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {last:%B %Y}"
    if first.year == last.year:
        return f"{first.day} {first:%B} – {last.day} {last:%B %Y}"
    return f"{first.day} {first:%B %Y} – {last.day} {last:%B %Y}"


def day_words(day: date) -> str:
    """ "Tuesday 17 November"."""
    return f"{day:%A} {day.day} {day:%B}"
