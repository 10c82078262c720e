"""A list of the follow-up whose rows are asked about in a dialog: companies, members, stories."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.core.dates import short_date
from advoplanner.core.text import fold
from advoplanner.domain.ranking import ASPECTS
from advoplanner.domain.stories import PERMISSIONS, StoryRow
from ui.kit.action import ActionSpec
from ui.kit.buttons import Button
from ui.kit.data_table import DataTable
from ui.kit.empty_state import EmptyState
from ui.kit.labels import PlainText
from ui.kit.search_box import SearchBox
from ui.kit.table_or_empty import TableOrEmpty
from ui.models.column import Column
from ui.models.row_table_model import RowTableModel

NAME = Column("Name", lambda row: row.name, width=170, sort=lambda row: fold(row.name))
ACCOUNTS = (
    Column("Company", lambda row: row.name, width=200, sort=lambda row: fold(row.name)),
    Column("Guests", lambda row: row.came, width=80, align="right"),
    Column("From and to", lambda row: row.words, width=220),
    Column("Seen on", lambda row: short_date(row.day) if row.day else "", width=130, sort=lambda row: str(row.day or "")),
    Column("What moved it", lambda row: row.note.replace("\n", " "), width=200, stretch=True),
)
MEMBERS = (
    NAME,
    Column("Company", lambda row: row.organisation, width=150, quiet=True),
    *(Column(words, attrgetter(name), width=100, align="right") for name, words in ASPECTS.items()),
    Column("Sum", lambda row: row.total, width=70, align="right", sort=lambda row: row.total),
    Column("Note", lambda row: row.note.replace("\n", " "), width=160, stretch=True),
)


def _state(row: StoryRow) -> str:
    return "good" if row.permission == "given" else "bad" if row.permission == "refused" else "warn"


STORIES = (
    Column("Who", lambda row: row.person, width=160, sort=lambda row: fold(row.person)),
    Column("In their words", lambda row: row.quote.replace("\n", " "), width=240, stretch=True),
    Column("Permission", lambda row: PERMISSIONS[row.permission], width=120, state=_state),
    Column("For", lambda row: row.uses_words, width=150, quiet=True),
    Column("Until", lambda row: short_date(row.until) if row.until else "", width=120, sort=lambda row: str(row.until or "")),
)


class RecordsView(QWidget):
    """`read()` gives the rows, `words(rows)` the line above them; Enter calls `ask(row)`."""

    def __init__(
        self, name: str, columns: Sequence[Column], read: Callable[[], Sequence[Any]], words: Callable[[Sequence[Any]], str],
        ask: Callable[[Any], object], search: SearchBox, empty: EmptyState, *, further: Sequence[ActionSpec] = (), buttons: Sequence[Button] = (),
    ) -> None:  # fmt: skip
        super().__init__()
        self._read, self._words, self._ask = read, words, ask
        self.model = RowTableModel(tuple(columns))
        own = ActionSpec(f"followup.{name.lower()}.ask", "&Write down…", lambda ids: self.ask(ids[0]))
        self.table = DataTable(self.model, name, [own, *further])
        self.table.opened.connect(self.ask)
        self.setFocusProxy(self.table)
        self.summary = PlainText()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(self.summary, 1)
        for button in buttons:
            head.addWidget(button)
        column.addLayout(head)
        column.addWidget(TableOrEmpty(self.table, empty, search), 1)

    def refresh(self) -> None:
        """Read the rows anew."""
        rows = self._read()
        self.model.set_rows(list(rows))
        self.summary.setText(self._words(rows) if rows else "")

    def ask(self, row_id: str) -> None:
        """Ask about one row."""
        row = self.model.row(row_id)
        if row is not None:
            self._ask(row)
