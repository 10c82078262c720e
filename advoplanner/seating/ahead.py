"""Compiling the search before anybody asks for it, in a process of its own: the first time on a computer it takes half a minute."""

from __future__ import annotations

import atexit
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

from advoplanner.core.errors import Enough
from advoplanner.core.progress import Progress, pause

READYING = "getting ready"
"""What a search says it is at while it waits for its compiled code."""

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


def wait_for_it(progress: Progress) -> None:
    """Until the code is compiled, where that is under way: a second compiler beside it would only be in its way. Raises Cancelled."""
    started = compile_ahead() if compile_ahead.cache_info().currsize else None
    while started is not None and started.poll() is None:
        with suppress(Enough):
            pause(0.1, progress, READYING)
