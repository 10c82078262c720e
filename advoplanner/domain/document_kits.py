"""What documents say of an event's kit: one-to-one slots, stories of presenters, rooms and journeys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class SlotFacts:
    """A one-to-one slot of an expert with a guest, both by guest id; `start` is wall time in the event's zone."""

    start: datetime
    minutes: int
    room: str
    expert_id: str
    guest_id: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class TalkFacts:
    """What a presenter's card says; the three parts of the story are theirs, `recording` is "yes", "no" or "" for not asked."""

    guest_id: str
    context: str = ""
    went_wrong: str = ""
    not_for: str = ""
    draw: int | None = None
    own_guests: int = 0
    recording: str = ""


@dataclass(frozen=True, slots=True)
class StayFacts:
    """How one guest travels; who may not be named to the reader stands there as `name` says, because a room is needed all the same.

    `room` is the same word for those who share one.
    """

    guest_id: str
    name: str
    organisation: str = ""
    hotel: str = ""
    travel: str = ""
    access_needs: str = ""
    arrives: datetime | None = None
    leaves: datetime | None = None
    check_in: date | None = None
    check_out: date | None = None
    shares_with: str = ""
    room: str = ""


@dataclass(frozen=True, slots=True)
class SkillFacts:
    """What members can do better after a session of this event or an earlier one of its kind."""

    day: date
    event: str
    session: str
    skill: str


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """How guests answered one question: the mean of 1 to 5 and how many answered; what was said in words has a `quote` and no figures."""

    words: str
    mean: float = 0.0
    count: int = 0
    quote: str = ""
