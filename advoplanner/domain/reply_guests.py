"""Whose answer it is: the guests of an event by their addresses, and by name where several share one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from advoplanner.core.text import fold
from advoplanner.domain.people import email_key


@dataclass(frozen=True, slots=True)
class KnownGuest:
    """A guest of the event as far as replies need it; `uninvited` where the invitation was taken back.

    `sequence` is the version that an answer must refer to, where it is not the event's: the one this guest was sent last, or
    the next one where the event has moved since. `owns` are addresses (folded) that others share and this guest owns,
    `assistants` those of who assists this guest.
    """

    id: str
    name: str
    email: str
    aliases: tuple[str, ...] = ()
    uninvited: bool = False
    sequence: int | None = None
    owns: frozenset[str] = frozenset()
    assistants: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class OurEvent:
    """The event whose UID a message bears; `start` in UTC as 20270318T080000Z (or a date), `sequence` as last sent."""

    uid: str
    sequence: int
    guests: tuple[KnownGuest, ...]
    start: str = ""
    cancelled: bool = False
    holders: dict[str, list[KnownGuest]] = field(default_factory=dict, init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        # By address once: a mailbox holds as many answers as there are guests, and each asks twice.
        for guest in self.guests:
            self.holders.setdefault(guest.email.strip().lower(), []).append(guest)
        for guest in self.guests:
            for alias in {a.strip().lower() for a in guest.aliases} - {guest.email.strip().lower()}:
                self.holders.setdefault(f"alias {alias}", []).append(guest)


def guest_at(address: str, event: OurEvent, name: str = "", sender: str = "") -> KnownGuest | None:
    """The guest of this address: the invited one first, then an alias.

    Where several share it, the one of the `name` that the answer bears; where it bears none, the one of the sender's name, or else
    the one who owns the address; None where that leaves a doubt.
    """
    if not address:
        return None
    found = event.holders.get(address.strip().lower()) or event.holders.get(f"alias {address.strip().lower()}") or []
    return _of_sharing(found, name, sender, address) if len(found) > 1 else next(iter(found), None)


def _of_sharing(found: Sequence[KnownGuest], name: str, sender: str, address: str) -> KnownGuest | None:
    if fold(name) and email_key(name) != email_key(address):
        return _only(guest for guest in found if same_person(guest.name, name))
    by_sender = _only(guest for guest in found if same_person(guest.name, sender))
    return by_sender or _only(guest for guest in found if email_key(address) in guest.owns)


def _only(found: Iterable[KnownGuest]) -> KnownGuest | None:
    guests = list(found)
    return guests[0] if len(guests) == 1 else None


def same_person(name: str, said: str) -> bool:
    """Whether two spellings of a name may be one person's: the same words in any order, or all of one among the other's."""
    one, other = (set(fold(text.replace(",", " ")).split()) for text in (name, said))
    return bool(one and other) and (one <= other or other <= one)
