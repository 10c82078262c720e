"""Named copies of a workspace beside it, and what restoring one would change."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Table, select

from advoplanner.core.dates import utc_now
from advoplanner.core.errors import KnownProblem
from advoplanner.core.paths import safe_name
from advoplanner.core.records import dataclass
from advoplanner.store import schema
from advoplanner.store.base import BOOKKEEPING
from advoplanner.store.engine import is_in_use, reader
from advoplanner.store.integrity import backup, check
from advoplanner.store.journal import Row, Values, encode, replay
from advoplanner.store.models import WorkspaceInfo
from advoplanner.store.session import UnitOfWork

ENDING = ".advo"
_STAMP = "%Y%m%dT%H%M%S%fZ"
_SEPARATOR = " – "


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One copy: its name, when it was taken (UTC), and how many people and events it holds."""

    path: Path
    name: str
    at: datetime
    people: int
    events: int


def folder(workspace: Path) -> Path:
    return workspace.with_name(workspace.name + ".snapshots")


def take(workspace: Path, name: str) -> Path:
    """Copy the workspace under `name` and the present instant; raises KnownProblem where that is impossible."""
    at = utc_now()
    target = folder(workspace) / f"{at.strftime(_STAMP)}{_SEPARATOR}{safe_name(name, 'snapshot')}{ENDING}"
    backup(workspace, target)
    return target


def listed(workspace: Path) -> list[Snapshot]:
    """All snapshots, newest first; files that are no snapshots are passed over."""
    found = []
    for path in sorted(folder(workspace).glob(f"*{ENDING}"), reverse=True):
        stamp, _, name = path.stem.partition(_SEPARATOR)
        try:
            at = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
            people, events = _counts(path)
        except (ValueError, sqlite3.DatabaseError):
            continue
        found.append(Snapshot(path, name, at, people, events))
    return found


def thin_out(workspace: Path, name: str, kept: int) -> None:
    """Keep the newest `kept` of the snapshots called `name`; others stay."""
    for old in [s for s in listed(workspace) if s.name == name][kept:]:
        old.path.unlink(missing_ok=True)


def named(workspace: Path, name: str) -> Snapshot:
    """The newest snapshot called `name`; the newest of all where `name` is empty. Raises KnownProblem."""
    for snapshot in listed(workspace):
        if not name or snapshot.name == name or snapshot.path.name == name:
            return snapshot
    what = f"There is no snapshot “{name}”." if name else "There is no snapshot yet."
    raise KnownProblem("snapshot.missing", what, "List them with: snapshot list.")


def newest_whole(workspace: Path) -> Snapshot | None:
    """The newest snapshot that is itself undamaged, of a workspace that need not open; None where there is none."""
    for snapshot in listed(workspace):
        with suppress(KnownProblem):
            check(snapshot.path)
            return snapshot
    return None


def recover(workspace: Path) -> Path:
    """Copy the newest whole snapshot beside a damaged workspace, which stays as it is; returns the copy. Raises KnownProblem where there is none."""
    newest = newest_whole(workspace)
    if newest is None:
        raise KnownProblem("snapshot.missing", f"No version of “{workspace.name}” was kept that is whole.", "Save what can be read with: repair.")
    target = workspace.with_name(f"{workspace.stem} (recovered){workspace.suffix}")
    number = 2
    while target.exists():
        target = workspace.with_name(f"{workspace.stem} (recovered {number}){workspace.suffix}")
        number += 1
    backup(newest.path, target)
    return target


def copy_to(workspace: Path, target: Path) -> Path:
    """Copy a workspace, open or not, to `target`. Raises KnownProblem where that is open, cannot be written, or the workspace is damaged."""
    if is_in_use(target) or target.resolve() == workspace.resolve():
        raise KnownProblem("workspace.held", f"“{target.name}” is open, so it cannot be replaced.", "Choose another name.")
    check(workspace)
    backup(workspace, target)
    return target


def restore(work: UnitOfWork, snapshot: Path) -> int:
    """Make every table equal to the snapshot's, as part of one action; returns the number of rows that changed."""
    with as_today(snapshot) as path:
        engine = reader(path, immutable=True)
        try:
            with engine.connect() as old:
                payload = _differences(work.session.connection(), old)
        finally:
            engine.dispose()
    return _apply(work, payload)


@contextmanager
def as_today(snapshot: Path) -> Iterator[Path]:
    """The snapshot, or where an older program wrote it a passing copy brought up to date; raises KnownProblem for a newer one."""
    found = int(check(snapshot))
    if found > int(schema.HEAD):
        raise KnownProblem("snapshot.newer", "A newer version of AdvoPlanner wrote this.", "Install that version to read it.")
    if found == int(schema.HEAD):
        yield snapshot
        return
    from advoplanner.store.migrations import run

    with TemporaryDirectory() as folder:
        copy = Path(folder) / snapshot.name
        backup(snapshot, copy)
        run.upgrade(copy)
        yield copy


def _differences(connection: Connection, old: Connection) -> list[tuple[Table, dict[str, Values], dict[str, Values]]]:
    """Every table with its rows as they are and as they were, by id."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    found = []
    settings = WorkspaceInfo.metadata.tables[WorkspaceInfo.__tablename__]
    for table in (settings, *schema.content_tables()):
        columns = [c for c in table.columns if c.name not in BOOKKEEPING]
        now = {r.id: dict(r._mapping) for r in connection.execute(select(*columns))}
        then = {r.id: dict(r._mapping) for r in old.execute(select(*columns))}
        found.append((table, now, then))
    return found


def _apply(work: UnitOfWork, tables: list[tuple[Table, dict[str, Values], dict[str, Values]]]) -> int:
    steps: list[tuple[str, str, list[Row]]] = []
    for table, now, then in reversed(tables):
        steps.append((table.name, "delete", [(i, _encoded(now[i]), None) for i in now.keys() - then.keys()]))
    for table, now, then in tables:
        updates: list[Row] = []
        for row_id in now.keys() & then.keys():
            changed = [name for name, value in then[row_id].items() if now[row_id][name] != value]
            if changed:
                updates.append((row_id, {n: encode(now[row_id][n]) for n in changed}, {n: encode(then[row_id][n]) for n in changed}))
        steps.append((table.name, "create", [(i, None, _encoded(then[i])) for i in then.keys() - now.keys()]))
        steps.append((table.name, "update", updates))
    steps = [step for step in steps if step[2]]
    replay(work.session.connection(), steps, utc_now(), backwards=False)
    for name, _op, rows in steps:
        for row_id, before, after in rows:
            work.recorder.record(name, row_id, before, after)
    return sum(len(rows) for _, _, rows in steps)


def _encoded(row: Values) -> Values:
    return {name: encode(value) for name, value in row.items()}


def _counts(path: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(path.as_uri() + "?immutable=1", uri=True)) as raw:
        people = raw.execute("SELECT count(*) FROM person").fetchone()[0]
        events = raw.execute("SELECT count(*) FROM event").fetchone()[0]
    return int(people), int(events)
