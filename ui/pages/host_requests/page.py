"""Requests of hosts: who asks for a meetup with which guests and for how much; approved into an event, or declined with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural
from advoplanner.domain.host_requests import RequestRow, RequestState
from advoplanner.services import host_requests, workspace
from ui.kit.action import ActionSpec
from ui.kit.context import Context
from ui.kit.empty_state import EmptyState
from ui.kit.laptop_zone import laptop_zone
from ui.kit.list_page import ListPage
from ui.kit.table_or_empty import TableOrEmpty
from ui.models.row_table_model import RowTableModel
from ui.pages.host_requests.columns import COLUMNS, when_words
from ui.pages.host_requests.request_form import RequestDialog, RequestDrawer

EMPTY = "Nobody has asked to host a meetup yet. Sales people and advocates ask; you say yes with a cap, or no with a reason."
ONE = "Choose one request."
DECIDED = "This request is decided already."


class HostRequestsPage(ListPage):
    """Enter opens a request; a request that waits can be changed, approved or declined."""

    spare = (3, 4, 6, 7)
    roomy = 960
    nothing_selected = "Select a request first."
    tables = frozenset({"host_request", "event"})

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "Host requests", RowTableModel(COLUMNS), "Host requests", self._row_specs())
        self.toolbar.primary("&New request…", self.add_request, icon="plus")
        self.approve_button = self.toolbar.button("&Approve", lambda: self.approve(self.table.selected_ids()), icon="check")
        self.decline_button = self.toolbar.button("&Decline…", lambda: self.decline(self.table.selected_ids()), icon="x")
        search = self.toolbar.add_search("Search requests", self.model.search)
        empty = EmptyState(EMPTY, "New request…", self.add_request, icon="handshake")
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(TableOrEmpty(self.table, empty, search))
        self.set_content(body)
        self.table.selected.connect(lambda _: self._allow())

    def refresh(self, changes: ChangeSet | None) -> None:
        """All requests, those that wait first."""
        rows = host_requests.rows(self.ctx.workspace)
        self.model.set_rows(rows)
        waiting = sum(row.state == RequestState.ASKED for row in rows)
        self.set_title("Host requests", f"{waiting} waiting, {len(rows) - waiting} decided" if rows else "")
        self._allow()
        self.renew_drawer()

    def commands(self) -> Sequence[ActionSpec]:
        return [ActionSpec("requests.new", "New request of a host…", lambda page: self.add_request(), "Ctrl+N"), *self.row_commands()]

    def made_drawer(self) -> RequestDrawer:
        return RequestDrawer(self.ctx)

    def drawer_title(self, row: RequestRow) -> tuple[str, str]:
        return row.host, f"Asks for {plural(row.places, 'place')}, {when_words(row)}" if row.places else when_words(row)

    # What can be done

    def add_request(self) -> None:
        """Write down what a host asks for."""
        zone = workspace.info(self.ctx.workspace).default_zone or laptop_zone()
        dialog = RequestDialog(self.ctx, zone)
        if dialog.ask(self) and dialog.made:
            self.select(dialog.made)

    def approve(self, ids: list[str]) -> None:
        """Make the meetup; what is missing stands at its field."""
        if self._why_not(ids):
            return
        drawer = self._opened(ids[0])
        drawer.flush()
        form = drawer.form
        self.ctx.act(host_requests.approve, self.ctx.workspace, ids[0], form=form)

    def decline(self, ids: list[str]) -> None:
        """Ask for the reason, and say no."""
        row = None if self._why_not(ids) else self.model.row(ids[0])
        if row:
            decline = partial(host_requests.decline, self.ctx.workspace, ids[0])
            self.ctx.ask_and_act(f"Decline the request of {row.host}", "Why? The host will read it.", decline, verb="Decline")

    # How it is done

    def _opened(self, request_id: str) -> RequestDrawer:
        """The drawer with this request, in which a refusal finds its field."""
        self.open_row(request_id)
        drawn = self._drawn
        if not isinstance(drawn, RequestDrawer):
            raise RuleBroken("requests.unknown", "This request is no longer in the list.", "Undo brings it back.")
        return drawn

    def _row_specs(self) -> tuple[ActionSpec, ...]:
        def again(ids: list[str]) -> None:
            self.ctx.act(host_requests.ask_again, self.ctx.workspace, ids[0])

        def remove(ids: list[str]) -> None:
            self.ctx.act(host_requests.remove, self.ctx.workspace, ids)

        return (
            ActionSpec("requests.open", "&Open", lambda ids: self.open_row(ids[0])),
            ActionSpec("requests.approve", "&Approve", self.approve, "Ctrl+Return", "check", why_not=self._why_not, separator=True),
            ActionSpec("requests.decline", "&Decline…", self.decline, icon="x", why_not=self._why_not),
            ActionSpec("requests.again", "Decide &anew", again, icon="rotate-ccw", why_not=self._why_not_again),
            ActionSpec("requests.remove", "Re&move", remove, "Del", "trash-2", separator=True),
        )

    def _why_not(self, ids: list[str]) -> str:
        row = self.model.row(ids[0]) if len(ids) == 1 else None
        return ONE if row is None else "" if row.state == RequestState.ASKED else DECIDED

    def _why_not_again(self, ids: list[str]) -> str:
        row = self.model.row(ids[0]) if len(ids) == 1 else None
        return ONE if row is None else "It waits already." if row.state == RequestState.ASKED else "An event came of it." if row.event_id else ""

    def _allow(self) -> None:
        why = self._why_not(self.table.selected_ids())
        for button in (self.approve_button, self.decline_button):
            button.allow(why)
