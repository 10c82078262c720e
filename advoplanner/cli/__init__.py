"""The program without a window: every command calls the same services as the window does.

Exit status: 0 done, 1 a rule or the environment said no (one line on stderr), 2 usage. Never a traceback.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from advoplanner.core.errors import AdvoError, Cancelled


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; `arguments` are the words after the program's name."""
    from advoplanner.cli.parser import build_parser
    from advoplanner.core import log

    options = build_parser().parse_args(arguments)
    log.start()
    try:
        status: int = options.run(options)
        sys.stdout.flush()
        return status
    except AdvoError as error:
        return _refuse(str(error))
    except (Cancelled, KeyboardInterrupt):
        return _refuse("Stopped; nothing half-done was kept.")
    except BrokenPipeError:
        # Whoever read our output has gone; there is nobody left to tell.
        sys.stderr.close()
        return 1
    except Exception as error:
        return _report(error)


def _refuse(line: str) -> int:
    print(" ".join(line.split()), file=sys.stderr)
    return 1


def _report(error: Exception) -> int:
    import logging

    logging.getLogger(__name__).exception("a command failed")
    return _refuse(
        f"This is a fault of the program ({type(error).__name__}: {error}). The workspace keeps everything that was saved; details are in the log."
    )
