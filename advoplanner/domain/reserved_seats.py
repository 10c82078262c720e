"""Seats kept in a session for those who matter most, outside its normal capacity: who holds one, who stands by, when they are free (features F23)."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass
from advoplanner.core.text import plural
from advoplanner.domain.event_details import EventDetails

SEATS, RELEASE = 2, 10
"""How many seats a session keeps, and how many minutes before its start nobody waits for a holder any more, unless said otherwise."""

MOST_SEATS, LONGEST = 50, 24 * 60


class SeatState(StrEnum):
    """What became of a kept seat, or of the wait for one. A released seat is whose it was until somebody else gets it."""

    HELD = "held"
    TAKEN = "taken"
    STANDBY = "standby"
    RELEASED = "released"
    PASSED = "passed"


WORDS: dict[str, str] = {
    SeatState.HELD: "Kept", SeatState.TAKEN: "Sits there", SeatState.STANDBY: "Stands by", SeatState.RELEASED: "Free again",
    SeatState.PASSED: "Passed on",
}  # fmt: skip
OCCUPIED = frozenset({SeatState.HELD, SeatState.TAKEN})
HEARD = frozenset({SeatState.HELD, SeatState.STANDBY, SeatState.PASSED})
"""States of which a guest is told."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for the kept seats of one session; times are wall times in the event's zone, None while it lies in the tray."""

    session_id: str
    title: str
    start: datetime | None
    minutes: int
    room: str
    seats: int
    release_minutes: int

    @property
    def release(self) -> datetime | None:
        """From when a seat that nobody took may go to who stands by."""
        return self.start - timedelta(minutes=self.release_minutes) if self.start else None

    @property
    def when(self) -> str:
        """ "Wed 10:00", or that it has no time."""
        return f"{self.start:%a %H:%M}" if self.start else "no time yet"


@dataclass(frozen=True, slots=True)
class ReservedRow:
    """One guest with a kept seat or waiting for one; `number` counts those who stand by from 1 and is 0 for all others."""

    id: str
    terms: Terms
    guest_id: str
    guest: str
    organisation: str
    email: str
    state: str
    told: str
    number: int
    version: int

    @property
    def to_tell(self) -> bool:
        """Whether this guest does not know yet what became of the seat."""
        return self.state in HEARD and self.told != self.state

    @property
    def why(self) -> str:
        """What holds for this guest, as one sentence."""
        until = f"{self.terms.release:%a %H:%M}" if self.terms.release else f"{plural(self.terms.release_minutes, 'minute')} before it begins"
        if self.state == SeatState.STANDBY:
            return f"Number {self.number} in line: gets the next of {plural(self.terms.seats, 'seat')} that is given back, or not taken by {until}."
        return {
            SeatState.HELD: f"One of {plural(self.terms.seats, 'seat')} besides the room's own, kept until {until}.",
            SeatState.TAKEN: "Came and sits there.",
            SeatState.RELEASED: "Given back, and nobody stands by: it is free for whoever comes.",
        }.get(SeatState(self.state), "Went to the next in line.")


def check_seats(seats: int, occupied: int) -> int:
    """How many seats a session keeps; raises RuleBroken at `seats`, also where more are held."""
    if not 0 <= seats <= MOST_SEATS:
        raise RuleBroken("reserved.seats", f"A session keeps from 0 to {MOST_SEATS} seats.", "Two are usual.", field="seats")
    if seats < occupied:
        raise RuleBroken("reserved.held", f"{plural(occupied, 'seat is', 'seats are')} held already.", "Release one first.", field="seats")
    return seats


def check_release(minutes: int) -> int:
    """Minutes before the session's start; raises RuleBroken at `release_minutes`."""
    if not 0 <= minutes <= LONGEST:
        sentence = "Seats are released from 0 minutes to a day before the session begins."
        raise RuleBroken("reserved.release", sentence, f"{RELEASE} minutes are usual.", field="release_minutes")
    return minutes


def notice(row: ReservedRow, event: EventDetails) -> tuple[str, str]:
    """Subject and text of a mail that says what became of a seat."""
    session = f"“{row.terms.title}” ({row.terms.when}{f', {row.terms.room}' if row.terms.room else ''})"
    if row.state == SeatState.STANDBY:
        subject = f"You are in line for a seat: {row.terms.title}"
        said = f"All seats kept in {session} are held, and you are number {row.number} in line. If one becomes free, you hear from us."
    elif row.state == SeatState.PASSED:
        subject = f"Your seat went to the next in line: {row.terms.title}"
        said = f"The seat that was kept for you in {session} went to the next in line. You are welcome wherever the room has space."
    else:
        subject = f"A seat is kept for you: {row.terms.title}"
        until = f" until {row.terms.release:%H:%M}" if row.terms.release else ""
        said = f"A seat is kept for you in {session}{until}. If you cannot come, answer this mail, so that the next in line can."
    return subject, "\n\n".join((f"Dear {row.guest},", said, event.title, event.organiser_name or event.host_company or "Your hosts"))
