"""What documents are drawn from: plain frozen values, already filtered by the caller for one audience.

Nothing here knows a database or a page. Whoever builds a `Pack` leaves out what its audience may not read
and says so in `hidden` and `left_out`; the drawing code prints what it finds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from advoplanner.domain.document_kits import AnswerFacts, SkillFacts, SlotFacts, StayFacts, TalkFacts
from advoplanner.domain.restrictions import Audience, LeftOut


class Paper(StrEnum):
    A4 = "a4"
    LETTER = "letter"


PAPER_WORDS = {"a4": "A4", "letter": "Letter"}

Fact = tuple[str, str]
"""A label and its value, such as ("Hotel", "Tejo Palace, 412")."""


@dataclass(frozen=True, slots=True)
class EventFacts:
    """The event; `start` and `end` are naive wall time in `zone`."""

    id: str
    title: str
    start: datetime
    end: datetime
    kind: str = ""
    kind_name: str = ""
    purpose: str = ""
    topic: str = ""
    learn_goal: str = ""
    objectives: tuple[str, ...] = ()
    zone: str = "UTC"
    zone_abbreviation: str = ""
    venue: str = ""
    address: str = ""
    city: str = ""
    room: str = ""
    organiser_name: str = ""
    organiser_email: str = ""
    host_company: str = ""
    sponsor: str = ""
    logistics: str = ""
    help_contact: str = ""
    join_link: str = ""
    form_link: str = ""
    status: str = ""
    version_label: str = ""
    brand: str = ""
    mark: str = ""
    logo: bytes | None = None
    disclosure: str = ""


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """One session on the agenda; `start` is naive wall time in the event's zone.

    `working` marks sessions in which members work, `pause` meals, breaks and free time. `parts` are guest ids with the role of each;
    `kept_for` and `standing_by` those with a reserved seat, and those in line for one.
    """

    start: datetime
    minutes: int
    title: str
    type: str = ""
    type_words: str = ""
    room: str = ""
    people: str = ""
    member_benefit: str = ""
    input_sought: str = ""
    decision_owner: str = ""
    purpose: str = ""
    private_notes: str = ""
    materials: str = ""
    working: bool = False
    pause: bool = False
    parts: tuple[tuple[str, str], ...] = ()
    id: str = ""
    kept_for: tuple[str, ...] = ()
    standing_by: tuple[str, ...] = ()
    decision_due: date | None = None
    skill: str = ""
    trail: str = ""
    """Who asked for it, in words."""

    @property
    def day(self) -> date:
        return self.start.date()

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Meeting:
    """Somebody a guest should meet, and why; `guest_id` finds their photo in the same pack."""

    name: str
    reason: str = ""
    guest_id: str = ""


@dataclass(frozen=True, slots=True)
class GuestFacts:
    """One guest. `side`, `role`, `decision`, `reply` and `attendance` are the values of `domain.guests`.

    `latin_name` is the name in Latin letters where `name` is in another script, `say_it` how it is spoken.
    `gains` is the sentence on what the event gives them, `camera` what they want of no camera ("No photo").
    `photo` is a JPEG that `imports.photos.normalise` made, or None. `table` is the table's name ("3"), `seat` 0 without one.
    """

    id: str
    name: str
    given: str = ""
    family: str = ""
    preferred_name: str = ""
    latin_name: str = ""
    say_it: str = ""
    pronouns: str = ""
    email: str = ""
    job_title: str = ""
    organisation: str = ""
    city: str = ""
    country: str = ""
    side: str = "customer"
    role: str = "participant"
    decision: str = "approved"
    reply: str = "none"
    attendance: str = "expected"
    table: str = ""
    seat: int = 0
    photo: bytes | None = None
    background: str = ""
    moves_them: str = ""
    gains: str = ""
    talking_points: tuple[str, ...] = ()
    ask_them: tuple[str, ...] = ()
    do_not_say: tuple[str, ...] = ()
    languages: str = ""
    diet: str = ""
    access_needs: str = ""
    stay: tuple[Fact, ...] = ()
    should_meet: tuple[Meeting, ...] = ()
    companion_of: str = ""
    restrictions: tuple[str, ...] = ()
    camera: str = ""
    why_seat: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    person_id: str = ""
    topics: tuple[str, ...] = ()
    contact: tuple[Fact, ...] = ()
    """How other guests may reach them, where they agreed: "E-mail", "Telephone"."""

    @property
    def called(self) -> str:
        """The first name for a badge: preferred, else given, else the first word of the name."""
        return self.preferred_name or self.given or self.name.split(" ")[0]

    @property
    def surname(self) -> str:
        """The rest of the name below `called`."""
        if self.family:
            return self.family
        return "" if self.given else self.name.partition(" ")[2]


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """A seat's centre in the room in centimetres, and who sits there ("" for an empty seat)."""

    number: int
    x: float
    y: float
    name: str = ""
    short_name: str = ""
    guest_id: str = ""
    is_host: bool = False


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table: `x`, `y` its centre in centimetres, `angle` clockwise in degrees, `width` the diameter where round."""

    number: int
    name: str
    x: float
    y: float
    shape: str = "round"
    angle: float = 0.0
    width: float = 152.0
    length: float = 152.0
    topic: str = ""
    host: str = ""
    seats: tuple[SeatFacts, ...] = ()

    @property
    def taken(self) -> int:
        return sum(1 for s in self.seats if s.name)


@dataclass(frozen=True, slots=True)
class RoomItem:
    """A stage, door or other thing of the room; `x`, `y` its top left corner, all in centimetres."""

    kind: str
    label: str
    x: float
    y: float
    width: float
    length: float


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A seating plan drawn to scale: centimetres, origin top left, y downwards. `kind` of an item is "stage", "door" or free."""

    room: str
    width: float
    length: float
    tables: tuple[TableFacts, ...] = ()
    items: tuple[RoomItem, ...] = ()
    notes: tuple[str, ...] = ()
    title: str = ""
    unseated: tuple[str, ...] = ()

    @property
    def seats(self) -> int:
        return sum(len(t.seats) for t in self.tables)


