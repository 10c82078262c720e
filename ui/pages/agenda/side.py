"""What the drawer shows: one session, what does not fit, or the versions; the others are gone by then."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6

from ui.kit.page import Page
from ui.pages.agenda.conflict_list import ConflictList
from ui.pages.agenda.desk import AgendaDesk
from ui.pages.agenda.session_panel import SessionPanel, when
from ui.pages.agenda.version_desk import VersionDesk
from ui.pages.agenda.versions_panel import VersionsPanel


class Side:
    """`jump(session_id)` follows a click on a sentence."""

    def __init__(self, page: Page, desk: AgendaDesk, version_desk: VersionDesk, jump: Callable[[str], object]) -> None:
        self._page, self._desk, self._jump = page, desk, jump
        self._version_desk = version_desk
        self._panel: SessionPanel | None = None
        self._conflicts: ConflictList | None = None
        self._versions: VersionsPanel | None = None

    @property
    def panel(self) -> SessionPanel | None:
        """The session's fields where they are shown."""
        return self._panel if self._shown(self._panel) else None

    @property
    def conflicts(self) -> ConflictList | None:
        """The sentences where they are shown."""
        return self._conflicts if self._shown(self._conflicts) else None

    @property
    def versions(self) -> VersionsPanel | None:
        """The versions where they are shown."""
        return self._versions if self._shown(self._versions) else None

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

    def show_versions(self) -> None:
        """The versions beside the board, with what changed since the last one."""
        self.flush()
        desk = self._version_desk
        self._versions = VersionsPanel(desk.compare)
        self._versions.jumped.connect(self._jump)
        self._versions.release_wanted.connect(lambda: desk.release(self._page))
        self._versions.print_wanted.connect(desk.print_version)
        self._fill_versions(self._versions)
        self._page.open_drawer("Versions of the agenda", self._versions)

    def follow(self) -> None:
        """After a change: the same anew, or closed where the session is gone."""
        if self.conflicts:
            self.conflicts.show_conflicts(self._desk.plan.conflicts)
        if self.versions:
            self._fill_versions(self.versions)
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

    def _fill_versions(self, panel: VersionsPanel) -> None:
        desk, event = self._version_desk, self._desk.event
        panel.show_versions(desk.versions, desk.standing, event.zone if event else "UTC", desk.why_not_release())

    def _shown(self, content: SessionPanel | ConflictList | VersionsPanel | None) -> bool:
        """Another content deletes this one, so it is asked whether it lives."""
        return content is not None and shiboken6.isValid(content) and not self._page.drawer.isHidden()
