"""The log file: what went wrong, for the person who has to find out why; and where a crash of the interpreter leaves its trace."""

from __future__ import annotations

import faulthandler
import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

from platformdirs import user_log_path

MOST_BYTES, KEPT = 1_000_000, 3
_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def folder() -> Path:
    """Where this computer keeps the log."""
    return user_log_path("AdvoPlanner", appauthor=False)


def start(into: Path | None = None, *, aloud: bool = True) -> Path:
    """Write warnings and worse to `advoplanner.log` below `into` (the usual folder), and traces of crashes beside it.

    Where the folder may not be written the log goes to stderr, or nowhere unless `aloud`. Returns the file's path.
    """
    logging.raiseExceptions = aloud
    path = (into or folder()) / "advoplanner.log"
    handler: logging.Handler
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=MOST_BYTES, backupCount=KEPT, encoding="utf-8", delay=True)
        _trace_crashes(path.with_name("crash.log"))
    except OSError as error:
        handler = logging.StreamHandler(sys.stderr) if aloud else logging.NullHandler()
        if aloud:
            logging.getLogger(__name__).warning("No log file: %s", error)
    handler.setFormatter(logging.Formatter(_FORM))
    root = logging.getLogger()
    root.setLevel(logging.WARNING)
    root.addHandler(handler)
    return path


def _trace_crashes(path: Path) -> None:
    """The file stays open as long as the program runs: the trace is written when nothing else works any more."""
    file = path.open("a", encoding="utf-8")
    _kept_open.append(file)
    faulthandler.enable(file)


_kept_open: list[IO[str]] = []
