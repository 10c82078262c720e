"""docs/map.md is true: it names only what exists, and every service and page stands in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAPERS = ["README.md", "CONTRIBUTING.md", "docs/map.md"]


def named(text: str, project: Path) -> list[str]:
    """Backticked paths that begin in a folder of the project or are a file at its top."""
    tops = {path.name for path in project.iterdir()} | {"advoplanner", "ui", "resources", "tests", "docs"}
    quoted = re.findall(r"`([\w./*-]+)`", text)
    return [path for path in quoted if path.split("/")[0] in tops and ("/" in path or "." in path)]


@pytest.mark.parametrize("paper", PAPERS)
def test_names_only_what_exists(project: Path, paper: str) -> None:
    paths = named((project / paper).read_text(encoding="utf-8"), project)
    assert [path for path in paths if not list(project.glob(path.rstrip("/")))] == []


def test_the_map_names_something(project: Path) -> None:
    assert len(named((project / "docs/map.md").read_text(encoding="utf-8"), project)) > 40


def test_every_service_and_every_page_stands_in_the_map(project: Path) -> None:
    text = (project / "docs/map.md").read_text(encoding="utf-8")
    services = [path for path in (project / "advoplanner/services").iterdir() if path.stem not in ("__init__", "__pycache__")]
    pages = [path for path in (project / "ui/pages").iterdir() if path.stem not in ("__init__", "__pycache__")]
    wanted = [path.relative_to(project).as_posix() for path in services + pages]
    assert [path for path in wanted if f"`{path}" not in text] == []


def test_links_between_the_papers_hold(project: Path) -> None:
    papers = [*project.glob("*.md"), *project.glob("docs/**/*.md")]
    links = [(paper, link) for paper in papers for link in re.findall(r"\]\(([^)#:]+)\)", paper.read_text(encoding="utf-8"))]
    assert [f"{paper.name} → {link}" for paper, link in links if not (paper.parent / link).exists()] == []


def test_decisions_are_numbered_without_gaps_and_fit_on_half_a_page(project: Path) -> None:
    papers = sorted((project / "docs/decisions").glob("*.md"))
    assert [int(paper.name[:4]) for paper in papers] == list(range(1, len(papers) + 1))
    assert [paper.name for paper in papers if len(paper.read_text(encoding="utf-8").split()) > 350] == []
