"""Sessions of an event: their types, with the weight that each type gives the vendor's voice, and the rules of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from advoplanner.core.records import dataclass


class SessionType(StrEnum):
    WELCOME = "welcome"
    PRESENTATION = "presentation"
    EXECUTIVE_QA = "executive_qa"
    FRAMED_DISCUSSION = "framed_discussion"
    ROADMAP_INPUT = "roadmap_input"
    PEER_STORY = "peer_story"
    PANEL = "panel"
    BREAKOUT = "breakout"
    WORKSHOP = "workshop"
    LAB_TOUR = "lab_tour"
    ONE_TO_ONE = "one_to_one"
    NETWORKING = "networking"
    MEAL = "meal"
    BREAK = "break"
    FREE = "free"


WORDS: dict[str, str] = {
    "welcome": "Welcome", "presentation": "Presentation by the host", "executive_qa": "Executive Q&A",
    "framed_discussion": "Framed discussion", "roadmap_input": "Roadmap input", "peer_story": "Peer story",
    "panel": "Panel of customers", "breakout": "Breakout", "workshop": "Problem workshop", "lab_tour": "Lab tour",
    "one_to_one": "One-to-one", "networking": "Networking", "meal": "Meal", "break": "Break", "free": "Free time",
}  # fmt: skip

VENDOR_WEIGHT: dict[str, float] = {
    "welcome": 1.0, "presentation": 1.0, "executive_qa": 0.5, "framed_discussion": 0.2, "roadmap_input": 0.3,
    "peer_story": 0.0, "panel": 0.0, "breakout": 0.0, "workshop": 0.0, "lab_tour": 0.5, "one_to_one": 0.5,
}  # fmt: skip
"""How much of a session's time is the vendor speaking; types that are missing are not content (norms 3.2, assumption)."""

PAUSES = frozenset({SessionType.NETWORKING, SessionType.MEAL, SessionType.BREAK, SessionType.FREE})
WORKING = frozenset({SessionType.FRAMED_DISCUSSION, SessionType.ROADMAP_INPUT, SessionType.BREAKOUT, SessionType.WORKSHOP})
"""Sessions in which members work: marked in print."""

MIN_MINUTES = 5
MAX_MINUTES = 24 * 60


class SessionRole(StrEnum):
    CHAIR = "chair"
    PRESENTER = "presenter"
    PANELLIST = "panellist"
    FACILITATOR = "facilitator"
    TABLE_HOST = "table_host"
    SCRIBE = "scribe"


class Visibility(StrEnum):
    """Who reads of a session. A blocker is no session at all: time in which nothing else may lie."""

    MEMBER = "member"
    HOST = "host"
    BLOCKER = "blocker"


VISIBILITY_WORDS = {"member": "Everybody", "host": "Only the host team", "blocker": "Nobody: it keeps time free"}


@dataclass(frozen=True, slots=True)
class SessionPerson:
    """Who has a part in a session; `here_from` and `here_until` are wall times where they are not there all the time."""

    guest_id: str
    name: str
    organisation: str
    side: str
    role: str
    reply: str
    attendance: str = "expected"
    here_from: datetime | None = None
    here_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session in the event's wall time; `start` is None while it lies in the tray. What is `fixed` never ripples."""

    id: str
    event_id: str
    start: datetime | None
    minutes: int
    type: str
    title: str
    room: str
    member_benefit: str
    input_sought: str
    decision_owner: str
    purpose: str
    materials: str
    private_notes: str
    people: tuple[SessionPerson, ...]
    version: int
    fixed: bool = False
    visibility: str = Visibility.MEMBER
    skill: str = ""
    decision_due: str = ""

    @property
    def end(self) -> datetime | None:
        return self.start + timedelta(minutes=self.minutes) if self.start else None

    @property
    def for_members(self) -> bool:
        return self.visibility == Visibility.MEMBER


@dataclass(frozen=True, slots=True)
class AgendaShares:
    """Minutes by what they are for, and the vendor's share of the content (None where there is none)."""

    content: int
    networking: int
    meal: int
    breaks: int
    free: int
    vendor_share: float | None

    @property
    def total(self) -> int:
        return self.content + self.networking + self.meal + self.breaks + self.free

    @property
    def networking_share(self) -> float | None:
        """Networking and meals as a share of all scheduled minutes; None for an empty agenda."""
        return (self.networking + self.meal) / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class AgendaConflict:
    """Something that does not fit: `level` E, W or I, one sentence, the session it concerns and others it touches.

    `code` is stable: person_double, room_overlap, parallel_no_room, presenter_declined, presenter_not_accepted,
    unavailable, blocked, outside_hours, outside_event, no_break, in_tray.
    `minutes` is how long the stretch without a break is, 0 for the others.
    """

    level: str
    code: str
    session_id: str
    sentence: str
    other_ids: tuple[str, ...] = ()
    minutes: int = 0


def shares(rows: Iterable[SessionRow], weights: Mapping[str, float] = VENDOR_WEIGHT) -> AgendaShares:
    """How the members' minutes divide; sessions in the tray do not count, for they may never happen."""
    placed = [row for row in rows if row.start is not None and row.for_members]
    minutes = Counter[str]()
    for row in placed:
        minutes[row.type if row.type in PAUSES else "content"] += row.minutes
    return AgendaShares(minutes["content"], minutes["networking"], minutes["meal"], minutes["break"], minutes["free"], vendor_share(placed, weights))


def vendor_minutes(rows: Iterable[SessionRow], weights: Mapping[str, float] = VENDOR_WEIGHT) -> float:
    """Minutes in which the vendor speaks: each session's minutes times the weight of its type."""
    return sum(row.minutes * weights.get(row.type, 0.0) for row in rows)


def vendor_share(sessions: Iterable[SessionRow], weights: Mapping[str, float] = VENDOR_WEIGHT) -> float | None:
    """Vendor-weighted share of content minutes (norms 3.2); None where there is no content to measure."""
    content = [s for s in sessions if s.type in weights and s.minutes > 0 and s.for_members]
    total = sum(s.minutes for s in content)
    if not total:
        return None
    return sum(s.minutes * weights[s.type] for s in content) / total
