"""Snapshots: kept, thinned, restored as one step, and the way out of a damaged file."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from advoplanner import bootstrap
from advoplanner.core.errors import KnownProblem
from advoplanner.domain.people import ContactDraft
from advoplanner.services import history, people
from advoplanner.services.context import Workspace


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    found = bootstrap.create_workspace(tmp_path / "w.advo")
    people.add(found, ContactDraft(given="Ana", family="Silva"))
    yield found
    found.close()


def _names(ws: Workspace) -> list[str]:
    return [row.name for row in people.rows(ws)]


def test_restoring_is_one_step_that_can_be_undone(ws: Workspace) -> None:
    kept = history.take_snapshot(ws, "with Ana")
    assert (kept.people, kept.events) == (1, 0)
    people.add(ws, ContactDraft(given="Ben", family="Okoye", emails=("ben@x.example",)))
    people.edit(ws, people.rows(ws)[1].id, city="Lisbon")
    changes = history.restore_snapshot(ws, "with Ana")
    assert changes
    assert _names(ws) == ["Ana Silva"]
    assert people.rows(ws)[0].city == ""
    history.undo(ws)
    assert _names(ws) == ["Ben Okoye", "Ana Silva"]
    assert people.rows(ws)[1].city == "Lisbon"
    assert "before a restore" in [s.name for s in history.list_snapshots(ws)]


def test_an_unknown_snapshot_is_refused(ws: Workspace) -> None:
    with pytest.raises(KnownProblem) as refused:
        history.restore_snapshot(ws, "never")
    assert refused.value.code == "snapshot.missing"


def test_one_snapshot_a_day_is_kept_by_itself(ws: Workspace) -> None:
    ws.clock = lambda: datetime.now(UTC)
    assert history.take_daily_snapshot(ws) is not None
    assert history.take_daily_snapshot(ws) is None
    assert [s.name for s in history.list_snapshots(ws)] == [history.DAILY]


def test_automatic_snapshots_are_thinned_and_named_ones_stay(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(history.AUTOMATIC, "before seating", 2)
    history.take_snapshot(ws, "mine")
    for _ in range(4):
        history.take_snapshot(ws, "before seating")
    assert sorted(s.name for s in history.list_snapshots(ws)) == ["before seating", "before seating", "mine"]


def test_a_damaged_workspace_is_recovered_beside_it(ws: Workspace) -> None:
    history.take_snapshot(ws, "good")
    path = ws.path
    ws.close()
    path.write_bytes(os.urandom(8192))
    damaged = path.read_bytes()
    copy = history.recover(path)
    assert path.read_bytes() == damaged
    found = bootstrap.open_workspace(copy)
    names = _names(found)
    found.close()
    assert names == ["Ana Silva"]
    assert history.recover(path).name == "w (recovered 2).advo"
