"""What is being typed at the door outlives a computer that goes out: kept a moment after each letter, and there again at the next start."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from advoplanner.services import unfinished
from ui.kit.context import Context

CALM_MS = 300
"""After this long without a letter what was typed is kept: well within the two seconds that may be lost."""


class Unfinished(QObject):
    """`texts()` are those that stand in the fields now. `event_id` is whose door it is."""

    def __init__(self, ctx: Context, owner: QObject, texts: Callable[[], dict[str, str]]) -> None:
        super().__init__(owner)
        self.ctx, self._texts = ctx, texts
        self.event_id: str | None = None
        self._calm = QTimer(self, singleShot=True, interval=CALM_MS)
        self._calm.timeout.connect(self.keep)

    def touch(self, *_: object) -> None:
        """Something was typed, or a form was closed."""
        self._calm.start()

    def keep(self) -> None:
        """Keep what stands there now."""
        ws = self.ctx.workspace
        if self.event_id and ws is not None and not ws.read_only:
            unfinished.keep(ws, f"door.{self.event_id}", self._texts())

    def left(self) -> dict[str, str]:
        """What stood there when the program ended."""
        return unfinished.left(self.ctx.workspace, f"door.{self.event_id}") if self.event_id else {}
