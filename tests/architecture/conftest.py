"""What the architecture tests read: every module of the program, parsed once."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One module: its path below the checkout ("ui/kit/toast.py"), its text and its tree."""

    path: str
    text: str
    tree: ast.Module

    def inside(self, *folders: str) -> bool:
        return self.path.startswith(folders)

    def imports(self) -> Iterator[tuple[int, str]]:
        """Line and full name of everything imported; `from a import b` gives "a.b"."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)

    def calls(self) -> Iterator[tuple[ast.Call, str]]:
        """Every call with the last word of what is called: `sql.text(…)` gives "text"."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                if isinstance(node.func, ast.Name):
                    yield node, node.func.id
                elif isinstance(node.func, ast.Attribute):
                    yield node, node.func.attr


@pytest.fixture(scope="session")
def read_source() -> Callable[[Path, Path], Source]:
    """Reads one module, given its path and the checkout's."""
    return _read


@pytest.fixture(scope="session")
def sources(project: Path) -> list[Source]:
    """All modules that ship, and dev.py; tests are not among them."""
    paths = [project / "main.py", project / "dev.py"]
    for package in ("advoplanner", "ui", "resources"):
        paths += sorted((project / package).rglob("*.py"))
    assert len(paths) > 40, "the tests look in the wrong place"
    return [_read(path, project) for path in paths]


def _read(path: Path, project: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    return Source(path.relative_to(project).as_posix(), text, ast.parse(text))
