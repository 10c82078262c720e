"""Migrations and models describe the same tables; a failing step leaves the file as it was."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from advoplanner import bootstrap
from advoplanner.core.errors import KnownProblem
from advoplanner.domain.audiences import EVERYBODY, read_audience
from advoplanner.services import history
from advoplanner.store import schema
from advoplanner.store.engine import APPLICATION_ID, writer
from advoplanner.store.integrity import check
from advoplanner.store.migrations import run


def _shape(path: Path) -> dict[str, object]:
    """Tables with their columns (type, null, default, key), strictness, foreign keys and indexes."""
    with closing(sqlite3.connect(path)) as raw:
        tables = {r[1]: r[5] for r in raw.execute("PRAGMA table_list") if r[1] not in ("alembic_version", "sqlite_schema", "sqlite_temp_schema")}
        return {
            name: (
                strict,
                sorted(tuple(c[1:]) for c in raw.execute(f'PRAGMA table_info("{name}")')),
                sorted(tuple(k[2:]) for k in raw.execute(f'PRAGMA foreign_key_list("{name}")')),
                sorted((i[1] if not i[1].startswith("sqlite_autoindex") else "auto", i[2]) for i in raw.execute(f'PRAGMA index_list("{name}")')),
            )
            for name, strict in tables.items()
        }


def test_migrating_from_nothing_gives_the_tables_of_the_models(tmp_path: Path) -> None:
    made, migrated = tmp_path / "made.advo", tmp_path / "migrated.advo"
    bootstrap.create_workspace(made).close()
    run.upgrade(migrated)
    assert _shape(migrated) == _shape(made)
    assert all(strict for strict, *_ in _shape(made).values())


def test_head_is_the_newest_revision(tmp_path: Path) -> None:
    path = tmp_path / "w.advo"
    run.upgrade(path)
    with writer(path).connect() as connection:
        assert schema.revision(connection) == schema.HEAD


def test_an_older_workspace_is_backed_up_before_it_is_migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "w.advo"
    bootstrap.create_workspace(path).close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '0000'")
    asked: list[Path] = []
    monkeypatch.setattr(run, "upgrade", lambda p: asked.append(p))
    ws = bootstrap.open_workspace(path)
    names = [s.name for s in history.list_snapshots(ws)]
    ws.close()
    assert asked == [path]
    assert names == ["before a newer version"]


def test_a_failing_migration_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "w.advo"
    run.upgrade(path)
    before = _shape(path)

    def fail(*_: object) -> None:
        raise KnownProblem("test", "refused")

    def halfway(config: object, _revision: str) -> None:
        connection = config.attributes["connection"]  # type: ignore[attr-defined]
        connection.exec_driver_sql("CREATE TABLE half (x INTEGER) STRICT")
        connection.exec_driver_sql("DROP TABLE sent_mail")
        fail()

    monkeypatch.setattr(run.command, "upgrade", halfway)
    with pytest.raises(KnownProblem):
        run.upgrade(path)
    assert _shape(path) == before


def test_a_newer_workspace_opens_for_reading_only_and_is_never_written(tmp_path: Path) -> None:
    path = tmp_path / "w.advo"
    bootstrap.create_workspace(path).close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '0999'")
    ws = bootstrap.open_workspace(path)
    assert ws.read_only
    assert ws.newer == "0999"
    with pytest.raises(KnownProblem) as refused, ws.action("Try"):
        pass
    ws.close()
    assert refused.value.code == "workspace.read_only"


def test_the_application_id_marks_the_file(tmp_path: Path) -> None:
    path = tmp_path / "w.advo"
    bootstrap.create_workspace(path).close()
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    assert check(path) == schema.HEAD


def test_waves_made_before_audiences_still_address_everybody(tmp_path: Path) -> None:
    path = tmp_path / "w.advo"
    run.upgrade(path, "0004")
    now = "2027-01-01T00:00:00.000000+00:00"
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(
            "INSERT INTO event (id, kind, title, uid, purpose, zone, start, end, start_utc, end_utc, created_at, changed_at) "
            "VALUES ('e', 'cab', 'Board', 'u@x', 'Why', 'UTC', '2027-03-10T18:00', '2027-03-10T20:00', :now, :now, :now, :now)",
            {"now": now},
        )
        raw.execute(
            "INSERT INTO wave (id, event_id, name, subject, body, created_at, changed_at) VALUES ('w', 'e', 'Old', 's', 'b', ?, ?)", (now, now)
        )
    run.upgrade(path)
    with closing(sqlite3.connect(path)) as raw:
        audience, mode = raw.execute("SELECT audience, mode FROM wave").fetchone()
    assert (read_audience(json.loads(audience)), mode) == (EVERYBODY, "template")
