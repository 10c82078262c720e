"""Start: recent workspaces, a first one, the finished example, and what is said where a file could not be opened."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import short_date
from ui.kit.action import ActionSpec
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.context import Context
from ui.kit.data_table import DataTable
from ui.kit.labels import PlainText, quiet, section
from ui.kit.page import Page
from ui.kit.tokens import FIGURE
from ui.models.column import Column
from ui.models.row_table_model import RowTableModel


class StartPage(Page):
    """Signals what the person wants; the desk does it."""

    open_wanted = Signal(str)
    browse_wanted = Signal()
    new_wanted = Signal()
    example_wanted = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "")
        self.title.hide()
        self._model = RowTableModel(COLUMNS, row_id=str)
        menu = (
            ActionSpec("open", "&Open", lambda ids: self.open_wanted.emit(ids[0])),
            ActionSpec("forget", "&Remove from this list", lambda ids: self._forget(ids), "Del", why_not=None),
        )
        self.recent = DataTable(self._model, "Recent workspaces", menu)
        self.recent.opened.connect(self.open_wanted)
        self._recent_box = QWidget()
        self._recent_title = section()
        self.set_content(self._laid_out())

    def refresh(self, changes: ChangeSet | None) -> None:
        """List the recent workspaces whose files are still there to be seen."""
        rows = [Path(name) for name in self.ctx.settings.current.recent]
        self._model.set_rows(rows)
        self.recent.setVisible(bool(rows))
        self._recent_title.setText("Open again" if rows else "Open what you have")
        if rows:
            self.recent.select_ids([str(rows[0])])

    def _forget(self, ids: list[str]) -> None:
        for name in ids:
            self.ctx.act(self.ctx.settings.forget, Path(name), quiet=True)
        self.ask_refresh()

    def _laid_out(self) -> QWidget:
        body = QWidget()
        body.setMaximumWidth(760)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 24, 0, 24)
        column.setSpacing(8)
        column.addWidget(PlainText("AdvoPlanner", size=FIGURE, weight=QFont.Weight.DemiBold, role="ink"))
        column.addWidget(PlainText("Plan the room where customers meet as peers: guests, agenda, seats and every page.", role="quiet"))
        column.addSpacing(16)
        column.addLayout(self._beginnings())
        column.addSpacing(16)
        column.addWidget(self._recent_list(), 1)
        around = QWidget()
        row = QHBoxLayout(around)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(body, 8)
        row.addStretch(1)
        return around

    def _beginnings(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        first = Button("Make your first workspace…", self.new_wanted.emit, kind="primary", icon="plus")
        example = Button("Look at a finished example…", self.example_wanted.emit, icon="sparkles")
        row.addWidget(_beginning("Your own", "One file on this computer holds people, events and seats. Nothing leaves it by itself.", first))
        row.addWidget(_beginning("An example", "Invented customers, five events from first idea to follow-up. Change what you like.", example))
        return row

    def _recent_list(self) -> QWidget:
        column = QVBoxLayout(self._recent_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self._recent_title, 1)
        head.addWidget(Button("Open a file…", self.browse_wanted.emit, icon="folder-open"))
        column.addLayout(head)
        column.addWidget(self.recent, 1)
        column.addStretch(0)
        return self._recent_box


def _beginning(title: str, words: str, button: Button) -> Card:
    card = Card()
    card.column.addWidget(section(title))
    card.column.addWidget(quiet(words))
    card.column.addSpacing(16)
    card.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    return card


def _changed(path: Path) -> str:
    """The day the file was last written, or that it is gone."""
    try:
        return short_date(datetime.fromtimestamp(path.stat().st_mtime).date())
    except OSError:
        return "not there now"


COLUMNS = (
    Column("Workspace", lambda path: path.stem, width=200, icon=lambda path: "file-text"),
    Column("Folder", lambda path: str(path.parent), width=240, quiet=True, stretch=True),
    Column("Changed", _changed, width=140, quiet=True),
)
