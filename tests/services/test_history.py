"""Undo, redo and their words; versions that are kept, thinned out and gone back to as one step."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import KnownProblem, RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import auto_seat, events, guests, history, people, tables, workspace
from advoplanner.store import schema
from advoplanner.store.migrations import run
from advoplanner.store.session import KEPT_STEPS


@pytest.fixture
def ws(tmp_path):
    opened = create_workspace(tmp_path / "w.advo", name="Advocates")
    yield opened
    opened.close()


def _add(ws, name):
    return people.add(ws, ContactDraft(given=name, family="Ferreira")).created("person")[0]


def _names(ws):
    return sorted(row.name for row in people.rows(ws))


def _states(ws):
    return [(step.label, step.state) for step in history.steps(ws)]


def test_without_steps_there_is_nothing_to_undo(ws):
    assert (history.next_undo(ws), history.next_redo(ws), history.steps(ws)) == (None, None, [])
    assert not history.undo(ws)
    assert not history.redo(ws)


def test_the_words_of_undo_and_redo_follow_the_steps(ws):
    _add(ws, "Ana")
    _add(ws, "Bo")
    first, second = history.steps(ws)[1].label, history.steps(ws)[0].label
    assert (history.next_undo(ws), history.next_redo(ws)) == (second, None)
    history.undo(ws)
    assert (history.next_undo(ws), history.next_redo(ws)) == (first, second)
    history.undo(ws)
    assert (history.next_undo(ws), history.next_redo(ws), _names(ws)) == (None, first, [])
    assert history.redo(ws).label == first
    assert _names(ws) == ["Ana Ferreira"]


def test_steps_are_newest_first_with_who_and_how_much(ws):
    _add(ws, "Ana")
    workspace.edit(ws, name="Board")
    newest, oldest = history.steps(ws)
    assert (newest.label, newest.rows, newest.state) == ("Change the workspace's settings", 1, "done")
    assert newest.number > oldest.number
    assert newest.at.utcoffset() is not None
    assert "@" in newest.by


def test_a_new_step_drops_what_was_undone(ws):
    _add(ws, "Ana")
    history.undo(ws)
    workspace.edit(ws, name="Board")
    assert [state for _, state in _states(ws)] == ["done", "dropped"]
    assert history.next_redo(ws) is None


def test_the_rows_of_steps_long_ago_are_forgotten_when_the_workspace_is_opened_and_their_words_stay(ws):
    for name in ("Ada", "Bo", "Cy"):
        _add(ws, name)
    with closing(sqlite3.connect(ws.path)) as file, file:
        file.execute(f"UPDATE journal_step SET number = number + {KEPT_STEPS} WHERE number > 1")
    ws.store.forget_old_steps()
    with closing(sqlite3.connect(ws.path)) as file:
        kept = file.execute("SELECT number, label, state, payload = '[]' FROM journal_step ORDER BY number").fetchall()
    assert kept == [
        (1, "Add Ada Ferreira", "old", 1),
        (KEPT_STEPS + 2, "Add Bo Ferreira", "done", 0), (KEPT_STEPS + 3, "Add Cy Ferreira", "done", 0),
    ]  # fmt: skip


def test_a_step_that_cannot_be_taken_back_is_not_offered(ws):
    with ws.action("Send 3 invitations", final=True):
        workspace.edit(ws, name="Board")
    assert _states(ws) == [("Send 3 invitations", "final")]
    assert history.next_undo(ws) is None
    assert workspace.info(ws).name == "Board"


def test_a_version_is_kept_with_its_counts(ws):
    _add(ws, "Ana")
    kept = history.take_snapshot(ws, "After the call: Ana / Bo")
    assert (kept.people, kept.events) == (1, 0)
    assert kept.name == "After the call Ana Bo"
    assert history.list_snapshots(ws) == [kept]


def test_versions_are_listed_newest_first(ws):
    for name in ("one", "two", "three"):
        history.take_snapshot(ws, name)
    assert [s.name for s in history.list_snapshots(ws)] == ["three", "two", "one"]


def test_going_back_is_one_step_that_undo_takes_back(ws):
    kept_id = _add(ws, "Ana")
    history.take_snapshot(ws, "early")
    people.edit(ws, kept_id, city="Porto")
    _add(ws, "Bo")
    workspace.edit(ws, name="Board")
    before = len(history.steps(ws))
    changes = history.restore_snapshot(ws, "early")
    assert changes.label == "Restore snapshot “early” (1 person, 0 events)"
    assert (_names(ws), people.rows(ws)[0].city, workspace.info(ws).name) == (["Ana Ferreira"], "", "Advocates")
    assert len(history.steps(ws)) == before + 1
    history.undo(ws)
    assert (_names(ws), workspace.info(ws).name) == (["Ana Ferreira", "Bo Ferreira"], "Board")
    assert people.details(ws, kept_id).row.city == "Porto"
    history.redo(ws)
    assert _names(ws) == ["Ana Ferreira"]


def test_steps_before_a_restore_can_be_undone_after_it_was(ws):
    _add(ws, "Ana")
    history.take_snapshot(ws, "early")
    _add(ws, "Bo")
    history.restore_snapshot(ws, "early")
    history.undo(ws)
    history.undo(ws)
    assert _names(ws) == ["Ana Ferreira"]
    history.undo(ws)
    assert _names(ws) == []


def test_going_back_keeps_a_version_of_what_there_was(ws):
    history.take_snapshot(ws, "early")
    _add(ws, "Ana")
    history.restore_snapshot(ws, "early")
    before = history.list_snapshots(ws)[0]
    assert (before.name, before.people) == ("before a restore", 1)


def test_going_back_to_what_is_there_changes_nothing(ws):
    _add(ws, "Ana")
    history.take_snapshot(ws, "now")
    steps = len(history.steps(ws))
    assert not history.restore_snapshot(ws, "now")
    assert len(history.steps(ws)) == steps


def test_one_of_two_versions_of_the_same_name_is_meant_by_its_file(ws):
    first = history.take_snapshot(ws, "twin")
    _add(ws, "Ana")
    history.take_snapshot(ws, "twin")
    history.restore_snapshot(ws, first.path.name)
    assert _names(ws) == []


def test_automatic_versions_are_thinned_and_named_ones_stay(ws):
    history.take_snapshot(ws, "mine")
    history.take_snapshot(ws, history.DAILY)
    for _ in range(7):
        history.take_snapshot(ws, "before a bulk edit")
    names = [s.name for s in history.list_snapshots(ws)]
    assert names == ["before a bulk edit"] * 5 + [history.DAILY, "mine"]


def test_a_version_that_is_not_there_is_said(ws):
    with pytest.raises(KnownProblem, match="no snapshot yet"):
        history.restore_snapshot(ws)
    with pytest.raises(KnownProblem, match="no snapshot “x”"):
        history.restore_snapshot(ws, "x")


def test_a_damaged_version_is_refused_and_nothing_changes(ws):
    kept = history.take_snapshot(ws, "early")
    _add(ws, "Ana")
    kept.path.write_bytes(kept.path.read_bytes()[:5000])
    with pytest.raises(KnownProblem):
        history.restore_snapshot(ws, kept.path.name)
    assert _names(ws) == ["Ana Ferreira"]


def test_a_version_that_a_newer_program_wrote_is_refused_in_words(ws):
    kept = history.take_snapshot(ws, "early")
    with closing(sqlite3.connect(kept.path)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
    _add(ws, "Ana")
    with pytest.raises(KnownProblem, match="newer version of AdvoPlanner"):
        history.restore_snapshot(ws, "early")
    assert _names(ws) == ["Ana Ferreira"]


def test_a_version_that_an_older_program_wrote_is_brought_up_to_date_in_a_copy(ws, monkeypatch):
    kept = history.take_snapshot(ws, "early")
    before = kept.path.read_bytes()
    _add(ws, "Ana")
    upgraded = []
    monkeypatch.setattr(schema, "HEAD", f"{int(schema.HEAD) + 1:04}")
    monkeypatch.setattr(run, "upgrade", upgraded.append)
    history.restore_snapshot(ws, "early")
    assert _names(ws) == []
    assert [path.name for path in upgraded] == [kept.path.name]
    assert upgraded[0] != kept.path
    assert kept.path.read_bytes() == before


def test_a_file_that_is_no_version_is_passed_over(ws):
    kept = history.take_snapshot(ws, "early")
    kept.path.with_name("notes.advo").write_text("not a workspace")
    assert [s.name for s in history.list_snapshots(ws)] == ["early"]


def test_a_version_is_kept_before_many_rows_change_and_before_seating(ws):
    start = datetime(2027, 3, 10, 18, 0)
    event_id = events.new(ws, NewEvent("council", "Many", "Peers.", start, start + timedelta(hours=4), "UTC")).created("event")[0]
    made = [people.add(ws, ContactDraft(display_name=f"Guest {n}")).created("person")[0] for n in range(history.MANY)]
    guests.add(ws, event_id, made, decision="approved")
    ids = [row.id for row in guests.rows(ws, event_id)]
    guests.set_reply(ws, ids[:-1], "accepted")
    assert history.list_snapshots(ws) == []
    with pytest.raises(RuleBroken):
        guests.edit(ws, ids, side="neither")
    with pytest.raises(RuleBroken):
        guests.set_reply(ws, ids, "declined", reason="x" * 10_000)
    assert history.list_snapshots(ws) == [], "what is refused needs no version before it"
    guests.set_reply(ws, ids, "accepted")
    tables.add_tables(ws, event_id, "round", 10, 2)
    auto_seat.seat_all(ws, event_id, iterations=1)
    people.tag(ws, made, add=["Peer"])
    assert sorted(kept.name for kept in history.list_snapshots(ws)) == ["before a bulk edit", "before a bulk edit", "before seating"]
    history.restore_snapshot(ws, "before a bulk edit")
    assert [row.tags for row in people.rows(ws)] == [()] * len(made), "as it was before the tags"
