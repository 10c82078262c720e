"""Everything the drawer knows of one guest of an event."""

from __future__ import annotations

from dataclasses import dataclass

from advoplanner.domain.guests import GuestRow
from advoplanner.domain.motives import Motives
from advoplanner.domain.restrictions import Restriction


@dataclass(frozen=True, slots=True)
class GuestDetails:
    """`sessions` are (session id, title, role) in which the guest speaks; `photo` is a normalised JPEG.

    `assistant` is who assists them, by name and with their addresses; empty for nobody.
    """

    row: GuestRow
    value_sentence: str
    talking_points: tuple[str, ...]
    ask_them: tuple[str, ...]
    do_not_say: tuple[str, ...]
    travel: str
    hotel: str
    notes: str
    decline_reason: str
    reply_channel: str
    emails: tuple[str, ...]
    motives: Motives
    restrictions: tuple[Restriction, ...]
    sessions: tuple[tuple[str, str, str], ...]
    companions: tuple[tuple[str, str], ...]
    photo: bytes | None
    phones: tuple[str, ...] = ()
    assistant: tuple[str, ...] = ()
