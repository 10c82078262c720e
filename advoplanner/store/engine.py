"""Engines for one workspace file: one connection that writes, others that can only read.

WAL with synchronous FULL lost nothing in the power-loss model, NORMAL did; one writing connection avoids the
WAL-reset fault of SQLite before 3.51.3; BEGIN IMMEDIATE avoids busy snapshots.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event

APPLICATION_ID = 0x4144564F
"""The four letters ADVO in the file's header."""


def writer(path: Path) -> Engine:
    """The engine of the single writing connection; transactions begin IMMEDIATE."""
    engine = create_engine("sqlite:///one", poolclass=StaticPool, creator=_connect(str(path)))
    _prepare(engine, ["journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF", "secure_delete=ON"], "BEGIN IMMEDIATE")
    return engine


def reader(path: Path, *, immutable: bool = False, guest: bool = False) -> Engine:
    """An engine whose connections cannot write; `immutable` reads a file in a folder that may not be written, `guest` one that others hold."""
    uri = f"{path.as_uri()}?immutable=1" if immutable else guest_uri(path) if guest else path.as_uri()
    engine = create_engine("sqlite:///many", creator=_connect(uri))
    _prepare(engine, ["query_only=ON", "wal_autocheckpoint=0", "trusted_schema=OFF"], "BEGIN")
    return engine


def guest_uri(path: Path) -> str:
    """How to read a file that another process may have open, so that nothing of it is tidied away.

    On Linux the owner's locks are gone as soon as anything in its process opens and closes the file once more, a file
    chooser for one; a second process that may write would then take itself for the last, and remove the log with what
    is not yet in the file.
    """
    return f"{path.as_uri()}?mode=ro{'&readonly_shm=1' if is_in_use(path) else ''}"


def is_in_use(path: Path) -> bool:
    """Whether a process has the file open, or was cut off while it had."""
    return path.with_name(f"{path.name}-shm").exists()


def is_full(error: BaseException | None) -> bool:
    """Whether the disk has no room, be it for the file, its log or the list of the log's pages."""
    return getattr(error, "sqlite_errorname", "") in ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMOPEN", "SQLITE_IOERR_SHMSIZE")


def _connect(name: str) -> Callable[[], sqlite3.Connection]:
    """Given to SQLAlchemy in place of an address, in which a "?" of a file's name would begin its options."""
    return partial(sqlite3.connect, name, uri=name.startswith("file:"), check_same_thread=False, timeout=5)


def _prepare(engine: Engine, pragmas: list[str], begin: str) -> None:
    @event.listens_for(engine, "connect")
    def connected(raw: Any, _record: Any) -> None:
        # The driver's own transactions do not cover DDL; SQLAlchemy's begin event below takes over.
        raw.isolation_level = None
        # Nothing here needs a second database, and ATTACH would reach any file of the person's.
        raw.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        for pragma in pragmas:
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        connection.exec_driver_sql(begin)
