"""What can be done with messages: export, hold, release, delete and refresh; in the menu, by key and from the palette."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from advoplanner.core.errors import AdvoError, RuleBroken
from advoplanner.core.progress import Progress
from advoplanner.core.text import plural
from advoplanner.services import invitations, outbox
from ui.kit.action import ActionSpec
from ui.kit.context import Context
from ui.models.row_table_model import RowTableModel
from ui.pages.outbox.columns import READY, WAITING

NOT_READY = "Only messages that are ready can leave."
GONE = "What has left stays in the log as it was."


class Owner(Protocol):
    """The page: a widget that lives as long as the jobs it starts, and can save what is being typed."""

    def flush(self) -> None: ...


class OutboxCommands:
    """Every command takes a list of message ids."""

    def __init__(self, ctx: Context, page: Owner, model: RowTableModel) -> None:
        self.ctx = ctx
        self._page = page
        self._model = model

    def specs(self, open_message: Callable[[str], object]) -> list[ActionSpec]:
        """The commands on selected rows."""
        return [
            ActionSpec("open", "&Open", lambda ids: open_message(ids[0]), icon="arrow-right"),
            ActionSpec("export", "&Export…", self.export, icon="send", why_not=partial(self._why_not, READY, NOT_READY)),
            ActionSpec("hold", "&Hold…", self.hold, "H", "lock", why_not=partial(self._why_not, WAITING, GONE)),
            ActionSpec("release", "&Release", self.release, "R", "lock-open", why_not=partial(self._why_not, {"held"}, "This is not held.")),
            ActionSpec("remove", "&Delete", self.remove, "Del", "trash-2", separator=True, why_not=partial(self._why_not, WAITING, GONE)),
        ]

    def page_specs(self, open_message: Callable[[str], object], selected: Callable[[], list[str]]) -> Sequence[ActionSpec]:
        """The same as commands of the page, and those on all messages."""

        def on_selected(spec: ActionSpec) -> ActionSpec:
            text = f"{spec.text.replace('&', '').rstrip('…')} the selected messages"
            reason = lambda _: spec.reason(selected()) if selected() else "Select a message first."  # noqa: E731
            return ActionSpec(f"outbox.{spec.id}", text, lambda _: spec.run(selected()), spec.shortcut, spec.icon, why_not=reason)

        return (
            ActionSpec(
                "outbox.all", "Export all ready messages…", lambda _: self.export(self.ready()), "Ctrl+E", why_not=lambda _: self.why_no_export()
            ),
            ActionSpec("outbox.refresh", "Refresh messages that are out of date", lambda _: self.refresh_stale(), "F5", why_not=self._why_no_renewal),
            *(on_selected(spec) for spec in self.specs(open_message)[1:]),
        )

    def hold(self, ids: list[str]) -> None:
        reason = self.ctx.dialogs.ask_text(f"Hold {plural(len(ids), 'message')}", "Why? (You may leave this empty.)", verb="Hold")
        if reason is not None:
            self.ctx.act(outbox.hold, self.ctx.workspace, ids, reason)

    def release(self, ids: list[str]) -> None:
        self.ctx.act(outbox.release, self.ctx.workspace, ids)

    def remove(self, ids: list[str]) -> None:
        self.ctx.act(outbox.remove, self.ctx.workspace, ids)

    def refresh_stale(self) -> None:
        """Write every waiting message of the events concerned again."""
        for event_id in dict.fromkeys(row.event_id for row in self._model.rows() if row.state == "stale"):
            self.ctx.act(invitations.refresh, self.ctx.workspace, event_id)

    def export(self, ids: list[str]) -> None:
        """Ask where to, confirm how many, and write the files in the background."""
        count = plural(len(ids), "message")
        folder = self.ctx.dialogs.choose_folder(f"Where to put {count}")
        text = f"{count} will be written to “{folder}” and marked as sent. Open each in your mail program to send it; this cannot be undone."
        if folder is None or not self.ctx.dialogs.confirm(f"Export {count}?", text, f"Export {count}"):
            return
        self._page.flush()
        work, done = partial(_export, self.ctx.workspace, ids, folder), partial(self._exported, folder)
        owner = self._page if isinstance(self._page, QObject) else None
        self.ctx.jobs.run(work, title=f"Exporting {count}", done=done, failed=self._not_exported, owner=owner, pool="db")

    def ready(self) -> list[str]:
        """All that can be exported now."""
        return [row.id for row in self._model.rows() if row.state in READY]

    def why_no_export(self) -> str:
        """Why nothing can be exported, "" where something can."""
        if self.ready():
            return ""
        waits = any(row.state in WAITING for row in self._model.rows())
        return "No message is ready: release what is held, or refresh what is out of date." if waits else "Nothing is waiting."

    def _why_no_renewal(self, _page: object) -> str:
        return "" if any(row.state == "stale" for row in self._model.rows()) else "Nothing is out of date."

    def _why_not(self, states: frozenset[str] | set[str], reason: str, ids: list[str]) -> str:
        rows = [self._model.row(each) for each in ids]
        return "" if all(row and row.state in states for row in rows) else reason

    def _exported(self, folder: Path, done: outbox.ExportedMail) -> None:
        text = f"{plural(len(done.written), 'message')} written to “{folder.name}”."
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(folder)))
        self.ctx.messages.info(text, "Open each in your mail program to send it.", button="Show folder", action=show)
        for who, why in done.held:
            self.ctx.messages.warning(f"{who} was held back. {why}")

    def _not_exported(self, error: BaseException) -> None:
        if isinstance(error, RuleBroken):
            self.ctx.refuse(error)
        elif isinstance(error, AdvoError):
            self.ctx.messages.problem(error)
        else:
            raise error


def _export(workspace: Any, ids: list[str], folder: Path, progress: Progress) -> outbox.ExportedMail:
    return outbox.export(workspace, ids, folder, progress)
