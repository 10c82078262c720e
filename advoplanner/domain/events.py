"""The kinds of event, with the rules of each in words, and the row that lists show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from advoplanner.core.records import dataclass
from advoplanner.core.text import plural
from advoplanner.domain.people import LEVELS


class EventKind(StrEnum):
    CAB = "cab"
    COUNCIL = "council"
    USER_GROUP = "usergroup"
    ROCK_STAR = "rockstar"
    MEETUP = "meetup"


class EventStatus(StrEnum):
    IDEA = "idea"
    PLANNED = "planned"
    INVITING = "inviting"
    RELEASED = "released"
    RUNNING = "running"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class KindProfile:
    """What makes a kind of event itself: the words shown in the wizard and the figures that checks and templates use.

    `vendor_share` is the highest share of content minutes the vendor may speak (norms 3.2).
    """

    kind: EventKind
    name: str
    short: str
    rules: tuple[str, ...]
    vendor_share: float
    size: tuple[int, int]
    default_hours: tuple[str, str]


PROFILES: dict[str, KindProfile] = {
    EventKind.CAB: KindProfile(
        EventKind.CAB, "Customer advisory board", "CAB",
        (
            "Members speak most of the time: the vendor's share stays under 20% of the content.",
            "Every session says which input is sought and who decides on it.",
            "Senior hosts stay throughout, meals and evening included.",
            "Peers of the same level; no two companies that compete; substitutes are an exception.",
        ),
        0.20, (8, 18), ("17:00", "12:30"),
    ),
    EventKind.COUNCIL: KindProfile(
        EventKind.COUNCIL, "Peer council", "Council",
        (
            "Members lead: the chairs are members, and the vendor only advises.",
            "The council serves the profession, with a purpose larger than any product.",
            "The vendor's share stays under 10 % of the content.",
            "Every session names what members will learn.",
        ),
        0.10, (8, 500), ("18:00", "22:00"),
    ),
    EventKind.USER_GROUP: KindProfile(
        EventKind.USER_GROUP, "User group", "User group",
        (
            "For those who use the product daily: developers of the product are the hosts.",
            "Peers show each other how they work; input is sought in every session.",
            "The vendor's share stays under 20% of the content.",
        ),
        0.20, (8, 200), ("13:00", "17:00"),
    ),
    EventKind.ROCK_STAR: KindProfile(
        EventKind.ROCK_STAR, "Rock Star presentation", "Rock Star",
        (
            "A customer presents; staff introduce for five minutes at most.",
            "The story is balanced: what went wrong, and where it would not fit.",
            "It may use the venue's quiet hours: 07:00 before opening, 21:00 after closing.",
            "The presenter invites friends of their own.",
        ),
        0.10, (10, 80), ("07:00", "07:45"),
    ),
    EventKind.MEETUP: KindProfile(
        EventKind.MEETUP, "Meetup of prospects and advocates", "Meetup",
        (
            "No presentation by the vendor at all: casual conversation converts.",
            "One to three prospects for every advocate.",
            "No host at a table without an advocate; at most one host for six guests.",
            "Talk of issues, never of the product.",
        ),
        0.0, (12, 24), ("18:30", "21:30"),
    ),
}  # fmt: skip


MID_LEVEL = frozenset({"manager", "practitioner"})
"""Levels that a user group with product developers serves better than a board."""

EXECUTIVES = frozenset({"c_level", "vp"})
"""Levels that a board serves better than a user group."""


def wrong_room(levels: Iterable[str], share: float = 0.5, whose: str = "guest") -> str:
    """Why a user group would suit these people better than a board, as one sentence; "" where it would not. `levels` are words of LEVELS."""
    known = [level for level in levels if level]
    low = sum(level in MID_LEVEL for level in known)
    if not known or low <= share * len(known):
        return ""
    who = f"{low} of {plural(len(known), whose)} whose level is known"
    return f"{who} are managers or users: a user group with product developers suits them better than a board."


def room_words(kind: str, people: Iterable[tuple[str, str]], whose: str = "guest") -> str:
    """That another kind would suit these people better, or that their levels are mixed, in one sentence; "" where neither is so (seeds 000-11).

    `people` are (level, name), levels being words of LEVELS or "".
    """
    known = [each for each in people if each[0] in LEVELS]
    if kind == EventKind.USER_GROUP:
        senior = sum(level in EXECUTIVES for level, _ in known)
        are = "is an executive" if senior == 1 else "are executives"
        who = f"{senior} of {plural(len(known), whose)} whose level is known {are}"
        return f"{who}: an advisory board suits them better than a user group." if senior else ""
    return (wrong_room((level for level, _ in known), whose=whose) or _mixed(known)) if kind == EventKind.CAB else ""


def _mixed(known: Sequence[tuple[str, str]]) -> str:
    """That levels lie more than one apart, naming both ends; "" where they do not."""
    order = list(LEVELS)
    ranked = sorted(known, key=lambda each: order.index(each[0]))
    if not ranked or order.index(ranked[-1][0]) - order.index(ranked[0][0]) <= 1:
        return ""
    ends = " to ".join(f"{LEVELS[level]} ({name})" for level, name in (ranked[0], ranked[-1]))
    return f"Levels are mixed, from {ends}: peers are of one level or the next."


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event as lists show it; start and end are wall time in `zone`."""

    id: str
    kind: str
    title: str
    start: datetime
    end: datetime
    zone: str
    venue: str
    city: str
    status: str
    purpose: str
    programme_id: str
    programme: str
    guests: int
    accepted: int
    declined: int
    tentative: int
    silent: int
    seated: int
    seats: int
