"""What each wave would say now: read at once for a few guests, in a thread for many, so that the window stays alive."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from advoplanner.core.progress import Progress
from advoplanner.domain.letters import WavePreview
from advoplanner.services import guests, invitations
from ui.kit.context import AT_ONCE, Context


class Previews:
    """`found` maps a wave to its letters; while they are read anew (`under_way`) those of before stand. `show` is called after a thread."""

    def __init__(self, ctx: Context, page: QWidget, show: Callable[[], object]) -> None:
        self.ctx = ctx
        self.found: dict[str, WavePreview] = {}
        self.under_way = False
        self.guests = 0
        self._page = page
        self._show = show
        self._turn = 0

    def read(self, event_id: str, wave_ids: Collection[str], stale: Collection[str]) -> None:
        """Read the `stale` ones of an event's waves; those of other events are let go."""
        self.found = {wave_id: found for wave_id, found in self.found.items() if wave_id in wave_ids}
        self._turn += 1
        ws = self.ctx.workspace
        self.guests = guests.counts(ws, event_id).total
        self.under_way = self.guests * len(stale) > AT_ONCE
        if self.under_way:
            done = partial(self._take, self._turn)
            self.ctx.jobs.run(partial(_previews, ws, list(stale)), title="Reading the letters", done=done, owner=self._page)
        else:
            self.found |= {wave_id: invitations.preview(ws, wave_id) for wave_id in stale}

    def _take(self, turn: int, found: dict[str, WavePreview]) -> None:
        # What was asked for later is the truer answer.
        if turn == self._turn:
            self.found |= found
            self.under_way = False
            self._show()


def _previews(ws: Any, wave_ids: list[str], progress: Progress) -> dict[str, WavePreview]:
    found: dict[str, WavePreview] = {}
    for wave_id in wave_ids:
        progress.step(len(found) / len(wave_ids))
        found[wave_id] = invitations.preview(ws, wave_id)
    return found
