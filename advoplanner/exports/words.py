"""Guests in words, the same in every document: who they are, where they sit, in which order they stand."""

from __future__ import annotations

from advoplanner.core.text import fold
from advoplanner.domain.documents import GuestFacts
from advoplanner.domain.guests import WORDS

CHANGED = "Marked at the edge: changed since "
"""What stands below a page with marks; a page that says nothing else that is new has not changed."""

FEW = 5
"""Names that a sentence about missing pictures lists."""


def side_words(guest: GuestFacts) -> str:
    return WORDS.get(guest.side, guest.side)


def role_words(guest: GuestFacts) -> str:
    """The role where it says more than "participant", else the side: "Chair", "Customer"."""
    return side_words(guest) if guest.role in ("", "participant") else WORDS.get(guest.role, guest.role)


def badge_words(guest: GuestFacts) -> str:
    """What a badge calls somebody: never prospect or advocate, since nobody wants to wear that."""
    if guest.role in ("", "participant", "host"):
        return "Host" if is_host(guest) else "Guest"
    return "Speaker" if guest.role == "presenter" else WORDS.get(guest.role, guest.role)


def seat_words(guest: GuestFacts) -> str:
    """ "Table 3, seat 5", or "" without a seat."""
    if not guest.table:
        return ""
    return f"{table_words(guest.table)}, seat {guest.seat}" if guest.seat else table_words(guest.table)


def table_words(name: str) -> str:
    """ "Table 3" for a number, the name itself where a table has one."""
    return f"Table {name}" if name.isdigit() else name


def without_photo(guests: tuple[GuestFacts, ...]) -> list[str]:
    """What to say where pictures lack: each by name where they are few, else how many and the first."""
    names = [g.name for g in guests if g.photo is None]
    if len(names) <= FEW:
        return [f"There is no photo of {name}; initials are printed." for name in names]
    return [f"There are no photos of {len(names)} guests ({', '.join(names[:FEW])} and others); initials are printed."]


def by_name(guests: tuple[GuestFacts, ...]) -> list[GuestFacts]:
    """Guests as people look themselves up: by family name, accents and case apart."""
    return sorted(guests, key=lambda g: (fold(g.family or g.name), fold(g.given), g.id))


def is_host(guest: GuestFacts) -> bool:
    return guest.side == "host"
