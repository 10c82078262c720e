"""File names that are safe everywhere, and writing that is all or nothing."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advoplanner.core.errors import KnownProblem
from advoplanner.core.paths import file_problem, read_bytes, replacing, safe_name, write_bytes


@given(st.text())
def test_a_safe_name_is_one_part_below_its_folder(text: str) -> None:
    name = safe_name(text)
    assert name
    assert len(name.encode()) <= 121
    assert (Path("/folder") / f"{name}.pdf").resolve().parent == Path("/folder")


@pytest.mark.parametrize("text", ["../../etc/passwd", "CON", "nul.txt", "a/b\\c", "\u202etxt.exe", "é" * 300, "dots...", "   ", "."])
def test_dangerous_names_become_harmless(text: str) -> None:
    name = safe_name(text)
    assert not set(name) & set('/\\:*?"<>|\u202e')
    assert name.split(".")[0].lower() not in ("con", "nul")
    assert name == name.strip(". ")


def test_a_failed_write_keeps_the_old_file(tmp_path: Path) -> None:
    path = write_bytes(tmp_path / "a.txt", b"old")

    def half() -> None:
        with replacing(path) as out:
            out.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_file_where_a_folder_is_needed_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(KnownProblem) as refused:
        write_bytes(tmp_path / "file" / "a.txt", b"x")
    assert refused.value.code == "files.kind"


def test_a_full_disk_is_said_in_words(tmp_path: Path) -> None:
    problem = file_problem(OSError(errno.ENOSPC, "no space"), tmp_path / "a.pdf")
    assert problem.code == "files.full"
    assert "a.pdf" in problem.sentence


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = write_bytes(tmp_path / "big", b"x" * 11)
    with pytest.raises(KnownProblem) as refused:
        read_bytes(path, 10)
    assert refused.value.code == "files.large"
    assert read_bytes(path, 11) == b"x" * 11
