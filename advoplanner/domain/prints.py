"""What was exported last, as marks of its cards and pages: so that only what has changed since is printed again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from advoplanner.domain.documents import GuestFacts, Pack

CARDS = frozenset({"badges", "tents"})
"""Documents of cards, one a guest: a card is printed again without the sheet that it stood on."""


@dataclass(frozen=True, slots=True)
class Printout:
    """A document as it was exported: the mark of the whole, of each card by guest id, and of each page in order."""

    document: str
    audience: str
    paper: str
    mark: str
    cards: Mapping[str, str] = field(default_factory=dict)
    pages: tuple[str, ...] = ()


def card_marks(document: str, pack: Pack) -> dict[str, str]:
    """Guest id → a mark that changes with whatever stands on their card; nothing for documents that are no cards."""
    if document not in CARDS:
        return {}
    return {g.id: _mark(document, g, pack.event.title, pack.event.city) for g in pack.guests}


def changed_cards(now: Mapping[str, str], before: Printout) -> tuple[str, ...]:
    """Guests whose card is new or another one than was exported."""
    return tuple(guest_id for guest_id, mark in now.items() if before.cards.get(guest_id) != mark)


def changed_pages(now: tuple[str, ...], before: Printout) -> tuple[int, ...]:
    """Pages, counted from 0, that were not in what was exported; a page that only moved is none of them."""
    there = set(before.pages)
    return tuple(number for number, mark in enumerate(now) if mark not in there)


def _mark(document: str, guest: GuestFacts, *event: str) -> str:
    shown = [guest.name, guest.organisation, guest.table, guest.latin_name, *event]
    if document == "badges":
        shown += [guest.called, guest.surname, guest.pronouns, guest.job_title, guest.side, guest.role]
    return sha256("\0".join(shown).encode()).hexdigest()[:16]
