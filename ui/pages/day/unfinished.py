"""What is being typed at the door outlives a computer that goes out: kept a moment after each letter, and there again at the next start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QTimer

from advoplanner.services import unfinished
from ui.pages.day.door import WalkIn

if TYPE_CHECKING:
    from ui.pages.day.page import DayPage

CALM_MS = 300
"""After this long without a letter what was typed is kept: well within the two seconds that may be lost."""


class Unfinished(QObject):
    """Watches the search of the page, and makes its form for a walk-in."""

    def __init__(self, page: DayPage) -> None:
        super().__init__(page)
        self._page = page
        self.form: WalkIn | None = None
        self._event_id: str | None = None
        self._calm = QTimer(self, singleShot=True, interval=CALM_MS)
        self._calm.timeout.connect(self.keep)
        page.search.textChanged.connect(self._touch)
        page.drawer.closed.connect(self._touch)

    def open(self, texts: Mapping[str, str]) -> None:
        """The form for somebody who is not on the list, begun with these texts by field."""
        page, self.form = self._page, WalkIn(self._page.let_in, texts)
        self.form.form.changed.connect(self._touch)
        page.fit(opens=True)
        page.open_drawer("Walk-in", self.form, "Somebody who is not on the list")
        self.form.form["name"].editor.setFocus()

    def begin(self) -> None:
        """At another event's door, or after a start: what was being typed there when the program ended is there again."""
        page = self._page
        if page.event_id is None or self._event_id == page.event_id:
            return
        self._event_id = page.event_id
        left = unfinished.left(page.ctx.workspace, self._place())
        search = left.pop("search", "")
        if search and not page.search.text():
            page.search.setText(search)
            page.search.searched.emit(search)
        if left and page.drawer.isHidden():
            self.open(left)

    def keep(self) -> None:
        """Keep what stands there now."""
        ws = self._page.ctx.workspace
        if self._event_id and ws is not None and not ws.read_only:
            unfinished.keep(ws, self._place(), self._texts())

    def _touch(self, *_: object) -> None:
        self._calm.start()

    def _texts(self) -> dict[str, str]:
        form = self.form
        shown = form is not None and shiboken6.isValid(form) and not self._page.drawer.isHidden()
        return {"search": self._page.search.text()} | (form.texts() if form is not None and shown else {})

    def _place(self) -> str:
        return f"door.{self._event_id}"
