"""Work that would freeze the window: run in a thread, watched, stoppable, answered in the window's thread."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from advoplanner.core.errors import AdvoError, Cancelled
from advoplanner.core.progress import Progress, Stoppable
from ui.kit.messages import POST, Messages

Pool = Literal["db", "work"]
Done = Callable[[Any], object]
Failed = Callable[[BaseException], object]
SHOW_AFTER = 0.4
TICK_MS = 100


class Job:
    """One piece of work under way: `title` for people, `progress` with the last figure, `cancel()`."""

    def __init__(
        self, title: str, done: Callable[[Any], object] | None, failed: Callable[[BaseException], object] | None, owner: QObject | None
    ) -> None:
        self.title = title
        self.progress = Stoppable()
        self.started = time.monotonic()
        self.result: Any = None
        self.error: BaseException | None = None
        self.over = False
        self._done = done
        self._failed = failed
        self._owner = owner

    def cancel(self) -> None:
        self.progress.cancel()

    @property
    def slow(self) -> bool:
        """Whether it has run long enough to be shown."""
        return not self.over and time.monotonic() - self.started >= SHOW_AFTER

    @property
    def orphaned(self) -> bool:
        """Whether the widget that asked is gone, so that nobody waits for the answer."""
        return self._owner is not None and not shiboken6.isValid(self._owner)

    def answer(self, messages: Messages) -> None:
        """Call back, in the window's thread. A failure nobody handles is said; a bug is raised."""
        if self.orphaned or isinstance(self.error, Cancelled):
            return
        if self.error is None:
            if self._done:
                self._done(self.result)
        elif self._failed:
            self._failed(self.error)
        elif isinstance(self.error, AdvoError):
            messages.problem(self.error)
        else:
            raise self.error


class Jobs(QObject):
    """Two pools: "db" has one thread and keeps the order, "work" has two. `shown` follows the oldest slow job.

    While a job runs Python collects no cycles: in a worker's thread it would destroy widgets there, and crash.
    """

    shown = Signal(object)
    finished = Signal(object)
    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None, messages: Messages = POST) -> None:
        super().__init__(parent)
        self._messages = messages
        self._pools: dict[Pool, ThreadPoolExecutor] = {}
        self._running: list[Job] = []
        self._shown: Job | None = None
        self._collecting = False
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        function: Callable[[Progress], Any],
        *,
        title: str,
        done: Done | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
        pool: Pool = "work",
    ) -> Job:
        """Run `function(progress)` in a thread; `done(result)` or `failed(error)` follows in the window's thread.

        Where `owner` is gone by then nothing is called. Cancelled is silence.
        """
        job = Job(title, done, failed, owner)
        if not self._running:
            self._collecting = gc.isenabled()
            gc.disable()
        self._running.append(job)
        self._timer.start()
        self._pool(pool).submit(self._work, job, function)
        return job

    @property
    def running(self) -> tuple[Job, ...]:
        return tuple(self._running)

    def stop(self) -> None:
        """Cancel everything and wait for the threads; no callback follows. For the end of a workspace."""
        for job in self._running:
            job.cancel()
        for pool in self._pools.values():
            pool.shutdown(wait=True, cancel_futures=True)
        self._pools.clear()
        self._running.clear()
        self._tick()
        self._rest()

    def _pool(self, name: Pool) -> ThreadPoolExecutor:
        if name not in self._pools:
            self._pools[name] = ThreadPoolExecutor(1 if name == "db" else 2, thread_name_prefix=name)
        return self._pools[name]

    def _work(self, job: Job, function: Callable[[Progress], Any]) -> None:
        try:
            job.progress.step(0.0)
            job.result = function(job.progress)
        except BaseException as error:
            job.error = error
        self._ended.emit(job)

    def _end(self, job: Job) -> None:
        job.over = True
        if job not in self._running:
            return
        self._running.remove(job)
        self._tick()
        if not self._running:
            self._rest()
        self.finished.emit(job)
        job.answer(self._messages)

    def _rest(self) -> None:
        self._timer.stop()
        if self._collecting:
            gc.enable()

    def _tick(self) -> None:
        slow = next((job for job in self._running if job.slow), None)
        if slow is not None or self._shown is not None:
            self._shown = slow
            self.shown.emit(slow)
