"""The briefing pack of the host team: cover, agenda, who comes, a page for each guest, seating, introductions, logistics, notes."""

from __future__ import annotations

from collections.abc import Set
from functools import partial

from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import plural
from advoplanner.domain.documents import FollowUpFacts, GuestFacts, Pack
from advoplanner.domain.guests import WORDS
from advoplanner.domain.prints import changed_lines
from advoplanner.domain.readers import met_by
from advoplanner.domain.restrictions import Audience
from advoplanner.exports import agenda_pdf, facesheet_pdf
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.cover import Entry, cover
from advoplanner.exports.floor_plan import names_fit, plan_page
from advoplanner.exports.furniture import heading, label, note_lines
from advoplanner.exports.guest_parts import sections_of
from advoplanner.exports.hosts_pdf import host_pages
from advoplanner.exports.lettering import clipped, wrapped
from advoplanner.exports.listing import Column, Listing, Row, listing_pages
from advoplanner.exports.personal_pdf import guest_pages
from advoplanner.exports.press import PagePlan, Target, paper_size, print_pages
from advoplanner.exports.profile import profile_pages
from advoplanner.exports.style import BOTTOM, SIDE, TEXT
from advoplanner.exports.tables_pdf import card_pages
from advoplanner.exports.tidying import tidied
from advoplanner.exports.words import badge_words, by_name, is_host, role_words, without_photo


def write(pack: Pack, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None) -> int:
    """Write the briefing pack; returns the number of pages."""
    found: list[str] = [] if problems is None else problems
    pack = tidied(pack, found)
    found += without_photo(pack.guests)
    return print_pages(pack, target, plan(pack, paper_size(paper)), title=_title(pack), paper=paper, progress=progress, problems=found)


def plan(pack: Pack, size: tuple[float, float]) -> list[PagePlan]:
    """All pages; the cover knows where each part begins."""
    pages: list[PagePlan] = []
    contents: list[Entry] = []
    for title, part in _parts(pack, size):
        if part:
            contents.append(Entry(title, len(pages) + 2))
            first = part[0]
            pages.append(PagePlan(first.draw, title, 0, first.landscape))
            pages += part[1:]
    return [PagePlan(cover(pack, _title(pack), contents), "Cover"), *pages]


def _title(pack: Pack) -> str:
    return f"Briefing pack for {pack.reader_facts.name}" if pack.reader_facts else "Briefing pack"


def _parts(pack: Pack, size: tuple[float, float]) -> list[tuple[str, list[PagePlan]]]:
    ordered = sorted(by_name(pack.guests), key=is_host)
    if pack.audience != Audience.HOST:
        return _member_parts(pack, ordered, size)
    return [
        ("Your part", _own(pack, size)),
        ("Agenda", agenda_pdf.plan(pack, size, level=1, notes=True) if pack.sessions else []),
        ("Who is coming", _people_pages(ordered, size, changed_lines(pack))),
        ("Your guests, one by one" if pack.reader else "Guests, one by one", _profiles(pack, ordered, size)),
        ("Room and seating plan", _seating(pack, size)),
        ("Introductions to make", _introductions(pack, size)),
        ("Promised last time", _follow_ups(pack.earlier, "Promised last time", size)),
        ("Promised at this event", _follow_ups(pack.follow_ups, "Promised at this event", size)),
        ("Logistics, contacts and notes", [PagePlan(partial(_draw_logistics, pack), "", 1)]),
    ]


def _member_parts(pack: Pack, ordered: list[GuestFacts], size: tuple[float, float]) -> list[tuple[str, list[PagePlan]]]:
    """The copy that members may keep: the same event, the same people, and nothing about what moves anybody."""
    return [
        ("Your part", _own(pack, size)),
        ("Agenda", agenda_pdf.plan(pack, size, level=1) if pack.sessions else []),
        ("Who is coming", _people_pages(ordered, size, changed_lines(pack), inside=False)),
        ("Who is who", facesheet_pdf.plan(pack, size) if ordered else []),
        ("Room and seating plan", _seating(pack, size)),
        ("What members learn", _skills(pack, size)),
        ("Logistics and contacts", [PagePlan(partial(_draw_logistics, pack), "", 1)]),
    ]


def _people_pages(guests: list[GuestFacts], size: tuple[float, float], changed: Set[str], *, inside: bool = True) -> list[PagePlan]:
    columns = (Column("Name", 58, TEXT.weighing(600), lines=3), Column("Organisation", 66, lines=3), Column("Role", 26), Column("Table", 16))
    rows = tuple(
        Row(
            (f"{g.name}\n{_below_name(g) if inside else g.latin_name}", f"{g.organisation}\n{g.job_title}",
             role_words(g) if inside else badge_words(g), g.table or "–"),
            g.name, "Hosts" if is_host(g) else "Guests", g, g.id in changed,
        )
        for g in guests
    )  # fmt: skip
    note = plural(len(rows), "person", "people")
    empty = "Nobody is on the guest list yet."
    return listing_pages(Listing("Who is coming", "Who is coming", columns, rows, empty, note, 12.0, pictures=True, level=1, notes=inside), size)


