"""Add guests: everybody who is not on the list yet, found by any word, picked one by one or by tag."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import fold, key, listed, plural
from advoplanner.domain.guests import WORDS
from advoplanner.domain.people import PersonRow
from advoplanner.services import guests
from ui.guests_added import tell_added
from ui.kit.buttons import Button
from ui.kit.combo import Combo
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.empty_state import EmptyState
from ui.kit.labels import quiet
from ui.kit.pick_table import PickTable, mark
from ui.kit.search_box import SearchBox
from ui.kit.table_or_empty import TableOrEmpty
from ui.models.column import Column
from ui.models.row_table_model import RowTableModel

EVERY_TAG = "Every tag"
SHOW = 2
"""How the dialog ends where somebody on the list already is to be shown instead."""


class AddDialog(Dialog):
    """A click, Space or Enter picks a person; who is picked stays so while one searches on.

    `wanted` is the guest on the list already whom the person would rather see, "" for none.
    """

    def __init__(self, ctx: Context, event_id: str) -> None:
        self.ctx, self.event_id = ctx, event_id
        self.picked: set[str] = set()
        self.wanted = ""
        self._guests = guests.rows(ctx.workspace, event_id)
        rows = guests.candidates(ctx.workspace, event_id)
        self.model = RowTableModel(_columns(mark(self.picked)))
        self.table = PickTable(self.model, "People", self.picked)
        self.search = SearchBox("Search name, company, job, tag")
        self.search.setMaximumWidth(600)
        self.tags = Combo([EVERY_TAG, *_tags(rows)], "Tag")
        self.all = Button("&Pick all shown", self.table.toggle_shown)
        self.counted = quiet()
        self.already = quiet()
        self.show_already = Button("Show on the list", self._show_already, icon="user-check")
        super().__init__("Add guests", "&Add guests", self._laid_out(), commit=self._add)
        self.search.searched.connect(self._search)
        self.tags.activated.connect(self._filter)
        self.table.changed.connect(self._count)
        self.model.set_rows(rows)
        self.go.setDefault(False)
        self.go.setAutoDefault(False)
        self.resize(720, 560)
        self._count()
        self.search.setFocus()

    def _search(self, text: str) -> None:
        """Also say who is not found because they stand on the list."""
        self.model.search(text)
        words = fold(text).split()
        found = [row for row in self._guests if words and all(word in fold(f"{row.name} {row.organisation} {row.email}") for word in words)]
        self.wanted = found[0].id if found else ""
        names = [row.name for row in found[:3]] + ([plural(len(found) - 3, "other")] if len(found) > 3 else [])
        self.already.setText(f"On the list already: {listed(names)}." if found else "")
        for widget in (self.already, self.show_already):
            widget.setVisible(bool(found))

    def _show_already(self) -> None:
        self.done(SHOW)

    def _filter(self) -> None:
        wanted = key(self.tags.currentText()) if self.tags.currentIndex() else ""
        self.model.keep((lambda row: wanted in map(key, row.tags)) if wanted else None)

    def _count(self) -> None:
        self.go.setText(f"&Add {plural(len(self.picked), 'guest')}" if self.picked else "&Add guests")
        self.go.allow("" if self.picked else "Pick somebody first.")
        self.counted.setText(f"{len(self.picked):,} picked" if self.picked else "A click or Space picks a person.")

    def _add(self) -> bool:
        added = self.ctx.act(
            guests.add,
            self.ctx.workspace,
            self.event_id,
            [row.id for row in self.model.rows() if row.id in self.picked],
            within_capacity=True,
            quiet=True,
        )
        if added is None:
            raise RuleBroken("guests.not_added", "Nobody was added.")
        tell_added(self.ctx, added, self.event_id)
        return True

    def _laid_out(self) -> QWidget:
        body = QWidget()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.search, 1)
        head.addWidget(self.tags)
        head.addWidget(self.all)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        empty = EmptyState("Everybody you know is on the list already. New people are added under People.", icon="users")
        column.addWidget(TableOrEmpty(self.table, empty, self.search), 1)
        foot = QHBoxLayout()
        self.already.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        foot.setSpacing(8)
        foot.addWidget(self.counted, 1)
        foot.addWidget(self.already, 1)
        foot.addWidget(self.show_already)
        column.addLayout(foot)
        self.already.hide()
        self.show_already.hide()
        return body


def _columns(icon: Callable[[PersonRow], str]) -> tuple[Column, ...]:
    return (
        Column(
            "Name",
            lambda row: row.name,
            width=190,
            icon=icon,
            sort=lambda row: fold(row.sort_name),
        ),
        Column("Company", lambda row: row.organisation, width=150, stretch=True),
        Column("Job", lambda row: row.job_title, width=150, quiet=True, stretch=True),
        Column("Side", lambda row: WORDS.get(row.side, ""), width=90, quiet=True),
        Column("Tags", lambda row: row.tags, width=130),
    )


def _tags(rows: list[PersonRow]) -> list[str]:
    return sorted({key(tag): tag for row in rows for tag in row.tags}.values(), key=fold)
