"""The documents as they would print now: made one after another in a thread, the one that is looked at first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from advoplanner.core.errors import AdvoError
from advoplanner.core.progress import Progress
from advoplanner.exports.documents import DOCUMENTS
from advoplanner.services import printing
from advoplanner.services.printing import Packs, Preview
from ui.kit.context import Context
from ui.kit.jobs import Job

SETTLE_MS = 250
"""After a change the other documents wait this long for the next change."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: an event, its readers ("" for each document's usual ones), the paper, and each document's options."""

    event_id: str = ""
    audience: str = ""
    paper: str = "a4"
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def may_read(self, key: str) -> bool:
        """Whether a document may be made for these readers."""
        return not self.audience or self.audience in DOCUMENTS[key].audiences

    def reader(self, key: str) -> str:
        """Who reads this document."""
        return self.audience or DOCUMENTS[key].audience


class Shelf(QObject):
    """`ready(Preview)` follows each document made, `refused(key, sentence)` one that cannot be.

    Of the document that is looked at, `glimpsed(key, pdf, page)` brings the page that `looked_at(key)` names first, counted from 1.
    """

    ready = Signal(object)
    glimpsed = Signal(str, bytes, int)
    refused = Signal(str, str)

    def __init__(self, ctx: Context, parent: QObject, looked_at: Callable[[str], int]) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self._looked_at = looked_at
        self.order = Order()
        self._made: dict[str, Preview] = {}
        self._refused: dict[str, str] = {}
        self._wanted = ""
        self._packs: Packs | None = None
        self._job: Job | None = None
        self._making = ""
        self._later = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._later.timeout.connect(self._next)

    def place(self, order: Order) -> None:
        """Make everything afresh for this order; what was made for another is forgotten."""
        self.rest()
        self.order = order
        self._made.clear()
        self._refused.clear()
        self._packs = Packs(self.ctx.workspace, order.event_id, order.paper)
        self.want(self._wanted)

    def change_options(self, key: str, options: Mapping[str, Any]) -> None:
        """Make one document again with other options."""
        self.order = Order(self.order.event_id, self.order.audience, self.order.paper, {**self.order.options, key: dict(options)})
        self._made.pop(key, None)
        self._refused.pop(key, None)
        self.rest()
        self.want(key)

    def want(self, key: str) -> None:
        """Show this document next, before the others; at once where it is made already."""
        self._wanted = key
        if key in self._made:
            self.ready.emit(self._made[key])
        elif key in self._refused:
            self.refused.emit(key, self._refused[key])
        elif key and self._making != key:
            self.rest()
            self._start(key)

    def made(self, key: str) -> Preview | None:
        return self._made.get(key)

    def rest(self) -> None:
        """Stop making documents until one is wanted."""
        self._later.stop()
        if self._job is not None:
            self._job.cancel()
        self._job, self._making = None, ""

    def go_on(self) -> None:
        """Make what is still missing."""
        self._later.start()

    def _next(self) -> None:
        waiting = [key for key in DOCUMENTS if key not in self._made and key not in self._refused and self.order.may_read(key)]
        if waiting and self._job is None and self.order.event_id and self.ctx.workspace is not None:
            self._start(waiting[0])

    def _start(self, key: str) -> None:
        if not self.order.may_read(key) or self._packs is None:
            return
        self._making = key
        page = self._looked_at(key) if key == self._wanted else 0
        glimpse = partial(self._glimpse, self.order, key, page) if page else None
        work = partial(_make, self.ctx.workspace, self.order, key, self._packs, glimpse)
        title = f"Preparing “{DOCUMENTS[key].title}”"
        self._job = self.ctx.jobs.run(
            work, title=title, done=partial(self._done, self.order), failed=partial(self._failed, self.order, key), owner=self
        )

    def _glimpse(self, order: Order, key: str, page: int, packs: Packs) -> None:
        """Called in the thread of the job: the signal crosses over to the window's."""
        pdf, number = printing.preview_page(
            self.ctx.workspace, order.event_id, key, page, paper=order.paper, audience=order.audience, options=order.options.get(key), packs=packs
        )
        if order is self.order:
            self.glimpsed.emit(key, pdf, number)

    def _done(self, order: Order, made: Preview) -> None:
        if order is not self.order:
            return
        self._made[made.document] = made
        self._end(made.document)
        self.ready.emit(made)

    def _failed(self, order: Order, key: str, error: BaseException) -> None:
        if not isinstance(error, AdvoError):
            raise error
        if order is self.order:
            self._refused[key] = str(error)
            self._end(key)
            self.refused.emit(key, str(error))

    def _end(self, key: str) -> None:
        if self._making == key:
            self._job, self._making = None, ""
        self._later.start(SETTLE_MS if key == self._wanted else 0)


def _make(workspace: Any, order: Order, key: str, packs: Packs, glimpse: Callable[[Packs], None] | None, progress: Progress) -> Preview:
    if glimpse is not None:
        glimpse(packs)
    return printing.preview(
        workspace, order.event_id, key, paper=order.paper, audience=order.audience, options=order.options.get(key), packs=packs, progress=progress
    )
