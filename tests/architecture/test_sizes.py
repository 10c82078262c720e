"""Nothing grows beyond what one can hold in the head: files, classes and functions."""

from __future__ import annotations

import ast
from statistics import median

import pytest

FILE_LINES, CLASS_LINES, CLASS_METHODS, FUNCTION_LINES, MEDIAN_LINES = 350, 250, 20, 45, 8

# "path name": reason. Only where cutting the piece would make it harder to read.
ALLOWED: dict[str, str] = {}
# A revision of the tables is a frozen list of columns: long, flat, and never edited again.
FROZEN = "advoplanner/store/migrations/versions/"


@pytest.fixture(scope="module", name="sources")
def living_sources(sources):
    """Everything that people edit."""
    return [s for s in sources if not s.inside(FROZEN)]


def lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def functions(source) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def classes(source) -> list[ast.ClassDef]:
    return [node for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef)]


def own_methods(node: ast.ClassDef) -> int:
    """Methods of a class that somebody of ours named; those with Qt's names (`mousePressEvent`) answer Qt and do not count."""
    defined = [n.name for n in node.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    return sum(name == name.lower() for name in defined)


def too_large(found: dict[str, int], limit: int) -> dict[str, int]:
    return {name: size for name, size in found.items() if size > limit and name not in ALLOWED}


def test_no_file_is_longer_than_350_lines(sources) -> None:
    assert too_large({s.path: s.text.count("\n") for s in sources}, FILE_LINES) == {}


def test_no_class_is_longer_than_250_lines(sources) -> None:
    assert too_large({f"{s.path} {c.name}": lines(c) for s in sources for c in classes(s)}, CLASS_LINES) == {}


def test_no_class_has_more_than_20_methods(sources) -> None:
    counted = {f"{s.path} {c.name}": own_methods(c) for s in sources for c in classes(s)}
    assert too_large(counted, CLASS_METHODS) == {}


def test_no_function_is_longer_than_45_lines(sources) -> None:
    assert too_large({f"{s.path} {f.name}": lines(f) for s in sources for f in functions(s)}, FUNCTION_LINES) == {}


def test_half_of_all_functions_have_at_most_8_lines(sources) -> None:
    assert median(lines(f) for s in sources for f in functions(s)) <= MEDIAN_LINES


def test_every_exception_to_the_sizes_is_still_needed(sources) -> None:
    sized = {s.path: s.text.count("\n") > FILE_LINES for s in sources}
    for s in sources:
        sized |= {f"{s.path} {f.name}": lines(f) > FUNCTION_LINES for f in functions(s)}
        sized |= {f"{s.path} {c.name}": lines(c) > CLASS_LINES or own_methods(c) > CLASS_METHODS for c in classes(s)}
    assert [name for name in ALLOWED if not sized.get(name)] == []
