"""An agenda laid out: which day and lane each session stands in, and the hours that the axis shows. No Qt here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from advoplanner.domain.agenda import PAUSES, WORDS, WORKING, AgendaConflict, SessionRow
from advoplanner.domain.agenda_time import agenda_day

STEP = 5
"""Minutes to which the hand snaps and by which a key moves."""
HOUR = 60
MARGIN = 30
"""Minutes that an agenda of several days shows before its first and after its last session."""


@dataclass(frozen=True, slots=True)
class Block:
    """One placed session: `day` is its column, `start` minutes after that day's midnight, `lane` of `lanes` its place beside others."""

    row: SessionRow
    day: int
    start: int
    lane: int = 0
    lanes: int = 1

    @property
    def end(self) -> int:
        return self.start + self.row.minutes


@dataclass(frozen=True, slots=True)
class AgendaPlan:
    """What the page shows of one event; `first` and `last` bound the axis in minutes after midnight, past 24 hours too."""

    start: datetime
    end: datetime
    rows: tuple[SessionRow, ...] = ()
    days: tuple[date, ...] = ()
    first: int = 8 * HOUR
    last: int = 18 * HOUR
    blocks: tuple[Block, ...] = ()
    conflicts: tuple[AgendaConflict, ...] = ()
    levels: dict[str, str] = field(default_factory=dict)

    @property
    def tray(self) -> list[SessionRow]:
        """Sessions without a time."""
        return [row for row in self.rows if row.start is None]

    @property
    def lanes(self) -> list[int]:
        """For each day the most sessions that stand side by side."""
        return [max((block.lanes for block in self.blocks if block.day == day), default=1) for day in range(len(self.days))]

    def row(self, session_id: str) -> SessionRow | None:
        return next((row for row in self.rows if row.id == session_id), None)

    def block(self, session_id: str) -> Block | None:
        return next((block for block in self.blocks if block.row.id == session_id), None)

    def wall(self, day: int, minute: int) -> datetime:
        """The wall time at `minute` of a column; past 24 hours it is the next calendar day."""
        return datetime.combine(self.days[day], time()) + timedelta(minutes=minute)

    def minute(self, day: int, wall: datetime) -> int:
        """Minutes from the midnight of a column's day to a wall time."""
        return minutes_between(datetime.combine(self.days[day], time()), wall)

    def sentences(self, session_id: str) -> list[str]:
        """What does not fit about a session, worst first; the tray is no conflict there."""
        return [c.sentence for c in self.conflicts if c.session_id == session_id or session_id in c.other_ids]

    def neighbour(self, session_id: str, step: int) -> str:
        """The id of the session `step` places later in the order of the page; the first one from nowhere."""
        ids = [row.id for row in self.rows]
        if session_id not in ids:
            return ids[0] if ids else ""
        return ids[min(max(ids.index(session_id) + step, 0), len(ids) - 1)]


def lay_out(rows: Sequence[SessionRow], start: datetime, end: datetime, conflicts: Sequence[AgendaConflict] = ()) -> AgendaPlan:
    """Place `rows` of an event from `start` to `end`. A session after midnight stands under the evening before."""
    days = _days(rows, start, end)
    blocks = [block for number, day in enumerate(days) for block in _side_by_side(rows, number, day)]
    first, last = _axis(blocks, days, start, end)
    return AgendaPlan(start, end, tuple(rows), days, first, last, tuple(blocks), tuple(conflicts), worst(conflicts))


def worst(conflicts: Iterable[AgendaConflict]) -> dict[str, str]:
    """The worst level, E or W, of each session that has one."""
    found: dict[str, str] = {}
    for conflict in conflicts:
        for session_id in (conflict.session_id, *conflict.other_ids):
            if conflict.level in "EW" and found.get(session_id) != "E":
                found[session_id] = conflict.level
    return found


def minutes_between(begin: datetime, end: datetime) -> int:
    return int((end - begin).total_seconds()) // 60


