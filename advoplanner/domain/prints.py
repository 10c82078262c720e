"""What was exported last, as marks of its cards, lines and pages: what has changed since is marked, and printed again alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from advoplanner.domain.documents import Changes, GuestFacts, Pack, SessionFacts

CARDS = frozenset({"badges", "tents"})
"""Documents of cards, one a guest: a card is printed again without the sheet that it stood on."""

AGENDAS = frozenset({"agenda", "onepage", "personal", "briefing", "runofshow"})
"""Documents that show every session, and so say which version of the agenda they show."""

_PLACE = ("name", "given", "family", "latin_name", "organisation", "table")
LISTS = {
    "guests": ("name", "latin_name", "organisation", "job_title", "city", "country", "side", "role", "reply", "table", "camera"),
    "signin": _PLACE,
    "tables": (*_PLACE, "seat"),
    "in briefing": ("name", "latin_name", "organisation", "job_title", "side", "role", "reply", "table", "seat"),
    "briefing": tuple(f.name for f in fields(GuestFacts) if f.name not in ("id", "person_id", "email", "decision", "attendance", "photo")),
}
"""Documents with a line or a page for each guest, and what of them stands there; the lists within the briefing pack tell less than its pages."""


@dataclass(frozen=True, slots=True)
class Printout:
    """A document as it was exported: the mark of the whole, of each card by guest id, and of each page in order."""

    document: str
    audience: str
    paper: str
    mark: str
    cards: Mapping[str, str] = field(default_factory=dict)
    pages: tuple[str, ...] = ()
    at: datetime | None = None


def part_marks(document: str, pack: Pack) -> dict[str, str]:
    """Id of a guest or a session → a mark that changes with whatever stands on their card or line; nothing where a document has neither."""
    if document in CARDS:
        joined = [pack.event.join_link] if document == "badges" else []
        return {g.id: _mark(*_on_card(document, g), pack.event.title, pack.event.city, *joined) for g in pack.guests}
    marks = {s.id: _mark(repr(s if document == "runofshow" else without_private(s))) for s in pack.sessions} if document in AGENDAS else {}
    if document == "briefing":
        marks |= {line_of(g.id): _line_mark("in briefing", g) for g in pack.guests}
    return marks | {g.id: _line_mark(document, g) for g in pack.guests if document in LISTS}


def line_of(guest_id: str) -> str:
    """Under which id the line of a guest has changed in a document that has a page for them too."""
    return f"{guest_id} line"


def changed_lines(pack: Pack) -> frozenset[str]:
    """Guests whose line in such a document is new to its readers."""
    return frozenset(g.id for g in pack.guests if line_of(g.id) in pack.changes.ids)


def changed_cards(now: Mapping[str, str], before: Printout) -> tuple[str, ...]:
    """Guests or sessions whose card or line is new or another one than was exported."""
    return tuple(key for key, mark in now.items() if before.cards.get(key) != mark)


def since_print(document: str, pack: Pack, before: Printout | None, when: str) -> Changes:
    """What differs from the last export, made at `when`. The agenda is held against the version before it where there is one."""
    released = pack.changes if document in AGENDAS else Changes()
    if document == "runofshow":
        released = replace(released, ids=released.ids | released.unseen)
    if before is None or not before.cards or document in CARDS:
        return released
    lines = {s.id for s in pack.sessions} if released.since else set()
    ids = frozenset(key for key in changed_cards(part_marks(document, pack), before) if key not in lines)
    if not ids:
        return released
    both = released.ids or released.gone
    return replace(released, ids=released.ids | ids, since=f"{released.since} and {when}" if both else when)


def changed_pages(now: tuple[str, ...], before: Printout) -> tuple[int, ...]:
    """Pages, counted from 0, that were not in what was exported; a page that only moved is none of them."""
    there = set(before.pages)
    return tuple(number for number, mark in enumerate(now) if mark not in there)


def without_private(session: SessionFacts) -> SessionFacts:
    """A session as an agenda shows it to anybody: what only the run of show tells is left out."""
    return replace(session, decision_owner="", decision_due=None, purpose="", private_notes="", materials="")


def _on_card(document: str, guest: GuestFacts) -> list[str]:
    shown = [guest.name, guest.organisation, guest.table, guest.latin_name]
    on_badge = [guest.called, guest.surname, guest.pronouns, guest.job_title, guest.side, guest.role, guest.camera]
    return [*shown, *on_badge] if document == "badges" else shown


@lru_cache(maxsize=4096)
def _line_mark(document: str, guest: GuestFacts) -> str:
    """Kept, since after an edit all other guests are as they were."""
    shown = [repr(getattr(guest, name)) for name in LISTS[document]]
    return _mark(*shown, *([sha256(guest.photo).hexdigest()] if document == "briefing" and guest.photo else []))


def _mark(*shown: str) -> str:
    return sha256("\0".join(shown).encode()).hexdigest()[:16]
