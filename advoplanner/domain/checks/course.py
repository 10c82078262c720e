"""How the forecast came about and where it leads: day by day from the first answer to the event, and when it falls short.

A day that was logged stands as it was then; the rest of the past follows the days on which people answered. For the days ahead
nobody else is taken to answer: the likelihood of those who are silent fades evenly to nothing on the event's day (our own
assumption), so that waiting shows as what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from math import sqrt

from advoplanner.core.records import dataclass
from advoplanner.domain.checks.case import CheckCase, CheckGuest
from advoplanner.domain.checks.turnout import Weight, turnout_of
from advoplanner.domain.guests import Reply

MOST_DAYS, MOST_POINTS = 180, 40
"""How far back a course goes, and how many days of it are reckoned."""

EXACT_UP_TO = 60
"""Members up to whom each day's range is exact; for more the normal approximation is as good and takes no time."""

EIGHT_OF_TEN = 1.2816


@dataclass(frozen=True, slots=True)
class CoursePoint:
    """Members expected as it stood, or will stand, on a day, with the range of 8 in 10 cases; `ahead` marks days to come."""

    day: date
    expected: float
    low: float
    high: float
    ahead: bool


@dataclass(frozen=True, slots=True)
class Course:
    """The points in order of time; `short_from` is the day from which the forecast lies below the quorum to the end, None where it never does.

    A day that has passed means that it falls short now, since then.
    """

    points: tuple[CoursePoint, ...]
    short_from: date | None


def course(case: CheckCase, likely: Mapping[str, Weight], logged: Iterable[CoursePoint] = ()) -> Course | None:
    """The course of an event's forecast; None where nobody is on the list or the event has begun. `logged` are days as they stood then."""
    if not case.members or case.now >= case.frame.start:
        return None
    today, end = case.now.date(), case.frame.start.date()
    kept = {point.day: point for point in logged if point.day < today}
    answered = [*kept, *(g.replied for g in case.members if g.replied and g.replied <= today)]
    begin = max(min(answered, default=today), today - timedelta(days=MOST_DAYS))
    days = sorted({*_days(begin, today, end), *(day for day in kept if day >= begin)})
    points = tuple(kept.get(day) or _point(case, likely, day, today, end) for day in days)
    return Course(points, _short_from(case, likely, points, begin, end))


def _days(begin: date, today: date, end: date) -> list[date]:
    """Evenly spread days with the first, today and the event's among them."""
    step = max(1, (end - begin).days // MOST_POINTS)
    spread = {begin + timedelta(days=n) for n in range(0, (end - begin).days + 1, step)}
    return sorted(spread | {begin, today, end})


def _point(case: CheckCase, likely: Mapping[str, Weight], day: date, today: date, end: date) -> CoursePoint:
    chances = [_chance(g, likely, day, today, end) for g in case.members]
    if len(chances) <= EXACT_UP_TO:
        turnout = turnout_of(chances)
        return CoursePoint(day, turnout.expected, turnout.low, turnout.high, day > today)
    expected = sum(chances)
    spread = EIGHT_OF_TEN * sqrt(sum(p * (1 - p) for p in chances))
    return CoursePoint(day, expected, max(expected - spread, 0), min(expected + spread, len(chances)), day > today)


def _chance(guest: CheckGuest, likely: Mapping[str, Weight], day: date, today: date, end: date) -> float:
    """How likely somebody comes, as one could know on that day."""
    if day < today and (guest.reply == Reply.NONE or (guest.replied or day) > day):
        return likely[Reply.NONE].value
    value = likely[guest.reply].value
    if day > today and guest.reply == Reply.NONE:
        return value * (end - day).days / max((end - today).days, 1)
    return value


def _short_from(case: CheckCase, likely: Mapping[str, Weight], points: tuple[CoursePoint, ...], begin: date, end: date) -> date | None:
    """The first day of the last stretch below the quorum; found among the points, then to the day."""
    if case.quorum <= 0 or not points or points[-1].expected >= case.quorum:
        return None
    first = len(points) - 1
    while first > 0 and points[first - 1].expected < case.quorum:
        first -= 1
    last_good = points[first - 1].day if first else begin - timedelta(days=1)
    today, day = case.now.date(), last_good + timedelta(days=1)
    while day < points[first].day and sum(_chance(g, likely, day, today, end) for g in case.members) >= case.quorum:
        day += timedelta(days=1)
    return day
