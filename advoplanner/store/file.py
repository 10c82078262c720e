"""A workspace file: made, opened under a lock, checked before it is trusted, backed up before it is migrated."""

from __future__ import annotations

import errno
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
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from advoplanner.core.dates import Clock
from advoplanner.core.errors import KnownProblem
from advoplanner.core.paths import file_problem, is_there
from advoplanner.core.text import clean
from advoplanner.store import schema, snapshots
from advoplanner.store.engine import is_full, is_in_use, reader, writer
from advoplanner.store.integrity import check, folder_denied
from advoplanner.store.models import WORKSPACE_ID, WorkspaceInfo
from advoplanner.store.session import Store


@dataclass
class OpenFile:
    """An open workspace: its store, and how to let go of it.

    `newer` names the revision of a file that a newer program wrote; `cut_off` tells that whoever had it open last did not close it.
    """

    path: Path
    store: Store
    release: Callable[[], None]
    newer: str = ""
    cut_off: bool = False


def create(path: Path, name: str, clock: Clock) -> OpenFile:
    """Make a new workspace at `path`; raises KnownProblem where a file stands there already."""
    if is_there(path):
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
            connection.execute(table.insert(), {"id": WORKSPACE_ID, "name": clean(name), "version": 1, "created_at": now, "changed_at": now})
        engine.dispose()
        os.replace(part, path)
    except OSError as error:
        raise file_problem(error, path) from error
    except DBAPIError as error:
        if is_full(error.orig):
            raise file_problem(OSError(errno.ENOSPC, ""), path) from error
        raise KnownProblem("workspace.denied", f"“{path}” could not be made there.", "Choose another folder.") from error
    finally:
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):
                part.with_name(part.name + suffix).unlink(missing_ok=True)
    return open_file(path, clock)


def open_file(path: Path, clock: Clock, *, read_only: bool = False, take_over: bool = False) -> OpenFile:
    """Open the workspace at `path`: lock, check, migrate. Raises KnownProblem with what can be done.

    A file that a newer program wrote opens for reading only, as does any file with `read_only`; an older one is brought up
    to date first in either case. `take_over` passes over the note of another computer that seems to have it open.
    """
    if not is_there(path):
        raise KnownProblem(
            "workspace.missing", f"There is no workspace at “{path}”.", "Check the path, or make one with: sample, import or event new."
        )
    path = path.resolve()
    by = _me()
    if not read_only:
        _check_writable(path)
    cut_off = not read_only and not take_over and bool(_holder(_note(path)))
    release = _nothing if read_only else _lock(path, by, take_over)
    try:
        if not read_only:
            _clear_up(path)
        found = check(path)
        newer = found if int(found) > int(schema.HEAD) else ""
        if int(found) < int(schema.HEAD):
            _migrate_to_read(path, by) if read_only else _migrate(path)
        writing = None if read_only or newer else writer(path)
        return OpenFile(path, _store(path, writing, read_only, clock, by), release, newer, cut_off)
    except BaseException:
        release()
        raise


def _store(path: Path, writing: Engine | None, read_only: bool, clock: Clock, by: str) -> Store:
    """The store of a file that is known to be whole; raises KnownProblem where its disk is too full to write there."""
    if writing is None:
        return Store(None, _reading_alone(path) if read_only else reader(path), clock, by)
    store = Store(writing, reader(path), clock, by)
    try:
        store.forget_old_steps()
    except BaseException as error:
        store.close()
        if isinstance(error, KnownProblem) and error.code == "workspace.full":
            raise KnownProblem(
                "workspace.no_room",
                f"The disk is full, so “{path.name}” cannot be changed where it lies; nothing of it is lost.",
                "Free some space, or save a copy on another disk.",
            ) from error
        raise
    return store


