"""Saving what can be read of a damaged workspace into a new one; the damaged file is never written to."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from advoplanner.core.dates import utc_now
from advoplanner.core.errors import KnownProblem
from advoplanner.core.paths import file_problem, is_there
from advoplanner.store import file, schema, snapshots
from advoplanner.store.snapshots import Snapshot


@dataclass(frozen=True, slots=True)
class Salvage:
    """How many rows were saved, of how many tables, and how many tables could not be read whole.

    `version` is the kept version that was saved instead where nothing could be read; the figures are then nought.
    """

    rows: int
    tables: int
    lost_tables: int
    version: Snapshot | None = None


def salvage(damaged: Path, target: Path) -> Salvage:
    """Copy every row that can still be read from `damaged` into a new workspace at `target`; where there is none, its newest whole version.

    Raises KnownProblem where the source is missing, the target exists, or neither a row nor a version can be read.
    """
    if not is_there(damaged):
        raise KnownProblem("workspace.missing", f"There is no file at “{damaged}”.", "Check the path.")
    if is_there(target):
        raise KnownProblem("workspace.exists", f"“{target.name}” exists already.", "Choose another name.")
    with tempfile.TemporaryDirectory() as folder:
        found = _read(_copied(damaged, Path(folder)))
    if not any(rows for rows, _ in found.values()):
        return _version_instead(damaged, target)
    opened = file.create(target, damaged.stem, utc_now)
    opened.store.close()
    opened.release()
    saved = _write(target, {name: rows for name, (rows, _) in found.items()})
    return Salvage(saved, sum(1 for rows, _ in found.values() if rows), sum(1 for _, whole in found.values() if not whole))


def _copied(damaged: Path, folder: Path) -> Path:
    """A copy to read from, with the log of a program that was cut off: it may hold the newest changes."""
    copy = folder / "copy.advo"
    try:
        for suffix in ("", "-wal"):
            if (part := damaged.with_name(damaged.name + suffix)).is_file():
                shutil.copyfile(part, copy.with_name(copy.name + suffix))
    except OSError as error:
        raise file_problem(error, damaged, reading=True) from error
    return copy


def _version_instead(damaged: Path, target: Path) -> Salvage:
    newest = snapshots.newest_whole(damaged)
    if newest is None:
        sentence = f"Nothing could be read from “{damaged.name}”, and no version of it was kept."
        raise KnownProblem("workspace.lost", sentence, "Take a copy from your backup, or make a new workspace.")
    snapshots.copy_to(newest.path, target)
    return Salvage(0, 0, 0, newest)


def _read(path: Path) -> dict[str, tuple[list[tuple[object, ...]], bool]]:
    """Table → (rows, whether all could be read); columns are those of today's schema that the file has."""
    found: dict[str, tuple[list[tuple[object, ...]], bool]] = {}
    for table in schema.metadata().sorted_tables:
        names = ", ".join(f'"{c.name}"' for c in table.columns)
        try:
            with closing(sqlite3.connect(path)) as raw:
                # Else a file that was cut short, or a table's description that cannot be read, hides all the others.
                raw.execute("PRAGMA writable_schema=ON")
                last = raw.execute(f'SELECT max(rowid) FROM "{table.name}" NOT INDEXED').fetchone()[0] or 0  # noqa: S608 - names of our own schema
                rows: list[tuple[object, ...]] = []
                whole = _collect(raw, f'SELECT {names} FROM "{table.name}" NOT INDEXED WHERE rowid BETWEEN ? AND ?', 1, last, rows)  # noqa: S608
                found[table.name] = rows, whole
        except sqlite3.DatabaseError:
            found[table.name] = [], False
    return found


def _collect(raw: sqlite3.Connection, query: str, first: int, last: int, rows: list[tuple[object, ...]]) -> bool:
    """Read a range of rows; where that fails, its halves, down to single rows. Returns whether nothing was lost."""
    if first > last:
        return True
    try:
        rows += raw.execute(query, (first, last)).fetchall()
        return True
    except sqlite3.DatabaseError:
        if first == last:
            return False
        middle = (first + last) // 2
        lower = _collect(raw, query, first, middle, rows)
        return _collect(raw, query, middle + 1, last, rows) and lower


def _write(target: Path, found: dict[str, list[tuple[object, ...]]]) -> int:
    saved = 0
    with closing(sqlite3.connect(target)) as raw, raw:
        for table in schema.metadata().sorted_tables:
            marks = ", ".join("?" for _ in table.columns)
            names = ", ".join(f'"{c.name}"' for c in table.columns)
            for row in found.get(table.name, []):
                # A row whose parent was lost, or that stands twice, is passed over: the others are worth more than it.
                saved += raw.execute(f'INSERT OR REPLACE INTO "{table.name}" ({names}) VALUES ({marks})', row).rowcount  # noqa: S608
        for child, rowid, *_ in raw.execute("PRAGMA foreign_key_check").fetchall():
            saved -= raw.execute(f'DELETE FROM "{child}" WHERE rowid = ?', (rowid,)).rowcount  # noqa: S608
    return saved
