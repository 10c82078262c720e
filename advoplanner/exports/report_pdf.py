"""The report after the event: who was invited, said yes and came, whose voice was heard, and what was promised."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import partial

from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import plural
from advoplanner.domain.documents import Counts, Pack
from advoplanner.domain.guests import WORDS, Attendance, Reply, Side
from advoplanner.domain.outcomes import HIGH
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.furniture import dates_words, day_words, heading, label, place_words
from advoplanner.exports.lettering import clipped, wrapped
from advoplanner.exports.listing import Column, Listing, Row, stacked_pages
from advoplanner.exports.press import PagePlan, Target, paper_size, print_pages
from advoplanner.exports.style import AMBER, FACT, GREY, NAVY, NUMBER, SEAT, SIDE, SMALL, TEAL, TEXT, TINT
from advoplanner.exports.tidying import tidied

_NAMES = 42.0
_BAR = 4.6
_STEP = 8.2


_WORDS = "In their own words"


def write(pack: Pack, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None) -> int:
    """Write the report; returns the number of pages."""
    found: list[str] = [] if problems is None else problems
    pack = tidied(pack, found)
    return print_pages(pack, target, plan(pack, paper_size(paper)), title="Report", paper=paper, progress=progress, problems=found)


def plan(pack: Pack, size: tuple[float, float]) -> list[PagePlan]:
    """A page of figures, then sessions, answers, promises and waivers where there are any, short ones below one another."""
    listings = [*_sessions(pack), *_answers(pack), *_promises(pack), *_waived(pack)]
    return [PagePlan(partial(_draw, pack), "How it went"), *stacked_pages(listings, size)]


def counts_of(pack: Pack) -> Counts:
    """The counts given with the pack, or those of its guests where none were given."""
    if pack.counts != Counts():
        return pack.counts
    replies = Counter(g.reply for g in pack.guests)
    came = Counter(g.attendance for g in pack.guests)
    return Counts(
        len(pack.guests), replies[Reply.ACCEPTED], replies[Reply.DECLINED], replies[Reply.TENTATIVE], replies[Reply.NONE],
        came[Attendance.ARRIVED] + came[Attendance.LEFT_EARLY], came[Attendance.NO_SHOW],
    )  # fmt: skip


def _draw(pack: Pack, sheet: Sheet) -> None:
    event, counts = pack.event, counts_of(pack)
    top = heading(sheet, f"Report · {event.kind_name or 'event'}", event.title, dates_words(event)) + 9
    if place_words(event):
        sheet.text(SIDE, top, place_words(event), TEXT.coloured(GREY))
        top += 6
    y = _draw_numbers(sheet, counts, top + 6)
    y = _draw_bars(sheet, "Replies", _replies(counts), counts.invited, y + 4)
    came = _is_recorded(counts)
    y = _draw_bars(sheet, "Who came, by side" if came else "Guest list, by side", _sides(pack), 0, y + 8, parts=came)
    y = _draw_share(sheet, pack, y + 8)
    _draw_purpose(sheet, pack, y + 8)


def _draw_numbers(sheet: Sheet, counts: Counts, y: float) -> float:
    """Four figures on a tint."""
    wide = sheet.width - 2 * SIDE
    sheet.box(SIDE, y, wide, 26, fill=TINT, radius=2.6)
    figures = [(counts.invited, "invited"), (counts.accepted, "accepted"), (counts.arrived, "came"), (counts.no_shows, "did not come")]
    if not _is_recorded(counts):
        figures = figures[:2]
        sheet.text(SIDE + wide / 2 + 4, y + 14.5, "Who came has not been noted yet.", SMALL)
    for index, (number, words) in enumerate(figures):
        x = SIDE + 8 + index * (wide - 8) / 4
        sheet.text(x, y + 13, f"{number:,}", NUMBER)
        share = f" · {number / counts.invited:.0%}" if counts.invited and index else ""
        sheet.text(x, y + 19.5, words + share, SMALL)
    return y + 36


def _is_recorded(counts: Counts) -> bool:
    """Whether anybody noted who came."""
    return bool(counts.arrived or counts.no_shows)


def _replies(counts: Counts) -> list[tuple[str, int, int]]:
    rows = [("Accepted", counts.accepted), ("Tentative", counts.tentative), ("Declined", counts.declined), ("No reply", counts.silent)]
    return [(name, number, 0) for name, number in rows]


def _sides(pack: Pack) -> list[tuple[str, int, int]]:
    """Each side with those on the list and those who came."""
    there = (Attendance.ARRIVED, Attendance.LEFT_EARLY)
    rows = []
    for side in Side:
        people = [g for g in pack.guests if g.side == side]
        if people:
            rows.append((f"{WORDS[side]}s", len(people), sum(1 for g in people if g.attendance in there)))
    return rows


def _draw_bars(sheet: Sheet, title: str, rows: list[tuple[str, int, int]], most: int, y: float, *, parts: bool = False) -> float:
    """Bars to one scale; with `parts` the second figure is the dark part, and the words say both."""
    if not rows:
        return y
    y = label(sheet, SIDE, y, title) + 2
    room = sheet.width - 2 * SIDE - _NAMES - 30
    scale = room / max(most, *(r[1] for r in rows), 1)
    for name, number, part in rows:
        sheet.text(SIDE, y, name, TEXT, limit=_NAMES - 2)
        sheet.box(SIDE + _NAMES, y - 3.6, room, _BAR, fill=TINT)
        if number:
            sheet.box(SIDE + _NAMES, y - 3.6, number * scale, _BAR, fill=SEAT if parts else NAVY)
        if parts and part:
            sheet.box(SIDE + _NAMES, y - 3.6, part * scale, _BAR, fill=NAVY)
        words = f"{part:,} of {number:,}" if parts else f"{number:,}"
        sheet.text(sheet.width - SIDE, y, words, TEXT.weighing(600), align="right")
        y += _STEP
    return y


def _draw_share(sheet: Sheet, pack: Pack, y: float) -> float:
    """The vendor's share of the talking against the limit of this kind of event."""
    share, limit = pack.vendor_share, pack.vendor_share_limit
    if share is None:
        return y
    over = limit is not None and share > limit
    y = label(sheet, SIDE, y, "Our share of the talking") + 2
    room = sheet.width - 2 * SIDE - _NAMES - 30
    sheet.text(SIDE, y, "Above the limit" if over else "As planned", TEXT.coloured(AMBER if over else TEAL).weighing(600))
    sheet.box(SIDE + _NAMES, y - 3.6, room, _BAR, fill=TINT)
    sheet.box(SIDE + _NAMES, y - 3.6, room * min(max(share, 0.0), 1.0), _BAR, fill=AMBER if over else TEAL)
    sheet.text(sheet.width - SIDE, y, f"{share:.1%}", TEXT.weighing(600), align="right")
    if limit is not None:
        at = SIDE + _NAMES + room * min(limit, 1.0)
        sheet.stroke(at, y - 5.2, at, y + 2.4, NAVY, 1)
        sheet.text(at, y + 6, f"at most {limit:.0%}", FACT, align="centre")
        y += 5
    return y + _STEP


