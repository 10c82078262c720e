"""Undo, redo, the list of what was done, and snapshots of the whole workspace."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from advoplanner.core.changes import ChangeSet
from advoplanner.core.records import dataclass
from advoplanner.core.text import plural
from advoplanner.services.context import Workspace
from advoplanner.store import snapshots
from advoplanner.store.models import JournalStep
from advoplanner.store.session import next_label
from advoplanner.store.snapshots import Snapshot

DAILY = "at the start of the day"
AUTOMATIC = {DAILY: 20, "before an import": 20, "before seating": 5, "before a bulk edit": 5, "before a restore": 20, "before a newer version": 20}
"""Names of the snapshots that the program takes by itself, with how many of each are kept: a busy day pushes none of another name out."""

MANY = 20
"""From so many rows on a change is one that may be regretted much later."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One action in the history; `state` is done, undone, dropped (undone and then passed over), final or old."""

    number: int
    label: str
    at: datetime
    by: str
    state: str
    rows: int


def undo(ws: Workspace) -> ChangeSet:
    """Take back the newest action; NOTHING where there is none. Raises Conflict where something newer is in the way."""
    return ws.store.replay_step(backwards=True)


def redo(ws: Workspace) -> ChangeSet:
    """Do again what was undone last; NOTHING where there is none."""
    return ws.store.replay_step(backwards=False)


def next_undo(ws: Workspace) -> str | None:
    """The words of the action that undo would take back."""
    with ws.reading() as session:
        return next_label(session, backwards=True)


def next_redo(ws: Workspace) -> str | None:
    """The words of the action that redo would do again."""
    with ws.reading() as session:
        return next_label(session, backwards=False)


def last_saved(ws: Workspace) -> str:
    """The words of the newest action of all; "" where nothing was done yet."""
    newest = steps(ws, 1)
    return newest[0].label if newest else ""


def steps(ws: Workspace, limit: int = 500) -> list[StepRow]:
    """What was done, newest first."""
    columns = (JournalStep.number, JournalStep.label, JournalStep.at, JournalStep.by, JournalStep.state, JournalStep.rows)
    with ws.reading() as session:
        return [StepRow(*row) for row in session.execute(select(*columns).order_by(JournalStep.number.desc()).limit(limit))]


def take_snapshot(ws: Workspace, name: str) -> Snapshot:
    """Keep the workspace as it is now under `name`."""
    path = snapshots.take(ws.path, name)
    if name in AUTOMATIC:
        snapshots.thin_out(ws.path, name, AUTOMATIC[name])
    return next(s for s in snapshots.listed(ws.path) if s.path == path)


def keep_before(ws: Workspace, what: str, count: int = MANY) -> None:
    """Keep the workspace before `what` (one of AUTOMATIC without its "before") is done to `count` things; of few things undo is enough.

    Within an action there is nothing to keep: what it belongs to was kept before, where it is worth it.
    """
    if count >= MANY and not ws.read_only and not ws.store.is_acting:
        take_snapshot(ws, f"before {what}")


def take_daily_snapshot(ws: Workspace) -> Snapshot | None:
    """Keep the workspace once a day, when it is opened and holds something; None where today's is there or nothing can be kept."""
    if ws.read_only or next_undo(ws) is None:
        return None
    today = ws.clock().date()
    if any(s.name == DAILY and s.at.date() == today for s in snapshots.listed(ws.path)):
        return None
    return take_snapshot(ws, DAILY)


def recover(path: Path) -> Path:
    """Copy the newest snapshot of a damaged workspace beside it and return the copy; the damaged file is left as it is."""
    return snapshots.recover(path)


def copy_to(path: Path, target: Path) -> Path:
    """Copy a workspace, open or not, to another place; raises KnownProblem where `target` is open or cannot be written."""
    return snapshots.copy_to(path, target)


def newest_snapshot(path: Path) -> Snapshot | None:
    """The newest whole snapshot of a workspace that need not open itself."""
    return snapshots.newest_whole(path)


def list_snapshots(ws: Workspace) -> list[Snapshot]:
    """All snapshots, newest first."""
    return snapshots.listed(ws.path)


def restore_snapshot(ws: Workspace, name: str = "") -> ChangeSet:
    """Make everything as it was in a snapshot (the newest where no name is given): one action, undone like any other."""
    snapshot = snapshots.named(ws.path, name)
    take_snapshot(ws, "before a restore")
    with ws.action(f"Restore snapshot “{snapshot.name}” ({plural(snapshot.people, 'person', 'people')}, {plural(snapshot.events, 'event')})") as work:
        snapshots.restore(work, snapshot.path)
    return work.changes
