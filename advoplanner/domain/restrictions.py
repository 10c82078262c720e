"""What may not be done or printed about a person or a company, and the one function that decides it for an audience."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Audience(StrEnum):
    """Who will read an output; each output declares exactly one."""

    HOST = "host"
    MEMBER = "member"
    PROSPECT = "prospect"
    PUBLIC = "public"


AUDIENCE_WORDS = {"host": "Confidential – host team only", "member": "For members", "prospect": "For prospects", "public": "Public"}

KINDS: dict[str, str] = {
    "no_endorsement": "No endorsement", "no_logo": "No logo", "no_name_in_print": "No name in print", "no_photo": "No photo",
    "no_recording": "No recording", "no_prospect_contact": "No contact with prospects", "no_gifts": "No gifts",
    "not_with_competitor": "Not with a competitor", "peers_only": "Peers only", "anonymous": "Anonymous on lists",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Restriction:
    """`audiences` empty means all but the host team; `until` is the last day on which it holds."""

    id: str
    kind: str
    audiences: tuple[str, ...] = ()
    note: str = ""
    until: date | None = None
    inherited_from: str = ""

    def holds(self, audience: str, day: date) -> bool:
        if self.until is not None and day > self.until:
            return False
        return audience in self.audiences if self.audiences else audience != Audience.HOST


def forbids(restrictions: Iterable[Restriction], kinds: Iterable[str], audience: str, day: date) -> Restriction | None:
    """The first restriction of one of `kinds` that holds for `audience` on `day`: the strictest wins, so any one suffices."""
    wanted = set(kinds)
    return next((r for r in restrictions if r.kind in wanted and r.holds(audience, day)), None)