def _draw_purpose(sheet: Sheet, pack: Pack, y: float) -> None:
    wide = sheet.width - 2 * SIDE
    if pack.event.purpose and y < sheet.height - 50:
        y = label(sheet, SIDE, y, "What it was for")
        sheet.lines(SIDE, y, clipped(wrapped(pack.event.purpose, TEXT, wide), int((sheet.height - 28 - y) / TEXT.line), TEXT, wide), TEXT)


def _sessions(pack: Pack) -> list[Listing]:
    if not pack.sessions:
        return []
    columns = (Column("When", 18, TEXT.weighing(600).coloured(NAVY)), Column("Session", 90, TEXT.weighing(600), lines=3), Column("Kind", 40),
               Column("Minutes", 18, align="right"))  # fmt: skip
    rows = tuple(
        Row((f"{s.start:%H:%M}", f"{s.title}\n{s.people}", s.type_words, str(s.minutes)), s.title, day_words(s.day))
        for s in sorted(pack.sessions, key=lambda s: s.start)
    )
    content = sum(s.minutes for s in pack.sessions if not s.pause)
    note = f"{plural(len(rows), 'session')}, {content / 60:.1f} hours of content"
    return [Listing("Report", "Sessions", columns, rows, "", note, 10.0)]


def _answers(pack: Pack) -> list[Listing]:
    """Questions with their means, peers first; then the words of those who agreed to be quoted."""
    if not pack.answers:
        return []
    columns = (Column("What we asked", 64, TEXT.weighing(600), lines=4), Column("What they said", 86, lines=12), Column("Answers", 20))
    rows = tuple(
        Row((a.words, f"“{a.quote}”" if a.quote else f"{a.mean:.1f} of {HIGH}", "" if a.quote else str(a.count)), a.words, _WORDS if a.quote else "")
        for a in pack.answers
    )
    return [Listing("Report", "What guests said", columns, rows, "", "", 10.0)]


def _promises(pack: Pack) -> list[Listing]:
    if not pack.follow_ups:
        return []
    columns = (Column("What we promised", 70, TEXT.weighing(600), lines=4), Column("To", 36), Column("Owner", 36), Column("Due", 28))
    rows = tuple(
        Row((f"{f.what}\n{f.next_step}", f.member, f.owner or "No owner", _day(f.due) if f.due else "No date"), f.what[:60]) for f in pack.follow_ups
    )
    return [Listing("Report", "What comes next", columns, rows, "", plural(len(rows), "action"), 10.0)]


def _waived(pack: Pack) -> list[Listing]:
    """Checks against which the event went ahead, with the reason, and those that were taken back again."""
    if not pack.waived:
        return []
    columns = (
        Column("Check", 52, TEXT.weighing(600), lines=3),
        Column("Why it was waived", 76, lines=8),
        Column("By", 36),
        Column("When", 28, lines=2),
    )
    rows = tuple(
        Row(
            (f"{w.what}\n{w.subject}".rstrip(), w.reason, w.by or "Nobody named", _day(w.day) + (f"\ntaken back {_day(w.ended)}" if w.ended else "")),
            w.what,
        )
        for w in pack.waived
    )
    return [Listing("Report", "Waived, and why", columns, rows, "", plural(len(rows), "waiver"), 10.0)]


def _day(day: date) -> str:
    return f"{day:%d %b %Y}"
