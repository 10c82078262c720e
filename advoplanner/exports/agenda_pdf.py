"""The agenda as members read it: day by day, what is asked of them where there is room."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import accumulate

from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import listed
from advoplanner.domain.documents import EventFacts, Pack, SessionFacts, agenda_days
from advoplanner.domain.restrictions import Audience
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.furniture import HEADING_END, day_words, empty_page, heading, note_lines
from advoplanner.exports.lettering import clipped, wrapped
from advoplanner.exports.press import PagePlan, Target, paper_size, print_pages
from advoplanner.exports.style import BOTTOM, FACT, GREY, GUTTER, LABEL, NAVY, RULE, SIDE, SMALL, TEAL, TINT, Face
from advoplanner.exports.tidying import tidied

ROW = 15.6
LEAST_ROW = 9.0
NOTE = 12.0
"""Room for the line about local time below the rows."""

_SHARED_ROW = 13.0
"""What a row has to keep for its day to share a page with another: room for a title in two lines."""

_INVITED = (Audience.HOST, Audience.MEMBER, Audience.PROSPECT)
"""Readers who may join from afar; the public and the venue get no link."""

_DAY = 9.0
"""Height of a day's name where several share a page."""

_TITLE = Face(11, 600)
_MARK = Face(8, 500, TEAL)
_MARK_WIDTH = 30.0
_TWO_LINES = 13.0
"""Height from which a row has room for a title in two lines."""


Day = tuple[date, list[SessionFacts]]


@dataclass(frozen=True, slots=True)
class _Row:
    """One session with the lines that fit below its title, and its height in millimetres."""

    session: SessionFacts
    extra: tuple[str, ...]
    high: float

    @property
    def lines(self) -> float:
        """Millimetres of the lines below the title."""
        return len(self.extra) * SMALL.line


def write(pack: Pack, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None) -> int:
    """Write the agenda; returns the number of pages."""
    found: list[str] = [] if problems is None else problems
    pack = tidied(pack, found)
    return print_pages(pack, target, plan(pack, paper_size(paper)), title="Agenda", paper=paper, progress=progress, problems=found)


def plan(pack: Pack, size: tuple[float, float], *, level: int = 0, notes: bool = False) -> list[PagePlan]:
    """Days one below another as long as a page holds them whole; a day has more pages only where two columns do not hold its sessions.

    With `notes` what is left of a page gets ruled lines.
    """
    days = agenda_days(pack.sessions)
    if not days:
        return [empty_page("Agenda", "This event has no sessions on its agenda yet.", "Agenda")]
    room, wide = size[1] - HEADING_END - BOTTOM - NOTE, size[0] - 2 * SIDE
    return [page for group in _together(days, wide, room) for page in _pages(pack, group, room, level, notes)]


def _together(days: list[Day], wide: float, room: float) -> list[list[Day]]:
    """Days that share a page: one with two sessions needs none of its own."""
    groups: list[list[Day]] = []
    for day in days:
        if groups and _base([*groups[-1], day], wide, room) >= _SHARED_ROW:
            groups[-1].append(day)
        else:
            groups.append([day])
    return groups


def _base(days: list[Day], wide: float, room: float) -> float:
    """The height of rows, without what members gain and are asked, at which these days fit on one page."""
    rows = [row for _, sessions in days for row in _rows(sessions, wide, room)]
    return min((room - len(days) * _DAY - sum(row.lines for row in rows)) / len(rows), ROW)


def _pages(pack: Pack, group: list[Day], room: float, level: int, notes: bool) -> list[PagePlan]:
    first, last = group[0], group[-1]
    if len(group) > 1:
        title = f"{day_words(first[0])} – {day_words(last[0])}"
        return [PagePlan(partial(_draw_days, pack, title, group, room, notes), f"Agenda, {title}", level)]
    most = 2 * int(room / LEAST_ROW)
    pages = []
    for begin in range(0, len(first[1]), most):
        words = day_words(first[0]) if begin == 0 else f"{day_words(first[0])} (continued)"
        pages.append(PagePlan(partial(_draw_day, pack, words, first[1][begin : begin + most], room, notes), f"Agenda, {words}", level))
    return pages


