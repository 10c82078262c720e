"""A workspace file: made, opened under a lock, checked before it is trusted, backed up before it is migrated."""

from __future__ import annotations

import getpass
import json
import os
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy.exc import DBAPIError

from advoplanner.core.dates import Clock
from advoplanner.core.errors import KnownProblem
from advoplanner.core.paths import file_problem
from advoplanner.store import schema
from advoplanner.store.engine import APPLICATION_ID, reader, writer
from advoplanner.store.models import WORKSPACE_ID, WorkspaceInfo
from advoplanner.store.session import Store

ENDING = ".advo"


@dataclass
class OpenFile:
    """An open workspace: its store, and how to let go of it. `newer` names the revision of a file that a newer program wrote."""

    path: Path
    store: Store
    release: Callable[[], None]
    newer: str = ""


def create(path: Path, name: str, clock: Clock) -> OpenFile:
    """Make a new workspace at `path`; raises KnownProblem where a file stands there already."""
    if path.exists():
        raise KnownProblem("workspace.exists", f"“{path.name}” exists already.", "Choose another name, or open it.")
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        engine = writer(part)
        with engine.begin() as connection:
            schema.create(connection)
            now = clock()
            table = schema.metadata().tables[WorkspaceInfo.__tablename__]
            connection.execute(table.insert(), {"id": WORKSPACE_ID, "name": name, "version": 1, "created_at": now, "changed_at": now})
        engine.dispose()
        os.replace(part, path)
    except OSError as error:
        raise file_problem(error, path) from error
    except DBAPIError as error:
        raise KnownProblem("workspace.denied", f"“{path}” could not be made there.", "Choose another folder.") from error
    finally:
        for suffix in ("", "-wal", "-shm"):
            part.with_name(part.name + suffix).unlink(missing_ok=True)
    return open_file(path, clock)


def open_file(path: Path, clock: Clock, *, read_only: bool = False) -> OpenFile:
    """Open the workspace at `path`: lock, check, migrate. Raises KnownProblem with what can be done.

    A file that a newer program wrote opens for reading only, as does any file with `read_only`.
    """
    if not path.is_file():
        raise KnownProblem(
            "workspace.missing", f"There is no workspace at “{path}”.", "Check the path, or make one with: sample, import or event new."
        )
    path = path.resolve()
    by = f"{getpass.getuser()}@{socket.gethostname()}"
    release = _nothing if read_only else _lock(path, by)
    try:
        found = check(path)
        newer = found if int(found) > int(schema.HEAD) else ""
        if int(found) < int(schema.HEAD) and not read_only:
            _migrate(path)
        writing = None if read_only or newer else writer(path)
        return OpenFile(path, Store(writing, reader(path, immutable=_folder_denied(path)), clock, by), release, newer)
    except BaseException:
        release()
        raise


def check(path: Path) -> str:
    """The revision of the workspace at `path`; raises KnownProblem where it is damaged, foreign or empty. Writes nothing."""
    if path.stat().st_size == 0:
        raise KnownProblem("workspace.empty", f"“{path.name}” is an empty file, not a workspace.", "Restore a snapshot, or choose another file.")
    uri = path.as_uri() + ("?immutable=1" if _folder_denied(path) else "?mode=ro")
    try:
        with closing(sqlite3.connect(uri, uri=True, timeout=5)) as raw:
            if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise KnownProblem(
                    "workspace.foreign", f"“{path.name}” is a database of another program.", "Choose a workspace file ending in .advo."
                )
            verdict = raw.execute("PRAGMA quick_check(1)").fetchone()[0]
            if verdict != "ok":
                raise _damaged(path)
            return str(raw.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") in ("SQLITE_CANTOPEN", "SQLITE_READONLY"):
            raise KnownProblem("workspace.denied", f"“{path.name}” may not be opened.", "Check the rights of the file and its folder.") from error
        if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
            raise KnownProblem("workspace.busy", f"Another program holds “{path.name}”.", "Close it there and try again.") from error
        raise _damaged(path) from error
    except TypeError as error:
        raise _damaged(path) from error


def backup(path: Path, target: Path) -> None:
    """A verified copy of a workspace, also while it is open; the target appears whole or not at all."""
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
            if copy.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise _damaged(path)
            copy.execute("PRAGMA journal_mode=DELETE")
        os.replace(part, target)
    except OSError as error:
        raise file_problem(error, target) from error
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_FULL":
            raise KnownProblem("files.full", f"The disk is full; “{target.name}” was not written.", "Free some space and try again.") from error
        raise _damaged(path) from error
    finally:
        part.unlink(missing_ok=True)


def _nothing() -> None:
    """Reading holds no lock, so there is nothing to let go of."""


def _damaged(path: Path) -> KnownProblem:
    return KnownProblem(
        "workspace.damaged", f"“{path.name}” is damaged or not a workspace; it was left untouched.", "Restore the newest snapshot, or run: repair."
    )


def _folder_denied(path: Path) -> bool:
    # A WAL database in a folder that may not be written cannot even be read without immutable.
    return not os.access(path.parent, os.W_OK)


def _lock(path: Path, by: str) -> Callable[[], None]:
    """Hold the workspace until the returned function is called; raises KnownProblem naming who holds it."""
    lock = FileLock(str(path) + ".lock", timeout=0)
    holder = path.with_name(path.name + ".holder")
    try:
        lock.acquire()
    except Timeout as error:
        raise KnownProblem(
            "workspace.held", f"“{path.name}” is open already{_held_by(holder)}.", "Close it there, or open it for reading only."
        ) from error
    except OSError as error:
        raise KnownProblem(
            "workspace.denied", f"The folder of “{path.name}” may not be written.", "Save a copy in another folder, or open it for reading only."
        ) from error
    holder.write_text(json.dumps({"who": by, "process": os.getpid()}), encoding="utf-8")

    def release() -> None:
        holder.unlink(missing_ok=True)
        lock.release()
        with suppress(OSError):
            Path(lock.lock_file).unlink(missing_ok=True)

    return release


def _held_by(holder: Path) -> str:
    try:
        known = json.loads(holder.read_text(encoding="utf-8"))
        return f" by {known['who']} (process {known['process']})"
    except (OSError, ValueError, KeyError):
        return ""


def _migrate(path: Path) -> None:
    from advoplanner.store.migrations.run import upgrade
    from advoplanner.store.snapshots import take

    take(path, "before a newer version")
    upgrade(path)
