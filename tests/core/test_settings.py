"""Settings: typed, kept across programs of different age, never lost to damage."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advoplanner.core.errors import KnownProblem
from advoplanner.core.settings import RECENT_KEPT, Settings, SettingsFile, default_path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def test_without_a_file_the_usual_ones_apply(path: Path) -> None:
    assert SettingsFile(path).current == Settings()
    assert not path.exists()


def test_a_change_is_written_and_read_again(path: Path) -> None:
    SettingsFile(path).change(appearance="dark", reduced_motion=True)
    assert SettingsFile(path).current == Settings(appearance="dark", reduced_motion=True)


def test_a_workspace_that_is_first_already_writes_nothing(path: Path) -> None:
    SettingsFile(path).remember(Path("/a.advo"))
    settings = SettingsFile(path)
    path.unlink()
    settings.remember(Path("/a.advo"))
    assert not path.exists()
    settings.remember(Path("/b.advo"))
    assert SettingsFile(path).current.recent == ("/b.advo", "/a.advo")


def test_what_a_newer_program_wrote_stays(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('appearance = "light"\nholograms = true\n[venues]\nnearest = 3\n', "utf-8")
    SettingsFile(path).change(paper="letter")
    text = path.read_text("utf-8")
    assert "holograms = true" in text
    assert "nearest = 3" in text
    assert SettingsFile(path).current.paper == "letter"


@pytest.mark.parametrize("text", ['appearance = "plaid"', "appearance = 3", 'reduced_motion = "yes"', 'recent = "a.advo"', "paper = []"])
def test_a_value_of_the_wrong_kind_gives_way(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    assert SettingsFile(path).current == Settings()


@pytest.mark.parametrize("content", [b"appearance = ", b"\xff\xfe\x00", b"[[["])
def test_a_damaged_file_is_set_aside_and_said(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    settings = SettingsFile(path)
    assert settings.current == Settings()
    assert "set aside" in settings.problem
    assert path.with_suffix(".damaged.toml").read_bytes() == content
    settings.change(appearance="dark")
    assert SettingsFile(path).problem == ""


def test_a_place_that_may_not_be_written_is_a_known_problem(path: Path) -> None:
    path.mkdir(parents=True)
    settings = SettingsFile(path)
    assert settings.current == Settings()
    with pytest.raises(KnownProblem):
        settings.change(appearance="dark")


@given(st.lists(st.integers(0, 20), max_size=40))
def test_recent_workspaces_are_few_distinct_and_newest_first(opened: list[int]) -> None:
    settings = SettingsFile()
    for number in opened:
        settings.remember(Path(f"/w/{number}.advo"))
    expected = list(dict.fromkeys(f"/w/{number}.advo" for number in reversed(opened)))[:RECENT_KEPT]
    assert [Path(name).as_posix() for name in settings.current.recent] == expected


def test_forgetting_takes_one_off_the_list(path: Path) -> None:
    settings = SettingsFile(path)
    settings.remember(Path("/w/a.advo"))
    settings.remember(Path("/w/b.advo"))
    settings.forget(Path("/w/a.advo"))
    assert SettingsFile(path).current.recent == (str(Path("/w/b.advo")),)


def test_the_usual_place_is_a_toml_file_of_this_program() -> None:
    assert default_path().name == "settings.toml"
    assert default_path().parent.name == "AdvoPlanner"
