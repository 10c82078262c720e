"""Outbox: every message can be read, changed, held and deleted before it leaves, and none leaves without its count being confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.letters import MessageRow
from advoplanner.services import clock_rules, invitations
from ui.kit.action import ActionSpec
from ui.kit.clock_notice import ClockNotice
from ui.kit.context import Context
from ui.kit.data_table import DataTable
from ui.kit.empty_state import EmptyState
from ui.kit.page import Page
from ui.kit.segments import Segmented
from ui.kit.table_or_empty import TableOrEmpty
from ui.kit.tokens import DRAWER
from ui.models.row_table_model import RowTableModel
from ui.pages.outbox.columns import COLUMNS, GROUPS, LEAST, SEARCH_ROOM
from ui.pages.outbox.commands import OutboxCommands
from ui.pages.outbox.message_panel import MessagePanel

NOTHING = "Nothing waiting. Draft a wave on an event's Invitations page and its messages come here first."


class OutboxPage(Page):
    """Enter opens a message, H holds, R releases, T sends a test to oneself, Delete deletes. What leaves is confirmed by its count and its way."""

    tables = frozenset({"message", "wave", "event", "guest"})

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "Outbox")
        self.model = RowTableModel(COLUMNS)
        self.acts = OutboxCommands(ctx, self, self.flush, self.model)
        self.table = DataTable(self.model, "Messages", self.acts.specs(self.open_message))
        self.table.opened.connect(self.open_message)
        self.table.picked.connect(self._follow)
        self.send_ready = self.toolbar.primary("&Send all…", lambda: self.acts.leave(self.acts.ready()), icon="send")
        self.renew = self.toolbar.button("Refresh", self.acts.refresh_stale, icon="refresh-cw", tip="Write messages that are out of date again")
        self.filter = Segmented([words for words, _ in GROUPS], "Show messages by state")
        self.filter.chosen.connect(lambda _: self._filter())
        search = self.toolbar.add_search("Search messages", self.model.search)
        empty = EmptyState(NOTHING, "Open events", lambda: self.ctx.navigate("events"), icon="send")
        self.content = TableOrEmpty(self.table, empty, search)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.clocks = ClockNotice(ctx, clock_rules.follow)
        column.addWidget(self.clocks)
        column.addWidget(self.filter, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.content, 1)
        self.set_content(body)
        self.panel: MessagePanel | None = None
        self.drawer.closed.connect(self._closed)
        self._filter()

    def refresh(self, changes: ChangeSet | None) -> None:
        """All messages, what can be done with them, and the one in the drawer."""
        self.model.set_rows(self._read(changes))
        self._say_counts()
        self.clocks.show_moved(clock_rules.moved(self.ctx.workspace))
        if self.panel and self.model.row(self.panel.message_id) is None:
            self.drawer.close_drawer()
        elif self.panel:
            self._show()

    def select(self, item_id: str) -> None:
        """Show one message, whatever is filtered."""
        if self.model.line_of(item_id) < 0:
            found = self.model.row(item_id)
            self.filter.choose(len(GROUPS) - 1 if found and found.state == "exported" else 0)
        self.table.select_ids([item_id])
        self.open_message(item_id)

    def commands(self) -> Sequence[ActionSpec]:
        return self.acts.page_specs(self.open_message, self.table.selected_ids)

    # What can be done

    def open_message(self, message_id: str) -> None:
        """The message in the drawer."""
        if self.panel is None or self.panel.message_id != message_id:
            self._closed()
            self.panel = MessagePanel(self.ctx, message_id, self.acts)
        self._show()

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    # How it is done

    def _read(self, changes: ChangeSet | None) -> list[MessageRow]:
        """All messages; of a step that only changed some, those: while two thousand leave, each batch changes twenty."""
        known: dict[str, MessageRow] = {row.id: row for row in self.model.rows()}
        ids = changes.ids("message") if changes is not None and not changes.touches(("wave", "event")) else None
        if ids is None or not ids <= known.keys():
            return invitations.messages(self.ctx.workspace)
        found = {row.id: row for row in invitations.messages(self.ctx.workspace, ids=ids)} if ids else {}
        if any(not row.number and known[row.id].number for row in found.values()):
            # What could not leave waits again, among the others by start and name.
            return invitations.messages(self.ctx.workspace)
        rows = [found.get(row.id, row) for row in known.values() if row.id not in ids or row.id in found]
        return sorted(rows, key=attrgetter("number"))  # as the whole list is: those that wait first

    def _fit_columns(self) -> None:
        room = self.width() - (0 if self.drawer.isHidden() else DRAWER)
        self.table.hide_columns({place for place, least in LEAST.items() if room < least})
        if self.toolbar.search:
            self.toolbar.search.setVisible(room >= SEARCH_ROOM or bool(self.toolbar.search.text()))

    def _filter(self) -> None:
        words, states = GROUPS[self.filter.place]
        self.model.keep(lambda row: row.state in states)
        self.content.settle(f"No message is {words.lower()}.")

    def _say_counts(self) -> None:
        rows: list[MessageRow] = self.model.rows()
        ready, stale = len(self.acts.ready()), sum(row.state == "stale" for row in rows)
        held, sent = sum(row.state == "held" for row in rows), sum(row.state == "exported" for row in rows)
        unsure = sum(row.state == "unsure" for row in rows)
        parts = [(ready, "ready"), (unsure, "may have been sent"), (held, "held"), (stale, "out of date"), (sent, "sent")]
        words = ", ".join(f"{n:,} {word}" for n, word in parts if n)
        self.set_title("Outbox", f"{words}. Nothing leaves this computer by itself." if words else "")
        self.send_ready.setText(f"&Send {ready:,} ready…" if ready else "&Send…")
        self.send_ready.allow(self.acts.why_no_export())
        self.renew.setVisible(stale > 0)
        self.renew.setText(f"Refresh {stale:,}")
        self.toolbar.setVisible(bool(rows))
        self.filter.setVisible(bool(rows))

    def _follow(self, message_id: str) -> None:
        """An open drawer follows the row with the focus."""
        if self.panel and message_id and message_id != self.panel.message_id:
            self.open_message(message_id)

    def _show(self) -> None:
        if self.panel is None:
            return
        try:
            found = invitations.message(self.ctx.workspace, self.panel.message_id)
        except RuleBroken as refused:
            self.drawer.close_drawer()
            self.ctx.refuse(refused)
            return
        self.panel.show_message(found)
        self.open_drawer(found.row.to_name, self.panel, found.row.to_address or "No address")
        self._fit_columns()

    def flush(self) -> None:
        """Save what is being typed, before it leaves."""
        if self.panel:
            self.panel.form.flush()

    def _closed(self) -> None:
        self.flush()
        self.panel = None
        self._fit_columns()
