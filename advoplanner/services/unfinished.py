"""What somebody was typing when the program ended without a word: kept in a small file beside the workspace until it is done with.

It is no change of the workspace: nothing to undo, nothing that others see.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from advoplanner.core.errors import KnownProblem
from advoplanner.core.paths import remove, write_bytes
from advoplanner.services.context import Workspace

Texts = dict[str, str]


def keep(ws: Workspace, place: str, texts: Mapping[str, str]) -> None:
    """Keep the texts of one place, by field; where all are empty the place is forgotten.

    Where the folder takes no file nothing is kept: that is no reason to stop somebody who is typing.
    """
    wanted = {name: text for name, text in texts.items() if text}
    every = _read(ws)
    if wanted == every.get(place, {}):
        return
    every = {name: found for name, found in every.items() if name != place} | ({place: wanted} if wanted else {})
    with suppress(KnownProblem):
        if every:
            write_bytes(_file(ws), json.dumps(every, ensure_ascii=False).encode())
        else:
            remove(_file(ws))


def left(ws: Workspace, place: str) -> Texts:
    """What stood in the fields of a place when the program ended; empty where nothing did."""
    return _read(ws).get(place, {})


def _file(ws: Workspace) -> Path:
    return ws.path.with_name(ws.path.name + ".unfinished")


def _read(ws: Workspace) -> dict[str, Texts]:
    """All places; nothing where the file is not there or says nothing that can be read."""
    try:
        found = json.loads(_file(ws).read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        place: {str(name): str(text) for name, text in texts.items()} for place, texts in found.items() if isinstance(texts, dict)
    }  # fmt: skip
