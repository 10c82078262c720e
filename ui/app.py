"""The program's entry: words go to the commands before Qt is read; no word opens the window, in timed steps."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

NO_SCREEN = "There is no screen to open a window on. To see what AdvoPlanner does without one: demo --to DIR, or --help for all commands."
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def main(argv: list[str] | None = None) -> int:
    """Run the words of `argv` (those after the program's name unless given), or the window where there is none.

    One argument that names a workspace file opens the window with it, as a double click on the file does.
    """
    words = sys.argv[1:] if argv is None else argv
    if not _knows_the_day():
        return 1
    path = _workspace_file(words)
    if words and path is None:
        from advoplanner.cli import main as run_command

        return run_command(words)
    if not has_screen():
        print(NO_SCREEN, file=sys.stderr)
        return 1
    return open_window(path)


def _knows_the_day() -> bool:
    """Whether the clock can be read; a day that it was told to believe may be none."""
    from advoplanner.core.dates import utc_now
    from advoplanner.core.errors import RuleBroken

    try:
        return bool(utc_now())
    except RuleBroken as refused:
        print(refused, file=sys.stderr)
        return False


def has_screen() -> bool:
    """Whether a window could be shown; only Linux can be without a screen."""
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in DISPLAYS)


def open_window(path: Path | None = None) -> int:
    """The window first, the workspace after it; returns when the window is closed."""
    began = time.perf_counter()
    from advoplanner.core.memory import collect_seldom

    collect_seldom()
    app = _application()
    steps = StartTimes(began)
    steps.mark("Qt")
    from ui.assembly import assemble

    parts = assemble(app)
    steps.mark("parts")
    parts.window.show()
    steps.mark("window")
    parts.begin(path, steps)
    return app.exec()


class StartTimes:
    """Milliseconds since the start at each step; printed with ADVOPLANNER_TIMES set, to find out what is slow."""

    def __init__(self, began: float) -> None:
        self._began = began
        self._print = bool(os.environ.get("ADVOPLANNER_TIMES"))

    def mark(self, step: str) -> None:
        if self._print:
            print(f"{step}: {(time.perf_counter() - self._began) * 1000:.0f} ms", file=sys.stderr)


def _workspace_file(words: list[str]) -> Path | None:
    if len(words) != 1 or not words[0].endswith(".advo"):
        return None
    from pathlib import Path

    return Path(words[0])


def _application() -> QApplication:
    from PySide6.QtWidgets import QApplication

    _drop_import_hook()
    from ui.kit.theme import STYLED

    _declare_files()
    app = QApplication([*sys.argv[:1], "-style", "fusion"])
    app.setProperty(STYLED, True)
    app.setApplicationName("AdvoPlanner")
    app.setApplicationDisplayName("AdvoPlanner")
    app.setDesktopFileName("advoplanner")
    return app


def _drop_import_hook() -> None:
    """PySide6 reads the source of every module imported after it; nothing here needs that, and it costs 0.1 s."""
    import builtins

    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain


def _declare_files() -> None:
    """Let file choosers know a workspace by its name. One that opens it to look inside takes our locks away when it closes it:
    on Linux they belong to the process, not to who asked, and another program that reads would then throw away what is not saved in place.
    """
    if not sys.platform.startswith("linux"):
        return
    from importlib.resources import files

    known = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share/:/usr/share/"
    os.environ["XDG_DATA_DIRS"] = f"{known.rstrip(':')}:{files('resources')}"
