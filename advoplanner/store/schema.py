"""The tables as they are created today, and the revisions that older workspaces go through.

A new workspace is made from the models at once and stamped with HEAD; a test holds the migrations equal to it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, text

from advoplanner.store.base import Base
from advoplanner.store.engine import APPLICATION_ID
from advoplanner.store.journal import default_of
from advoplanner.store.models import WORKSPACE_ID

HEAD = "0022"
"""The newest revision in migrations/versions; revisions are numbers, so a larger one comes from a newer program."""


def metadata() -> MetaData:
    """All tables, STRICT on SQLite, with the plain defaults known to the database too (bulk inserts leave them out)."""
    for table in Base.metadata.tables.values():
        table.dialect_options["sqlite"]["strict"] = True
        for column in table.columns:
            if column.server_default is None and not column.primary_key:
                _give_default(column)
    return Base.metadata


def create(connection: Connection) -> None:
    """Make all tables in an empty database and stamp it."""
    metadata().create_all(connection)
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute(text("CREATE TABLE alembic_version (version_num TEXT NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def revision(connection: Connection) -> str:
    """The revision a database stands at; raises the driver's error where it holds no workspace."""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def content_tables() -> list[Table]:
    """The tables that snapshots restore, parents before children: all that the journal covers, but the workspace's own row."""
    return [t for t in metadata().sorted_tables if "version" in t.columns and t.name != WORKSPACE_ID + "_info"]


def _give_default(column: Column[Any]) -> None:
    value = default_of(column)
    if isinstance(value, bool):
        literal = str(int(value))
    elif isinstance(value, (int, float)):
        literal = str(value)
    elif isinstance(value, str):
        literal = f"'{value}'"
    elif isinstance(value, (list, dict)):
        literal = "'[]'" if isinstance(value, list) else "'{}'"
    else:
        return
    from sqlalchemy import DefaultClause

    column.server_default = DefaultClause(text(literal))
