"""How long work tells how far it is and learns that it should stop."""

from __future__ import annotations

import threading
import time
from typing import Protocol, runtime_checkable

from advoplanner.core.errors import Cancelled, Enough


class Progress(Protocol):
    """What long work receives: call `step` often; it raises Cancelled once the person pressed Cancel."""

    def step(self, done: float, what: str = "") -> None:
        """`done` runs from 0 to 1; `what` names the present item. Raises Cancelled."""
        ...


@runtime_checkable
class Scored(Progress, Protocol):
    """Progress that also shows how good the best answer so far is, for work that gets better the longer it runs."""

    def better(self, value: float) -> None:
        """`value` is that of the best answer so far, in the unit of the result's score."""
        ...


class Quiet:
    """Progress that nobody watches: commands and tests."""

    def step(self, done: float, what: str = "") -> None:
        return None


class Stoppable:
    """Progress that keeps the last figures and can be stopped from another thread.

    `best` is the value of the best answer so far, None until there is one and for work that has none. After `cancel` the
    work ends and leaves nothing; after `enough` work that has a best answer ends with it.
    """

    def __init__(self) -> None:
        self.done = 0.0
        self.what = ""
        self.best: float | None = None
        self._cancelled = False
        self._enough = False

    def cancel(self) -> None:
        self._cancelled = True

    def enough(self) -> None:
        self._enough = True

    def better(self, value: float) -> None:
        self.best = value if self.best is None else max(self.best, value)

    @property
    def cancelled(self) -> bool:
        return self._cancelled

    @property
    def stopping(self) -> bool:
        """Whether it was asked to end, either way."""
        return self._cancelled or self._enough

    def step(self, done: float, what: str = "") -> None:
        self.done = done
        self.what = what or self.what
        if self._cancelled:
            raise Cancelled
        if self._enough:
            raise Enough


class Part:
    """One of several stretches of work: its figures from 0 to 1 become those from `begin` on, over `share` of the whole.

    What is better in it adds to `base`, the value of all else; None keeps it to itself.
    """

    def __init__(self, whole: Progress, begin: float, share: float, base: float | None = None) -> None:
        self._whole, self._begin, self._share, self._base = whole, begin, share, base

    def step(self, done: float, what: str = "") -> None:
        self._whole.step(self._begin + done * self._share, what)

    def better(self, value: float) -> None:
        if self._base is not None and isinstance(self._whole, Scored):
            self._whole.better(self._base + value)


QUIET = Quiet()


def pause(seconds: float, progress: Progress, what: str = "") -> None:
    """Wait, and notice Cancel meanwhile: raises Cancelled. The figure stays where it was."""
    until = time.monotonic() + seconds
    done = float(getattr(progress, "done", 0.0))
    while (left := until - time.monotonic()) > 0:
        progress.step(done, what)
        threading.Event().wait(min(left, 0.2))
