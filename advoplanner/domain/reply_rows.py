"""A reply that was read, as the window lists it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """`proposed` is the (start, end) that a guest asks for, in UTC as 20270318T080000Z, or empty."""

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
