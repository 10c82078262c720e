"""Compiling the search before anybody asks for it, in a process of its own: the first time on a computer it takes half a minute."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

_SEARCH = Path(__file__).with_name("kernel_numba.py")
_ROOT = Path(__file__).resolve().parents[2]
_WORDS = "from advoplanner.seating.engine import warm_up; warm_up()"


@cache
def compile_ahead() -> subprocess.Popen[bytes] | None:
    """Begin, once in this process; what is compiled is kept for every later start. None where the program has no Python to start.

    It ends with this process: what is not compiled by then is compiled by the first search.
    """
    if getattr(sys, "frozen", False) or not sys.executable:
        return None
    nowhere = subprocess.DEVNULL
    own = [sys.executable, "-c", _WORDS]
    started = subprocess.Popen(own, cwd=_ROOT, stdin=nowhere, stdout=nowhere, stderr=nowhere)  # noqa: S603 words of ours alone
    atexit.register(started.kill)
    return started


def under_way() -> bool:
    """Whether it is being compiled now: until then searches go without, for a first plan within a second instead of a minute.

    Where it was compiled at an earlier start it only has to be read, which any search may wait for.
    """
    started = compile_ahead() if compile_ahead.cache_info().currsize else None
    return started is not None and started.poll() is None and not _kept()


def folder() -> Path:
    """Where compiled code is kept."""
    from platformdirs import user_cache_dir

    return Path(os.environ.get("NUMBA_CACHE_DIR") or user_cache_dir("AdvoPlanner", appauthor=False))


def _kept() -> bool:
    """Whether the folder holds the search as it stands, compiled."""
    newest = _SEARCH.stat().st_mtime if _SEARCH.exists() else 0.0
    return any(kept.stat().st_mtime >= newest for kept in folder().rglob(f"{_SEARCH.stem}._anneal-*.nbi"))
