"""Whether a file is a whole workspace, and copies of one that are verified before they count."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from advoplanner.core.errors import KnownProblem
from advoplanner.core.paths import file_problem
from advoplanner.store.engine import APPLICATION_ID, guest_uri, is_full, is_in_use


def check(path: Path) -> str:
    """The revision of the workspace at `path`; raises KnownProblem where it is damaged, foreign or empty. Writes nothing."""
    if path.stat().st_size == 0:
        raise KnownProblem("workspace.empty", f"“{path.name}” is an empty file, not a workspace.", "Restore a snapshot, or choose another file.")
    try:
        with closing(sqlite3.connect(_reading_uri(path), uri=True, timeout=5)) as raw:
            if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise KnownProblem(
                    "workspace.foreign", f"“{path.name}” is a database of another program.", "Choose a workspace file ending in .advo."
                )
            verdict = raw.execute("PRAGMA quick_check(1)").fetchone()[0]
            if verdict != "ok":
                raise _damaged(path)
            revision = str(raw.execute("SELECT version_num FROM alembic_version").fetchone()[0])
            if not revision.isdecimal():
                raise _damaged(path)
            return revision
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") in ("SQLITE_CANTOPEN", "SQLITE_READONLY"):
            raise KnownProblem("workspace.denied", f"“{path.name}” may not be opened.", "Check the rights of the file and its folder.") from error
        if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
            raise KnownProblem("workspace.busy", f"Another program holds “{path.name}”.", "Close it there and try again.") from error
        raise _damaged(path) from error
    except (TypeError, UnicodeDecodeError) as error:
        # No row at all, or a verdict that quotes octets of the file which are no text.
        raise _damaged(path) from error


def backup(path: Path, target: Path) -> None:
    """A verified copy of a workspace, also while it is open; the target appears whole or not at all."""
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(_reading_uri(path.resolve()), uri=True)) as source, closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
            if copy.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise _damaged(path)
            copy.execute("PRAGMA journal_mode=DELETE")
        os.replace(part, target)
    except OSError as error:
        raise file_problem(error, target) from error
    except sqlite3.DatabaseError as error:
        if is_full(error):
            raise KnownProblem("files.full", f"The disk is full; “{target.name}” was not written.", "Free some space and try again.") from error
        raise _damaged(path) from error
    finally:
        part.unlink(missing_ok=True)


def folder_denied(path: Path) -> bool:
    """Whether the folder of `path` may not be written."""
    # A WAL database in a folder that may not be written cannot even be read without immutable.
    return not os.access(path.parent, os.W_OK)


def _reading_uri(path: Path) -> str:
    # What nobody has open and has no log beside it is read as it lies: else SQLite makes a log and leaves it there.
    logs = [path.with_name(path.name + suffix).exists() for suffix in ("-wal", "-journal")]
    as_it_lies = not is_in_use(path) and (folder_denied(path) or not any(logs))
    return f"{path.as_uri()}?immutable=1" if as_it_lies else guest_uri(path)


def _damaged(path: Path) -> KnownProblem:
    return KnownProblem(
        "workspace.damaged", f"“{path.name}” is damaged or not a workspace; it was left untouched.", "Restore the newest snapshot, or run: repair."
    )
