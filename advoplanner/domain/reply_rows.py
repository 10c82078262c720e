"""A reply that was read, as the window lists it, and the guests whose answer it may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from advoplanner.core.text import fold
from advoplanner.domain.replies import PUBLIC_MAIL


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """`proposed` is the (start, end) that a guest asks for, in UTC as 20270318T080000Z, or empty; `now` the event's own in the same form.

    `words` is what they wrote themselves, `details` the (what, words) of a details form sent back, `part` the entry that it answers.
    """

    id: str
    file_name: str
    read_at: datetime
    kind: str
    uid: str
    event_id: str
    event: str
    guest_id: str
    guest: str
    attendee: str
    answer: str
    comment: str
    proposed: tuple[str, ...]
    outcome: str
    why: str
    version: int
    sequence: int
    dtstamp: str
    part: str = ""
    words: str = ""
    details: tuple[tuple[str, str], ...] = ()
    now: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GuestChoice:
    """A guest whose answer a reply may be; `likely` where name and address resemble what the reply says."""

    guest_id: str
    name: str
    organisation: str
    email: str
    likely: bool


def resembles(said: str, address: str, guest: GuestChoice) -> bool:
    """Whether what a reply says of its writer resembles a guest: a part of the name, or the house of the address."""
    words = {word for word in "".join(c if c.isalpha() else " " for c in fold(said)).split() if len(word) > 2}
    same_house = "@" in address and address.lower().rpartition("@")[2] == guest.email.lower().rpartition("@")[2]
    return bool(words & set(fold(guest.name).split())) or (same_house and address.lower().rpartition("@")[2] not in PUBLIC_MAIL)
