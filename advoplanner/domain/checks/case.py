"""What the rules judge: one event with its agenda, guests, seats and waves, as plain values."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property

from advoplanner.core.records import dataclass
from advoplanner.domain.agenda import VENDOR_WEIGHT, SessionRow, SessionType
from advoplanner.domain.agenda_time import AgendaFrame
from advoplanner.domain.budgets import Money
from advoplanner.domain.councils import ChairRow
from advoplanner.domain.formalities import FormalityRow
from advoplanner.domain.guests import Decision, Reply, Role, Side, may_be_seated

PEERS = frozenset({Side.CUSTOMER, Side.ADVOCATE})
"""Sides that speak as customers."""


@dataclasses.dataclass(frozen=True)
class CheckGuest:
    """One guest; `level` is a word of `people.LEVELS` or "", `rounds` counts the rounds of seating with a seat.

    `tables` are the places at which they sit, each "round/table/number of the seat", `function` is as recorded, `replied` the event's day
    on which they answered, `here_from` and `here_until` wall times where they are not there all the time. What many rules ask of it is
    worked out once.
    """

    id: str
    name: str
    organisation_id: str
    organisation: str
    side: str
    role: str
    counts: bool
    decision: str
    reply: str
    level: str
    rounds: int
    delegate_of: str = ""
    function: str = ""
    style: str = ""
    member_since: str = ""
    diet: str = ""
    has_address: bool = True
    invited: bool = True
    bench_rank: int = 0
    tables: tuple[str, ...] = ()
    replied: date | None = None
    came: bool = False
    term_end: str = ""
    here_from: datetime | None = None
    here_until: datetime | None = None
    left_early: bool = False
    tier: int = 0
    public_sector: bool = False
    stage: str = ""

    @cached_property
    def may_come(self) -> bool:
        return self.decision == Decision.APPROVED and may_be_seated(self.decision, self.reply)

    @cached_property
    def accepted(self) -> bool:
        return self.may_come and self.reply == Reply.ACCEPTED

    @cached_property
    def is_member(self) -> bool:
        """Whether this guest is one whom the event is for: counts, and is not of the host's side."""
        return self.counts and self.side != Side.HOST

    @property
    def on_bench(self) -> bool:
        """Whether this guest is ready to be invited next."""
        return self.decision == Decision.HOLD and may_be_seated(self.decision, self.reply)


@dataclass(frozen=True, slots=True)
class CheckWave:
    name: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class CheckTable:
    """A table: its shape, how many seats it has, its width and length in cm, and where its middle is."""

    id: str
    name: str
    shape: str
    seats: int
    width: float
    length: float
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class CheckMeeting:
    """Another meeting of largely the same members: its day, and whether it takes place on screens."""

    day: date
    virtual: bool


@dataclass(frozen=True, slots=True)
class PastTurnout:
    """How one past event of the kind went: for each reply how many came, and how many had given it."""

    event_id: str
    came: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class CheckTalk:
    """One who presents, and which parts of the brief are missing, in words."""

    guest_id: str
    name: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckClash:
    """A guest who is promised two things at one time: `held` says what was promised, `other` what else there is then, both in words.

    `what` is "seat" where a seat in a session was promised, "slot" where time with an expert was.
    """

    what: str
    guest_id: str
    name: str
    held: str
    other: str


