"""Time on an agenda: where a session may lie and what collides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import date, datetime, timedelta

from advoplanner.core.dates import short_date
from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass
from advoplanner.core.text import key
from advoplanner.domain.agenda import MAX_MINUTES, MIN_MINUTES, VENDOR_WEIGHT, AgendaConflict, SessionPerson, SessionRow, SessionType, Visibility
from advoplanner.domain.events import EventKind
from advoplanner.domain.guests import WORDS, Attendance, Reply
from advoplanner.domain.venues import Hours, is_open

DAY_BEGINS = timedelta(hours=4)
"""A session after midnight still belongs to the evening before."""

BREAK_AFTER = 120
"""Longest stretch of content without a break, in minutes."""

REAL_BREAK = timedelta(minutes=10)
"""Shorter gaps are for changing speakers and rest nobody."""


@dataclass(frozen=True, slots=True)
class AgendaFrame:
    """What an agenda must fit into: the event's span and room, and the venue's hours (empty where not known)."""

    kind: str
    start: datetime
    end: datetime
    zone: str = "UTC"
    room: str = ""
    venue: str = ""
    hours: Hours = field(default_factory=dict)


def check_minutes(minutes: int) -> None:
    """Raise RuleBroken `agenda.minutes` for a session shorter than 5 minutes or longer than a day."""
    if not MIN_MINUTES <= minutes <= MAX_MINUTES:
        sentence = f"A session lasts from {MIN_MINUTES} minutes to 24 hours, not {minutes} minutes."
        raise RuleBroken("agenda.minutes", sentence, "Give it a length in that range.", field="minutes")


def check_span(title: str, start: datetime, minutes: int, frame: AgendaFrame) -> None:
    """Raise RuleBroken `agenda.before_event` or `agenda.past_end` where a session leaves the event's time."""
    if start < frame.start:
        sentence = f"“{title}” would start at {_clock(start, frame)}, before the event begins at {_clock(frame.start, frame)}."
        raise RuleBroken("agenda.before_event", sentence, "Start the session later, or the event earlier.", field="start")
    end = start + timedelta(minutes=minutes)
    if end > frame.end:
        sentence = f"“{title}” would run until {_clock(end, frame)}, past the event's end at {_clock(frame.end, frame)}."
        raise RuleBroken("agenda.past_end", sentence, "Make the session shorter or earlier, or let the event end later.", field="start")


def agenda_day(start: datetime) -> date:
    """The day on which people would say that it happens: 00:30 is still the evening before."""
    return (start - DAY_BEGINS).date()


def conflicts(rows: Sequence[SessionRow], frame: AgendaFrame, break_after: int = BREAK_AFTER) -> list[AgendaConflict]:
    """Everything that does not fit, errors first, then in the order of the day."""
    timed = sorted((r for r in rows if r.start), key=lambda r: (r.start or frame.start, r.title))
    placed = [r for r in timed if r.visibility != Visibility.BLOCKER]
    found = [*_double_booked(placed), *_rooms(placed, frame), *_blocked(timed, frame), *_speakers(placed), *_unavailable(placed)]
    found += [*_outside(placed, frame), *_breaks(placed, break_after)]
    found += [
        AgendaConflict("I", "in_tray", r.id, f"“{r.title}” has no time yet and waits in the tray.")
        for r in rows if r.start is None
    ]  # fmt: skip
    return sorted(found, key=lambda c: "EWI".index(c.level))


def _double_booked(placed: Sequence[SessionRow]) -> Iterator[AgendaConflict]:
    diaries: dict[str, list[tuple[SessionRow, str]]] = defaultdict(list)
    for row in placed:
        for person in row.people:
            diaries[person.guest_id].append((row, person.name))
    for diary in diaries.values():
        for place, (one, name) in enumerate(diary):
            for other, _ in diary[place + 1 :]:
                if not _overlap(one, other):
                    break  # In the order of their starts nothing later meets it either.
                sentence = f"{name} is in “{one.title}” and in “{other.title}” at the same time ({_times(other)})."
                yield AgendaConflict("E", "person_double", one.id, sentence, (other.id,))


def _rooms(placed: Sequence[SessionRow], frame: AgendaFrame) -> Iterator[AgendaConflict]:
    for one, other in _meeting(placed):
        if SessionType.FREE in (one.type, other.type):
            continue
        room, second = one.room or frame.room, other.room or frame.room
        if room and key(room) == key(second):
            sentence = f"“{one.title}” and “{other.title}” are both in {room} at {other.start:%H:%M}."
            yield AgendaConflict("E", "room_overlap", one.id, sentence, (other.id,))
        elif not room and not second:
            sentence = f"“{one.title}” and “{other.title}” run at the same time ({_times(other)}), and neither names a room."
            yield AgendaConflict("W", "parallel_no_room", one.id, sentence, (other.id,))


def _meeting(placed: Sequence[SessionRow]) -> Iterator[tuple[SessionRow, SessionRow]]:
    """Pairs of sessions that overlap. In the order of their starts nothing meets what begins after its end, so few pairs are looked at."""
    ends = [row.end for row in placed]
    for place, one in enumerate(placed):
        end = ends[place]
        for other in placed[place + 1 :]:
            if other.start is None or end is None or other.start >= end:
                break
            yield one, other


