"""Tasks of events: planned back from their days by the norms, with owners and states, one's own beside them; as a calendar too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import to_wall
from advoplanner.core.errors import RuleBroken
from advoplanner.core.paths import write_bytes
from advoplanner.core.text import clean, plural, whole
from advoplanner.domain import tasks as rules
from advoplanner.domain.checks import Norm
from advoplanner.domain.tasks import STATES, Occasion, TaskMark, TaskRow
from advoplanner.services import norms
from advoplanner.services.context import Workspace
from advoplanner.services.norms import Scope
from advoplanner.store.models import Event, Task
from advoplanner.store.queries import tasks as queries
from advoplanner.store.session import UnitOfWork, remove_where

if TYPE_CHECKING:
    from advoplanner.domain.invitations import CalendarFacts

Situation = tuple[Mapping[str, Norm], Occasion, Sequence[TaskMark], date]
"""The norms that hold for an event, the event, what was written down about its tasks, and today where it is."""


def rows(ws: Workspace, event_id: str | None = None) -> list[TaskRow]:
    """Tasks of one event, or of all that are neither closed nor cancelled; most pressing first. An event that is gone has none."""
    found = [row for situation in _situations(ws, event_id) for row in rules.plan(*situation)]
    return _most_pressing_first(found) if event_id is None else found


def pressing(ws: Workspace) -> list[TaskRow]:
    """Tasks of all events that are neither closed nor cancelled, of those that are late or due within the week; most pressing first."""
    found = _situations(ws)
    ahead = {key: rules.reach(figures) for key, figures in {id(figures): figures for figures, *_ in found}.items()}
    near = [s for s in found if s[2] or rules.presses(s[1], ahead[id(s[0])], s[3])]
    return _most_pressing_first([row for situation in near for row in rules.plan(*situation) if row.group in rules.PRESSING])


def add(ws: Workspace, event_id: str, title: str, due: date | None = None, owner: str = "") -> ChangeSet:
    """A task of one's own, due on a day that shifts with the event (the event's day unless given); its id is `created("task")[0]`."""
    words = rules.check_title(title)
    with ws.action(f"Add the task “{clean(words, limit=60)}”") as work:
        event = _event(work, event_id)
        offset = rules.offset_of(due, event.start) if due else 0
        work.add(Task(event_id=event_id, title=words, offset_days=offset, owner=whole(owner, rules.OWNER_LIMIT, "owner")))
    return work.changes


def edit(ws: Workspace, event_id: str, key: str, *, merge_key: str = "", **fields: Any) -> ChangeSet:
    """Change a task's owner, state, due day (a date, or None for the norm's), note, or one's own title.

    Raises RuleBroken at the field.
    """
    values = {name: _READERS[name](value) for name, value in fields.items() if name != "due"}
    with ws.action("Edit a task", merge_key=merge_key) as work:
        row = _marked(work, event_id, key)
        if "title" in values and row.norm_key:
            raise RuleBroken("tasks.norm_title", "The words of this task are the norm's.", "Add a task of your own for another one.", field="title")
        if "due" in fields:
            row.offset_days = _offset(_event(work, event_id), row, fields["due"])
        for name, value in values.items():
            setattr(row, name, value)
    return work.changes


def set_state(ws: Workspace, event_id: str, keys: Iterable[str], state: str) -> ChangeSet:
    """Mark tasks as open, under way, done or not needed."""
    wanted = list(keys)
    with ws.action(f"{STATES[rules.check_state(state)]}: {plural(len(wanted), 'task')}") as work:
        for key in wanted:
            _marked(work, event_id, key).state = state
    return work.changes


def remove(ws: Workspace, event_id: str, keys: Iterable[str]) -> ChangeSet:
    """Take one's own tasks off the list; those of the norms are marked as not needed instead."""
    wanted = list(keys)
    with ws.action(f"Remove {plural(len(wanted), 'task')}") as work:
        own = work.session.scalars(select(Task.id).where(Task.event_id == event_id, Task.id.in_(wanted), Task.norm_key == "")).all()
        remove_where(work, Task, own)
        for key in wanted:
            if key not in own:
                _marked(work, event_id, key).state = "dropped"
    return work.changes


