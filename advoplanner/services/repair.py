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
from advoplanner.store import file, schema


@dataclass(frozen=True, slots=True)
class Salvage:
    """How many rows were saved, of how many tables, and how many tables could not be read whole."""

    rows: int
    tables: int
    lost_tables: int


def salvage(damaged: Path, target: Path) -> Salvage:
    """Copy every row that can still be read from `damaged` into a new workspace at `target`.

    Raises KnownProblem where the source is missing or holds no table at all, or the target exists.
    """
    if not damaged.is_file():
        raise KnownProblem("workspace.missing", f"There is no file at “{damaged}”.", "Check the path.")
    if target.exists():
        raise KnownProblem("workspace.exists", f"“{target.name}” exists already.", "Choose another name.")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(damaged, Path(folder) / "copy.advo"))
        found = _read(copy)
    if not any(rows for rows, _ in found.values()):
        raise KnownProblem("workspace.lost", f"Nothing could be read from “{damaged.name}”.", "Restore the newest snapshot instead.")
    opened = file.create(target, damaged.stem, utc_now)
    opened.store.close()
    opened.release()
    saved = _write(target, {name: rows for name, (rows, _) in found.items()})
    return Salvage(saved, sum(1 for rows, _ in found.values() if rows), sum(1 for _, whole in found.values() if not whole))


def _read(path: Path) -> dict[str, tuple[list[tuple[object, ...]], bool]]:
    """Table → (rows, whether all could be read); columns are those of today's schema that the file has."""
    found: dict[str, tuple[list[tuple[object, ...]], bool]] = {}
    for table in schema.metadata().sorted_tables:
        names = ", ".join(f'"{c.name}"' for c in table.columns)
        try:
            with closing(sqlite3.connect(path)) as raw:
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
