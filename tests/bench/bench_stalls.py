"""The window while 1,100 messages are drafted, written as files, 1,000 answers read, and letters of thanks drafted and sent: its longest pause.

Letters leave over a real connection to a server in a process of its own.

A timer of the window ticks as often as it can; the figure is the CPU time that this process spent between two ticks, so that other
work of the machine does not count. What waits for the disk leaves the window free.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bench_replies import answer
from measured import Ledger, evening, run, workspace

LIMIT = 100
"""Milliseconds after which a person sees that a window hangs."""

PATIENCE = 120.0
HANDED = 100
"""Letters that are sent: at the highest pace that an account may have they take ten seconds."""
REST = 0.6
"""Seconds without a job after which everything that follows from it has been drawn."""


@dataclass
class Ticks:
    """The longest pauses of the window, as CPU time and as they were felt."""

    last: tuple[float, float] = field(default_factory=lambda: (time.process_time(), time.perf_counter()))
    busy: float = 0.0
    felt: float = 0.0

    def tick(self) -> None:
        now = time.process_time(), time.perf_counter()
        self.busy, self.felt = max(self.busy, (now[0] - self.last[0]) * 1000), max(self.felt, (now[1] - self.last[1]) * 1000)
        self.last = now


def main(argv: Sequence[str]) -> int:
    ledger = Ledger("--smoke" in argv)
    count = 10 if ledger.smoke else 1_100
    with tempfile.TemporaryDirectory() as home:
        event, uid, addresses = _prepared(Path(home), count)
        window = _window(Path(home) / "bench.advo")
        jobs = window.ctx.jobs
        _watched(jobs, partial(window.navigate, "invitations", event))
        invitations = window.stack.currentWidget()
        _note(ledger, jobs, f"{count:,} messages put in the outbox", invitations.put_in_outbox)
        _watched(jobs, partial(window.navigate, "outbox"))
        outbox = window.stack.currentWidget()
        write = partial(_write, window.ctx, outbox, Path(home) / "out")
        _note(ledger, jobs, "the same written as files", write)
        _watched(jobs, partial(window.navigate, "replies"))
        box = Path(home) / "inbox.mbox"
        box.write_bytes(b"".join(b"From x Wed Jan 13 08:00:00 2027\r\n" + answer(uid, each, n) + b"\r\n" for n, each in enumerate(addresses[:1_000])))
        _note(ledger, jobs, "a mailbox of 1,000 answers read", partial(window.stack.currentWidget().read, [box]))
        written, read = len(list((Path(home) / "out").glob("*.eml"))), len(window.stack.currentWidget().model.rows())
        if (written, read) != (count, min(count, 1_000)):
            raise AssertionError(f"{written} messages were written, {read} answers read")
        _thank(ledger, window, event, Path(home))
        window.desk.close()
    return ledger.status()


def _thank(ledger: Ledger, window: Any, event: str, home: Path) -> None:
    """The event is over: everybody who accepted came, is thanked, and a part of the letters is sent."""
    from advoplanner.services import accounts, guests

    ws, jobs = window.ctx.workspace, window.ctx.jobs
    _watched(jobs, partial(window.navigate, "followup", event))
    came = [row.id for row in guests.rows(ws, event)]
    guests.set_attendance(ws, came, "arrived")
    clock = ws.clock
    ws.clock = lambda: clock() + timedelta(days=200)
    page = window.stack.currentWidget()
    page.show_view(page.stack.count() - 1)
    _note(ledger, jobs, f"{len(came):,} letters of thanks put in the outbox", page.closing.draft_thanks)
    _watched(jobs, partial(window.navigate, "outbox"))
    outbox = window.stack.currentWidget()
    ready = outbox.acts.ready()[: 5 if ledger.smoke else HANDED]
    with _post_office(home) as port:
        account = accounts.add(ws, "host@example.org").created("mail_account")[0]
        accounts.edit(ws, account, smtp_host="localhost", smtp_port=port, user="jo@host.example", sends=True, per_minute=600)
        accounts.remember(ws, account, "correct horse ä")
        send = partial(outbox.acts.leaving.send, ready, accounts.rows(ws))
        _note(ledger, jobs, f"{len(ready)} letters sent to a server", send)
    left = [row.id for row in outbox.model.rows() if row.id in ready and row.state != "exported"]
    if left or not ready:
        raise AssertionError(f"{len(left)} of {len(ready)} letters were not sent")


@contextmanager
def _post_office(home: Path) -> Iterator[int]:
    """A mail server that this program trusts, as its port."""
    authority = home / "authority.pem"
    command = [sys.executable, str(Path(__file__).with_name("post_office.py")), str(authority)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        os.environ["SSL_CERT_FILE"] = str(authority)
        try:
            yield int(server.stdout.readline())
        finally:
            server.communicate("\n", timeout=20)


def _note(ledger: Ledger, jobs: Any, what: str, begin: Callable[[], object]) -> None:
    began = time.monotonic()
    ticks = _watched(jobs, begin)
    ledger.note(f"longest pause: {what}", ticks.busy, LIMIT)
    print(f"    felt as {ticks.felt:.0f} ms, all of it took {time.monotonic() - began - REST:.1f} s")


def _watched(jobs: Any, begin: Callable[[], object]) -> Ticks:
    """Do something and all that follows from it, until the window has been at rest for a while."""
    from PySide6.QtCore import QCoreApplication, QTimer

    ticks, timer = Ticks(), QTimer(interval=1)
    timer.timeout.connect(ticks.tick)
    timer.start()
    began = rested = time.monotonic()
    QTimer.singleShot(10, begin)
    while time.monotonic() - rested < REST:
        QCoreApplication.processEvents()
        time.sleep(0)
        if jobs.running or ticks.felt == 0:
            rested = time.monotonic()
        if time.monotonic() - began > PATIENCE:
            raise AssertionError(f"not done after {PATIENCE:.0f} s")
    timer.stop()
    return ticks


def _write(ctx: Any, page: Any, folder: Path) -> None:
    from advoplanner.services import outbox

    ids = page.acts.ready()
    ctx.jobs.run(partial(outbox.export, ctx.workspace, ids, folder), title="Exporting", owner=page, pool="db")


def _prepared(folder: Path, count: int) -> tuple[str, str, list[str]]:
    """A workspace with an event and its guests, and a wave for all of them."""
    from advoplanner.domain.audiences import EVERYBODY
    from advoplanner.services import events, guests, invitations, people

    with workspace(count, folder) as ws:
        event = evening(ws, template=True)
        guests.add(ws, event, [row.id for row in people.rows(ws)])
        invitations.new_wave(ws, event, audience=EVERYBODY)
        return event, events.details(ws, event).uid, [row.email for row in guests.rows(ws, event)]


def _window(path: Path) -> Any:
    from PySide6.QtWidgets import QApplication

    from ui import assembly

    app = QApplication.instance() or QApplication([])
    parts = assembly.assemble(app)
    parts.window.resize(1366, 768)
    parts.window.show()
    parts.desk.open(path)
    began = time.monotonic()
    while not parts.window.is_open or parts.window.ctx.jobs.running:
        app.processEvents()
        time.sleep(0.001)
        if time.monotonic() - began > PATIENCE:
            raise AssertionError("the workspace was not opened")
    return parts.window


if __name__ == "__main__":
    run(main)
