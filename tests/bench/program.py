"""The program itself, started with what the first word says; prints its CPU milliseconds and megabytes at the moment in question, and ends there.

It reads nothing of the benchmarks: what they need would be counted as the program's.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

PAGES = {"example": ("today",), "large": ("people", "events")}


def main(what: str, path: Path | None) -> int:
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
    print(time.process_time() * 1000, _resident(), flush=True)
    _leave()


def _resident() -> float:
    """MB of memory that this process holds now."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << (20 if sys.platform == "darwin" else 10))
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _leave(code: int = 0) -> None:
    sys.stdout.flush()
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else None))
