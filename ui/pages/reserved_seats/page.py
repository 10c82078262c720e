"""Reserved seats: a few in each session outside its capacity, who holds them, who stands by, and when they are free for the next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from advoplanner.core.changes import ChangeSet
from advoplanner.core.text import plural
from advoplanner.domain.reserved_seats import OCCUPIED, SEATS, ReservedRow, SeatState, Terms
from advoplanner.services import reserved_seats
from ui.kit.action import ActionSpec
from ui.kit.context import Context
from ui.kit.empty_state import EmptyState
from ui.kit.told_page import ToldPage, View
from ui.models.row_table_model import RowTableModel
from ui.pages.reserved_seats.columns import COLUMNS
from ui.pages.reserved_seats.dialogs import HoldDialog, TermsDialog

EMPTY = f"No seat is kept yet. Each session has {SEATS} besides the room's own, for those who must get in even when it is full."
NO_SESSIONS = "The agenda has no session that members attend yet."
VIEWS: tuple[View, ...] = (
    ("All", None),
    ("Standing by", lambda row: row.state == SeatState.STANDBY),
    ("To be told", lambda row: row.to_tell),
)


class ReservedSeatsPage(ToldPage):
    """M marks that a holder came; Delete gives a seat back, and the next in line gets it in the same step."""

    tables = frozenset({"reserved_seat", "session", "session_role", "guest", "person", "organisation", "event", "email_address"})

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "Reserved seats", RowTableModel(COLUMNS))
        self.sessions: list[Terms] = []
        self.keep_button = self.toolbar.primary("&Keep a seat…", self.keep, icon="armchair", tip="For one guest in one session (Ctrl+N)")
        self.terms_button = self.toolbar.button("How &many…", self.change_terms, icon="settings", tip="Seats of a session, and until when")
        self.due_button = self.toolbar.button("&Release what is due", self.release_due, icon="clock", tip="Seats that nobody took in time")
        self.finish(VIEWS, "Which seats", "Search", EmptyState(EMPTY, "Keep a seat…", self.keep, icon="armchair"))

    def refresh(self, changes: ChangeSet | None) -> None:
        """Every kept seat, by session."""
        if self.event_id is None:
            return
        ws = self.ctx.workspace
        self.sessions = reserved_seats.sessions(ws, self.event_id)
        rows = reserved_seats.rows(ws, self.event_id)
        self.model.set_rows(rows)
        held, waiting = sum(row.state in OCCUPIED for row in rows), sum(row.state == SeatState.STANDBY for row in rows)
        words = [f"{held} of {plural(sum(terms.seats for terms in self.sessions), 'seat')} held"] + [f"{waiting} standing by"] * bool(waiting)
        self.set_title("Reserved seats", " · ".join(words) if self.sessions else "")
        self.keep_button.allow("" if self.sessions else NO_SESSIONS)
        self.terms_button.allow("" if self.sessions else NO_SESSIONS)
        self.due_button.allow("" if any(row.state == SeatState.HELD for row in rows) else "No seat is held.")
        untold = sum(row.to_tell for row in rows)
        self.write_button.allow("" if untold else "Everybody knows what became of their seat.")
        self.told.setText(f"{plural(untold, 'guest does', 'guests do')} not know yet what became of their seat.")
        self.told.setVisible(bool(untold))

    def commands(self) -> Sequence[ActionSpec]:
        def why_not(_page: object) -> str:
            return "" if self.sessions else NO_SESSIONS

        return [
            ActionSpec("reserved.keep", "Keep a seat…", lambda page: self.keep(), "Ctrl+N", why_not=why_not),
            ActionSpec("reserved.terms", "How many seats a session keeps…", lambda page: self.change_terms(), why_not=why_not),
            ActionSpec("reserved.due", "Release seats that nobody took in time", lambda page: self.release_due()),
            ActionSpec("reserved.write", "Write to those who do not know of their seat…", lambda page: self.write_notices(), icon="mail"),
            *self.row_commands(),
        ]

    # What can be done

    def keep(self) -> None:
        """Ask for whom and in which session."""
        if self.event_id is not None and self.sessions:
            HoldDialog(self.ctx, self.sessions, reserved_seats.possible_guests(self.ctx.workspace, self.event_id), self._session_of()).ask(self)

    def change_terms(self) -> None:
        """Ask how many seats a session keeps, and until when."""
        if self.sessions:
            TermsDialog(self.ctx, self.sessions, self._session_of()).ask(self)

    def release_due(self) -> None:
        """Give back what nobody took in time."""
        self.ctx.act(reserved_seats.release_due, self.ctx.workspace, self.event_id)

    def write(self, folder: Path) -> Any:
        return self.ctx.act(reserved_seats.write_notices, self.ctx.workspace, self.event_id, folder)

    def guest_of(self, row_id: str) -> str:
        row = self.model.row(row_id)
        return row.guest_id if row is not None else ""

    # How it is done

    def _session_of(self) -> str:
        """The session of the row that is selected, "" for none."""
        row: ReservedRow | None = next((self.model.row(each) for each in self.table.selected_ids()), None)
        return row.terms.session_id if row else ""

    def row_specs(self) -> tuple[ActionSpec, ...]:
        def act(service: Any) -> Any:
            return lambda ids: self.ctx.act(service, self.ctx.workspace, ids)

        def moved(ids: list[str], *, up: bool) -> None:
            self.ctx.act(reserved_seats.move, self.ctx.workspace, ids[0], up=up)

        return (
            ActionSpec("reserved.open", "&Open as a guest", lambda ids: self.open_guest(ids[0])),
            ActionSpec("reserved.came", "Ca&me and sits there", act(reserved_seats.take), "M", "check"),
            ActionSpec("reserved.up", "&Earlier in line", partial(moved, up=True), icon="chevron-up"),
            ActionSpec("reserved.down", "&Later in line", partial(moved, up=False), icon="chevron-down"),
            ActionSpec("reserved.release", "&Give the seat back", act(reserved_seats.release), "Del", "undo-2", separator=True),
            ActionSpec("reserved.drop", "Take &out of the line", act(reserved_seats.drop), icon="trash-2"),
        )
