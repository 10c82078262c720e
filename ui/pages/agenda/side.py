"""What the drawer shows: one session, or what does not fit; the other of the two is gone by then."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6

from ui.kit.page import Page
from ui.pages.agenda.conflict_list import ConflictList
from ui.pages.agenda.desk import AgendaDesk
from ui.pages.agenda.session_panel import SessionPanel, when


class Side:
    """`jump(session_id)` follows a click on a sentence."""

    def __init__(self, page: Page, desk: AgendaDesk, jump: Callable[[str], object]) -> None:
        self._page, self._desk, self._jump = page, desk, jump
        self._panel: SessionPanel | None = None
        self._conflicts: ConflictList | None = None

    @property
    def panel(self) -> SessionPanel | None:
        """The session's fields where they are shown."""
        return self._panel if self._shown(self._panel) else None

    @property
    def conflicts(self) -> ConflictList | None:
        """The sentences where they are shown."""
        return self._conflicts if self._shown(self._conflicts) else None

    def show_session(self, session_id: str) -> None:
        row = self._desk.plan.row(session_id)
        if row is None:
            return
        if self._panel is None or not shiboken6.isValid(self._panel):
            self._panel = SessionPanel(self._desk)
        self._panel.show_session(row)
        self._page.open_drawer(row.title, self._panel, when(row))

    def show_conflicts(self) -> None:
        self.flush()
        self._conflicts = ConflictList(self._desk.plan.conflicts)
        self._conflicts.chosen.connect(self._jump)
        self._page.open_drawer("What does not fit", self._conflicts, "Choose a sentence to go to its session.")

    def follow(self) -> None:
        """After a change: the same anew, or closed where the session is gone."""
        if self.conflicts:
            self.conflicts.show_conflicts(self._desk.plan.conflicts)
        panel = self.panel
        if panel is None:
            return
        row = self._desk.plan.row(panel.session_id)
        if row:
            panel.show_session(row)
            self._page.drawer.set_title(row.title, when(row))
        else:
            self._page.drawer.close_drawer()

    def flush(self) -> None:
        """Save what is still being typed."""
        if self._panel is not None and shiboken6.isValid(self._panel):
            self._panel.flush()

    def _shown(self, content: SessionPanel | ConflictList | None) -> bool:
        """Another content deletes this one, so it is asked whether it lives."""
        return content is not None and shiboken6.isValid(content) and not self._page.drawer.isHidden()
