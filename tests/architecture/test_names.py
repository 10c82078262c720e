"""Names and docstrings that let a newcomer find things: no drawers for odds and ends, and words on every public verb."""

from __future__ import annotations

import ast
from pathlib import PurePosixPath

VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "stuff"}


def public_verbs(tree: ast.Module) -> list[ast.FunctionDef]:
    """Public functions, and public methods of public classes; properties are nouns and may speak for themselves."""
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    nodes = [*tree.body, *(node for c in classes for node in c.body)]
    return [node for node in nodes if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not is_property(node)]


def is_property(node: ast.FunctionDef) -> bool:
    return any(isinstance(d, ast.Name) and d.id in ("property", "cached_property") for d in node.decorator_list)


def test_no_module_is_a_drawer_for_odds_and_ends(sources) -> None:
    assert [s.path for s in sources if VAGUE & {PurePosixPath(part).stem for part in PurePosixPath(s.path).parts}] == []


def test_every_module_says_what_lives_in_it(sources) -> None:
    assert [s.path for s in sources if s.text.strip() and not ast.get_docstring(s.tree)] == []


def test_every_public_service_has_a_docstring(sources) -> None:
    services = [s for s in sources if s.inside("advoplanner/services/")]
    assert services, "no service was read"
    assert [f"{s.path}:{f.lineno} {f.name}" for s in services for f in public_verbs(s.tree) if not ast.get_docstring(f)] == []


def test_nothing_is_left_for_later(sources) -> None:
    words = ("TODO", "FIXME", "XXX", "HACK", "raise NotImplementedError")
    found = [f"{s.path}: {word}" for s in sources for word in words if word in s.text]
    assert found == []
