"""A guest's three independent states (decision, reply, attendance), side and role, and the rules between them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from advoplanner.core.records import dataclass


class Side(StrEnum):
    CUSTOMER = "customer"
    PROSPECT = "prospect"
    ADVOCATE = "advocate"
    HOST = "host"
    PARTNER = "partner"


class Role(StrEnum):
    PARTICIPANT = "participant"
    HOST = "host"
    CHAIR = "chair"
    FACILITATOR = "facilitator"
    PRESENTER = "presenter"
    OBSERVER = "observer"
    ADVISER = "adviser"
    PRESS = "press"
    COMPANION = "companion"


class Decision(StrEnum):
    SUGGESTED = "suggested"
    APPROVED = "approved"
    HOLD = "hold"
    NOT_NOW = "notnow"


class InviteState(StrEnum):
    """How far the invitation has come; the reply is a state of its own."""

    NOT_SENT = "not_sent"
    IN_OUTBOX = "in_outbox"
    SENT = "sent"
    CANCELLED = "cancelled"


class Reply(StrEnum):
    NONE = "none"
    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"
    DELEGATED = "delegated"


class Attendance(StrEnum):
    EXPECTED = "expected"
    ARRIVED = "arrived"
    LEFT_EARLY = "left_early"
    NO_SHOW = "no_show"


class Channel(StrEnum):
    MAIL = "mail"
    PHONE = "phone"
    ASSISTANT = "assistant"
    PERSON = "person"


CHANNEL_WORDS: dict[str, str] = {"phone": "by phone", "assistant": "by the assistant", "person": "in person", "mail": "by mail"}
"""How an answer came in, in the order in which it is offered."""


WORDS: dict[str, str] = {
    "participant": "Participant", "host": "Host", "chair": "Chair", "facilitator": "Facilitator", "presenter": "Presenter",
    "observer": "Observer", "adviser": "Adviser", "press": "Press", "companion": "Companion",
    "customer": "Customer", "prospect": "Prospect", "advocate": "Advocate", "partner": "Partner",
    "suggested": "Suggested", "approved": "Approved", "hold": "On hold", "notnow": "Not now",
    "not_sent": "Not sent", "in_outbox": "In outbox", "sent": "Sent", "cancelled": "Cancelled",
    "none": "No reply", "accepted": "Accepted", "tentative": "Tentative", "declined": "Declined", "delegated": "Delegated",
    "expected": "Expected", "arrived": "Arrived", "left_early": "Left early", "no_show": "No-show",
}  # fmt: skip
"""The words that screen, commands and print use for each state."""

DECLINE_REASONS = (
    "Another appointment", "Travel", "Not the right topic", "Not the right person", "Too busy", "Company does not allow it", "Illness or family",
    "No reason given",
)  # fmt: skip
"""What people say when they decline; the last one is kept as none."""

HOST_ROLES = frozenset({Role.HOST, Role.CHAIR, Role.FACILITATOR})
"""Roles that can lead a table."""

UNCOUNTED_ROLES = frozenset({Role.OBSERVER, Role.ADVISER, Role.PRESS, Role.COMPANION})
"""Roles that do not count towards quorum and shares unless somebody says so."""


def may_be_seated(decision: str, reply: str) -> bool:
    """A guest who declined, or whom we decided not to invite now, holds no seat."""
    return decision != Decision.NOT_NOW and reply not in (Reply.DECLINED, Reply.DELEGATED)


def counts_by_default(role: str) -> bool:
    return role not in UNCOUNTED_ROLES


@dataclass(frozen=True, slots=True)
class GuestRow:
    """One guest as lists and documents show them; `why` are the reasons for the seat."""

    id: str
    event_id: str
    person_id: str
    name: str
    sort_name: str
    email: str
    job_title: str
    organisation: str
    organisation_id: str
    side: str
    role: str
    counts: bool
    decision: str
    invite_state: str
    reply: str
    reply_comment: str
    attendance: str
    table: str
    seat: int
    seat_locked: bool
    why: tuple[str, ...]
    diet: str
    access_needs: str
    companion_of: str
    brought_by: str
    do_not_contact: bool
    bench_rank: int
    arrived_at: str
    version: int
    reply_stale: bool = False
    """Whether the event changed after this reply, so that the guest has been asked again."""
    here_from: datetime | None = None
    """Wall time from which somebody is there who comes later than the event begins; `here_until` where they leave before it ends."""
    here_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class GuestCounts:
    """How an event's guest list divides; each group of states sums to `total`."""

    total: int
    decisions: dict[str, int]
    replies: dict[str, int]
    attendances: dict[str, int]
    sides: dict[str, int]
    seated: int
