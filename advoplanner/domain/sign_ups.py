"""Events open to whoever signs up: places and a waiting list, who came unannounced, and how many of those who signed up came (features F50)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from advoplanner.core.dates import long_date
from advoplanner.core.records import dataclass
from advoplanner.core.text import listed, plural
from advoplanner.domain.event_details import EventDetails
from advoplanner.domain.guests import Attendance, Decision, Reply

FEWEST = 5
"""People below which a share says nothing, as for prospects."""

SHOWN = 3
SUBJECT = 80
"""So many characters of the title are the subject of the mail that a flyer's code begins."""
PRESENT = (Attendance.ARRIVED, Attendance.LEFT_EARLY)


class Source(StrEnum):
    """How somebody came to sign up."""

    FORM = "form"
    MAIL = "mail"
    HAND = "hand"
    DOOR = "door"


SOURCE_WORDS: dict[str, str] = {Source.FORM: "Form", Source.MAIL: "Mail", Source.HAND: "By hand", Source.DOOR: "At the door"}


class Place(StrEnum):
    """Whether somebody who signed up has a place."""

    IN = "in"
    WAITING = "waiting"
    OUT = "out"


PLACE_WORDS: dict[str, str] = {Place.IN: "Has a place", Place.WAITING: "Waiting", Place.OUT: "Gave it back"}


@dataclass(frozen=True, slots=True)
class SignUpRow:
    """One who signed up; `number` is the place on the waiting list, 0 for none, `told` the last Place they heard of from us."""

    guest_id: str
    event_id: str
    name: str
    email: str
    organisation: str
    source: str
    at: datetime
    place: str
    number: int
    attendance: str
    told: str

    @property
    def id(self) -> str:
        return self.guest_id

    @property
    def to_tell(self) -> bool:
        """Whether they know where they stand; who walked in does, and so does who gave the place back."""
        return self.place != Place.OUT and self.source != Source.DOOR and self.told != self.place


@dataclass(frozen=True, slots=True)
class AudienceFigures:
    """An open audience in numbers; `taken` counts everybody with a place, invited guests too, `came` those who were checked in."""

    places: int
    taken: int
    signed_up: int
    waiting: int
    came: int
    came_of_signed_up: int
    walked_in: int
    over: bool

    @property
    def free(self) -> int | None:
        """Places that nobody has; None where there is no limit."""
        return max(self.places - self.taken, 0) if self.places else None

    @property
    def show_up_rate(self) -> float | None:
        """How many of those with a place who signed up beforehand came; None before the event is over, or for too few to say."""
        return self.came_of_signed_up / self.signed_up if self.over and self.signed_up >= FEWEST else None

    @property
    def walk_in_share(self) -> float | None:
        """Those who came unannounced, of all who came; None for too few to say."""
        return self.walked_in / self.came if self.came >= FEWEST else None


@dataclass(frozen=True, slots=True)
class SignUpReport:
    """What became of sign-ups that were read: those new, known already, waiting, and those that could not be read, each with why."""

    read: int
    added: int
    merged: int
    waiting: tuple[str, ...]
    problems: tuple[tuple[str, str], ...]

    def words(self) -> str:
        """One sentence for the person who read them in."""
        parts = [f"{plural(self.read, 'sign-up')} read", f"{self.added} new"]
        parts += [f"{self.merged} known already"] * bool(self.merged)
        parts += [f"{len(self.waiting)} waiting: {_names(self.waiting)}"] * bool(self.waiting)
        parts += [f"{len(self.problems)} could not be read"] * bool(self.problems)
        return ", ".join(parts)


def place_of(decision: str, reply: str) -> Place:
    """Where somebody who signed up stands, read from the guest's own states, so that there is one truth."""
    if reply in (Reply.DECLINED, Reply.DELEGATED) or decision == Decision.NOT_NOW:
        return Place.OUT
    return Place.IN if decision == Decision.APPROVED else Place.WAITING


def figures(rows: Iterable[SignUpRow], *, places: int, taken: int, came: int, over: bool) -> AudienceFigures:
    """The numbers of an audience; of a place given back nothing is expected."""
    rows = list(rows)
    before = [row for row in rows if row.source != Source.DOOR and row.place == Place.IN]
    walked_in = sum(row.source == Source.DOOR and row.attendance in PRESENT for row in rows)
    there = sum(row.attendance in PRESENT for row in before)
    waiting = sum(row.place == Place.WAITING for row in rows)
    return AudienceFigures(places, taken, len(before), waiting, came, there, walked_in, over)


def figure_words(found: AudienceFigures) -> list[str]:
    """The numbers in words, the likely ones first."""
    places = f"{found.taken} of {plural(found.places, 'place')} taken" if found.places else f"{plural(found.taken, 'person', 'people')} come"
    words = [places] + [f"{found.waiting} waiting"] * bool(found.waiting)
    if found.came:
        share = f" ({found.walk_in_share:.0%} of those who came)" if found.walk_in_share is not None else ""
        words.append(f"{found.walked_in} walked in{share}")
    if found.over and found.signed_up:
        rate = f" ({found.show_up_rate:.0%})" if found.show_up_rate is not None else ", too few to compare"
        words.append(f"{found.came_of_signed_up} of {found.signed_up} who signed up came{rate}")
    return words


def notice(row: SignUpRow, event: EventDetails) -> tuple[str, str]:
    """Subject and text of a mail that says where somebody stands; what they typed themselves stands in it only as their name."""
    when = f"{long_date(event.start.date())}, {event.start:%H:%M} ({event.zone.replace('_', ' ')})"
    facts = "\n".join(filter(None, (event.title, when, event.where)))
    if row.place == Place.WAITING:
        subject = f"You are on the waiting list: {event.title}"
        said = f"All places are taken, and you are number {row.number} on the waiting list. If one becomes free, it is yours, and you hear from us."
    elif row.told == Place.WAITING:
        subject = f"A place has become free for you: {event.title}"
        said = "A place has become free, and it is yours. If you cannot come any more, answer this mail, so that the next in line can."
    else:
        subject = f"You have a place: {event.title}"
        said = "Thank you for signing up: you have a place. If you cannot come, answer this mail, so that somebody else can."
    return subject, "\n\n".join((f"Dear {row.name},", said, facts, event.organiser_name or event.host_company or "Your hosts"))


def moved_words(names: list[str]) -> str:
    """The end of a step's name that says who moves up; "" for nobody."""
    return f"; {_names(tuple(names))} {'moves' if len(names) == 1 else 'move'} up from the waiting list" if names else ""


def _names(names: tuple[str, ...]) -> str:
    more = len(names) - SHOWN
    return listed([*names[:SHOWN], plural(more, "other")] if more > 0 else list(names))
