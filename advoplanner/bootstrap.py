"""The one place that puts concrete parts together: opens or makes a workspace and hands out what use cases need."""

from __future__ import annotations

import gc
from pathlib import Path

from advoplanner.core.dates import Clock, utc_now
from advoplanner.services.context import Workspace
from advoplanner.store import file

OBJECTS_BETWEEN_COLLECTIONS = 50_000
"""A list of ten thousand people is a hundred thousand objects at once. At Python's usual pace of 700 its collector of cycles walks
over all of them again and again: a third of the time of an import (measured: 0.92 s of CPU without, 1.34 s with)."""


def open_workspace(path: Path, *, read_only: bool = False, clock: Clock = utc_now) -> Workspace:
    """The workspace at `path`; raises KnownProblem where it is missing, damaged, foreign or held by somebody else."""
    return _workspace(file.open_file(path, clock, read_only=read_only), clock)


def create_workspace(path: Path, *, name: str = "", clock: Clock = utc_now) -> Workspace:
    """A new, empty workspace at `path`; raises KnownProblem where a file stands there."""
    return _workspace(file.create(path, name or path.stem, clock), clock)


def _workspace(opened: file.OpenFile, clock: Clock) -> Workspace:
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, 20, 20)
    if not opened.store.read_only:
        opened.store.forget_old_steps()
    return Workspace(opened.path, opened.store, clock, opened.release, opened.newer)
