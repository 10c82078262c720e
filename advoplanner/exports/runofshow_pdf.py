"""The run of show: every session minute by minute with who and what is needed; what for and private notes for the host team alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from advoplanner.core.dates import short_date
from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import listed, plural
from advoplanner.domain.documents import Pack, SessionFacts, agenda_days
from advoplanner.domain.restrictions import Audience
from advoplanner.exports.furniture import day_words, empty_page
from advoplanner.exports.listing import Column, Listing, Row, listing_pages
from advoplanner.exports.press import PagePlan, Target, paper_size, print_pages
from advoplanner.exports.style import AMBER, NAVY, TEXT
from advoplanner.exports.tidying import tidied

_EMPTY = "This event has no sessions on its agenda yet."
_CELL = TEXT.sized(8.5)


CAMERA = {"no": "Do not record", "": "Ask before recording", "yes": "May be recorded"}
"""What those at the camera do, by a presenter's word on being recorded."""


def write(pack: Pack, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None) -> int:
    """Write the run of show; returns the number of pages."""
    found: list[str] = [] if problems is None else problems
    pack = tidied(pack, found)
    return print_pages(pack, target, plan(pack, paper_size(paper)), title="Run of show", paper=paper, progress=progress, problems=found)


def plan(pack: Pack, size: tuple[float, float]) -> list[PagePlan]:
    """Landscape pages, each day on its own."""
    columns = (
        Column("Time", 27, TEXT.weighing(600).coloured(NAVY)), Column("Session", 58, TEXT.weighing(600), lines=4), Column("Who", 36, _CELL, lines=6),
        Column("What we want", 44, _CELL, lines=8), Column("Needed", 32, _CELL, lines=8),
        Column("Private notes", 54, _CELL.coloured(AMBER), lines=20),
    )  # fmt: skip
    full = pack.audience == Audience.HOST
    shown: tuple[Column, ...] = columns if full else (*columns[:3], Column("Needed", 90, _CELL, lines=12))
    pages: list[PagePlan] = []
    names, recording = {g.id: g.name for g in pack.guests}, {talk.guest_id: talk.recording for talk in pack.talks}
    cells = {id(s): _cells(s, names, recording) for s in pack.sessions}
    if not full:
        cells = {key: (*each[:3], each[4]) for key, each in cells.items()}
    # A column in which no session has anything to say leaves its room to the others.
    used = [at for at in range(len(shown)) if at < 2 or any(each[at] for each in cells.values())]
    shown = tuple(shown[at] for at in used)
    for day, sessions in agenda_days(pack.sessions):
        rows = tuple(Row(tuple(cells[id(s)][at] for at in used), s.title, changed=s.id in pack.changes.ids) for s in sessions)
        note = f"{plural(len(rows), 'session')} · {pack.event.zone_abbreviation or pack.event.zone}"
        label = f"Run of show · {pack.event.title}" if len(pack.event.title) < 60 else "Run of show"
        pages += listing_pages(Listing(label, day_words(day), shown, rows, _EMPTY, note, 10.0, landscape=True), size)
    return pages or [empty_page("Run of show", _EMPTY, "Run of show")]


def _cells(session: SessionFacts, names: Mapping[str, str], recording: Mapping[str, str]) -> tuple[str, ...]:
    about = " · ".join(filter(None, (session.type_words, session.room)))
    by = f", by {short_date(session.decision_due)}" if session.decision_due else ""
    decides = f"Decides: {session.decision_owner or 'nobody yet'}{by}" if session.decision_owner or by else ""
    asked = "\n".join(filter(None, (_one(session.purpose), session.input_sought, decides)))
    time = f"{session.start:%H:%M}–{session.end:%H:%M}\n{session.minutes} min"
    return time, f"{session.title}\n{about}", session.people, asked, _needed(session, names, recording), _one(session.private_notes)


def _needed(session: SessionFacts, names: Mapping[str, str], recording: Mapping[str, str]) -> str:
    """What is to be brought, for whom seats are kept, in the order in which the door gives them, and whom a camera may record."""
    said = {words: [names[each] for each, _ in session.parts if each in names and recording.get(each) == answer] for answer, words in CAMERA.items()}
    said |= {"Seats kept": _named(session.kept_for, names), "Next in line": _named(session.standing_by, names)}
    return " · ".join(filter(None, (_one(session.materials), *(f"{words}: {listed(who)}" for words, who in said.items() if who))))


def _named(ids: Iterable[str], names: Mapping[str, str]) -> list[str]:
    return [names[each] for each in ids if each in names]


def _one(text: str) -> str:
    """Several lines as one paragraph."""
    return " · ".join(part for part in text.split("\n") if part.strip())
