"""The public flyer: one page that says what people will learn, from whom, when and where, and how to say yes."""

from __future__ import annotations

from functools import partial
from urllib.parse import quote

from advoplanner.core.dates import long_date
from advoplanner.core.progress import QUIET, Progress
from advoplanner.domain.documents import EventFacts, GuestFacts, Pack
from advoplanner.domain.sign_ups import SUBJECT
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.furniture import bullets, dates_words, label, portrait
from advoplanner.exports.lettering import balanced, clipped, fitted, wrapped
from advoplanner.exports.press import PagePlan, Target, paper_size, print_pages
from advoplanner.exports.qr_codes import draw_code
from advoplanner.exports.style import COVER_LABEL, COVER_TITLE, FACT, GREY, INK, LABEL, NAVY, ON_NAVY, SIDE, TEAL, TEXT, TINT, WHITE, Face
from advoplanner.exports.tidying import tidied

_RAIL = 58.0
_CODE = 40.0
_BODY = Face(12, 400, INK, 17.5)


def write(pack: Pack, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None) -> int:
    """Write the flyer; returns 1."""
    found: list[str] = [] if problems is None else problems
    pack = tidied(pack, found)
    if not invitation_link(pack.event):
        found.append("There is neither a link to join nor an organiser's address, so no code to scan is printed.")
    if not (pack.event.objectives or pack.event.purpose or _promises(pack)):
        found.append(
            "No session says what members gain, and the event has no objectives and no purpose, so the flyer cannot say what people will learn."
        )
    return print_pages(pack, target, plan(pack, paper_size(paper)), title="Flyer", paper=paper, progress=progress, problems=found)


def plan(pack: Pack, _size: tuple[float, float]) -> list[PagePlan]:
    return [PagePlan(partial(_draw, pack), "Flyer", footer=False)]


def invitation_link(event: EventFacts) -> str:
    """What the code leads to: the form to sign up, else the link to join where it is one of the web, else a message to the organiser, else ""."""
    if event.form_link.startswith("https://"):
        return event.form_link
    if event.join_link.startswith(("https://", "http://")):
        return event.join_link
    if "@" in event.organiser_email:
        return f"mailto:{quote(event.organiser_email, safe='@.+-_')}?subject={quote(event.title[:SUBJECT])}"
    return ""


def _draw(pack: Pack, sheet: Sheet) -> None:
    event = pack.event
    block = sheet.height * 0.44
    _draw_block(sheet, event, block)
    left = sheet.width - 2 * SIDE - _RAIL - 8
    y = _draw_learn(sheet, pack, left, block + 18)
    _draw_presenters(sheet, [g for g in pack.guests if g.role == "presenter"], left, y + 6)
    _draw_rail(sheet, event, sheet.width - SIDE - _RAIL, block + 12)
    foot = " · ".join(filter(None, (event.host_company, event.organiser_name, event.organiser_email)))
    sheet.text(SIDE, sheet.height - 12, foot, FACT, limit=sheet.width - 2 * SIDE)
    if event.disclosure:
        sheet.text(SIDE, sheet.height - 7, event.disclosure, FACT, limit=sheet.width - 2 * SIDE)


def _draw_block(sheet: Sheet, event: EventFacts, block: float) -> None:
    sheet.box(0, 0, sheet.width, block, fill=NAVY)
    sheet.box(0, block, sheet.width, 2, fill=TEAL)
    room = sheet.width - 2 * SIDE
    sheet.text(SIDE, 27, (event.brand if event.mark else event.kind_name or event.host_company).upper(), COVER_LABEL, limit=room)
    face = COVER_TITLE.sized(44)
    while face.size > 24 and len(wrapped(event.title, face, room)) > 3:
        face = face.sized(face.size - 4)
    rows = clipped(balanced(event.title, face, room), 4, face, room)
    y = sheet.lines(SIDE, 52, rows, face, tag="H1") - face.line
    if event.topic:
        topic = Face(17, 400, ON_NAVY, 23)
        sheet.lines(SIDE, y + 14, clipped(balanced(event.topic, topic, room), 2, topic, room), topic)
    when = "   ·   ".join(_when(event))
    sheet.text(SIDE, block - 13, when, fitted(when, Face(14, 600, WHITE), room, 10), limit=room)


