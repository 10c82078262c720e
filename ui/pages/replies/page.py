"""Replies: files are dropped or chosen, what is beyond doubt is taken over, and the rest is put before a person."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.changes import ChangeSet
from advoplanner.core.progress import Progress
from advoplanner.core.text import plural
from advoplanner.domain.reply_rows import ReplyRow
from advoplanner.services import events, replies
from ui.kit.action import ActionSpec
from ui.kit.context import AT_ONCE, Context
from ui.kit.data_table import DataTable
from ui.kit.empty_state import EmptyState
from ui.kit.page import Page
from ui.kit.segments import Segmented
from ui.kit.table_or_empty import TableOrEmpty
from ui.kit.tokens import DRAWER
from ui.models.row_table_model import RowTableModel
from ui.pages.replies.commands import ReplyCommands
from ui.pages.replies.fetching import Fetching
from ui.pages.replies.reply_panel import ReplyPanel
from ui.pages.replies.words import COLUMNS, GROUPS, LEAST, SEARCH_ROOM, who

NOTHING = "No replies read yet. Drop the answers here: .ics and .eml files, mailboxes, or whole folders of them."
KINDS = "Answers (*.ics *.eml *.mbox *.dat);;All files (*)"


class RepliesPage(Page):
    """Enter opens a reply; A applies it, G says whose it is, Delete sets it aside."""

    tables = frozenset({"reply_record", "guest", "event", "person", "mail_account"})

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "Replies")
        self.setAcceptDrops(True)
        self.model = RowTableModel(COLUMNS)
        self.acts = ReplyCommands(ctx, self.model)
        self.table = DataTable(self.model, "Replies", self.acts.specs(self.open_reply))
        self.table.opened.connect(self.open_reply)
        self.table.picked.connect(self._follow)
        self.toolbar.primary("&Read files…", self.choose_files, icon="file-up", tip="Read answers from files (Ctrl+I)")
        self.toolbar.button("Read a &folder…", self.choose_folder, icon="folder-open")
        self.fetching = Fetching(ctx, self, self._was_read)
        self.fetch = self.toolbar.button("Fetc&h mail", self.fetching.fetch, icon="download", tip="Look for answers in your mail account (F5)")
        self.filter = Segmented([words for words, _ in GROUPS], "Show replies by outcome")
        self.filter.chosen.connect(lambda _: self._filter())
        search = self.toolbar.add_search("Search replies", self.model.search)
        self.content = TableOrEmpty(self.table, EmptyState(NOTHING, "Read files…", self.choose_files, icon="inbox"), search)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.filter, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.content, 1)
        self.set_content(body)
        self.panel: ReplyPanel | None = None
        self._turn = 0
        self.drawer.closed.connect(self._closed)
        self._filter()

    def refresh(self, changes: ChangeSet | None) -> None:
        """All replies, the counts, and the one in the drawer."""
        self._turn += 1
        if changes is not None and len(changes.ids("reply_record")) > AT_ONCE:
            # A mailbox that was read is listed in a thread; until then the window shows what it showed.
            work, done = partial(_rows, self.ctx.workspace), partial(self._take, self._turn)
            self.ctx.jobs.run(work, title="Listing the replies", done=done, owner=self, pool="db")
        else:
            self._show_rows(replies.rows(self.ctx.workspace))

    def _take(self, turn: int, rows: list[ReplyRow]) -> None:
        # What was read later is the truer list.
        if turn == self._turn:
            self._show_rows(rows)

    def _show_rows(self, rows: list[ReplyRow]) -> None:
        self.model.set_rows(rows)
        waiting = sum(row.outcome == "need_you" for row in rows)
        applied = sum(row.outcome == "applied" for row in rows)
        words = f"{plural(len(rows), 'reply', 'replies')}: {applied:,} applied, {waiting:,} need you" if rows else ""
        self.set_title("Replies", words)
        self.filter.setVisible(bool(rows))
        self.fetch.allow(self.fetching.why_not())
        self._fit_columns()
        if self.panel and self.model.row(self.panel.reply_id) is None:
            self.drawer.close_drawer()
        elif self.panel:
            self._show()

    def select(self, item_id: str) -> None:
        """Show one reply, whatever is filtered."""
        if self.model.line_of(item_id) < 0:
            self.filter.choose(len(GROUPS) - 1)
        self.table.select_ids([item_id])
        self.open_reply(item_id)

    def commands(self) -> Sequence[ActionSpec]:
        own = (
            ActionSpec("replies.read", "Read replies from files…", lambda page: self.choose_files(), "Ctrl+I"),
            ActionSpec("replies.folder", "Read replies from a folder…", lambda page: self.choose_folder()),
            ActionSpec(
                "replies.fetch", "Fetch replies from the mailbox", lambda page: self.fetching.fetch(), "F5", why_not=lambda _: self.fetching.why_not()
            ),
        )
        return (*own, *self.acts.page_specs(self.open_reply, self.table.selected_ids))

    # What can be done

    def choose_files(self) -> None:
        self.read(self.ctx.dialogs.open_files("Read replies", KINDS))

    def choose_folder(self) -> None:
        folder = self.ctx.dialogs.choose_folder("Read all replies in a folder")
        self.read([folder] if folder else [])

    def read(self, paths: list[Path]) -> None:
        """Read these files and folders in the background and say what came of it."""
        if paths:
            work = partial(_read, self.ctx.workspace, paths)
            self.ctx.jobs.run(work, title="Reading replies", done=self._was_read, owner=self, pool="db")

    def open_reply(self, reply_id: str) -> None:
        """The reply in the drawer."""
        if self.panel is None or self.panel.reply_id != reply_id:
            self.panel = ReplyPanel(reply_id, self.acts.specs(self.open_reply)[1:], partial(self._open_guest, reply_id))
        self._show()

    # Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.read([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    # How it is done

    def _fit_columns(self) -> None:
        room = self.width() - (0 if self.drawer.isHidden() else DRAWER)
        self.table.hide_columns({place for place, least in LEAST.items() if room < least})
        if self.toolbar.search:
            shown = room >= SEARCH_ROOM or bool(self.toolbar.search.text())
            self.toolbar.search.setVisible(shown and bool(self.model.rows()))

    def _filter(self) -> None:
        outcome = GROUPS[self.filter.place][1]
        self.model.keep((lambda row: row.outcome == outcome) if outcome else None)
        self.content.settle("Nothing needs you here." if self.filter.place == 0 else "No reply here.")

    def _follow(self, reply_id: str) -> None:
        """An open drawer follows the row with the focus."""
        if self.panel and reply_id and reply_id != self.panel.reply_id:
            self.open_reply(reply_id)

    def _show(self) -> None:
        row = self.model.row(self.panel.reply_id) if self.panel else None
        if self.panel is not None and row is not None:
            zone = events.details(self.ctx.workspace, row.event_id).zone if row.event_id else "UTC"
            self.panel.show_reply(row, zone)
            self.open_drawer(who(row), self.panel, row.event)
            self._fit_columns()

    def _open_guest(self, reply_id: str) -> None:
        row = self.model.row(reply_id)
        if row is not None:
            self.ctx.navigate("guests", row.event_id, row.guest_id)

    def _closed(self) -> None:
        self.panel = None
        self._fit_columns()

    def _was_read(self, report: replies.ReplyReport) -> None:
        """Say the sum, with Undo where something was written; show what needs a person."""
        undoable = bool(report.changes and report.changes.step is not None)
        self.ctx.messages.info(f"{replies.reply_words(report.items)}.", button="Undo" if undoable else "", action=self.ctx.undo if undoable else None)
        self.filter.choose(0 if report.need_you or not report.read else 1 if report.applied else 3)


def _rows(workspace: Any, progress: Progress) -> list[ReplyRow]:
    progress.step(0.0)
    return replies.rows(workspace)


def _read(workspace: Any, paths: list[Path], progress: Progress) -> replies.ReplyReport:
    return replies.read_files(workspace, paths, progress)
