"""The one place that puts concrete parts together: opens or makes a workspace and hands out what use cases need."""

from __future__ import annotations

from pathlib import Path

from advoplanner.core.dates import Clock, utc_now
from advoplanner.core.memory import collect_seldom
from advoplanner.services.context import Workspace
from advoplanner.store import file


def open_workspace(path: Path, *, read_only: bool = False, take_over: bool = False, clock: Clock = utc_now) -> Workspace:
    """The workspace at `path`; raises KnownProblem where it is missing, damaged, foreign or held by somebody else.

    `take_over` opens one that another computer seems to hold.
    """
    return _workspace(file.open_file(path, clock, read_only=read_only, take_over=take_over), clock)


def create_workspace(path: Path, *, name: str = "", clock: Clock = utc_now) -> Workspace:
    """A new, empty workspace at `path`; raises KnownProblem where a file stands there."""
    return _workspace(file.create(path, name or path.stem, clock), clock)


def _workspace(opened: file.OpenFile, clock: Clock) -> Workspace:
    collect_seldom()
    return Workspace(opened.path, opened.store, clock, opened.release, opened.newer, opened.cut_off)
