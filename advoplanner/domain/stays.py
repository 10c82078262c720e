"""How guests travel and where they sleep: arrival and departure, nights at the hotel, and who shares a room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from advoplanner.core.dates import short_date
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural

MOST_NIGHTS = 60
"""More nights than that can only be a slip in a date."""


@dataclass(frozen=True, slots=True)
class StayRow:
    """One guest who comes or may come; times are wall time of the event, `check_in` and `check_out` the first and the last morning."""

    guest_id: str
    event_id: str
    name: str
    organisation: str
    hotel: str = ""
    travel: str = ""
    access_needs: str = ""
    arrives: datetime | None = None
    leaves: datetime | None = None
    check_in: date | None = None
    check_out: date | None = None
    shares_id: str = ""
    shares_with: str = ""

    @property
    def nights(self) -> int:
        """Nights at the hotel, 0 for none."""
        return (self.check_out - self.check_in).days if self.check_in and self.check_out else 0

    @property
    def needs_room(self) -> bool:
        """Whether anything says that this guest sleeps here."""
        return bool(self.hotel or self.check_in or self.check_out or self.shares_id)

    @property
    def missing(self) -> str:
        """What the hotel still has to be told, "" for nothing."""
        if not self.needs_room:
            return ""
        open_ends = [words for words, there in (("first night", self.check_in), ("day of leaving", self.check_out)) if not there]
        return f"No {' and no '.join(open_ends)}" if open_ends else ""

    @property
    def words(self) -> str:
        """Nights, and who shares the room, in a line; "" where nothing is known."""
        span = f"{plural(self.nights, 'night')} from {short_date(self.check_in)}" if self.nights and self.check_in else self.missing
        return " · ".join(filter(None, (span, f"shares with {self.shares_with}" if self.shares_with else "")))

    @property
    def coming_words(self) -> str:
        """ "Arrives Tue 9 Mar 2027, 17:40 · leaves Thu 11 Mar 2027, 14:00", "" where neither is known."""
        ends = (("arrives", self.arrives), ("leaves", self.leaves))
        said = " · ".join(f"{word} {moment_words(wall)}" for word, wall in ends if wall)
        return said[:1].upper() + said[1:]


def moment_words(wall: datetime) -> str:
    """ "Tue 9 Mar 2027, 17:40"."""
    return f"{short_date(wall.date())}, {wall:%H:%M}"


def rooms(rows: Sequence[StayRow]) -> int:
    """Rooms to be booked: two who share one count once."""
    sleeping = [row for row in rows if row.needs_room]
    known = {row.guest_id for row in sleeping}
    return sum(not (row.shares_id in known and row.shares_id < row.guest_id) for row in sleeping)


def summary(rows: Sequence[StayRow]) -> str:
    """ "6 rooms for 7 guests, 12 nights; 5 of 9 have said when they arrive"."""
    if not rows:
        return "Nobody is on the list yet."
    sleeping = [row for row in rows if row.needs_room]
    told = sum(row.arrives is not None for row in rows)
    beds = f"{plural(rooms(rows), 'room')} for {plural(len(sleeping), 'guest')}, {plural(sum(row.nights for row in sleeping), 'night')}"
    return f"{beds if sleeping else 'No room is needed yet'}; {told} of {len(rows)} have said when they arrive."


def check_stay(arrives: datetime | None, leaves: datetime | None, check_in: str, check_out: str, changed: str) -> None:
    """Raises RuleBroken at the field that was `changed` where somebody leaves before they come, or sleeps for no night."""
    if arrives and leaves and leaves <= arrives:
        raise RuleBroken("stays.leaves", "They would leave before they arrive.", "Correct one of the two times.", field=changed)
    if check_in and check_out:
        nights = (date.fromisoformat(check_out) - date.fromisoformat(check_in)).days
        if nights < 1:
            raise RuleBroken("stays.nights", "The last morning is not after the first night.", "One night ends on the next day.", field=changed)
        if nights > MOST_NIGHTS:
            raise RuleBroken("stays.long", f"{nights} nights can only be a slip.", "Look at the year of both days.", field=changed)