def _speakers(placed: Sequence[SessionRow]) -> Iterator[AgendaConflict]:
    for row in placed:
        for person in row.people:
            if person.reply in (Reply.DECLINED, Reply.DELEGATED):
                word = "declined" if person.reply == Reply.DECLINED else "sends somebody else"
                yield AgendaConflict("E", "presenter_declined", row.id, f"{person.name} {word}, but is on “{row.title}” as {_role(person.role)}.")
            elif person.reply != Reply.ACCEPTED:
                sentence = f"{person.name} is on “{row.title}” as {_role(person.role)} and has not accepted yet ({WORDS[person.reply].lower()})."
                yield AgendaConflict("W", "presenter_not_accepted", row.id, sentence)


def _blocked(timed: Sequence[SessionRow], frame: AgendaFrame) -> Iterator[AgendaConflict]:
    """Sessions in time that is kept free, everywhere or in the blocker's room."""
    for blocker in (r for r in timed if r.visibility == Visibility.BLOCKER):
        for row in timed:
            if row.visibility == Visibility.BLOCKER or not _overlap(blocker, row):
                continue
            if not blocker.room or key(blocker.room) == key(row.room or frame.room):
                sentence = f"“{row.title}” ({_times(row)}) lies in time that is kept free: {blocker.title}, {_times(blocker)}."
                yield AgendaConflict("E", "blocked", row.id, sentence, (blocker.id,))


def _unavailable(placed: Sequence[SessionRow]) -> Iterator[AgendaConflict]:
    """People with a part in a session while they are not there."""
    for row in placed:
        for person in row.people:
            if person.reply in (Reply.DECLINED, Reply.DELEGATED):
                continue
            why = _absent(row, person)
            if why:
                yield AgendaConflict("E", "unavailable", row.id, f"{person.name} {why}, but is on “{row.title}” ({_times(row)}).")


def _absent(row: SessionRow, person: SessionPerson) -> str:
    if person.attendance == Attendance.NO_SHOW:
        return "has not come"
    if person.here_from and row.start and row.start < person.here_from:
        return f"is here from {person.here_from:%H:%M} only"
    if person.here_until and row.end and row.end > person.here_until:
        return f"leaves at {person.here_until:%H:%M}"
    return ""


def _outside(placed: Sequence[SessionRow], frame: AgendaFrame) -> Iterator[AgendaConflict]:
    for row in placed:
        start, end = row.start or frame.start, row.end or frame.end
        if start < frame.start or end > frame.end:
            sentence = (
                f"“{row.title}” ({_times(row)}) lies outside the event, which runs from {_clock(frame.start, frame)} to {_clock(frame.end, frame)}."
            )
            yield AgendaConflict("E", "outside_event", row.id, sentence)
        elif frame.hours and frame.kind != EventKind.ROCK_STAR and not is_open(frame.hours, start, end):
            where = frame.venue or "the venue"
            yield AgendaConflict("W", "outside_hours", row.id, f"“{row.title}” ({_times(row)}) lies outside the opening hours of {where}.")


def _breaks(placed: Sequence[SessionRow], break_after: int) -> Iterator[AgendaConflict]:
    for run in _stretches([r for r in placed if r.type in VENDOR_WEIGHT and r.for_members]):
        begins = min(r.start for r in run if r.start)
        ends = max(r.end for r in run if r.end)
        minutes = int((ends - begins).total_seconds()) // 60
        if minutes > break_after:
            crossing = next(r for r in run if r.end and r.end > begins + timedelta(minutes=break_after))
            sentence = f"From {begins:%H:%M} to {ends:%H:%M} there is no break in {minutes} minutes; people need one after {break_after}."
            yield AgendaConflict("W", "no_break", crossing.id, sentence, tuple(r.id for r in run if r.id != crossing.id), minutes)


def _stretches(content: Sequence[SessionRow]) -> Iterator[list[SessionRow]]:
    """Sessions of content, in order of time, cut wherever there is a real break between them."""
    run: list[SessionRow] = []
    reached: datetime | None = None
    for row in content:
        if row.start is None or row.end is None:
            continue
        if reached is not None and row.start - reached >= REAL_BREAK:
            yield run
            run = []
        run.append(row)
        reached = row.end if reached is None else max(reached, row.end)
    if run:
        yield run


def _overlap(one: SessionRow, other: SessionRow) -> bool:
    if one.start is None or other.start is None or one.end is None or other.end is None:
        return False
    return one.start < other.end and other.start < one.end


def _times(row: SessionRow) -> str:
    return f"{row.start:%H:%M}–{row.end:%H:%M}"


def _clock(moment: datetime, frame: AgendaFrame) -> str:
    """A time of day, with its date where the event runs over several days."""
    if frame.start.date() == frame.end.date() == moment.date():
        return f"{moment:%H:%M}"
    return f"{moment:%H:%M} on {short_date(moment.date())}"


def _role(role: str) -> str:
    return role.replace("_", " ")