def _draw_learn(sheet: Sheet, pack: Pack, wide: float, y: float) -> float:
    """The event's own promise and those of its sessions; else the objectives, else the purpose, which are written for the host team first."""
    event = pack.event
    promises = _promises(pack) or event.objectives
    sheet.text(SIDE, y, "WHAT YOU WILL LEARN" if promises else "WHAT IT IS ABOUT", LABEL.sized(9), tag="H2")
    if event.purpose and not promises:
        y = sheet.lines(SIDE, y + 9, clipped(wrapped(event.purpose, _BODY, wide), 4, _BODY, wide), _BODY) - 3
    items = [clipped(wrapped(p, _BODY, wide - 5), 3, _BODY, wide - 5) for p in dict.fromkeys(promises)]
    return bullets(sheet, SIDE, y + 9, items[:4], _BODY) if items else y + 4


def _promises(pack: Pack) -> tuple[str, ...]:
    """What people will learn: the event's goal first, then what each session gives."""
    return tuple(p for p in (pack.event.learn_goal, *(s.member_benefit for s in pack.sessions if not s.pause)) if p)


def _draw_presenters(sheet: Sheet, presenters: list[GuestFacts], wide: float, y: float) -> None:
    if presenters and y + 30 < sheet.height - 22:
        y = label(sheet, SIDE, y, "Who speaks")
        for guest in presenters[: max(int((sheet.height - 22 - y) / 24), 1)]:
            portrait(sheet, SIDE, y - 1, 20, guest, radius=10)
            name = fitted(guest.name, Face(13, 600, NAVY), wide - 26, 9)
            sheet.text(SIDE + 26, y + 7, guest.name, name, limit=wide - 26, where=f"the name of {guest.name}")
            work = clipped(
                wrapped(", ".join(filter(None, (guest.job_title, guest.organisation))), TEXT.coloured(GREY), wide - 26), 2, TEXT, wide - 26
            )
            sheet.lines(SIDE + 26, y + 12.4, work, TEXT.coloured(GREY))
            y += 24


def _draw_rail(sheet: Sheet, event: EventFacts, x: float, y: float) -> None:
    where = [event.venue or event.city, event.room, event.address, event.city if event.city not in f"{event.address} {event.venue}" else ""]
    parts = [
        ("When", [*_when(event), f"Local time ({event.zone_abbreviation or event.zone})"]),
        ("Where", [w for w in where if w] or ["The place follows."]),
    ]
    link = invitation_link(event)
    lines = [(t, [r for words in ws for r in clipped(wrapped(words, TEXT, _RAIL - 12), 3, TEXT, _RAIL - 12)]) for t, ws in parts]
    high = sum(12 + len(rows) * TEXT.line for _, rows in lines) + (_CODE + 16 if link else 2)
    sheet.box(x, y, _RAIL, high, fill=TINT, radius=2.6)
    y += 9
    for title, rows in lines:
        y = sheet.lines(x + 6, label(sheet, x + 6, y, title), rows, TEXT) + 6.4
    if link:
        draw_code(sheet, x + 6, y - 3, _CODE, link, f"Code that leads to {link}")
        says = "Scan to write to us" if link.startswith("mailto:") else "Scan to sign up" if link == event.form_link else "Scan to join"
        sheet.text(x + 6, y + _CODE + 2.6, says, FACT.weighing(600).coloured(NAVY))


def _when(event: EventFacts) -> list[str]:
    """Day and hours; the hour of beginning and of end where they lie on different days."""
    if event.start.date() == event.end.date():
        return [long_date(event.start.date()), f"{event.start:%H:%M}–{event.end:%H:%M}"]
    return [dates_words(event), f"from {event.start:%H:%M} until {event.end:%H:%M} on the last day"]
