"""What makes a council the members' own: its chairs approve the agenda, the host changes, the roster grows, the sponsor is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from advoplanner.core.text import clean, listed, plural
from advoplanner.domain.guests import Side

SHOWN = 6
"""Meetings whose growth is listed."""


@dataclass(frozen=True, slots=True)
class ChairRow:
    """A chair; `approved` is the number of the version that they said yes to last, 0 for none."""

    guest_id: str
    name: str
    organisation: str
    side: str
    approved: int

    @property
    def of_vendor(self) -> bool:
        return self.side == Side.HOST


@dataclass(frozen=True, slots=True)
class Growth:
    """One meeting: members on its list, and how many of them are there for the first time."""

    event_id: str
    title: str
    day: date
    host: str
    members: int
    new: int


def approval_words(rows: Sequence[ChairRow], number: int) -> str:
    """Where the approval of version `number` (0: none is released) stands, in a sentence."""
    if not rows:
        return "Nobody chairs yet. Give two members the role of chair."
    if not number:
        return "No agenda is released yet; the chairs approve what is released."
    waiting = [row.name for row in rows if row.approved != number and not row.of_vendor]
    return f"Version {number} waits for {listed(waiting)}." if waiting else f"Version {number} is approved by its chairs."


def host_words(rows: Sequence[Growth]) -> str:
    """Whether the host changes from meeting to meeting; `rows` are oldest first, the last one is this meeting."""
    if not rows or not clean(rows[-1].host):
        return "No host company yet: the host changes from meeting to meeting."
    host, before = rows[-1].host, [row.host for row in rows[:-1] if clean(row.host)]
    if before and before[-1] == host:
        return f"{host} hosted the last meeting too: let another member's company host."
    return f"{host} hosts" + (f", after {before[-1]}." if before else ", the first one.")


def growth_words(row: Growth) -> str:
    """ "12 members, 3 of them new"."""
    return plural(row.members, "member") + (f", {row.new} of them new" if row.new and row.new != row.members else "")


def disclosure(sponsor: str, host_company: str) -> str:
    """The line that names who pays, "" where nobody does."""
    paid = clean(sponsor)
    return f"Sponsored by {paid}, who has no say in the agenda." if paid and paid != clean(host_company) else ""
