"""Signs to hang up, across the page: welcome, where to sign in, each room with its programme, who sits where, and pictures being taken."""

from __future__ import annotations

from functools import partial

from advoplanner.core.progress import QUIET, Progress
from advoplanner.domain.documents import EventFacts, GuestFacts, Pack, SessionFacts
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.furniture import dates_words, day_words, place_words
from advoplanner.exports.lettering import balanced, clipped, fitted
from advoplanner.exports.press import PagePlan, Target, paper_size, print_pages
from advoplanner.exports.style import COVER_LABEL, GREY, INK, NAVY, ON_NAVY, SIDE, TEAL, WHITE, Face
from advoplanner.exports.tidying import tidied
from advoplanner.exports.words import by_name, table_words

_BAND = 34.0
_ACROSS = 3
_ROW, _LARGE = 7.2, 12.0
_SESSIONS = 6


def write(pack: Pack, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None) -> int:
    """Write the signs, a landscape page each; returns their number."""
    found: list[str] = [] if problems is None else problems
    pack = tidied(pack, found)
    return print_pages(pack, target, plan(pack, paper_size(paper)), title="Signs", paper=paper, progress=progress, problems=found)


def plan(pack: Pack, size: tuple[float, float]) -> list[PagePlan]:
    """Welcome and sign-in always; rooms and seats where they are known."""
    event = pack.event
    when = " · ".join(filter(None, (dates_words(event), place_words(event))))
    pages = [
        _sign(partial(_draw_words, event, "Welcome", event.title, [event.topic or event.host_company, when]), "Welcome"),
        _sign(partial(_draw_words, event, "Sign in", "Please sign in here", ["Your name badge is waiting for you."]), "Sign in"),
    ]
    rooms = dict.fromkeys(s.room or event.room for s in pack.sessions if s.room or event.room)
    pages += [_sign(partial(_draw_room, event, room, [s for s in pack.sessions if (s.room or event.room) == room]), room) for room in rooms]
    seated = [g for g in by_name(pack.guests) if g.table and g.name]
    most = _ACROSS * int((min(size) - _BAND - 34) / _ROW)
    for start in range(0, len(seated), most):
        more = f" ({start // most + 1} of {-(-len(seated) // most)})" if len(seated) > most else ""
        pages.append(_sign(partial(_draw_seats, event, seated[start : start + most], more), f"Find your seat{more}"))
    ask = f"Tell {event.organiser_name} if you do not wish to be pictured." if event.organiser_name else "Tell us if you do not wish to be pictured."
    return [*pages, _sign(partial(_draw_words, event, "Please note", "Pictures are taken here", [ask]), "Pictures")]


def _sign(draw: partial[None], outline: str) -> PagePlan:
    return PagePlan(draw, outline, landscape=True, footer=False)


def _draw_band(sheet: Sheet, event: EventFacts, label: str) -> None:
    sheet.box(0, 0, sheet.width, _BAND, fill=NAVY)
    sheet.box(0, _BAND, sheet.width, 2, fill=TEAL)
    room = sheet.width / 2 - SIDE - 4
    sheet.text(SIDE, 20.5, label.upper(), Face(15, 600, WHITE, 0, 60), limit=room)
    sheet.text(sheet.width - SIDE, 20.5, event.title, fitted(event.title, Face(13, 400, ON_NAVY), room, 9), align="right", limit=room)