@dataclasses.dataclass(frozen=True)
class CheckCase:
    """One event as the rules see it; `now` is wall time in the event's zone, `competitors` pairs of organisation ids.

    `ignored` are pairs of a check's code and a session or wave that it passes over, `weights` how much of each type of session the
    vendor speaks. The room is in cm, 0 where not known. `live` is a meetup judged as a live event with prospects.
    `asked` are the days on which something was asked of a guest outside this event, `introduced` how many introductions each has planned.
    `version` is the agenda released last, 0 for none, `last_host` whoever hosted the council before. `pool` are how often advocates of the
    workspace were asked in the last quarter, and how many there are; `meetings` the others of its members within a year of it; `received`
    what other events of the year cost in dollars for each guest of the public sector; `front` where stage or screen stands in cm;
    `stages` those of the journey (journey.STAGES) that the event is for;
    `clashes` what guests were promised twice for one time.
    """

    title: str
    purpose: str
    organiser_email: str
    quorum: int
    frame: AgendaFrame
    now: datetime
    sessions: Sequence[SessionRow] = ()
    guests: Sequence[CheckGuest] = ()
    competitors: Sequence[tuple[str, str]] = ()
    waves: Sequence[CheckWave] = ()
    product_names: Sequence[str] = ()
    tables: int = 0
    rounds: int = 0
    topic: str = ""
    learn_goal: str = ""
    objectives: Sequence[str] = ()
    sponsor: str = ""
    capacity: int = 0
    room: tuple[int, int] = (0, 0)
    layout: Sequence[CheckTable] = ()
    ignored: frozenset[tuple[str, str]] = frozenset()
    ignored_words: Sequence[str] = ()
    history: Sequence[PastTurnout] = ()
    weights: Mapping[str, float] = dataclasses.field(default_factory=lambda: VENDOR_WEIGHT)
    live: bool = False
    talks: Sequence[CheckTalk] = ()
    money: Money = dataclasses.field(default_factory=Money)
    asked: Mapping[str, Sequence[date]] = dataclasses.field(default_factory=dict)
    introduced: Mapping[str, int] = dataclasses.field(default_factory=dict)
    formalities: Sequence[FormalityRow] = ()
    chairs: Sequence[ChairRow] = ()
    version: int = 0
    host_company: str = ""
    last_host: str = ""
    virtual: bool = False
    questions: int = 0
    meetings: Sequence[CheckMeeting] = ()
    pool: tuple[int, int] = (0, 0)
    received: Mapping[str, float] = dataclasses.field(default_factory=dict)
    front: tuple[float, float] | None = None
    stages: Sequence[str] = ()
    clashes: Sequence[CheckClash] = ()

    @property
    def kind(self) -> str:
        return self.frame.kind

    @property
    def days_left(self) -> int:
        return (self.frame.start.date() - self.now.date()).days

    @cached_property
    def placed(self) -> list[SessionRow]:
        """Sessions with a time that members read of, in order."""
        return sorted((s for s in self.sessions if s.start and s.for_members), key=lambda s: (s.start or self.now, s.title))

    @cached_property
    def content(self) -> list[SessionRow]:
        """Placed sessions in which something is said, the welcome left out."""
        return [s for s in self.placed if s.for_members and s.type in VENDOR_WEIGHT and s.type != SessionType.WELCOME]

    @cached_property
    def members(self) -> list[CheckGuest]:
        """Those whom the event is for and who may still come."""
        return [g for g in self.guests if g.may_come and g.is_member]

    @cached_property
    def hosts(self) -> list[CheckGuest]:
        """People of the host's side who may come, facilitators and companions left out."""
        apart = (Role.FACILITATOR, Role.COMPANION)
        return [g for g in self.guests if g.may_come and g.side == Side.HOST and g.role not in apart]

    @cached_property
    def bench(self) -> list[CheckGuest]:
        """Members who may be invited next, in the order of the bench; those without a place last."""
        waiting = [g for g in self.guests if g.on_bench and g.is_member]
        return sorted(waiting, key=lambda g: (not g.bench_rank, g.bench_rank, g.name))

    def heeded(self, code: str, sessions: Sequence[SessionRow]) -> list[SessionRow]:
        """Sessions at which this check is not ignored."""
        return [s for s in sessions if (code, s.id) not in self.ignored]


def table_of(place: str) -> str:
    """The id of the table of a guest's place, "round/table/number"."""
    return place.split("/")[1]


def seat_of(place: str) -> int:
    """The number of the seat of a guest's place, counted from 1 at its table."""
    return int(place.rpartition("/")[2])
