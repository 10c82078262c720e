"""Workspaces of earlier revisions open with everything in them, and hold the newer tables empty."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from advoplanner import bootstrap
from advoplanner.core.errors import KnownProblem
from advoplanner.services import agenda, events, seating, workspace
from advoplanner.store.engine import APPLICATION_ID
from advoplanner.store.migrations import run
from advoplanner.store.models import AgendaVersion, Breakout, Fixture, KeptPlan, NormOverride, Task, VenueRoom, Waiver

AT = datetime(2027, 1, 4, tzinfo=UTC).isoformat(timespec="microseconds")


def test_a_workspace_from_before_norms_waivers_and_tasks(tmp_path: Path) -> None:
    path = tmp_path / "old.advo"
    run.upgrade(path, "0001")
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
        stamps = {"id": "workspace", "created_at": AT, "changed_at": AT, "name": "Old", "product_names": '["Orbit"]'}
        _insert(raw, "workspace_info", stamps)
        wall = {"start": "2027-03-10T09:00", "end": "2027-03-10T17:00", "start_utc": AT, "end_utc": AT}
        _insert(
            raw,
            "event",
            {"id": "e", "created_at": AT, "changed_at": AT, "kind": "cab", "title": "Board", "uid": "u", "purpose": "P", "zone": "UTC", **wall},
        )
    ws = bootstrap.open_workspace(path)
    info = workspace.info(ws)
    assert (info.product_names, info.ignored_words) == (("Orbit",), ())
    assert [row.title for row in events.rows(ws)] == ["Board"]
    with ws.reading() as session:
        assert [session.query(model).count() for model in (NormOverride, Task, Waiver)] == [0, 0, 0]
    ws.close()


def test_an_agenda_from_before_its_versions(tmp_path: Path) -> None:
    path = tmp_path / "old.advo"
    run.upgrade(path, "0002")
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
        stamps = {"created_at": AT, "changed_at": AT}
        _insert(raw, "workspace_info", {"id": "workspace", "name": "Old", **stamps})
        wall = {"start": "2027-03-10T09:00", "end": "2027-03-10T17:00", "start_utc": AT, "end_utc": AT}
        _insert(raw, "event", {"id": "e", "kind": "cab", "title": "Board", "uid": "u", "purpose": "P", "zone": "UTC", **wall, **stamps})
        _insert(raw, "session", {"id": "s", "event_id": "e", "start": "2027-03-10T09:00", "minutes": 30, "type": "meal", "title": "Lunch", **stamps})
    ws = bootstrap.open_workspace(path)
    (row,) = agenda.rows(ws, "e")
    assert (row.title, row.fixed, row.visibility) == ("Lunch", False, "member")
    with ws.reading() as session:
        assert session.query(AgendaVersion).count() == 0
    ws.close()


def test_seats_from_before_their_marks_rooms_and_kept_plans(tmp_path: Path) -> None:
    path = tmp_path / "old.advo"
    run.upgrade(path, "0006")
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
        stamps = {"created_at": AT, "changed_at": AT}
        _insert(raw, "workspace_info", {"id": "workspace", "name": "Old", **stamps})
        wall = {"start": "2027-03-10T09:00", "end": "2027-03-10T17:00", "start_utc": AT, "end_utc": AT}
        _insert(raw, "event", {"id": "e", "kind": "cab", "title": "Board", "uid": "u", "purpose": "P", "zone": "UTC", **wall, **stamps})
        place = {"x": 200.0, "y": 200.0, "width": 122.0, "length": 122.0}
        _insert(raw, "seat_table", {"id": "t", "event_id": "e", "number": 1, "shape": "round", "seats": 1, **place, **stamps})
        _insert(raw, "seat", {"id": "s", "table_id": "t", "number": 1, "accessible": 1, **stamps})
    ws = bootstrap.open_workspace(path)
    (seat,) = seating.plan(ws, "e").seats
    assert seat.marks == ("accessible",)
    with ws.reading() as session:
        assert [session.query(model).count() for model in (VenueRoom, Fixture, KeptPlan, Breakout)] == [0, 0, 0, 0]
    ws.close()


def test_an_older_workspace_that_is_only_read_is_brought_up_to_date_first(tmp_path: Path) -> None:
    path = tmp_path / "old.advo"
    old_workspace(path)
    ws = bootstrap.open_workspace(path, read_only=True)
    assert ws.read_only
    assert workspace.info(ws).name == "Old"
    ws.close()
    assert list((tmp_path / "old.advo.snapshots").glob("*.advo"))


def test_an_older_workspace_that_somebody_holds_is_not_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "old.advo"
    old_workspace(path)
    with FileLock(str(path) + ".lock"), pytest.raises(KnownProblem, match="An older version wrote") as caught:
        bootstrap.open_workspace(path, read_only=True)
    assert caught.value.code == "workspace.older"


def old_workspace(path: Path) -> None:
    run.upgrade(path, "0002")
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
        _insert(raw, "workspace_info", {"id": "workspace", "name": "Old", "created_at": AT, "changed_at": AT})


def _insert(raw: sqlite3.Connection, table: str, values: dict[str, object]) -> None:
    names = ", ".join(f'"{name}"' for name in values)
    raw.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(values))})", list(values.values()))
