"""The window shows before anything heavy is read, and commands never read Qt."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = [
    "sqlalchemy",
    "alembic",
    "budoux",
    "pikepdf",
    "reportlab",
    "uharfbuzz",
    "icalendar",
    "numba",
    "numpy",
    "openpyxl",
    "xlsxwriter",
    "python_calamine",
    "PIL",
    "pypdfium2",
    "segno",
    "holidays",
    "phonenumbers",
    "rapidfuzz",
]


def loaded_by(statement: str, project: Path) -> set[str]:
    """Top-level names in sys.modules of a fresh interpreter after `statement`."""
    probe = f"{statement}\nimport sys\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", probe], cwd=project, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


@pytest.fixture(scope="module")
def window_modules(project: Path) -> set[str]:
    return loaded_by("import ui.app, ui.main_window", project)


@pytest.mark.parametrize("package", HEAVY)
def test_the_window_starts_without(window_modules: set[str], package: str) -> None:
    assert "PySide6" in window_modules, "the probe does not see what it should see"
    assert package not in window_modules


def test_the_window_starts_without_what_nobody_has_asked_for(project: Path) -> None:
    probe = (
        "import os; os.environ['QT_QPA_PLATFORM'] = 'offscreen'\nimport ui.app\nfrom ui.assembly import assemble\nassemble(ui.app._application())\n"
        "import sys\nunasked = {'ui.kit.command_palette', 'ui.kit.data_table', 'ui.kit.form', 'ui.pages.start.page'}\n"
        "unasked &= set(sys.modules)\nassert not unasked, unasked"
    )
    loaded_by(probe, project)


def test_the_door_reads_no_qt_before_it_knows_that_a_window_is_wanted(project: Path) -> None:
    loaded = loaded_by("import ui.app", project)
    assert "PySide6" not in loaded
    assert loaded.isdisjoint(HEAVY)


def test_a_command_runs_without_qt(project: Path) -> None:
    probe = "import ui.app\ntry: status = ui.app.main(['--version'])\nexcept SystemExit as end: status = end.code or 0\nassert status == 0"
    assert "PySide6" not in loaded_by(probe, project)
