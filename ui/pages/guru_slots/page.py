"""One-to-ones: half an hour with an expert, matched by interest around the agenda; who gives time, and who stands by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from advoplanner.core.changes import ChangeSet
from advoplanner.core.text import plural
from advoplanner.domain.guru_slots import Expert, SlotState, times
from advoplanner.services import events, guru_slots
from ui.kit.action import ActionSpec
from ui.kit.context import Context
from ui.kit.data_table import DataTable
from ui.kit.empty_state import EmptyState
from ui.kit.list_page import ListPage
from ui.kit.segments import Segmented
from ui.kit.table_or_empty import TableOrEmpty
from ui.models.row_table_model import RowTableModel
from ui.pages.guru_slots.columns import SLOTS, WAITING, experts
from ui.pages.guru_slots.expert_form import ExpertDialog, ExpertDrawer, GiveDialog

VIEWS = ("Slots", "Experts", "Standing by")
SLOT_VIEW, EXPERT_VIEW, WAITING_VIEW = range(3)
NO_EXPERTS = "Nobody gives time yet. An expert's half hour is what members remember; say who has time and when."
NO_SLOTS = "No slot is given yet. Matching gives everybody the expert who shares their interests."
ALL_SERVED = "Everybody who has a reason has a slot."
NEED_EXPERTS = "Add an expert who has time first."


class GuruSlotsPage(ListPage):
    """The list in the drawer is that of the experts; slots and those who stand by have their own beside it."""

    spare = (1, 3)
    nothing_selected = "Select an expert first."
    tables = frozenset({"expert", "guru_slot", "guest", "person", "session", "session_role", "event", "motive_profile", "relation"})

    def __init__(self, ctx: Context) -> None:
        self._given: dict[str, int] = {}
        self._first_day = datetime.min
        super().__init__(ctx, "One-to-ones", RowTableModel(experts(self._given)), "Experts", self._expert_specs())
        self.slots = RowTableModel(SLOTS)
        self.slot_table = DataTable(self.slots, "One-to-one slots", self._slot_specs())
        self.waiting = RowTableModel(WAITING, row_id=lambda row: row[0])
        self.waiting_table = DataTable(
            self.waiting, "Guests without a slot", [ActionSpec("guru.give", "&Give a slot…", lambda ids: self.give(ids[0]))]
        )
        self.waiting_table.opened.connect(self.give)
        self.match_button = self.toolbar.primary("&Match everybody", self.match_all, icon="sparkles")
        self.toolbar.button("Add an e&xpert…", self.add_expert, icon="user-plus")
        self.give_button = self.toolbar.button("&Give one…", self.give, icon="plus")
        self.toolbar.button("&Reserved seats", lambda: ctx.navigate("reserved_seats", self.event_id), icon="armchair")
        self.views = Segmented(VIEWS, "Which list")
        self.views.chosen.connect(self.show_view)
        self.toolbar.add(self.views)
        search = self.toolbar.add_search("Search", self._search)
        self.stack = QStackedWidget()
        for table, words, verb, act in (
            (self.slot_table, NO_SLOTS, "Match everybody", self.match_all),
            (self.table, NO_EXPERTS, "Add an expert…", self.add_expert),
            (self.waiting_table, ALL_SERVED, "See the slots", lambda: self.show_view(SLOT_VIEW)),
        ):
            self.stack.addWidget(TableOrEmpty(table, EmptyState(words, verb, act, icon="clock"), search))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.set_content(body)

    # For the window

    def refresh(self, changes: ChangeSet | None) -> None:
        """Slots, experts, and those who stand by."""
        if self.event_id is None:
            return
        ws = self.ctx.workspace
        self._first_day = events.details(ws, self.event_id).start
        rows, people = guru_slots.slots(ws, self.event_id), guru_slots.experts(ws, self.event_id)
        self._given.clear()
        self._given.update(Counter(row.expert_id for row in rows))
        self.slots.set_rows(rows)
        self.model.set_rows(people)
        waiting = guru_slots.standing_by(ws, self.event_id) if people else []
        self.waiting.set_rows(waiting)
        why = "" if any(map(times, people)) else NEED_EXPERTS
        self.match_button.allow(why)
        self.give_button.allow(why)
        done = sum(row.state == SlotState.DONE for row in rows)
        words = [plural(len(people), "expert"), f"{len(rows)} of {plural(sum(len(times(e)) for e in people), 'slot')} given"]
        words += [f"{plural(len(waiting), 'guest')} standing by"] * bool(waiting) + [f"{done} took place"] * bool(done)
        self.set_title("One-to-ones", " · ".join(words) if people else "Nobody gives time yet")
        if changes is None and not people:
            self.show_view(EXPERT_VIEW)
        self.renew_drawer()

    def commands(self) -> Sequence[ActionSpec]:
        def why_not(_page: object) -> str:
            return "" if self.match_button.isEnabled() else NEED_EXPERTS

        return [
            ActionSpec("guru.match", "Match everybody with an expert", lambda page: self.match_all(), why_not=why_not),
            ActionSpec("guru.expert", "Add an expert", lambda page: self.add_expert()),
            ActionSpec("guru.give_one", "Give a one-to-one slot", lambda page: self.give(), why_not=why_not),
            *self.row_commands(),
        ]

    def select(self, item_id: str) -> None:
        """An expert, or the slots of a guest."""
        mine = [row.id for row in self.slots.rows() if row.guest_id == item_id]
        if mine:
            self.show_view(SLOT_VIEW)
            self.slot_table.select_ids(mine)
        else:
            super().select(item_id)

    def made_drawer(self) -> ExpertDrawer:
        return ExpertDrawer(self.ctx)

    def show_in(self, drawer: ExpertDrawer, row: Expert) -> None:
        drawer.show_expert(row, self._first_day)

    def drawer_title(self, row: Expert) -> tuple[str, str]:
        return row.name, "Gives time for one-to-ones"

    # Commands of the page

    def show_view(self, place: int) -> None:
        """Show slots, experts, or those who stand by."""
        self.views.show_place(place)
        self.stack.setCurrentIndex(place)
        if place != EXPERT_VIEW:
            self.drawer.close_drawer()

    def match_all(self) -> None:
        """Give everybody a slot, as far as there are any."""
        if self.event_id is not None and self.ctx.act(guru_slots.match_all, self.ctx.workspace, self.event_id) is not None:
            self.show_view(SLOT_VIEW)

    def add_expert(self) -> None:
        """Ask who gives time, and when."""
        if self.event_id is None:
            return
        ws = self.ctx.workspace
        if ExpertDialog(self.ctx, self.event_id, guru_slots.possible_experts(ws, self.event_id), self._first_day).ask(self):
            self.show_view(EXPERT_VIEW)

    def give(self, guest_id: str = "") -> None:
        """Ask for one slot, for this guest where one is named."""
        if self.event_id is not None and self.match_button.isEnabled():
            people = [(row.id, row.name) for row in guru_slots.possible_guests(self.ctx.workspace, self.event_id)]
            GiveDialog(self.ctx, self.model.rows(), people, guest_id).ask(self)

    # How it is done

    def _expert_specs(self) -> tuple[ActionSpec, ...]:
        def remove(ids: list[str]) -> None:
            self.ctx.act(guru_slots.remove_experts, self.ctx.workspace, ids)

        return (
            ActionSpec("guru.open", "&Open", lambda ids: self.open_row(ids[0])),
            ActionSpec("guru.remove", "Re&move with all slots", remove, "Del", "trash-2", separator=True),
        )

    def _slot_specs(self) -> tuple[ActionSpec, ...]:
        def marked(state: SlotState):
            return lambda ids: self.ctx.act(guru_slots.mark, self.ctx.workspace, ids, state)

        def release(ids: list[str]) -> None:
            self.ctx.act(guru_slots.release, self.ctx.workspace, ids)

        return (
            ActionSpec("guru.done", "It &took place", marked(SlotState.DONE), "M", "check"),
            ActionSpec("guru.missed", "It did &not take place", marked(SlotState.MISSED), "N", "x"),
            ActionSpec("guru.planned", "&Planned again", marked(SlotState.PLANNED), "P", "rotate-ccw"),
            ActionSpec("guru.release", "&Give it back", release, "Del", "undo-2", separator=True),
        )

    def _search(self, text: str) -> None:
        for model in (self.slots, self.model, self.waiting):
            model.search(text)
