"""From starting the program to something to see: the window, the example, ten thousand people and five hundred events; and memory."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from measured import Ledger, child, evening, resident, run, workspace

PAGES = {"example": ("today",), "large": ("people", "events")}


def main(argv: Sequence[str]) -> int:
    if argv[:1] == ["--inside"]:
        return _inside(argv[1], Path(argv[2]) if len(argv) > 2 else None)
    ledger = Ledger("--smoke" in argv)
    starts = [child(__file__, "--inside", "window")[0] for _ in range(1 if ledger.smoke else 5)]
    ledger.note("window visible (best of five starts)", min(starts), 300, 140)
    with tempfile.TemporaryDirectory() as name:
        if ledger.smoke:
            return ledger.status()
        folder = Path(name)
        ledger.note("example workspace drawn", child(__file__, "--inside", "example", _example(folder))[0], 1000)
        spent, memory = child(__file__, "--inside", "large", _large(folder))
        ledger.note("10,000 people and 500 events listed", spent, 1000, 420)
        ledger.note("memory with them", memory, 160, unit="MB")
    return ledger.status()


def _example(folder: Path) -> Path:
    from advoplanner import bootstrap
    from advoplanner.services import sample

    ws = bootstrap.create_workspace(folder / "example.advo")
    sample.make(ws)
    ws.close()
    return ws.path


def _large(folder: Path) -> Path:
    with workspace(10_000, folder) as ws, ws.action("Events"):
        for day in range(500):
            evening(ws, days=day)
    return folder / "bench.advo"


def _inside(what: str, path: Path | None) -> int:
    """The program itself; prints its CPU milliseconds and megabytes at the moment in question, and ends there."""
    import ui.app

    class Watch(ui.app.StartTimes):
        def mark(self, step: str) -> None:
            if step == "drawn":
                _done() if what == "window" else _when_opened(what)

    ui.app.StartTimes = Watch
    return ui.app.open_window(path)


def _when_opened(what: str) -> None:
    """Asks again and again whether the workspace is there, then draws the pages in question."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from ui.main_window import MainWindow

    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
    timer = QTimer(window, interval=5)

    def look() -> None:
        if not window.is_open:
            return
        timer.stop()
        try:
            for page in PAGES[what]:
                window.navigate(page)
                window.grab()
            _done()
        finally:
            # The window's own watch over faults would ask somebody who is not there.
            _leave(1)

    timer.timeout.connect(look)
    timer.start()


def _done() -> None:
    print(time.process_time() * 1000, resident(), flush=True)
    _leave()


def _leave(code: int = 0) -> None:
    sys.stdout.flush()
    os._exit(code)


if __name__ == "__main__":
    run(main)
