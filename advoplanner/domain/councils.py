"""What makes a council the members' own: its chairs approve the agenda, the host changes, the roster grows, the sponsor is named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass
from advoplanner.core.text import clean, listed, plural
from advoplanner.domain.events import PROFILES, EventKind
from advoplanner.domain.guests import WORDS, Role, Side

LEADING = frozenset({Role.CHAIR, Role.HOST, Role.FACILITATOR})
"""What leads a council, as a guest or in a session: members only."""

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


def vendor_leads(kind: str, side: str, role: str) -> bool:
    """Whether somebody of the vendor would lead a council."""
    return kind == EventKind.COUNCIL and side == Side.HOST and role in LEADING


def check_leads(kind: str, side: str, role: str, name: str, field: str) -> None:
    """Raises RuleBroken `councils.vendor` at `field` where somebody of the vendor would lead a council."""
    if vendor_leads(kind, side, role):
        sentence = f"{name} is of the vendor, which only advises a council: {WORDS[role].lower()} is a member's part."
        raise RuleBroken("councils.vendor", sentence, "Choose a member for it; people of the vendor are advisers.", field=field)


def usual_role(kind: str, side: str, role: str) -> str:
    """The role of a new guest: people of the vendor advise a council, whoever put them on the list as a participant."""
    return Role.ADVISER.value if kind == EventKind.COUNCIL and side == Side.HOST and role == Role.PARTICIPANT else role


def approval_words(rows: Sequence[ChairRow], number: int) -> str:
    """Where the approval of version `number` (0: none is released) stands, in a sentence."""
    if not rows:
        return "Nobody chairs yet. Give two members the role of chair."
    if not number:
        return "No agenda is released yet; the chairs approve what is released."
    waiting = [row.name for row in rows if row.approved != number and not row.of_vendor]
    return f"Version {number} waits for {listed(waiting)}." if waiting else f"Version {number} is approved by its chairs."


def host_words(rows: Sequence[Growth], vendor: str = "") -> str:
    """Whether the host changes from meeting to meeting; `rows` are oldest first, the last one is this meeting."""
    if not rows or not clean(rows[-1].host):
        return "No host company yet: the host changes from meeting to meeting."
    host, before = rows[-1].host, [row.host for row in rows[:-1] if clean(row.host)]
    if host == clean(vendor):
        return f"{host} is the vendor: let a member's company host."
    if before and before[-1] == host:
        return f"{host} hosted the last meeting too: let another member's company host."
    return f"{host} hosts" + (f", after {before[-1]}." if before else ", the first one.")


def growth_words(row: Growth) -> str:
    """ "12 members, 3 of them new"."""
    return plural(row.members, "member") + (f", {row.new} of them new" if row.new and row.new != row.members else "")


def disclosure(kind: str, sponsor: str, host_company: str) -> str:
    """The line on paper that names who pays for a council or a presentation, "" where nobody does."""
    paid = clean(sponsor)
    if not paid or kind not in (EventKind.COUNCIL, EventKind.ROCK_STAR):
        return ""
    if kind == EventKind.COUNCIL:
        return f"Sponsored by {paid}, who has no say in the agenda."
    return f"Sponsored by {paid}." if paid != clean(host_company) else ""


def mark_of(kind: str, text_mark: str, title: str) -> str:
    """What stands for a council on its papers in place of the vendor's name: its own mark, else its title; "" for other kinds."""
    return (clean(text_mark) or clean(title)) if kind == EventKind.COUNCIL else ""


def brand(kind: str, mark: str, title: str, host_company: str) -> str:
    """The small line above a title: a council's mark, never a company; where the mark is the title, the kind. Else who hosts."""
    if kind == EventKind.COUNCIL:
        return mark if mark and mark != clean(title) else PROFILES[kind].name
    return host_company or (PROFILES[kind].name if kind in PROFILES else "")
