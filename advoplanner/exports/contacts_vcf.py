"""The contact sheet for address books: one file of vCards, of those alone who agreed to it."""

from __future__ import annotations

from pathlib import Path

from advoplanner.core.paths import remove, write_bytes
from advoplanner.core.progress import QUIET, Progress
from advoplanner.domain.documents import Pack
from advoplanner.exports.contacts_pdf import agreed
from advoplanner.exports.press import Target
from advoplanner.exports.tidying import tidied
from advoplanner.exports.vcards import card


def write(
    pack: Pack,
    target: Target,
    *,
    paper: str = "a4",  # noqa: ARG001
    progress: Progress = QUIET,
    problems: list[str] | None = None,
) -> int:
    """Write the cards, UTF-8; returns 1. Where nobody agreed it returns 0: there is no file then, nor one of an earlier export.

    `paper` is there because every writer takes it.
    """
    data = "".join(card(guest) for guest in agreed(tidied(pack, [] if problems is None else problems))).encode()
    progress.step(0.5, "Contact sheet for address books")
    if not data:
        if isinstance(target, Path):
            remove(target)
        return 0
    if isinstance(target, Path):
        write_bytes(target, data)
    else:
        target.write(data)
    progress.step(1.0, "Contact sheet for address books")
    return 1
