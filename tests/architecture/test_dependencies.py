"""What is imported is declared, and what is declared is imported."""

from __future__ import annotations

import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

OWN = {"advoplanner", "ui", "resources", "main", "dev", "tests"}
# Used without being imported by name.
SILENT = {
    "tzdata": "read by zoneinfo",
    "keyring": "its safe backends are imported by name, see advoplanner/mail/secrets.py",
    "pytest-timeout": "a plugin of pytest",
    "pytest-qt": "a plugin of pytest",
    "pytest-xdist": "a plugin of pytest",
    "import-linter": "started by dev.py",
    "mypy": "started by dev.py",
    "ruff": "started by dev.py",
    "uv": "started by dev.py",
}
# Imported, and brought along by a package that is declared.
COME_ALONG = {"google-auth": "by google-auth-oauthlib", "requests": "by google-auth-oauthlib"}.keys()


def imported(names: set[str]) -> dict[str, set[str]]:
    """Top-level module → distributions that hold it, without the standard library and our own."""
    holders = packages_distributions()
    return {name: {canonicalize_name(d) for d in holders.get(name, [name])} for name in names - set(sys.stdlib_module_names) - OWN}


def declared(project: Path) -> dict[str, set[str]]:
    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lists = {"run": settings["dependencies"], **settings["optional-dependencies"]}
    return {name: {canonicalize_name(Requirement(text).name) for text in texts} for name, texts in lists.items()}


@pytest.fixture(scope="session")
def program_imports(sources) -> dict[str, set[str]]:
    return imported({name.partition(".")[0] for s in sources for _, name in s.imports() if not name.startswith("None.")})


@pytest.fixture(scope="session")
def test_imports(project: Path, read_source) -> dict[str, set[str]]:
    read = [read_source(path, project) for path in sorted((project / "tests").rglob("*.py"))]
    siblings = {path.stem for path in (project / "tests").rglob("*.py")} | {path.name for path in (project / "tests").rglob("*") if path.is_dir()}
    return imported({name.partition(".")[0] for s in read for _, name in s.imports() if not name.startswith("None.")} - siblings)


def test_the_program_imports_only_what_it_declares(project: Path, program_imports) -> None:
    allowed = declared(project)["run"] | declared(project)["oauth"] | COME_ALONG | {"shiboken6"}
    assert {name: held for name, held in program_imports.items() if not held & allowed} == {}


def test_tests_import_only_what_is_declared(project: Path, test_imports) -> None:
    known = declared(project)
    allowed = known["run"] | known["test"] | known["bench"] | COME_ALONG | {"shiboken6", "packaging"}
    assert {name: held for name, held in test_imports.items() if not held & allowed} == {}


def test_everything_declared_for_the_program_is_used(project: Path, program_imports) -> None:
    used = set().union(*program_imports.values())
    assert (declared(project)["run"] | declared(project)["oauth"]) - used - SILENT.keys() == set()


def test_everything_declared_for_tests_is_used(project: Path, test_imports) -> None:
    used = set().union(*test_imports.values()) | declared(project)["oauth"]
    assert declared(project)["test"] - used - SILENT.keys() == set()
