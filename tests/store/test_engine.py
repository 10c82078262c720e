"""What a connection to a workspace cannot do, whatever it is asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from advoplanner.bootstrap import create_workspace
from advoplanner.store.engine import reader, writer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create_workspace(tmp_path / "w.advo").close()
    return tmp_path / "w.advo"


@pytest.mark.parametrize("engine", [reader, writer])
def test_no_other_file_is_reached_through_a_workspace(path: Path, engine: Callable[[Path], Engine]) -> None:
    other = path.with_name("other.db")
    made = engine(path)
    with made.connect() as connection:
        raw = connection.connection.driver_connection
        with pytest.raises(Exception, match="too many attached databases"):
            raw.execute(f"ATTACH DATABASE '{other}' AS other")
        with pytest.raises(Exception, match="not authorized"):
            raw.execute("SELECT load_extension('x')")
    made.dispose()
    assert not other.exists()


def test_the_reading_side_cannot_write(path: Path) -> None:
    made = reader(path)
    with made.connect() as connection, pytest.raises(OperationalError, match="readonly"):
        connection.exec_driver_sql("DELETE FROM workspace_info")
    made.dispose()
