"""What commands print: one JSON document, or plain lines for people; and the workspaces that they open."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from advoplanner.core.paths import is_there
from advoplanner.services.context import Workspace


def show(options: Namespace, document: dict[str, Any], lines: Iterable[str]) -> int:
    """Print the result in the form that was asked for; status 0."""
    if options.json:
        print(json.dumps(document, ensure_ascii=False, allow_nan=False))
    else:
        for line in lines:
            print(line)
    return 0


def warn(sentence: str) -> None:
    """A warning on stderr: it stops nothing."""
    print(f"warning: {' '.join(sentence.split())}", file=sys.stderr)


@contextmanager
def opened(path: Path, *, make: bool = False, read_only: bool = False) -> Iterator[Workspace]:
    """The workspace at `path`, closed at the end; made first where `make` allows it, and gone again where nothing came of it."""
    from advoplanner import bootstrap

    new = make and not is_there(path)
    workspace = bootstrap.create_workspace(path) if new else bootstrap.open_workspace(path, read_only=read_only)
    try:
        yield workspace
    except BaseException:
        workspace.close()
        if new:
            path.unlink(missing_ok=True)
        raise
    workspace.close()


def gate(ws: Workspace, event_id: str, what: str) -> None:
    """Print the checks that close this gate in the window as warnings: agenda, invitations or print."""
    from advoplanner.services import checks

    for finding in checks.gate(ws, event_id, what).findings:
        warn(f"{what}: {finding.message}")