def clock(minute: int) -> str:
    """ "00:30" for minute 30 and for minute 1470."""
    return f"{minute // HOUR % 24:02}:{minute % HOUR:02}"


def times(row: SessionRow) -> str:
    """ "09:00–09:15"; "" in the tray."""
    if row.start is None:
        return ""
    begin = row.start.hour * HOUR + row.start.minute
    return f"{clock(begin)}–{clock(begin + row.minutes)}"


def kind_of(row: SessionRow) -> str:
    """How a session is drawn: "blocker", "host", "pause", "work" or "talk"."""
    if not row.for_members:
        return str(row.visibility)
    return "pause" if row.type in PAUSES else "work" if row.type in WORKING else "talk"


def type_words(row: SessionRow) -> str:
    """What it is, in a word or two: its type, or that it is not for members."""
    return {"host": "Only hosts", "blocker": "Kept free"}.get(row.visibility, WORDS[row.type])


def spoken(row: SessionRow) -> str:
    """A session in one sentence for a screen reader and a tooltip."""
    where = f", {row.room}" if row.room else ""
    when = f"{row.start:%A} {times(row)}" if row.start else "in the tray"
    fixed = ", stays where it is" if row.fixed else ""
    return f"{row.title}, {type_words(row)}, {when}, {row.minutes} minutes{where}{fixed}"


def people_of(row: SessionRow) -> str:
    """The names of those with a part."""
    return ", ".join(person.name for person in row.people)


def _days(rows: Iterable[SessionRow], start: datetime, end: datetime) -> tuple[date, ...]:
    """Every day of the event, and those on which a stray session lies."""
    first, last = agenda_day(start), agenda_day(max(start, end - timedelta(minutes=1)))
    of_event = {first + timedelta(days=n) for n in range((last - first).days + 1)}
    return tuple(sorted(of_event | {agenda_day(row.start) for row in rows if row.start}))


def _side_by_side(rows: Iterable[SessionRow], number: int, day: date) -> list[Block]:
    """The blocks of one day; those that overlap share its width."""
    midnight = datetime.combine(day, time())
    placed = [Block(row, number, minutes_between(midnight, row.start)) for row in rows if row.start and agenda_day(row.start) == day]
    done: list[Block] = []
    group: list[Block] = []
    for block in sorted(placed, key=lambda b: (b.start, b.row.room, -b.row.minutes, b.row.title)):
        if group and block.start >= max(b.end for b in group):
            done += _in_lanes(group)
            group = []
        group.append(block)
    return done + _in_lanes(group)


def _in_lanes(group: Sequence[Block]) -> list[Block]:
    """Each in the first lane that is free, one that its own room holds already before others."""
    ends: list[int] = []
    rooms: dict[str, int] = defaultdict(lambda: -1)
    lanes: list[int] = []
    for block in group:
        free = [lane for lane, end in enumerate(ends) if end <= block.start]
        own = rooms[block.row.room]
        lane = own if own in free else free[0] if free else len(ends)
        ends[lane : lane + 1] = [block.end]
        rooms[block.row.room] = lane
        lanes.append(lane)
    return [Block(b.row, b.day, b.start, lane, len(ends)) for b, lane in zip(group, lanes, strict=True)]


def _axis(blocks: Sequence[Block], days: Sequence[date], start: datetime, end: datetime) -> tuple[int, int]:
    """Whole hours round all sessions and round the event's own begin and end."""
    event = [_of_day(moment) for moment in (start, end)]
    if len(days) == 1:
        event = [minutes_between(datetime.combine(days[0], time()), moment) for moment in (start, end)]
    begins = [b.start for b in blocks] + event[:1]
    ends = [b.end for b in blocks] + event[1:]
    margin = MARGIN if len(days) > 1 else 0
    first = max(min(begins + ends) - margin, 0) // HOUR * HOUR
    last = -(-(max(begins + ends) + margin) // HOUR) * HOUR
    return first, max(last, first + HOUR)


def _of_day(moment: datetime) -> int:
    return minutes_between(datetime.combine(agenda_day(moment), time()), moment)