def _reading_alone(path: Path) -> Engine:
    """An engine for a file that this process does not hold."""
    if is_in_use(path):
        return reader(path, guest=True)
    if folder_denied(path) or not os.access(path, os.W_OK):
        return reader(path, immutable=True)
    found = reader(path)
    try:
        with found.connect() as connection:
            connection.exec_driver_sql("SELECT version_num FROM alembic_version")
    except DBAPIError as error:
        found.dispose()
        if not is_full(error.orig):
            raise
        # A full disk has no room for the list of the log's pages; whoever asks for none reads all the same.
        return reader(path, guest=True)
    return found


def _check_writable(path: Path) -> None:
    if not os.access(path, os.W_OK):
        raise KnownProblem("workspace.denied", f"“{path.name}” may not be written.", "Save a copy in another folder, or open it for reading only.")


def _nothing() -> None:
    """Reading holds no lock, so there is nothing to let go of."""


def _lock(path: Path, by: str, take_over: bool = False) -> Callable[[], None]:
    """Hold the workspace until the returned function is called; raises KnownProblem naming who holds it.

    On a shared folder the lock of another computer may not be felt here, but its note of who holds the file is seen: it counts
    unless `take_over`.
    """
    lock = FileLock(str(path) + ".lock", timeout=0)
    holder = _note(path)
    who = _holder(holder)
    try:
        lock.acquire()
    except Timeout as error:
        sentence = f"“{path.name}” is open already{f' by {who}' if who else ''}."
        raise KnownProblem("workspace.held", sentence, "Close it there, or open it for reading only.") from error
    except OSError as error:
        raise KnownProblem(
            "workspace.denied", f"The folder of “{path.name}” may not be written.", "Save a copy in another folder, or open it for reading only."
        ) from error

    def release() -> None:
        with suppress(OSError):
            holder.unlink(missing_ok=True)
        lock.release()
        with suppress(OSError):
            Path(lock.lock_file).unlink(missing_ok=True)

    if who and not take_over and _computer(who.rpartition(" (process ")[0]) != _computer(clean(by, limit=120)):
        lock.release()
        with suppress(OSError):
            Path(lock.lock_file).unlink(missing_ok=True)
        raise KnownProblem(
            "workspace.elsewhere",
            f"“{path.name}” is open on another computer by {who}, or was when that was cut off.",
            f"Close it there. Where nobody has it open, delete “{holder.name}” beside it.",
        )
    # Only a courtesy to others: on a full disk the file can be read all the same.
    with suppress(OSError):
        holder.write_text(json.dumps({"who": by, "process": os.getpid()}), encoding="utf-8")
    return release


def _note(path: Path) -> Path:
    return path.with_name(path.name + ".holder")


def _holder(note: Path) -> str:
    """Who holds the workspace by the note beside it: "ann@desk (process 12)"; "" where there is none that can be read."""
    try:
        known = json.loads(note.read_text(encoding="utf-8"))
        return f"{clean(str(known['who']), limit=120)} (process {int(known['process'])})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _computer(who: str) -> str:
    """The computer in "Ann Smith@desk"; the name of an account may hold spaces and "@"."""
    return who.rpartition("@")[2]


def _me() -> str:
    """Who works here, on which computer; an account may have a number alone."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError, ImportError):
        name = "somebody"
    return f"{name}@{socket.gethostname()}"


def _clear_up(path: Path) -> None:
    """Remove what a process that was killed while it copied this workspace left behind; the lock says that nobody copies now."""
    for part in [*path.parent.glob(f"{glob.escape(path.name)}.part*"), *path.parent.glob(f"{glob.escape(path.name)}.snapshots/*.part*")]:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _migrate_to_read(path: Path, by: str) -> None:
    """Who only reads holds the lock no longer than an older file takes to be brought up to date."""
    try:
        _check_writable(path)
        release = _lock(path, by)
    except KnownProblem as problem:
        raise KnownProblem(
            "workspace.older",
            f"An older version wrote “{path.name}”, and it must be brought up to date before it can be read.",
            "Save a copy in another folder and open that.",
        ) from problem
    try:
        _migrate(path)
    finally:
        release()


def _migrate(path: Path) -> None:
    from advoplanner.store.migrations.run import upgrade

    snapshots.take(path, "before a newer version")
    upgrade(path)
