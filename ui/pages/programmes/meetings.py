"""The meetings of a programme, the newest first, and the topics that wait for the next one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.domain.events import EventRow
from advoplanner.domain.topics import TopicRow
from ui.kit.action import ActionSpec
from ui.kit.card import Card
from ui.kit.data_table import DataTable
from ui.kit.empty_state import EmptyState
from ui.kit.filled_lines import Lines
from ui.kit.jump_row import JumpRow, inset
from ui.kit.labels import section
from ui.kit.table_or_empty import TableOrEmpty
from ui.models.row_table_model import RowTableModel
from ui.pages.programmes.columns import MEETINGS

EMPTY = "No meeting yet. A new one begins with this programme's purpose and its members."
MOST_TOPICS = 4


class Meetings(QWidget):
    """`open_event(page, event id)` leads into an event, `plan()` to the wizard."""

    def __init__(self, open_event: Callable[[str, str], object], plan: Callable[[], object], leave: Callable[[list[str]], object]) -> None:
        super().__init__()
        self._open_event = open_event
        self.model = RowTableModel(MEETINGS)
        self.table = DataTable(self.model, "Meetings", self._row_specs(leave))
        self.table.opened.connect(partial(open_event, "overview"))
        self.topics, self._card = Lines(), Card(margin=12, spacing=2)
        self._card.column.addWidget(inset(section("Topics that wait for the next meeting"), 8))
        self._card.column.addWidget(self.topics)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(TableOrEmpty(self.table, EmptyState(EMPTY, "New meeting…", plan, icon="calendar")), 1)
        column.addWidget(self._card)
        self.setFocusProxy(self.table)

    def show_meetings(self, rows: Sequence[EventRow], topics: Sequence[TopicRow], next_id: str) -> None:
        """Topics that wait belong to the meeting `next_id`, where each leads."""
        self.model.set_rows(rows)
        waiting = [topic for topic in topics if not topic.session_id]
        lines = [JumpRow(topic.text, partial(self._open_event, "kit", next_id), why=topic.why, state="warn", state_word="Waits") for topic in waiting]
        more = len(lines) - MOST_TOPICS
        if more > 0:
            lines[MOST_TOPICS:] = [JumpRow(f"{more:,} more", partial(self._open_event, "kit", next_id))]
        self.topics.fill(lines)
        self._card.setVisible(bool(lines))

    def _row_specs(self, leave: Callable[[list[str]], object]) -> tuple[ActionSpec, ...]:
        def one(ids: list[str]) -> str:
            return "" if len(ids) == 1 else "Choose one meeting."

        return (
            ActionSpec("meetings.open", "&Open", lambda ids: self._open_event("overview", ids[0]), icon="arrow-right"),
            ActionSpec("meetings.guests", "&Guests", lambda ids: self._open_event("guests", ids[0]), icon="user-check"),
            ActionSpec("meetings.leave", "&Take out of the programme", leave, "Del", "x", why_not=one, separator=True),
        )
