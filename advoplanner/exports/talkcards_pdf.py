"""A card for each presenter: when and where, the three parts of their story in their own words, whom to expect, and what was said of recording."""

from __future__ import annotations

from functools import partial

from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import plural
from advoplanner.domain.document_kits import TalkFacts
from advoplanner.domain.documents import EventFacts, Fact, GuestFacts, Pack, SessionFacts
from advoplanner.domain.talks import PROMPTS
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.furniture import dates_words, day_words, empty_page, fact_rows, heading, label, place_words, portrait
from advoplanner.exports.lettering import clipped, fitted, wrapped
from advoplanner.exports.press import PagePlan, Target, paper_size, print_pages
from advoplanner.exports.style import BOTTOM, GREY, NAVY, RULE, SIDE, TEXT, TINT, Face
from advoplanner.exports.tidying import tidied

_EMPTY = "Nobody presents yet: give somebody the role of a presenter, then print this again."
_STORY = Face(11, 400, "#1B2430", 16)
_PROMPT = Face(10, 400, GREY, 14)
_RAIL = 62.0
_FACE = 26.0
_LINE, _LINES = 8.0, 5
PARTS = (("Context", "context"), ("What went wrong", "went_wrong"), ("Where it would not fit", "not_for"))
RECORDING = {"yes": "You agreed to be recorded", "no": "Not recorded, as you wished", "": "We will ask you before anything is recorded"}


def write(pack: Pack, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None) -> int:
    """Write the cards; returns their number, which is at least 1."""
    found: list[str] = [] if problems is None else problems
    pack = tidied(pack, found)
    return print_pages(pack, target, plan(pack, paper_size(paper)), title="Talk cards", paper=paper, progress=progress, problems=found)


def plan(pack: Pack, _size: tuple[float, float]) -> list[PagePlan]:
    """A page for each presenter, in the order of the pack's guests."""
    by_id = {talk.guest_id: talk for talk in pack.talks}
    speaking = [(guest, by_id[guest.id]) for guest in pack.guests if guest.id in by_id]
    if not speaking:
        return [empty_page("Talk cards", _EMPTY, "Talk cards")]
    return [PagePlan(partial(_draw, pack, guest, talk), guest.name) for guest, talk in speaking]


def _draw(pack: Pack, guest: GuestFacts, talk: TalkFacts, sheet: Sheet) -> None:
    event = pack.event
    spoken = [s for s in pack.sessions if any(guest_id == guest.id for guest_id, _ in s.parts)]
    y = heading(sheet, "Talk card", spoken[0].title if spoken else event.title, dates_words(event)) + 9
    left = sheet.width - 2 * SIDE - _RAIL - 8
    portrait(sheet, SIDE, y - 4, _FACE, guest)
    beside, room = SIDE + _FACE + 6, left - _FACE - 6
    sheet.text(beside, y + 5, guest.name, fitted(guest.name, Face(18, 700, NAVY), room, 11), limit=room, where=f"the name of {guest.name}")
    work = ", ".join(filter(None, (guest.job_title, guest.organisation)))
    sheet.lines(beside, y + 12, clipped(wrapped(work, TEXT.coloured(GREY), room), 2, TEXT, room), TEXT.coloured(GREY))
    _draw_rail(sheet, pack, spoken, talk, sheet.width - SIDE - _RAIL, y - 4)
    _draw_story(sheet, talk, y + _FACE + 4, left)


def _draw_story(sheet: Sheet, talk: TalkFacts, y: float, wide: float) -> None:
    """The parts one below another, each at most a third of the page; where one is empty, its prompt and lines to write on."""
    each = (sheet.height - BOTTOM - y) / len(PARTS)
    for title, name in PARTS:
        text = getattr(talk, name)
        at = label(sheet, SIDE, y, title)
        fits = max(int((each - 12) / _STORY.line), 1)
        if text:
            rows = [row for part in text.split("\n") for row in wrapped(part, _STORY, wide)]
            y = sheet.lines(SIDE, at + 1, clipped(rows, fits, _STORY, wide), _STORY) + 5
            if len(rows) > fits:
                sheet.cut.append(f"“{title}” of a talk card")
        else:
            at = sheet.lines(SIDE, at + 0.5, wrapped(PROMPTS[name], _PROMPT, wide), _PROMPT) + 4
            for line in range(_LINES):
                sheet.rule(SIDE, at + line * _LINE, SIDE + wide, RULE, 0.5)
            y = at + _LINES * _LINE + 3


def _draw_rail(sheet: Sheet, pack: Pack, spoken: list[SessionFacts], talk: TalkFacts, x: float, y: float) -> None:
    """When, where, whom to expect; and for a slot outside the opening hours what the venue does."""
    parts = [
        ("When and where", _where(pack.event, spoken)),
        ("Who will be there", _audience(pack, talk)),
        ("Recording", [("", RECORDING[talk.recording])]),
    ]
    parts += [("The slot", [fact for fact in pack.slot if fact[0] != "When"])] if pack.slot else []
    inner = _RAIL - 12
    high = 6 + sum(12 + sum(_height(fact, inner) for fact in facts) for _, facts in parts)
    sheet.box(x, y, _RAIL, high, fill=TINT, radius=2.6)
    y += 9
    for title, facts in parts:
        y = label(sheet, x + 6, y, title) + 1
        for fact in facts:
            y = _draw_fact(sheet, x + 6, y, inner, fact)
        y += 5.4


def _draw_fact(sheet: Sheet, x: float, y: float, wide: float, fact: Fact) -> float:
    """A label with its value; words without a label run over the whole width."""
    name, value = fact
    if name and len(wrapped(value, TEXT, wide * 0.55)) == 1:
        return fact_rows(sheet, x, y, wide, [fact])
    return sheet.lines(x, y, clipped(wrapped(f"{name}: {value}" if name else value, TEXT, wide), 4, TEXT, wide), TEXT) + 1.6


def _height(fact: Fact, wide: float) -> float:
    name, value = fact
    if name and len(wrapped(value, TEXT, wide * 0.55)) == 1:
        return 6.3
    return min(len(wrapped(f"{name}: {value}" if name else value, TEXT, wide)), 4) * TEXT.line + 1.6


def _where(event: EventFacts, spoken: list[SessionFacts]) -> list[Fact]:
    own = [("You speak", f"{s.start:%H:%M}–{s.end:%H:%M}") for s in spoken] or [("It begins", f"{event.start:%H:%M}–{event.end:%H:%M}")]
    day = spoken[0].day if spoken else event.start.date()
    room = next((s.room for s in spoken if s.room), event.room)
    return [("", day_words(day)), *own, *[("", words) for words in (room, place_words(event), event.address) if words]]


def _audience(pack: Pack, talk: TalkFacts) -> list[Fact]:
    expected = f"About {plural(talk.draw, 'listener')}" if talk.draw else ""
    own = f"Bring {plural(talk.own_guests, 'guest')} of your own" if talk.own_guests else ""
    introduces = next((g.name for g in pack.guests if g.role == "host"), "")
    found = [expected, own, f"{introduces} introduces you, for five minutes at most" if introduces else ""]
    return [("", words) for words in found if words] or [("", "Whoever signs up")]
