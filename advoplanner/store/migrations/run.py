"""Bring an older workspace to the newest revision in one transaction; the caller has made a backup."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from advoplanner.core.errors import KnownProblem
from advoplanner.store.engine import writer


def upgrade(path: Path, revision: str = "head") -> None:
    """Migrate the file at `path`; nothing changes where a step fails or a row would lose its parent."""
    engine = writer(path)
    with engine.connect() as connection:
        # A rebuild of a parent table with foreign keys on would delete its children; the pragma works outside transactions only.
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        with connection.begin():
            command.upgrade(_config(connection), revision)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise KnownProblem(
                    "workspace.migration", "The workspace could not be brought to the new version; it was left as it was.", "Send the log to support."
                )
    engine.dispose()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config