def _draw_days(pack: Pack, title: str, days: list[Day], room: float, notes: bool, sheet: Sheet) -> None:
    """Several short days on one page, each under its name."""
    sessions = [s for _, part in days for s in part]
    y, wide = _head(sheet, pack.event, title, sessions), sheet.width - 2 * SIDE
    base = _base(days, wide, room)
    for number, (day, part) in enumerate(days):
        sheet.text(SIDE, y + 6.4, day_words(day).upper(), LABEL, tag="H2")
        if number:
            sheet.rule(SIDE, y + _DAY - 0.6, SIDE + wide, NAVY, 0.9)
        rows = [replace(row, high=base + row.lines) for row in _rows(part, wide, room)]
        y = _draw_rows(sheet, SIDE, y + _DAY, wide, rows, pack.event, pack.changes.ids)
    _draw_foot(sheet, pack, [day for day, _ in days], y, wide)
    if notes:
        note_lines(sheet, y + 20)


def _draw_day(pack: Pack, title: str, sessions: list[SessionFacts], room: float, notes: bool, sheet: Sheet) -> None:
    event, changed = pack.event, pack.changes.ids
    top, wide = _head(sheet, event, title, sessions), sheet.width - 2 * SIDE
    if len(sessions) * LEAST_ROW <= room:
        bottom = _draw_rows(sheet, SIDE, top, wide, _rows(sessions, wide, room), event, changed)
    else:
        half, column = (len(sessions) + 1) // 2, (wide - GUTTER) / 2
        ends = [
            _draw_rows(sheet, SIDE + index * (column + GUTTER), top, column, [_Row(s, (), room / half) for s in part], event, changed)
            for index, part in enumerate((sessions[:half], sessions[half:]))
        ]
        bottom = max(ends)
    _draw_foot(sheet, pack, [sessions[0].day], bottom, wide)
    if notes:
        note_lines(sheet, bottom + 20)


def _head(sheet: Sheet, event: EventFacts, title: str, sessions: list[SessionFacts]) -> float:
    return heading(sheet, "Agenda" if len(event.title) > 60 else f"{event.title} · Agenda", title, _common_room(event, sessions))


def _draw_foot(sheet: Sheet, pack: Pack, days: list[date], y: float, wide: float) -> None:
    """What the event is for where its first day stands, local time and whom to call, where those who are invited join from afar, and what is no
    longer on the agenda of these days."""
    gone = listed([f"{s.start:%H:%M} {s.title}" for s in pack.changes.gone if s.day in days])
    online = pack.event.join_link if pack.audience in _INVITED else ""
    begins = pack.event.purpose and agenda_days(pack.sessions)[0][0] in days
    lines = [
        *(clipped(wrapped(pack.event.purpose, FACT, wide), 1, FACT, wide) if begins else ()),
        _note(pack.event),
        f"Join online: {online}" if online else "",
        f"No longer on the agenda since {pack.changes.since}: {gone}" if gone else "",
    ]
    for number, words in enumerate(filter(None, lines)):
        sheet.text(SIDE, y + 6 + number * FACT.line, words, FACT, limit=wide)


def _rows(sessions: list[SessionFacts], wide: float, room: float) -> list[_Row]:
    """Rows with what members gain and are asked, as far as the page has room; else plain rows, shrunk where needed."""
    limit = wide - 29 - _MARK_WIDTH
    for benefits in (True, False):
        full = [_with_extra(s, limit, benefits) for s in sessions]
        if sum(r.high for r in full) <= room:
            return full
    high = max(min(ROW, room / len(sessions)), LEAST_ROW)
    return [_Row(s, (), high) for s in sessions]


