"""Follow-up: what was promised, by whom and until when, which member hears of it; and how many came."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural
from advoplanner.domain.followup import ActionRow
from advoplanner.domain.guests import GuestCounts
from advoplanner.services import followup, guests
from ui.kit.action import ActionSpec
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.combo import Combo
from ui.kit.context import Context
from ui.kit.day_field import DayField
from ui.kit.empty_state import EmptyState
from ui.kit.fields import Line
from ui.kit.form import Form
from ui.kit.list_page import ListPage
from ui.kit.segments import Segmented
from ui.kit.table_or_empty import TableOrEmpty
from ui.models.row_table_model import RowTableModel
from ui.pages.followup.action_drawer import ActionDrawer, offer
from ui.pages.followup.close_out_view import CloseOutView
from ui.pages.followup.columns import columns
from ui.pages.followup.outcomes_view import OutcomesView
from ui.pages.followup.records import Records
from ui.pages.followup.records_view import RecordsView

LABEL = 19
"""Height in px by which the button stands lower, level with the fields."""

VIEWS = ("Actions", "Answers", "Prospects", "Companies", "Members", "Stories", "Close-out")
CLOSE_OUT = len(VIEWS) - 1
LETTERS = frozenset({"message", "wave"})
"""What only the list before closing speaks of."""
EMPTY = "Nothing was promised yet. Write down what members asked for before it is forgotten."


class FollowupPage(ListPage):
    """Space ticks an action off, Enter opens it, F2 edits a cell, Delete removes it. In a narrow window the row of fields gives way to the drawer."""

    spare = (1, 3)
    nothing_selected = "Select an action first."
    tables = frozenset(
        {
            "action", "guest", "person", "event", "outcome", "message", "wave", "ledger_entry", "session", "account_outcome", "member_rank",
            "story", "organisation",
        }
    )  # fmt: skip

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "Follow-up", RowTableModel(columns(self._edit_cell)), "Actions", self._row_specs())
        self._members: list[tuple[str, str]] = []
        self._unread: set[int] = set()
        self.new_line = Line("Send the study")
        self.new = self._new_form()
        self.add_button = Button("Add action", self.add_action, kind="primary", icon="plus")
        self.views = Segmented(VIEWS, "What of the follow-up")
        self.views.chosen.connect(self.show_view)
        self.toolbar.add(self.views)
        search = self.toolbar.add_search("Search", self._search)
        self.answers = OutcomesView(ctx, search, prospects=False)
        self.prospects = OutcomesView(ctx, search, prospects=True)
        self.records = Records(ctx, search, self)
        self.closing = CloseOutView(ctx)
        self.stack = QStackedWidget()
        for view in (self._laid_out(), self.answers, self.prospects, *self.records.views, self.closing):
            self.stack.addWidget(view)
        self.set_content(self.stack)

    # For the window

    def refresh(self, changes: ChangeSet | None) -> None:
        """All actions of the event, who may be told, and the view that is shown; the other views are read when somebody looks."""
        if self.event_id is None:
            return
        for view in (self.records, self.closing):
            view.of_event(self.event_id)
        self._unread = set(range(self.stack.count()))
        self._read_shown()
        if changes is not None and changes.tables <= LETTERS:
            return
        ws = self.ctx.workspace
        rows = followup.actions(ws, self.event_id)
        self._members = [("", "Nobody"), *((row.id, row.name) for row in guests.rows(ws, self.event_id))]
        self.model.set_rows(rows)
        offer(self.new, self._members)
        self.set_title("Follow-up", " · ".join(filter(None, (_progress(rows), _came(guests.counts(ws, self.event_id))))) or "Nothing promised yet")
        self.renew_drawer()

    def commands(self) -> Sequence[ActionSpec]:
        own = [
            ActionSpec("followup.add", "Write down an action", lambda page: self.write_down(), "Ctrl+N"),
            ActionSpec("followup.answers", "See what guests said", lambda page: self.go_to_view(1)),
            ActionSpec("followup.close_out", "See what is left before closing, and what we did", lambda page: self.go_to_view(CLOSE_OUT)),
            ActionSpec("followup.prospects", "See what became of prospects", lambda page: self.go_to_view(2)),
            ActionSpec("followup.thanks", "Draft thanks to everybody who came", lambda page: page.closing.draft_thanks(), icon="mail"),
            ActionSpec("followup.companies", "See what became of companies", lambda page: self.go_to_view(3)),
            ActionSpec("followup.members", "Judge how members took part", lambda page: self.go_to_view(4)),
            ActionSpec("followup.stories", "See stories and permissions", lambda page: self.go_to_view(5)),
        ]
        return own + self.row_commands()

    # Commands of the page

    def show_view(self, place: int) -> None:
        """Show actions, answers, prospects, or what is left before closing."""
        self.views.show_place(place)
        self.stack.setCurrentIndex(place)
        self._read_shown()
        if place:
            self.drawer.close_drawer()

    def go_to_view(self, place: int) -> None:
        """Show it with the keys in its list, so that Enter writes something down."""
        self.show_view(place)
        self.stack.currentWidget().setFocus()

    def write_down(self) -> None:
        """Go to the row of fields for a new action."""
        self.show_view(0)
        if self.card.isHidden():
            self.drawer.close_drawer()
        self.new_line.line.setFocus()

    def add_action(self) -> None:
        """Take what stands in the row of fields; the words stay there where something is wrong."""
        try:
            values = self.new.values()
        except RuleBroken:
            return
        if self.event_id is None:
            return
        made = self.ctx.act(partial(followup.add_action, self.ctx.workspace, self.event_id, **values), form=self.new)
        if made is not None:
            self.new.clear({"text": "", "owner": values["owner"], "due": None, "tell_guest_id": ""})
            self.new["text"].editor.setFocus()

    def made_drawer(self) -> ActionDrawer:
        return ActionDrawer(self.ctx)

    def show_in(self, drawer: ActionDrawer, row: ActionRow) -> None:
        drawer.show_action(row, self._members)

    def drawer_title(self, row: ActionRow) -> tuple[str, str]:
        return "Action", ""

    def fit_drawer(self) -> bool:
        room = super().fit_drawer()
        self.card.setVisible(room)
        return room

    # How it is done

    def _row_specs(self) -> tuple[ActionSpec, ...]:
        return (
            ActionSpec("followup.open", "&Open", lambda ids: self.open_row(ids[0])),
            ActionSpec("followup.done", "&Done, or open again", self._tick, "Space", "check", words=self._tick_words),
            ActionSpec(
                "followup.remove",
                "Re&move",
                lambda ids: self.ctx.act(followup.remove_actions, self.ctx.workspace, ids),
                "Del",
                "trash-2",
                separator=True,
            ),
        )

    def _tick(self, ids: list[str]) -> None:
        self.ctx.act(followup.set_done, self.ctx.workspace, ids, self._any_open(ids))

    def _tick_words(self, ids: list[str]) -> str:
        return "&Done" if self._any_open(ids) else "&Open again"

    def _read_shown(self) -> None:
        place, view = self.stack.currentIndex(), self.stack.currentWidget()
        if self.event_id is None or place not in self._unread:
            return
        self._unread.discard(place)
        if isinstance(view, RecordsView):
            view.refresh()
        elif isinstance(view, OutcomesView | CloseOutView):
            view.show_event(self.event_id)

    def _search(self, text: str) -> None:
        for model in (self.model, self.answers.model, self.prospects.model, *(view.model for view in self.records.views)):
            model.search(text)

    def _any_open(self, ids: list[str]) -> bool:
        rows = [self.model.row(row_id) for row_id in ids]
        return any(row is not None and not row.done for row in rows)

    def _edit_cell(self, row: ActionRow, field: str, text: str) -> None:
        self.ctx.act(partial(followup.edit_action, self.ctx.workspace, row.id, **{field: text}))

    def _new_form(self) -> Form:
        form = Form(columns=4)
        form.field("text", "&What was promised?", self.new_line)
        form.line("owner", "&Owner", hint="Who does it")
        form.field("due", "D&ue", DayField())
        form.choice("tell_guest_id", "&Member to tell", [("", "Nobody")])
        self.new_line.line.returnPressed.connect(self.add_action)
        combo: Any = form["tell_guest_id"].editor
        combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(8)
        return form

    def _laid_out(self) -> QWidget:
        body = QWidget()
        self.card = Card()
        beside = QVBoxLayout()
        beside.addSpacing(LABEL)
        beside.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignTop)
        beside.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.new, 1)
        row.addLayout(beside)
        self.card.column.addLayout(row)
        empty = EmptyState(EMPTY, "Write the first action", self.write_down, icon="list-checks")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.card)
        column.addWidget(TableOrEmpty(self.table, empty, self.toolbar.search), 1)
        QShortcut(QKeySequence("Ctrl+N"), self, self.write_down, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return body


def _progress(rows: Sequence[ActionRow]) -> str:
    if not rows:
        return ""
    late = sum(row.overdue for row in rows)
    bare = sum(row.incomplete and not row.done for row in rows)
    words = [f"{sum(row.done for row in rows)} of {plural(len(rows), 'action')} done"]
    words += [f"{late} overdue"] if late else []
    words += [f"{bare} without owner or date"] if bare else []
    return ", ".join(words)


def _came(counts: GuestCounts) -> str:
    came = counts.attendances.get("arrived", 0) + counts.attendances.get("left_early", 0)
    stayed_away = counts.attendances.get("no_show", 0)
    if not came and not stayed_away:
        return ""
    words = f"{came} of {plural(counts.total, 'guest')} came"
    early = counts.attendances.get("left_early", 0)
    words += f", {early} left early" if early else ""
    return words + (f", {stayed_away} did not come" if stayed_away else "")
