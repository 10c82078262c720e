"""What the Today page shows: the next events and what waits for the coordinator, each with the page to jump to."""

from __future__ import annotations

from datetime import date, datetime

from advoplanner.core.records import dataclass
from advoplanner.domain.followup import ActionRow
from advoplanner.domain.tasks import TaskRow


@dataclass(frozen=True, slots=True)
class NextEvent:
    """An event to come. `invited` counts approved guests, `errors` and `warnings` findings; `days_left` is 0 on the day.

    `readiness` is the share of rules that hold, or None where none could be judged. `start` is wall time in `zone`.
    """

    id: str
    kind: str
    title: str
    start: datetime
    zone: str
    days_left: int
    invited: int
    accepted: int
    errors: int
    warnings: int
    readiness: float | None
    page: str = "overview"


@dataclass(frozen=True, slots=True)
class WaitingReply:
    """A reply that only a person can decide."""

    id: str
    who: str
    event_id: str
    event: str
    why: str
    read_at: datetime
    page: str = "replies"


@dataclass(frozen=True, slots=True)
class WaitingMessages:
    """Messages of one event that have not left: ready to go, held back, or written before the event changed."""

    event_id: str
    event: str
    ready: int
    held: int
    stale: int
    page: str = "outbox"


@dataclass(frozen=True, slots=True)
class UnseatedGuests:
    """How many accepted guests of an event with tables have no seat yet."""

    event_id: str
    event: str
    count: int
    page: str = "seating"


@dataclass(frozen=True, slots=True)
class DueAction:
    """An open action that is late, due within the week, or without owner or date after its event."""

    action: ActionRow
    page: str = "followup"


@dataclass(frozen=True, slots=True)
class DueWave:
    """A wave of invitations whose day has come, or comes within the week, and of which nothing has left."""

    id: str
    event_id: str
    event: str
    name: str
    planned: date
    page: str = "invitations"


@dataclass(frozen=True, slots=True)
class ShortForecast:
    """An event whose forecast lies, or comes to lie, below its quorum from a day on; `more` invitations would close the gap."""

    event_id: str
    event: str
    quorum: int
    short_from: date
    more: int
    next_names: tuple[str, ...]
    page: str = "guests"


@dataclass(frozen=True, slots=True)
class EndingTerm:
    """A member whose term ends soon; without a programme it is what is written down about the person."""

    person_id: str
    name: str
    ends: date
    programme_id: str = ""
    programme: str = ""

    @property
    def page(self) -> str:
        return "programme" if self.programme_id else "people"


@dataclass(frozen=True, slots=True)
class ThanksDue:
    """A member who left a programme and is to be thanked."""

    membership_id: str
    name: str
    programme_id: str
    programme: str
    page: str = "programme"


@dataclass(frozen=True, slots=True)
class WaitingRequest:
    """A host who waits for an answer; `start` is None where they did not say when."""

    id: str
    host: str
    start: datetime | None
    places: int
    page: str = "host_requests"


@dataclass(frozen=True, slots=True)
class TodayRows:
    """Everything the page shows, each list in the order in which to act."""

    events: tuple[NextEvent, ...]
    replies: tuple[WaitingReply, ...]
    messages: tuple[WaitingMessages, ...]
    unseated: tuple[UnseatedGuests, ...]
    actions: tuple[DueAction, ...]
    tasks: tuple[TaskRow, ...] = ()
    waves: tuple[DueWave, ...] = ()
    short: tuple[ShortForecast, ...] = ()
    terms: tuple[EndingTerm, ...] = ()
    requests: tuple[WaitingRequest, ...] = ()
    thanks: tuple[ThanksDue, ...] = ()

    @property
    def nothing_due(self) -> bool:
        asked = (self.replies, self.messages, self.unseated, self.requests)
        return not any((*asked, self.actions, self.tasks, self.waves, self.short, self.terms, self.thanks))