def _with_extra(session: SessionFacts, limit: float, benefits: bool) -> _Row:
    said = [
        ("You take away: ", session.member_benefit if benefits else ""),
        ("You learn: ", session.skill if benefits else ""),
        ("We ask you: ", session.input_sought),
        ("", session.trail),
    ]
    lines: list[str] = []
    for words, text in said:
        if text and not session.pause:
            lines += clipped(wrapped(words + text, SMALL, limit), 2, SMALL, limit)
    return _Row(session, tuple(lines), ROW + len(lines) * SMALL.line)


def _draw_rows(sheet: Sheet, x: float, y: float, wide: float, rows: list[_Row], event: EventFacts, changed: Set[str]) -> float:
    shared = _common_room(event, [r.session for r in rows])
    ends = list(accumulate((row.high for row in rows), initial=y))
    for row, top in zip(rows, ends, strict=False):
        _draw_row(sheet, x, top, wide, row, shared)
        if row.session.id in changed:
            sheet.changed(x, top + 1, row.high - 2, row.session.title)
    # After the rows, since the tint of a pause would cover half of the line above it.
    for end in ends[1:]:
        sheet.rule(x, end, x + wide, RULE)
    return ends[-1]


def _draw_row(sheet: Sheet, x: float, y: float, wide: float, row: _Row, shared: str) -> None:
    session = row.session
    tight = min((row.high - row.lines) / ROW, 1.0)
    narrow = wide < 100
    title = _TITLE.sized(9.5 if narrow else max(11 * tight, 9.5))
    below = SMALL.sized(8) if tight < 0.8 else SMALL
    first = y + 6.2 * max(tight, 0.63)
    second = first + max(4.9 * tight, 3.5)
    if session.pause:
        sheet.box(x, y, wide, row.high, fill=TINT)
        title = title.weighing(500).coloured(GREY)
    elif session.working:
        sheet.box(x, y + 1, 1.1, row.high - 2, fill=TEAL)
    start, column = (x + 3, 17.0) if narrow else (x + 5, 28.0)
    sheet.text(start, first, f"{session.start:%H:%M}", title.weighing(600).coloured(NAVY))
    sheet.text(start, second, f"{session.minutes} min", below.sized(8))
    second = min(second, first + 4.2) if narrow else second
    marked = session.working and not narrow
    limit = wide - column - 3 - (_MARK_WIDTH if marked else 0)
    rows = _title_rows(sheet, session.title, title, limit, 2 if row.high >= _TWO_LINES else 1)
    sheet.lines(x + column, first - (len(rows) - 1) * 1.5, rows, title)
    second += (len(rows) - 1) * (title.line - 1.5)
    words = _place_and_people(session, shared)
    sheet.text(x + column, second, words, below, limit=limit)
    sheet.lines(x + column, second + (SMALL.line + 0.6 if words else 0.4), list(row.extra), SMALL)
    if marked:
        sheet.text(x + wide - 4, y + row.high / 2 + 1, "Working session", _MARK, align="right")


def _title_rows(sheet: Sheet, title: str, face: Face, limit: float, most: int) -> list[str]:
    """The title in one line, or in two where the row is tall enough; what still does not fit is told."""
    rows = wrapped(title, face, limit)
    if len(rows) > most:
        sheet.cut.append(f"the session title “{title[:40]}”")
    return clipped(rows, most, face, limit)


def _place_and_people(session: SessionFacts, shared: str) -> str:
    room = "" if session.room and shared.startswith(session.room) else session.room
    return " · ".join(filter(None, (room, session.people)))


def _common_room(event: EventFacts, sessions: list[SessionFacts]) -> str:
    """The room that belongs in the heading: the event's, or the one that all sessions share."""
    rooms = {s.room for s in sessions if s.room}
    return event.room or (rooms.pop() if len(rooms) == 1 else "")


def _note(event: EventFacts) -> str:
    zone = f"Times are local ({event.zone_abbreviation or event.zone})."
    return f"{zone} Help on the day: {event.help_contact}" if event.help_contact else zone
