"""Who may know whom: the contracts in pyproject.toml as sentences, and the two rules that no import contract can express."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

CONTRACTS = [
    "Each layer sees only the layers below it",
    "Inside the window: frame, pages, models, kit",
    "The planner knows neither Qt nor the window",
    "Rules and the seating engine know no database, paper, calendar or spreadsheet",
    "The window never sees SQL",
    "Pages do not import each other",
]
LAYERS = {"core", "domain", "seating", "store", "exports", "imports", "mail", "services", "bootstrap", "cli"}


@pytest.fixture(scope="module")
def report(project: Path) -> str:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache'])"
    done = subprocess.run([sys.executable, "-c", command], cwd=project, capture_output=True, text=True, timeout=100)
    return done.stdout + done.stderr


@pytest.mark.parametrize("sentence", CONTRACTS)
def test_contract_is_kept(report: str, sentence: str) -> None:
    assert f"{sentence} KEPT" in report, report


def test_every_contract_of_pyproject_is_read_here(project: Path) -> None:
    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    assert [contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]] == CONTRACTS


def test_nothing_in_the_planner_stands_outside_the_layers(project: Path) -> None:
    parts = {path.stem for path in (project / "advoplanner").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert parts - {"__init__"} <= LAYERS


def test_rows_are_written_only_by_the_store(sources) -> None:
    verbs = {f"sqlalchemy{part}.{verb}" for part in ("", ".orm", ".sql") for verb in ("insert", "update", "delete", "text")}
    found = [f"{s.path}:{line} {name}" for s in sources if not s.inside("advoplanner/store/") for line, name in s.imports() if name in verbs]
    assert found == []
