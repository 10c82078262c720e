"""Damaged, foreign, empty, held and full: each is refused with a sentence, and the file stays as it was."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from advoplanner import bootstrap
from advoplanner.core.errors import KnownProblem
from advoplanner.domain.people import ContactDraft
from advoplanner.services import history, people, repair


def _made(path: Path, names: int = 3) -> Path:
    ws = bootstrap.create_workspace(path)
    for number in range(names):
        people.add(ws, ContactDraft(given="Ana", family=f"Silva {number}", emails=(f"ana{number}@x.example",)))
    ws.close()
    return path


def _folder(folder: Path) -> dict[str, bytes]:
    """Every file with what it holds: nothing beside a refused one may come, go or change."""
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def _refused(path: Path) -> KnownProblem:
    before = _folder(path.parent)
    for read_only in (False, True):
        with pytest.raises(KnownProblem) as refused:
            bootstrap.open_workspace(path, read_only=read_only)
        assert _folder(path.parent) == before
    assert refused.value.sentence.endswith(".")
    assert refused.value.hint
    return refused.value


def test_a_missing_workspace_says_so(tmp_path: Path) -> None:
    assert _refused(tmp_path / "none.advo").code == "workspace.missing"


def test_an_empty_file_is_not_taken_for_an_empty_workspace(tmp_path: Path) -> None:
    path = tmp_path / "w.advo"
    path.touch()
    assert _refused(path).code == "workspace.empty"


@pytest.mark.parametrize("content", [b"Dear diary, this is a text.\n" * 400, b"SQLite format 3\x00" + b"\xff" * 9000, b"PK\x03\x04zip"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "w.advo"
    path.write_bytes(content)
    assert _refused(path).code == "workspace.damaged"


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "w.advo"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE notes (x)")
    assert _refused(path).code == "workspace.foreign"


@pytest.mark.parametrize("share", [0.02, 0.5, 0.95])
def test_a_workspace_cut_short_is_refused_and_nothing_comes_to_lie_beside_it(tmp_path: Path, share: float) -> None:
    path = _made(tmp_path / "w.advo", 60)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert _refused(path).code == "workspace.damaged"


def test_what_a_workspace_cut_short_still_holds_is_salvaged(tmp_path: Path) -> None:
    path = _made(tmp_path / "w.advo", 60)
    whole = path.read_bytes()
    # The last row of a table lies on a page of its own or on that of its neighbours: everybody before that page is still there.
    cut = (whole.rindex(b"Silva 59") // 4096) * 4096
    path.write_bytes(whole[:cut])
    repair.salvage(path, tmp_path / "new.advo")
    ws = bootstrap.open_workspace(tmp_path / "new.advo")
    found = {row.name for row in people.rows(ws)}
    ws.close()
    assert "Ana Silva 0" in found
    assert found <= {f"Ana Silva {number}" for number in range(60)}


def test_what_only_the_log_of_a_killed_program_holds_is_salvaged_too(tmp_path: Path) -> None:
    path = _made(tmp_path / "w.advo", 3)
    ws = bootstrap.open_workspace(path)
    people.add(ws, ContactDraft(given="Zoe", family="Newest"))
    killed = tmp_path / "killed"
    killed.mkdir()
    for each in ("w.advo", "w.advo-wal"):
        (killed / each).write_bytes((tmp_path / each).read_bytes())
    ws.close()
    repair.salvage(killed / "w.advo", tmp_path / "new.advo")
    ws = bootstrap.open_workspace(tmp_path / "new.advo")
    assert "Zoe Newest" in [row.name for row in people.rows(ws)]
    ws.close()


def test_a_workspace_with_a_damaged_page_is_refused_and_repaired_into_a_new_one(tmp_path: Path) -> None:
    path = _made(tmp_path / "w.advo", 60)
    whole = path.read_bytes()
    page = 4096
    # Noise over one page of people, as a failing disk leaves it.
    middle = whole.index(b"Silva 30") // page * page
    path.write_bytes(whole[:middle] + os.urandom(page) + whole[middle + page :])
    assert _refused(path).code == "workspace.damaged"
    done = repair.salvage(path, tmp_path / "new.advo")
    ws = bootstrap.open_workspace(tmp_path / "new.advo")
    found = people.rows(ws)
    ws.close()
    assert done.rows > 0
    assert len(found) <= 60


def test_damage_whose_report_is_no_text_is_refused(tmp_path: Path) -> None:
    path = _made(tmp_path / "w.advo", 60)
    whole = bytearray(path.read_bytes())
    for place in range(8192, len(whole), 5000):
        whole[place : place + 50] = b"\xff" * 50
    path.write_bytes(whole)
    assert _refused(path).code == "workspace.damaged"


@pytest.mark.parametrize("revision", ["abc", "", "²", "-1"])
def test_a_workspace_whose_revision_is_no_number_is_refused(tmp_path: Path, revision: str) -> None:
    path = _made(tmp_path / "w.advo")
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    assert _refused(path).code == "workspace.damaged"


def test_a_workspace_that_lost_a_table_says_that_it_is_damaged(tmp_path: Path) -> None:
    path = _made(tmp_path / "w.advo")
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DROP TABLE person")
    ws = bootstrap.open_workspace(path)
    with pytest.raises(KnownProblem) as refused:
        people.rows(ws)
    assert refused.value.code == "workspace.damaged"
    ws.close()


def test_a_second_opener_hears_who_holds_the_workspace(tmp_path: Path) -> None:
    path = _made(tmp_path / "w.advo")
    ws = bootstrap.open_workspace(path)
    with pytest.raises(KnownProblem) as refused:
        bootstrap.open_workspace(path)
    assert refused.value.code == "workspace.held"
    assert f"process {os.getpid()}" in str(refused.value)
    reading = bootstrap.open_workspace(path, read_only=True)
    assert len(people.rows(reading)) == 3
    with pytest.raises(KnownProblem):
        people.add(reading, ContactDraft(given="No"))
    reading.close()
    ws.close()
    bootstrap.open_workspace(path).close()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["w.advo"]


def test_a_full_disk_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    path = _made(tmp_path / "w.advo")
    ws = bootstrap.open_workspace(path)
    with ws.store._writing.connect() as connection:  # type: ignore[union-attr]
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 1}")
    with pytest.raises(KnownProblem) as refused:
        people.add(ws, ContactDraft(given="Ana", notes="x" * 20_000))
    assert refused.value.code == "workspace.full"
    assert len(people.rows(ws)) == 3
    assert history.next_undo(ws) == "Add Ana Silva 2"
    ws.close()


def test_a_folder_that_may_not_be_written_can_still_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _made(tmp_path / "w.advo")
    # Root may write everywhere, so the operating system's answer is given here.
    monkeypatch.setattr(os, "access", lambda p, mode: mode != os.W_OK or Path(p) != path.parent)
    ws = bootstrap.open_workspace(path, read_only=True)
    assert len(people.rows(ws)) == 3
    ws.close()


_EDITS = """
import sys
from pathlib import Path
from advoplanner import bootstrap
from advoplanner.domain.people import ContactDraft
from advoplanner.services import people
ws = bootstrap.open_workspace(Path(sys.argv[1]))
number = 0
while True:
    people.add(ws, ContactDraft(given="Ana", family=str(number)))
    print(number, flush=True)
    number += 1
