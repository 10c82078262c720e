"""Tasks planned back from the event's day: those of the norms and one's own, with owners and states; they shift with the event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass
from advoplanner.core.text import whole
from advoplanner.domain.checks.norms import Norm
from advoplanner.domain.restrictions import no_calls

STATES = {"open": "Open", "doing": "Under way", "done": "Done", "dropped": "Not needed"}
SETTLED = frozenset({"done", "dropped"})
GROUPS = {"now": "Do now", "late": "Late", "week": "This week", "later": "Later", "settled": "Done or not needed"}
"""Where a task stands in time: `now` are those whose day had passed before the event was even made."""

PRESSING = frozenset({"now", "late", "week"})
"""Groups of tasks that cannot wait for another week."""

TITLE_LIMIT, OWNER_LIMIT, NOTE_LIMIT = 300, 160, 4000
CALLS = frozenset({"task.calls", "task.reminder_calls"})
"""Tasks that are done by telephone."""

SOON = timedelta(days=7)
OPENS, CLOSES = 9, 20
"""Hours between which a venue is open as a rule: outside them a Rock Star needs keys, staff or transport."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody with a speaking part, and the session."""

    guest_id: str
    name: str
    session: str


@dataclass(frozen=True, slots=True)
class Occasion:
    """The event as tasks see it: wall times of its start and end, the day on which it was made, who speaks, and which guests that might
    be called must not be phoned.
    """

    event_id: str
    title: str
    kind: str
    start: datetime
    end: datetime
    made: date
    speakers: Sequence[Speaker] = ()
    not_by_phone: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class TaskMark:
    """What somebody wrote down about a task of the norms (`norm_key`), or a task of one's own ("" there)."""

    id: str
    norm_key: str
    title: str
    offset_days: int | None
    due: str
    owner: str
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task as lists show it; `key` is stable for the event: the norm's key, or the id of one's own.

    `group` is a word of GROUPS, `page` is where it is done, `source` says where its day comes from ("" for one's own), `moved` whether
    the day differs from the norm's; `beware` is what to mind while doing it ("" for nothing).
    """

    key: str
    event_id: str
    event: str
    title: str
    due: date
    owner: str
    state: str
    note: str
    group: str
    page: str
    source: str
    own: bool
    moved: bool
    beware: str = ""

    @property
    def settled(self) -> bool:
        return self.state in SETTLED

    @property
    def late(self) -> bool:
        """Whether its day has passed and it is still open."""
        return self.group in ("late", "now")


def plan(norms: Mapping[str, Norm], occasion: Occasion, marks: Iterable[TaskMark], today: date) -> list[TaskRow]:
    """Every task of an event by its day; those of the norms that are for it, and one's own."""
    found = list(marks)
    by_key = {mark.norm_key: mark for mark in found if mark.norm_key}
    rows = [_of_norm(key, norm, words, occasion, by_key.get(key), today) for key, norm, words in _wanted(norms, occasion)]
    rows += [_own(mark, occasion, today) for mark in found if not mark.norm_key]
    return sorted(rows, key=lambda row: (list(GROUPS).index(row.group), row.due, row.title, row.key))


def reach(norms: Mapping[str, Norm]) -> timedelta:
    """How long before an event the first of its tasks is due."""
    return timedelta(days=max((int(norm.get("before") or 0) for key, norm in norms.items() if key.startswith("task.")), default=0))


def presses(occasion: Occasion, ahead: timedelta, today: date) -> bool:
    """Whether a task of the norms can press yet, where the first is due so long ahead of the event."""
    return occasion.start.date() - ahead <= today + SOON


def offset_of(due: date, start: datetime) -> int:
    """Days from the event's first day, so that a task shifts along."""
    return (due - start.date()).days


def check_title(text: str) -> str:
    """A title as it is kept; raises RuleBroken `tasks.no_title` at the field."""
    title = whole(text, TITLE_LIMIT, "title")
    if not title:
        raise RuleBroken("tasks.no_title", "A task needs words.", "Write what is to be done.", field="title")
    return title


def check_state(state: str) -> str:
    """Raises RuleBroken `tasks.state` for a state that there is not."""
    if state not in STATES:
        raise RuleBroken("tasks.state", f"“{state}” is no state of a task.", f"Choose one of {', '.join(STATES)}.", field="state")
    return state


def is_early(occasion: Occasion) -> bool:
    """Whether it begins before a venue opens."""
    return occasion.start.hour < OPENS


def is_late(occasion: Occasion) -> bool:
    """Whether it begins after a venue has closed, or ends in the night."""
    return occasion.start.hour >= CLOSES or occasion.end.date() > occasion.start.date() or occasion.end.hour >= CLOSES + 2


def _wanted(norms: Mapping[str, Norm], occasion: Occasion) -> Iterator[tuple[str, Norm, str]]:
    """The norms that are tasks of this event: key, norm and words; one for each speaker where it is about speakers."""
    for key, norm in norms.items():
        if not key.startswith("task.") or (norm.kinds and occasion.kind not in norm.kinds):
            continue
        if key.startswith("task.speaker."):
            for speaker in occasion.speakers:
                yield f"{key}:{speaker.guest_id}", norm, norm.title.format(name=speaker.name, session=speaker.session)
        elif (".early." in key and not is_early(occasion)) or (".late." in key and not is_late(occasion)):
            continue
        else:
            yield key, norm, norm.title


def _of_norm(key: str, norm: Norm, words: str, occasion: Occasion, mark: TaskMark | None, today: date) -> TaskRow:
    before, after = norm.get("before"), norm.get("after")
    offset = -int(before) if before is not None else int(after or 0)
    own_offset = mark.offset_days if mark and mark.offset_days is not None else offset
    state = mark.state if mark else "open"
    # What comes after the event counts from its last day.
    anchor = occasion.end.date() if before is None and own_offset > 0 else occasion.start.date()
    due = anchor + timedelta(days=own_offset)
    return TaskRow(
        key, occasion.event_id, occasion.title, words, due, mark.owner if mark else "", state, mark.note if mark else "",
        _group(due, state, occasion, today), norm.page or "overview", norm.said(), False, own_offset != offset,
        no_calls(occasion.not_by_phone) if key in CALLS and state not in SETTLED else "",
    )  # fmt: skip


def _own(mark: TaskMark, occasion: Occasion, today: date) -> TaskRow:
    due = occasion.start.date() + timedelta(days=mark.offset_days or 0)
    group = _group(due, mark.state, occasion, today)
    return TaskRow(mark.id, occasion.event_id, occasion.title, mark.title, due, mark.owner, mark.state, mark.note, group, "tasks", "", True, False)


def _group(due: date, state: str, occasion: Occasion, today: date) -> str:
    if state in SETTLED:
        return "settled"
    if due < today:
        return "now" if due < occasion.made else "late"
    return "week" if due <= today + SOON else "later"