def _below_name(guest: GuestFacts) -> str:
    return " · ".join(filter(None, (guest.latin_name, WORDS.get(guest.reply, guest.reply))))


def _own(pack: Pack, size: tuple[float, float]) -> list[PagePlan]:
    """What the one reader does and where they sit, where the pack is for one."""
    reader, known = pack.reader_facts, {g.id: g for g in pack.guests}
    if reader is None:
        return []
    return host_pages(pack, reader, known, size) if is_host(reader) else guest_pages(pack, reader, known, size)


def _profiles(pack: Pack, guests: list[GuestFacts], size: tuple[float, float]) -> list[PagePlan]:
    """A page for each guest; for one reader those they have to do with."""
    known, reader, sections = {g.id: g for g in guests}, pack.reader_facts, sections_of(pack)
    met = met_by(pack, reader) if reader else known.keys()
    return [
        page
        for guest in guests
        if not is_host(guest) and guest.id in met
        for page in profile_pages(guest, known, size, level=1, changed=guest.id in pack.changes.ids, sections=sections.get(guest.id, ()))
    ]


def _seating(pack: Pack, size: tuple[float, float]) -> list[PagePlan]:
    if pack.plan is None or not pack.plan.tables:
        return []
    cards = [] if names_fit(pack.plan, size) else card_pages(pack.plan, pack.guests, size, level=1, changed=changed_lines(pack))
    return [plan_page(pack.plan, size, level=1), *cards]


def _introductions(pack: Pack, size: tuple[float, float]) -> list[PagePlan]:
    if not pack.introductions:
        return []
    columns = (Column("Introduce", 38, TEXT.weighing(600), lines=3), Column("To", 38, TEXT.weighing(600), lines=3),
               Column("Because", 64, lines=4), Column("By", 30), Column("Done", 12))  # fmt: skip
    rows = tuple(Row((i.first, i.second, i.reason, i.by, "Yes" if i.done else ""), i.first) for i in pack.introductions)
    note = plural(len(rows), "introduction")
    return listing_pages(Listing("Who should meet whom", "Introductions to make", columns, rows, "", note, 11.0, level=1, notes=True), size)


def _skills(pack: Pack, size: tuple[float, float]) -> list[PagePlan]:
    """The running list of a council: what its sessions taught so far and will teach this time."""
    if not pack.skills:
        return []
    columns = (Column("Skill gained", 84, TEXT.weighing(600), lines=3), Column("Session", 60, lines=3))
    rows = tuple(Row((s.skill, s.session), s.skill[:60], f"{s.event}, {s.day:%B %Y}") for s in pack.skills)
    return listing_pages(Listing("What members learn", "Skills gained so far", columns, rows, "", plural(len(rows), "skill"), 10.0, level=1), size)


def _follow_ups(promises: tuple[FollowUpFacts, ...], title: str, size: tuple[float, float]) -> list[PagePlan]:
    if not promises:
        return []
    columns = (
        Column("Action", 64, TEXT.weighing(600), lines=4),
        Column("Owner", 32),
        Column("Due", 26),
        Column("Promised to", 34),
        Column("Status", 20),
    )
    rows = tuple(
        Row(
            (f"{f.what}\n{f.next_step}", f.owner or "No owner", f"{f.due:%d %b %Y}" if f.due else "No date", f.member, f.status.capitalize()),
            f.what[:60],
        )
        for f in promises
    )
    note = plural(len(rows), "action")
    return listing_pages(Listing("What we promised", title, columns, rows, "", note, 11.0, level=1, notes=True), size)


def _draw_logistics(pack: Pack, sheet: Sheet) -> None:
    event = pack.event
    y = heading(sheet, "Good to know", "Logistics, contacts and notes" if pack.audience == Audience.HOST else "Logistics and contacts") + 10
    wide = sheet.width - 2 * SIDE
    address = ", ".join(filter(None, (event.venue, event.room, event.address, event.city)))
    organiser = ", ".join(filter(None, (event.organiser_name, event.organiser_email)))
    parts = [("Where", address), ("Getting there and staying", event.logistics), ("On the day", event.help_contact), ("Organiser", organiser)]
    parts += [
        ("Join online", event.join_link),
        ("Needs at table", _needs(pack)),
        ("Left out of this pack", "\n".join(pack.hidden) if pack.audience == Audience.HOST else ""),
    ]
    end = sheet.height - BOTTOM
    for title, words in parts:
        if words and y < end - 14:
            y = label(sheet, SIDE, y, title)
            rows = wrapped(words, TEXT, wide)
            if len(rows) > int((end - y) / TEXT.line):
                sheet.cut.append(f"“{title}” on the page of logistics")
            y = sheet.lines(SIDE, y, clipped(rows, int((end - y) / TEXT.line), TEXT, wide), TEXT) + 5
    note_lines(sheet, y)


def _needs(pack: Pack) -> str:
    return "\n".join(f"{g.name}: {', '.join(filter(None, (g.diet, g.access_needs)))}" for g in by_name(pack.guests) if g.diet or g.access_needs)
