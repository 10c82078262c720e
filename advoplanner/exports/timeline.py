"""Days as compact rows: time, what, where and with whom; one's own parts marked. Agendas on one page and personal ones share it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from advoplanner.domain.documents import EventFacts, SessionFacts
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.furniture import day_words
from advoplanner.exports.lettering import clipped, fitted, width, wrapped
from advoplanner.exports.style import GREY, INK, LABEL, NAVY, TEAL, TINT, Face

DAY = 9.0
"""Height of the line that names a day, in millimetres."""

TALL, LEAST = 10.4, 5.2
"""A row with a line below its title, and the lowest row that can still be read (8 pt)."""

_TIME = 25.0
_MARK = 40.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One row; `mark` says what it asks of the reader, `quiet` rows are pauses, `changed` ones are new to the reader."""

    start: datetime
    minutes: int
    title: str
    below: str = ""
    mark: str = ""
    quiet: bool = False
    changed: bool = False

    @property
    def end_words(self) -> str:
        total = self.start.hour * 60 + self.start.minute + self.minutes
        return f"{total // 60 % 24:02}:{total % 60:02}"


def of_session(session: SessionFacts, event: EventFacts, mark: str = "", *, changed: bool = False) -> Entry:
    """A session as a row; the event's own room is not said again."""
    room = "" if session.room and event.room.startswith(session.room) else session.room
    return Entry(session.start, session.minutes, session.title, " · ".join(filter(None, (room, session.people))), mark, session.pause, changed)


def by_day(entries: Iterable[Entry]) -> list[tuple[date, list[Entry]]]:
    """Entries in order of time, by day."""
    ordered = sorted(entries, key=lambda e: (e.start, e.minutes, e.title))
    return [(day, list(part)) for day, part in groupby(ordered, key=lambda e: e.start.date())]


def draw_day(sheet: Sheet, x: float, y: float, wide: float, day: date, entries: list[Entry], high: float) -> float:
    """The day's name and its rows of `high` mm; returns the y below them."""
    sheet.text(x, y + 5.6, day_words(day).upper(), LABEL, tag="H2")
    y += DAY
    sheet.rule(x, y - 1, x + wide, NAVY, 0.9)
    for entry in entries:
        _draw_entry(sheet, x, y - 1, wide, entry, high)
        if entry.changed:
            sheet.changed(x, y - 0.4, high - 1.2, entry.title)
        y += high
        sheet.rule(x, y - 1, x + wide)
    return y


def _draw_entry(sheet: Sheet, x: float, y: float, wide: float, entry: Entry, high: float) -> None:
    if entry.quiet:
        sheet.box(x, y + 0.1, wide, high - 0.2, fill=TINT)
    elif entry.mark:
        sheet.box(x, y + 0.6, 1.1, high - 1.2, fill=TEAL)
    two = high >= TALL
    size = 10.0 if two else min(9.5, 8 + (high - LEAST) * 0.5)
    face = Face(size, 500 if entry.quiet else 600, GREY if entry.quiet else INK)
    baseline = y + (4.7 if two and entry.below else high / 2 + size * 0.125)
    time = Face(min(size, 9), 600, NAVY)
    sheet.text(x + 3, baseline, f"{entry.start:%H:%M}–{entry.end_words}", time)
    left, room = x + 3 + _TIME, wide - 6 - _TIME
    if entry.mark:
        mark = Face(8, 600, TEAL)
        room -= sheet.text(x + wide - 3, baseline, entry.mark, mark, align="right", limit=_MARK) + 4
    small = Face(8.5 if two else min(8.5, size), 400, GREY)
    fit = fitted(entry.title, face, room, 8)
    used = sheet.text(left, baseline, entry.title, fit, limit=room, where=f"the session title “{entry.title[:40]}”")
    if two:
        sheet.text(left, y + 8.6, entry.below, small, limit=room)
    elif entry.below and room - used > 22:
        sheet.text(left + used + 3, baseline, entry.below, small, limit=room - used - 3)


def facts_line(sheet: Sheet, x: float, y: float, wide: float, words: str) -> float:
    """A quiet line below the rows, in two where it is long; returns the y below it."""
    face = Face(8.5, 400, GREY)
    rows = clipped(wrapped(words, face, wide), 2, face, wide)
    return sheet.lines(x, y, rows, face) if width(words, face) else y
