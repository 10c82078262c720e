"""Engines for one workspace file: one connection that writes, others that can only read.

WAL with synchronous FULL lost nothing in the power-loss model, NORMAL did; one writing connection avoids the
WAL-reset fault of SQLite before 3.51.3; BEGIN IMMEDIATE avoids busy snapshots.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event

APPLICATION_ID = 0x4144564F
"""The four letters ADVO in the file's header."""


def writer(path: Path) -> Engine:
    """The engine of the single writing connection; transactions begin IMMEDIATE."""
    engine = create_engine(f"sqlite:///{path}", poolclass=StaticPool, connect_args={"check_same_thread": False, "timeout": 5})
    _prepare(engine, ["journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF", "secure_delete=ON"], "BEGIN IMMEDIATE")
    return engine


def reader(path: Path, *, immutable: bool = False) -> Engine:
    """An engine whose connections cannot write; `immutable` reads a file in a folder that may not be written."""
    url = f"sqlite:///file:{path}?immutable=1&uri=true" if immutable else f"sqlite:///{path}"
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": 5})
    _prepare(engine, ["query_only=ON", "wal_autocheckpoint=0", "trusted_schema=OFF"], "BEGIN")
    return engine


def _prepare(engine: Engine, pragmas: list[str], begin: str) -> None:
    @event.listens_for(engine, "connect")
    def connected(raw: Any, _record: Any) -> None:
        # The driver's own transactions do not cover DDL; SQLAlchemy's begin event below takes over.
        raw.isolation_level = None
        for pragma in pragmas:
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        connection.exec_driver_sql(begin)