"""


def test_kill_during_edits_loses_no_committed_change(tmp_path: Path) -> None:
    path = tmp_path / "w.advo"
    bootstrap.create_workspace(path).close()
    for _ in range(3):
        child = subprocess.Popen([sys.executable, "-c", _EDITS, str(path)], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        said = [child.stdout.readline() for _ in range(12)]
        child.kill()
        said += child.communicate()[0].splitlines()
        acknowledged = len([line for line in said if line.strip()])
        ws = bootstrap.open_workspace(path)
        found = len(people.rows(ws))
        while history.next_undo(ws):
            assert history.undo(ws)
        assert not people.rows(ws)
        ws.close()
        assert found >= acknowledged


def test_a_workspace_is_copied_out_of_a_folder_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _made(tmp_path / "usb" / "w.advo")
    # Root may write everywhere, so the operating system's answer is given here.
    monkeypatch.setattr(os, "access", lambda p, mode: mode != os.W_OK or Path(p) != path.parent)
    copy = history.copy_to(path, tmp_path / "mine" / "w.advo")
    assert sorted(p.name for p in path.parent.iterdir()) == ["w.advo"]
    monkeypatch.undo()
    ws = bootstrap.open_workspace(copy)
    assert len(people.rows(ws)) == 3
    ws.close()