def export_calendar(ws: Workspace, path: Path, event_id: str | None = None) -> Path:
    """Write open tasks, of one event or of all, as entries of whole days to a calendar file.

    Raises RuleBroken `tasks.none` where nothing is open, KnownProblem where the file cannot be written.
    """
    from advoplanner.exports import calendar

    now = ws.clock().replace(microsecond=0)
    open_rows = [row for row in rows(ws, event_id) if not row.settled]
    if not open_rows:
        raise RuleBroken("tasks.none", "No task is open, so there is nothing for a calendar.", "Add one, or open one again.")
    return write_bytes(path, calendar.publish([_entry(row, now) for row in open_rows]))


def _situations(ws: Workspace, event_id: str | None = None) -> list[Situation]:
    """What the tasks of one event, or of all, are planned from."""
    with ws.reading() as session:
        occasions = queries.occasions(session, ws.clock().date(), event_id)
        marks = queries.marks(session, event_id)
    own = norms.of_each(ws, (Scope(each.kind, each.event_id) for each, _ in occasions))
    today = {zone: to_wall(ws.clock(), zone).date() for zone in {zone for _, zone in occasions}}
    return [(own[Scope(o.kind, o.event_id)], o, marks.get(o.event_id, ()), today[zone]) for o, zone in occasions]


def _most_pressing_first(rows: list[TaskRow]) -> list[TaskRow]:
    return sorted(rows, key=lambda row: (list(rules.GROUPS).index(row.group), row.due))


def _entry(row: TaskRow, now: datetime) -> CalendarFacts:
    from advoplanner.domain.invitations import CalendarFacts

    day = datetime.combine(row.due, time())
    words = [f"For “{row.event}”", f"Owner: {row.owner}" if row.owner else "", f"{row.beware}." if row.beware else "", row.note, row.source]
    return CalendarFacts(
        uid=f"{row.event_id}.{row.key}@advoplanner".replace(":", "."), title=row.title, start=day, end=day, zone="UTC", organiser_name="",
        organiser_email="", dtstamp=now, description="\n\n".join(part for part in words if part), all_day=True, busy=False,
    )  # fmt: skip


def _marked(work: UnitOfWork, event_id: str, key: str) -> Task:
    """The row of a task, made where a task of the norms has none yet."""
    work.session.flush()
    found = work.session.scalars(select(Task).where(Task.event_id == event_id, (Task.id == key) | (Task.norm_key == key))).first()
    if found is not None:
        return found
    _event(work, event_id)
    if key.partition(":")[0] not in norms.shipped() or not key.startswith("task."):
        raise RuleBroken("tasks.unknown", "This task is no longer in the list.", "Undo brings it back.")
    row = Task(event_id=event_id, norm_key=key)
    work.add(row)
    return row


def _offset(event: Event, row: Task, due: date | None) -> int | None:
    """Days from the event as they are kept; None is the norm's own day. Days after a task that follows the event count from its end."""
    if due is None:
        return 0 if not row.norm_key else None
    norm = norms.shipped().get(row.norm_key.partition(":")[0])
    days = rules.offset_of(due, event.start)
    last = rules.offset_of(due, event.end)
    return last if norm is not None and norm.get("before") is None and last > 0 else days


def _event(work: UnitOfWork, event_id: str) -> Event:
    event = work.session.get(Event, event_id)
    if event is None:
        raise RuleBroken("tasks.no_event", "This event is no longer in the workspace.", "Undo brings it back.")
    return event


_READERS: dict[str, Callable[[Any], Any]] = {
    "title": rules.check_title,
    "owner": lambda text: whole(text, rules.OWNER_LIMIT, "owner"),
    "note": lambda text: whole(text, rules.NOTE_LIMIT, "note", lines=True),
    "state": rules.check_state,
}
