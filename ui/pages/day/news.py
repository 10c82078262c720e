"""The drawer for news at the door: opened for a guest or for nobody, and kept true while the day goes on."""

from __future__ import annotations

from collections.abc import Sequence

import shiboken6

from advoplanner.domain.guests import GuestRow
from ui.kit.page import Page
from ui.pages.day.changes_desk import ChangesDesk
from ui.pages.day.changes_panel import LATE, ChangesPanel


class News:
    """Belongs to one page, whose drawer it fills."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.desk = ChangesDesk(page.ctx)
        self._panel: ChangesPanel | None = None

    @property
    def panel(self) -> ChangesPanel | None:
        """The form where it is shown; another content of the drawer deletes it."""
        shown = self._panel is not None and shiboken6.isValid(self._panel) and not self._page.drawer.isHidden()
        return self._panel if shown else None

    def read(self, event_id: str, rows: Sequence[GuestRow], *, today: bool) -> None:
        """Other guests, or the same after a change; `today` where the event is on."""
        self.desk.read(event_id, rows, today=today)
        self._follow()

    def open(self, guest_id: str = "", kind: int = LATE) -> None:
        """Ready for a piece of news, about a guest where one is named."""
        panel = self.panel
        if panel is None:
            panel = self._panel = ChangesPanel(self.desk)
            panel.to_print_wanted.connect(lambda: self._page.ctx.navigate("packs", self.desk.event_id))
            panel.to_tell_wanted.connect(lambda: self._page.ctx.navigate("outbox"))
        panel.show_day(self.desk.names, self.desk.aftermath())
        self._page.open_drawer("The day has changed", panel, "Each piece of news is one step that undo takes back.")
        panel.begin(guest_id, kind)

    def why_not(self, name: str) -> str:
        """Why a button of what follows (`ChangesPanel.buttons`) cannot be pressed now, "" where it can."""
        if self.panel is None:
            return "Open what changed first (Ctrl+J)."
        return "" if name in self.panel.buttons else "Nothing that changed asks for it."

    def press(self, name: str) -> None:
        """Press a button of what follows, from the keys."""
        if self.panel is not None and name in self.panel.buttons:
            self.panel.buttons[name].click()

    def _follow(self) -> None:
        if self.panel is not None:
            self.panel.show_day(self.desk.names, self.desk.aftermath())