def _draw_words(event: EventFacts, label: str, words: str, below: list[str], sheet: Sheet) -> None:
    """Large words in the middle of the page, and quieter ones below."""
    welcome = label == "Welcome"
    if welcome:
        sheet.box(0, 0, sheet.width, sheet.height, fill=NAVY)
        sheet.box(0, sheet.height - 8, sheet.width, 8, fill=TEAL)
        sheet.text(SIDE, 27, (event.brand or event.kind_name).upper(), COVER_LABEL.sized(13), limit=sheet.width - 2 * SIDE)
        sheet.text(SIDE, 62, "Welcome", Face(28, 400, ON_NAVY))
    else:
        _draw_band(sheet, event, label)
    room, face = sheet.width - 2 * SIDE, Face(72, 700, WHITE if welcome else NAVY)
    while face.size > 30 and len(balanced(words, face, room)) > 2:
        face = face.sized(face.size - 3)
    rows = clipped(balanced(words, face, room), 3, face, room)
    step = face.size * 0.353 * 1.12
    y = (66 if welcome else sheet.height / 2 - len(rows) * step / 2 + 8) + face.size * 0.353
    for number, row in enumerate(rows):
        sheet.text(SIDE, y + number * step, row, face, tag="H1")
    y += (len(rows) - 1) * step + 18
    quiet = Face(22, 400, ON_NAVY if welcome else GREY, 29)
    for text in filter(None, below):
        y = sheet.lines(SIDE, y, clipped(balanced(text, quiet, room), 2, quiet, room), quiet) + 2


def _draw_room(event: EventFacts, room: str, sessions: list[SessionFacts], sheet: Sheet) -> None:
    """The room's name, and what happens in it."""
    _draw_band(sheet, event, "Room")
    wide = sheet.width - 2 * SIDE
    face = fitted(room, Face(64, 700, NAVY), wide, 24)
    sheet.text(SIDE, _BAND + 34, room, face, limit=wide, tag="H1")
    y, several = _BAND + 54.0, len({s.day for s in sessions}) > 1
    shown = [s for s in sorted(sessions, key=lambda s: s.start) if not s.pause] or sessions
    if several or len(shown) > _SESSIONS + 2:
        days = dict.fromkeys(day_words(s.day) for s in shown)
        for day in list(days)[:4]:
            mine = [s for s in shown if day_words(s.day) == day]
            sheet.text(SIDE, y, day, Face(20, 600, INK), limit=wide)
            hours = f"{mine[0].start:%H:%M}–{max(s.end for s in mine):%H:%M}"
            sheet.text(sheet.width - SIDE, y, hours, Face(20, 400, GREY), align="right")
            sheet.rule(SIDE, y + 5, sheet.width - SIDE)
            y += 16
        return
    step = min(16.0, (sheet.height - y - 16) / max(len(shown), 1))
    for session in shown:
        title = Face(19, 600, INK)
        sheet.text(SIDE, y, f"{session.start:%H:%M}", Face(19, 600, TEAL))
        sheet.text(SIDE + 30, y, session.title, fitted(session.title, title, wide - 30, 11), limit=wide - 30)
        sheet.rule(SIDE, y + step * 0.32, sheet.width - SIDE)
        y += step


def _draw_seats(event: EventFacts, guests: list[GuestFacts], more: str, sheet: Sheet) -> None:
    """Everybody by family name, with the table."""
    _draw_band(sheet, event, f"Find your seat{more}")
    gap, room = 12.0, sheet.height - _BAND - 34
    across = next((n for n in range(1, _ACROSS) if -(-len(guests) // n) * _LARGE <= room), _ACROSS)
    wide = (sheet.width - 2 * SIDE - (across - 1) * gap) / across
    rows = max(-(-len(guests) // across), 1)
    high = min(room / rows, _LARGE)
    size = 11.5 * max(high / _ROW, 1)
    for index, guest in enumerate(guests):
        column, row = divmod(index, rows)
        x, y = SIDE + column * (wide + gap), _BAND + 12 + high * (row + 0.7)
        name = f"{guest.family}, {guest.given}" if guest.family and guest.given else guest.name
        table = table_words(guest.table)
        used = sheet.text(x + wide, y, table, fitted(table, Face(size, 600, TEAL), wide * 0.45, 7.5), align="right", limit=wide * 0.45)
        room = wide - used - 4
        sheet.text(x, y, name, fitted(name, Face(size, 600, NAVY), room, 7.5), limit=room, where=f"the name of {guest.name}")
        sheet.rule(x, y + high * 0.3, x + wide)
