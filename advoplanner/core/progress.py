"""How long work tells how far it is and learns that it should stop."""

from __future__ import annotations

import threading
import time
from typing import Protocol

from advoplanner.core.errors import Cancelled


class Progress(Protocol):
    """What long work receives: call `step` often; it raises Cancelled once the person pressed Cancel."""

    def step(self, done: float, what: str = "") -> None:
        """`done` runs from 0 to 1; `what` names the present item. Raises Cancelled."""
        ...


class Quiet:
    """Progress that nobody watches: commands and tests."""

    def step(self, done: float, what: str = "") -> None:
        return None


class Stoppable:
    """Progress that keeps the last figure and can be cancelled from another thread."""

    def __init__(self) -> None:
        self.done = 0.0
        self.what = ""
        self._cancelled = False

    def cancel(self) -> None:
        self._cancelled = True

    @property
    def cancelled(self) -> bool:
        return self._cancelled

    def step(self, done: float, what: str = "") -> None:
        self.done = done
        self.what = what or self.what
        if self._cancelled:
            raise Cancelled


QUIET = Quiet()


def pause(seconds: float, progress: Progress, what: str = "") -> None:
    """Wait, and notice Cancel meanwhile: raises Cancelled. The figure stays where it was."""
    until = time.monotonic() + seconds
    done = float(getattr(progress, "done", 0.0))
    while (left := until - time.monotonic()) > 0:
        progress.step(done, what)
        threading.Event().wait(min(left, 0.2))
