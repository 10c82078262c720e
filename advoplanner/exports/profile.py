"""One guest on one page: picture and name, what to know and say, a rail of facts, and lines for notes.

Notes give way first, then the text shrinks from 9.5 to 8.5 points; what is still too much continues on a further page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial

from advoplanner.domain.documents import Fact, GuestFacts, Meeting
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.furniture import fact_rows, heading, label, portrait
from advoplanner.exports.guest_parts import Section
from advoplanner.exports.lettering import clipped, fitted, width, wrapped
from advoplanner.exports.press import PagePlan
from advoplanner.exports.style import AMBER, BOTTOM, FACT, GREY, LABEL, NAME, NAME_LATIN, NAVY, ROLE, SIDE, TEAL, TEXT, TINT, TOP, Face
from advoplanner.exports.words import role_words, seat_words, side_words

_PHOTO = 44.0
_LEFT = 108.0
_RAIL = 57.0
_BODY = TOP + _PHOTO + 12.0
_NOTE_LINE = 8.5
_MOST_LINES = 16
_SIZES = (9.5, 9.0, 8.5)
_AFTER_BLOCK = 4.2
_NOTHING = "Nothing is noted about this guest yet. Background, talking points and what moves them appear here once somebody writes them down."


@dataclass(frozen=True, slots=True)
class _Block:
    """Part of the left column: a label, then paragraphs or bullets as wrapped lines."""

    title: str
    items: tuple[tuple[str, ...], ...]
    dotted: bool
    colour: str = TEAL

    def height(self, face: Face) -> float:
        return 5.6 + sum(len(i) * face.line + 0.9 for i in self.items) + _AFTER_BLOCK


def profile_pages(
    guest: GuestFacts,
    guests: dict[str, GuestFacts],
    size: tuple[float, float],
    *,
    level: int = 0,
    changed: bool = False,
    sections: tuple[Section, ...] = (),
) -> list[PagePlan]:
    """The guest's page, and further ones only where the text is too long at the smallest size; marked where it has `changed`.

    `sections` are what the event itself says of them, between what to say and why they sit where they sit.
    """
    face, parts = _parts(guest, sections, size[1])
    pages = [PagePlan(partial(_draw, guest, guests, parts[0], face, changed), guest.name, level)]
    return [*pages, *(PagePlan(partial(_draw_more, guest, part, face)) for part in parts[1:])]


@lru_cache(maxsize=1024)
def _parts(guest: GuestFacts, sections: tuple[Section, ...], high: float) -> tuple[Face, list[list[_Block]]]:
    """What stands on each page; kept, since after an edit all other guests are as they were."""
    face, blocks = _fitted_blocks(guest, sections, high - BOTTOM - _BODY)
    first, rest = _split(blocks, face, high - BOTTOM - _BODY)
    parts = [first]
    while rest:
        part, rest = _split(rest, face, high - BOTTOM - 43)
        parts.append(part)
    return face, parts


def _fitted_blocks(guest: GuestFacts, sections: tuple[Section, ...], room: float) -> tuple[Face, list[_Block]]:
    # What the event says stands elsewhere in the pack too, so it gives way before a guest needs a second page.
    for told in (sections, ()) if sections else ((),):
        for size in _SIZES:
            face = TEXT.sized(size)
            blocks = _blocks(guest, told, face)
            if sum(b.height(face) for b in blocks) <= room:
                return face, blocks
    return face, blocks


def _blocks(guest: GuestFacts, sections: tuple[Section, ...], face: Face) -> list[_Block]:
    parts = [
        ("Background", [p for p in guest.background.split("\n") if p.strip()], False, TEAL),
        ("With us before", guest.history, True, TEAL),
        ("Talking points", guest.talking_points, True, TEAL),
        ("What moves them", [guest.moves_them] if guest.moves_them else [], False, TEAL),
        ("What they gain", [guest.gains] if guest.gains else [], False, TEAL),
        ("Ask them", guest.ask_them, True, TEAL),
        ("Better not said", guest.do_not_say, True, AMBER),
        ("Topics", ["; ".join(guest.topics)] if guest.topics else [], False, TEAL),
        *((title, lines, True, TEAL) for title, lines in sections),
        ("Why this seat", guest.why_seat, True, TEAL),
    ]
    return [
        _Block(title, tuple(tuple(wrapped(t, face, _LEFT - (5 if dotted else 0))) for t in texts), dotted, colour)
        for title, texts, dotted, colour in parts
        if texts
    ]


def _split(blocks: list[_Block], face: Face, room: float) -> tuple[list[_Block], list[_Block]]:
    """What fits into `room` mm, and what goes on; a block is divided between lines where it has to be."""
    fitting: list[_Block] = []
    for index, block in enumerate(blocks):
        high = block.height(face)
        if high - _AFTER_BLOCK <= room:
            fitting.append(block)
            room -= high
            continue
        head, tail = _divided(block, face, room - 5.6)
        return [*fitting, *head], [*tail, *blocks[index + 1 :]]
    return fitting, []


def _divided(block: _Block, face: Face, room: float) -> tuple[list[_Block], list[_Block]]:
    kept: list[tuple[str, ...]] = []
    items = list(block.items)
    while items:
        lines = int(room / face.line)
        if lines < min(len(items[0]), 2):
            break
        if lines < len(items[0]):
            kept.append(items[0][:lines])
            items[0] = items[0][lines:]
            break
        kept.append(items.pop(0))
        room -= len(kept[-1]) * face.line + 0.9
    head = [_Block(block.title, tuple(kept), block.dotted, block.colour)] if kept else []
    return head, [_Block(f"{block.title}, continued" if kept else block.title, tuple(items), block.dotted, block.colour)]


def _draw(guest: GuestFacts, guests: dict[str, GuestFacts], blocks: list[_Block], face: Face, changed: bool, sheet: Sheet) -> None:
    if changed:
        sheet.changed(SIDE, TOP, _PHOTO, guest.name)
    portrait(sheet, SIDE, TOP, _PHOTO, guest)
    _draw_name(sheet, guest)
    sheet.rule(SIDE, _BODY - 6.5, sheet.width - SIDE, NAVY, 1.2)
    end = _draw_blocks(sheet, blocks, face, _BODY) if blocks else sheet.paragraph(SIDE, _BODY, _NOTHING, TEXT.coloured(GREY), _LEFT)
    rail = _draw_rail(sheet, guest, guests)
    _draw_notes(sheet, max(end, rail))


def _draw_more(guest: GuestFacts, blocks: list[_Block], face: Face, sheet: Sheet) -> None:
    y = heading(sheet, f"{side_words(guest)} · continued", guest.name) + 8
    _draw_blocks(sheet, blocks, face, y)


def _draw_name(sheet: Sheet, guest: GuestFacts) -> None:
    x = SIDE + _PHOTO + 6
    room = sheet.width - SIDE - x
    role = "" if role_words(guest) == side_words(guest) else role_words(guest)
    sheet.text(x, TOP + 4.2, " · ".join(filter(None, (side_words(guest), role, seat_words(guest)))).upper(), LABEL, limit=room)
    y = _draw_name_lines(sheet, guest, x, TOP + 15, room)
    sheet.text(x, y + 7, guest.job_title, fitted(guest.job_title, ROLE, room, 9), limit=room, where=f"the job title of {guest.name}")
    work = " · ".join(filter(None, (guest.organisation, guest.city, guest.country)))
    sheet.text(x, y + 13, work, fitted(work, TEXT.sized(10.5).coloured(GREY), room, 8), limit=room, where=f"the organisation of {guest.name}")
    foot = TOP + _PHOTO - 1.5
    right = sheet.text(sheet.width - SIDE, foot, guest.languages, FACT, align="right", limit=room / 2)
    spoken = [("Say it:", guest.say_it), ("Pronouns:", guest.pronouns), ("Goes by:", guest.preferred_name)]
    for title, words in spoken:
        if words and x < sheet.width - SIDE - right - 20:
            with sheet.passage(f"{title} {words}"):
                used = sheet.text(x, foot, title, FACT.weighing(500)) + 2
                used += sheet.text(x + used, foot, words, FACT, limit=max(sheet.width - SIDE - right - 6 - x - used, 8))
            x += used + 6


def _draw_name_lines(sheet: Sheet, guest: GuestFacts, x: float, y: float, room: float) -> float:
    """The name as large as it fits, in two lines rather than under 15 pt; returns its last baseline."""
    where = f"the name of {guest.name}"
    face = fitted(guest.name, NAME, room, 15)
    if width(guest.name, face) > room:
        rows = wrapped(guest.name, face, room)
        if len(rows) > 2:
            sheet.cut.append(where)
        rows = clipped(rows, 2, face, room)
        return sheet.lines(x, y - 2.5, rows, face, tag="H1") - face.line
    used = sheet.text(x, y, guest.name, face, tag="H1")
    if guest.latin_name and guest.latin_name != guest.name:
        beside = room - used - 4
        if width(guest.latin_name, NAME_LATIN) <= beside:
            sheet.text(x + used + 4, y, guest.latin_name, NAME_LATIN)
        else:
            sheet.text(x, y + 6, guest.latin_name, NAME_LATIN.sized(11), limit=room)
            return y + 5
    return y


def _draw_blocks(sheet: Sheet, blocks: list[_Block], face: Face, y: float) -> float:
    for block in blocks:
        y = label(sheet, SIDE, y, block.title, colour=block.colour)
        for item in block.items:
            if block.dotted:
                sheet.circle(SIDE + 1.1, y - face.size * 0.125, 0.75, fill=block.colour)
            indent = 5 if block.dotted else 0
            y = sheet.lines(SIDE + indent, y, list(item), face, room=0 if block.dotted else _LEFT) + 0.9
        y += _AFTER_BLOCK
    return y


def _draw_rail(sheet: Sheet, guest: GuestFacts, guests: dict[str, GuestFacts]) -> float:
    """The tinted column, as tall as what it holds; returns its lower edge."""
    facts, meetings = _facts(guest), guest.should_meet[:4]
    if not facts and not meetings:
        return _BODY
    x, wide = sheet.width - SIDE - _RAIL, _RAIL - 10
    high = _rail_height(facts, len(meetings), wide)
    sheet.box(x, _BODY - 4, _RAIL, high, fill=TINT, radius=2.6)
    y = _BODY + 2
    if facts:
        y = fact_rows(sheet, x + 5, label(sheet, x + 5, y, "At a glance"), wide, facts) + 4
    if meetings:
        y = label(sheet, x + 5, y, "Should meet")
        for meeting in meetings:
            _draw_meeting(sheet, x + 5, y - 1.5, wide, meeting, guests)
            y += 14
    return _BODY - 4 + high


def _rail_height(facts: list[Fact], meetings: int, wide: float) -> float:
    lines = [min(len(wrapped(v, FACT.weighing(500), wide - min(width(k, FACT), wide * 0.4) - 3)), 3) for k, v in facts]
    high = sum((n - 1) * FACT.line + 6.3 for n in lines)
    return 8 + (high + 7 if facts else 0) + (meetings * 14 + 5 if meetings else 0)


def _facts(guest: GuestFacts) -> list[Fact]:
    more = [
        ("Seat", seat_words(guest)), ("Diet", guest.diet), ("Access", guest.access_needs),
        ("Comes with", guest.companion_of), ("Please note", "; ".join(guest.restrictions)),
    ]  # fmt: skip
    return [*guest.stay[:6], *((k, v) for k, v in more if v)]


def _draw_meeting(sheet: Sheet, x: float, y: float, wide: float, meeting: Meeting, guests: dict[str, GuestFacts]) -> None:
    person = guests.get(meeting.guest_id) or GuestFacts("", meeting.name)
    portrait(sheet, x, y, 10, person, radius=5)
    room = wide - 13
    face = fitted(meeting.name, FACT.weighing(600).coloured(NAVY), room, 7)
    names = clipped(wrapped(meeting.name, face, room), 2, face, room)
    reason = clipped(wrapped(meeting.reason, FACT.sized(7.5), room), 3 - len(names), FACT.sized(7.5), room)
    top = y + 5.4 - (len(names) + len(reason) - 1) * 1.8
    with sheet.passage(" ".join((*names, *reason))):
        after = sheet.lines(x + 13, top, names, face)
        sheet.lines(x + 13, max(after, top + 3.6), reason, FACT.sized(7.5))


def _draw_notes(sheet: Sheet, y: float) -> None:
    """Ruled lines to the footer, where at least three have room."""
    end = sheet.height - BOTTOM + 2
    if end - y < 3 * _NOTE_LINE + 12:
        return
    lines = min(int((end - y - 10) / _NOTE_LINE), _MOST_LINES)
    top = end - lines * _NOTE_LINE
    label(sheet, SIDE, top - 1, "Notes")
    for index in range(1, lines + 1):
        sheet.rule(SIDE, top + index * _NOTE_LINE, sheet.width - SIDE)
