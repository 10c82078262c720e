"""dev.py without touching the machine: what it says, what it starts, and when it leaves things alone."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


@pytest.fixture
def dev(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A dev.py of its own over an empty checkout, whose every started program is recorded in `dev.started`."""
    spec = importlib.util.spec_from_file_location("dev_under_test", project / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / "constraints.txt").write_text("")
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "python")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "dev.json")
    module.started = []

    def call(command: list[object], **options: object) -> int:
        module.started.append(([str(word) for word in command], options))
        if "venv" in command:
            module.PYTHON.touch()
        return 0

    monkeypatch.setattr(module.subprocess, "call", call)
    return module


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


def words_started(dev: ModuleType) -> list[str]:
    return [" ".join(command) for command, _ in dev.started]


def test_an_unknown_word_shows_the_commands_and_ends_with_2(dev, capsys) -> None:
    assert dev.main(["dance"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert all(f"dev.py {word}" in shown.err for word in ("run", "test", "lint", "fix", "bench", "shots"))


def test_help_is_no_error(dev, capsys) -> None:
    assert dev.main(["--help"]) == 0
    assert "dev.py run" in capsys.readouterr().out


@pytest.mark.parametrize("version", [(3, 10, 14), (3, 15, 0)])
def test_other_pythons_are_named_and_refused(dev, monkeypatch, capsys, version) -> None:
    monkeypatch.setattr(dev.sys, "version_info", version)
    assert dev.main(["test"]) == 2
    assert "3.11 to 3.14" in capsys.readouterr().err
    assert dev.started == []


@pytest.mark.skipif(sys.platform != "linux", reason="2026-11-21: only Linux can lack a display")
def test_run_without_a_display_points_to_the_demo(dev, no_display, capsys) -> None:
    assert dev.main(["run"]) == 1
    said = capsys.readouterr().err
    assert "dev.py run demo --to DIR" in said
    assert said.count("\n") == 1
    assert dev.started == []


def test_words_after_run_reach_main_from_the_callers_folder(dev, no_display) -> None:
    assert dev.main(["run", "import", "people.csv", "--workspace", "w.advo", "--json"]) == 0
    command, options = dev.started[-1]
    assert command[1:] == [str(dev.ROOT / "main.py"), "import", "people.csv", "--workspace", "w.advo", "--json"]
    assert "cwd" not in options


def test_version_passes_through(dev, no_display) -> None:
    assert dev.main(["run", "--version"]) == 0
    assert dev.started[-1][0][-1] == "--version"


def test_set_up_happens_once(dev) -> None:
    dev.need_packages(test=False)
    assert any("install" in line for line in words_started(dev))
    dev.started.clear()
    dev.need_packages(test=False)
    assert dev.started == []


def test_tests_add_their_packages_and_run_keeps_them(dev) -> None:
    dev.need_packages(test=False)
    dev.started.clear()
    dev.need_packages(test=True)
    assert any(line.endswith("[test]") for line in words_started(dev))
    dev.started.clear()
    (dev.ROOT / "constraints.txt").write_text("numpy==2.0\n")
    dev.need_packages(test=False)
    assert any(line.endswith("[test]") for line in words_started(dev))


def test_all_tests_run_on_several_cores_and_chosen_ones_as_they_are_asked_for(dev, monkeypatch) -> None:
    monkeypatch.setattr(dev.os, "cpu_count", lambda: 2)
    assert dev.main(["test"]) == 0
    assert words_started(dev)[-1].endswith("pytest -n 2 --dist loadfile")
    assert dev.main(["test", "tests/seating", "-x"]) == 0
    assert words_started(dev)[-1].endswith("pytest tests/seating -x")


def test_a_copied_checkout_is_set_up_anew(dev) -> None:
    dev.need_packages(test=False)
    dev.STAMP.write_text(dev.STAMP.read_text().replace(str(dev.ROOT), "/elsewhere"))
    dev.started.clear()
    dev.need_packages(test=False)
    assert any("venv --clear" in line for line in words_started(dev))


def test_a_failed_install_leaves_no_stamp(dev, monkeypatch, capsys) -> None:
    monkeypatch.setattr(dev.subprocess, "call", lambda *_, **__: 1)
    assert dev.main(["run", "--version"]) == 2
    assert capsys.readouterr().err.strip()
    assert not dev.STAMP.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="2026-11-21: other systems bring these libraries")
def test_missing_libraries_give_the_line_to_type(dev, monkeypatch, capsys) -> None:
    monkeypatch.setattr(dev, "_loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(dev, "_install", lambda _: False)
    assert dev.main(["test"]) == 2
    assert "sudo apt-get install libegl1" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="2026-11-21: apt-get is Linux")
def test_missing_libraries_are_installed_where_that_is_allowed(dev, monkeypatch) -> None:
    monkeypatch.setattr(dev, "_loads", lambda library: library not in dev.OFF_SCREEN)
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(dev.os, "geteuid", lambda: 0)
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0, stdout="")

    monkeypatch.setattr(dev.subprocess, "run", run)
    dev.need_libraries(dev.OFF_SCREEN)
    install = " ".join(asked[-1])
    assert "apt-get -qq install -y" in install
    assert all(package in install for package in dev.OFF_SCREEN.values())


def test_an_unknown_benchmark_is_named(dev, capsys) -> None:
    assert dev.main(["bench", "nothing"]) == 2
    assert "nothing" in capsys.readouterr().err


def test_every_dependency_is_pinned_within_its_range(project: Path) -> None:
    pins = dict(re.findall(r"^([\w.-]+)==([\w.+!]+)", (project / "constraints.txt").read_text(), re.M))
    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    requirements = [Requirement(text) for text in settings["dependencies"] + settings["optional-dependencies"]["test"]]
    assert [str(r) for r in requirements if pins.get(canonicalize_name(r.name)) not in r.specifier] == []


def test_pinned_versions_hold_no_address_and_no_path(project: Path) -> None:
    lines = (project / "constraints.txt").read_text().splitlines()
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9.-]+==[\w.+!]+( ; .+)?", line) or "/" in line] == []


def test_ci_installs_every_package_that_dev_may_need(dev, project: Path) -> None:
    script = (project / ".ci" / "run").read_text()
    wanted = {*dev.OFF_SCREEN.values(), *dev.WINDOW.values(), *dev.DESKTOP_TOOLS.values(), *dev.MAIL_TOOLS.values(), *dev.READERS.values()}
    assert wanted <= set(script.split())


@pytest.mark.skipif(sys.platform == "win32", reason="2026-11-21: bash")
def test_the_ci_script_can_be_read(project: Path) -> None:
    assert subprocess.run(["bash", "-n", project / ".ci" / "run"]).returncode == 0
