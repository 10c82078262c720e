"""A workspace file: made, opened under a lock, checked before it is trusted, backed up before it is migrated."""

from __future__ import annotations

import getpass
import glob
import json
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy.exc import DBAPIError

from advoplanner.core.dates import Clock
from advoplanner.core.errors import KnownProblem
from advoplanner.core.paths import file_problem
from advoplanner.store import schema, snapshots
from advoplanner.store.engine import is_in_use, reader, writer
from advoplanner.store.integrity import check, folder_denied
from advoplanner.store.models import WORKSPACE_ID, WorkspaceInfo
from advoplanner.store.session import Store


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

    A file that a newer program wrote opens for reading only, as does any file with `read_only`; an older one is brought up
    to date first in either case.
    """
    if not path.is_file():
        raise KnownProblem(
            "workspace.missing", f"There is no workspace at “{path}”.", "Check the path, or make one with: sample, import or event new."
        )
    path = path.resolve()
    guest = read_only and is_in_use(path)
    by = f"{getpass.getuser()}@{socket.gethostname()}"
    release = _nothing if read_only else _lock(path, by)
    try:
        if not read_only:
            _clear_up(path)
        found = check(path)
        newer = found if int(found) > int(schema.HEAD) else ""
        if int(found) < int(schema.HEAD):
            _migrate_to_read(path, by) if read_only else _migrate(path)
        writing = None if read_only or newer else writer(path)
        return OpenFile(path, Store(writing, reader(path, immutable=folder_denied(path), guest=guest), clock, by), release, newer)
    except BaseException:
        release()
        raise


def _nothing() -> None:
    """Reading holds no lock, so there is nothing to let go of."""


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


def _clear_up(path: Path) -> None:
    """Remove what a process that was killed while it copied this workspace left behind; the lock says that nobody copies now."""
    for part in [*path.parent.glob(f"{glob.escape(path.name)}.part*"), *path.parent.glob(f"{glob.escape(path.name)}.snapshots/*.part*")]:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _migrate_to_read(path: Path, by: str) -> None:
    """Who only reads holds the lock no longer than an older file takes to be brought up to date."""
    try:
        release = _lock(path, by)
    except KnownProblem as problem:
        raise KnownProblem(
            "workspace.older",
            f"An older version wrote “{path.name}”, and it must be brought up to date before it can be read.",
            "Open it once in a folder that may be written, while nobody else has it open.",
        ) from problem
    try:
        _migrate(path)
    finally:
        release()


def _migrate(path: Path) -> None:
    from advoplanner.store.migrations.run import upgrade

    snapshots.take(path, "before a newer version")
    upgrade(path)
