"""What the agenda page does with versions: release one, compare, print one as it was."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from advoplanner.core.paths import safe_name
from advoplanner.core.progress import Progress
from advoplanner.core.text import plural
from advoplanner.domain.agenda import SessionRow
from advoplanner.domain.agenda_versions import AgendaVersionRow, Difference, Standing
from advoplanner.services import agenda_versions
from ui.kit.context import Context
from ui.pages.agenda.release_dialog import ReleaseDialog


class VersionDesk:
    """Knows the versions of the event in hand; `read` them before they are shown."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.event_id = ""
        self.versions: list[AgendaVersionRow] = []
        self.standing = Standing()

    def read(self, event_id: str, rows: Sequence[SessionRow]) -> None:
        """`rows` are the sessions on the board."""
        self.event_id = event_id
        self.versions = agenda_versions.versions(self.ctx.workspace, event_id)
        self.standing = agenda_versions.standing_of(rows, self.versions)

    def compare(self, before: str, after: str) -> Sequence[Difference]:
        return agenda_versions.compare(self.ctx.workspace, self.event_id, before, after)

    def why_not_release(self) -> str:
        """Why there is nothing to release, "" where there is."""
        if self.standing.is_released:
            return "Nothing changed since the version released last."
        return "" if self.standing.differences else "No session has a time yet."

    def release(self, over: QWidget) -> None:
        """Ask for name, note and whom to tell, and release."""
        if self.event_id:
            ReleaseDialog(agenda_versions.preview(self.ctx.workspace, self.event_id), self._release).ask(over)

    def print_version(self, version_id: str) -> None:
        """Ask where, and write that version's agenda as a PDF."""
        version = agenda_versions.version(self.ctx.workspace, version_id)
        path = self.ctx.dialogs.save_file("Print a version", f"{safe_name(f'Agenda, {version.label}')}.pdf", "PDF (*.pdf)")
        if path is not None:
            done = self.ctx.messages.info
            self.ctx.jobs.run(partial(self._print, version_id, path), title="Agenda", done=lambda made: done(f"Agenda written: {made}"))

    def _release(self, name: str, note: str, waiver: str, guests: Sequence[str]) -> None:
        made = agenda_versions.release(self.ctx.workspace, self.event_id, name, note, waiver=waiver, tell=guests)
        self.ctx.announce(made.changes)
        if made.drafts:
            words = f"{plural(made.drafts, 'update waits', 'updates wait')} in the outbox."
            self.ctx.messages.info(words, button="Go to the outbox", action=lambda: self.ctx.navigate("outbox"))

    def _print(self, version_id: str, path: Path, progress: Progress) -> Path:
        from advoplanner.services import printing

        return printing.print_version(self.ctx.workspace, version_id, path, progress=progress)
