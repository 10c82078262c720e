"""A disk without room, a drive that is gone and the note of another computer: said in words, with what was saved left as it is."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from advoplanner import bootstrap
from advoplanner.core.errors import KnownProblem
from advoplanner.domain.people import ContactDraft
from advoplanner.services import history, people


@contextmanager
def no_room() -> Iterator[None]:
    """No file may grow: to the program that is a full disk."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    ws = bootstrap.create_workspace(tmp_path / "w.advo")
    people.add(ws, ContactDraft(given="Ana"))
    ws.close()
    return ws.path


@pytest.mark.skipif(sys.platform == "win32", reason="2026-11-29: Windows limits no file's size")
def test_on_a_full_disk_a_workspace_is_read_and_its_changes_are_refused_in_words(path: Path) -> None:
    with no_room():
        with pytest.raises(KnownProblem) as refused:
            bootstrap.open_workspace(path)
        ws = bootstrap.open_workspace(path, read_only=True)
        names = [row.name for row in people.rows(ws)]
        ws.close()
    assert refused.value.code == "workspace.no_room"
    assert names == ["Ana"]
    ws = bootstrap.open_workspace(path)
    people.add(ws, ContactDraft(given="Ben"))
    ws.close()
    assert sorted(each.name for each in path.parent.iterdir()) == ["w.advo"]


@pytest.mark.skipif(sys.platform == "win32", reason="2026-11-29: Windows limits no file's size")
def test_a_workspace_is_not_half_made_on_a_full_disk(tmp_path: Path) -> None:
    with no_room(), pytest.raises(KnownProblem) as refused:
        bootstrap.create_workspace(tmp_path / "new.advo")
    assert "disk is full" in refused.value.sentence
    assert list(tmp_path.iterdir()) == []


def test_a_workspace_that_another_computer_has_open_is_not_written_by_two(path: Path) -> None:
    note = path.with_name("w.advo.holder")
    note.write_text(json.dumps({"who": "ann@another-desk", "process": 12}), encoding="utf-8")
    with pytest.raises(KnownProblem) as refused:
        bootstrap.open_workspace(path)
    assert refused.value.code == "workspace.elsewhere"
    assert "ann@another-desk (process 12)" in refused.value.sentence
    assert "w.advo.holder" in refused.value.hint
    bootstrap.open_workspace(path, read_only=True).close()
    assert note.exists()
    taken = bootstrap.open_workspace(path, take_over=True)
    assert not taken.cut_off, "what another computer left is no crash of this one"
    taken.close()
    assert sorted(each.name for each in path.parent.iterdir()) == ["w.advo"]


def test_an_account_of_two_words_is_known_again_after_a_crash(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "Ann Smith")
    note = path.with_name("w.advo.holder")
    note.write_text(json.dumps({"who": f"Ann Smith@{socket.gethostname()}", "process": 12}), encoding="utf-8")
    ws = bootstrap.open_workspace(path)
    assert ws.cut_off
    ws.close()


@pytest.mark.parametrize("text", ["", "[]", '{"who": "ann@desk"}', '{"who": null, "process": []}'])
def test_a_note_that_says_nothing_stops_nobody(path: Path, text: str) -> None:
    path.with_name("w.advo.holder").write_text(text, encoding="utf-8")
    ws = bootstrap.open_workspace(path)
    assert [row.name for row in people.rows(ws)] == ["Ana"]
    ws.close()


def test_an_account_without_a_name_opens_a_workspace(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found: 12345")

    monkeypatch.setattr("getpass.getuser", nameless)
    ws = bootstrap.open_workspace(path)
    assert [row.name for row in people.rows(ws)] == ["Ana"]
    ws.close()


def test_a_name_that_is_no_text_becomes_the_name_of_a_workspace(tmp_path: Path) -> None:
    from advoplanner.services import workspace

    if sys.platform != "linux":
        pytest.skip("2026-11-29: names of files are text there")
    ws = bootstrap.create_workspace(tmp_path / "b\udcffd.advo")
    assert workspace.info(ws).name == "bd"
    ws.close()


@pytest.mark.parametrize("name", ["", "x" * 300 + ".advo", "file/w.advo"])
def test_a_name_that_cannot_be_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    for begin in (bootstrap.create_workspace, bootstrap.open_workspace):
        with pytest.raises(KnownProblem) as refused:
            begin(tmp_path / name)
        assert len(refused.value.sentence) < 300
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_a_file_that_may_only_be_read_is_read_and_nothing_comes_to_lie_beside_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    access = os.access
    # Root may write everywhere, so the operating system's answer is given here.
    monkeypatch.setattr(os, "access", lambda p, mode: access(p, mode) and (mode != os.W_OK or Path(p) != path))
    with pytest.raises(KnownProblem) as refused:
        bootstrap.open_workspace(path)
    assert refused.value.code == "workspace.denied"
    ws = bootstrap.open_workspace(path, read_only=True)
    assert [row.name for row in people.rows(ws)] == ["Ana"]
    assert [each.name for each in path.parent.iterdir()] == ["w.advo"]
    ws.close()


def test_who_opens_after_a_program_that_was_cut_off_hears_of_it(path: Path) -> None:
    ws = bootstrap.open_workspace(path)
    assert not ws.cut_off
    ws.close()
    cut_off = f"""
import os, sys
from pathlib import Path
from advoplanner import bootstrap
ws = bootstrap.open_workspace(Path({str(path)!r}))
os._exit(9)
"""
    subprocess.run([sys.executable, "-c", cut_off], check=False)
    ws = bootstrap.open_workspace(path)
    assert ws.cut_off
    assert history.last_saved(ws) == "Add Ana"
    ws.close()
    ws = bootstrap.open_workspace(path)
    assert not ws.cut_off
    ws.close()