@dataclass(frozen=True, slots=True)
class IntroductionFacts:
    """An introduction that is planned; the ids are those of the two guests, and of those whom the words of `by` name."""

    first: str
    second: str
    reason: str = ""
    by: str = ""
    done: bool = False
    first_id: str = ""
    second_id: str = ""
    by_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUpFacts:
    """An action promised to members; `due` is a date or None."""

    what: str
    owner: str = ""
    due: date | None = None
    member: str = ""
    status: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class WaivedFacts:
    """A check that somebody waived: the norm's title, what it was about where several share it, why, who and when; `ended` once taken back."""

    what: str
    subject: str
    reason: str
    by: str
    day: date
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How the event went: people in each state, as the whole guest list has it (a pack may hold only those who come)."""

    invited: int = 0
    accepted: int = 0
    declined: int = 0
    tentative: int = 0
    silent: int = 0
    arrived: int = 0
    no_shows: int = 0


@dataclass(frozen=True, slots=True)
class Changes:
    """What readers have not read yet: `ids` of sessions and guests, sessions that are `gone`, and `since` what, "" where nothing is compared.

    `unseen` are sessions of which only what the run of show tells has changed.
    """

    ids: frozenset[str] = frozenset()
    since: str = ""
    gone: tuple[SessionFacts, ...] = ()
    unseen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything one document can need, for one `audience`; `hidden` are sentences that say what was left out and why."""

    event: EventFacts
    audience: str = Audience.HOST
    sessions: tuple[SessionFacts, ...] = ()
    guests: tuple[GuestFacts, ...] = ()
    plan: PlanFacts | None = None
    introductions: tuple[IntroductionFacts, ...] = ()
    follow_ups: tuple[FollowUpFacts, ...] = ()
    earlier: tuple[FollowUpFacts, ...] = ()
    slots: tuple[SlotFacts, ...] = ()
    talks: tuple[TalkFacts, ...] = ()
    slot: tuple[Fact, ...] = ()
    """What the hour means for the venue, as labels and values in the order of the evening; none within opening hours."""
    questions: tuple[str, ...] = ()
    stays: tuple[StayFacts, ...] = ()
    skills: tuple[SkillFacts, ...] = ()
    answers: tuple[AnswerFacts, ...] = ()
    counts: Counts = field(default_factory=Counts)
    vendor_share: float | None = None
    vendor_share_limit: float | None = None
    waived: tuple[WaivedFacts, ...] = ()
    hidden: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    by_leave: tuple[LeftOut, ...] = ()
    reader: str = ""
    """The guest for whom alone it is made, by id; "" for everybody of the audience."""
    changes: Changes = Changes()

    @property
    def reader_facts(self) -> GuestFacts | None:
        """The one for whom the pack is made."""
        return next((g for g in self.guests if g.id == self.reader), None) if self.reader else None


def agenda_days(sessions: tuple[SessionFacts, ...]) -> list[tuple[date, list[SessionFacts]]]:
    """Sessions by day, days and sessions in order of time."""
    days: dict[date, list[SessionFacts]] = {}
    for session in sorted(sessions, key=lambda s: (s.start, s.minutes, s.title)):
        days.setdefault(session.day, []).append(session)
    return sorted(days.items())
