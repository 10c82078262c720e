"""The program without a window: every command calls the same services as the window does.

Exit status: 0 done, 1 a rule or the environment said no (one line on stderr), 2 usage. Never a traceback.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from advoplanner.core.errors import AdvoError, Cancelled
from advoplanner.core.paths import file_problem

SAID_NO = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; `arguments` are the words after the program's name."""
    from advoplanner.cli.parser import build_parser

    _speak_utf8()
    try:
        options = build_parser().parse_args(arguments)
        _start_log()
        status: int = options.run(options)
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except AdvoError as error:
        return _refuse(str(error))
    except (Cancelled, KeyboardInterrupt):
        return _refuse("Stopped; nothing half-done was kept.")
    except BrokenPipeError:
        # Whoever read our output has gone; what was asked for is done, and the last flush at exit must not complain.
        _silence()
        return SAID_NO
    except Exception as error:
        return _report(error)


def _refuse(line: str) -> int:
    print(" ".join(line.split()), file=sys.stderr)
    return SAID_NO


def _report(error: Exception) -> int:
    import logging

    # A number in place of a name is an open descriptor: such a stream is this command's own.
    if isinstance(error, OSError) and (error.filename is None or isinstance(error.filename, int)):
        _silence()
        return _refuse(f"What this command has to say could not be written ({error.strerror or error}). Send its output somewhere else.")
    logging.getLogger(__name__).exception("a command failed")
    if isinstance(error, OSError):
        path = Path(os.fsdecode(error.filename))
        reading = not os.access(path if os.path.exists(path) else path.parent, os.R_OK)
        return _refuse(str(file_problem(error, path, reading=reading)))
    return _refuse(
        f"This is a fault of the program ({type(error).__name__}: {error}). The workspace keeps everything that was saved; details are in the log."
    )


def _silence() -> None:
    """Point stdout at nothing, so that what is still waiting to be written is dropped."""
    try:
        target = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, target)
    os.close(nothing)


def _speak_utf8() -> None:
    """UTF-8 whatever the machine prefers; octets of a file name that are no UTF-8 come out as the escapes that JSON knows."""
    for stream, errors in ((sys.stdin, "surrogateescape"), (sys.stdout, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


@cache
def _start_log() -> None:
    from advoplanner.core import log

    log.start(aloud=False)
